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
    /// How far one can tell it.
    var unroundedRadius = 0.0
  }

  /// What is carried on to the next line.
  enum Carrying: CaseIterable {
    /// The numbers written down.
    case written
    /// Those that a calculator shows before they are rounded.
    case unrounded
  }

  /// What a person rounds.
  enum Rounding: Hashable {
    /// Nothing but what they write down.
    case nothing
    /// Every line.
    case lines(RoundingRule)
    /// The result of every single operation.
    case operations(RoundingRule)
    /// The result of every single operation, to significant digits whatever its decimals.
    case significantDigits(RoundingRule)
  }

  /// How numbers are carried on.
  struct Manner: Hashable {
    var carrying = Carrying.written
    var rounding = Rounding.nothing
  }

  private struct Place: Hashable {
    let position: Int
    let moment: Int
    let manner: Manner
  }

  /// Whether the sheet shows that the result of every single operation was rounded.
  var roundsOperations = false

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
  func point(_ position: Int, _ manner: Manner = Manner()) -> Double {
    if let figure = figure(position) {
      return manner.carrying == .written ? figure.value : figure.unrounded
    }
    let place = Place(position: position, moment: moment, manner: manner)
    if let known = points[place] { return known }
    guard let route = routes(to: position).first else { return key.entries[position].exact }
    var value = point(of: route, manner)
    if case .lines(let rule) = manner.rounding { value = precision.excusing.rounded(value, rule) }
    points[place] = value
    return value
  }

  /// The number of a formula.
  /// - Parameter lines: The numbers of lines that are calculated otherwise.
  func point(
    of formula: Formula, _ manner: Manner = Manner(), with lines: [Int: Double] = [:]
  ) -> Double {
    let leaf = { (name: String, value: Double) in
      self.key.index[name].map { lines[$0] ?? self.point($0, manner) } ?? value
    }
    var precision = precision.excusing
    let rule: RoundingRule
    switch manner.rounding {
    case .nothing, .lines: return formula.evaluated(leaf: leaf)
    case .operations(let chosen): rule = chosen
    case .significantDigits(let chosen): (rule, precision.unit) = (chosen, nil)
    }
    let kept = precision
    return formula.evaluated(rounding: { kept.rounded($0, rule) }, leaf: leaf)
  }

  /// Where rounding may have brought a quantity: one that is written to its last digit, one that was
  /// left out as far as the rounding of its operations goes.
  private func ball(
    _ position: Int, _ carrying: Carrying, leftOut: WorkingPrecision
  ) -> RoundingInterval {
    if let figure = figure(position) {
      return carrying == .written
        ? RoundingInterval(figure.value, radius: figure.radius)
        : RoundingInterval(figure.unrounded, radius: figure.unroundedRadius)
    }
    let rounding = leftOut == .binary ? Rounding.nothing : .operations(.halfUp)
    let place = Place(
      position: position, moment: moment,
      manner: Manner(carrying: carrying, rounding: rounding))
    if let known = balls[place] { return known }
    let ball =
      routes(to: position).first.map {
        self.ball(of: $0, carrying, rounding: leftOut, leftOut: leftOut)
      } ?? RoundingInterval(key.entries[position].exact, radius: 0)
    balls[place] = ball
    return ball
  }

  /// Where rounding may have brought a formula.
  /// - Parameters:
  ///   - precision: To what every single operation is rounded.
  ///   - leftOut: To what those of lines are rounded that were left out.
  func ball(
    of formula: Formula, _ carrying: Carrying = .written,
    rounding precision: WorkingPrecision = .binary, leftOut: WorkingPrecision? = nil
  ) -> RoundingInterval {
    let leftOut = leftOut ?? self.precision.excusing
    return formula.evaluated(as: RoundingInterval.self) { name, value in
      var ball =
        key.index[name].map { self.ball($0, carrying, leftOut: leftOut) }
        ?? RoundingInterval(value, radius: 0)
      ball.precision = precision
      return ball
    }
  }

  /// The ways of rounding that somebody keeps to.
  private static let manners: [(way: RoundingOnTheWay, manner: Manner)] = [
    (.ownFigures, Manner()), (.ownFigures, Manner(carrying: .unrounded)),
    (.eachLine, Manner(rounding: .lines(.halfUp))),
    (.eachLine, Manner(rounding: .lines(.halfEven))),
    (.eachOperation, Manner(rounding: .operations(.halfUp))),
    (.eachOperation, Manner(rounding: .operations(.halfEven))),
    (.eachOperation, Manner(rounding: .significantDigits(.halfUp))),
    (.eachOperation, Manner(rounding: .significantDigits(.halfEven))),
  ]

  /// How a number comes out of one of the formulas that start from what was answered, and that
  /// formula; `nil` if it does not, but for the rounding of what is calculated with.
  /// - Parameter others: Formulas by which it may come out as well, if nothing is rounded but what is
  ///   written.
  func outcome(
    _ number: WrittenNumber, of routes: [Formula], or others: [Formula] = []
  ) -> (way: RoundingOnTheWay, manner: Manner, route: Formula)? {
    // Rounding every operation takes one about as far as any way of rounding does.
    let near = routes.filter { route in
      Carrying.allCases.contains { carrying in
        let ball = ball(of: route, carrying, rounding: precision.excusing)
        return ball.radius.isFinite && ball.contains(number)
      }
    }
    if let kept = kept(number, by: near) { return kept }
    let allowed =
      near.first { allows(number, for: $0, leftOut: precision.excusing) }
      ?? (roundsOperations ? near.first : nil)
      ?? others.first { allows(number, for: $0, leftOut: .binary) }
    return allowed.map { kept(number, by: others) ?? (.mixed, Manner(), $0) }
  }

  /// The way of rounding that gives a number.
  private func kept(
    _ number: WrittenNumber, by routes: [Formula]
  ) -> (way: RoundingOnTheWay, manner: Manner, route: Formula)? {
    for (way, manner) in Self.manners {
      for route in routes where number.states(point(of: route, manner)) {
        return (way, manner, route)
      }
    }
    return nil
  }

  /// Whether a number may come out of a formula. Where lines were left out, what rounding may have
  /// made of nothing allows for no number.
  private func allows(
    _ number: WrittenNumber, for route: Formula, leftOut: WorkingPrecision
  ) -> Bool {
    Carrying.allCases.contains { carrying in
      let ball = ball(of: route, carrying, leftOut: leftOut)
      guard ball.contains(number), ball.radius.isFinite else { return false }
      return !ball.isNoise
        || route.symbols.allSatisfy { name in
          key.index[name].map { figures[$0] != nil || key.entries[$0].kind == nil } ?? true
        }
    }
  }

  /// The formula with the numbers that are calculated with.
  func calculation(
    of formula: Formula, _ manner: Manner = Manner(), with lines: [Int: Double] = [:]
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
