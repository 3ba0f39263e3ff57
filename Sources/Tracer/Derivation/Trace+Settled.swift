extension Trace where Scalar == Double {
  /// The trace with each number as a line of a derivation has it: what is nothing but rounding is 0.
  /// - Parameter withGradients: Whether the gradients belong to the values, and are settled, too.
  func settled(withGradients: Bool = false) -> Trace {
    var settled = self
    var numbers: [[Approximate]] = []
    for id in graph.ids {
      numbers.append(settledValues(of: id, from: numbers))
      settled.values[id.index] = Tensor(numbers[id.index].map(\.value), shape: graph[id].shape)
    }
    if withGradients { settled.settleGradients(from: numbers) }
    return settled
  }

  private func settledValues(of id: NodeID, from numbers: [[Approximate]]) -> [Approximate] {
    let (node, recorded) = (graph[id], values[id.index])
    let x = operands(node.inputs, of: numbers)
    // What a careful rule keeps is beyond what the textbook's can tell from rounding.
    let rule = carefulStep(to: id) == nil ? node.primitive : nil
    return recorded.elements.indices.map { offset in
      rule?.value(at: offset, of: x).settled(recorded: recorded[offset])
        ?? Approximate(given: recorded[offset])
    }
  }

  /// The same for the gradients, which flow back as in the backward pass.
  private mutating func settleGradients(from numbers: [[Approximate]]) {
    var sums: [Int: [Approximate]] = [:]
    var new = numbers
    for (id, tensor) in updatedInPlace {
      new[id.index] = tensor.elements.map { Approximate(given: $0) }
    }
    for id in graph.ids.reversed() {
      guard let recorded = gradients[id.index] else { continue }
      let upstream = recorded.elements.indices.map { offset in
        sums[id.index]?[offset].settled(recorded: recorded[offset])
          ?? Approximate(given: recorded[offset])
      }
      gradients[id.index] = Tensor(upstream.map(\.value), shape: recorded.shape)
      func flow(
        _ rule: any Primitive, _ sources: [NodeID], into isMeant: (NodeID) -> Bool = { _ in true }
      ) {
        for (input, source) in sources.enumerated() where isMeant(source) {
          let x = operands(sources, of: graph[source].role.isLearned ? numbers : new)
          for offset in numbers[source.index].indices {
            for (output, slope) in rule.slopes(
              ofInput: input, at: offset, of: x, output: { numbers[id.index][$0] })
            {
              sums[source.index, default: numbers[source.index].map { _ in 0.0 }][offset] =
                (sums[source.index]?[offset] ?? 0.0) + upstream[output] * slope
            }
          }
        }
      }
      guard !passed.contains(id), let primitive = graph[id].primitive else { continue }
      if let shortcut = shortcuts[id] {
        flow(primitive, graph[id].inputs) { $0 == shortcut.passed }
        flow(shortcut.primitive, shortcut.inputs)
      } else {
        flow(primitive.careful ?? primitive, graph[id].inputs)
      }
    }
  }

  private func operands(
    _ inputs: [NodeID], of numbers: [[Approximate]]
  ) -> Operands<Approximate> {
    Operands(shapes: inputs.map { graph[$0].shape }) { numbers[inputs[$0].index][$1] }
  }
}

extension Tensor where Scalar == Double {
  /// The tensor with 0 for each element of which an update left nothing but rounding.
  func settled(after old: Tensor) -> Tensor {
    Tensor(zip(elements, old.elements).map { abs($0) <= abs($1) * 0x1p-51 ? 0 : $0 }, shape: shape)
  }
}
