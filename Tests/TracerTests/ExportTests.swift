import Foundation
import Testing

@testable import Tracer

/// x·sigmoid(x), as someone may write it who uses the library.
private struct Swish: Elementwise {
  static var examples: [PrimitiveExample] { [] }
  func value<N: Quantity>(_ x: N) -> N { x / (1.0 + N.call(.exp, -x)) }
  func slope<N: Quantity>(at x: N, value y: N) -> N { y }
}

/// An optimizer that never moves.
private struct Standstill: Optimizer {
  func update<N: Quantity>(_ parameter: N, gradient: N, in step: inout UpdateStep<N>) -> N {
    parameter
  }
}

/// What a file says of a network, and what it cannot say.
@Suite struct ExportTests {
  private static func description() throws -> ModelDescription {
    try ModelFileTests.description(ModelFileTests.file())
  }

  private static func again(_ description: ModelDescription) throws -> ModelDescription {
    let text = try ModelFile.text(description)
    return try ModelFile.read(Data(text.utf8), file: "again.json")
  }

  @Test func `a title is kept, in one language or in both`() throws {
    for title in ["\"Two \\\"nets\\\"\"", "{\"en\": \"Two nets\", \"ko\": \"신경망 둘\"}", "\"\""] {
      let read = try ModelFileTests.description(ModelFileTests.file(["title": title]))
      #expect(try Self.again(read).title == read.title)
      #expect(try ModelFile.text(read).contains("\"title\""))
    }
    let both = try ModelFileTests.description(
      ModelFileTests.file(["title": "{\"en\": \"Two nets\", \"ko\": \"신경망 둘\"}"]))
    #expect(both.title == Phrase(en: "Two nets", ko: "신경망 둘"))
    // What a file without a title has is no title of its own.
    #expect(try !ModelFile.text(Self.description()).contains("\"title\""))
  }

  @Test func `what a file cannot say is an error, never another network`() throws {
    func refuses(
      _ place: String, _ change: (inout ModelDescription) -> Void,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      var description = try Self.description()
      change(&description)
      let error = #expect(throws: ModelFileError.self, sourceLocation: sourceLocation) {
        try ModelFile.text(description)
      }
      #expect(
        error?.description.hasPrefix("my-model.json: \(place)") == true,
        "\(error?.description ?? "")", sourceLocation: sourceLocation)
    }
    try refuses("layers[0].activation: one of sigmoid") {
      $0.network.layers[0].activation = Swish()
    }
    try refuses("optimizer: one of gradient-descent") { $0.optimizer = Standstill() }
    try refuses("title: words alone") { $0.title = Phrase("\(symbol: "w5")") }
    try refuses("lesson: words alone") { $0.lesson = Phrase("\(number: 0.5)") }
    try refuses("layers[0].units[1]: a name of letters") { $0.network.layers[0].units[1] = "a b" }
    try refuses("") { $0.network.layers[0].weights[0][1] = .nan }
    try refuses("") { $0.network.inputs[0][1] = .infinity }
    try refuses("digits: a whole number from 1 to 17") { $0.digits = 40 }
    try refuses("optimizer.momentum: a number from 0") {
      $0.optimizer = Momentum(learningRate: 0.1, momentum: 1)
    }
    try refuses("mini_batches.sizes[0]: a whole number from 1 to 1") {
      $0.miniBatches = MiniBatches(sizes: [2], epochs: 1)
    }
  }

  @Test func `every exported network derives the same text`() throws {
    for example in Example.all {
      guard case .network(let description) = example.source else { continue }
      let (own, copy) = (try description.model(), try Self.again(description).model())
      #expect(own.title == copy.title)
      let texts = try [own, copy].map { model in
        var model = model
        model.epilogue = { [] }
        return try Language.allCases.map {
          MarkdownRenderer(language: $0).render(try Derivation(model).document())
        }
      }
      #expect(texts[0] == texts[1])
    }
  }

  @Test func `the mini-batches of an example and its lesson are exported`() throws {
    let example = try #require(Example.named("batches"))
    let text = try example.source.fileText()
    #expect(text.contains("\"sizes\": [8, 1, 2]"))
    let copy = try ModelSource(contents: Data(text.utf8), file: "again.json").model()
    for language in Language.allCases {
      let renderer = MarkdownRenderer(language: language, imageName: "a")
      let documents = try [example.model(), copy].map { try Derivation($0).document() }
      #expect(renderer.render(documents[0]) == renderer.render(documents[1]))
      #expect(
        renderer.images(in: documents[0]).map(\.svg) == renderer.images(in: documents[1]).map(\.svg)
      )
      #expect(renderer.render(documents[1]).contains(language == .english ? "mini-batch" : "미니배치"))
    }
  }
}

