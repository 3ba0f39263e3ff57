import Foundation
import Testing

@testable import Tracer

/// What is done otherwise throughout is a convention; what is done once is a mistake.
@Suite struct ConventionTests {
  private static func marking(_ text: String) throws -> Marking {
    let key = AnswerKey(Example.mazur.model(), comparingOrders: true)
    return Marking(
      try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames), with: key)
  }

  private static func expect(
    _ text: String, assumes words: String, location: SourceLocation = #_sourceLocation
  ) throws {
    let marking = try marking(text)
    #expect(marking.isFaultless, "\(marking.marks)", sourceLocation: location)
    #expect(marking.assumptions.count == 1, sourceLocation: location)
    let told = marking.assumptions.first?[.english].words ?? ""
    #expect(told.contains(words), "\(told)", sourceLocation: location)
  }

  @Test func `δ with the other sign`() throws {
    try Self.expect(
      """
      out_h1 = 0.59327
      δ_o1 = -0.13850
      δ_o2 = 0.038098
      dE/dw5 = 0.082167
      w5+ = 0.35892
      """, assumes: "δ")
    // Without more to go by, it is a wrong sign.
    #expect(try Self.marking("δ_o1 = -0.13850").marks[0].verdict.isWrong)
  }

  @Test(arguments: ["Err_o1", "error term o1", "Fehlersignal o1", "오차항 o1"])
  func `an error term has the other sign by whatever name it goes`(name: String) throws {
    let other = name.replacing("1", with: "2")
    let marking = try Self.marking(
      "\(name) = -0.13850\n\(other) = 0.038098\ndE/dw5 = 0.082167\nw5+ = 0.35892\n")
    #expect(marking.isFaultless, "\(marking.marks)")
    let told = marking.assumptions.map { $0[.english].words }
    #expect(
      told.contains { $0.contains("the updates add") } && !told.joined().contains("net input"))
  }

  /// By hand: σ(0.5) = 0.622459, σ(1) = 0.731059, and one weight for both samples.
  private static func markingOfMean(_ text: String) throws -> Marking {
    let model = """
      {"format": "backprop-model", "version": 1, "inputs": [[1], [2]], "targets": [[1], [0]],
       "layers": [{"weights": [[0.5]], "activation": "sigmoid"}], "reduction": "mean",
       "loss": "binary-cross-entropy", "optimizer": {"kind": "gradient-descent", "lr": 0.1}}
      """
    let key = AnswerKey(
      try ModelFile.read(Data(model.utf8), file: "x").model(), comparingOrders: true)
    return Marking(
      try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames), with: key)
  }

  @Test func `δ of each sample's own loss under a mean`() throws {
    let text = "delta_o1(1) = -0.377541\ndelta_o1(2) = 0.731059\n"
    let marking = try Self.markingOfMean(text + "dE/dw1 = 0.542288\nw1+ = 0.445771")
    #expect(marking.isFaultless, "\(marking.marks)")
    #expect(marking.assumptions.contains { $0[.english].words.contains("by the 2 samples") })
    let half = try Self.markingOfMean(
      "delta_o1(1) = -0.188770\ndelta_o1(2) = 0.365529\ndE/dw1 = 0.542288")
    #expect(half.isFaultless && half.assumptions.isEmpty, "\(half.marks)")
  }

  @Test(arguments: [
    ("-0.377541", "0.731059", "1.084576", "mean-missed"),
    ("-0.377541", "0.731059", "0.271144", "mean-twice"),
    ("-0.188770", "0.365529", "1.084576", "mean-missed"),
    ("-0.188770", "0.365529", "0.271144", "mean-twice"),
  ])
  func `a mean that is forgotten or taken twice is named`(
    _ first: String, _ second: String, _ gradient: String, _ mistake: String
  ) throws {
    let marking = try Self.markingOfMean(
      "delta_o1(1) = \(first)\ndelta_o1(2) = \(second)\ndE/dw1 = \(gradient)")
    guard case .wrong(_, let explanations)? = marking.marks.last?.verdict else {
      Issue.record("\(marking.marks)")
      return
    }
    #expect(explanations.map(\.mistake) == [mistake])
  }

  @Test func `of two orders of update on one sheet the customary one is right`() throws {
    let model = """
      {"format": "backprop-model", "version": 1, "inputs": [0.8, 0.3], "targets": [1],
       "layers": [{"units": ["h1", "h2"], "weights": [[0.4, -0.6], [0.9, 0.25]],
                   "activation": "sigmoid"},
                  {"weights": [[0.7, -0.45]], "activation": "sigmoid"}],
       "loss": "half-squared-error", "optimizer": {"kind": "gradient-descent", "lr": 0.8}}
      """
    let key = AnswerKey(
      try ModelFile.read(Data(model.utf8), file: "x").model(), comparingOrders: true)
    let text = """
      out_h1 = 0.5349
      dE/dout_o1 = -0.4839
      dout_o1/dnet_o1 = 0.2497
      dE/dw5 = -0.0646
      dE/dout_h1 = -0.0908
      dE/dout_h2 = 0.0544
      dE/dw1 = -0.0181
      """
    let marking = Marking(
      try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames), with: key)
    let verdicts = Dictionary(
      marking.marks.map { ($0.quantity, $0.verdict) }, uniquingKeysWith: { a, _ in a })
    #expect(verdicts["dE/dout_h1"]?.isWrong == true)
    #expect(verdicts["dE/dout_h2"]?.isRight == true)
    #expect(verdicts["dE/dw1"]?.isCarried == true)
  }

  @Test func `the error and δ both as target − output`() throws {
    let key = try SheetTests.key("3-2-1")
    let marking = Marking(
      try AnswerReader.read(
        Array(
          """
          O4 = 0.332, O5 = 0.525, O6 = 0.474
          Error = t − o = 1 − 0.474 = 0.526
          Err6 = 0.1311
          w46 = 0.1311·0.9·0.332 − 0.3 = -0.261
          w56 = -0.138
          """.utf8), file: "sheet", names: key.knownNames), with: key)
    #expect(marking.isFaultless, "\(marking.marks)")
    #expect(marking.marks.contains { $0.quantity == "dE/dout_o1" })
  }

  @Test func `δ with the other sign behind a mistake costs that mistake alone`() throws {
    // The bias of the output layer was forgotten; all else is calculated from the numbers above it.
    let marking = try Self.marking(
      """
      net_o1 = 0.50590
      out_o1 = 0.62385
      net_o2 = 0.62492
      out_o2 = 0.65134
      δ_o1 = -0.14405
      δ_o2 = 0.076908
      w5+ = 0.35727
      w7+ = 0.52281
      """)
    #expect(marking.marks.count(where: \.verdict.isWrong) == 2)
    #expect(marking.marks.count(where: \.verdict.isCarried) == 6)
  }

  @Test func `two conventions mixed are a mistake`() throws {
    let marking = try Self.marking(
      "δ_o1 = -0.13850\nδ_o2 = -0.038098\ndE/dw5 = 0.082167\nw5+ = 0.35892\ndE/dw7 = -0.022603\n")
    #expect(marking.marks.count(where: \.verdict.isWrong) == 1)
  }

  @Test func `the error without ½, and as a mean`() throws {
    try Self.expect(
      """
      E_o1 = 0.54962
      E_o2 = 0.047120
      E_total = 0.59674
      dE/dout_o1 = 1.48273
      dE/dout_o2 = -0.43414
      dE/dnet_o1 = 0.27700
      """, assumes: "½")
    try Self.expect(
      "E_o1 = 0.13741\nE_o2 = 0.011780\ndE/dout_o1 = 0.37068\ndE/dnet_o1 = 0.069249\n",
      assumes: "mean")
  }

  @Test func `one ½ forgotten is a mistake`() throws {
    let marking = try Self.marking("E_o1 = 0.54962\nE_o2 = 0.023560\nE_total = 0.57318\n")
    #expect(marking.assumptions.isEmpty)
    #expect(marking.marks.map(\.verdict.isWrong) == [true, false, false])
  }

  @Test func `updates in place`() throws {
    let key = AnswerKey(Example.mazur.model(), order: .inPlace)
    let text = ["w5+", "w6+", "dE_o1/dout_h1", "dE_o2/dout_h1", "dE/dout_h1", "w1+", "w2+"]
      .map { "\($0) = \(rounded(key.entry(named: $0)!.exact, significantDigits: 7))\n" }.joined()
    try Self.expect(text, assumes: "in place")
  }

  @Test func `thresholds in place of biases`() throws {
    try Self.expect(
      "b1 = -0.35\nb2 = -0.60\nnet_h1 = 0.3775\n", assumes: "thresholds")
  }
}
