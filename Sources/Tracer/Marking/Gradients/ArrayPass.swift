/// One step of a network, calculated as its equations say, but for those that are calculated
/// otherwise.
struct ArrayPass {
  let equations: ArrayEquations
  /// What is given, by its label: x, target, weights and biases, and alpha.
  private(set) var given: [String: ArrayValue]
  /// What the forward pass makes of it.
  private var forward: [String: ArrayValue] = [:]
  /// What is calculated in place of a line, by its position.
  private var edits: [Int: Formula] = [:]
  /// The lines that were calculated; `.some(nil)` for one that can't be.
  private var calculated: [Int: ArrayValue?] = [:]

  /// - Parameter network: With its inputs, targets and weights.
  init(_ network: Network, learningRate: Double?) {
    equations = ArrayEquations(network, samples: network.inputs.count)
    given = [:]
    let built = network.graph(samples: network.inputs.count)
    for (id, tensor) in built.leaves {
      let node = built.graph[id]
      given[node.names.label] =
        ArrayValue(
          axes: Self.axes(of: node, in: network), extents: tensor.shape.extents,
          elements: tensor.elements
        ).withoutSingle
    }
    if let learningRate {
      given["alpha"] = ArrayValue(axes: [], extents: [], elements: [learningRate])
    }
    calculateForward()
  }

  private static func axes(of node: Node, in network: Network) -> [ArrayAxis] {
    let layer = node.layer ?? network.layers.count
    return switch node.role {
    case .weight: [.units(layer - 1), .units(layer)]
    case .bias: node.shape.count == 1 ? [] : [.units(layer)]
    default: [.sample, .units(layer)]
    }
  }

  private mutating func calculateForward() {
    let built = equations.network.graph(samples: equations.samples)
    var leaves: [NodeID: Tensor<Double>] = [:]
    for id in built.graph.ids where built.graph[id].primitive == nil {
      let node = built.graph[id]
      leaves[id] = given[node.names.label].map { Tensor($0.elements, shape: node.shape) }
    }
    let trace = Trace(built.graph, leaves: leaves)
    forward = given
    for id in built.graph.ids {
      let node = built.graph[id]
      let axes: [ArrayAxis]
      switch node.role {
      case .net, .out: axes = [.sample, .units(node.layer ?? 0)]
      case .error where equations.network.loss.ofOutputs != nil && node.shape.rank == 2:
        axes = [.sample, .units(equations.network.layers.count)]
      default: continue
      }
      forward[node.role == .error ? "E_o" : node.names.label] = ArrayValue(
        axes: axes, extents: node.shape.extents, elements: trace.values[id.index].elements)
    }
    for (number, count) in equations.network.sizes.enumerated().dropFirst()
    where count == equations.network.sizes[number - 1] {
      // The same elements under the axes of the matrix that it is taken for.
      guard let weights = given["W\(number)"] else { continue }
      var turned = weights.transposed
      turned.axes = weights.axes
      forward[Self.transposed("W\(number)")] = turned
    }
  }

  /// What the transposed of a square matrix of weights is called.
  static func transposed(_ label: String) -> String { "\(label)ᵀ" }

  /// The array of a name, as it is calculated in this pass.
  mutating func value(_ name: String) -> ArrayValue? {
    equations.index[name].map { line($0) } ?? forward[name]
  }

  private mutating func line(_ position: Int) -> ArrayValue? {
    if let known = calculated[position] { return known }
    let formula = edits[position] ?? equations.lines[position].formula.formula
    var arrays: [String: ArrayValue] = [:]
    for name in formula.symbols {
      // A line follows from those before it alone.
      if let other = equations.index[name], other >= position { continue }
      arrays[name] = value(name)
    }
    let result = equations.formula(formula, at: position).evaluated { arrays[$0] }
    calculated[position] = .some(result)
    return result
  }

  /// The line's formula as it is calculated in this pass.
  func formula(at position: Int) -> Formula {
    edits[position] ?? equations.lines[position].formula.formula
  }

  /// The pass with another formula in one line.
  func calculating(_ formula: Formula, at position: Int) -> ArrayPass {
    var pass = self
    pass.edits[position] = formula
    pass.calculated = calculated.filter { $0.key < position }
    return pass
  }

  /// The pass with other arrays given.
  func giving(_ arrays: [String: ArrayValue]) -> ArrayPass {
    var pass = self
    pass.given.merge(arrays) { $1 }
    pass.calculated = [:]
    pass.calculateForward()
    return pass
  }
}

extension ArrayValue {
  /// One number for all units has no axis.
  fileprivate var withoutSingle: ArrayValue {
    axes.isEmpty ? ArrayValue(axes: [], extents: [], elements: elements) : self
  }
}
