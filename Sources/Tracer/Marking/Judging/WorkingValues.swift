/// The numbers that somebody calculates on with: their own answers where there are any, and what
/// follows from them where there are none.
final class WorkingValues {
  private let key: AnswerKey
  private let precision: WorkingPrecision
  /// The answers that are used, by the positions of their quantities.
  private(set) var answers: [Int: Figure]
  private var points: [Rounding: [Int: Double]] = [:]
  private var balls: [Int: RoundingInterval] = [:]

  /// An answer that is used, and how far the number that was carried on may be from it.
  struct Figure {
    var value: Double
    var radius: Double
  }

  /// What a person rounds.
  enum Rounding: Hashable {
    /// Nothing but what they write down.
    case nothing
    /// Every line.
    case lines(RoundingRule)
    /// The result of every single operation.
    case operations(RoundingRule)
  }

  init(_ key: AnswerKey, precision: WorkingPrecision, answers: [Int: Figure] = [:]) {
    self.key = key
    self.precision = precision
    self.answers = answers
  }

  /// The figures of the same calculation with other given numbers, each a few per cent away: what
  /// agrees here, too, is no coincidence.
  static func moved(_ key: AnswerKey) -> WorkingValues {
    let given = key.entries.indices.lazy.filter { key.entries[$0].formulas.isEmpty }
    let answers = given.map { position -> (Int, Figure) in
      let exact = key.entries[position].exact
      let shift = 0.01 + 0.05 * (Double(position) * 0.618).truncatingRemainder(dividingBy: 1)
      return (position, Figure(value: exact == 0 ? shift : exact * (1 + shift), radius: 0))
    }
    return WorkingValues(
      key, precision: .binary,
      answers: Dictionary(answers, uniquingKeysWith: { first, _ in first }))
  }

  /// Uses an answer from here on.
  func use(_ figure: Figure, at position: Int) {
    answers[position] = figure
    points = [:]
    balls = [:]
  }

  /// The number of a quantity.
  func point(_ position: Int, rounding: Rounding = .nothing) -> Double {
    if let answer = answers[position] { return answer.value }
    if let known = points[rounding]?[position] { return known }
    let entry = key.entries[position]
    guard let formula = entry.formulas.first else { return entry.exact }
    var value = point(of: formula, rounding: rounding)
    if case .lines(let rule) = rounding { value = precision.rounded(value, rule) }
    points[rounding, default: [:]][position] = value
    return value
  }

  /// The number of a formula.
  func point(of formula: Formula, rounding: Rounding = .nothing) -> Double {
    let leaf = { (name: String, value: Double) in
      self.key.index[name].map { self.point($0, rounding: rounding) } ?? value
    }
    guard case .operations(let rule) = rounding else { return formula.evaluated(leaf: leaf) }
    let precision = precision
    return formula.evaluated(rounding: { precision.rounded($0, rule) }, leaf: leaf)
  }

  /// Where rounding may have brought a quantity.
  func ball(_ position: Int) -> RoundingInterval {
    if let answer = answers[position] {
      return RoundingInterval(answer.value, radius: answer.radius, precision: precision.excusing)
    }
    if let known = balls[position] { return known }
    let entry = key.entries[position]
    let ball =
      entry.formulas.first.map { self.ball(of: $0) } ?? RoundingInterval(entry.exact, radius: 0)
    balls[position] = ball
    return ball
  }

  /// Where rounding may have brought a formula.
  func ball(of formula: Formula) -> RoundingInterval {
    formula.evaluated(as: RoundingInterval.self) { name, value in
      var ball = key.index[name].map { self.ball($0) } ?? RoundingInterval(value, radius: 0)
      ball.precision = precision.excusing
      return ball
    }
  }

  /// The formula with the numbers that are calculated with.
  func calculation(of formula: Formula, rounding: Rounding = .nothing) -> Formula {
    formula.replacingSymbols { name, value in
      .symbol(name: name, value: key.index[name].map { point($0, rounding: rounding) } ?? value)
    }
  }

  /// The formula with every quantity that was not answered replaced by its own formula.
  func writtenOut(_ formula: Formula) -> Formula {
    formula.replacingSymbols { name, _ in
      guard let position = key.index[name], answers[position] == nil else { return nil }
      return key.entries[position].formulas.first
    }
  }
}
