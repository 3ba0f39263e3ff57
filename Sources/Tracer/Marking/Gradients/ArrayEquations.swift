/// The passes of a layered network as equations of whole arrays, from the outputs back to the first
/// layer: what marking looks at when somebody has programmed them.
struct ArrayEquations {
  /// One equation.
  struct Line {
    let name: String
    let formula: ArrayFormula
  }

  let network: Network
  let samples: Int
  /// The equations, each behind those that it follows from.
  private(set) var lines: [Line] = []
  /// The position of each line by its name.
  private(set) var index: [String: Int] = [:]
  /// The equations as the catalogue of mistakes reads them.
  let key: AnswerKey
  private let extents: [ArrayAxis: Int]

  /// What the error is called.
  static let objective = "E"

  init(_ network: Network, samples: Int) {
    var network = network
    if network.loss == .crossEntropy { network.loss = .softmaxCrossEntropy }
    (self.network, self.samples) = (network, samples)
    extents = Dictionary(
      uniqueKeysWithValues: network.sizes.enumerated().map { (ArrayAxis.units($0), $1) }
        + [(.sample, samples)])
    var builder = Builder(network: network, samples: samples)
    builder.build()
    key = AnswerKey(builder.equations, graph: builder.graph)
    for (equation, axes) in builder.backward {
      index[equation.name] = lines.count
      lines.append(
        Line(
          name: equation.name,
          formula: ArrayFormula(
            formula: equation.formula, result: axes.result, all: axes.all, extents: extents)))
    }
  }

  /// The line's formula in place of which another one is calculated.
  func formula(_ formula: Formula, at position: Int) -> ArrayFormula {
    let own = lines[position].formula
    return ArrayFormula(formula: formula, result: own.result, all: own.all, extents: extents)
  }

  /// What the gradient by a parameter is called.
  static func gradient(_ label: String) -> String {
    Notation.derivative(of: objective, by: label)
  }

  /// The last layer's name.
  var outputs: String { network.suffix(ofLayer: network.layers.count) }

  /// Whether the outputs and the loss are differentiated in one step, to output − target.
  var isFused: Bool { Self.isFused(network) }

  fileprivate static func isFused(_ network: Network) -> Bool {
    let output = network.layers[network.layers.count - 1].activation
    return network.loss == .softmaxCrossEntropy
      || network.loss == .binaryCrossEntropy && output is Sigmoid
  }
}

/// Writes the equations of a network.
private struct Builder {
  typealias Axes = (result: [ArrayAxis], all: [ArrayAxis])
  let network: Network
  let samples: Int
  var equations: [Equation] = []
  var backward: [(Equation, Axes)] = []
  /// The network with a single unit in each layer, which knows what a name is to it.
  var graph = Graph()

  private func symbol(_ name: String) -> Formula { .symbol(name: name, value: 0) }
  private func gradient(_ label: String) -> Formula { symbol(ArrayEquations.gradient(label)) }
  private func out(_ layer: Int) -> String {
    layer == 0 ? "x" : "out_\(network.suffix(ofLayer: layer))"
  }

  mutating func build() {
    let count = network.layers.count
    do { try buildGraph() } catch { preconditionFailure("single units fit together: \(error)") }
    for (position, layer) in network.layers.enumerated() {
      guard let activation = layer.activation as? any Elementwise else { continue }
      let net = "net_\(network.suffix(ofLayer: position + 1))"
      add(out(position + 1), .value, activation.value(symbol(net)))
    }
    addLoss()
    for number in (1...count).reversed() {
      let (suffix, layer) = (network.suffix(ofLayer: number), network.layers[number - 1])
      let (here, before) = (ArrayAxis.units(number), ArrayAxis.units(number - 1))
      let (net, w, b) = ("net_\(suffix)", "W\(number)", "b\(number)")
      if let activation = layer.activation as? any Elementwise,
        number < count || !ArrayEquations.isFused(network)
      {
        let slope = Notation.derivative(of: out(number), by: net)
        addBackward(
          slope, .slope, activation.slope(at: symbol(net), value: symbol(out(number))).chosen,
          [.sample, here])
        addBackward(
          ArrayEquations.gradient(net), .gradient, gradient(out(number)) * symbol(slope),
          [.sample, here])
      }
      addBackward(
        ArrayEquations.gradient(w), .gradient, gradient(net) * symbol(out(number - 1)),
        [before, here], over: [.sample])
      update(w, [before, here])
      if let bias = layer.bias {
        var isShared = false
        if case .shared = bias { isShared = true }
        addBackward(
          ArrayEquations.gradient(b), .gradient, gradient(net), isShared ? [] : [here],
          over: isShared ? [.sample, here] : [.sample])
      }
      if number > 1 {
        addBackward(
          ArrayEquations.gradient(out(number - 1)), .gradient, gradient(net) * symbol(w),
          [.sample, before], over: [here])
      }
    }
  }

