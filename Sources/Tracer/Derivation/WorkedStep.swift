/// How gradients are written.
public enum Chain: String, Sendable, CaseIterable {
  /// Each derivative as the whole product of its chain, as a worked example writes it.
  case product
  /// The derivative by each net input named δ once, and used from there on.
  case delta
}

/// One step of training, worked out: every quantity of the forward pass, the backward pass, the
/// update, and the forward pass with the new parameters, each with the equation that gives it.
///
/// Equations are made when they are asked for, so that one weight of eighty thousand costs no more
/// than one of two.
public struct WorkedStep: Sendable {
  package let model: Model
  package let chain: Chain
  package let order: UpdateOrder
  /// The forward and backward pass with the given parameters.
  public private(set) var before: Trace<Double>
  /// The forward pass after the update.
  public private(set) var after: Trace<Double>
  package private(set) var updated: [NodeID: Tensor<Double>]
  /// What the optimizer kept from the step before, and the number of this step.
  let state: [NodeID: [String: Tensor<Double>]]
  /// What it keeps of this one.
  private(set) var newState: [NodeID: [String: Tensor<Double>]]
  let number: Int
  /// Which of the partial errors each element reaches, where the objective is their sum.
  let reach: Reach
  private var fans = Fans()
  /// The formulas of a softmax's outputs, each with its symbol: where softmax and cross-entropy are
  /// one step, the error is told in the outputs all the same.
  private var asides: [Formula: Formula] = [:]
  /// The elements that are calculated by a careful rule, because rounding or an overflow spoils
  /// their own.
  private(set) var spoiled: Set<ElementID> = []
  /// Whether every careful rule is taken, needed or not.
  private(set) var isCareful = false
  let precision: Precision

  /// Works out one step.
  /// - Parameters:
  ///   - descent: Training that stands before the step; by default, at the beginning.
  ///   - precision: How many digits are told; by default, as many as the model says.
  package init(
    _ model: Model, chain: Chain = .product, order: UpdateOrder = .simultaneous,
    from descent: Descent? = nil, precision: Precision? = nil
  ) {
    self.model = model
    self.precision = precision ?? Precision(digits: model.digits)
    self.chain = chain
    self.order = order
    var descent = descent ?? Descent(model, order: order)
    descent.settles = !model.isTooLong
    state = descent.state
    number = descent.step + 1
    descent.differentiate()
    before = descent.trace
    updated = descent.updated
    descent.advance()
    after = descent.trace
    newState = descent.state
    reach = Reach(before)
    asides = namesOfAsides()
    spoiled = elementsInNeedOfCare()
    if !spoiled.isEmpty { asides = namesOfAsides() }
  }

  /// The same step by formulas that hold for any numbers.
  /// - Parameter isCareful: Whether all that has a careful rule is calculated by it.
  func forAnyNumbers(isCareful: Bool) -> WorkedStep {
    var other = self
    (other.before.keepsChoices, other.after.keepsChoices) = (true, true)
    (other.fans, other.isCareful) = (Fans(), isCareful)
    other.spoiled = other.elementsInNeedOfCare()
    other.asides = other.namesOfAsides()
    return other
  }

  /// The step with the numbers of somebody who rounds each line before it is used further, where
  /// `precision` says so; its equations are those of the exact step.
  func carried() -> WorkedStep {
    guard let carry = precision.carry else { return self }
    var list = EquationList.all(of: self, carry: carry)
    var other = self
    for element in graph.ids.flatMap({ graph.elements(of: $0) }) {
      let (id, offset, name) = (element.node, element.offset, graph.name(of: element))
      if let line = list[name] { other.before.values[id.index][offset] = line.value }
      list.derive(gradientName(element))
      if let line = list[gradientName(element)] {
        other.before.gradients[id.index]?[offset] = line.value
      }
      guard let line = list[nameAfter(element)] else { continue }
      other.after.values[id.index][offset] = line.value
      other.updated[id]?[offset] = line.value
      for kept in newState[id, default: [:]].keys {
        if let line = list[Self.stateName(Notation.updated(kept), of: name)] {
          other.newState[id]?[kept]?[offset] = line.value
        }
      }
    }
    return other
  }

  /// Works out the first step of a model.
  public init(_ model: Model, chain: Chain = .product, order: UpdateOrder = .simultaneous) {
    self.init(model, chain: chain, order: order, from: nil)
  }

  package var graph: Graph { before.graph }

  /// The equation of a quantity: of `net_h1`, `dout_o1/dnet_o1`, `dE/dw5`, `w5+`, `E_total@1` and
  /// so on; `nil` for a quantity that is given, and for a name that means nothing.
  public func equation(named name: String) -> Equation? {
    guard let equation = plainEquation(named: name) else { return nil }
    return equation.rewritten { naming(asides: $0, in: name) }
  }

