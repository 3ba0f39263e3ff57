struct PlainFigures {
  let language: Language
  private let script = PlainScript()

  func render(_ figure: Figure, _ numbers: NumberStyle) -> [String] {
    switch figure {
    case .network(let network): return draw(network, numbers)
    case .graph(let graph): return draw(graph, numbers)
    case .plot(let plot): return plot.text(in: language, numbers)
    case .digit(let digit): return digit.text
    }
  }

  /// Each unit with what flows into it, a column a layer; layers that do not fit go below.
  private func draw(_ network: NetworkDrawing, _ numbers: NumberStyle) -> [String] {
    func number(_ value: Double) -> String { script.written(value, numbers: numbers).text }
    func labelled(_ name: String, _ value: Double) -> String {
      let symbol = script.symbol(name).text
      return network.litWeight == nil ? "\(symbol) = \(number(value))" : symbol
    }
    guard network.sizes.isEmpty else {
      let steps = network.sizes.indices.dropFirst().map { layer in
        " ── \(network.matrix(before: layer) { script.symbol($0).text }) ──▶ \(network.sizes[layer])"
      }
      return TextLayout.wrapped("\(network.sizes[0])\(steps.joined())", indent: 4, firstIndent: 2)
    }
    let last = network.layers.count - 1
    let columns = (1...last).map { layer -> [String] in
      let sources = network.layers[layer - 1].map { unit in
        network.notes[unit].map { layer == 1 ? labelled($0.name, $0.value) : unit } ?? unit
      }
      let width = sources.map { TextLayout.width($0) }.max() ?? 0
      let units = network.layers[layer].enumerated().compactMap { position, unit -> [String]? in
        let edges = network.edges[layer - 1].filter {
          $0.to == position && (network.litWeight == nil || $0.isLit)
        }
        guard !edges.isEmpty || network.litWeight == nil else { return nil }
        var rows = edges.map {
          (
            "\(TextLayout.padded(sources[$0.from], to: width))\($0.name.isEmpty ? "" : " ── ")",
            labelled($0.name, $0.value) + ($0.gradient.map { "  ← \(number($0))" } ?? "")
          )
        }
        if let bias = network.bias(of: position, in: layer) {
          rows.append((TextLayout.padded("", to: width + 4), labelled(bias.name, bias.value)))
        }
        let reach = rows.map { TextLayout.width($0.1) }.max() ?? 0
        let target = layer == last ? network.notes[unit] : nil
        let marks = (network.marks[unit] ?? []).map {
          "   \(script.symbol($0.name).text) \(number($0.value))"
        }
        let arrival =
          unit + marks.joined() + (target.map { "   (\(labelled($0.name, $0.value)))" } ?? "")
        return meeting(
          rows.map { "\($0.0)\(TextLayout.padded($0.1, to: reach))" }, at: "▶ \(arrival)",
          columns: TextLayout.columns - 2)
      }
      return Array(units.joined(separator: [""]))
    }
    return beside(columns.filter { !$0.isEmpty })
  }

  /// Each calculation with its operands, and on every edge what goes forward and what comes back.
  private func draw(_ graph: GraphDrawing, _ numbers: NumberStyle) -> [String] {
    func number(_ value: Double) -> String { script.written(value, numbers: numbers).text }
    let blocks = graph.nodes.compactMap { node -> [String]? in
      guard let operation = node.operation else { return nil }
      let rows = node.operands.map { operand -> [String] in
        let source = graph.nodes[operand.node]
        return [
          source.name.map { script.symbol($0).text } ?? "", "→ \(number(source.value))",
          operand.gradient.map { "← \(number($0))" } ?? "",
        ]
      }
      let widths = (0..<3).map { column in
        rows.map { TextLayout.width($0[column]) }.max() ?? 0
      }
      let name = node.name.map { "\(script.symbol($0).text) = " } ?? ""
      let arrival = "▶ (\(operation)) \(name)\(number(node.value))"
      return meeting(
        rows.map { cells in
          "  " + zip(cells, widths).map { TextLayout.padded($0, to: $1) }.joined(separator: "  ")
        }, at: arrival, columns: TextLayout.columns)
    }
    return Array(blocks.joined(separator: [""]))
  }

  /// Rows of equal width whose ends meet in one arrow; where that is too wide, what they lead to
  /// stands below them.
  private func meeting(_ rows: [String], at arrival: String, columns: Int) -> [String] {
    let last = rows.count - 1
    let lines = rows.enumerated().map { position, row in
      switch (position == 0, position == last) {
      case (true, true): "\(row) ──\(arrival)"
      case (true, false): "\(row) ──┐"
      case (false, false): "\(row) ──┤"
      case (false, true): "\(row) ──┴──\(arrival)"
      }
    }
    if TextLayout.width(lines[last]) <= columns { return lines }
    return rows.flatMap { TextLayout.wrapped($0, to: columns, indent: 8, firstIndent: 2) }
      + TextLayout.wrapped("└──\(arrival)", to: columns, indent: 8, firstIndent: 2)
  }

  /// Blocks of lines next to each other while they fit, then below.
  private func beside(_ columns: [[String]]) -> [String] {
    var rows: [[String]] = [[]]
    var used = 0
    for column in columns {
      let width = 4 + (column.map { TextLayout.width($0) }.max() ?? 0)
      if used > 0, used + width > TextLayout.columns {
        rows += [[""], []]
        used = 0
      }
      let last = rows.count - 1
      let height = max(rows[last].count, column.count)
      rows[last] = (0..<height).map { line in
        let left = line < rows[last].count ? rows[last][line] : ""
        let right = line < column.count ? column[line] : ""
        let padding = TextLayout.padded(left, to: used) + (used > 0 ? "    " : "  ")
        return (padding + right).trimmingTrailingSpaces
      }
      used = max(used, rows[last].map { TextLayout.width($0) }.max() ?? 0)
    }
    return rows.flatMap(\.self)
  }
}
