import Foundation

/// Finds the mistakes that lead to a number, by making them: in the line itself, or in one that was
/// left out before it.
struct MistakeSearch {
  let context: Mistake.Context
  private let own: WorkingValues
  /// Other numbers, on which two ways of saying the same agree, too.
  private let moved: WorkingValues
  private let precision: WorkingPrecision
  private let shown: WorkCheck
  /// The formulas that the line shows.
  private let formulas: [Formula]
  private let routes: [Formula]
  private let written: [Formula]
  private let limit: Int
  /// The lines that were left out, those first that others need.
  private let leftOut: [(position: Int, formula: Formula)]
  private var found: [Explanation] = []
  /// What the formulas that were found give on the other numbers.
  private var values: [Double] = []
  private var tried: Set<Double> = []

  init(
    context: Mistake.Context, own: WorkingValues, moved: WorkingValues,
    precision: WorkingPrecision, shown: WorkCheck, formulas: [Formula] = []
  ) {
    self.formulas = formulas
    self.context = context
    self.own = own
    self.moved = moved
    self.precision = precision
    self.shown = shown
    let position = context.key.index[context.entry.name]
    let found = position.map(own.routes) ?? []
    routes = found.isEmpty ? [.literal(context.entry.exact)] : found
    leftOut = own.linesLeftOut(before: routes[0], depth: Self.deepest)
    written = Self.written(routes[0], leftOut, in: context.key)
    limit = Self.limit(context)
    manners = WorkingValues.Manner.ofLines(before: context.number).filter {
      $0 != .lines(.halfEven)
    }
  }

  /// Not more is said than a reader takes in.
  private static let longestList = 5
  /// How many lines that were left out are followed back.
  private static let deepest = 4
  /// A formula that is written out further is too large for anybody to have calculated it at once.
  private static let largest = 400

  /// How many numbers may be tried, so that hardly one of them fits by chance: the more, the more
  /// digits the number has beside the one that it would be without any calculation.
  private static func limit(_ context: Mistake.Context) -> Int {
    limit(
      context.number,
      from: context.parameter.flatMap { context.key.entry(named: $0)?.exact } ?? 0)
  }

  static func limit(_ number: WrittenNumber, from old: Double) -> Int {
    let units = abs(number.value - old) / Foundation.pow(10, Double(number.unit))
    return Int(min(units / 4, 20_000))
  }

  /// The line with those that were left out written into it.
  private static func written(
    _ line: Formula, _ leftOut: [(position: Int, formula: Formula)], in key: AnswerKey
  ) -> [Formula] {
    var forms: [Formula] = []
    for left in leftOut.reversed() {
      let form = (forms.last ?? line).replacingSymbols { name, _ in
        name == key.entries[left.position].name ? left.formula : nil
      }
      guard form.size <= largest else { break }
      forms.append(form)
    }
    return forms
  }

  private let manners: [WorkingValues.Manner]

  /// The explanations, the most usual first; those with one mistake if there are any.
  mutating func explanations() -> [Explanation] {
    // What is usual in a line that was left out goes before what is unusual in the line itself.
    for mistakes in [Mistake.usual, Mistake.unusual] {
      for mistake in mistakes where mayTry { searchLine(mistake) }
      for mistake in mistakes where mayTry { searchLinesLeftOut(mistake) }
    }
    // Whoever shows a formula that gives the number has calculated by it.
    if found.isEmpty, let other = otherFormula { return [other] }
    for mistake in Mistake.ofDigits where found.isEmpty { searchLine(mistake) }
    if found.isEmpty { searchLine(.neighbour) }
    if found.isEmpty { searchPairs() }
    let fitting = found.filter { $0.formula.map(shown.shows) == true }
    if !fitting.isEmpty { return fitting }
    guard let operand = shown.miscopied else { return found }
    return [.miscopied(operand.written, for: operand.name, operand.value)]
  }

