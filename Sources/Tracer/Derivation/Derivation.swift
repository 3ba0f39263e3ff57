/// How much of a step is told.
package enum Telling: String, Sendable, CaseIterable {
  case everything
  /// One sample on its way through a few units of each layer, and the parameters between these.
  case essentials
}

/// How deep a derivation goes into what it tells.
public enum Detail: String, Sendable, CaseIterable {
  /// Every line of it.
  case full
  /// Equations on one line; what differs from an earlier equation in its numbers alone, in a table.
  case compact
  /// The rules, the figure, and all numbers in tables: one page.
  case summary
}

/// In what a derivation calculates.
public enum DerivationForm: String, Sendable, CaseIterable {
  /// In single numbers.
  case scalar
  /// In matrices of whole layers.
  case matrix
  /// In single numbers, then in matrices.
  case both
}

/// How a derivation is told.
public struct DerivationOptions: Sendable {
  /// Significant digits shown; `nil` for those of the model.
  public var digits: Int?
  /// Significant digits to which each line is rounded before it is used further; `nil` to calculate
  /// on with all of them.
  public var carry: Int?
  /// How gradients are written; `nil` for whole products, and for δ where only essentials are told.
  public var chain: Chain?
  /// When a new weight takes effect.
  public var order: UpdateOrder = .simultaneous
  /// The parameters and units to which the backward pass is limited; empty for all.
  public var only: [String] = []
  /// How many updates to make; the first one is derived.
  public var steps = 1
  /// In single numbers, in matrices, or both.
  public var form = DerivationForm.scalar
  /// How deep it goes.
  public var detail = Detail.full
  /// How much is told; `nil` for everything, unless that is more than anybody reads.
  package var telling: Telling?
  /// The sample that is followed where only essentials are told, by its row; `nil` for the one on
  /// which the network errs most.
  package var sample: Int?
  /// Whether a central difference is shown beside each derivative.
  package var isMeasured = false
  /// Whether the reader knows the network and has seen the sample: there is no title and no
  /// drawing.
  package var isContinued = false

  /// Everything, as the model's source shows it.
  public init() {}
}

/// The story of one step of training: what is given, the forward pass, the chain rule for every
/// weight, the update, and what it did to the error.
public struct Derivation: Sendable {
  package let worked: WorkedStep
  /// The same step with the numbers that its lines come to.
  let shown: WorkedStep
  /// How it is told.
  public let options: DerivationOptions
  /// The parameters whose derivatives are told, in order.
  let parameters: [ElementID]
  /// What is told; `nil` for everything.
  let focus: Focus?
  var list: EquationList
  var blocks: [Block] = []
  /// A sum of more terms is told by so many of them.
  private static let sumOfEverything = (longest: 24, terms: 8)
  private static let sumOfEssentials = (longest: 10, terms: 6)
  /// What has been explained, so that it is explained once.
  private(set) var explained: Set<String> = []
  /// Whether the update before was made on other samples.
  private(set) var isOnOtherSamples = false

  /// The derivation of a model's first step.
  /// - Throws: `SelectionError` if `options.only` names something that the model does not have;
  ///   `NotFiniteError` if something grows beyond all numbers.
  public init(_ model: Model, options: DerivationOptions = DerivationOptions()) throws {
    self.options = options
    let telling = options.telling ?? (model.isTooLong ? .essentials : .everything)
    worked = WorkedStep(
      model,
      chain: options.chain
        ?? (telling == .everything && options.form == .scalar && options.detail == .full
          ? .product : .delta),
      order: options.order, from: nil,
      precision: Precision(
        digits: options.digits ?? options.carry ?? model.digits, carry: options.carry))
    try worked.checkFinite()
    list = EquationList(worked, carry: options.carry)
    let chosen = try worked.parameters(named: options.only)
    focus =
      telling == .everything
      ? nil
      : Focus(
        worked.before, trained: model.trained, chosen: options.only.isEmpty ? [] : chosen,
        sample: options.sample)
    parameters = focus?.parameters ?? chosen
    shown = focus == nil ? worked.carried() : worked
  }

