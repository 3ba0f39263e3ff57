import Foundation
import Testing
import Tracer

@Suite struct AscentTests {
  @Test func `plain ascent follows the gradient up, as by hand`() throws {
    // f = x² − y² at (1.5, 0.01): the gradient is (3, −0.02); one step of 0.1 along it leads to
    // (1.8, 0.008), where f = 3.24 − 0.000064.
    let run = try Command(
      "optimize", "saddle", "--ascend", "--optimizer", "gradient-descent:lr=0.1", "--steps", "1")
    #expect(run.status == 0)
    #expect(run.output.contains(" g_x = −∂f/∂x = −3\n"))
    let row = run.output.split(separator: "\n").last { $0.hasPrefix("        1 ") }
    let numbers = row?.split(separator: " ").compactMap { Double($0) }
    #expect(numbers == [1, 1.8, 0.008, 3.23994], "\(run.output)")
  }

  @Test(arguments: OptimizerComparison.Entry.names)
  func `to walk up a surface is to walk down the same surface turned over`(
    _ optimizer: String
  ) throws {
    func path(_ text: String, isAscent: Bool) throws -> [Plot.Point] {
      let surface = try Surface(ExpressionFile(text, file: "hill.calc"))
      let way = try OptimizerComparison.Entry(words: "\(optimizer):lr=0.05", on: surface)
      let descents = try OptimizerComparison(
        surface, [way], isAscent: isAscent, steps: 20, derived: 0)
      return descents.plot.series[0].points
    }
    let hill = "x = 0.5\ny = -0.3\nh = exp(-x^2 - 2*y^2)\n"
    let up = try path(hill, isAscent: true)
    #expect(up.count == 21)
    #expect(up == (try path(hill + "f = -h\n", isAscent: false)))
    #expect(up != (try path(hill, isAscent: false)))
  }

  @Test(arguments: [
    ("en", "its own rule is unchanged", "either the surface rises without bound"),
    ("ko", "부호를 바꾼 값 g", "끝없이 높아지거나"),
  ])
  func `the document says that it walks up`(
    _ language: String, _ idea: String, _ end: String
  ) throws {
    let words = ["optimize", "valley", "--language", language]
    let run = try Command(words + ["--ascend"])
    #expect(run.output.contains(idea))
    #expect(try !Command(words).output.contains(idea))
    let far = try Command(
      words + ["--ascend", "--steps", "2000", "--optimizer", "gradient-descent"])
    #expect(far.output.replacing("\n", with: " ").contains(end))
  }

  @Test(arguments: ["adam:lr=-0.1", "gradient-descent:lr=-1e-3"])
  func `a negative learning rate is refused with the way to walk up`(_ words: String) throws {
    let run = try Command("optimize", "valley", "--optimizer", words)
    #expect(run.status == 64)
    #expect(run.notes.hasPrefix("backprop: --optimizer \(words): lr: a number, 0 or more expected"))
    #expect(run.notes.hasSuffix("; to walk up, say --ascend\n"))
    let other = try Command("optimize", "valley", "--optimizer", "adam:eps=-1")
    #expect(!other.notes.contains("--ascend"))
  }

  @Test(arguments: [
    ("momentum:xyzzy=1", "kind, lr, momentum, form"), ("adam:xyzzy=1", "kind, lr, betas, eps, "),
  ])
  func `an unknown setting lists those of its optimizer, each once`(
    _ words: String, _ known: String
  ) throws {
    let run = try Command("optimize", "valley", "--optimizer", words)
    #expect(run.notes.contains("there is no field xyzzy; known are \(known)"), "\(run.notes)")
    let names = run.notes.components(separatedBy: "known are ").last?
      .trimmingCharacters(in: .newlines).components(separatedBy: ", ")
    #expect(Set(names ?? []).count == names?.count)
  }
}
