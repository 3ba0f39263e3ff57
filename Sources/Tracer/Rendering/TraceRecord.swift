import Foundation

/// The whole trace as JSON: every quantity of every step, with its formula and its value.
///
/// Each step holds every value, every slope between neighbours, every derivative of the objective,
/// and every update; the last one, what the forward pass makes of the parameters in the end. Names
/// are the ASCII ones, values have all digits of a double. The steps are made one after the other, so
/// that any number of them can be written. They end before one with a quantity that is no finite
/// number, which JSON can't say; `stopped` then says which. Only the slope or gradient by something on
/// which no parameter has an influence, such as a target, is left out of its step instead.
public struct TraceRecord: Sendable {
  private let header: Header
  /// Makes the steps in order, as long as the body answers that it goes on.
  private let forEachStep: @Sendable (_ body: (Step) throws -> Bool) throws -> Void

  /// What stands before the steps.
  private struct Header: Encodable {
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
    /// To how many digits every result is rounded before it is used; absent where none is.
    let carry: Int?

    init(_ worked: WorkedStep) {
      example = worked.model.name
      objective = worked.objectiveName
      update = worked.order.rawValue
      carry = worked.precision.carry
    }
  }

  /// The state of the network after so many updates.
  struct Step: Encodable {
    /// How many updates came before.
    let step: Int
    /// Everything that is known of it.
    let quantities: [Quantity]
    /// Why it does not all follow, if it doesn't.
    var fault: NotFiniteError?

    private enum CodingKeys: CodingKey { case step, quantities }
  }

  /// Why there are no more steps.
  private struct Stop: Encodable {
    /// The step that is not there.
    let step: Int
    /// The first quantity in it that is no finite number.
    let quantity: String
    /// The same in a sentence.
    let reason: String

    init?(_ step: Step) {
      guard let quantity = step.quantities.first(where: { !$0.value.isFinite }) else { return nil }
      self.step = step.step
      self.quantity = quantity.name
      reason =
        step.fault?.reason
        ?? "\(quantity.name) is not a finite number; a smaller learning rate expected"
    }
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
    let value: Double
  }

  /// The record of a derivation, with all of its steps.
  public init(_ derivation: Derivation) {
    guard derivation.focus == nil else {
      let told = derivation.told(withLesson: false)
      self.init(of: told.worked, equations: told.list.equations.filter { told.isTold($0.name) })
      return
    }
    self.init(everythingOf: derivation)
  }

  private init(everythingOf derivation: Derivation) {
    let first = derivation.worked
    header = Header(first)
    forEachStep = { body in
      var descent = Descent(first.model, order: first.order, settles: !first.model.isTooLong)
      var after = first.after
      for number in 0..<(first.updated.isEmpty ? 1 : derivation.options.steps) {
        let worked =
          number == 0
          ? first
          : WorkedStep(
            first.model, chain: first.chain, order: first.order, from: descent,
            precision: first.precision)
        let quantities = worked.record(of: derivation)
        let follows = quantities.allSatisfy(\.value.isFinite)
        let step = Step(
          step: number, quantities: quantities, fault: follows ? nil : worked.notFinite)
        guard try body(step) else { return }
        after = descent.advance(first.model, chain: first.chain, first.precision)
      }
      if !first.updated.isEmpty {
        _ = try body(Step(step: descent.step, quantities: first.quantities(in: after)))
      }
    }
  }

  /// The record of chosen equations of one step, and of what is given in them.
  ///
  /// The second forward pass is step 1, as in a whole record.
  init(of worked: WorkedStep, equations: [Equation]) {
    header = Header(worked)
    let defined = Set(equations.map(\.name))
    var given: [Quantity] = []
    var seen: Set<String> = []
    for equation in equations {
      _ = equation.formula.replacingSymbols { name, value in
        guard !defined.contains(name), seen.insert(name).inserted else { return nil }
        let node = worked.graph.element(named: name).map { worked.graph[$0.node] }
        given.append(
          Quantity(
            name, kind: (node?.role ?? .intermediate).rawValue, layer: node?.layer, formula: nil,
            value: value))
        return nil
      }
    }
    let (after, before) = equations.partitioned { $0.name.hasSuffix("@1") && $0.kind == .value }
    let steps = [
      Step(step: 0, quantities: given + before.map { worked.quantity($0) }),
      Step(step: 1, quantities: after.map { worked.quantity($0) }),
    ]
    forEachStep = { body in _ = try steps.allSatisfy(body) }
  }

  /// The record as text, its keys in alphabetical order, the steps last.
  public func json() throws -> String {
    var text = ""
    try write { text += $0 }
    return text
  }

  /// Writes the text of the record piece by piece, a step at a time.
  package func write(_ body: (String) throws -> Void) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    func text(_ value: some Encodable, indent: String = "\n    ") throws -> String {
      // A text in JSON has no line breaks, so that each begins a line of the layout.
      String(decoding: try encoder.encode(value), as: UTF8.self).replacing("\n", with: indent)
    }
    try body(text(header, indent: "\n").dropLast("\n}".count) + ",\n  \"steps\" : [")
    var separator = "\n    "
    var stop: Stop?
    try forEachStep { step in
      stop = Stop(step)
      guard stop == nil else { return false }
      try body(separator + text(step))
      separator = ",\n    "
      return true
    }
    let end = try stop.map { ",\n  \"stopped\" : " + (try text($0, indent: "\n  ")) } ?? ""
    try body("\n  ]\(end)\n}\n")
  }
}

extension TraceRecord.Quantity {
  fileprivate init(_ name: String, kind: String, layer: Int?, formula: Formula?, value: Double) {
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

extension WorkedStep {
  /// An equation as a quantity of the record.
  fileprivate func quantity(
    _ equation: Equation, of element: ElementID? = nil
  ) -> TraceRecord.Quantity {
    let element =
      element ?? derivativeParts(of: equation.name)?.x ?? graph.element(named: equation.name)
    return TraceRecord.Quantity(
      equation.name, kind: equation.kind.rawValue,
      layer: element.flatMap { graph[$0.node].layer }, formula: equation.formula,
      value: precision.carry == nil ? equation.exact : equation.value)
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

  /// A step: its forward pass, slopes, gradients and updates, or those that were chosen.
  fileprivate func record(of derivation: Derivation) -> [TraceRecord.Quantity] {
    var list = EquationList(self, carry: precision.carry)
    return quantities(in: carried().before)
      + equations(recordedFor: derivation).map { equation, element in
        guard precision.carry != nil else { return quantity(equation, of: element) }
        list.derive(equation.name)
        return quantity(list[equation.name] ?? equation, of: element)
      }
  }

  /// The slopes, gradients and updates of a step, or those that were chosen, each with the element
  /// by which it is.
  func equations(recordedFor derivation: Derivation) -> [(equation: Equation, element: ElementID)] {
    var equations: [(Equation, ElementID)] = []
    var seen: Set<String> = []
    let concerned = graph.descendants(of: model.differentiated)
    func append(_ equation: Equation?, of element: ElementID) {
      guard let equation, equation.exact.isFinite || concerned.contains(element.node),
        seen.insert(equation.name).inserted
      else { return }
      equations.append((equation, element))
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
    return equations
  }
}
