/// The rules that a layered network is calculated and taught by, over the symbols of whole layers or
/// of any unit of them.
struct NetworkRules {
  /// One layer: what it reads, what it adds up, and what comes out.
  struct Layer {
    /// Counted from 1.
    let number: Int
    /// The outputs of the layer before, or the inputs.
    let source: NodeID
    let weights: NodeID
    let bias: NodeID?
    let net: NodeID
    let out: NodeID
    let activation: any Primitive

    /// The rule from a net input to an output; `nil` where an output depends on all net inputs.
    func output(_ net: Formula) -> Formula? {
      (activation as? any Elementwise)?.value(net).simplified
    }

    /// The derivative of an output with respect to its net input.
    func slope(_ net: Formula, _ out: Formula) -> Formula? {
      (activation as? any Elementwise)?.slope(at: net, value: out).chosen.simplified
    }
  }

  /// The layers, the first hidden one first.
  let layers: [Layer]
  /// What calculates the errors from which the objective is added up.
  let loss: any Primitive
  let target: NodeID
  let samples: Int
  /// How much of each error is in the objective: 1, or one over their number for a mean.
  let share: Double

  /// - Parameter trace: A trace whose backward pass is done.
  /// - Returns: `nil` for a graph that is no layered network.
  init?(_ trace: Trace<Double>) {
    let graph = trace.graph
    layers = graph.ids.filter { graph[$0].role == .net }.compactMap { net in
      let inputs = graph[net].inputs
      guard graph[net].primitive is Affine, let number = graph[net].layer,
        let out = graph.consumers[net.index].map(\.node).first(where: { graph[$0].role == .out }),
        let activation = graph[out].primitive
      else { return nil }
      return Layer(
        number: number, source: inputs[0], weights: inputs[1],
        bias: inputs.count > 2 ? inputs[2] : nil, net: net, out: out, activation: activation)
    }
    guard let last = layers.last,
      let error = graph.ids.first(where: { id in
        graph[id].primitive != nil && graph[id].inputs.contains { graph[$0].role == .target }
      }),
      let loss = graph[error].primitive, let target = graph[error].inputs.first,
      layers.count == graph.nodes.count(where: { $0.role == .net })
    else { return nil }
    (self.loss, self.target) = (loss, target)
    samples = graph[last.out].shape[0]
    share = trace.gradient(for: ElementID(error, 0)) ?? 1
  }

  /// The error of one output; `nil` for a loss of whole samples.
  func error(target: Formula, out: Formula) -> Formula? {
    guard loss is any Pairwise else { return nil }
    return loss.value(at: 0, of: operands(target, out)).simplified
  }

  /// The derivative of the error of one output with respect to it.
  func errorSlope(target: Formula, out: Formula) -> Formula? {
    guard loss is any Pairwise else { return nil }
    return loss.slopes(ofInput: 1, at: 0, of: operands(target, out)) { _ in .literal(0) }
      .first?.slope.simplified
  }

  /// The derivative of the objective with respect to a net input of the output layer; `nil` where it
  /// depends on all outputs.
  func outputDelta(net: Formula, target: Formula, out: Formula) -> Formula? {
    let short = out - target
    guard let last = layers.last else { return nil }
    if loss is SoftmaxCrossEntropy || loss is CrossEntropy && last.activation is Softmax {
      return scaled(short)
    }
    guard let error = errorSlope(target: target, out: out), let slope = last.slope(net, out) else {
      return nil
    }
    let product = Formula.product(of: error.factors + slope.factors)
    return scaled(Self.isSame(product, short, in: out, target) ? short : product)
  }

  /// A derivative of one error as a part of that of the objective, its numbers made one.
  func scaled(_ formula: Formula) -> Formula {
    let factors = formula.simplified.factors.flatMap { factor -> [Formula] in
      if case .negation(let inside) = factor { return [.literal(-1)] + inside.factors }
      return [factor]
    }
    let (numbers, others) = factors.partitioned { $0.symbols.isEmpty }
    let scale = numbers.reduce(share) { $0 * $1.evaluated() }
    let count = (1 / abs(scale)).rounded()
    let isPart = abs(1 / abs(scale) - count) < 1e-9
    let size: Formula = isPart ? .literal(1) / .literal(count) : .literal(abs(scale))
    let product = Formula.product(of: (isPart && count == 1 ? [] : [size]) + others)
    guard scale < 0 else { return product }
    return Formula.product(of: [.negation(product.factors[0])] + product.factors.dropFirst())
  }

  /// What stands before the sum of the errors in the objective; `nil` for nothing.
  var shareFormula: Formula? { share == 1 ? nil : scaled(.literal(1)) }

  /// Whether two formulas in an output and its target give the same numbers.
  private static func isSame(_ a: Formula, _ b: Formula, in x: Formula, _ y: Formula) -> Bool {
    guard case .symbol(let output, _) = x, case .symbol(let target, _) = y else { return false }
    return [(0.3, 0.9), (0.8, 0.1), (0.55, 0.4)].allSatisfy { out, wanted in
      let found = [a, b].map { $0.evaluated(replacing: [output: out, target: wanted]) }
      return abs(found[0] - found[1]) < 1e-12
    }
  }

  private func operands(_ target: Formula, _ out: Formula) -> Operands<Formula> {
    Operands(shapes: [[1, 1], [1, 1]]) { input, _ in input == 0 ? target : out }
  }
}
