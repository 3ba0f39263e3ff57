/// What the network knows of a quantity.
extension AnswerKey {
  /// The element behind a quantity, updated or not, in whichever pass.
  private func element(of name: String) -> ElementID? {
    graph?.element(named: String(name.prefix { $0 != "@" && $0 != "+" }))
  }

  /// What a quantity is to the network.
  func role(of name: String) -> Role? { element(of: name).flatMap { graph?[$0.node].role } }

  /// What a quantity has in common with its siblings: the tensor it is an element of, or, without a
  /// graph, its name with the numbers taken out.
  func family(of name: String) -> String {
    if let parts = derivativeParts(of: name) {
      return "d\(family(of: parts.of))/d\(family(of: parts.by))"
    }
    guard let element = element(of: name) else { return name.withoutNumbers }
    return "\(element.node.index) \(name.drop { $0 != "@" && $0 != "+" })"
  }

  /// The net input at the place of an output.
  func net(of name: String) -> String? {
    guard let graph, role(of: name) == .out, let element = element(of: name),
      let input = graph[element.node].inputs.last, graph[input].role == .net,
      graph[input].shape == graph[element.node].shape
    else { return nil }
    return graph.name(of: ElementID(input, element.offset)) + name.drop { $0 != "@" && $0 != "+" }
  }

  /// The output at the place of a net input.
  func out(of name: String) -> String? {
    guard let graph, role(of: name) == .net, let element = element(of: name),
      let next = graph.consumers[element.node.index].first(where: { graph[$0.node].role == .out })
    else { return nil }
    return graph.name(of: ElementID(next.node, element.offset))
      + name.drop { $0 != "@" && $0 != "+" }
  }

  /// The error of an output.
  func error(of name: String) -> String? {
    entries.first {
      $0.kind == .value && role(of: $0.name) == .error
        && $0.formulas.first?.symbols.contains(name) == true
    }?.name
  }

  /// The derivative of the objective by a quantity.
  func gradient(by name: String) -> String? {
    graph.map { Notation.derivative(of: $0.objectiveSymbol, by: name) }
  }

  /// The weight at the transposed place of a square matrix.
  func transposed(_ name: String) -> String? {
    guard let graph, let element = element(of: name), graph[element.node].role == .weight else {
      return nil
    }
    let shape = graph[element.node].shape
    guard shape.rank == 2, shape[0] == shape[1] else { return nil }
    let index = shape.index(at: element.offset)
    let other = ElementID(element.node, shape.offset(of: [index[1], index[0]]))
    return graph.name(of: other) + name.drop { $0 != "@" && $0 != "+" }
  }
}
