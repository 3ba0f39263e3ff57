/// The careful calculation of a node past one that it reads.
///
/// The output of a sigmoid rounds to 1 where 1 − out is still a number to take the logarithm of. The
/// graph keeps both steps, as a derivation tells them; the numbers come by the shortcut.
struct Shortcut: Sendable {
  /// What calculates the node.
  let primitive: any Primitive
  /// What it is calculated from.
  let inputs: [NodeID]
  /// The node that is passed, which nothing else reads.
  let passed: NodeID
}

extension Graph {
  /// The shortcut to a node, if there is one.
  func shortcut(to id: NodeID) -> Shortcut? {
    guard let primitive = self[id].primitive else { return nil }
    for (input, inner) in self[id].inputs.enumerated() where consumers[inner.index].count == 1 {
      guard let first = self[inner].primitive, self[inner].inputs.count == 1,
        let careful = primitive.careful(past: first, atInput: input)
      else { continue }
      var inputs = self[id].inputs
      inputs[input] = self[inner].inputs[0]
      return Shortcut(primitive: careful, inputs: inputs, passed: inner)
    }
    return nil
  }
}
