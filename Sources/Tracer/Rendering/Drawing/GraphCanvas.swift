/// A calculation as boxes and curves, each with what goes forward and what comes back.
struct GraphCanvas {
  private let graph: GraphDrawing
  private(set) var canvas: Canvas
  private static let (height, gap) = (28.0, 58.0)

  init(_ graph: GraphDrawing, _ numbers: NumberStyle) {
    self.graph = graph
    canvas = Canvas(numbers)
    draw()
  }

  /// The column of each node: behind all that it uses, and a given number just before its first use.
  private var columns: [Int] {
    var columns = [Int](repeating: 0, count: graph.nodes.count)
    for (position, node) in graph.nodes.enumerated() {
      columns[position] = (node.operands.map { columns[$0.node] + 1 }).max() ?? 0
    }
    for (position, node) in graph.nodes.enumerated() where node.operands.isEmpty {
      let uses = graph.nodes.indices.filter { user in
        graph.nodes[user].operands.contains { $0.node == position }
      }
      columns[position] = max(0, (uses.map { columns[$0] }.min() ?? 1) - 1)
    }
    return columns
  }

  private func label(of node: GraphDrawing.Node) -> String {
    let value = (node.name.map { "\(canvas.symbol($0)) = " } ?? "") + canvas.number(node.value)
    return node.operation.map { "\($0)  \(value)" } ?? value
  }

  private mutating func draw() {
    let columns = columns
    let labels = graph.nodes.map { label(of: $0) }
    var rows = [Double](repeating: 0, count: labels.count)
    let count = (columns.max() ?? 0) + 1
    for column in 0..<count {
      let members = columns.indices.filter { columns[$0] == column }
      // Where its operands stand in the middle; the givens in the order in which they are used.
      let wishes = members.map { member -> Double in
        let operands = graph.nodes[member].operands.map { rows[$0.node] }
        if !operands.isEmpty { return operands.reduce(0, +) / Double(operands.count) }
        let users = graph.nodes.indices.filter { user in
          graph.nodes[user].operands.contains { $0.node == member }
        }
        let beside = users.flatMap { graph.nodes[$0].operands.map(\.node) }
          .filter { columns[$0] < column }
        return beside.isEmpty ? Double(member) : beside.map { rows[$0] }.max() ?? 0
      }
      let order = members.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
      var next = 0.0
      for index in order {
        let row = max(next, column == 0 ? next : wishes[index])
        rows[members[index]] = row
        next = row + 1
      }
    }
    let widths = labels.map { Canvas.width(of: $0) + 22 }
    var left = [12.0]
    for column in 0..<count {
      let inColumn = columns.indices.filter { columns[$0] == column }
      let flows = graph.nodes.indices.filter { columns[$0] == column + 1 }
        .flatMap { graph.nodes[$0].operands }
        .flatMap { [graph.nodes[$0.node].value, $0.gradient ?? 0] }
        .map { Canvas.width(of: canvas.number($0)) + 30 }
      left.append(
        left[column] + (inColumn.map { widths[$0] }.max() ?? 0) + max(84, flows.max() ?? 0))
    }
    func y(_ node: Int) -> Double { 30 + rows[node] * Self.gap }
    let edges = graph.nodes.enumerated().flatMap { position, node in
      node.operands.map { operand in
        let start = (x: left[columns[operand.node]] + widths[operand.node], y: y(operand.node))
        return (operand: operand, start: start, end: (x: left[columns[position]], y: y(position)))
      }
    }
    for edge in edges { canvas.edge(from: edge.start, to: edge.end, isCurved: true) }
    for (operand, start, end) in edges {
      // Near its start an edge is alone.
      let middle = (x: start.x + 0.33 * (end.x - start.x), y: start.y + 0.26 * (end.y - start.y))
      canvas.label(
        "→ \(canvas.number(graph.nodes[operand.node].value))", x: middle.x, y: middle.y - 5,
        of: graph.nodes[operand.node].symbol)
      if let gradient = operand.gradient {
        canvas.label(
          "← \(canvas.number(gradient))", x: middle.x, y: middle.y + 13, style: .back,
          of: operand.flow)
      }
    }
    for (position, label) in labels.enumerated() {
      canvas.box(
        x: left[columns[position]], y: y(position) - Self.height / 2, width: widths[position],
        height: Self.height, radius: graph.nodes[position].operation == nil ? 3 : Self.height / 2)
      canvas.label(
        label, x: left[columns[position]] + widths[position] / 2, y: y(position) + 4,
        of: graph.nodes[position].symbol)
    }
  }
}

extension GraphDrawing.Node {
  /// The quantity with its number; `nil` for a number within a formula.
  fileprivate var symbol: Formula? { name.map { .symbol(name: $0, value: value) } }
}