  /// The formula beside the answer, if the number is what it gives.
  private var otherFormula: Explanation? {
    formulas.first { context.number.states(own.point(of: $0)) }.map { formula in
      let calculation = own.calculation(of: formula)
      var explanation = Explanation(
        mistake: Mistake.otherFormula.id,
        sentence: Phrase(
          en: "It is what the formula in the line gives, which is not that of this quantity.",
          ko: "줄에 적은 식을 계산하면 이 값이지만, 그 식은 이 양의 식이 아니다."),
        formula: calculation, pattern: formula.pattern)
      explanation.value = own.point(of: formula)
      return explanation
    }
  }

  private var mayTry: Bool { found.count < Self.longestList && tried.count < limit }

  private mutating func searchLine(_ mistake: Mistake) {
    for edit in edits(mistake) { attempt(mistake, edit, at: nil) }
  }

  private func edits(_ mistake: Mistake) -> [Mistake.Edit] {
    (routes + (mistake.scope == .lines ? written : [])).flatMap { mistake.edits($0, context) }
  }

  private mutating func searchLinesLeftOut(_ mistake: Mistake) {
    guard mistake.scope != .number else { return }
    for line in leftOut.reversed() where mayTry {
      for edit in edits(mistake, in: line) { attempt(mistake, edit, at: line.position) }
    }
  }

  private func edits(
    _ mistake: Mistake, in line: (position: Int, formula: Formula)
  ) -> [Mistake.Edit] {
    var inner = context
    inner.entry = context.key.entries[line.position]
    inner.expected = own.point(line.position)
    return mistake.edits(line.formula, inner)
  }

  /// Every way in which the mistakes of formulas are made, in the order in which they are tried: what
  /// the line becomes, with the lines written into it that were left out and come to something else.
  func ways() -> [(mistake: Mistake, edit: Mistake.Edit, line: Formula, isLeftOut: Bool)] {
    [Mistake.usual, Mistake.unusual].flatMap { mistakes in
      let mistakes = mistakes.filter { $0.scope != .number }
      return mistakes.flatMap { mistake in
        edits(mistake).map { (mistake, $0, $0.formula, false) }
      }
        + mistakes.filter { $0.scope == .line }.flatMap { mistake in
          leftOut.reversed().flatMap { line in
            edits(mistake, in: line).map { edit in
              (mistake, edit, self.line(with: edit.formula, at: line.position), true)
            }
          }
        }
    }
  }

  /// The line with another formula for one that was left out before it.
  private func line(with formula: Formula, at position: Int) -> Formula {
    var changed = [context.key.entries[position].name: formula]
    for left in leftOut where left.position > position {
      guard left.formula.symbols.contains(where: { changed[$0] != nil }) else { continue }
      changed[context.key.entries[left.position].name] = left.formula.replacingSymbols { name, _ in
        changed[name]
      }
    }
    return routes[0].replacingSymbols { name, _ in changed[name] }
  }

  /// Adds an edit to the explanations, if it gives the number.
  private mutating func attempt(_ mistake: Mistake, _ edit: Mistake.Edit, at line: Int?) {
    guard mayTry else { return }
    for manner in manners {
      let (value, lines) = value(of: edit.formula, at: line, in: own, manner)
      if manner == .written { tried.insert(value) }
      let isOther = abs(value - context.expected) > context.number.tolerance
      guard value.isFinite, isOther, context.number.states(value) else { continue }
      guard isNews(edit.formula, of: mistake, at: line),
        !found.contains(where: { $0.sentence == edit.sentence })
      else { return }
      let formula = line == nil ? edit.formula : routes[0]
      var explanation = Explanation(
        mistake: mistake.id, sentence: edit.sentence,
        formula: edit.isCalculation || line != nil
          ? own.calculation(of: formula, manner, with: lines) : nil,
        pattern: edit.subject)
      explanation.value = value
      if let line {
        let entry = context.key.entries[line]
        explanation.leftOut = entry.kind.map {
          Equation(
            name: entry.name, kind: $0, formula: own.calculation(of: edit.formula, manner),
            value: lines[line] ?? entry.exact)
        }
      }
      for left in leftOut {
        explanation.lines[context.key.entries[left.position].name] =
          lines[left.position] ?? own.point(left.position, manner)
      }
      return found.append(explanation)
    }
  }

