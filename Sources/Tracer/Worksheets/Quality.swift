import Foundation

/// How good the numbers of an exercise are: what they tell apart, and what it takes to calculate with
/// them.
package struct Quality: Sendable {
  /// The mistakes that can be made.
  private(set) var mistakes: Set<String> = []
  /// Those that are told from everything else at one blank at least.
  private(set) var told: Set<String> = []
  /// At how many blanks a mistake is not told from something else.
  private(set) var confusions = 0
  /// The blanks that no one calculates by hand, and the units that are saturated.
  private(set) var awkward: [String] = []
  /// How much work it is: the digits of all given numbers in the lines of the blanks, and one more
  /// for each negative number in them.
  private(set) var difficulty = 0

  /// Results outside of these bounds are too long, or say that a gradient vanishes.
  private static let convenient = 0.001..<1_000.0
  /// A unit whose slope is less is saturated.
  private static let leastSlope = 0.05

  init(_ discrimination: Discrimination, _ values: [String: Approximate], slopes: [String]) {
    for finding in discrimination.findings(values) {
      let place = finding.place
      let isTold = Discrimination.isTold(finding)
      mistakes.formUnion(isTold.keys)
      told.formUnion(isTold.filter(\.value).keys)
      confusions += isTold.values.count { !$0 }
      for case .symbol(let name, let own) in place.line.leaves {
        let value = values[name]?.value ?? own
        if discrimination.isGiven(name) { difficulty += Self.digits(of: value) }
        if value < 0 { difficulty += 1 }
      }
    }
    awkward = Self.awkward(values, blanks: discrimination.places.map(\.name), slopes: slopes)
  }

  static func awkward(
    _ values: [String: Approximate], blanks: [String], slopes: [String]
  ) -> [String] {
    func size(_ name: String) -> Double { abs(values[name]?.value ?? 1) }
    let awkward = blanks.filter { !convenient.contains(size($0)) }
    return awkward + slopes.filter { size($0) < leastSlope && !awkward.contains($0) }
  }

  private static func digits(of value: Double) -> Int {
    max(1, String(RoundedDecimal(value, significantDigits: 12).stripped.digits).count)
  }

  /// The mistakes that nothing on the sheet tells from all others.
  var untold: Set<String> { mistakes.subtracting(told) }

  /// What is missing, if anything is: `numbers too large, too small or saturated: 12`
  package var shortcomings: String? {
    let parts = [
      awkward.isEmpty ? nil : "numbers too large, too small or saturated: \(awkward.count)",
      untold.isEmpty ? nil : "mistakes that are told apart nowhere: \(untold.count)",
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// What is wrong with the numbers, the less the better.
  /// - Parameter aim: How difficult variants are to be.
  func badness(aim: Int) -> Double {
    let spread = aim == 0 ? 0 : abs(Double(difficulty - aim)) / Double(aim)
    return 50 * Double(untold.count) + 20 * Double(awkward.count) + Double(confusions)
      + 200 * max(0, spread - 0.1)
  }
}

extension Discrimination {
  /// The mistakes that can be made at a blank, each with whether it is told from everything else.
  static func isTold(_ finding: Finding) -> [String: Bool] {
    var told: [String: Bool] = [:]
    let made = finding.place.plants.indices.filter { !finding.place.plants[$0].isHypothetical }
    // What changes nothing is no mistake, unless there is no other way of making it.
    let idle = made.filter(finding.idle.contains)
    for index in made where !idle.contains(index) {
      let mistake = finding.place.plants[index].mistake
      told[mistake] = (told[mistake] ?? true) && finding.confused[index].isEmpty
    }
    return told.merging(idle.map { (finding.place.plants[$0].mistake, false) }) { own, _ in own }
  }
}