  /// The derivation of the update after this one, for whoever has read this one.
  /// - Parameter steps: How many updates to tell of, that one among them.
  package func next(steps: Int) throws -> Derivation {
    var options = options
    (options.isContinued, options.steps) = (true, steps)
    var descent = Descent(worked.model)
    descent.take(focus == nil ? shown : worked.carried())
    var model = worked.model.at(descent)
    if let other = worked.model.following.first {
      model = other.at(Descent(other, continuing: descent))
      model.following = Array(worked.model.following.dropFirst())
    }
    var next = try Derivation(model, options: options)
    next.explained = told.explained
    next.isOnOtherSamples = !worked.model.following.isEmpty
    return next
  }

  /// The derivation as a document.
  public func document() -> Document {
    Document(digits: digits, blocks: told.blocks, isDense: options.detail != .full)
  }

  var told: Derivation { told(withLesson: true) }

  /// - Parameter withLesson: Whether it says what the gradient means, too; its curve has no equations.
  func told(withLesson: Bool) -> Derivation {
    var told = self
    if options.detail == .summary {
      told.tellSummary()
      return told
    }
    told.tellGiven()
    if !options.isContinued { told.tellRules() }
    if options.form == .matrix, NetworkRules(worked.before) != nil {
      told.tellMatrices()
    } else {
      told.tellForward()
      told.tellBackward()
      if options.form == .both { told.tellMatrices() }
    }
    if withLesson { told.tellLesson() }
    told.tellNumericGradients()
    told.tellGraph()
    told.tellAfter()
    told.tellIterations()
    if options.only.isEmpty { told.blocks += worked.model.epilogue() }
    return told
  }

  package var isShortened: Bool { focus != nil }

  /// How many values are calculated in a step, and parameters derived.
  package var lineCount: Int { worked.forwardElements.count + worked.parameters.count }

  /// Every tensor of the step: values, slopes, gradients and updated parameters.
  package func record() -> Safetensors {
    var file = Safetensors(recording: worked.before, updated: worked.updated)
    if let names = worked.model.samples?.names {
      file.metadata["samples"] = names.joined(separator: ", ")
    }
    return file
  }

  /// About how many bytes it takes to tell it all, every value and every derivative.
  package var memory: Int {
    8_000 * ((focus == nil ? worked.forwardElements.count : 0) + parameters.count)
  }

  package var digits: Int { options.digits ?? options.carry ?? worked.model.digits }

  var graph: Graph { worked.graph }

  mutating func isFirst(_ key: String) -> Bool { explained.insert(key).inserted }

  /// Adds equations, each with the reason for it where it is the first of its kind.
  mutating func tell(_ equations: [Equation]) {
    for equation in equations {
      if let (x, next) = step(behind: equation) {
        tellRemark(onStepFrom: x, to: next)
        tellFusedSoftmax(from: x, to: next)
      }
      tellCare(behind: equation)
      showShortened(equation)
    }
  }

  /// Adds an equation whose sum is shortened if it is long, and says what that leaves out.
  mutating func showShortened(_ equation: Equation) {
    let (longest, terms) = focus == nil ? Self.sumOfEverything : Self.sumOfEssentials
    let isLong = equation.formula.isLongerSum(than: longest)
    let (shown, leftOut) =
      isLong || focus != nil ? equation.shortened(to: isLong ? terms : longest) : (equation, nil)
    show(shown)
    if let leftOut { say(Phrases.leftOut(leftOut, arePixels: isSumOfPixels(equation))) }
  }

  /// Whether an equation sums up what comes from the pixels of a picture.
  private func isSumOfPixels(_ equation: Equation) -> Bool {
    guard worked.model.samples?.pictures.isEmpty == false, equation.kind == .value,
      let element = graph.element(named: equation.name)
    else { return false }
    return graph[element.node].role == .net && graph[element.node].layer == 1
  }

  /// Derives a quantity from those told so far.
  mutating func derive(_ name: String) -> [Equation] {
    guard focus != nil else { return list.derive(name) }
    // Whoever carries rounded numbers needs all of them.
    guard options.carry == nil || name.hasSuffix("@1") || name == worked.changeName else {
      return list.derive(name).filter { isTold($0.name) }
    }
    let derivation = self
    return list.derive(name) { derivation.isTold($0) }
  }

  /// Whether a quantity has a line of its own.
  func isTold(_ name: String) -> Bool {
    guard let focus else { return true }
    if let (y, x) = worked.derivativeParts(of: name) {
      return (focus.tells(x) || parameters.contains(x)) && (y.map { focus.tells($0) } ?? true)
    }
    let isAfter = name.hasSuffix("@1")
    let element = graph.element(named: isAfter ? String(name.dropLast(2)) : name)
    return element.map { focus.tells($0, after: isAfter) } ?? true
  }

