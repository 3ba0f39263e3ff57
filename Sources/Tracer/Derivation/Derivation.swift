/// How a derivation is told.
public struct DerivationOptions: Sendable {
  /// Significant digits shown; `nil` for those of the model.
  public var digits: Int?
  /// Significant digits to which each line is rounded before it is used further; `nil` to calculate
  /// on with all of them.
  public var carry: Int?
  /// How gradients are written.
  public var chain: Chain = .product
  /// When a new weight takes effect.
  public var order: UpdateOrder = .simultaneous
  /// The parameters and units to which the backward pass is limited; empty for all.
  public var only: [String] = []
  /// How many updates to make; the first one is derived.
  public var steps = 1

  /// Everything, as the model's source shows it.
  public init() {}
}

/// The story of one step of training: what is given, the forward pass, the chain rule for every
/// weight, the update, and what it did to the error.
public struct Derivation: Sendable {
  /// Where the equations come from.
  package let worked: WorkedStep
  /// How it is told.
  public let options: DerivationOptions
  /// The parameters whose derivatives are told, in order.
  let parameters: [ElementID]
  /// What has been told so far.
  var list: EquationList
  var blocks: [Block] = []
  /// A sum of more terms is told by so many of them.
  private static let longestSum = 24
  private static let termsOfLongSum = 8
  /// What has been explained, so that it is explained once.
  private var explained: Set<String> = []

  /// The derivation of a model's first step.
  /// - Throws: `SelectionError` if `options.only` names something that the model does not have;
  ///   `NotFiniteError` if something grows beyond all numbers.
  public init(_ model: Model, options: DerivationOptions = DerivationOptions()) throws {
    self.options = options
    worked = WorkedStep(
      model, chain: options.chain, order: options.order,
      precision: Precision(
        digits: options.digits ?? options.carry ?? model.digits, carry: options.carry))
    try worked.checkFinite()
    list = EquationList(worked, carry: options.carry)
    parameters = try worked.parameters(named: options.only)
  }

  /// The derivation as a document.
  public func document() -> Document {
    var told = self
    told.tellGiven()
    told.tellForward()
    told.tellBackward()
    told.tellGraph()
    told.tellAfter()
    told.tellIterations()
    if options.only.isEmpty { told.blocks += worked.model.epilogue() }
    return Document(digits: digits, blocks: told.blocks)
  }

  /// About how many bytes it takes to tell it all, every value and every derivative.
  public var memory: Int { 8_000 * (worked.forwardElements.count + parameters.count) }

  /// How many significant digits are shown.
  public var digits: Int { options.digits ?? options.carry ?? worked.model.digits }

  /// The graph behind it.
  var graph: Graph { worked.graph }

  /// Whether this is the first time that the key is asked for.
  mutating func isFirst(_ key: String) -> Bool { explained.insert(key).inserted }

  /// Adds equations, each with the reason for it where it is the first of its kind.
  mutating func tell(_ equations: [Equation]) {
    for equation in equations {
      if let (x, next) = step(behind: equation) {
        tellRemark(onStepFrom: x, to: next)
        tellFusedSoftmax(from: x, to: next)
      }
      tellCare(behind: equation)
      let isLong = equation.formula.isLongerSum(than: Self.longestSum)
      let (shown, leftOut) = isLong ? equation.shortened(to: Self.termsOfLongSum) : (equation, nil)
      show(shown)
      if let leftOut { blocks.append(.paragraph(Phrases.leftOut(leftOut, arePixels: false))) }
    }
  }

  /// Adds an equation to those just before it, in the notation of the derivation.
  mutating func show(_ equation: Equation) {
    blocks.append(inNotation(equation), digits: digits)
  }

  /// The neighbours whose slope an equation states, as a slope or as a gradient that is nothing
  /// else, since all that follows has slope 1.
  private func step(behind equation: Equation) -> (x: ElementID, next: ElementID)? {
    guard let (y, x) = worked.derivativeParts(of: equation.name) else { return nil }
    switch equation.kind {
    case .slope: return y.map { (x, $0) }
    case .gradient:
      let ways = worked.ways(from: x)
      guard ways.count == 1, worked.isUnit(ways[0].next) else { return nil }
      return (x, ways[0].next)
    default: return nil
    }
  }

  /// What the primitive behind a slope has to say about it.
  private mutating func tellRemark(onStepFrom x: ElementID, to next: ElementID) {
    guard let (primitive, inputs) = worked.step(to: next),
      let input = inputs.firstIndex(of: x.node),
      let remark = primitive.remark(onInput: input), isFirst("\(type(of: primitive)) \(input)"),
      // Both factors of a product have the same to say.
      isFirst(remark.english.words)
    else { return }
    blocks.append(.paragraph(remark))
  }

  /// The equation with δ for derivatives by net inputs, where they are to be called so.
  private func inNotation(_ equation: Equation) -> Equation {
    guard options.chain == .delta else { return equation }
    return equation.renamed { name in deltaName(name) ?? name }
  }

  /// The δ that stands for ∂E/∂net, such as `delta_o1` for `dE/dnet_o1`.
  func deltaName(_ name: String) -> String? {
    guard let (y, x) = worked.derivativeParts(of: name), y == nil, graph[x.node].role == .net
    else { return nil }
    let net = graph.name(of: x)
    return net.hasPrefix("net_") ? "delta_\(net.dropFirst(4))" : nil
  }
}

/// A name that selects nothing.
package struct SelectionError: Fault {
  /// What was asked for.
  package let name: String
  /// What could have been.
  package let available: [String]

  /// A wrong choice on the command line.
  public var kind: FaultKind { .usage }

  /// `--only w55: no such parameter or unit; did you mean w5?`
  public var description: String {
    let hint =
      nearestName(to: name, among: available).map { "; did you mean \(quoting: $0)?" } ?? ""
    return "\(quoting: name): no such parameter or unit\(hint)"
  }
}

extension WorkedStep {
  /// The parameters of the given names; a unit's name stands for all that leads into it.
  /// - Throws: `SelectionError` for a name that is neither.
  package func parameters(named names: [String]) throws(SelectionError) -> [ElementID] {
    guard !names.isEmpty else { return parameters }
    let differentiated = Set(model.differentiated)
    var chosen: Set<ElementID> = []
    for name in names {
      var found: [ElementID] = []
      if let element = graph.element(named: name), graph[element.node].primitive == nil {
        found = [element]
      } else if let net = graph.element(named: "net_\(name)")
        ?? graph.element(named: "net_\(name)(1)")
      {
        found = (equation(named: graph.name(of: net))?.formula.symbols ?? [])
          .compactMap { graph.element(named: $0) }.filter { differentiated.contains($0.node) }
      }
      guard !found.isEmpty, found.allSatisfy({ before.gradient(for: $0) != nil }) else {
        let units = model.units.dropFirst().flatMap(\.self)
        throw SelectionError(name: name, available: parameters.map { graph.name(of: $0) } + units)
      }
      chosen.formUnion(found)
    }
    return parameters.filter(chosen.contains)
      + chosen.filter { !differentiated.contains($0.node) }.sorted {
        ($0.node, $0.offset) < ($1.node, $1.offset)
      }
  }
}
