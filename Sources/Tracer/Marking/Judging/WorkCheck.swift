/// Checks the calculation that somebody shows beside an answer.
struct WorkCheck {
  private let sides: [ShownWork]
  private let number: WrittenNumber
  private let precision: WorkingPrecision
  /// The line as it should be calculated, with the numbers that the sheet has for it.
  private let line: Formula

  /// - Parameter line: The line as it should be calculated, with the numbers that the sheet has for
  ///   it.
  init(_ answer: Answer, against line: Formula, precision: WorkingPrecision) {
    sides = answer.work
    number = answer.number
    self.line = line
    self.precision = precision
  }

  /// What the first side gives that does not give the number written behind it.
  var contrary: Double? {
    sides.first { !gives($0) }?.value
  }

  private func gives(_ side: ShownWork) -> Bool {
    if number.states(side.value) { return true }
    // What a coarse number is the rounding of may have been calculated with in its place.
    let sources = line.numbers
    let exact = side.formula.evaluated { name, value in
      side.operand(name).flatMap { operand in
        operand.significantDigits > 1 ? sources.first { operand.states($0) } : nil
      } ?? value
    }
    if number.states(exact) { return true }
    return side.formula.evaluated(as: RoundingInterval.self) { name, value in
      // A number of one or two digits is taken as it is: 0.5 is the learning rate.
      let radius = side.operand(name).map { $0.significantDigits > 2 ? $0.tolerance : 0 } ?? 0
      return RoundingInterval(value, radius: radius, precision: precision.excusing)
    }.contains(number)
  }

  /// The numbers of the first side, without their signs.
  private var operands: [WrittenNumber] {
    (sides.first?.operands ?? []).map { $0.value < 0 ? $0.negated : $0 }
  }

  /// Whether all numbers shown are in a calculation.
  func shows(_ calculation: Formula) -> Bool {
    let numbers = calculation.numbers.map(abs)
    return !operands.isEmpty
      && operands.allSatisfy { operand in numbers.contains { operand.states($0) } }
  }

  /// Whether the line is shown as it should be calculated.
  var isSound: Bool { shows(line) && contrary == nil }

  /// The one number that the line should not be calculated with, and what belongs in its place.
  var miscopied: (written: WrittenNumber, name: String, value: Double)? {
    let constants = line.numbers.map(abs)
    var rest = operands
    var missing: [(name: String, value: Double)] = []
    for case .symbol(let name, let value) in line.leaves {
      if let place = rest.firstIndex(where: { $0.states(abs(value)) }) {
        rest.remove(at: place)
      } else {
        missing.append((name, value))
      }
    }
    rest.removeAll { operand in constants.contains { operand.states($0) } }
    guard rest.count == 1, missing.count == 1 else { return nil }
    return (rest[0], missing[0].name, missing[0].value)
  }
}

extension ShownWork {
  /// The number written that a leaf stands for.
  fileprivate func operand(_ name: String) -> WrittenNumber? {
    Int(name).flatMap { operands.indices.contains($0) ? operands[$0] : nil }
  }

  /// What the calculation gives.
  fileprivate var value: Double {
    formula.evaluated { name, value in operand(name)?.value ?? value }
  }
}
