/// The numbers that somebody calculates with: their own answers where there are any, and what
/// follows from them, along the route that they took, where there are none.
final class WorkingValues {
  private let key: AnswerKey
  private let precision: WorkingPrecision
  /// The answers that are used, by the positions of their quantities, in the order of the lines.
  private var figures: [Int: [Figure]]
  /// How many lines have to be filled in to arrive at a quantity, for those in front of `known`.
  private var costs: [Double] = []
  private var points: [Place: Double] = [:]
  private var balls: [Place: RoundingInterval] = [:]
  /// The line up to which answers go before later ones to the same quantity.
  var line = Int.max { didSet { moment = isRepeated ? line : .max } }
  private var moment = Int.max
  private var isRepeated: Bool

  /// An answer that is used.
  struct Figure {
    var line: Int
    /// The number written.
    var value: Double
    /// How far the number that it was rounded from may be away.
    var radius: Double
    /// The number that it was rounded from, as far as one can tell.
    var unrounded: Double
  }

  /// A way of carrying numbers on.
  enum Manner: Hashable {
    /// The numbers written down.
    case written
    /// Those that a calculator shows before they are rounded.
    case unrounded
    /// The numbers written down, and every line that was left out rounded.
    case lines(RoundingRule)
    /// The result of every single operation rounded, to the usual digits or, whatever its decimals,
    /// to significant ones.
    case operations(RoundingRule, isSignificant: Bool)

    static let ofLines = [written, unrounded, lines(.halfUp), lines(.halfEven)]
    static let ofOperations = [RoundingRule.halfUp, .halfEven].flatMap { rule in
      [false, true].map { operations(rule, isSignificant: $0) }
    }

    /// What is rounded.
    var way: RoundingOnTheWay {
      switch self {
      case .written, .unrounded: .ownFigures
      case .lines: .eachLine
      case .operations: .eachOperation
      }
    }
  }

  /// How a number comes out.
  struct Outcome {
    /// The way of carrying numbers on that gives it; `nil` if it is rounded here and there.
    var manner: Manner?
    /// The formula that it comes out of.
    var route: Formula
  }

  private struct Place: Hashable {
    let position: Int
    let moment: Int
    let manner: Manner
  }

  init(_ key: AnswerKey, precision: WorkingPrecision, figures: [Int: [Figure]] = [:]) {
    self.key = key
    self.precision = precision
    self.figures = figures
    isRepeated = figures.contains { $0.value.count > 1 }
  }

  /// The figures of the same calculation with other given numbers, each a few per cent away: what
  /// agrees here, too, is no coincidence.
  static func moved(_ key: AnswerKey) -> WorkingValues {
    let given = key.entries.indices.lazy.filter { key.entries[$0].formulas.isEmpty }
    let figures = given.map { position -> (Int, [Figure]) in
      let exact = key.entries[position].exact
      let shift = 0.01 + 0.05 * (Double(position) * 0.618).truncatingRemainder(dividingBy: 1)
      let value = exact == 0 ? shift : exact * (1 + shift)
      return (position, [Figure(line: 0, value: value, radius: 0, unrounded: value)])
    }
    return WorkingValues(
      key, precision: .binary,
      figures: Dictionary(figures, uniquingKeysWith: { first, _ in first }))
  }

  /// The same with the answers alone that stand in front of a line.
  func before(_ line: Int) -> WorkingValues {
    let earlier = figures.mapValues { $0.filter { $0.line < line } }
    return WorkingValues(key, precision: precision, figures: earlier.filter { !$0.value.isEmpty })
  }

  /// Uses an answer from here on in place of what was used for this line.
  func use(_ figure: Figure, at position: Int) {
    if let index = figures[position]?.firstIndex(where: { $0.line == figure.line }) {
      figures[position]?[index] = figure
    } else {
      figures[position, default: []].append(figure)
    }
    forget(position)
  }

  /// Uses an answer no longer.
  func drop(line: Int, at position: Int) {
    figures[position]?.removeAll { $0.line == line }
    if figures[position]?.isEmpty == true { figures[position] = nil }
    forget(position)
  }

  private func forget(_ position: Int) {
    costs.removeLast(max(0, costs.count - position))
    (points, balls) = ([:], [:])
  }

  /// The answer that is used for a quantity: the last one up to the line, or the next.
  func figure(_ position: Int) -> Figure? {
    figures[position].map { own in own.last { $0.line <= line } ?? own[0] }
  }

  /// How many lines have to be filled in to arrive at a quantity.
  private func cost(_ position: Int) -> Double {
    while costs.count <= position { costs.append(cost(filling: costs.count)) }
    return costs[position]
  }

  private func cost(filling position: Int) -> Double {
    if figures[position] != nil { return 0 }
    return zip(key.entries[position].formulas, key.operands(of: position)).lazy
      .map { self.cost(of: $0, $1) }.min() ?? 0
  }

  private func cost(of formula: Formula, _ operands: [Int]) -> Double {
    let own = if case .symbol = formula { 0.0 } else { 1.0 }
    return operands.reduce(own) { $0 + costs[$1] }
  }

  /// The formulas of a quantity that start from what was answered: those with the fewest lines to
  /// fill in.
  func routes(to position: Int) -> [Formula] {
    let formulas = key.entries[position].formulas
    guard formulas.count > 1 else { return formulas }
    _ = cost(position)
    let costs = zip(formulas, key.operands(of: position)).map { cost(of: $0, $1) }
    let least = costs.min() ?? 0
    return zip(formulas, costs).filter { $1 <= least * (1 + 1e-9) }.map(\.0)
  }

