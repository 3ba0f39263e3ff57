import Testing

@testable import Tracer

/// The names of the 2-2-2 example, as far as reading needs them.
let knownNames: KnownNames = {
  var names = ["alpha", "E_total", "E_o1", "E_o2", "E_total@1", "E_total-E_total@1"]
  for unit in ["h1", "h2", "o1", "o2"] {
    names += ["net_\(unit)", "out_\(unit)", "net_\(unit)@1", "out_\(unit)@1"]
    names += ["dE/dnet_\(unit)", "dE/dout_\(unit)", "dout_\(unit)/dnet_\(unit)"]
  }
  for weight in 1...8 { names += ["w\(weight)", "w\(weight)+", "dE/dw\(weight)"] }
  names += ["dnet_o1/dw5", "dE_o1/dout_h1", "i1", "i2", "target_o1", "target_o2"]
  return KnownNames(names, values: ["net_h1": 0.0275, "net_h1@1": 0.02748])
}()

private func read(_ text: String, names: KnownNames = knownNames) throws -> AnswerSheet {
  try AnswerReader.read(Array(text.utf8), file: "sheet", names: names)
}

private func summary(_ text: String) throws -> [String] {
  try read(text).answers.map { "\($0.line) \($0.quantity ?? "?\($0.name)") \($0.number.value)" }
}

