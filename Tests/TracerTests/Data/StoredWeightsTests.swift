import Foundation
import Testing

@testable import Tracer

@Suite struct StoredWeightsTests {
  private func transposed(_ tensor: Tensor<Double>) -> Tensor<Double> {
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    return Tensor(
      (0..<columns).flatMap { column in (0..<rows).map { tensor[$0 * columns + column] } },
      shape: [columns, rows])
  }

  private func network() -> Network {
    var generator = NumPyGenerator(seed: 1)
    return Network.digits(hidden: [10, 10], activation: ReLU(), from: &generator)
  }

  /// The tensors alone, with the activation.
  private func file() throws -> Safetensors {
    var file = try ModelDescription(
      name: "digits", network: network(), optimizer: GradientDescent(learningRate: 0.1)
    ).safetensors(as: Double.self)
    file.metadata["model"] = nil
    return file
  }

  private func read(_ file: Safetensors) throws(DataError) -> (Network, mapping: [String]) {
    try Network.reading(
      file, name: "f", inputs: 784, outputs: 10, activation: nil, output: Softmax(),
      loss: .softmaxCrossEntropy)
  }

  @Test func `weights are read back as they were, activation and all`() throws {
    let found = try read(file()).0
    #expect(found.parameters == network().parameters)
    #expect(found.layers[0].activation is ReLU && found.layers[2].activation is Softmax)
  }

  // W2 and W3 are square, and tell nothing of their own: W1 speaks for them.
  @Test func `weights as PyTorch keeps them are recognised by the shape of W1`() throws {
    var file = try file()
    for name in ["W1", "W2", "W3"] {
      file.set(transposed(try #require(network().parameters[name])), as: name)
    }
    #expect(try read(file).0.parameters == network().parameters)
  }

  @Test(arguments: [
    (["fc1", "fc2", "fc10"], ".weight", ".bias", true),
    (["0", "2", "4"], ".weight", ".bias", true),
    (["dense", "dense_1", "dense_2"], "/kernel", "/bias", false),
  ])
  func `tensors with other names are taken by order and shape`(
    layers: [String], weight: String, bias: String, isTurned: Bool
  ) throws {
    var file = Safetensors()
    for (position, name) in layers.enumerated().reversed() {
      let weights = try #require(network().parameters["W\(position + 1)"])
      file.set(isTurned ? transposed(weights) : weights, as: name + weight)
      file.set(try #require(network().parameters["b\(position + 1)"]), as: name + bias)
    }
    let (found, mapping) = try read(file)
    #expect(found.parameters == network().parameters)
    #expect(mapping.count == 3 && mapping[2].hasPrefix(layers[2] + weight))
  }

  @Test func `tensors whose names are in no order are taken in the only one that fits`() throws {
    func tensor(_ rows: Int, _ columns: Int) -> Tensor<Double> {
      Tensor((0..<rows * columns).map(Double.init), shape: [rows, columns])
    }
    func file(_ shapes: KeyValuePairs<String, (Int, Int)>) -> Safetensors {
      var file = Safetensors(metadata: ["activation": "tanh"])
      for (name, shape) in shapes { file.set(tensor(shape.0, shape.1), as: name) }
      return file
    }
    func read(_ file: Safetensors) throws -> (Network, mapping: [String]) {
      try Network.reading(
        file, name: "f", inputs: 2, outputs: 1, activation: nil, output: Identity(),
        loss: .meanSquaredError)
    }
    let (found, mapping) = try read(file(["zeta": (5, 2), "mid": (4, 5), "alpha": (1, 4)]))
    #expect(found.sizes == [2, 5, 4, 1] && mapping[0].hasPrefix("zeta [5, 2], turned, as W1"))
    #expect(found.parameters["W2"] == transposed(tensor(4, 5)))
    // Either of two square matrices may come first.
    #expect(throws: DataError.self) {
      try read(file(["a": (1, 3), "b": (3, 3), "c": (3, 3), "d": (3, 2)]))
    }
  }

  @Test func `a tensor that is missing, misshapen or not finite is named`() throws {
    func error(_ change: (inout Safetensors) -> Void) -> String? {
      guard var file = try? self.file() else { return nil }
      change(&file)
      return #expect(throws: DataError.self) { try read(file) }?.description
    }
    #expect(
      error { $0.set(Tensor<Double>(repeating: 0, shape: [11]), as: "b2") }
        == "f: b2: the shape [10] or [1, 10] expected; [11] found")
    #expect(
      error { $0.set(Tensor<Double>(repeating: 0, shape: [10, 9]), as: "W3") }
        == "f: W3: weights of the shape [10, 10] or, as PyTorch keeps them, [10, 10] expected; "
        + "[10, 9] found")
    #expect(
      error { $0.set(Tensor<Double>(repeating: 0, shape: [7, 10]), as: "W1") }
        == "f: W1: weights of the shape [784, units] or, as PyTorch keeps them, [units, 784] "
        + "expected; [7, 10] found")
    #expect(
      error { $0.set(Tensor<Double>(repeating: .nan, shape: [10]), as: "b1") }
        == "f: b1: finite numbers expected; nan at [0] found")
    let none = #expect(throws: DataError.self) { try read(Safetensors()) }
    #expect(none?.description == "f: a tensor W1 expected; none found")
  }
}
