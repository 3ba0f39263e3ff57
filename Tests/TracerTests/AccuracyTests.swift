import Foundation
import MNISTData
import Testing

@testable import Tracer

/// What an epoch of training comes to, beside the same in NumPy: `Facts/numpy.json`.
struct AccuracyTests {
  private struct Accuracies: Decodable {
    let mnist_accuracy: Figures

    struct Figures: Decodable {
      let sigmoid: [Double]
      let relu: [Double]

      enum CodingKeys: String, CodingKey {
        case sigmoid = "sigmoid, Xavier, learning rate 0.1, epochs 1 to 10"
        case relu = "ReLU, He, learning rate 0.1, epochs 1 and 2"
      }
    }
  }

  /// A network trained for an epoch from seed 0, and the share of test images that it tells.
  static func epoch<Scalar: Real>(
    of activation: any Primitive, _ initializer: Initializer, in scalar: Scalar.Type
  ) throws -> (network: Network, accuracy: Double) {
    var generator = NumPyGenerator(seed: 0)
    let network = Network.digits(
      activation: activation, initializer: initializer, from: &generator)
    var training = try Training<Scalar>(
      ModelDescription(
        name: "mnist", network: network, optimizer: GradientDescent(learningRate: 0.1)),
      training: .mnist(.train, folder: MNISTData.folder),
      test: .mnist(.test, folder: MNISTData.folder), generator: generator)
    let epoch = try training.epoch()
    return (training.trained.network, epoch.test?.accuracy ?? 0)
  }

  /// Trained once for all tests that ask for it.
  static let doubleSigmoid = Result { try epoch(of: Sigmoid(), .xavierUniform, in: Double.self) }

  private var facts: Accuracies.Figures {
    get throws {
      try JSONDecoder().decode(Accuracies.self, from: Facts.data("numpy.json")).mnist_accuracy
    }
  }

  @Test func `an epoch in single precision is as good as NumPy's to 0.2 points`() throws {
    let trained = try Self.epoch(of: ReLU(), .heUniform, in: Float.self)
    #expect(try abs(trained.accuracy - facts.relu[0]) <= 0.002)
  }

  @Test func `an epoch in double precision tells the very images that NumPy's tells`() throws {
    #expect(try Self.doubleSigmoid.get().accuracy == facts.sigmoid[0])
  }
}
