import Foundation
import Tracer

/// `backprop train mnist`
enum TrainDigitsCommand: Subcommand {
  static let name = "train mnist"
  static let summary = "Train the network of digits on MNIST, and say how well it tells them."
  static let operands: [Operand] = [.records]
  static let options: [any AnyOption] = [
    Options.epochs, Options.batch, Options.learningRate, Options.hidden, Options.activation,
    Options.initialization, Options.seed, Options.precision, Options.data, Options.limit,
    Options.save, Options.load, Options.resume, Options.recordEvery, Options.plot,
    Options.language,
  ]
  static let examples = [
    (call: "backprop train mnist --epochs 10", does: "ten epochs of 784-100-10"),
    (
      call: "backprop train mnist --activation relu --init he --save weights.safetensors",
      does: "an epoch of another network, whose weights are kept"
    ),
    (
      call: "backprop train mnist --precision double --record-every 500 records",
      does: "NumPy's numbers, with the tensors of steps 1, 501, 1001, 1501 in records/"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    switch arguments[Options.precision] ?? .float {
    case .float: try train(arguments, in: Float.self)
    case .double: try train(arguments, in: Double.self)
    }
  }

  private static func train<Scalar: Real>(
    _ arguments: Arguments, in precision: Scalar.Type
  ) throws {
    var run = try TrainingRun<Scalar>(arguments)
    try run.run()
  }
}
