/// Finds the mistakes that lead to a number, by making them.
struct MistakeSearch {
  let context: Mistake.Context
  /// The numbers that may have been calculated with, the student's own first.
  let figures: [Figures]
  /// Those that are tried now: others than the student's own only where these explain nothing.
  private var tryingFigures: ArraySlice<Figures>
  private var found: [Explanation] = []
  private var sentences: Set<Phrase> = []
  private var tried = 0

  init(context: Mistake.Context, figures: [Figures]) {
    self.context = context
    self.figures = figures
    tryingFigures = figures.prefix(1)
  }

  /// Not more is said than a reader takes in.
  private static let longestList = 5

  /// How many lines that were left out are written out in one another.
  private static let deepest = 4
  /// A formula that is written out further is too large for anybody to have calculated it at once.
  private static let largest = 400

  /// How many digits the number has to be recognised by.
  private var digits: Int { context.number.significantDigits }

  /// How many edits may be tried: of many more, some would fit a number of so few digits by chance.
  private var limit: Int {
    let digits = min(digits, 5)
    return digits < 2 ? 0 : 2 * (1..<digits).reduce(1) { power, _ in power * 10 }
  }

  /// The explanations, the most usual first; those with one mistake if there are any.
  mutating func explanations() -> [Explanation] {
    let formulas =
      context.entry.formulas.isEmpty
      ? [.literal(context.entry.exact)] : context.entry.formulas
    // First the line itself, then with the lines written out that the student left out: a slip may
    // be in any of them.
    var levels = [formulas]
    for _ in 1...Self.deepest {
      let written = (levels.last ?? []).map { figures[0].writtenOut($0) }
      let new = written.filter { form in
        form.size <= Self.largest && !levels.contains { $0.contains(form) }
      }
      if new.isEmpty { break }
      levels.append(new)
    }
    for figures in [figures.prefix(1), figures[...]] {
      // A number that was merely copied is the last explanation to believe.
      if found.contains(where: { $0.mistake != Mistake.neighbour.id }) { break }
      (found, sentences, tryingFigures) = ([], [], figures)
      for forms in levels where found.isEmpty { search(forms, loosely: false) }
    }
    for forms in levels where found.isEmpty && digits > 2 { search(forms, loosely: true) }
    if found.isEmpty { searchPairs(formulas) }
    return found
  }

  /// Tries every mistake in every formula.
  private mutating func search(_ formulas: [Formula], loosely: Bool) {
    guard limit > 0 else { return }
    tried = 0
    for mistake in Mistake.catalogue {
      if isSaidAlready(mistake) { continue }
      let isNeighbour = mistake.id == Mistake.neighbour.id
      for edit in formulas.flatMap({ mistake.edits($0, context) }) {
        tried += 1
        guard tried <= limit || isNeighbour else { break }
        if loosely ? isNear(edit.formula) : gives(edit.formula) {
          add(
            Explanation(
              mistake, edit,
              formula: edit.isCalculation ? figures[0].calculation(of: edit.formula) : nil))
        }
        if found.count == Self.longestList { return }
      }
    }
  }

  /// Whether a mistake that was found says the same with more meaning.
  private func isSaidAlready(_ mistake: Mistake) -> Bool {
    switch mistake.id {
    // Another quantity's number is no news where a forgotten factor explains it.
    case Mistake.neighbour.id: !found.isEmpty
    case Mistake.innerSign.id: found.contains { $0.mistake == Mistake.sign.id }
    case Mistake.doubled.id: found.contains { $0.mistake == Mistake.halfDropped.id }
    default: false
    }
  }

  private mutating func add(_ explanation: Explanation) {
    if sentences.insert(explanation.sentence).inserted { found.append(explanation) }
  }

  /// Whether the formula gives the number to its digits, and is not just the expected one.
  private func gives(_ formula: Formula) -> Bool {
    tryingFigures.contains { figures in
      let value = figures.point(of: formula)
      return context.number.states(value)
        && abs(value - context.expected) > context.number.tolerance
    }
  }

  /// Whether the formula gives the number but for rounding on the way.
  private func isNear(_ formula: Formula) -> Bool {
    let ball = figures[0].ball(of: formula)
    return ball.contains(context.number.value, within: context.number.tolerance)
      && !ball.contains(context.expected, within: context.number.tolerance)
  }

  /// Tries two usual mistakes at once, where the number has digits enough to tell.
  private mutating func searchPairs(_ formulas: [Formula]) {
    guard digits >= 4, let formula = formulas.first else { return }
    tried = 0
    let usual = Mistake.catalogue.prefix { $0.id != Mistake.exchange.id }
    for (position, first) in usual.enumerated() {
      for edit in first.edits(formula, context) {
        for second in usual[position...] {
          for both in second.edits(edit.formula, context) {
            tried += 1
            guard tried <= limit, found.count < 2 else { return }
            guard both.formula != formula, gives(both.formula) else { continue }
            add(
              Explanation(
                mistake: "\(first.id)+\(second.id)",
                sentence: Phrase(
                  en: "Two mistakes together: \(edit.sentence.english) \(both.sentence.english)",
                  ko: "두 가지가 겹쳤다. \(edit.sentence.korean) \(both.sentence.korean)"),
                formula: figures[0].calculation(of: both.formula),
                pattern: "\(edit.subject)+\(both.subject)"))
          }
        }
      }
    }
  }
}

extension Explanation {
  fileprivate init(_ mistake: Mistake, _ edit: Mistake.Edit, formula: Formula?) {
    self.init(
      mistake: mistake.id, sentence: edit.sentence, formula: formula, pattern: edit.subject)
  }
}

extension Mistake {
  /// The mistake of an identifier.
  static func named(_ id: String) -> Mistake? { catalogue.first { $0.id == id } }
}

extension Formula {
  /// How many leaves and operations the formula has.
  var size: Int { 1 + children.reduce(0) { $0 + $1.size } }
}
