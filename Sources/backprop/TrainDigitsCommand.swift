import Foundation
import Tracer

/// `backprop train mnist`
enum TrainDigitsCommand: Subcommand {
  static let name = "train mnist"
  static let summary = "Train the network of digits on MNIST, and say how well it tells them."
  static let operands = ["[DIR]"]
  static let options: [Option] = [
    Option("--epochs", "N", "how often every image is learned; by default 1"),
    Option("--batch", "N", "images of one step; by default 32"),
    .learningRate, .hidden, .activation, .initialization, .seed,
    Option("--precision", "float|double", "of all numbers; by default float"),
    .data,
    Option("--limit", "N", "train on the first N images only"),
    Option("--save", "FILE", "write the weights to a safetensors file after each epoch"),
    Option("--load", "FILE", "begin with the weights of a safetensors file"),
    .flag("--resume", "go on with the run that wrote the file of --load, with its options"),
    Option("--record-every", "N", "write all tensors of every Nth step, from the first, into DIR"),
    Option("--plot", "FILE", "draw the loss as an SVG image"),
    .language,
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

  /// In which precision a network is trained.
  enum Precision: String, CaseIterable {
    case float, double
  }

  static func run(_ arguments: Arguments) throws {
    switch try arguments.choice("--precision", of: Precision.self) ?? .float {
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
