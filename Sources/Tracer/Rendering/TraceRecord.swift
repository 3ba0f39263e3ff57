import Foundation

/// The whole trace as JSON: every quantity of every recorded step, with its formula and its value.
///
/// Step 0 holds what is given, every value, every slope between neighbours, every derivative of the
/// objective, and every update; the steps after it hold what the forward pass makes of the new
/// parameters. Names are the ASCII ones, values have all digits of a double.
public struct TraceRecord: Encodable, Sendable {
  /// Always `backprop-trace`.
  let format = "backprop-trace"
  /// Rises when a field changes its meaning.
  let version = 1
  /// The model's name.
  let example: String
  /// What is differentiated.
  let objective: String
  /// `simultaneous` or `in-place`.
  let update: String
  /// The steps, the first one worked out.
  let steps: [Step]

  /// The state of the network after so many updates.
  struct Step: Encodable {
    /// How many updates came before.
    let step: Int
    /// Everything that is known of it.
    let quantities: [Quantity]
  }

  /// One number and where it comes from.
  struct Quantity: Encodable {
    /// The ASCII name.
    let name: String
    /// As plain text writes it.
    let symbol: String
    /// What it is: a role such as `weight`, `net` or `out`, or a kind of equation such as `slope`.
    let kind: String
    /// The layer, counted from 1; 0 for the inputs.
    let layer: Int?
    /// The right-hand side in symbols; absent for what is given.
    let formula: String?
    /// The names in the formula.
    let operands: [String]
    /// The number.
    let value: Double
  }

  /// The record of a derivation.
  public init(_ derivation: Derivation) {
    let workings = derivation.workings
    example = workings.model.name
    objective = workings.objectiveName
    update = derivation.options.order.rawValue
    var steps = [
      Step(step: 0, quantities: workings.recordBefore(derivation)),
      Step(step: 1, quantities: workings.quantities(in: workings.after)),
    ]
    if workings.updated.isEmpty { steps.removeLast() }
    if derivation.options.steps > 1 {
      var descent = Descent(workings.model, order: derivation.options.order)
      for step in Derivation.scale(upTo: derivation.options.steps) where step > 1 {
        while descent.step < step { descent.advance() }
        steps.append(Step(step: step, quantities: workings.quantities(in: descent.trace)))
      }
    }
    self.steps = steps
  }

  /// The record of chosen equations of one step, and of what is given in them.
  ///
  /// The second forward pass is step 1, as in a whole record.
  init(of workings: Workings, equations: [Equation]) {
    example = workings.model.name
    objective = workings.objectiveName
    update = workings.order.rawValue
    let defined = Set(equations.map(\.name))
    var given: [Quantity] = []
    var seen: Set<String> = []
    for equation in equations {
      _ = equation.formula.replacingSymbols { name, value in
        guard !defined.contains(name), seen.insert(name).inserted else { return nil }
        let node = workings.graph.element(named: name).map { workings.graph[$0.node] }
        given.append(
          Quantity(
            name, kind: (node?.role ?? .intermediate).rawValue, layer: node?.layer, formula: nil,
            value: value))
        return nil
      }
    }
    func step(_ number: Int, _ quantities: [Quantity]) -> Step {
      Step(step: number, quantities: quantities)
    }
    let (after, before) = equations.partitioned { $0.name.hasSuffix("@1") && $0.kind == .value }
    steps = [
      step(0, given + before.map { workings.quantity($0) }),
      step(1, after.map { workings.quantity($0) }),
    ]
  }

  /// The record as text, its keys in alphabetical order.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension TraceRecord.Quantity {
  fileprivate init(
    _ name: String, kind: String, layer: Int?, formula: Formula?, value: Double
  ) {
    let script = PlainScript()
    self.name = name
    symbol = script.symbol(name).text
    self.kind = kind
    self.layer = layer
    self.formula = formula.map {
      TextLayout.unbroken(script.symbolic($0, numbers: NumberStyle(digits: 17)).text)
    }
    operands = formula?.symbols ?? []
    self.value = value
  }
}

extension Workings {
  /// An equation as a quantity of the record.
  fileprivate func quantity(_ equation: Equation) -> TraceRecord.Quantity {
    let element = derivativeParts(of: equation.name)?.x ?? graph.element(named: equation.name)
    return TraceRecord.Quantity(
      equation.name, kind: equation.kind.rawValue,
      layer: element.flatMap { graph[$0.node].layer }, formula: equation.formula,
      value: equation.exact)
  }

  /// The nodes' elements as a forward pass has them.
  fileprivate func quantities(in trace: Trace<Double>) -> [TraceRecord.Quantity] {
    graph.ids.filter { graph[$0].role != .literal }.flatMap { id in
      graph.elements(of: id).map { element in
        TraceRecord.Quantity(
          graph.name(of: element), kind: graph[id].role.rawValue, layer: graph[id].layer,
          formula: equation(of: element, in: trace)?.formula, value: trace[element])
      }
    }
  }

  /// The first step: its forward pass, slopes, gradients and updates, or those that were chosen.
  fileprivate func recordBefore(_ derivation: Derivation) -> [TraceRecord.Quantity] {
    func record(_ equation: Equation, of element: ElementID?) -> TraceRecord.Quantity {
      TraceRecord.Quantity(
        equation.name, kind: equation.kind.rawValue,
        layer: element.flatMap { graph[$0.node].layer }, formula: equation.formula,
        value: equation.exact)
    }
    var quantities = quantities(in: before)
    var seen: Set<String> = []
    func append(_ equation: Equation?, of element: ElementID) {
      guard let equation, seen.insert(equation.name).inserted else { return }
      quantities.append(record(equation, of: element))
    }
    let isChosen = !derivation.options.only.isEmpty
    let elements =
      isChosen ? derivation.parameters : graph.ids.reversed().flatMap { graph.elements(of: $0) }
    for element in elements
    where before.gradient(for: element) != nil && graph[element.node].role != .literal {
      let paths = isPassed(element) ? [] : before.paths(from: element)
      for path in paths + ways(from: element) {
        append(derivative(path.next, element), of: element)
      }
      for error in reach.errors(of: paths) ?? [] { append(derivative(error, element), of: element) }
      append(derivative(nil, element), of: element)
    }
    for element in derivation.parameters {
      updateEquations(of: element).forEach { append($0, of: element) }
    }
    return quantities
  }
}