  /// The number of a quantity.
  func point(_ position: Int, _ manner: Manner = .written) -> Double {
    if let figure = figure(position) {
      return manner == .unrounded ? figure.unrounded : figure.value
    }
    let place = Place(position: position, moment: moment, manner: manner)
    if let known = points[place] { return known }
    guard let route = routes(to: position).first else { return key.entries[position].exact }
    var value = point(of: route, manner)
    if case .lines(let rule) = manner { value = precision.excusing.rounded(value, rule) }
    points[place] = value
    return value
  }

  /// The number of a formula.
  /// - Parameter lines: The numbers of lines that are calculated otherwise.
  func point(
    of formula: Formula, _ manner: Manner = .written, with lines: [Int: Double] = [:]
  ) -> Double {
    let leaf = { (name: String, value: Double) in
      self.key.index[name].map { lines[$0] ?? self.point($0, manner) } ?? value
    }
    guard case .operations(let rule, let isSignificant) = manner else {
      return formula.evaluated(leaf: leaf)
    }
    var kept = precision.excusing
    if isSignificant { kept.unit = nil }
    let precision = kept
    return formula.evaluated(rounding: { precision.rounded($0, rule) }, leaf: leaf)
  }

  /// Where rounding may have brought a quantity that is on the sheet.
  ///
  /// A number of fewer digits than the others is carried on as it is written or in the usual digits:
  /// what lies between is no number that anybody had.
  private func ball(of figure: Figure, isUnrounded: Bool) -> RoundingInterval {
    let usual = precision.excusing.halfUnit(of: abs(figure.value)) * (1 + 1e-9)
    return isUnrounded
      ? RoundingInterval(figure.unrounded, radius: min(figure.radius, usual))
      : RoundingInterval(figure.value, radius: figure.radius > usual ? 0 : figure.radius)
  }

  /// Where rounding may have brought a quantity: one that was left out as far as the rounding of its
  /// operations goes.
  private func ball(_ position: Int, isUnrounded: Bool) -> RoundingInterval {
    if let figure = figure(position) { return ball(of: figure, isUnrounded: isUnrounded) }
    let place = Place(
      position: position, moment: moment, manner: isUnrounded ? .unrounded : .written)
    if let known = balls[place] { return known }
    let ball =
      routes(to: position).first.map {
        self.ball(of: $0, rounding: precision.excusing, isUnrounded: isUnrounded)
      } ?? RoundingInterval(key.entries[position].exact, radius: 0)
    balls[place] = ball
    return ball
  }

  /// Where rounding may have brought a formula.
  /// - Parameter rounding: To what every single operation is rounded.
  func ball(
    of formula: Formula, rounding: WorkingPrecision = .binary, isUnrounded: Bool = false
  ) -> RoundingInterval {
    formula.evaluated(as: RoundingInterval.self) { name, value in
      var ball =
        key.index[name].map { self.ball($0, isUnrounded: isUnrounded) }
        ?? RoundingInterval(value, radius: 0)
      ball.precision = rounding
      return ball
    }
  }

  /// How a number comes out of one of several formulas; `nil` if it does not, but for the rounding
  /// of the numbers written and of lines left out or, if operations are rounded, of all of them.
  func outcome(
    _ number: WrittenNumber, of routes: [Formula], roundingOperations: Bool = false
  ) -> Outcome? {
    let rounding = roundingOperations ? precision.excusing : .binary
    let near = routes.filter { route in
      [false, true].contains { isUnrounded in
        let ball = ball(of: route, rounding: rounding, isUnrounded: isUnrounded)
        guard ball.radius.isFinite, ball.contains(number) else { return false }
        // What rounding may have made of nothing allows for any number.
        return !ball.isNoise || isAnswered(route)
      }
    }
    let kept = Manner.ofLines + Manner.ofOperations
    return outcome(number, of: near, by: kept) ?? near.first.map { Outcome(route: $0) }
  }

  /// The way of carrying numbers on that gives a number to its last digit.
  func outcome(
    _ number: WrittenNumber, of routes: [Formula], by manners: [Manner]
  ) -> Outcome? {
    for manner in manners {
      for route in routes where number.states(point(of: route, manner)) {
        return Outcome(manner: manner, route: route)
      }
    }
    return nil
  }

  /// Whether everything that a formula is made of is on the sheet.
  private func isAnswered(_ route: Formula) -> Bool {
    route.symbols.allSatisfy { name in
      key.index[name].map { figures[$0] != nil || key.entries[$0].kind == nil } ?? true
    }
  }

  /// The formula with the numbers that are calculated with.
  func calculation(
    of formula: Formula, _ manner: Manner = .written, with lines: [Int: Double] = [:]
  ) -> Formula {
    formula.replacingSymbols { name, value in
      .symbol(
        name: name,
        value: key.index[name].map { lines[$0] ?? point($0, manner) } ?? value)
    }
  }

  /// The lines that were left out on the way to a formula, those first that others need.
  /// - Parameter depth: How many lines in a row are followed back.
  func linesLeftOut(before formula: Formula, depth: Int) -> [(position: Int, formula: Formula)] {
    var found: [Int: Formula] = [:]
    var open = [formula]
    for _ in 0..<depth {
      open = open.flatMap(\.symbols).compactMap { name in
        guard let position = key.index[name], found[position] == nil, figure(position) == nil,
          let route = routes(to: position).first
        else { return nil }
        found[position] = route
        return route
      }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
