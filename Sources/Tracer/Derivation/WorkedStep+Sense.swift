/// What an update is good for, read from the numbers.
extension WorkedStep {
  /// How an output misses its target, and what a parameter of its unit does to it; `nil` where the
  /// signs of these two do not account for the way in which the parameter moved.
  func sense(
    of parameter: ElementID
  ) -> (output: ElementID, excess: Double, isRising: Bool)? {
    let paths = ways(from: parameter)
    guard paths.count == 1, let new = updated[parameter.node]?[parameter.offset] else { return nil }
    let net = paths[0].next
    let shape = graph[net.node].shape
    guard graph[net.node].role == .net, graph[net.node].layer == model.layerCount,
      shape.rank == 2, shape[0] == 1,
      let out = graph.ids.last(where: { graph[$0].role == .out && graph[$0].shape == shape }),
      let target = graph.ids.last(where: { graph[$0].role == .target && graph[$0].shape == shape }),
      graph[out].inputs.contains(net.node)
    else { return nil }
    let output = ElementID(out, net.offset)
    guard let last = derivative(output, net)?.value else { return nil }
    let slope = paths[0].slope.evaluated() * last
    let excess = before[output] - before[ElementID(target, net.offset)]
    let movement = new - before[parameter]
    guard excess.isFinite, movement * slope * excess < 0 else { return nil }
    return (output, excess, slope > 0)
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
