/// How ŷ − t comes about where softmax and cross-entropy are one step.
extension Derivation {
  /// Tells the first time what the one step consists of: the error's slope by every output, the
  /// softmax's slopes by the net input, and their products, whose sum is output − target.
  mutating func tellFusedSoftmax(from net: ElementID, to loss: ElementID) {
    let node = graph[loss.node]
    guard node.primitive is SoftmaxCrossEntropy, net.node == node.inputs[1],
      !worked.spoiled.contains(loss), let outputs = softmax(of: net), isFirst("fused softmax")
    else { return }
    let target = node.inputs[0]
    blocks.append(
      .paragraph(Phrases.fusedSoftmax(graph.name(of: net), outputs.map { graph.name(of: $0) })))
    let slopes = outputs.compactMap { worked.derivative($0, net) }
    for slope in slopes { show(list.append(slope)) }
    let terms = zip(outputs, slopes).map { output, slope -> Formula in
      let answer = worked.before.symbol(for: output)
      let wanted = worked.before.symbol(for: ElementID(target, output.offset))
      return -(wanted / answer) * .symbol(name: slope.name, value: slope.value)
    }
    let name = Notation.derivative(of: graph.name(of: loss), by: graph.name(of: net))
    let value = worked.equation(named: name)?.formula.evaluated() ?? .nan
    show(list.append(Equation(name: name, kind: .slope, formula: .sum(terms), value: value)))
    blocks.append(.paragraph(Phrases.fusedSoftmaxResult))
  }

  /// The outputs of the same sample, if the network puts out the softmax of these net inputs.
  private func softmax(of net: ElementID) -> [ElementID]? {
    let node = graph.consumers[net.node.index].first { graph[$0.node].primitive is Softmax }?.node
    return node.map { node in
      Softmax.row(of: net.offset, in: graph[node].shape).map { ElementID(node, $0) }
    }
  }
}
