/// How an output misses its target, and what a parameter of its unit does to it.
struct Sense {
  let output: ElementID
  /// The output, and its target.
  let actual: Formula, wanted: Formula
  /// The derivative of the output by the parameter.
  let slope: Formula
  /// By how much the update moves the parameter.
  let movement: Formula

  /// By how much the output is greater than its target.
  var excess: Double { (actual - wanted).evaluated() }
  /// Whether the output grows with the parameter.
  var isRising: Bool { slope.evaluated() > 0 }
}

/// What an update is good for, read from the numbers.
extension WorkedStep {
  /// How an output misses its target, and what a parameter of its unit does to it; `nil` where the
  /// signs of these two do not account for the way in which the parameter moved.
  func sense(of parameter: ElementID, in list: EquationList) -> Sense? {
    let paths = ways(from: parameter)
    guard paths.count == 1,
      let new = list[Notation.updated(graph.name(of: parameter))]?.symbol
    else { return nil }
    let net = paths[0].next
    let shape = graph[net.node].shape
    guard graph[net.node].role == .net, graph[net.node].layer == model.layerCount,
      shape.rank == 2, shape[0] == 1,
      let out = graph.ids.last(where: { graph[$0].role == .out && graph[$0].shape == shape }),
      let target = graph.ids.last(where: { graph[$0].role == .target && graph[$0].shape == shape }),
      graph[out].inputs.contains(net.node)
    else { return nil }
    let output = ElementID(out, net.offset)
    guard let last = derivative(output, net) else { return nil }
    let old = before.symbol(for: parameter)
    let sense = Sense(
      output: output, actual: list[graph.name(of: output)]?.symbol ?? before.symbol(for: output),
      wanted: before.symbol(for: ElementID(target, net.offset)),
      slope: paths[0].slope * last.formula, movement: new - old)
    let product = sense.movement.evaluated() * paths[0].slope.evaluated() * last.value
    guard sense.excess.isFinite, product * sense.excess < 0 else { return nil }
    return sense
  }

  /// The quantity by which a parameter is multiplied, where that is 0 and nothing flows back.
  func idleInput(of parameter: ElementID) -> String? {
    let paths = ways(from: parameter)
    guard paths.count == 1, case .symbol(let input, 0) = paths[0].slope else { return nil }
    return input
  }

  /// Through how many samples of a batch the ways lead.
  func samples(of paths: [Path]) -> Int {
    Set(
      paths.map { path in
        let shape = graph[path.next.node].shape
        return shape.rank == 2 ? path.next.offset / shape[1] : 0
      }
    ).count
  }
}
