/// How ŷ − t comes about where softmax and cross-entropy are one step.
extension Derivation {
  /// Tells the first time what the one step consists of: the error's slope by every output, the
  /// softmax's slopes by the net input, and their products, whose sum is output − target.
  mutating func tellFusedSoftmax(from net: ElementID, to loss: ElementID) {
    let node = graph[loss.node]
    guard node.primitive is SoftmaxCrossEntropy, net.node == node.inputs[1],
      !worked.spoiled.contains(loss), let all = softmax(of: net)
    else { return }
    let target = node.inputs[0]
    let isNew = isFirst("fused softmax")
    // The right output and a wrong one.
    guard isNew || focus != nil && isFirst("fused softmax again") else { return }
    if isNew {
      let named = all.prefix(Phrases.mostListed).map { graph.name(of: $0) }
      say(Phrases.fusedSoftmax(graph.name(of: net), named, of: all.count))
    }
    let outputs = all.filter {
      focus == nil || worked.before[ElementID(target, $0.offset)] != 0
    }
    let slopes = outputs.compactMap { worked.derivative($0, net) }
    for slope in slopes { show(list.append(slope)) }
    let terms = zip(outputs, slopes).map { output, slope -> Formula in
      let answer = worked.before.symbol(for: output)
      let wanted = worked.before.symbol(for: ElementID(target, output.offset))
      return -(wanted / answer) * .symbol(name: slope.name, value: slope.value)
    }
    let name = Notation.derivative(of: graph.name(of: loss), by: graph.name(of: net))
    let value = worked.equation(named: name)?.formula.evaluated() ?? .nan
    let sum = Formula.sum(terms).simplified
    show(list.append(Equation(name: name, kind: .slope, formula: sum, value: value)))
    if isNew { say(Phrases.fusedSoftmaxResult(leavingOut: all.count - outputs.count)) }
  }

  /// The outputs of the same sample, if the network puts out the softmax of these net inputs.
  private func softmax(of net: ElementID) -> [ElementID]? {
    let node = graph.consumers[net.node.index].first { graph[$0.node].primitive is Softmax }?.node
    return node.map { node in
      Softmax.row(of: net.offset, in: graph[node].shape).map { ElementID(node, $0) }
    }
  }
}
