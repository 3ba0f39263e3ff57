import Foundation
import Testing

@testable import Tracer

/// What trees of formulas are worth, and what becomes of them.
@Suite struct FormulaTests {
  private static let (a, b, c) = (
    Formula.leaf("a", 3), Formula.leaf("b", -0.5), Formula.leaf("c", 4)
  )

  @Test(
    arguments: [
      (a + b, 2.5), (a - b, 3.5), (a * b, -1.5), (a / b, -6), (.power(a, 2.0), 9), (-a, -3),
      (.call(.exp, 0.0), 1), (.call(.ln, .literal(M_E)), 1), (.call(.log10, 1000.0), 3),
      (.call(.sqrt, c), 2), (.call(.abs, b), 0.5), (.call(.sign, b), -1), (.call(.sign, 0.0), 0),
      (.call(.sign, a), 1), (.call(.step, a), 1), (.call(.step, 0.0), 0), (.call(.step, b), 0),
      (.call(.max, a, c), 4), (.call(.min, a, c), 3), (.sum([]), 0),
    ] as [(Formula, Double)])
  func `a formula has its value`(formula: Formula, value: Double) {
    #expect(formula.evaluated().agrees(with: value))
  }

  @Test func `leaves are replaced by name, and each operation can be rounded`() {
    let sum = Formula.sum([Self.a, Self.b, Self.c])
    let formula = sum / Self.a
    #expect(formula.evaluated(replacing: ["a": 1, "c": 2.5]) == 3)
    // 3 − 0.5 is cut to 2, 2 + 4 = 6, and 6 / 3 = 2.
    #expect(formula.evaluated(rounding: { $0.rounded(.down) }) { $1 } == 2)
    var results: [Double] = []
    _ = formula.evaluated(
      rounding: {
        results.append($0)
        return $0
      }) { $1 }
    #expect(results == [3, 2.5, 6.5, 6.5 / 3])
  }

  @Test(
    arguments: [
      (1.0 * a, a), (a * 1.0, a), (a / 1.0, a), (a - 0.0, a), (-(-a), a), (.power(a, 1.0), a),
      (-1.0 * a, -a), (0.0 * a, 0.0), (a * 0.0, 0.0), (.sum([a]), a), (.sum([a, 0.0]), a),
      (.sum([0.0, a, b]), a + b), (.sum([0.0, 0.0]), 0.0), (-a * -b, a * b),
      (3.0 - 1.0, .literal(2)), (a * (b * c), a * b * c), (a + (1.0 * b), a + b),
    ] as [(Formula, Formula)])
  func `what changes nothing is left out`(formula: Formula, simplified: Formula) {
    #expect(formula.simplified == simplified)
  }

  @Test func `leaves are listed once, in the order in which they are written`() {
    #expect((Self.c * Self.a + Self.b * Self.c - Self.a).symbols == ["c", "a", "b"])
    #expect((Self.a * (Self.b * Self.c)).factors == [Self.a, Self.b, Self.c])
    #expect(Formula.sum([Self.a, .sum([Self.b, Self.c])]).terms == [Self.a, Self.b, Self.c])
  }

  @Test(
    arguments: [
      ("w5", 0, "w5"), ("w5", 1, "w5@1"), ("net_h1(2)", 10, "net_h1(2)@10"),
    ])
  func `a name says after how many updates`(name: String, step: Int, expected: String) {
    #expect(Notation.name(name, afterStep: step) == expected)
  }
}
