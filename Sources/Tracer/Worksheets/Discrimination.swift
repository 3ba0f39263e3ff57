/// What the mistakes of the catalogue give at each blank, for whatever numbers are given: from this
/// follows which of them the numbers tell apart.
struct Discrimination {
  /// A mistake made at a blank; ways of making it that agree on all numbers are one.
  struct Plant {
    let mistake: String
    /// The line with the mistake in it.
    let line: Formula
    let edit: Mistake.Edit
    /// How many numbers marking tries before it.
    var earlier = 0
    /// Whether it only might be taken for another: it is made in a line that is not asked for, or
    /// with a number that follows from this one.
    var isHypothetical: Bool
    /// Other mistakes that are the same thing in other words.
    var alike: [String] = []
  }

  /// A blank and the mistakes at it.
  struct Place {
    let name: String
    /// The line as it should be.
    let line: Formula
    /// The parameter whose new value it is, if it is one.
    let parameter: String?
    var plants: [Plant]
  }

  let places: [Place]
  private let key: AnswerKey
  private let digits: Int
  private let carry: Int?
  private let isBlank: Set<String>
  /// The quantities that the lines need, each behind those it follows from.
  private let needed: [AnswerKey.Entry]

  init(_ exercise: Exercise) {
    (key, digits, carry) = (exercise.key, exercise.digits, exercise.task.options.carry)
    let key = exercise.key
    let orders = UpdateOrder.allCases.filter { $0 != exercise.task.options.order }.map {
      AnswerKey(exercise.model, order: $0, carry: exercise.task.options.carry)
    }
    let isBlank = Set(exercise.blanks)
    self.isBlank = isBlank
    let precision = WorkingPrecision(digits: exercise.digits)
    let figures = exercise.blanks.enumerated().compactMap {
      line, name -> (Int, [WorkingValues.Figure])? in
      key.index[name].map { position in
        let number = exercise.written(exercise.answer(name))
        return (
          position,
          [
            WorkingValues.Figure(
              line: line + 1, value: number.value, radius: number.tolerance,
              unrounded: key.entries[position].exact)
          ]
        )
      }
    }
    let own = WorkingValues(
      key, precision: precision, figures: Dictionary(figures, uniquingKeysWith: { a, _ in a }))
    let moved = WorkingValues.moved(key)
    places = exercise.blanks.compactMap { name in
      guard let entry = key.entry(named: name) else { return nil }
      let number = exercise.written(entry.exact)
      let context = Mistake.Context(key: key, entry: entry, number: number, expected: entry.exact)
      let line = key.index[name].flatMap { own.routes(to: $0).first } ?? .literal(entry.exact)
      let search = MistakeSearch(
        context: context, own: own, moved: moved, precision: precision,
        shown: WorkCheck(
          Answer(line: 1, name: name, quantity: name, number: number), against: line,
          precision: precision))
      let following = key.following(name)
      let disordered = orders.compactMap { other in
        let line = key.line(of: name, inOrderOf: other, keeping: isBlank)
        return line.map {
          (
            Mistake.updateOrder,
            Mistake.Edit(formula: $0, sentence: "", subject: "", isCalculation: false), $0, false
          )
        }
      }
      let plants = Self.distinct(
        disordered + search.ways(), right: line, key: key, moved: moved
      ).map { plant in
        var plant = plant
        // What follows from the number itself nobody can have put in its place.
        plant.isHypothetical =
          plant.isHypothetical || plant.line.symbols.contains(where: following.contains)
        return plant
      }
      return Place(name: name, line: line, parameter: context.parameter, plants: plants)
    }
    var names: Set<String> = []
    var open =
      places.flatMap { [$0.line] + $0.plants.map(\.line) }.flatMap(\.symbols)
      + places.compactMap(\.parameter) + exercise.slopes
    while let name = open.popLast() {
      if names.insert(name).inserted {
        open += key.entry(named: name)?.formulas.first?.symbols ?? []
      }
    }
    needed = key.entries.filter { names.contains($0.name) || exercise.blanks.contains($0.name) }
  }