  /// The formula of a quantity with the outputs that are only looked at as symbols.
  func naming(asides formula: Formula, in name: String) -> Formula {
    guard !asides.isEmpty, asides[formula]?.symbols != [name] else { return formula }
    return formula.naming(asides)
  }

  private func plainEquation(named name: String) -> Equation? {
    if name == changeName { return change }
    if let derivative = derivativeParts(of: name) {
      return self.derivative(derivative.y, derivative.x)
    }
    if name.hasSuffix("@1") { return valueAfter(String(name.dropLast(2))) }
    if let element = graph.element(named: name) { return value(of: element) }
    return updateEquations(defining: name)
  }

  /// The number of a quantity, given or calculated.
  public func value(named name: String) -> Double? {
    if let element = graph.element(named: name) { return before[element] }
    return equation(named: name)?.exact
  }

  private func value(of element: ElementID) -> Equation? {
    equation(of: element, in: before)
  }

  /// The ways that fan out from an element, found once.
  func fan(from element: ElementID) -> Fan {
    fans.fan(from: element) {
      let all = allWays(from: element)
      return Fan(all, leading: all.filter { before.gradient(for: $0.next) != nil }, reach)
    }
  }

  /// The ways from an element, those careful ones among them that pass what rounding spoils.
  private func allWays(from x: ElementID) -> [Path] {
    let paths = before.paths(from: x)
    if spoiled.isEmpty { return paths }
    let careful = before.carefulPaths(from: x).filter { spoiled.contains($0.next) }
    return (paths.filter { !spoiled.contains($0.next) } + careful).filter { !isPassed($0.next) }
  }

  /// The formulas of the outputs of each softmax whose net inputs the loss reads itself, and of what
  /// a shortcut passes where it is needed.
  private func namesOfAsides() -> [Formula: Formula] {
    let fused = Set(
      graph.nodes.filter { $0.primitive is SoftmaxCrossEntropy }.flatMap { $0.inputs.dropFirst() })
    return graph.ids.filter { id in
      graph[id].primitive is Softmax && fused.contains(graph[id].inputs[0])
        || !spoiled.isEmpty && before.passed.contains(id)
    }.flatMap { graph.elements(of: $0) }.reduce(into: [:]) { names, element in
      let name = graph.name(of: element)
      if let formula = before.formula(for: element) {
        names[formula] = .symbol(name: name, value: before[element])
      }
      if let formula = after.formula(for: element) {
        names[inTermsOfNew(formula)] = .symbol(name: nameAfter(element), value: after[element])
      }
    }
  }

  /// The value of an element in the second forward pass, in terms of what is new there.
  private func valueAfter(_ name: String) -> Equation? {
    guard let element = graph.element(named: name) else { return nil }
    return equation(of: element, in: after, called: nameAfter(element)) { inTermsOfNew($0) }
  }

  /// A formula of the second forward pass with the names that its quantities have there.
  func inTermsOfNew(_ formula: Formula) -> Formula {
    formula.replacingSymbols { name, value in
      graph.element(named: name).map { .symbol(name: nameAfter($0), value: value) }
    }
  }

  /// What an element is called in the second forward pass.
  func nameAfter(_ element: ElementID) -> String {
    let name = graph.name(of: element)
    if graph[element.node].primitive != nil { return Notation.name(name, afterStep: 1) }
    return updated[element.node] == nil ? name : Notation.updated(name)
  }

  /// The name of the objective's change, such as `E_total-E_total@1`.
  package var changeName: String {
    let name = objectiveName
    return "\(name)-\(Notation.name(name, afterStep: 1))"
  }

  package var objectiveName: String { graph.name(of: objective) }

  var objective: ElementID { ElementID(graph.objective, 0) }

  private var change: Equation {
    let (old, new) = (before[objective], after[objective])
    return Equation(
      name: changeName, kind: .change,
      formula: .symbol(name: objectiveName, value: old)
        - .symbol(name: Notation.name(objectiveName, afterStep: 1), value: new),
      value: old - new)
  }
}

extension Descent {
  /// Goes on from the numbers that a step ends with.
  mutating func take(_ worked: WorkedStep) { move(to: worked.updated, keeping: worked.newState) }

  /// Makes one update as a derivation has it.
  /// - Returns: The forward pass after it, with the rounded numbers where they are carried.
  mutating func advance(_ model: Model, chain: Chain, _ precision: Precision) -> Trace<Double> {
    if precision.carry == nil {
      advance()
      return trace
    }
    let worked = WorkedStep(model, chain: chain, order: order, from: self, precision: precision)
      .carried()
    take(worked)
    return worked.after
  }
}