  mutating func head(_ phrase: Phrase, level: Int = 2) { blocks.head(phrase, level: level) }

  mutating func say(_ phrase: Phrase) { blocks.say(phrase) }

  mutating func show(_ table: Table) { blocks.append(.table(table)) }

  mutating func show(_ figure: Figure) { blocks.append(.figure(figure)) }

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
      let input = inputs.firstIndex(of: x.node)
    else { return }
    let isFirst = isFirst("\(type(of: primitive)) \(input)")
    let remarks = [
      isFirst ? primitive.remark(onInput: input) : nil,
      (primitive as? any Elementwise)?.remark(at: worked.before[x]),
    ]
    // Both factors of a product have the same to say.
    for case let remark? in remarks where self.isFirst(remark.english.words) { say(remark) }
  }

  /// The equation with δ for derivatives by net inputs, where they are to be called so.
  private func inNotation(_ equation: Equation) -> Equation {
    guard worked.chain == .delta else { return equation }
    return equation.renamed { name in deltaName(name) ?? name }
  }

  /// The δ that stands for ∂E/∂net, such as `delta_o1` for `dE/dnet_o1`.
  func deltaName(_ name: String) -> String? {
    guard let (y, x) = worked.derivativeParts(of: name), y == nil, graph[x.node].role == .net
    else { return nil }
    return deltaName(ofNet: graph.name(of: x))
  }

  /// The δ that belongs to a net input, such as `delta_o1` to `net_o1`.
  func deltaName(ofNet net: String) -> String? {
    net.hasPrefix("net_") ? "delta_\(net.dropFirst(4))" : nil
  }
}

/// A name that selects nothing.
package struct SelectionError: Fault {
  package let name: String
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
  /// The parameters of the given names; a unit's name stands for all that leads into it, `b2` for
  /// a whole tensor, `layer:2` for all of a layer, and `*` in any of these for anything: `W1[*,3]`.
  package func parameters(named names: [String]) throws(SelectionError) -> [ElementID] {
    guard !names.isEmpty else { return parameters }
    let differentiated = Set(model.differentiated)
    var chosen: Set<ElementID> = []
    let units = model.units.dropFirst().flatMap(\.self)
    let wanted = names.flatMap { name in
      let matching = name.contains("*") ? units.filter { $0.matches(name) } : []
      return matching.isEmpty ? [name] : matching
    }
    for name in wanted {
      var found: [ElementID] = []
      if let element = graph.element(named: name), graph[element.node].primitive == nil {
        found = [element]
      } else if let net = graph.element(named: "net_\(name)")
        ?? graph.element(named: "net_\(name)(1)")
      {
        found = (equation(named: graph.name(of: net))?.formula.symbols ?? [])
          .compactMap { graph.element(named: $0) }.filter { differentiated.contains($0.node) }
      } else if let (layer, unit) = model.place(ofUnit: name) {
        found = parameters.filter { element in
          let shape = graph[element.node].shape
          return graph[element.node].layer == layer
            && (shape.count == 1 || shape.index(at: element.offset).last == unit)
        }
      } else if let node = graph.node(labelled: name) {
        found = parameters.filter { $0.node == node }
      } else if let layer = name.rest(after: "layer:").flatMap({ Int($0) }) {
        found = parameters.filter { graph[$0.node].layer == layer }
      } else if name.contains("*"), name.contains("[") == name.hasSuffix("]") {
        found = parameters.filter { element in
          let node = graph[element.node]
          return graph.name(of: element).matches(name)
            || node.layer.map { "layer:\($0)".matches(name) } ?? false
            || node.names.indexedName(at: element.offset, in: node.shape).matches(name)
        }
      }
      guard !found.isEmpty, found.allSatisfy({ before.gradient(for: $0) != nil }) else {
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

extension String {
  /// What comes after a beginning; `nil` if the text does not begin so.
  fileprivate func rest(after beginning: String) -> Substring? {
    hasPrefix(beginning) ? dropFirst(beginning.count) : nil
  }

  /// Whether the text is what a pattern says, in which `*` stands for anything.
  fileprivate func matches(_ pattern: String) -> Bool {
    var pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = pieces.first, hasPrefix(first) else { return false }
    let last = pieces.removeLast()
    var rest = self[...]
    for piece in pieces {
      guard let place = rest.firstRange(of: piece) else { return false }
      rest = rest[place.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
