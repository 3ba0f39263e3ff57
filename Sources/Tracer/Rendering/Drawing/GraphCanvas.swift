/// A calculation as boxes and curves, each with what goes forward and what comes back.
struct GraphCanvas {
  private let graph: GraphDrawing
  private(set) var canvas: Canvas
  private static let (height, gap, descent) = (28.0, 58.0, 92.0)

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

  /// What takes up room in a column: a node, or an edge that passes by.
  private struct Item {
    let column: Int
    let size: Double
    var before: [Int] = []
  }

  /// The nodes and, behind them, what keeps room for the edges that pass columns, by their ends.
  private func items(
    _ columns: [Int], sizes: [Double], passing: Double
  ) -> (all: [Item], ways: [[Int]: [Int]]) {
    var items = zip(columns, sizes).map { Item(column: $0, size: $1) }
    var ways: [[Int]: [Int]] = [:]
    for (position, node) in graph.nodes.enumerated() {
      for operand in node.operands {
        var last = operand.node
        for column in (columns[operand.node] + 1)..<columns[position] {
          items.append(Item(column: column, size: passing, before: [last]))
          last = items.count - 1
          ways[[operand.node, position], default: []].append(last)
        }
        items[position].before.append(last)
      }
    }
    return (items, ways)
  }

  /// Where the middle of each is across the direction of the calculation: where what leads to it is, as
  /// far as the others of its column leave room; the givens in the order in which they are used.
  private func middles(of items: [Item]) -> [Double] {
    var middles = [Double](repeating: 0, count: items.count)
    for column in 0...(items.map(\.column).max() ?? 0) {
      let members = items.indices.filter { items[$0].column == column }
      let wishes = members.map { member -> Double in
        let before = items[member].before.map { middles[$0] }
        if !before.isEmpty { return before.reduce(0, +) / Double(before.count) }
        let beside = items.filter { $0.before.contains(member) }.flatMap(\.before)
          .filter { items[$0].column < column }
        return beside.isEmpty ? Double(member) : beside.map { middles[$0] }.max() ?? 0
      }
      var next = 1.0
      let order = members.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
      for index in order {
        let half = items[members[index]].size / 2
        middles[members[index]] = max(next + half, column == 0 ? 0 : wishes[index])
        next = middles[members[index]] + half
      }
    }
    return middles
  }

  private mutating func draw() {
    let columns = columns
    let labels = graph.nodes.map { label(of: $0) }
    let widths = labels.map { Canvas.width(of: $0) + 22 }
    func forward(_ operand: GraphDrawing.Operand) -> String {
      canvas.number(graph.nodes[operand.node].value)
    }
    func width(of operand: GraphDrawing.Operand) -> Double {
      14
        + max(
          Canvas.width(of: forward(operand)),
          operand.gradient.map { Canvas.width(of: canvas.number($0)) } ?? 0)
    }
    let flows = graph.nodes.flatMap(\.operands).map(width).max() ?? 0
    var left = [12.0]
    for column in 0...(columns.max() ?? 0) {
      let inColumn = columns.indices.filter { columns[$0] == column }
      let flows = graph.nodes.indices.filter { columns[$0] == column + 1 }
        .flatMap { graph.nodes[$0].operands }.map { width(of: $0) + 16 }
      left.append(
        left[column] + (inColumn.map { widths[$0] }.max() ?? 0) + max(84, flows.max() ?? 0))
    }
    // What is wider than a page goes down.
    let goesDown = (left.last ?? 0) > Canvas.page
    let (items, ways) = items(
      columns, sizes: goesDown ? widths.map { max($0, flows) + 24 } : labels.map { _ in Self.gap },
      passing: goesDown ? flows + 16 : Self.gap)
    let middles = middles(of: items)
    let places = items.indices.map { item -> Canvas.Point in
      let column = items[item].column
      let half = item < widths.count ? widths[item] / 2 : 0
      return goesDown
        ? (middles[item], 26 + Double(column) * Self.descent) : (left[column] + half, middles[item])
    }
    var edges: [(operand: GraphDrawing.Operand, points: [Canvas.Point])] = []
    for (position, node) in graph.nodes.enumerated() {
      for (rank, operand) in node.operands.enumerated() {
        let (from, to) = (places[operand.node], places[position])
        let way = ways[[operand.node, position], default: []].map { places[$0] }
        if goesDown {
          let shift = (Double(rank) - Double(node.operands.count - 1) / 2) * 16
          let start = (x: from.x, y: from.y + Self.height / 2)
          edges.append((operand, [start] + way + [(to.x + shift, to.y - Self.height / 2)]))
        } else {
          let start = (x: from.x + widths[operand.node] / 2, y: from.y)
          edges.append((operand, [start] + way + [(to.x - widths[position] / 2, to.y)]))
        }
      }
    }
    for edge in edges {
      for (start, end) in zip(edge.points, edge.points.dropFirst()) {
        canvas.edge(from: start, to: end, isCurved: !goesDown)
      }
    }
    var taken = zip(places, widths).map { place, width in
      Canvas.Box(
        x: place.x - width / 2, y: place.y - Self.height / 2, width: width, height: Self.height)
    }
    for (operand, points) in edges {
      let width = width(of: operand)
      func box(_ start: Canvas.Point, _ end: Canvas.Point, _ share: Canvas.Point, _ side: Double)
        -> Canvas.Box
      {
        Canvas.Box(
          x: start.x + share.x * (end.x - start.x) + (side - 1) * width / 2,
          y: start.y + share.y * (end.y - start.y) - 16, width: width, height: 33)
      }
      let shares = goesDown ? Self.sharesDown : Self.sharesAcross
      let boxes = (goesDown ? [0.0, -1, 1, -2, 2] : [0]).flatMap { side in
        zip(points, points.dropFirst()).flatMap { start, end in
          shares.map { box(start, end, $0, side) }
        }
      }
      let place = boxes.first { box in !taken.contains { box.overlaps($0) } } ?? boxes[0]
      taken.append(place)
      let x = place.x + width / 2
      canvas.label(
        "\(goesDown ? "↓" : "→") \(forward(operand))", x: x, y: place.y + 11,
        of: graph.nodes[operand.node].symbol)
      if let gradient = operand.gradient {
        canvas.label(
          "\(goesDown ? "↑" : "←") \(canvas.number(gradient))", x: x, y: place.y + 29, style: .back,
          of: operand.flow)
      }
    }
    for (position, label) in labels.enumerated() {
      let (place, width) = (places[position], widths[position])
      canvas.box(
        x: place.x - width / 2, y: place.y - Self.height / 2, width: width, height: Self.height,
        radius: graph.nodes[position].operation == nil ? 3 : Self.height / 2)
      canvas.label(label, x: place.x, y: place.y + 4, of: graph.nodes[position].symbol)
    }
  }

  /// Where labels are tried along an edge, across and down; near its start an edge is alone.
  private static let sharesAcross = [(0.33, 0.26), (0.5, 0.5), (0.25, 0.12), (0.67, 0.74)]
    .map { (x: $0, y: $1) }
  private static let sharesDown = [0.5, 0.36, 0.64, 0.42, 0.58].map { (x: $0, y: $0) }
}

extension GraphDrawing.Node {
  /// The quantity with its number; `nil` for a number within a formula.
  fileprivate var symbol: Formula? { name.map { .symbol(name: $0, value: value) } }
}