@Suite struct AnswerReaderTests {
  @Test(
    arguments: [
      ("0.0275", 0.0275, 3, -4), ("0,0275", 0.0275, 3, -4), (".5", 0.5, 1, -1),
      ("1.2e-4", 1.2e-4, 2, -5), ("1,2E-4", 1.2e-4, 2, -5), ("1.2 × 10^-4", 1.2e-4, 2, -5),
      (#"1.2 \cdot 10^{-4}"#, 1.2e-4, 2, -5), ("1.2·10⁻⁴", 1.2e-4, 2, -5),
      ("1.2*10**-4", 1.2e-4, 2, -5), ("1.2 x 10^(-4)", 1.2e-4, 2, -5),
      (#"1.2 \times 10^{-4}"#, 1.2e-4, 2, -5), ("10^{-3}", 1e-3, 1, -3), ("10⁻³", 1e-3, 1, -3),
      ("-0.3714", -0.3714, 4, -4), ("\u{2212}0.3714", -0.3714, 4, -4), ("–0.5", -0.5, 1, -1),
      ("－0.5", -0.5, 1, -1), ("(-0.5)", -0.5, 1, -1), ("+0.50", 0.5, 2, -2),
      (#"0{,}0275"#, 0.0275, 3, -4), (#"0.593\,269\,992"#, 0.593269992, 9, -9),
      ("1,234.5", 1234.5, 5, -1), ("1.234,5", 1234.5, 5, -1), ("1'234.5", 1234.5, 5, -1),
      ("12,345,678", 12_345_678, 8, 0), ("100", 100, 3, 0), ("0", 0, 1, 0), ("0.00", 0, 1, -2),
      (#"\boxed{0.0275}"#, 0.0275, 3, -4), ("**0.0275**", 0.0275, 3, -4),
      ("`0.0275`", 0.0275, 3, -4),
      ("0.0275.", 0.0275, 3, -4), ("0.0275입니다", 0.0275, 3, -4), ("0.0275 (rounded)", 0.0275, 3, -4),
      ("0.0275…", 0.0275, 3, -4), ("-.5", -0.5, 1, -1), (#"\num{1.2e-4}"#, 1.2e-4, 2, -5),
    ])
  func `a number is read in every form`(
    text: String, value: Double, digits: Int, unit: Int
  ) throws {
    let sheet = try read("net_h1 = \(text)")
    try #require(sheet.answers.count == 1)
    let number = sheet.answers[0].number
    #expect(number.value == value)
    #expect(number.significantDigits == digits)
    #expect(number.unit == unit)
  }

  @Test(arguments: ["1/3", #"\frac{1}{3}"#, "⅓", "(1/3)"])
  func `a fraction states all its digits`(text: String) throws {
    let answer = try #require(try read("net_h1 = \(text)").answers.first)
    #expect(answer.number.value == 1.0 / 3)
    #expect(answer.number.significantDigits == 15)
  }

  @Test(
    arguments: [
      ("out_o1", "out_o1"), ("outo1", "out_o1"), ("out_{o1}", "out_o1"), ("out_{o_1}", "out_o1"),
      (#"\text{out}_{o1}"#, "out_o1"), (#"\mathrm{net}_{h_1}"#, "net_h1"), ("OUT_O1", "out_o1"),
      ("o1_out", "out_o1"), ("h1", "out_h1"), ("net₍h1₎", "net_h1"), ("E", "E_total"),
      ("E_{total}", "E_total"), ("Etotal", "E_total"), ("Loss", "E_total"), ("e", nil),
      (#"E_{\text{total}}"#, "E_total"), ("dE/dw5", "dE/dw5"), ("∂E/∂w5", "dE/dw5"),
      ("∂E/∂w₅", "dE/dw5"), ("dE_total/dw5", "dE/dw5"), ("dE_total / dw_5", "dE/dw5"),
      (#"\frac{\partial E_{total}}{\partial w5}"#, "dE/dw5"),
      (#"\dfrac{\partial E_{total}}{\partial w_{5}}"#, "dE/dw5"),
      (#"\frac{dE}{dw_5}"#, "dE/dw5"), (#"\frac{\mathrm{d}E}{\mathrm{d}w_5}"#, "dE/dw5"),
      (#"\partial E / \partial w_5"#, "dE/dw5"), ("(∂E)/(∂w5)", "dE/dw5"), ("dw5", "dE/dw5"),
      ("w5.grad", "dE/dw5"), ("grad_w5", "dE/dw5"), ("∇w5", "dE/dw5"),
      (#"\frac{\partial out_{o1}}{\partial net_{o1}}"#, "dout_o1/dnet_o1"),
      (#"\frac{\partial E_{o1}}{\partial out_{h1}}"#, "dE_o1/dout_h1"),
      ("delta_o1", "dE/dnet_o1"), ("δ_o1", "dE/dnet_o1"), ("δo1", "dE/dnet_o1"),
      (#"\delta_{o1}"#, "dE/dnet_o1"), (#"\delta_{o_1}"#, "dE/dnet_o1"),
      ("δ_{net_{o1}}", "dE/dnet_o1"), ("w5+", "w5+"), ("w5'", "w5+"), ("w_5^{+}", "w5+"),
      ("w_5^+", "w5+"), ("w5⁺", "w5+"), ("w5_new", "w5+"), ("w_5^{new}", "w5+"),
      (#"w_5^{\text{new}}"#, "w5+"), ("w5_neu", "w5+"), ("new_w5", "w5+"), ("w5 (new)", "w5+"),
      ("w_{5}'", "w5+"), (#"w_5^{\prime}"#, "w5+"), ("w^{+}_5", "w5+"), ("w_5^{(t+1)}", "w5+"),
      ("𝑤₅⁺", "w5+"), ("net_h1@1", "net_h1@1"), ("net_h1'", "net_h1@1"),
      ("net_{h1}^{new}", "net_h1@1"), ("net_{h1}^{(1)}", "net_h1@1"), ("α", "alpha"),
      (#"\eta"#, "alpha"), ("lr", "alpha"), ("*net_h1*", "net_h1"), ("**net_h1**", "net_h1"),
      ("`net_h1`", "net_h1"), ("$net_{h1}$", "net_h1"), (#"net\_h1"#, "net_h1"),
      ("t_o1", "target_o1"), ("new w5", "w5+"), ("새로운 w5", "w5+"),
    ] as [(String, String?)])
  func `a name is read in every form`(text: String, expected: String?) throws {
    let sheet = try read("\(text) = 0.5")
    #expect(sheet.answers.first?.quantity == expected)
  }

  @Test func `names of any model are found`() throws {
    let names = KnownNames([
      "W1[406,17]", "net_h2[5]", "dE/dnet_h2[5]", "net_h1(2)", "dtotal/dapple", "apple", "total",
      "w12", "dE/dW1[406,17]", "out_h1@10000", "v_w5+",
    ])
    let cases = [
      ("W1[406,17]", "W1[406,17]"), ("W1_{406,17}", "W1[406,17]"), ("δ_h2[5]", "dE/dnet_h2[5]"),
      ("net_h1(2)", "net_h1(2)"), ("net_{h1}^{(2)}", "net_h1(2)"),
      (#"\frac{\partial total}{\partial apple}"#, "dtotal/dapple"), ("Apple", "apple"),
      ("w_{1,2}", "w12"), ("∂E/∂W1[406,17]", "dE/dW1[406,17]"), ("out_h1@10000", "out_h1@10000"),
      ("v_{w5}'", "v_w5+"),
    ]
    for (text, expected) in cases {
      #expect(names.canonicalName(of: text) == expected, "\(text)")
    }
  }

  @Test func `every canonical name is its own`() {
    for name in knownNames.names where !name.contains("-") {
      #expect(knownNames.canonicalName(of: name) == name)
    }
  }

  @Test func `the last number of an equation is the answer`() throws {
    #expect(
      try summary("net_h1 = i1*w1 + i2*w2 = 0.05*0.15 + 0.1*0.2 = 0.0275") == ["1 net_h1 0.0275"])
    #expect(try summary("out_h1 = 0.50687 ≈ 0.5069") == ["1 out_h1 0.5069"])
    #expect(try summary("δ_1 = ∂E/∂net_o1 = 0.1409") == ["1 dE/dnet_o1 0.1409"])
    #expect(try summary("net_h1 = 0.0275 for hidden unit 1") == ["1 net_h1 0.0275"])
    #expect(
      try summary("so net_h1 = 0.0275 and out_h1 = 0.5069.") == [
        "1 net_h1 0.0275", "1 out_h1 0.5069",
      ])
    #expect(
      try summary("net_h1 = 0,0275, net_h2 = 0,0425; out_h1 = 0,5069") == [
        "1 net_h1 0.0275", "1 net_h2 0.0425", "1 out_h1 0.5069",
      ])
    #expect(
      try summary("은닉층: $net_{h1} = 0.0275$ 이고 $out_{h1} = 0.5069$ 이다") == [
        "1 net_h1 0.0275", "1 out_h1 0.5069",
      ])
  }

  @Test func `blocks and lists and tables are read`() throws {
    let text = #"""
      # Forward pass

      - net_h1 = 0.0275
      2. out_h1: 0.5069
      > w5 0.35

      $$
      \frac{\partial E_{total}}{\partial w_{5}}
      = 0.5843 \cdot 0.2411 \cdot 0.5069
      = 0.0714
      $$

      \begin{align*}
      net_{h1} &= i_1 w_1 + i_2 w_2 \\
        &= 0.05 \cdot 0.15 + 0.1 \cdot 0.2 \\
        &= 0.0275 \tag{3} \\
      \delta_{o1} &= 0.1409 & \delta_{o2} &= -0.08761
      \end{align*}

      | quantity | value |
      | --- | --- |
      | net_h2 | 0.0425 |
      | $out_{h2}$ | $0.5106$ |

      E_total = 1/2 (0.01 - 0.5943)^2
        + 1/2 (0.99 - 0.6186)^2
        = 0.2397
      """#
    #expect(
      try summary(text) == [
        "3 net_h1 0.0275", "4 out_h1 0.5069", "5 w5 0.35", "10 dE/dw5 0.0714", "16 net_h1 0.0275",
        "17 dE/dnet_o1 0.1409", "17 dE/dnet_o2 -0.08761", "22 net_h2 0.0425", "23 out_h2 0.5106",
        "27 E_total 0.2397",
      ])
  }

  @Test func `after an update the forward pass is the second one`() throws {
    #expect(
      try summary(
        """
        net_h1 = 0.0275
        w1+ = 0.1499
        net_h1 = 0.02749
        w5 = 0.35 - 0.5 * 0.0714 = 0.3143
        w6 := 0.364
        w7 = w7 - 0.5 * dE/dw7 = 0.4722
        """) == [
          "1 net_h1 0.0275", "2 w1+ 0.1499", "3 net_h1@1 0.02749", "4 w5+ 0.3143", "5 w6+ 0.364",
          "6 w7+ 0.4722",
        ])
  }

  @Test func `in any order a first pass behind the update is recognised by its number`() throws {
    #expect(try summary("w1+ = 0.1499\nnet_h1 = 0.0275") == ["1 w1+ 0.1499", "2 net_h1 0.0275"])
  }

  @Test(arguments: [
    "out_o1 is 0.5843 too large.", "out_o1 is 0.5843 above its target.",
    "out_o1 ist 0,5843 zu groß", "out_o1이 0.5843만큼 크다.",
    "net_h1 is 0.01 off", "out_h1 = 0.5933?", "not w6+ = 0.4087",
    "w6+ = 0.4087 (alternatively 0.4913)", "out_h1 = 0.55 to 0.65", "w7+ = 0.5113 is wrong",
    "w8+ = 0.5614, possibly 0.5386", "E_total = -ln out_o1 = 0.4549?",
  ])
  func `a measure, a range and a doubt are no answers`(line: String) throws {
    #expect(try summary(line) == [])
  }

  @Test(arguments: [
    ("- [x] net_h1 = 0.0275", "1 net_h1 0.0275"), ("net_h1 = 0.0275 🎉", "1 net_h1 0.0275"),
    ("net_h1 ← 0.0275", "1 net_h1 0.0275"), (#"\\(net_{h1} = 0.0275\\)"#, "1 net_h1 0.0275"),
    ("Net input of h1: net_h1 = 0.0275", "1 net_h1 0.0275"),
    ("Fehlersignal von o1: δ_o1 = 0.14", "1 dE/dnet_o1 0.14"),
    ("L(ŷ, y) = -ln(0.8) = 0.2397", "1 E_total 0.2397"),
  ])
  func `marks and labels around an answer belong to it`(line: String, read: String) throws {
    #expect(try summary(line) == [read])
  }

  @Test func `what LaTeX needs for the page holds no answers`() throws {
    let text = #"""
      \documentclass{article}
      \newcommand{\x}{w5 = 0.3}
      \begin{document}
      \section*{Forward pass}
      \begin{tikzpicture}[x=1pt, y=-0.75pt]
      \node at (1, 2) {out_o1 = 0.7};
      \end{tikzpicture}
      \begin{tabular}{@{}lr@{\hspace{2em}}lr@{}}
      \toprule
      Symbol & Value & Symbol & Value \\
      \midrule
      $net_{h1}$ & $0.0275$ & $out_{h1}$ & $0.5069$ \\
      \bottomrule
      \end{tabular}
      \end{document}
      """#
    #expect(try summary(text) == ["12 net_h1 0.0275", "12 out_h1 0.5069"])
  }

  @Test func `what is no answer is passed over and counted`() throws {
    let sheet = try read(
      """
      net_h1 = i1 w1 + i2 w2
      w5 out_h1 = 0.1774
      the derivative of out_h1 = 0.25
      E = ½ (…)² + ½ (…)²
      E = 0.5 * …
      net_h1 = 0.0275
      ent_h2 = 0.0425
      """)
    #expect(sheet.passedOver == [1, 2, 3, 4, 5])
    #expect(sheet.answers.map(\.quantity) == ["net_h1", nil])
    #expect(sheet.answers[1].name == "ent_h2")
    #expect(knownNames.nearest(to: sheet.answers[1].name) == "net_h2")
  }

  @Test func `the name is kept as written`() throws {
    let names = try read(
      #"$\frac{\partial E}{\partial w_5} = 0.07$; δ_o1 = 0.1; \text{net}_{h1} = 1; w_5^{+} = 2"#
    ).answers.map(\.name)
    #expect(names == [#"\frac{\partial E}{\partial w_5}"#, "δ_o1", "net_{h1}", "w_5^{+}"])
  }

  @Test func `a file that is too large or holds nothing is refused`() {
    #expect(throws: AnswerSheetError.self) { try read("Nothing but prose, 12 of it.") }
    let large = [UInt8](repeating: 0x61, count: AnswerReader.byteLimit + 1)
    #expect(throws: AnswerSheetError.self) {
      try AnswerReader.read(large, file: "sheet", names: knownNames)
    }
    #expect(throws: AnswerSheetError.self) {
      try read(String(repeating: "E=1\n", count: AnswerReader.equationLimit + 1))
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every kind of line ending is read`(ending: String) throws {
    let text = ["net_h1 = 0.0275", "out_h1 = 0.5069", "새 w5 = 0.3143"].joined(separator: ending)
    #expect(try summary(text) == ["1 net_h1 0.0275", "2 out_h1 0.5069", "3 w5+ 0.3143"])
  }

  @Test func `text in UTF-16 is read`() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in "E=½".utf16 { bytes += [UInt8(unit & 255), UInt8(unit >> 8)] }
    let sheet = try AnswerReader.read(bytes, file: "sheet", names: knownNames)
    #expect(sheet.answers.first?.number.value == 0.5)
  }

  @Test func `any bytes give a sheet or an error`() {
    let sample = Array(
      #"""
      $$ \frac{\partial E_{total}}{\partial w_5^{+}} &= 1.2 \cdot 10^{-4} \\ | a | 0,5 |
      \text{net}_{h_1}' = ½ – 3e-4 ≈ ⁻⁴ δ_{o1} := (1/3) @7 [3,17] \begin{align*} ** 가 { } ^ _
      """#.utf8)
    var generator = SeededGenerator(seed: 5)
    var (read, refused) = (0, 0)
    for _ in 0..<3_000 {
      var bytes = (0..<Int.random(in: 1...3, using: &generator)).flatMap { _ in
        let start = Int.random(in: 0..<sample.count, using: &generator)
        return sample[start...].prefix(Int.random(in: 0...80, using: &generator))
      }
      for _ in 0..<Int.random(in: 0...6, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] =
          Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator) : sample.randomElement(using: &generator)!
      }
      let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      do throws(AnswerSheetError) {
        let sheet = try AnswerReader.read(bytes, file: "sheet", names: knownNames)
        read += 1
        #expect(
          !sheet.answers.isEmpty || !sheet.passedOver.isEmpty || !sheet.unreadable.isEmpty
            || !sheet.unread.isEmpty)
        #expect(sheet.answers.allSatisfy { (1...lines).contains($0.line) })
        #expect(sheet.answers.allSatisfy { $0.number.value.isFinite })
        // An equals sign with nothing on either side stands in no line.
        #expect(sheet.passedOver.allSatisfy { (0...lines).contains($0) })
      } catch {
        refused += 1
        guard case .nothingRead("sheet", _) = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
    #expect(read > 500 && refused > 500, "\(read) were read, \(refused) refused")
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "{", "\\frac{", "-", "(", "_{", "^{", "\\text{", "=", "a=", "|", "1/", "∂", "+ ",
    ])
  func `endless repetition is read in bounded time`(piece: String) {
    let bytes = Array(String(repeating: piece, count: 100_000 / piece.utf8.count).utf8)
    let sheet = try? AnswerReader.read(bytes, file: "sheet", names: knownNames)
    #expect(sheet?.answers.isEmpty ?? true)
  }
}
