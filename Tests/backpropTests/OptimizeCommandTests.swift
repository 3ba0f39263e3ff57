import Foundation
import Testing
import Tracer

/// Optimizers on functions of one's own.
@Suite struct OptimizeCommandTests {
  /// The rows of the table of steps.
  private func rows(_ output: String) -> [[Double]] {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let table = lines.drop { !$0.hasPrefix("  Updates ") }.dropFirst(2)
    return table.prefix { !$0.isEmpty }.map { line in
      line.split(separator: " ").map { Double($0.replacing("−", with: "-")) ?? .nan }
    }
  }

  @Test func `a function of one number is walked down on its curve`() throws {
    try withTemporaryFolder { folder in
      try Data("x = 3\nf = (x - 1)^2\n".utf8).write(to: folder.appending(path: "f.calc"))
      let run = try Command(
        "optimize", "f.calc", "--optimizer", "gradient-descent:lr=0.25", "--steps", "2", in: folder)
      #expect(run.status == 0, "\(run.notes)")
      // Each step halves the way to 1.
      #expect(rows(run.output) == [[0, 3, 4], [1, 2, 1], [2, 1.5, 0.25]])
      #expect(run.output.contains("The steps on the curve"))
    }
  }

  @Test func `a function of three numbers has a table and its value from step to step`() throws {
    try withTemporaryFolder { folder in
      let text = "a = 1\nb = 2\nc = 3\nconst k = 2\nf = a^2 + b^2 + k*c^2\n"
      try Data(text.utf8).write(to: folder.appending(path: "f.calc"))
      let words = ["optimize", "f.calc", "--optimizer", "gradient-descent:lr=0.1", "--steps", "1"]
      let run = try Command(words, in: folder)
      #expect(run.status == 0, "\(run.notes)")
      #expect(rows(run.output).contains([1, 0.8, 1.6, 1.8, 0.64 + 2.56 + 6.48]))
      let wrong = try Command(words + ["--start", "1,2"], in: folder)
      #expect(wrong.status == 64)
      #expect(wrong.notes.contains("3 numbers, for a, b, c, expected"))
    }
  }

  @Test func `gradients that are given are taken one for each step`() throws {
    let run = try Command(
      "optimize", "--gradients", "0.5,-1,2", "--start", "1", "--derive", "3", "--digits", "12",
      "--optimizer", "adam:lr=0.1")
    #expect(run.status == 0, "\(run.notes)")
    var (w, m, v, path) = (1.0, 0.0, 0.0, [[0.0, 1.0]])
    for (position, g) in [0.5, -1, 2].enumerated() {
      let t = Double(position + 1)
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      w -= 0.1 * (m / (1 - pow(0.9, t))) / (sqrt(v / (1 - pow(0.999, t))) + 1e-8)
      path.append([t, w])
    }
    let found = rows(run.output)
    #expect(found.count == 4)
    for (a, b) in zip(found, path) {
      #expect(a.count == 2 && a[0] == b[0] && abs(a[1] - b[1]) < 1e-10)
    }
    let wrong = try Command("optimize", "valley", "--gradients", "1,2")
    #expect(wrong.status == 64)
    #expect(try Command("optimize").status == 64)
  }

  @Test(arguments: [
    ("f = 1/(x - 0.5)", "0.5", "f is not a finite number because of 1/0"),
    ("f = x^2", "1e155", "f is not a finite number because of"),
    ("f = sqrt(x)", "0", "df/dx is not a finite number because of"),
  ])
  func `a start at which there is no value is refused`(
    _ line: String, start: String, reason: String
  ) throws {
    let run = try Command("optimize", "-", "--start", start, input: "x = 1\n\(line)\n")
    #expect(run.status == 65)
    #expect(run.output.isEmpty && run.notes.contains(reason), "\(run.notes)")
    #expect(run.notes.hasSuffix("another starting point expected\n"))
  }

  @Test(arguments: [
    (["valley", "--optimizer", "adam:eps=0", "--start", "0,1"], "x⁺", "0/(√(0) + 0)"),
    (["--gradients", "0,0", "--optimizer", "adam:eps=0"], "w⁺", "0/(√(0) + 0)"),
    (["-", "--optimizer", "gradient-descent:lr=1"], "f⁺", "ln(0)"),
  ])
  func `a path that ends for want of a value says so`(
    _ words: [String], name: String, part: String
  ) throws {
    let run = try Command(["optimize"] + words, input: "x = 1\nf = ln(x)\n")
    #expect(run.status == 0, "\(run.notes)")
    let text = run.output.replacing("\n", with: " ")
    #expect(text.contains("Step 1 cannot be completed: \(name) has no value because of"))
    #expect(text.contains(part) && !text.contains("overflow"), "\(text.suffix(3000))")
    #expect(rows(run.output).count == 1)
  }

  @Test func `a state that grows beyond all numbers ends the path`() throws {
    let run = try Command("optimize", "--gradients", "1e200,1e200", "--optimizer", "adam:lr=1")
    #expect(run.status == 0)
    #expect(!run.output.contains("∞") && run.output.contains("Step 1 overflows"))
    #expect(rows(run.output).count == 1)
  }
}
