import Testing

@testable import Tracer

/// Sheets on which the evidence was too wide, or the wrong route was taken. The numbers were calculated
/// by another program.
@Suite struct TightEvidenceTests {
  private static func marking(_ text: String, _ model: Model) throws -> Marking {
    let key = AnswerKey(model, comparingOrders: true)
    let lines = text.split(separator: ";").joined(separator: "\n")
    return Marking(
      try AnswerReader.read(Array(lines.utf8), file: "sheet", names: key.knownNames), with: key)
  }

  private static func mazur(_ text: String) throws -> Marking {
    try marking(text, Example.mazur.model())
  }

  private static func twoTwoTwo(_ text: String) throws -> Marking {
    try marking(text, Example.twoTwoTwo.model())
  }

  /// A net of two inputs, three units and two outputs with rectifiers.
  private static func rectified() throws -> Model {
    try ModelDescription(
      name: "rectified",
      network: Network(
        inputs: [[1.5, -0.7]], targets: [[1, -0.5]],
        layers: [
          Network.Layer(
            units: ["h1", "h2", "h3"], weights: [[0.4, -0.3], [-0.6, 0.2], [0.5, 0.8]],
            bias: .perUnit([0.05, 0.1, -0.02]), activation: ReLU()),
          Network.Layer(
            units: ["o1", "o2"], weights: [[0.6, 0.35, -0.45], [-0.25, 0.7, 0.15]],
            bias: .perUnit([0.2, -0.1]), activation: Identity()),
        ]), optimizer: GradientDescent(learningRate: 0.1)
    ).model()
  }

  @Test func `on a sheet of four decimals the fourth decimal counts`() throws {
    let sheet = { (slope: String) in
      """
      out_o1 = 0.5943;out_o2 = 0.6186;dE/dw5 = \(slope);dE/dw6 = 0.0719;dE/dw7 = -0.0444;\
      dE/dw8 = -0.0447;dE/dw1 = 0.0001;dE/dw2 = 0.0003;dE/dw3 = 0.0002;dE/dw4 = 0.0003
      """
    }
    #expect(try Self.twoTwoTwo(sheet("0.0714")).isFaultless)
    #expect(try !Self.twoTwoTwo(sheet("0.0709")).marks[2].verdict.isRight)
    let rectified = try Self.marking(
      """
      out_o1 = 0.6395;out_o2 = -0.2890;dE/dw7 = -0.3100;dE/dw8 = -0.0000;dE/dw9 = -0.0613;\
      dE/dw10 = 0.1810;dE/dw11 = 0.0000;dE/dw12 = 0.0358;dE/dw1 = -0.4034;dE/dw2 = 0.1882;\
      dE/dw3 = 0.0000;dE/dw4 = -0.0000;dE/dw5 = 0.2907;dE/dw6 = -0.1357
      """, try Self.rectified())
    #expect(!rectified.marks[1].verdict.isRight)
  }

  @Test func `what merely lies within rounding of lines left out is not known to be right`() throws
  {
    let sheet = { (slope: String) in
      """
      out_o1 = 0.7514;out_o2 = 0.7729;dE/dw5 = 0.08217;dE/dw6 = 0.08267;dE/dw7 = -0.02260;\
      dE/dw8 = -0.02274;dE/dw1 = 0.0004386;dE/dw2 = 0.0008771;dE/dw3 = 0.0004977;dE/dw4 = \(slope)
      """
    }
    #expect(try Self.mazur(sheet("0.0009954")).isFaultless)
    #expect(try !Self.mazur(sheet("0.0009984")).marks[9].verdict.isRight)
  }

