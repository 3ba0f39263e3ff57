import Foundation
import Tracer

/// `backprop train`
enum TrainCommand: Subcommand {
  static let name = "train"
  static let summary =
    "Train a network on data of your own, on built-in data, or on the digits of MNIST."
  static let operands: [Operand] = [.trained, .records]
  static let options: [any AnyOption] = [
    Options.epochs, Options.batch, Options.optimizer.usually("gradient-descent, or the model's"),
    Options.learningRate, Options.schedule, Options.weightDecay, Options.stopEarly,
    Options.gradients, Options.compare, Options.layers,
    Options.hidden, Options.activation, Options.loss,
    Options.initialization, Options.seed, Options.precision.usually("float for mnist, else double"),
    Options.data, Options.target, Options.inputs, Options.kind, Options.labels, Options.standardize,
    Options.scale, Options.split, Options.test, Options.limit, Options.save, Options.load,
    Options.resume, Options.recordEvery, Options.history, Options.plot, Options.boundary,
    Options.language, Options.width,
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
    (
      call: "backprop train moons --layers 2-16-16-1 --optimizer adam:lr=0.01 --epochs 50",
      does: "two moons, drawn from a seed, told apart by a network of two hidden layers"
    ),
    (
      call: "backprop train spiral --split 0.8 --standardize --history history.csv --save net.json",
      does: "four fifths to train with, the rest to test; the figures of every epoch in a table, "
        + "the network in a model file"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    if let setting = arguments[Options.compare] {
      if arguments[Options.plot] == "boundary" {
        throw UsageError.excluded(
          option: "\(Options.plot.name) boundary", by: Options.compare.name)
      }
      return arguments[Options.precision] == .float
        ? try compare(setting, arguments, in: Float.self)
        : try compare(setting, arguments, in: Double.self)
    }
    let origin = try TrainingOrigin(arguments)
    switch arguments[Options.precision] ?? origin.usualPrecision {
    case .float: try train(origin, arguments, in: Float.self)
    case .double: try train(origin, arguments, in: Double.self)
    }
  }

  private static func train<Scalar: Real>(
    _ origin: TrainingOrigin, _ arguments: Arguments, in precision: Scalar.Type
  ) throws {
    var run = try TrainingRun<Scalar>(origin, arguments)
    try run.run()
  }
}
