import Foundation
import Testing

@testable import Tracer

/// What sentences, headings, statements of programs and tables say of the numbers in them; the numbers
/// are wrong, so that only the words can tell.
@Suite struct SentenceReadingTests {
  private static func names(_ optimizer: String) throws -> KnownNames {
    let text = """
      {"format": "backprop-model", "version": 1, "inputs": [0.8, 0.3], "targets": [0.25],
       "layers": [{"weights": [[0.35, 0.9], [-0.4, 0.65]], "activation": "sigmoid"},
                  {"weights": [[0.55, -0.45]], "activation": "sigmoid"}],
       "loss": "half-squared-error", "optimizer": \(optimizer)}
      """
    return AnswerKey(try ModelFile.read(Data(text.utf8), file: "x").model()).knownNames
  }

  private static func quantities(
    _ text: String, optimizer: String = #"{"kind": "gradient-descent", "lr": 1}"#
  ) throws -> [String?] {
    try AnswerReader.read(Array(text.utf8), file: "sheet", names: names(optimizer)).answers
      .map(\.quantity)
  }

  @Test(arguments: [
    "The new weights are w1 = 0.3411, w2 = 0.8888.",
    "With a learning rate of 1 the new weights are w1 = 0.3411 and w2 = 0.8888.",
    "The new weights are: w1 = 0.3411, w2 = 0.8888",
    "Die neuen Gewichte sind w1 = 0.3411 und w2 = 0.8888.",
    "Los nuevos pesos son w1 = 0.3411, w2 = 0.8888.",
    "Les nouveaux poids sont w1 = 0.3411, w2 = 0.8888.",
    "새 가중치는 w1 = 0.3411, w2 = 0.8888이다.",
    "After the update we get w1 = 0.3411 and w2 = 0.8888.",
    "After the update, w1 = 0.3411, w2 = 0.8888",
    "Step 4: new weights\nw1 = 0.3411\nw2 = 0.8888",
    "w1 -= 0.9*dw1   # 0.3411\nw2 -= 0.9 * dw2  # 0.8888",
  ])
  func `words for new go for all names that follow`(_ text: String) throws {
    let found = try Self.quantities(text).filter { $0 != "alpha" }
    #expect(found == ["w1+", "w2+"])
  }

  @Test(arguments: [
    ("Applying the sigmoid gives an activation of 0.6341 for h1.", ["out_h1"]),
    (
      "For h2 the weighted sum is -0.2250 and the activation is 0.4688.", ["net_h2", "out_h2"]
    ),
    ("An activation of 0.6341 is calculated.", ["out_o1"]),
    ("w5 -= 0.5*delta   # 0.5063", ["w5+"]),
    ("Step 2: total error\nE = 0.0482", ["E_total"]),
    ("h1 = 0.6341, h2 = 0.4688, y = 0.5331", ["out_h1", "out_h2", "out_o1"]),
    ("h1 = 0.6341, h2 = 0.4688, delta = 0.1331", ["out_h1", "out_h2", "dE/dnet_o1"]),
    ("net_h1 = 0.6341, net_h2 = 0.4688, net = 0.5331", ["net_h1", "net_h2", "net_o1"]),
    ("net_h1 = 0.61 €, net_h2 = 0.47 €", ["net_h1", "net_h2"]),
    ("# Backprop in 3 steps\nnet_h1 = 0.6341", ["net_h1"]),
    ("A net of 5 units\nnet_h1 = 0.6341", ["net_h1"]),
    ("The net has 2 inputs and 1 output.\nnet_h1 = 0.6341", ["net_h1"]),
    ("A 3-layer net, written in 2024\nnet_h1 = 0.6341", ["net_h1"]),
    ("dE/dw1 = 0.21*0.31\n  + 0.42*0.53\n  = 0.2877", ["dE/dw1"]),
    ("dE/dw1 = 0.21*0.31\n  + 0.42*0.53 = 0.2877\n- net_h1 = 0.6341", ["dE/dw1", "net_h1"]),
    (
      #"dE/dw1 &= 0.21 \cdot 0.31 \\ &\quad {}+ 0.42 \cdot 0.53 \\ &= 0.2877"#, ["dE/dw1"]
    ),
  ])
  func `the unit that a sentence names is meant`(_ text: String, _ expected: [String]) throws {
    #expect(try Self.quantities(text) == expected)
  }

  @Test(arguments: ["\\toprule\n", "\\hline\n", "{}\n", ""])
  func `a table of LaTeX is read with its rules`(_ rule: String) throws {
    let table = #"""
      Parameter & $\delta_{o1}$ & Gradient & After \\
      \midrule
      $w_{5}$ & $0.1331$ & $0.0844$ & $0.4655$ \\

      """#
    #expect(try Self.quantities(rule + table) == ["dE/dnet_o1", "dE/dw5", "w5+"])
  }

  @Test func `columns of what Adam keeps are no gradients`() throws {
    let table = """
      | weight | gradient | m | v | m̂ | v̂ | new |
      |---|---|---|---|---|---|---|
      | w1 | 0.0093 | 0.00093 | 6.9e-8 | 0.0093 | 6.9e-5 | 0.30 |
      """
    let found = try Self.quantities(table, optimizer: #"{"kind": "adam", "lr": 0.05}"#)
    #expect(found == ["dE/dw1", "m_w1+", "v_w1+", "m_hat_w1", "v_hat_w1", "w1+"])
  }

  @Test func `the heads of a Chinese table are read`() throws {
    let table = """
      | 权重 | 旧 | 梯度 | 新 |
      |---|---|---|---|
      | w1 | 0.35 | 0.0093 | 0.3411 |
      """
    #expect(try Self.quantities(table) == ["w1", "dE/dw1", "w1+"])
  }

  @Test(arguments: ["w5+ = 0.5063 ± 0.1", "out_o1 = 0.5263, 0.6", "w5+, w6+ = 0.5063, -0.47, 0.3"])
  func `what hedges is no answer`(_ text: String) throws {
    #expect(try Self.quantities(text).isEmpty)
  }

  @Test func `a margin that happens to be a given number makes no answer either`() throws {
    let names = AnswerKey(Example.mazur.model()).knownNames
    for text in ["w5+ = 0.3589 ± 0.1", "The new w5 is 0.3589 ± 0.1."] {
      #expect(
        try AnswerReader.read(Array(text.utf8), file: "sheet", names: names).answers.isEmpty)
    }
  }
}