  @Test func `what is on the sheet goes before what may be left out`() throws {
    // ∂net_h2/∂w4 is an input.
    let moved = try Self.twoTwoTwo("dE/dnet_h2 = 0.0031301;dE/dw4 = 0.00031296")
    #expect(moved.marks[1].verdict.isWrong)
    // The other weights were used; 0.5 + 0.5·0.0456 = 0.5228; 0.00237·0.05 is δ_h1's product.
    let marking = try Self.twoTwoTwo(
      """
      net_h1 = 0.0275;out_h1 = 0.507;net_h2 = 0.0425;out_h2 = 0.511;net_o1 = 0.407;out_o1 = 0.600;\
      net_o2 = 0.458;out_o2 = 0.613;E_total = 0.245;dE/dnet_o1 = 0.142;dE/dnet_o2 = -0.0893;\
      dE/dnet_h1 = 0.00237;dE/dnet_h2 = 0.00302;dE/dw5 = 0.0720;dE/dw6 = 0.0726;dE/dw7 = -0.0453;\
      dE/dw8 = -0.0456;dE/dw1 = 0.000119;dE/dw2 = 0.000237;dE/dw3 = 0.000119;dE/dw4 = 0.000302;\
      w5+ = 0.314;w6+ = 0.364;w7+ = 0.473;w8+ = 0.523
      """)
    #expect(
      marking.marks.filter(\.verdict.isWrong).map(\.quantity) == ["net_o1", "net_o2", "dE/dw3"])
    #expect(marking.marks.last?.verdict.isCarried == true)
  }

  @Test(
    arguments: [
      "dE/dw5 = 0.7*0.2*0.6 = 0.0822", "w5+ = 0.4 - 0.5*0.1 = 0.3589",
      "dE/dnet_o1 = 0.7*0.2 = 0.1385", "E_total = 0.3 + 0.02 = 0.2984",
      "out_h1 = 1/(1+e^-0.4) = 0.5933",
    ])
  func `a result under work that is too coarse for it is not supported`(text: String) throws {
    let verdicts = try Self.mazur(text).marks.map(\.verdict)
    #expect(verdicts.count == 1)
    #expect(
      verdicts.allSatisfy { if case .unsupported = $0 { true } else { false } }, "\(verdicts)")
  }

  @Test func `who writes δ goes on with it, and is punished once`() throws {
    let marking = try Self.twoTwoTwo(
      """
      net_h1 = 0.02750;out_h1 = 0.5069;net_h2 = 0.04250;out_h2 = 0.5106;net_o1 = 0.3817;\
      net_o2 = 0.4834;out_o1 = 0.5943;out_o2 = 0.6186;E_o1 = 0.1707;E_o2 = 0.06897;E_total = 0.2397;\
      dE/dout_o1 = 0.5843;dout_o1/dnet_o1 = 0.2411;dE/dnet_o1 = 0.5843;dE/dout_o2 = -0.3714;\
      dout_o2/dnet_o2 = 0.2359;dE/dnet_o2 = -0.08761;dE/dw5 = 0.2962;dE/dw6 = 0.2983;\
      dE/dw7 = -0.04441;dE/dw8 = -0.04473;w5+ = 0.2019;w6+ = 0.2509;w7+ = 0.4722;w8+ = 0.5224;\
      dE/dout_h1 = 0.1651;dout_h1/dnet_h1 = 0.2500;dE/dnet_h1 = 0.04128;dE/dout_h2 = 0.1899;\
      dout_h2/dnet_h2 = 0.2499;dE/dnet_h2 = 0.04746;dE/dw1 = 0.002064;dE/dw2 = 0.004128;\
      dE/dw3 = 0.002373;dE/dw4 = 0.004746;w1+ = 0.1490;w2+ = 0.1979;w3+ = 0.2488;w4+ = 0.2976
      """)
    let wrong = marking.marks.filter(\.verdict.isWrong)
    #expect(wrong.map(\.quantity) == ["dE/dnet_o1"])
    #expect(wrong.first?.explanations.map(\.mistake) == ["activation-slope-left-out"])
  }

  @Test func `a zero that a rectifier makes of a wrong number is no second mistake`() throws {
    let marking = try Self.marking(
      """
      net_h1 = -0.680000;out_h1 = 0.000000;net_h2 = -0.940000;out_h2 = 0.000000;net_h3 = 0.170000;\
      out_h3 = 0.170000;net_o1 = 0.123500;net_o2 = -0.074500;out_o1 = 0.123500;out_o2 = -0.074500;\
      dE/dnet_o1 = -0.876500;dE/dnet_o2 = 0.425500;dE/dw7 = -0.000000;dE/dw9 = -0.149005;\
      dE/dnet_h1 = -0.000000;dE/dnet_h2 = -0.000000;dE/dnet_h3 = 0.458250;dE/dw1 = -0.000000;\
      dE/dw2 = 0.000000;dE/dw5 = 0.687375
      """, try Self.rectified())
    #expect(marking.marks.filter(\.verdict.isWrong).map(\.quantity) == ["net_h1"])
  }

  @Test func `an error written as squares and their mean is a convention`() throws {
    let marking = try Self.marking(
      """
      net_h1 = 0.860000;out_h1 = 0.860000;out_o1 = 0.639500;out_o2 = -0.289500;E_o1 = 0.129960;\
      E_o2 = 0.044310;E_total = 0.087135;dE/dnet_o1 = -0.360500;dE/dnet_o2 = 0.210500;\
      dE/dw7 = -0.310030;w7+ = 0.631003
      """, try Self.rectified())
    #expect(marking.isFaultless, "\(marking.marks.map(\.verdict))")
    #expect(marking.assumptions.first?.english.words.contains("mean of the 2 squares") == true)
  }

  @Test func `what follows from a number is not where it was copied from`() throws {
    let softmax = try ModelDescription(
      name: "softmax",
      network: Network(
        inputs: [[0.6, -1.2]], targets: [[0, 1, 0]],
        layers: [
          Network.Layer(
            units: ["h1", "h2"], weights: [[0.3, -0.5], [0.8, 0.25]], bias: .perUnit([0.1, -0.1]),
            activation: Tanh()),
          Network.Layer(
            units: ["o1", "o2", "o3"], weights: [[0.7, -0.4], [-0.2, 0.9], [0.35, 0.15]],
            bias: .perUnit([0.05, 0, -0.05]), activation: Softmax()),
        ], loss: .softmaxCrossEntropy), optimizer: GradientDescent(learningRate: 0.2)
    ).model()
    let sheet = { (slope: String) in
      "out_o1 = 0.4353;out_o2 = 0.2433;out_o3 = 0.3214;dE/dnet_o2 = \(slope)"
    }
    // −1/out · out · (1 − out) · out
    let diagonal = try Self.marking(sheet("-0.1841"), softmax).marks[3]
    #expect(diagonal.verdict.isWrong)
    #expect(!diagonal.explanations.contains { $0.mistake == "copied-neighbour" })
  }

  @Test(
    arguments: [
      // 0.35 − 0.5·g without the 0.35; g of the output unit without its σ′ passed on, both paths.
      ("dE/dw5 = 0.071406;w5+ = -0.035703", "term-left-out"),
      // 0.3 + 0.5·0.00031301
      ("dE/dw4 = 0.00031301;w4+ = 0.30016", "ascent"),
      // e^0.0275
      ("net_h1 = 0.0275;out_h1 = 1/(1+e^-0.0275) = 0.4931", "inner-sign"),
      (
        """
        out_h1 = 0.5069;out_o1 = 0.5943;out_o2 = 0.6186;dE/dout_o1 = 0.58430;dE/dout_o2 = -0.37140;\
        dE/dnet_o1 = 0.14087;dE/dnet_o2 = -0.087613;dE/dout_h1 = 0.037375
        """, "slope-not-passed-on"
      ),
    ])
  func `more mistakes are named`(text: String, expected: String) throws {
    let wrong = try Self.twoTwoTwo(text).marks.filter(\.verdict.isWrong)
    #expect(wrong.count == 1)
    #expect(wrong.first?.explanations.map(\.mistake) == [expected])
  }

  @Test(
    arguments: [
      // m / (1 − β₁) left at m; √v̂ left at v̂.
      ("dE/dw5 = 0.071406;m_w5+ = 0.0071406;m̂_w5 = 0.0071406", "bias-correction-forgotten"),
      ("m̂_w5 = 0.071406;v̂_w5 = 0.0050988;w5+ = -1.0504", "root-left-out"),
      ("dE/dw5 = 0.071406;m_w5+ = 0.064265", "rates-exchanged"),
    ])
  func `mistakes with Adam are named`(text: String, expected: String) throws {
    let wrong = try Self.marking(text, Self.adam()).marks.filter(\.verdict.isWrong)
    #expect(wrong.count == 1)
    #expect(wrong.first?.explanations.contains { $0.mistake == expected } == true)
  }

  @Test func `what an optimizer keeps left aside is named`() throws {
    // In the first step, m̂ is the gradient itself.
    let model = try Self.adam().after(updates: 1)
    let key = AnswerKey(model)
    func number(_ name: String) throws -> Double {
      let canonical = try #require(key.knownNames.canonicalName(of: name))
      return try #require(key.entry(named: canonical)?.exact)
    }
    for (used, expected) in [("dE/dw5", "plain-gradient-step"), ("m̂_w5", "step-not-divided")] {
      let text = "w5+ = \(rounded(try number("w5") - 0.1 * number(used), significantDigits: 6))"
      let wrong = try Self.marking(text, model).marks.filter(\.verdict.isWrong)
      #expect(wrong.first?.explanations.contains { $0.mistake == expected } == true, "\(wrong)")
    }
  }

  private static func adam() throws -> Model {
    try ModelDescription(
      name: "adam",
      network: Network(
        inputs: [[0.05, 0.1]], targets: [[0.01, 0.99]],
        layers: [
          Network.Layer(
            units: ["h1", "h2"], weights: [[0.15, 0.2], [0.25, 0.3]], bias: nil,
            activation: Sigmoid()),
          Network.Layer(
            units: ["o1", "o2"], weights: [[0.35, 0.4], [0.45, 0.5]], bias: nil,
            activation: Sigmoid()),
        ]), optimizer: Adam(learningRate: 0.1)
    ).model()
  }
}
