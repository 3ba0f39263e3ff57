import Testing

@testable import Tracer

/// Equations as each format shows them: symbols, numbers, result.
@Suite struct EquationTests {
  private static func equation(_ name: String, _ formula: Formula) -> Equation {
    Equation(name: name, kind: .value, formula: formula, value: formula.evaluated())
  }

  private static let net = equation(
    "net_h1", .sum([.leaf("x1", 2) * .leaf("w1", 0.25), .leaf("x2", 4) * .leaf("w2", -0.5)]))

  @Test func `symbols, numbers and result stand below each other`() {
    #expect(
      Rendered.text(.equations([Self.net])) == """
          net_h1 = x1 · w1 + x2 · w2
                 = 2 · 0.25 + 4 · (−0.5)
                 = −1.5
        """)
    #expect(
      Rendered.markdown(.equations([Self.net])) == #"""
        $$
        \begin{aligned}
        \mathit{net}_{h1} &= x_{1} \cdot w_{1} + x_{2} \cdot w_{2} \\
        &= 2 \cdot 0.25 + 4 \cdot (-0.5) \\
        &= -1.5
        \end{aligned}
        $$
        """#)
  }

  @Test func `lines with fractions stand further apart in Markdown`() {
    let slope = Self.equation("dy/dx", .leaf("a", 1) / .leaf("b", 4))
    #expect(
      Rendered.text(.equations([slope])) == """
          ∂y/∂x = a/b
                = 1/4
                = 0.25
        """)
    #expect(
      Rendered.markdown(.equations([slope])) == #"""
        $$
        \begin{aligned}
        \frac{\partial y}{\partial x} &= \frac{a}{b} \\[4pt]
        &= \frac{1}{4} \\[4pt]
        &= 0.25
        \end{aligned}
        $$
        """#)
  }

  @Test func `equations are aligned on their signs, and only long ones are set apart`() {
    let equations = [
      Self.equation("y", .literal(5)), Self.equation("net_h1", .leaf("a", 3)),
      Self.equation("w1", .leaf("a", 3) * 2.0), Self.equation("b", .literal(7)),
    ]
    #expect(
      Rendered.text(.equations(equations)) == """
               y = 5
          net_h1 = a = 3
              w1 = a · 2
                 = 3 · 2
                 = 6

               b = 7
        """)
    #expect(
      Rendered.markdown(.equations(equations)) == #"""
        $$
        \begin{aligned}
        y &= 5 \\[6pt]
        \mathit{net}_{h1} &= a = 3 \\[6pt]
        w_{1} &= a \cdot 2 \\
        &= 3 \cdot 2 \\
        &= 6 \\[6pt]
        b &= 7
        \end{aligned}
        $$
        """#)
  }

  @Test func `a change is told in numbers, and set apart`() {
    let equations = [
      Equation(
        name: "E-E@1", kind: .change, formula: .leaf("E", 0.5) - .leaf("E@1", 0.125), value: 0.375),
      Self.equation("y", .literal(5)),
    ]
    #expect(
      Rendered.text(.equations(equations)) == """
          E − E⁺ = 0.5 − 0.125
                 = 0.375

               y = 5
        """)
  }

  @Test func `a calculation on bare numbers has no second line of numbers`() {
    #expect(
      Rendered.text(.equations([Self.equation("y", 1.0 / .literal(4))])) == "  y = 1/4 = 0.25")
  }

  // 0.12345 − 0.12: with two digits 0.12 − 0.12 = 0, with three 0.123 − 0.12 = 0.003.
  @Test func `a line shows as many digits of its operands as its result needs`() {
    let difference = Self.equation("y", .leaf("a", 0.12345) - .leaf("b", 0.12))
    #expect(
      Rendered.text(.equations([difference]), digits: 2) == """
          y = a − b
            = 0.1235 − 0.12
            = 0.0035
        """)
  }

  @Test func `a long line is broken before its signs`() {
    let sum = Self.equation(
      "y", .sum((1...12).map { .leaf("long_name\($0)", 1) * .leaf("w\($0)", 2) }))
    #expect(
      Rendered.text(.equations([sum])) == """
          y = long_name1 · w1 + long_name2 · w2 + long_name3 · w3 + long_name4 · w4 + long_name5 · w5
                + long_name6 · w6 + long_name7 · w7 + long_name8 · w8 + long_name9 · w9 + long_name10 · w10
                + long_name11 · w11 + long_name12 · w12
            = 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2 + 1 · 2
            = 24
        """)
    // x₁·w₁ is 1 + 0.75 + 2 + 1 + 0.75 = 5.5 wide, with its sign 7.5: six of them are 43 wide.
    let short = Self.equation("y", .sum((1...8).map { .leaf("x\($0)", 1) * .leaf("w\($0)", 2) }))
    #expect(
      Rendered.markdown(.equations([short])) == #"""
        $$
        \begin{aligned}
        y &= x_{1} \cdot w_{1} + x_{2} \cdot w_{2} + x_{3} \cdot w_{3} + x_{4} \cdot w_{4} + x_{5} \cdot w_{5} + x_{6} \cdot w_{6} \\
        &\quad {}+ x_{7} \cdot w_{7} + x_{8} \cdot w_{8} \\
        &= 1 \cdot 2 + 1 \cdot 2 + 1 \cdot 2 + 1 \cdot 2 + 1 \cdot 2 + 1 \cdot 2 + 1 \cdot 2 \\
        &\quad {}+ 1 \cdot 2 \\
        &= 16
        \end{aligned}
        $$
        """#)
  }
}
