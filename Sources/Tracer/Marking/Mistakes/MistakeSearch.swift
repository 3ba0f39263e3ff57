/// Finds the mistakes that lead to a number, by making them.
struct MistakeSearch {
  let context: Mistake.Context
  /// The numbers that may have been calculated with, the student's own first.
  let figures: [WorkingValues]
  /// Other numbers, on which two ways of saying the same agree, too.
  private let moved: WorkingValues
  /// Those that are tried now: others than the student's own only where these explain nothing.
  private var tryingFigures: ArraySlice<WorkingValues>
  private var found: [Explanation] = []
  private var sentences: Set<Phrase> = []
  /// What the formulas that were found give on the other numbers.
  private var values: [Double] = []
  private var tried = 0

  init(context: Mistake.Context, figures: [WorkingValues], moved: WorkingValues) {
    self.context = context
    self.figures = figures
    self.moved = moved
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
    if let edit = Mistake.noDigit.edits(.literal(context.expected), context).first {
      return [Explanation(Mistake.noDigit, edit, formula: nil)]
    }
    let formulas =
      context.entry.formulas.isEmpty
      ? [.literal(context.entry.exact)] : context.entry.formulas
    // First the line itself, then with the lines written out that the student left out: a slip may
    // be in any of them.
    var levels: [[Formula]] = []
    var written = formulas
    while levels.count < Self.deepest, !written.isEmpty {
      levels.append(written)
      written = written.map { figures[0].writtenOut($0) }.filter { form in
        form.size <= Self.largest && !levels.contains { $0.contains(form) }
      }
    }
    // What is usual in a line that was left out goes before what is unusual in the line itself.
    levels = [Array(levels.prefix(2).joined())] + levels.dropFirst(2)
    for figures in [figures.prefix(1), figures[...]] {
      // A number that was merely copied is the last explanation to believe.
      if found.contains(where: { $0.mistake != Mistake.neighbour.id }) { break }
      (found, sentences, values, tryingFigures) = ([], [], [], figures)
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
      // Another quantity's number is no news where a forgotten factor explains it.
      let isNeighbour = mistake.id == Mistake.neighbour.id
      if isNeighbour, !found.isEmpty { continue }
      for edit in formulas.flatMap({ mistake.edits($0, context) }) {
        tried += 1
        guard tried <= limit || isNeighbour else { break }
        if loosely ? isNear(edit.formula) : gives(edit.formula) {
          add(
            Explanation(
              mistake, edit,
              formula: edit.isCalculation ? figures[0].calculation(of: edit.formula) : nil),
            calculating: edit.formula)
        }
        if found.count == Self.longestList { return }
      }
    }
  }

  /// Adds an explanation, unless it is one that was found already in other words.
  private mutating func add(_ explanation: Explanation, calculating formula: Formula) {
    if case .literal = formula {
      // A number that was not calculated otherwise agrees with nothing.
    } else {
      let value = moved.point(of: formula)
      guard !values.contains(where: { abs($0 - value) <= 1e-9 * abs(value) }) else { return }
      values.append(value)
    }
    if sentences.insert(explanation.sentence).inserted { found.append(explanation) }
  }

  /// Whether the formula gives the number to its digits, and is not just the expected one.
  private func gives(_ formula: Formula) -> Bool {
    tryingFigures.contains { figures in
      let value = figures.point(of: formula)
      return context.number.states(value)
        && abs(value - context.expected) > context.number.tolerance(beside: value)
    }
  }

  /// Whether the formula gives the number but for rounding on the way.
  private func isNear(_ formula: Formula) -> Bool {
    let ball = figures[0].ball(of: formula)
    return ball.contains(context.number)
      && !ball.contains(context.expected, within: context.number.tolerance(beside: ball.value))
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
                pattern: "\(edit.subject)+\(both.subject)"), calculating: both.formula)
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
