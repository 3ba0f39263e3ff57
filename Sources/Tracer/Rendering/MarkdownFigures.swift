struct MarkdownFigures {
  let language: Language

  func render(_ figure: Figure, _ numbers: NumberStyle) -> String {
    switch figure {
    case .network(let network): return mermaid(network, numbers)
    case .graph(let graph): return mermaid(graph, numbers)
    case .plot, .digit: return figure.svg(in: language, numbers, isAlone: true)
    }
  }

  /// A Mermaid diagram from left to right: each node with its value, each edge with what goes
  /// forward and what comes back.
  private func mermaid(_ graph: GraphDrawing, _ numbers: NumberStyle) -> String {
    let plain = PlainScript()
    func number(_ value: Double) -> String { plain.written(value, numbers: numbers).text }
    var lines = ["graph LR"]
    for (position, node) in graph.nodes.enumerated() {
      let value = "\(node.name.map { "\(plain.symbol($0).text) = " } ?? "")\(number(node.value))"
      let id = "n\(position)"
      lines.append(
        node.operation.map { "  \(id)([\"\($0) ▸ \(value)\"])" } ?? "  \(id)[\"\(value)\"]")
      for operand in node.operands {
        let forward = number(graph.nodes[operand.node].value)
        let back = operand.gradient.map { "<br>← \(number($0))" } ?? ""
        lines.append("  n\(operand.node) -- \"→ \(forward)\(back)\" --> \(id)")
      }
    }
    return "```mermaid\n\(lines.joined(separator: "\n"))\n```"
  }

  /// A Mermaid diagram from left to right: units as circles, weights on the lines.
  private func mermaid(_ network: NetworkDrawing, _ numbers: NumberStyle) -> String {
    let plain = PlainScript()
    func labelled(_ name: String, _ value: Double) -> String {
      "\(plain.symbol(name).text) = \(plain.written(value, numbers: numbers).text)"
    }
    var lines = ["graph LR"]
    for (layer, size) in network.sizes.enumerated() {
      lines.append("  l\(layer)((\"\(size)\"))")
      guard layer > 0 else { continue }
      let matrix = network.matrix(before: layer) { plain.symbol($0).text }
      lines.append("  l\(layer - 1) -- \"\(matrix)\" --> l\(layer)")
    }
    for units in network.layers where network.sizes.isEmpty {
      for unit in units {
        let note = units == network.layers[0] ? network.notes[unit] : nil
        let marks = (network.marks[unit] ?? []).map { "<br>" + labelled($0.name, $0.value) }
          .joined()
        lines.append("  \(unit)((\"\(note.map { labelled($0.name, $0.value) } ?? unit)\(marks)\"))")
      }
    }
    for (layer, edges) in network.edges.enumerated() where network.sizes.isEmpty {
      for edge in edges {
        let (from, to) = (network.layers[layer][edge.from], network.layers[layer + 1][edge.to])
        let back = edge.gradient.map { "<br>← \(plain.written($0, numbers: numbers).text)" } ?? ""
        if network.litWeight == nil {
          lines.append("  \(from) -- \"\(labelled(edge.name, edge.value))\(back)\" --> \(to)")
        } else {
          let name = edge.isLit && !edge.name.isEmpty ? "|\"\(plain.symbol(edge.name).text)\"|" : ""
          lines.append("  \(from) \(edge.isLit ? "==>" : "-->")\(name) \(to)")
        }
      }
      for (number, bias) in network.biases[layer].enumerated() {
        let id = "bias\(layer + 1)_\(number + 1)"
        lines.append("  \(id)[\"\(labelled(bias.name, bias.value))\"]")
        let units = network.layers[layer + 1]
        let reached = network.biases[layer].count == 1 ? units : [units[number]]
        lines += reached.map { "  \(id) -.-> \($0)" }
      }
    }
    for unit in network.layers[network.layers.count - 1] {
      guard let target = network.notes[unit] else { continue }
      lines.append("  \(unit) -.- t_\(unit)[\"\(labelled(target.name, target.value))\"]")
    }
    return "```mermaid\n\(lines.joined(separator: "\n"))\n```"
  }
}