  /// The ways that do not agree with another one, or with the right line, on other numbers, too.
  private static func distinct(
    _ ways: [(mistake: Mistake, edit: Mistake.Edit, line: Formula, isLeftOut: Bool)],
    right: Formula,
    key: AnswerKey, moved: WorkingValues
  ) -> [Plant] {
    let own = WorkingValues(key, precision: .binary)
    func numbers(_ formula: Formula) -> [Double] { [own, moved].map { $0.point(of: formula) } }
    func agree(_ a: [Double], _ b: [Double]) -> Bool {
      zip(a, b).allSatisfy { abs($0 - $1) <= 1e-9 * max(abs($0), abs($1)) }
    }
    let exact = numbers(right)
    var plants: [Plant] = []
    var values: [[Double]] = []
    var tried: Set<Double> = []
    for way in ways {
      let value = numbers(way.line)
      // What comes to 0 whatever the numbers are, such as the sum of a softmax's δ, shows no mistake.
      let isNothing = zip(value, exact).allSatisfy { abs($0) <= 1e-9 * abs($1) }
      guard value.allSatisfy(\.isFinite), !agree(value, exact), !isNothing else { continue }
      let count = tried.count
      tried.insert(value[0])
      if let same = values.firstIndex(where: { agree($0, value) }) {
        if plants[same].mistake != way.mistake.id, !plants[same].alike.contains(way.mistake.id) {
          plants[same].alike.append(way.mistake.id)
        }
        continue
      }
      values.append(value)
      plants.append(
        Plant(
          mistake: way.mistake.id, line: way.line, edit: way.edit, earlier: count,
          isHypothetical: way.isLeftOut))
    }
    return plants
  }

  /// The value of every quantity needed where other numbers are given.
  func values(given: [String: Double]) -> [String: Approximate] {
    var values: [String: Approximate] = [:]
    for entry in needed {
      guard let formula = entry.formulas.first else {
        values[entry.name] = Approximate(given: given[entry.name] ?? entry.exact)
        continue
      }
      values[entry.name] = formula.settled(from: values, carry: carry)
    }
    return values
  }

  /// What a line comes to; 0 where that is nothing but rounding.
  private static func number(of line: Formula, _ values: [String: Approximate]) -> Double {
    let number = line.evaluated { values[$0]?.value ?? $1 }
    return abs(number) < 1e-9 ? line.settled(from: values).value : number
  }

  /// Whether a line is right because of nothing but the zeros in it: it is so on other numbers, too.
  private static func isIdle(
    _ line: Formula, beside right: Formula, _ values: [String: Approximate]
  ) -> Bool {
    let numbers = [line, right].map { formula in
      formula.evaluated { name, value in
        let shift = name.utf8.reduce(7) { ($0 * 31 + Int($1)) % 97 }
        return (values[name]?.value ?? value) * (1 + Double(shift) / 1_000)
      }
    }
    return abs(numbers[0] - numbers[1]) <= 1e-12 * abs(numbers[1])
  }

  /// What is found at a blank: the numbers of its mistakes, and for each what it looks like.
  struct Finding {
    let place: Place
    let right: Double
    /// How far rounding on the way may lead.
    let slack: Double
    let numbers: [Double]
    /// For each plant, the mistakes that it cannot be told from, or what else it may be taken for.
    let confused: [Set<String>]
    /// The plants that change nothing, since they are made beside a 0.
    let idle: Set<Int>
  }

  func findings(_ values: [String: Approximate]) -> [Finding] {
    places.map { finding(at: $0, values) }
  }

