/// A way of going wrong: an edit of the formula, or of the number that comes out of it.
struct Mistake: Sendable {
  /// A short name, which reports in JSON use.
  let id: String
  /// What it is, in a few words, for tables.
  let title: Phrase
  /// Where it can be made.
  var scope = Scope.line
  /// What the edits may look at.
  typealias Edits = @Sendable (Formula, Context) -> [Edit]
  /// Every way in which the mistake can be made in a formula.
  let edits: Edits

  /// Where a mistake can be made.
  enum Scope {
    /// In the line, or in one before it that was left out.
    case line
    /// In several lines at once, which are written out in one another.
    case lines
    /// With the number alone.
    case number
  }

  init(id: String, title: Phrase, scope: Scope = .line, edits: @escaping Edits) {
    (self.id, self.title, self.scope, self.edits) = (id, title, scope, edits)
  }

  /// The formula as it is calculated by mistake, and what is said about it.
  ///
  /// Of the hundreds of edits that are tried, only those that fit need their words.
  struct Edit {
    /// The edited formula, or the number if it is not calculated otherwise.
    let formula: Formula
    /// Whether the formula is worth showing.
    let isCalculation: Bool
    private let makeSentence: () -> Phrase
    private let makeSubject: () -> String

    init(
      formula: Formula, sentence: @autoclosure @escaping () -> Phrase,
      subject: @autoclosure @escaping () -> String, isCalculation: Bool = true
    ) {
      self.formula = formula
      self.isCalculation = isCalculation
      makeSentence = sentence
      makeSubject = subject
    }

    /// What was done.
    var sentence: Phrase { makeSentence() }
    /// What was edited.
    var subject: String { makeSubject() }
  }

  /// Where a formula stands.
  struct Context {
    let key: AnswerKey
    var entry: AnswerKey.Entry
    /// The number written.
    let number: WrittenNumber
    /// What was expected in its place.
    var expected: Double

    /// The parameter that is updated, if one is.
    var parameter: String? { entry.kind == .update ? String(entry.name.dropLast()) : nil }

    /// The x of a derivative by x.
    var by: String? { key.derivativeParts(of: entry.name)?.by }

    /// What the quantity is under other conventions.
    var variants: [AnswerKey.Variant] { key.variants[entry.name, default: []] }

    /// The symbol of a quantity, if there is such a quantity.
    func symbol(_ name: String) -> Formula? {
      key.entry(named: name).map { .symbol(name: name, value: $0.exact) }
    }

    /// Of how many samples a parameter's gradient adds up shares of a mean; none for other lines.
    func samplesAdded(in formula: Formula) -> [Formula] {
      guard let samples = key.samplesOfMean, key.adds(formula, to: entry.name) else { return [] }
      return [.literal(Double(samples))]
    }

    /// Whether a leaf is the learning rate.
    func isLearningRate(_ formula: Formula) -> Bool {
      guard entry.kind == .update || entry.kind == .state, case .symbol(let name, _) = formula
      else { return false }
      return name == "alpha"
    }

    /// Whether a symbol is the slope of an activation function.
    func isActivationSlope(_ formula: Formula) -> Bool {
      guard case .symbol(let name, _) = formula, let parts = key.derivativeParts(of: name)
      else { return false }
      return key.role(of: parts.of) == .out && key.role(of: parts.by) == .net
    }

    /// The formula with the symbols of a rule in place of those that it has one for.
    func replacing(
      in formula: Formula, _ other: (String) -> Formula?
    ) -> (formula: Formula, names: [String]) {
      var names: [String] = []
      let edited = formula.replacingSymbols { name, _ in
        let replacement = other(name)
        if replacement != nil, !names.contains(name) { names.append(name) }
        return replacement
      }
      return (edited, names)
    }
  }
}

extension Mistake {
  /// Other symbols in place of those that stand in the formula: one at a time, and all at once.
  /// - Parameter sentence: What is said of one symbol and what was used in its place.
  static func replacement(
    _ id: String, _ title: Phrase, scope: Scope = .line,
    by other: @escaping @Sendable (String, Context) -> Formula?,
    sentence: @escaping @Sendable (String, Formula) -> Phrase
  ) -> Mistake {
    Mistake(id: id, title: title, scope: scope) { formula, context in
      let all = context.replacing(in: formula) { other($0, context) }
      let one = all.names.count < 2 ? [] : all.names
      return ([nil] + one.map(Optional.some)).compactMap { chosen -> Edit? in
        guard let name = chosen ?? all.names.first, let used = other(name, context) else {
          return nil
        }
        return Edit(
          formula: chosen == nil
            ? all.formula : context.replacing(in: formula) { $0 == name ? used : nil }.formula,
          sentence: sentence(name, used), subject: name.withoutNumbers)
      }
    }
  }
}

extension Formula {
  /// Every formula that comes from editing one place of this one.
  func edited(_ edit: (Formula) -> [Mistake.Edit]) -> [Mistake.Edit] {
    var edits = edit(self)
    let children = children
    for (position, child) in children.enumerated() {
      for inner in child.edited(edit) {
        var replaced = children
        replaced[position] = inner.formula
        edits.append(
          Mistake.Edit(
            formula: with(children: replaced), sentence: inner.sentence, subject: inner.subject))
      }
    }
    return edits
  }

  /// Every formula in which one part is calculated as another.
  func edited(
    to other: (Formula) -> Formula?, subject: @escaping (Formula) -> String = \.pattern,
    sentence: @escaping (_ part: Formula, _ other: Formula) -> Phrase
  ) -> [Mistake.Edit] {
    edited { part in
      guard let other = other(part) else { return [] }
      return [
        Mistake.Edit(formula: other, sentence: sentence(part, other), subject: subject(part))
      ]
    }
  }

  /// The names in the formula with their numbers taken out: the same for siblings.
  var pattern: String { symbols.map(\.withoutNumbers).joined(separator: " ") }
}

extension String {
  /// The name with every number replaced by #: `out_h1` and `out_h2` become the same.
  var withoutNumbers: String {
    var result = ""
    for scalar in unicodeScalars {
      if !("0"..."9").contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else if result.unicodeScalars.last != "#" {
        result.unicodeScalars.append("#")
      }
    }
    return result
  }
}