  /// From the loss to the outputs, or to the net inputs where both are differentiated at once.
  private mutating func addLoss() {
    let (count, output) = (network.layers.count, out(network.layers.count))
    let axes = [ArrayAxis.sample, .units(count)]
    func mean(_ formula: Formula) -> Formula {
      var mean = formula
      if network.loss.isMeanOfOutputs, network.sizes[count] > 1 {
        mean = mean / .literal(Double(network.sizes[count]))
      }
      return network.reduction == .mean && samples > 1 ? mean / .literal(Double(samples)) : mean
    }
    if ArrayEquations.isFused(network) {
      let net = "net_\(network.suffix(ofLayer: count))"
      return addBackward(
        ArrayEquations.gradient(net), .gradient, mean(symbol(output) - symbol("target")), axes)
    }
    guard let loss = network.loss.ofOutputs as? any Pairwise else {
      preconditionFailure("a loss of single outputs pairs them with targets")
    }
    let (target, y) = (symbol("target"), symbol(output))
    add("E_o", .value, loss.value(target, y))
    addBackward(
      ArrayEquations.gradient(output), .gradient,
      mean(loss.slopes(at: target, y, value: symbol("E_o")).1), axes)
  }

  private mutating func update(_ parameter: String, _ axes: [ArrayAxis]) {
    addBackward(
      Notation.updated(parameter), .update,
      symbol(parameter) - symbol("alpha") * gradient(parameter), axes)
  }

  private mutating func add(_ name: String, _ kind: Equation.Kind, _ formula: Formula) {
    equations.append(Equation(name: name, kind: kind, formula: formula, value: 0))
  }

  private mutating func addBackward(
    _ name: String, _ kind: Equation.Kind, _ formula: Formula, _ result: [ArrayAxis],
    over summed: [ArrayAxis] = []
  ) {
    add(name, kind, formula)
    backward.append((equations[equations.count - 1], (result, summed + result)))
  }

  private mutating func buildGraph() throws(ShapeError) {
    var before = graph.leaf(.scalar("x"), shape: [1, 1], role: .input, layer: 0)
    for (position, layer) in network.layers.enumerated() {
      let number = position + 1
      var inputs = [
        before, graph.leaf(.scalar("W\(number)"), shape: [1, 1], role: .weight, layer: number),
      ]
      if layer.bias != nil {
        inputs.append(graph.leaf(.scalar("b\(number)"), shape: [1], role: .bias, layer: number))
      }
      let net = try graph.apply(
        Affine(), to: inputs, names: .scalar("net_\(network.suffix(ofLayer: number))"), role: .net,
        layer: number)
      before = try graph.apply(
        layer.activation, to: [net], names: .scalar(out(number)), role: .out, layer: number)
    }
    let target = graph.leaf(.scalar("target"), shape: [1, 1], role: .target)
    let error = try graph.apply(
      network.loss.ofOutputs ?? HalfSquaredError(), to: [target, before], names: .scalar("E_o"),
      role: .error)
    let total = try graph.apply(
      Sum(), to: error, names: .scalar(ArrayEquations.objective), role: .loss)
    graph.differentiate(total)
  }
}
