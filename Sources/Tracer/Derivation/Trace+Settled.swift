extension Trace where Scalar == Double {
  /// The trace with each number as a line of a derivation has it: what is nothing but rounding is 0.
  func settled() -> Trace {
    var settled = self
    var numbers: [[Approximate]] = []
    for id in graph.ids {
      let (node, recorded) = (graph[id], values[id.index])
      let known = numbers
      let x = Operands<Approximate>(shapes: node.inputs.map { graph[$0].shape }) { input, offset in
        known[node.inputs[input].index][offset]
      }
      let found = recorded.elements.indices.map { offset in
        node.primitive?.value(at: offset, of: x).settled(recorded: recorded[offset])
          ?? Approximate(given: recorded[offset])
      }
      numbers.append(found)
      settled.values[id.index] = Tensor(found.map(\.value), shape: node.shape)
    }
    return settled
  }
}

extension Tensor where Scalar == Double {
  /// The tensor with 0 for each element of which an update left nothing but rounding.
  func settled(after old: Tensor) -> Tensor {
    Tensor(zip(elements, old.elements).map { abs($0) <= abs($1) * 0x1p-51 ? 0 : $0 }, shape: shape)
  }
}