  private func finding(at place: Place, _ values: [String: Approximate]) -> Finding {
    let right = values[place.name]?.value ?? .nan
    let slack = slack(at: place, values)
    let numbers = place.plants.map { Self.number(of: $0.line, values) }
    let written = numbers.map(written)
    let coarsest = written.map(\.tolerance).max() ?? 0
    let old = place.parameter.flatMap { values[$0]?.value }
    var confused = [Set<String>](repeating: [], count: numbers.count)
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    for (rank, index) in order.enumerated() {
      let (plant, number) = (place.plants[index], numbers[index])
      let tolerance = written[index].tolerance
      let distance = abs(number - right)
      if !number.isFinite || distance <= 3 * slack + 2 * min(tolerance, halfUnit(number)) {
        confused[index].insert(Self.rightNumber)
      } else if distance <= 3 * slack + 2 * tolerance {
        confused[index].insert(Self.tooCoarse)
      }
      if let old, abs(number - old) <= 2 * tolerance { confused[index].insert(Self.oldNumber) }
      if plant.earlier + 1 >= MistakeSearch.limit(written[index], from: old ?? 0) {
        confused[index].insert(Self.tooCoarse)
      }
      for other in order[(rank + 1)...] {
        let distance = abs(numbers[other] - number)
        let reach = 2 * slack * max(1, abs(numbers[other] / right), abs(number / right))
        if distance > reach + 2 * coarsest { break }
        let least = reach + min(tolerance, written[other].tolerance)
        guard place.plants[other].mistake != plant.mistake else { continue }
        // A number of few digits may be taken for one of more, and not the other way round.
        if distance <= least + tolerance { confused[index].insert(place.plants[other].mistake) }
        if distance <= least + written[other].tolerance { confused[other].insert(plant.mistake) }
      }
    }
    let idle = numbers.indices.filter {
      abs(numbers[$0] - right) <= 1e-12 * abs(right)
        && Self.isIdle(place.plants[$0].line, beside: place.line, values)
    }
    return Finding(
      place: place, right: right, slack: slack, numbers: numbers, confused: confused,
      idle: Set(idle))
  }

  /// A number as it is written: one that needs fewer digits, with those it needs.
  private func written(_ value: Double) -> WrittenNumber {
    guard value.isFinite, value != 0 else {
      return WrittenNumber(text: "", value: 0, significantDigits: 1, unit: 0)
    }
    let decimal = RoundedDecimal(value, significantDigits: digits)
    var number = WrittenNumber(
      text: "", value: value, significantDigits: digits, unit: decimal.exponent)
    if abs(decimal.value - value) <= 1e-12 * abs(value) {
      let short = decimal.stripped
      // Zeros in front of the point are written.
      number.unit = max(decimal.exponent, min(short.unit, 0))
      number.significantDigits = String(short.digits).count + max(0, short.unit - number.unit)
    }
    return number
  }

  func isGiven(_ name: String) -> Bool { key.entry(named: name).map { $0.kind == nil } ?? true }

  /// Stand for the right number, for that of a parameter before its update, and for the many that
  /// would explain one of few digits.
  static let (rightNumber, oldNumber, tooCoarse) = ("right", "old", "coarse")

  private func halfUnit(_ value: Double) -> Double {
    WorkingPrecision(digits: digits).halfUnit(of: abs(value))
  }

  /// How far somebody who rounds every number comes away from the right one.
  private func slack(at place: Place, _ values: [String: Approximate]) -> Double {
    let precision = WorkingPrecision(digits: max(3, digits))
    return place.line.evaluated(as: RoundingInterval.self) { name, value in
      let value = values[name]?.value ?? value
      return RoundingInterval(
        value, radius: isBlank.contains(name) ? halfUnit(value) : 0, precision: precision)
    }.radius
  }
}

extension AnswerKey {
  /// What a quantity is where new weights take effect in the order of another key, in terms of
  /// quantities that are the same in both or are kept; `nil` where that is nothing else.
  fileprivate func line(
    of name: String, inOrderOf other: AnswerKey, keeping kept: Set<String>
  ) -> Formula? {
    func differs(_ name: String) -> Bool {
      other.entry(named: name)?.exact != entry(named: name)?.exact
    }
    func line(_ name: String) -> Formula? {
      other.entry(named: name)?.formulas.first?.replacingSymbols { symbol, _ in
        differs(symbol) && !kept.contains(symbol) ? line(symbol) : nil
      }
    }
    return differs(name) ? line(name) : nil
  }

  /// The quantities that follow from one.
  fileprivate func following(_ name: String) -> Set<String> {
    entries.reduce(into: [name]) { following, entry in
      if entry.formulas.first?.symbols.contains(where: following.contains) == true {
        following.insert(entry.name)
      }
    }
  }
}
