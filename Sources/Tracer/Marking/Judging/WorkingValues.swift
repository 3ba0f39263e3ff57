/// The numbers that somebody calculates with: their own answers where there are any, and what
/// follows from them, along the route that they took, where there are none.
final class WorkingValues {
  let key: AnswerKey
  let precision: WorkingPrecision
  /// The answers that are used, by the positions of their quantities, in the order of the lines.
  var figures: [Int: [Figure]]
  /// How many lines have to be filled in to arrive at a quantity, for those in front of `known`.
  private var costs: [Double] = []
  private var points: [Place: Double] = [:]
  var balls: [Place: RoundingInterval] = [:]
  /// The line up to which answers go before later ones to the same quantity.
  var line = Int.max { didSet { moment = isRepeated ? line : .max } }
  var moment = Int.max
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
    /// The numbers written down, and every line that was left out rounded: as the sheet usually is, or
    /// to a power of ten.
    case lines(RoundingRule, unit: Int? = nil)
    /// The result of every single operation rounded, to the usual digits or, whatever its decimals,
    /// to significant ones.
    case operations(RoundingRule, isSignificant: Bool)

    /// Those that may lead to a number; the lines before it may have its decimals.
    static func ofLines(before number: WrittenNumber) -> [Manner] {
      [written, unrounded, lines(.halfUp), lines(.halfEven)]
        + (number.significantDigits > 3 ? [lines(.halfUp, unit: number.unit)] : [])
    }

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

  struct Place: Hashable {
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
  func cost(_ position: Int) -> Double {
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
  /// fill in, first those from the lines that were arrived at last, as δ after its factors.
  func routes(to position: Int) -> [Formula] {
    let formulas = key.entries[position].formulas
    guard formulas.count > 1 else { return formulas }
    _ = cost(position)
    let operands = key.operands(of: position)
    let costs = zip(formulas, operands).map { cost(of: $0, $1) }
    let least = costs.min() ?? 0
    let nearest = formulas.indices.filter { costs[$0] <= least * (1 + 1e-9) }
    guard nearest.count > 1 else { return nearest.map { formulas[$0] } }
    let last = operands.map { $0.filter { figures[$0] != nil && key.isDerivative($0) }.max() ?? -1 }
    return nearest.sorted { (last[$1], $0) < (last[$0], $1) }.map { formulas[$0] }
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
    if case .lines(let rule, let unit) = manner {
      var precision = precision.excusing
      precision.unit = unit ?? precision.unit
      value = precision.rounded(value, rule)
    }
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
