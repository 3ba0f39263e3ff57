import Foundation
import Testing

@testable import Tracer

@Suite struct ModelFileTests {
  /// A file of a 2-2-1 network, with one field replaced or added.
  static func file(_ changes: [String: String] = [:]) -> String {
    var fields = [
      "format": #""backprop-model""#, "version": "1", "inputs": "[0.05, 0.1]", "targets": "[0.9]",
      "layers": #"""
      [{"weights": [[0.15, 0.2], [0.25, 0.3]], "bias": [0.1, 0.2], "activation": "sigmoid"},
       {"weights": [[0.35, 0.4]], "activation": "identity"}]
      """#,
      "loss": #""half-squared-error""#,
      "optimizer": #"{"kind": "gradient-descent", "lr": 0.5}"#,
    ]
    for (name, text) in changes { fields[name] = text }
    let members = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return "{\(members.joined(separator: ",\n"))}"
  }

  static func description(_ text: String) throws -> ModelDescription {
    try ModelFile.read(Data(text.utf8), file: "my-model.json")
  }

  @Test func `a network from a file calculates what a person does`() throws {
    let trace = try Self.description(Self.file()).model().trace
    let h1 = 1 / (1 + exp(-(0.05 * 0.15 + 0.1 * 0.2 + 0.1)))
    let h2 = 1 / (1 + exp(-(0.05 * 0.25 + 0.1 * 0.3 + 0.2)))
    let out = 0.35 * h1 + 0.4 * h2
    #expect(try #require(trace["out_o1"]).agrees(with: out))
    #expect(try #require(trace["E_total"]).agrees(with: (0.9 - out) * (0.9 - out) / 2))
  }

  @Test(arguments: [
    (
      [
        "layers": #"[{"weights": [[1, 2], [3, 4]], "activation": "tanh"}, "#
          + #"{"weights": [[1, 2, 3]], "activation": "identity"}]"#
      ],
      "layers[1].weights[0]: 2 weights expected, one for each unit of layer 1 (h1, h2); 3 found"
    ),
    (
      ["layers": #"[{"weights": [[1], [3, 4]], "activation": "tanh"}]"#],
      "layers[0].weights[0]: 2 weights expected, one for each input (i1, i2); 1 found"
    ),
    (["version": "2"], "version: version 1 expected; 2 found"),
    (["format": #""trace""#], #"format: "backprop-model" expected; "trace" found"#),
    (["optimiser": "1"], "there is no field optimiser; did you mean optimizer?"),
    (["targets": "[1, 2]"], "targets: 1 number, one for each output (o1), expected; 2 found"),
    (
      ["targets": "[[1], [2]]"], "targets: 1 list, one for each sample of inputs, expected; 2 found"
    ),
    (["inputs": "[]"], "inputs: a list of numbers"),
    (
      [
        "layers": #"[{"weights": [[1, 2], [3, 4]], "activation": "softmax"}]"#,
        "loss": #""softmax-cross-entropy""#, "targets": "[1, 0]",
        "variants": #"{"targets": [1]}"#,
      ], "variants.targets: no list, since of softmax-cross-entropy another class is drawn"
    ),
    (["inputs": #"["a", 1]"#], #"inputs[0]: a number expected; "a" found"#),
    (["loss": #""half-square-error""#], "loss: half-squared-error, or one of"),
    (["loss": #""cross-entropy""#], "loss: softmax in layers[1].activation"),
    (
      ["optimizer": #"{"kind": "adam", "betas": [0.9, 1]}"#],
      "optimizer.betas: two numbers from 0 up to but not 1"
    ),
    (
      ["optimizer": #"{"kind": "adam", "momentum": 0.9}"#],
      "optimizer: there is no field momentum; known are kind, lr, betas, eps, eps_place"
    ),
    (["digits": "0"], "digits: a whole number from 1 to 17 expected; 0 found"),
    (["train_biases": "1"], "train_biases: true or false expected; 1 found"),
    (
      ["layers": #"[{"units": 2, "weights": "he-normal", "activation": "relu"}]"#],
      "the field seed is missing"
    ),
    (
      ["layers": #"[{"units": ["E", "b"], "weights": "zeros", "activation": "relu"}]"#],
      "layers[0].units[0]: a name that no other quantity has"
    ),
    (
      ["layers": #"[{"units": ["a", "a"], "weights": "zeros", "activation": "relu"}]"#],
      "layers[0].units[1]: a name that no other unit has"
    ),
    (["input_names": #"["o1", "x"]"#], "another unit is called o1"),
    (["layers": "[]"], "layers: at least one layer expected"),
    (["input_names": #"["x1", "x_1"]"#], "[1]: a name that no other unit has, as x1 is shown,"),
    (["input_names": #"["x", "w_1"]"#], "input_names[1]: a name that no other quantity has"),
    (
      ["normalization": #"{"mean": [0], "deviation": [0]}"#],
      "normalization.deviation[0]: a number above 0 expected; 0 found"
    ),
    (
      ["normalization": #"{"mean": [0, 0], "deviation": [1]}"#],
      "normalization.deviation: 2 numbers above 0, one for each mean, expected; 1 found"
    ),
    (["name": #""a\nb""#], #"name: one line of 1 to 200 letters expected; "a\nb" found"#),
    (["name": "\"\""], "name: one line of 1 to 200 letters expected"),
    (["title": #""\u001b[31m""#], "title: one line of 1 to 200 letters expected"),
    (["classes": #"["a"]"#], "classes: 2 classes expected; 1 found"),
    (["optimizer": #"{"kind": "adam", "betas": [1, 1]}"#], "expected; [1, 1] found"),
    (["layers": #"[{"weights": [[1, 2]]}]"#], "layers[0]: the field activation is missing"),
    (
      ["layers": #"[{"weights": [[1, 2]], "bias": [1, 2], "activation": "tanh"}]"#],
      "layers[0].bias: 1 biases, one for each unit (o1), expected; 2 found"
    ),
  ])
  func `a mistake is named with its path`(_ changes: [String: String], sentence: String) {
    let error = #expect(throws: ModelFileError.self) {
      try Self.description(Self.file(changes))
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("my-model.json: ") && text.contains(sentence), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test func `what is no JSON is said to be none`() {
    for text in ["", "{", "[1,", "{\"a\": }", "\u{0}"] {
      let error = #expect(throws: ModelFileError.self) { try Self.description(text) }
      #expect(error?.description.hasPrefix("my-model.json:1:") == true)
    }
  }

  @Test func `a network that overflows is refused by name`() {
    let text = Self.file(["inputs": "[1e300, 1e300]", "targets": "[1e300]"])
    let error = #expect(throws: ModelFileError.self) {
      try ModelSource(contents: Data(text.utf8), file: "my-model.json")
    }
    #expect(error?.description.contains("E_o1 is not a finite number") == true)
  }

  @Test(arguments: Example.all.map(\.name))
  func `an exported example is the same model again`(_ name: String) throws {
    let example = try #require(Example.named(name))
    let text = try example.source.fileText()
    let again = try ModelSource(contents: Data(text.utf8), file: "again")
    #expect(try again.fileText() == text)
    let (model, copy) = (example.model(trainingBiases: true), again.model(trainingBiases: true))
    #expect(model.leaves == copy.leaves)
    #expect(Set(model.trained) == Set(copy.trained))
    #expect(model.digits == copy.digits)
    #expect(WorkedStep(model).before.values == WorkedStep(copy).before.values)
  }

  @Test func `initializers draw what NumPy draws`() throws {
    // By NumPy: r = RandomState(7); l = sqrt(6/5); r.uniform(-l, l, (2, 3)).T, then
    // (r.randn(3, 1) * sqrt(2/3)).T.
    let layers = #"""
      [{"units": 3, "weights": "xavier-uniform", "bias": "zeros", "activation": "tanh"},
       {"units": 1, "weights": "he-normal", "activation": "identity"}]
      """#
    let network = try Self.description(Self.file(["layers": layers, "seed": "7"])).network
    let expected = [
      [
        [-0.9282620293513397, 0.4895876748596395], [0.6132713471180513, 1.0472225518857017],
        [-0.1349386130956104, 0.0843402263783608],
      ],
      [[-0.6441529554880621, 0.0016865332153635957, -0.0007269970087073578]],
    ]
    for (layer, rows) in zip(network.layers, expected) {
      for (found, row) in zip(layer.weights.joined(), rows.joined()) {
        #expect(found.agrees(with: row))
      }
    }
  }

  @Test func `large networks have names with indices`() throws {
    let layers = #"""
      [{"units": 30, "weights": "he-normal", "bias": "zeros", "activation": "relu"},
       {"units": 12, "weights": "he-normal", "bias": 0.1, "activation": "relu"},
       {"units": 1, "weights": "he-normal", "activation": "identity"}]
      """#
    let model = try Self.description(Self.file(["layers": layers, "seed": "7"])).model()
    let worked = WorkedStep(model)
    for name in ["W1[1,17]", "b1[3]", "net_h2[5]", "dE/dW2[3,11]", "dE/db2"] {
      #expect(worked.value(named: name) != nil, "\(name)")
    }
  }

  /// Names of units, weights and biases as a textbook has them.
  private static let named = """
    {"format": "backprop-model", "version": 1, "inputs": [1, 0, 1], "targets": [1],
     "input_names": ["x1", "x2", "x3"],
     "layers": [
       {"units": ["u4", "u5"], "weights": [[0.2, 0.4, -0.5], [-0.3, 0.1, 0.2]],
        "weight_names": [["w14", "w24", "w34"], ["w15", "w25", "w35"]],
        "bias": [-0.4, 0.2], "bias_names": ["θ4", "θ5"], "activation": "sigmoid"},
       {"units": ["u6"], "weights": [[-0.3, -0.2]], "weight_names": [["w46", "w56"]],
        "bias": [0.1], "bias_names": ["θ6"], "activation": "sigmoid"}],
     "loss": "half-squared-error", "optimizer": {"kind": "gradient-descent", "lr": 0.9}}
    """

  /// Han, Kamber, “Data mining”, the example of a network with the weights w14 … w56.
  @Test func `a textbook's numbers are found under its own names`() throws {
    let read = try ModelFile.read(Data(Self.named.utf8), file: "han.json")
    let again = try ModelFile.read(Data(try ModelFile.text(read).utf8), file: "han.json")
    for description in [read, again] {
      let worked = WorkedStep(try description.model())
      for (name, value) in [
        ("net_u4", -0.7), ("net_u5", 0.1), ("w46+", -0.261), ("w14+", 0.192), ("w35+", 0.194),
        ("θ6+", 0.218), ("θ4+", -0.408),
      ] {
        let found = try #require(worked.value(named: name), "\(name)")
        #expect(abs(found - value) < 6e-4, "\(name): \(found)")
      }
    }
  }

  @Test(arguments: [
    ("\"w24\"", "\"w14\"", "two shown as w14"), ("\"θ5\"", "\"u6\"", "two shown as u6"),
    ("[\"w46\", \"w56\"]", "[\"w46\"]", "2 names expected"),
    ("\"w46\"", "\"net_u4\"", "that nothing else has"),
    ("\"θ4\", \"θ5\"", "\"θ4\"", "2 names expected"),
  ])
  func `names of parameters that cannot be are refused`(
    _ old: String, _ new: String, sentence: String
  ) {
    let error = #expect(throws: ModelFileError.self) {
      try ModelFile.read(Data(Self.named.replacing(old, with: new).utf8), file: "han.json")
    }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }
}
