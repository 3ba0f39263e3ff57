import Testing

@testable import Tracer

/// What the built-in examples are known for.
@Suite struct ExampleTests {
  static func traced(_ name: String) throws -> Trace<Double> {
    var trace = try #require(Example.named(name)).model(trainingBiases: true).trace
    trace.backward()
    return trace
  }

  @Test(arguments: [
    ("apples", "total", 220.0), ("apples-oranges", "total", 715),
    ("saturated-squared", "net_o1", 6),
    // The softmax of (0.3, 2.9, 4.0), as textbooks print it.
    ("softmax", "net_o1", 0.3), ("softmax", "net_o2", 2.9), ("softmax", "net_o3", 4),
    ("softmax", "out_o1", 0.01821127), ("softmax", "out_o2", 0.24519181),
    ("softmax", "out_o3", 0.73659691),
  ])
  func `a value is the one in the books`(_ example: String, name: String, value: Double) throws {
    let found = try #require(try Self.traced(example)[name])
    #expect(abs(found - value) < 5e-9, "\(found)")
  }

  @Test(arguments: [
    ("apples", "apple", 2.2), ("apples", "count", 110), ("apples", "tax", 200),
    ("apples-oranges", "apples", 110), ("apples-oranges", "apple", 2.2),
    ("apples-oranges", "orange", 3.3), ("apples-oranges", "oranges", 165),
    ("apples-oranges", "tax", 650),
  ])
  func `a gradient is the one in the books`(
    _ example: String, name: String, gradient: Double
  ) throws {
    #expect(try #require(try Self.traced(example).gradient(of: name)).agrees(with: gradient))
  }

  @Test(arguments: ["softmax", "softmax-fused", "saturated-cross-entropy", "multi-label"])
  func `the error by a net input is output less target`(_ name: String) throws {
    let trace = try Self.traced(name)
    for unit in (try #require(Example.named(name))).model(trainingBiases: true).units[1] {
      let (out, target) = (trace["out_\(unit)"], trace["target_\(unit)"])
      let expected = try #require(out) - (try #require(target))
      #expect(try #require(trace.gradient(of: "net_\(unit)")).agrees(with: expected))
    }
  }

  @Test func `a saturated unit learns by the cross-entropy only`() throws {
    let squared = try #require(try Self.traced("saturated-squared").gradient(of: "net_o1"))
    let entropy = try #require(try Self.traced("saturated-cross-entropy").gradient(of: "net_o1"))
    #expect(squared < 0.003 && entropy > 0.99)
  }

  @Test func `gradients shrink layer by layer`() throws {
    let trace = try Self.traced("deep")
    let sizes = (0..<4).map { layer in
      (1...2).map { abs(trace.gradient(of: "net_h\(2 * layer + $0)") ?? 0) }.max() ?? 0
    }
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 < $1 / 4 })
  }

  @Test func `the exclusive or is learned`() throws {
    var descent = Descent(try #require(Example.named("xor")).model(trainingBiases: true))
    while descent.step < 2_000 { descent.advance() }
    for (sample, target) in [0.0, 1, 1, 0].enumerated() {
      #expect(abs(try #require(descent.trace["out_o1(\(sample + 1))"]) - target) < 0.05)
    }
  }

  @Test(arguments: [("valley", 0.0, 0.0), ("saddle", 0, 0), ("beale", 3, 0.5)])
  func `a surface is level where it is known to be`(_ name: String, x: Double, y: Double) throws {
    let surface = try #require(Surface.named(name))
    #expect(surface.height([x, y]) == 0)
    var trace = surface.model(from: [x, y], optimizer: GradientDescent(learningRate: 1)).trace
    trace.backward()
    for leaf in surface.leaves {
      #expect(try #require(trace.gradient(for: ElementID(leaf, 0))) == 0)
    }
  }

  @Test func `a tie and a kink are told with the slope that is taken`() throws {
    let file = try ExpressionFile("x = 0\nm = max(x, 0)\ny = m + abs(x) + relu(x)", file: "k")
    let text = PlainTextRenderer(language: .english).render(
      try Derivation(file.model).document()
    ).replacing("\n", with: " ")
    #expect(
      text.contains("In max(a, b), if a and b are equal, each receives half of the gradient."))
    #expect(text.contains("|x| has a kink at x = 0; the derivative there is taken to be 0"))
    #expect(text.contains("ReLU has a kink at x = 0; the derivative there is taken to be 0."))
  }

  @Test(arguments: Example.all.filter { $0.publication == nil }.map(\.name), Language.allCases)
  func `an example ends with what it teaches`(_ name: String, language: Language) throws {
    let model = try #require(Example.named(name)).model(trainingBiases: false)
    let blocks = try Derivation(model).document().blocks
    guard case .paragraph(let lesson) = blocks.last else {
      Issue.record("\(name) ends with no paragraph")
      return
    }
    #expect(lesson[language].words.count > 60)
  }
}
