import Testing

@testable import Tracer

/// What stands beside a word that is not known is marked only if its number says what it is. The
/// numbers are Mazur's.
@Suite struct OpenNameTests {
  private static let key = AnswerKey(Example.mazur.model(), comparingOrders: true, steps: [2])

  private static func marking(_ text: String, _ key: AnswerKey = key) throws -> Marking {
    Marking(
      try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames), with: key)
  }

  private static func quantities(_ text: String) throws -> [String] {
    try marking(text).marks.map(\.quantity)
  }

  @Test(
    arguments: [
      ("weighted sum of h1 = 0.3775", "net_h1"), ("gewichtete Summe h1 = 0,3775", "net_h1"),
      ("suma ponderada h1 = 0,3775", "net_h1"), ("somme pondérée h1 = 0,3775", "net_h1"),
      ("potential of h1 = 0.3775", "net_h1"), ("induced local field of h1 = 0.3775", "net_h1"),
      ("logit o1 = 1.1059", "net_o1"), ("error term o1 = 0.1385", "dE/dnet_o1"),
      ("Fehlersignal o1 = 0,1385", "dE/dnet_o1"), ("오차항 o1 = 0.1385", "dE/dnet_o1"),
      ("sensitivity of o1 = 0.1385", "dE/dnet_o1"), ("slope of o1 = 0.1868", "dout_o1/dnet_o1"),
      ("local gradient of o1 = 0.1385", "dE/dnet_o1"), ("국소 기울기 o1 = 0.1385", "dE/dnet_o1"),
      ("término de error o1: 0,1385", "dE/dnet_o1"), ("error at o1 = 0.7414", "dE/dout_o1"),
      ("step for w5 = -0.0411", "w5+-w5"), ("variación de w5 = -0,0411", "w5+-w5"),
      ("velocity of w5 = -0.0411", "w5+-w5"), ("slope w5 = 0.0822", "dE/dw5"),
      ("update w5 = 0.3589", "w5+"), ("desired output of o1 = 0.01", "target_o1"),
      ("net_h1 ergibt 0,3775", "net_h1"), ("net_h1 est 0,3775", "net_h1"),
      ("net_h1 equals 0.3775", "net_h1"), ("Nouveau poids w5 : 0,3589", "w5+"),
      ("gradient par rapport à w5 = 0,0822", "dE/dw5"), ("grad(w5) = 0.0822", "dE/dw5"),
      ("After 2 updates, w1 = 0.149593", "w1@2"), ("e1 = -0.7414", "dE/dout_o1"),
      ("After 2 updates we get w1 = 0.149593", "w1@2"),
      ("w6+ = 40.87 %", "w6+"), ("net_h1 – 0.3775", "net_h1"), ("dE/dw7 - 0.0226", "dE/dw7"),
    ])
  func `a word that is not known is settled by the number`(text: String, expected: String) throws {
    let marks = try Self.marking(text).marks
    #expect(marks.map(\.quantity) == [expected])
    #expect(marks.allSatisfy { $0.verdict.isRight }, "\(marks.map(\.verdict))")
  }

  @Test(
    arguments: [
      ("The delta of o1 is 0.1385, that of o2 -0.0481.", ["dE/dnet_o1", "dE/dnet_o2"]),
      ("Das Delta von o1 ist 0,1385, das von o2 ist -0,0481.", ["dE/dnet_o1", "dE/dnet_o2"]),
      ("The gradient of w5 is 0.0822, that of w6 0.2927.", ["dE/dw5", "dE/dw6"]),
      ("Der Gradient von w5 ist 0,0822, der von w6 0,2927.", ["dE/dw5", "dE/dw6"]),
      ("The gradient for w5 is 0.0822 and w6 is 0.2927.", ["dE/dw5", "dE/dw6"]),
      ("La sortie de o1 est 0,7514, celle de o2 est 0,7829.", ["out_o1", "out_o2"]),
      ("o1 : net = 1,1059 ; sortie = 0,7614", ["net_o1", "out_o1"]),
      ("$out_{o1} = 0.7514$ y la pérdida es $E = 0.3984$", ["out_o1", "E_total"]),
      ("$net_{o1} = 1{,}1059$ d'où $out_{o1} = 0{,}7614$", ["net_o1", "out_o1"]),
      ("δ^(3) = (a^(3) - y) .* a^(3) = [0.1385; -0.0481]", ["dE/dnet_o1", "dE/dnet_o2"]),
    ])
  func `what a number is does not depend on it`(text: String, expected: [String]) throws {
    let marks = try Self.marking(text).marks
    #expect(marks.map(\.quantity) == expected)
    #expect(marks.map(\.verdict.isWrong) == [false, true])
  }

  @Test(
    arguments: [
      ("The gradient for w5 is 0.0822 and w6 is 0.4087.", ["dE/dw5", "w6+"]),
      ("L'erreur totale vaut 0,2984.", ["E_total"]), ("netz h1: 0,3775", ["net_h1"]),
    ])
  func `a word of the language is no name and no mark`(text: String, expected: [String]) throws {
    let marks = try Self.marking(text).marks
    #expect(marks.map(\.quantity) == expected)
    #expect(marks.allSatisfy { $0.verdict.isRight })
  }

  @Test(
    arguments: [
      ("dW^{[1]}_{11} = 0.4711", "dE/dw1"), ("w11+ = 0.4711", "w11+"),
    ])
  func `an index with its layer is no flat number`(text: String, expected: String) throws {
    let key = try SheetTests.key("2-3-2")
    #expect(try Self.marking(text, key).marks.map(\.quantity) == [expected])
  }

  @Test func `a capital E is no slope where the outputs have no errors of their own`() throws {
    let key = AnswerKey(try #require(Example.named("softmax")).model())
    let marks = try Self.marking("E_o1 = 0\nE_o2 = 1.405716\nE_o3 = 0.3\n", key).marks
    #expect(!marks.contains { $0.quantity.contains("/d") }, "\(marks.map(\.quantity))")
  }

  @Test func `the error of the only output is the whole of it`() throws {
    let marks = try Self.marking("dE_o1/dout_h1 = 0.4711", try SheetTests.key("3-2-1")).marks
    #expect(marks.map(\.quantity) == ["dE/dout_h1"])
  }

  @Test(
    arguments: [
      "potential of h1 = 0.4711", "sensitivity of o1 = 0.4711", "velocity of w5 = 0.4711",
      "local gradient of o1 = 0.4711", "correction w5 = 0.0411", "net_h1 = 0.377 5",
      "net_h1 = 0.3775 0.38", "net_h1 = 0.3775 -> σ -> 0.5933 = out_h1",
      "W1 = [[0.4711, 0.4712], [0.4713, 0.4714]]",
      "| parameter | foo |\n|---|---|\n| w5 | 0.4711 |\n| w6 | 0.4712 |",
      "# Second iteration\ndE/dw5 = 0.0831\nw5 = 0.3174",
    ])
  func `where the number does not say it, nothing is called wrong`(text: String) throws {
    let marks = try Self.marking(text).marks
    #expect(marks.allSatisfy { !$0.verdict.isWrong }, "\(marks)")
  }

  @Test(
    arguments: [
      "So h1 = 0.4711", "Then we get: out_h1 = 0.4711", "Result: h1 = 0.4711",
      "h1 ergibt 0,4711", "Calculate net_h1 = 0.4711", "net input of h1 = 0.4711",
    ])
  func `a name that is known stays what it is`(text: String) throws {
    #expect(try Self.marking(text).marks.map(\.verdict.isWrong) == [true])
  }

  @Test(
    arguments: [
      "W1 = [[0.15, 0.20], [0.25, 0.30]]", "W1 = np.array([[0.15, 0.20], [0.25, 0.30]])",
      "W1 = [0.15 0.25; 0.20 0.30]", "given weights W1 = [[0.15, 0.20], [0.25, 0.30]]",
      "old W1 = [[0.15, 0.20], [0.25, 0.30]]", "w1, w2 = 0.15, 0.2",
      #"W_1 = \begin{pmatrix} 0.15 & 0.20 \\ 0.25 & 0.30 \end{pmatrix}"#,
      "w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]", "W2 = [0.40 0.50; 0.45 0.55]",
    ])
  func `an array with the given weights is that of the given weights`(text: String) throws {
    let marks = try Self.marking(text).marks
    #expect(!marks.isEmpty && marks.allSatisfy { $0.kind == nil && $0.verdict.isRight }, "\(marks)")
  }

  @Test(
    arguments: [
      ("W2 = [[0.0822, 0.0827], [-0.0226, -0.0227]]", ["dE/dw5", "dE/dw6", "dE/dw7", "dE/dw8"]),
      (
        "fc2.weight tensor([[0.0822, 0.0827], [-0.0226, -0.0227]])",
        ["dE/dw5", "dE/dw6", "dE/dw7", "dE/dw8"]
      ),
      ("W2 = [[0.3589, 0.4087], [0.5113, 0.5614]]", ["w5+", "w6+", "w7+", "w8+"]),
      ("W2 = W2 - 0.5*dW2 = [[0.3589, 0.4087], [0.5113, 0.5614]]", ["w5+", "w6+", "w7+", "w8+"]),
    ])
  func `an array under the bare name of its weights is told by its numbers`(
    text: String, expected: [String]
  ) throws {
    let marks = try Self.marking(text).marks
    #expect(marks.map(\.quantity) == expected)
    #expect(marks.allSatisfy { $0.verdict.isRight })
  }

  @Test(
    arguments: [
      (
        ["#", "quantity", "my answer"], ["1", "net_h1", "0.3775"], ["2", "out_h1", "0.5933"],
        ["net_h1", "out_h1"]
      ),
      (
        ["parameter", "before", "after"], ["w5", "0.40", "0.3589"], ["w6", "0.45", "0.4087"],
        ["w5", "w5+", "w6", "w6+"]
      ),
      (
        ["weight", "initial", "step 1"], ["w5", "0.40", "0.3589"], ["w6", "0.45", "0.4087"],
        ["w5", "w5+", "w6", "w6+"]
      ),
      (
        ["unit", "weighted sum", "error term"], ["o1", "1.1059", "0.1385"],
        ["o2", "1.2249", "-0.0381"], ["net_o1", "dE/dnet_o1", "net_o2", "dE/dnet_o2"]
      ),
      (
        ["unit", "Σ", "σ(z)"], ["h1", "0.3775", "0.5933"], ["h2", "0.3925", "0.5969"],
        ["net_h1", "out_h1", "net_h2", "out_h2"]
      ),
      (
        ["Neuron", "z", "a"], ["h1", "0.3775", "0.5933"], ["h2", "0.3925", "0.5969"],
        ["net_h1", "out_h1", "net_h2", "out_h2"]
      ),
      (
        ["poids", "ancien", "nouveau"], ["w5", "0.40", "0.3589"], ["w6", "0.45", "0.4087"],
        ["w5", "w5+", "w6", "w6+"]
      ),
    ] as [([String], [String], [String], [String])])
  func `the heads of a table are read as other words are`(
    head: [String], first: [String], second: [String], expected: [String]
  ) throws {
    let text = [head, head.map { _ in "---" }, first, second]
      .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    let marks = try Self.marking(text).marks
    #expect(marks.map(\.quantity) == expected)
    #expect(marks.allSatisfy { $0.verdict.isRight }, "\(marks.map(\.verdict))")
  }

  /// Two whole steps, with the numbers of an independent calculation.
  private static func steps(_ first: String, _ second: String, new: String) -> String {
    """
    \(first)
    net_h1 = 0.3775
    E = 0.29837
    dE/dw5 = 0.082167
    new w5 = 0.35892
    new w6 = 0.40867

    \(second)
    net_h1 = 0.377445
    E = 0.29103
    dE/dw5 = 0.083125
    new w5 = \(new)
    w6 = 0.36685
    After the update, E = 0.28355
    """
  }

  @Test(arguments: [
    ("Step 1", "Step 2"), ("## Iteration 1:", "## Iteration 2:"), ("Epoch 0", "Epoch 1"),
    ("1단계", "2단계"),
  ])
  func `headings number updates where the pass and its new weights come again`(
    first: String, second: String
  ) throws {
    let right = try Self.marking(Self.steps(first, second, new: "0.31735"))
    let passes = ["net_h1", "E_total", "dE/dw5", "w5+", "w6+"]
    #expect(
      right.marks.map(\.quantity)
        == passes + ["net_h1@1", "E_total@1", "w5@2", "w6@2", "E_total@2"])
    #expect(right.marks.allSatisfy { $0.verdict.isRight }, "\(right.marks)")
    #expect(right.unknown.map(\.line) == [11])
    let wrong = try Self.marking(Self.steps("Step 1", "Step 2", new: "0.3571"))
    #expect(wrong.marks.filter(\.verdict.isWrong).map(\.quantity) == ["w5@2"])
  }

  @Test func `an ordinal numbers updates as well`() throws {
    let marks = try Self.marking(Self.steps("First step", "Second step", new: "0.31735")).marks
    #expect(marks.contains { $0.quantity == "w5@2" } && marks.allSatisfy { $0.verdict.isRight })
  }

  @Test func `what is not known after so many updates is said to be unread`() throws {
    let key = AnswerKey(Example.mazur.model(), comparingOrders: true)
    let marking = try Self.marking(Self.steps("Step 1", "Step 2", new: "0.31735"), key)
    #expect(!marking.marks.contains { $0.verdict.isWrong })
    #expect(marking.unknown.map(\.line) == [11, 12, 13, 14])
  }

  @Test func `headings number parts of a pass where nothing comes again`() throws {
    let marks = try Self.marking(
      """
      Step 1: forward pass
      net_h1 = 0.3775
      Step 2: total error
      E = 0.29837
      Step 3: update
      new w5 = 0.35892
      Step 4: all new weights
      new w5 = 0.35892
      new w6 = 0.3687
      """
    ).marks
    #expect(marks.map(\.quantity) == ["net_h1", "E_total", "w5+", "w5+", "w6+"])
    #expect(marks.map(\.verdict.isWrong) == [false, false, false, false, true])
  }

  @Test func `a legend says what several names mean`() throws {
    let marks = try Self.marking(
      """
      Let u1 be the net input of h1 and u2 the net input of h2. Write p1, p2 for the outputs of h1 \
      and h2, v1, v2 for the net inputs of o1 and o2, and q1, q2 for the outputs of o1 and o2.

      u1 = 0.3775
      p1 = 0.5933
      p2 = 0.5969
      v1 = 1.1059
      v2 = 1.2249
      q1 = 0.7514
      q2 = 0.7729
      """
    ).marks
    #expect(
      marks.map(\.quantity) == [
        "net_h1", "out_h1", "out_h2", "net_o1", "net_o2", "out_o1", "out_o2",
      ])
    #expect(marks.allSatisfy { $0.verdict.isRight })
  }

  @Test func `two equations with a slash between them are two`() throws {
    let marks = try Self.marking("net_h1=0.3775/out_h1=0.5933").marks
    #expect(marks.map(\.quantity) == ["net_h1", "out_h1"])
    #expect(marks.allSatisfy { $0.verdict.isRight })
  }

  @Test func `an error with the sign of target − output is no wrong sign`() throws {
    let marks = try Self.marking("error = [0.7414, -0.2171]\n").marks
    #expect(marks.map(\.quantity) == ["dE/dout_o1", "dE/dout_o2"])
    #expect(marks.allSatisfy { $0.verdict.isRight })
    let turned = try Self.marking("error = [-0.7414, 0.2171]\nE_total = 0.2984\n")
    #expect(turned.isFaultless)
  }
}