  /// What comes out of the line if a formula, its own or that of a line before it, is calculated
  /// otherwise; and the lines on the way there.
  private func value(
    of formula: Formula, at line: Int?, in figures: WorkingValues,
    _ manner: WorkingValues.Manner = .written
  ) -> (value: Double, lines: [Int: Double]) {
    guard let line else { return (figures.point(of: formula, manner), [:]) }
    func carried(_ value: Double) -> Double {
      if case .lines(let rule, _) = manner { precision.rounded(value, rule) } else { value }
    }
    var lines = [line: carried(figures.point(of: formula, manner))]
    for left in leftOut where left.position > line {
      let isReached = left.formula.symbols.contains { name in
        context.key.index[name].map { lines[$0] != nil } ?? false
      }
      guard isReached else { continue }
      lines[left.position] = carried(figures.point(of: left.formula, manner, with: lines))
    }
    return (figures.point(of: routes[0], manner, with: lines), lines)
  }

  /// Whether an edit is not one that was found already in other words: two that agree on other
  /// numbers, too, are one.
  private mutating func isNews(
    _ formula: Formula, of mistake: Mistake, at line: Int?
  ) -> Bool {
    // A number that was not calculated otherwise agrees with nothing.
    if case .literal = formula { return !found.contains { $0.mistake == mistake.id } }
    let value = value(of: formula, at: line, in: moved).value
    guard !values.contains(where: { abs($0 - value) <= 1e-9 * abs(value) }) else { return false }
    values.append(value)
    return true
  }

  /// Tries two usual mistakes at once, where the number has digits enough to tell.
  private mutating func searchPairs() {
    let formula = routes[0]
    guard context.number.significantDigits > 3 else { return }
    let usual = Mistake.usual.filter { $0.scope == .line }
    tried = []
    for (position, first) in usual.enumerated() {
      for edit in first.edits(formula, context) {
        for second in usual[position...] {
          for both in second.edits(edit.formula, context) where both.formula != formula {
            guard tried.count < limit / 2, found.count < 2 else { return }
            let value = own.point(of: both.formula)
            tried.insert(value)
            guard context.number.states(value), isNews(both.formula, of: second, at: nil) else {
              continue
            }
            var explanation = Explanation(
              mistake: "\(first.id)+\(second.id)",
              sentence: Phrase(
                en: "Two mistakes together: \(edit.sentence.english) \(both.sentence.english)",
                ko: "두 가지가 겹쳤다. \(edit.sentence.korean) \(both.sentence.korean)"),
              formula: own.calculation(of: both.formula),
              pattern: "\(edit.subject)+\(both.subject)")
            explanation.value = value
            found.append(explanation)
          }
        }
      }
    }
  }
}

extension Explanation {
  /// The line shown gives another number than the one written behind it.
  static func slip(_ value: Double, _ number: WrittenNumber) -> Explanation {
    let value = rounded(value, significantDigits: max(4, number.significantDigits))
    return Explanation(
      mistake: Mistake.slip.id,
      sentence: Phrase(
        en: "Your line gives \(number: value), not \(number.shown).",
        ko: "적은 식을 계산하면 \(number.shown)이 아니라 \(number: value) 이다."),
      formula: nil, pattern: "")
  }

  /// A number in the line is not the one that stands further up.
  fileprivate static func miscopied(
    _ written: WrittenNumber, for name: String, _ value: Double
  ) -> Explanation {
    Explanation(
      mistake: Mistake.miscopied.id,
      sentence: Phrase(
        en: "The line is calculated with \(written.shown); \(symbol: name) is \(number: value).",
        ko: "식에 \(written.shown)을 넣었지만 \(symbol: name) 값은 \(number: value) 이다."),
      formula: nil, pattern: name.withoutNumbers)
  }
}

extension Mistake {
  /// The mistake of an identifier.
  static func named(_ id: String) -> Mistake? {
    (catalogue + [neighbour, slip, miscopied, otherFormula]).first { $0.id == id }
  }
}

extension Formula {
  /// How many leaves and operations the formula has.
  fileprivate var size: Int { 1 + children.reduce(0) { $0 + $1.size } }
}
