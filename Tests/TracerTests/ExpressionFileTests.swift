import Testing

@testable import Tracer

@Suite struct ExpressionFileTests {
  /// The trace of an expression file, with its gradients.
  static func traced(_ text: String) throws -> Trace<Double> {
    var trace = try ExpressionFile(text, file: "test.calc").model.trace
    trace.backward()
    return trace
  }

  @Test func `apples with tax come to 220, with gradients 2.2, 110 and 200`() throws {
    let trace = try Self.traced(
      """
      apple = 100
      count = 2
      tax = 1.1
      subtotal = apple * count  # two apples
      total = subtotal * tax
      """)
    #expect(try #require(trace["total"]).agrees(with: 220))
    for (name, gradient) in [("apple", 2.2), ("count", 110), ("tax", 200), ("subtotal", 1.1)] {
      #expect(try #require(trace.gradient(of: name)).agrees(with: gradient), "\(name)")
    }
  }

  @Test(arguments: [
    ("2 + 3 * 4", 14.0), ("(2 + 3) * 4", 20), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4), ("2 ^ -1", 0.5),
    ("7 - 2 - 1", 4), ("8 / 2 / 2", 2), ("--3 + +1", 4), ("max(1, 2) * min(3, 4)", 6),
    ("abs(-1.5e1) + .5", 15.5), ("sqrt(16) − 1", 3), ("relu(-1) + relu(2)", 2), ("2·3", 6),
    ("2 ** 3 ** 2", 512), ("log10(1000)", 3), ("sin(pi / 2)", 1), ("ln(e ^ 3)", 3),
    ("exp(0) + ln(1) + sin(0) + cos(0)", 2), ("sigmoid(0) + tanh(0)", 0.5),
  ])
  func `a formula has the value that mathematics gives it`(
    _ formula: String, value: Double
  ) throws {
    let found = try #require(try Self.traced("y = (\(formula)) * 1")["y"])
    #expect(found.agrees(with: value), "\(formula) = \(found)")
  }

  @Test func `a constant is calculated with and not differentiated by`() throws {
    let model = try ExpressionFile(
      "const k = 3\nx = 2\ny = k * x ** 2 + pi", file: "test.calc"
    ).model
    #expect(model.differentiated.map { model.graph[$0].names.label } == ["x"])
    var trace = model.trace
    trace.backward()
    #expect(trace["y"] == 12 + .pi && trace.gradient(of: "x") == 12)
    // A name that the file defines is the file's.
    #expect(try Self.traced("e = 2\ny = e * 3").gradient(of: "e") == 3)
    #expect(try Self.traced("const = 2\ny = const * 3").gradient(of: "const") == 3)
  }

  @Test func `a value that is used twice gets the gradients of both ways`() throws {
    // y = x² + 3x at x = 2: dy/dx = 2x + 3.
    let trace = try Self.traced("x = 2\ny = x * x + 3 * x")
    #expect(trace.gradient(of: "x") == 7)
  }

  @Test(arguments: [
    ("a = 1\nb = a + appel", 2, 9, "appel is not defined"),
    ("apple = 1\nb = appel + 1", 2, 5, "did you mean apple?"),
    ("b = a + 1\na = 2", 1, 5, "a is used before it is defined, on line 2"),
    ("a = 1\na = 2", 2, 1, "a is defined already, on line 1"),
    ("a = 0\nb = 1 / a", 2, 7, "division by zero"),
    ("a = 0\nb = ln(a)", 2, 5, "ln of 0"),
    ("a = 0\nb = sqrt(a)", 2, 5, "db/da is not finite"),
    ("b = 1 + (2 * 3", 1, 15, "the ) for the bracket in column 9"),
    ("b = 1 + ", 1, 9, "a number, a name or a bracket expected; the end of the line found"),
    ("b = 1 2", 1, 7, "an operator or the end of the line expected"),
    ("b = 1 $ 2", 1, 7, "$ means nothing here"),
    ("const b = 1 + 2", 1, 11, "a number after const b ="),
    ("b = log10(1, 2)", 1, 5, "log10 takes 1 argument; 2 found"),
    ("b = sine(1)", 1, 5, "did you mean sin?"),
    ("b = max(1)", 1, 5, "max takes 2 arguments; 1 found"),
    ("b = 1e999 + 1", 1, 5, "1e999 is too large for a number"),
    ("b = 1e-400", 1, 5, "1e-400 is too small for a number"),
    ("b = .", 1, 5, ". is no number"),
    ("x1 = 2\nx_1 = 3\ny = x1 * x_1", 2, 1, "x_1 and x1, which is defined on line 1, are"),
    ("alpha = 2\nα = 3\ny = α", 2, 1, "are both shown as α"),
    ("2y = 3", 1, 1, "the number 2 found"),
    ("x = 1.2.3", 1, 8, "the number .3 found"),
    ("x = 0\ny = x^x", 2, 6, "dy/dx is not finite"),
    ("a = 1\n", 1, 1, "the output a is not defined by a formula"),
    ("# nothing\n\n", 1, 1, "a formula expected"),
    ("exp = 2\nb = exp + 1", 1, 1, "exp has a meaning of its own"),
    ("a = 1", 1, 1, "the output a is not defined by a formula"),
    ("# nothing", 1, 1, "a formula expected"),
    ("", 1, 1, "a formula expected"),
    ("a = 1\nb = a * 2\noutput c", 3, 8, "the output c"),
    ("a b", 1, 3, "= after a expected; b found"),
    ("b = b + 1", 1, 5, "something defined before expected"),
    ("b = " + String(repeating: "(", count: 10_000), 1, 205, "nested more than 200 deep"),
    ("b = " + String(repeating: "-", count: 10_000) + "1", 1, 205, "nested more than 200 deep"),
    ("a = 1000\nb = exp(a)", 2, 5, "b is not finite"),
  ])
  func `a mistake is named with its line and column`(
    _ text: String, line: Int, column: Int, sentence: String
  ) {
    let error = #expect(throws: ExpressionError.self) {
      try ExpressionFile(text, file: "test.calc")
    }
    #expect(error?.line == line && error?.column == column)
    let description = error?.description ?? ""
    #expect(description.contains(sentence), "\(description)")
    #expect(description.hasPrefix("test.calc:\(line):\(column): "))
    // The caret stands below the column.
    let lines = description.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines.last?.last == "^")
  }

  @Test(arguments: [
    ("x = 1e-200\ny = x * x\nz = y * 1e300", ["y"]), ("x = -800\ny = exp(x) * 2", ["y1"]),
    ("x = -800\ny = exp(x) + 1", []),
    ("x = 1e300\ny = 1 / x / x", ["y"]), ("x = 0\ny = x * 2 + exp(x)", []),
  ])
  func `what is too small for a double is said to be so`(_ text: String, names: [String]) throws {
    let notes = try ExpressionFile(text, file: "test.calc").model.notes.map(\.english.words)
    #expect(notes.count == names.count)
    for (note, name) in zip(notes, names) { #expect(note.hasPrefix("\(name) is not exactly 0")) }
  }

  @Test func `a chain of many thousand lines is traced`() throws {
    let count = Thoroughness.count(20_000, of: 100_000)
    let lines = (1...count).map { "x\($0) = x\($0 - 1) + 1" }
    let text = "x0 = 1\n" + lines.joined(separator: "\n")
    let model = try ExpressionFile(text, file: "chain.calc").model
    let worked = WorkedStep(model)
    #expect(worked.before["x\(count)"] == Double(count) + 1)
    #expect(worked.equation(named: "dx\(count)/dx0")?.value == 1)
    var list = EquationList(worked)
    #expect(list.derive("dx\(count)/dx0").count >= 1)
  }

  @Test func `twenty doublings make a million ways and take no longer than twenty lines`() throws {
    let lines = (1...20).map { "x\($0) = x\($0 - 1) + x\($0 - 1)" }
    let trace = try Self.traced("x0 = 3\n" + lines.joined(separator: "\n"))
    #expect(trace["x20"] == 3_145_728.0)
    #expect(trace.gradient(of: "x0") == 1_048_576)
  }

  @Test func `a line of a hundred thousand terms is no deeper than one of two`() throws {
    let terms = String(repeating: " + x", count: 100_000)
    #expect(try Self.traced("x = 1\ny = x\(terms)").gradient(of: "x") == 100_001)
  }
}
