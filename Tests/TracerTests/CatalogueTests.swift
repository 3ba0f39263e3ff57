import Foundation
import Testing

// catalogue: begin
import Tracer

private func sample() throws {
  let model = Example.twoTwoTwo.model()
  let step = WorkedStep(model)
  print(step.before["out_h1"] ?? 0, step.before.gradient(of: "w5") ?? 0)
  print(step.before.slope(of: "out_o1", by: "net_o1") ?? 0)
  print(step.equation(named: "dE/dw5")?.formula.evaluated() ?? 0)
  print(MarkdownRenderer(language: .korean).render(try Derivation(model).document()))

  struct Cube: Elementwise {
    static var examples: [PrimitiveExample] { [PrimitiveExample(Cube(), shapes: [[2, 3]])] }
    func value<N: Quantity>(_ x: N) -> N { x * x * x }
    func slope<N: Quantity>(at x: N, value y: N) -> N { 3.0 * x * x }
  }

  var graph = Graph()
  let x = graph.leaf(.scalar("x"), shape: .scalar)
  try graph.apply(Cube(), to: x, names: .scalar("y"))
  var own = Trace<Double>(graph, leaves: [x: Tensor(0.5)])
  own.backward()
  print(own["y"] ?? 0, own.gradient(of: "x") ?? 0)
}
// catalogue: end

@Suite struct CatalogueTests {
  @Test func `the library example of the catalogue runs, and is this one`() throws {
    try sample()
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let code = try #require(
      source.components(separatedBy: "// catalogue: begin\n").dropFirst().first?
        .components(separatedBy: "}\n// catalogue: end").first)
    let lines = code.replacing("private func sample() throws {\n", with: "")
      .split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.hasPrefix("  ") ? String($0.dropFirst(2)) : String($0)
      }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let catalogue = root.appending(path: "Sources/Tracer/Tracer.docc")
    let page = try String(contentsOf: catalogue.appending(path: "Tracer.md"), encoding: .utf8)
    #expect(page.contains("```swift\n\(lines.joined(separator: "\n"))```"))
  }
}
