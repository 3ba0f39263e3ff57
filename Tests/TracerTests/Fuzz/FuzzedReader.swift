import Foundation
import MNISTData
import Testing

@testable import Tracer

/// A reader of bytes from outside, with files of which damaged ones are made.
struct FuzzedReader: Sendable, CustomStringConvertible {
  let description: String
  /// How many damaged files it gets; together a hundred thousand.
  let rounds: Int
  let seeds: @Sendable () throws -> [Data]
  var words: [String] = []
  /// Whether there is nothing that it refuses.
  var takesAnything = false
  /// Reads, and uses what it has read.
  let read: @Sendable (Data) throws -> Void

  static let all = [
    FuzzedReader(
      description: "IDX", rounds: 15_000,
      seeds: {
        [
          Data([0, 0, 8, 1, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
          Data([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]),
        ]
      },
      read: { bytes in
        let results = [1, 3].map { axes in
          Result { try IDXFile(bytes, name: "f", axes: axes) }
        }
        let file = try (try? results[0].get()) ?? results[1].get()
        #expect(file.elements.count == file.extents.reduce(1, *))
      }),
    FuzzedReader(
      description: "gzip", rounds: 12_000,
      seeds: {
        [
          try Data(
            contentsOf: URL(fileURLWithPath: "\(MNISTData.folder)/t10k-labels-idx1-ubyte.gz")),
          Data(base64Encoded: "H4sIAAAAAAAC/2Ng4GBkYGBgY2RiZmFlAwBEM91FDgAAAA==") ?? Data(),
        ]
      },
      read: { bytes in
        let file = try IDXFile(bytes, name: "f.gz", axes: 1)
        #expect(file.elements.count == file.extents[0])
      }),
    FuzzedReader(
      description: "safetensors", rounds: 10_000,
      seeds: { [try Facts.data("python.safetensors")] },
      words: ["F64", "{", "}", "[", "-1", "9e99", "\"", "__metadata__", ":", ","],
      read: { bytes in
        let file = try Safetensors(bytes, name: "f")
        let again = try Safetensors(file.encoded(), name: "f")
        #expect(again.tensors.count == file.tensors.count)
      }),
    FuzzedReader(
      description: "tables", rounds: 6_000,
      seeds: {
        [
          "a,b,kind\n1,2.5,x\n-3e2,4,\"y, \"\"z\"\"\"\n0.1,5,x\n", "1;2,5;3\r\n4;5,5;6\r\n",
        ].map { Data($0.utf8) }
      },
      words: [
        "\"", ",", ";", "\t", "\n", "\r", "NA", "nan", "1e999", "-", ".", "\u{FEFF}", "é", "0x1",
      ],
      read: Self.readData),
    FuzzedReader(
      description: "arrays", rounds: 4_000,
      seeds: {
        try ["f8.npy", "u1.npy", "stored.npz", "deflated.npz"].map {
          try Facts.data("data/\($0)")
        }
      },
      words: ["<f8", "(", ")", "True", "-1", "99999999999", "'", "PK", "<U5"], read: Self.readData),
    FuzzedReader(
      description: "expressions", rounds: 12_000,
      seeds: { Self.expressions.map { Data($0.utf8) } }, words: Self.signs, read: Self.derive),
    FuzzedReader(
      description: "models", rounds: 8_000,
      seeds: { Self.models.map { Data($0.utf8) } }, words: Self.signs, read: Self.derive),
    FuzzedReader(
      description: "settings of optimizers", rounds: 12_000,
      seeds: {
        [
          "adam", "momentum:lr=0.1:momentum=0.8:form=textbook", "adam:betas=0.8/0.9:eps=1e-8",
          "nesterov:lr=0.5", "rmsprop:lr=0.01:alpha=0.9", "gradient-descent:lr=0.5",
        ].map { Data($0.utf8) }
      },
      words: [":", "=", "/", "lr", "nan", "inf", "-1", "1e999", "betas", "é", "가", "0/0"],
      read: {
        _ = try OptimizerComparison.Entry(words: String(decoding: $0, as: UTF8.self), on: .all[0])
      }),
    FuzzedReader(
      description: "names of quantities", rounds: 8_000,
      seeds: { ["dE/dw5", "net_h1@1", "W1[406,17]", "v_w5+", "out_h1(2)"].map { Data($0.utf8) } },
      words: ["d", "/d", "@", "+", "[", "]", ",", "-1", "99999999999999999999", "_hat", "(", ")"],
      takesAnything: true,
      read: { bytes in
        let name = String(decoding: bytes, as: UTF8.self)
        _ = PlainScript().symbol(name)
        _ = TeXScript().symbol(name)
        _ = Self.worked.equation(named: name)
        _ = Self.worked.graph.element(named: name)
      }),
    FuzzedReader(
      description: "marks", rounds: 8_000,
      seeds: { [Data("dy/dx 2\ngradient 1 # each\ny = 0.5\n\nvalue\t1e0\n".utf8)] },
      words: ["\n", "#", " ", "nan", "-1", "1e999", "dy/dx", "given", "é", "\r\n"],
      read: {
        _ = try MarkScheme(
          Array($0), file: "f", key: Self.smallKey, names: Self.smallKey.knownNames)
      }),
    FuzzedReader(
      description: "answers", rounds: 5_000,
      seeds: { Self.answers.map { Data($0.utf8) } },
      words: [
        "=", "\\frac{", "}", "^", "_", "·", "⁻⁴", "1e999", "\u{FEFF}", "∂E/∂w5", "→", "$$", "|",
        "-",
        "δ", "0,5", "\\", "{", "(", "¹", "e", "\u{301}", "’", "−",
      ],
      read: { bytes in
        let sheet = try AnswerReader.read(Array(bytes), file: "f", names: Self.knownNames)
        let marking = Marking(sheet, with: Self.largeKey)
        #expect(marking.unreadable == sheet.unreadable)
        #expect(marking.marks.count <= sheet.answers.count)
      }),
  ]

  private static let worked = WorkedStep(Example.twoTwoTwo.model())
  private static let largeKey = AnswerKey(Example.twoTwoTwo.model())
  private static let knownNames = largeKey.knownNames
  private static let smallKey = AnswerKey(
    [Equation(name: "y", kind: .value, formula: .symbol(name: "x", value: 2), value: 2)])

  /// Reads samples, and takes them as a network would.
  @Sendable private static func readData(_ bytes: Data) throws {
    let data = try DataSet(bytes, file: "f")
    let normal = try data.normalized(by: Normalization(standardizing: data))
    let outputs = Loss.usual(for: data, outputs: nil).usualOutputs(for: data)
    #expect(try normal.samples(outputs: outputs).count == data.count)
  }

  /// Derives what a file says, and writes it.
  @Sendable private static func derive(_ bytes: Data) throws {
    let source = try ModelSource(contents: bytes, file: "f")
    guard source.isComplete else { return }
    let derivation = try Derivation(source.model())
    #expect(!PlainTextRenderer(language: .english).render(derivation.document()).isEmpty)
  }

  private static let expressions = [
    "apple = 100\ncount = 2\ntax = 1.1\nsubtotal = apple * count\ntotal = subtotal * tax\n",
    "x = -2\ny = max(x^2, 3) / (1 - exp(-x)) + sigmoid(sin(x)) * ln(5)\noutput y\n",
  ]

  private static let models = [
    ModelFileTests.file(),
    ModelFileTests.file([
      "layers": #"""
      [{"units": ["a", "b"], "weights": {"init": "normal", "std": 0.5}, "bias": "zeros",
        "activation": {"kind": "leaky-relu", "negative_slope": 0.1}},
       {"units": 2, "weights": "zeros", "activation": "softmax"}]
      """#, "seed": "3", "targets": "[[0, 1]]", "loss": #""softmax-cross-entropy""#,
      "optimizer": #""adam""#,
    ]),
  ]

  private static let answers = [
    "net_h1 = 0.15 · 0.05 + 0.2 · 0.1 = 0.0275\n∂E/∂w5 = 0.5843 · 0.2411 · 0.5069 = 0.07141\n",
    #"$$\frac{\partial E}{\partial w_5} = 1{,}2 \times 10^{-4}$$ and \(w_5^+ = 0.35 - 0.5 \cdot 0.07\)"#,
    "| w5 | 0.3143 |\n|---|---|\nout_h1 = 1/(1+e^{-0.0275}) ≈ 0,5069 (rounded)\nδ_o1 = ⅓\n",
  ]

  /// What is put into calculations and models: signs that mean something, and some that do not.
  private static let signs = [
    "(", ")", "^", "-", "/", "0", "1e308", "=", ",", "\n", "output", "ln", "e", "{", "}", "[", "]",
    "\"", ":", "null", "-1", "[]", "1e999", "\u{0}", "é", "가", "👩‍👩‍👧", ".", "#", "x", "true", "\\u",
    "\\", "e-", "\u{2028}", "999999999",
  ]
}