@Suite struct MiniBatchTests {
  /// The points of the plots and the rows of the tables of a comparison.
  private static func study(
    _ changes: [String: String]
  ) throws -> (curves: [[Plot.Point]], rows: [[Phrase]]) {
    let description = try ModelFileTests.description(ModelFileTests.file(changes))
    var (curves, rows): ([[Plot.Point]], [[Phrase]]) = ([], [])
    for block in try description.model().epilogue() {
      if case .figure(.plot(let plot)) = block { curves = plot.series.map(\.points) }
      if case .table(let table) = block { rows = table.rows }
    }
    return (curves, rows)
  }

  private static let line = [
    "inputs": "[[1], [2], [-1], [0.5], [3]]", "targets": "[[2], [3], [-2], [1], [7]]",
    "layers": #"[{"weights": [[0.5]], "bias": 0.25, "activation": "identity"}]"#,
    "reduction": "\"mean\"",
  ]
  private static let points = [(1.0, 2.0), (2, 3), (-1, -2), (0.5, 1), (3, 7)]

  @Test func `each size makes the steps that a person makes`() throws {
    var changes = Self.line
    changes["optimizer"] = #"{"kind": "gradient-descent", "lr": 0.05}"#
    changes["mini_batches"] = #"{"sizes": [5, 1, 2], "epochs": 3}"#
    let found = try Self.study(changes)
    #expect(found.rows.count == 4)
    for (curve, size) in zip(found.curves, [5, 1, 2]) {
      var (w, b) = (0.5, 0.25)
      var expected = [(w, b)]
      for _ in 0..<3 {
        for start in stride(from: 0, to: 5, by: size) {
          // The last batch of an epoch is smaller where the size does not divide the samples.
          let batch = Self.points[start..<min(start + size, 5)]
          let errors = batch.map { x, y in (x, w * x + b - y) }
          let count = Double(batch.count)
          let slope = errors.reduce(0) { $0 + $1.0 * $1.1 } / count
          let shift = errors.reduce(0) { $0 + $1.1 } / count
          (w, b) = (w - 0.05 * slope, b - 0.05 * shift)
          expected.append((w, b))
        }
      }
      #expect(curve.count == expected.count)
      for (point, (w, b)) in zip(curve, expected) {
        #expect(point.x.agrees(with: w) && point.y.agrees(with: b))
      }
    }
  }

  @Test func `an optimizer keeps what it knows from batch to batch`() throws {
    var changes = Self.line
    changes["optimizer"] = #"{"kind": "adam", "lr": 0.1}"#
    changes["mini_batches"] = #"{"sizes": [1], "epochs": 2}"#
    let curve = try #require(try Self.study(changes).curves.first)
    var parameters = [0.5, 0.25]
    var (m, v) = ([0.0, 0.0], [0.0, 0.0])
    for step in 1...10 {
      let (x, y) = Self.points[(step - 1) % 5]
      let error = parameters[0] * x + parameters[1] - y
      for (index, gradient) in [error * x, error].enumerated() {
        m[index] = 0.9 * m[index] + 0.1 * gradient
        v[index] = 0.999 * v[index] + 0.001 * gradient * gradient
        let a = m[index] / (1 - pow(0.9, Double(step)))
        let b = v[index] / (1 - pow(0.999, Double(step)))
        parameters[index] -= 0.1 * a / (b.squareRoot() + 1e-8)
      }
      #expect(abs(curve[step].x - parameters[0]) < 1e-12)
      #expect(abs(curve[step].y - parameters[1]) < 1e-12)
    }
  }

  @Test func `a network of more parameters shows its error over the epochs`() throws {
    let found = try Self.study([
      "inputs": "[[0, 1], [1, 0]]", "targets": "[[1], [0]]",
      "mini_batches": #"{"sizes": [2, 1], "epochs": 5}"#,
    ])
    #expect(found.curves.map(\.count) == [6, 6])
    #expect(found.curves[0][0] == found.curves[1][0])
    #expect(found.rows.count == 4)
  }

  @Test(arguments: [
    (#"{"sizes": [3], "epochs": 1}"#, "mini_batches.sizes[0]: a whole number from 1 to 1 expected"),
    (#"{"sizes": [], "epochs": 1}"#, "mini_batches.sizes: 1 to 6 different sizes expected"),
    (#"{"sizes": [1, 1], "epochs": 1}"#, "mini_batches.sizes: 1 to 6 different sizes expected"),
    (#"{"sizes": [1], "epochs": 0}"#, "mini_batches.epochs: a whole number from 1 to 100000"),
    (#"{"sizes": [1]}"#, "mini_batches: the field epochs is missing"),
  ])
  func `sizes that cannot be are refused`(_ field: String, _ message: String) {
    let error = #expect(throws: ModelFileError.self) {
      try ModelFileTests.description(ModelFileTests.file(["mini_batches": field]))
    }
    #expect(error?.description.hasPrefix("my-model.json: \(message)") == true)
  }
}
