import Foundation
import MNISTData
import Testing

@testable import Tracer

/// The first training step as NumPy calculated it, from `Facts/numpy.json`.
private struct FirstStep: Decodable {
  let labels: [Int]
  let images: [Int]
  /// Every number by its name; a row by the name of its first element.
  let numbers: [String: Double]

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func key(_ name: String) -> Key { Key(stringValue: name) }
    labels = try container.decode([Int].self, forKey: key("labels"))
    images = try container.decode([Int].self, forKey: key("first_10_images"))
    var numbers: [String: Double] = [:]
    for key in container.allKeys where key.stringValue != "setting" {
      if let text = try? container.decode(String.self, forKey: key) {
        numbers[key.stringValue] = Double(text)
      } else if let row = try? container.decode([String].self, forKey: key) {
        for (column, text) in row.enumerated() {
          numbers[key.stringValue.replacingOccurrences(of: ":", with: "\(column)")] = Double(text)
        }
      }
    }
    self.numbers = numbers
  }

  static func read() throws -> FirstStep {
    struct File: Decodable { let mnist_first_step: FirstStep }
    return try JSONDecoder().decode(File.self, from: Facts.data("numpy.json")).mnist_first_step
  }
}

struct DigitNetworkTests {
  /// The first step of seed 0: the network, the batch and its images.
  static func firstStep() throws -> (model: Model, images: [Int], labels: [Int]) {
    let digits = try DataSet.mnist(.train, folder: MNISTData.folder)
    var generator = NumPyGenerator(seed: 0)
    let network = Network.digits(from: &generator)
    let images = Array(generator.permutation(digits.count).prefix(32))
    let labels: [UInt8] =
      if case .classes(let labels, _) = digits.targets { labels } else { [] }
    return (
      try network.model(of: digits, images: images, learningRate: 0.1), images,
      images.map { Int(labels[$0]) }
    )
  }

  @Test func `the first training step is NumPy's to 1e-12`() throws {
    let facts = try FirstStep.read()
    let (model, images, labels) = try Self.firstStep()
    #expect(labels == facts.labels)
    #expect(Array(images.prefix(10)) == facts.images)
    let worked = WorkedStep(model)
    #expect(facts.numbers.count == 46)
    for (name, expected) in facts.numbers {
      let found =
        switch name {
        case "sum |dE/dW1|":
          try gradient(of: "W1", in: worked.before).elements.reduce(0) { $0 + abs($1) }
        case "W1+[406,17]": worked.value(named: "W1[406,17]+")
        case "dout_h/dnet_h[0,17]": worked.value(named: "dout_h[0,17]/dnet_h[0,17]")
        default: worked.value(named: name)
        }
      let value = try #require(found, "\(name) is not known")
      #expect(value.agrees(with: expected), "\(name): \(value), expected \(expected)")
    }
  }

  private func gradient(of label: String, in trace: Trace<Double>) throws -> Tensor<Double> {
    let node = try #require(trace.graph.node(labelled: label))
    return try #require(trace.gradients[node.index])
  }

  @Test(
    arguments: [
      (Sigmoid(), [100]), (Sigmoid(), [12, 8]), (ReLU(), [12, 8]), (Tanh(), [12, 8]),
    ] as [(any Primitive, [Int])])
  func `gradients agree with central differences`(activation: any Primitive, hidden: [Int]) throws {
    let digits = try DataSet.mnist(.test, folder: MNISTData.folder)
    var generator = NumPyGenerator(seed: 7)
    let network = Network.digits(
      hidden: hidden, activation: activation, initializer: .heUniform, from: &generator)
    let model = try network.model(of: digits, images: [0, 1, 2], learningRate: 0.1)
    var trace = model.trace
    trace.backward()
    let picture = digits.picture(0)
    let ink = picture.indices.filter { picture[$0] > 0 }
    for draw in 0..<200 {
      let node = model.trained[draw % model.trained.count]
      let shape = model.graph[node].shape
      // A weight of W1 under a pixel with ink, so that its gradient is not trivially 0.
      var offset = Int(generator.nextUInt32()) % shape.count
      if shape[0] == 784 {
        offset = ink[Int(generator.nextUInt32()) % ink.count] * shape[1] + offset % shape[1]
      }
      let step = 1e-5
      let losses = [step, -step].map { change in
        var moved = model
        moved.leaves[node]?[offset] += change
        return moved.trace["E"] ?? .nan
      }
      let numeric = (losses[0] - losses[1]) / (2 * step)
      let exact = trace.gradient(for: ElementID(node, offset)) ?? .nan
      #expect(
        abs(numeric - exact) <= 1e-7 * max(abs(exact), 1e-3),
        "\(model.graph.name(of: ElementID(node, offset))): \(exact), numerically \(numeric)")
    }
  }

  // Xavier, He and 0.01 as RandomState(3) draws them for 784-20-10: W1[0,0], W1[783,19], W2[9,9].
  @Test(
    arguments: [
      ("xavier", [0.008776540823986767, -0.07980475679705974, -0.17630485282716257]),
      ("he", [0.008887781522237279, -0.08081626429732157, -0.21592846430151624]),
      ("0.01", [0.017886284734303187, -0.008607118842919374, -0.014055506651044112]),
    ] as [(String, [Double])])
  func `weights are drawn as NumPy draws them`(name: String, drawn: [Double]) throws {
    var generator = NumPyGenerator(seed: 3)
    let initializer = try #require(Initializer(name: name))
    let network = Network.digits(hidden: [20], initializer: initializer, from: &generator)
    #expect(
      [
        network.parameters["W1"]?[0], network.parameters["W1"]?[783 * 20 + 19],
        network.parameters["W2"]?[99],
      ] == drawn)
    #expect(network.parameters["b1"] == Tensor(repeating: 0, shape: [20]))
  }
}
