import Foundation
import Tracer

/// `backprop check mnist`
enum CheckDigitsCommand: Subcommand {
  static let name = "check mnist"
  static let summary = "Compare the gradients of a program with those of the network of digits."
  static let operands: [Operand] = [.gradients]
  static let options: [any AnyOption] = [
    Options.format.without(.csv), Options.language, Options.width, Options.output,
    Options.image.usually("the first batch of the training, as the seed draws it"),
    Options.batch.within(1...1_000), Options.weights, Options.seed, Options.hidden,
    Options.activation, Options.initialization, Options.learningRate, Options.data,
  ]
  static let examples = [
    (
      call: "backprop check mnist gradients.npz",
      does: "the arrays dW1, db1, dW2, db2 of the first step of a training with seed 0"
    ),
    (
      call:
        "backprop check mnist gradients.safetensors --weights net.safetensors --image test:0 --batch 1",
      does: "with weights of one's own, of a single image"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let count = arguments[Options.batch] ?? 32
    var generator = arguments.generator()
    var network = try arguments.digitNetwork(batch: count, from: &generator)
    if let first = arguments[Options.image] {
      let digits = try arguments.digits(first.part)
      try network.take(try first.images(count, of: digits), of: digits)
    } else {
      // As in a training: the weights are drawn first, then the order of the images.
      let all = try arguments.digits(.train)
      generator = arguments.generator()
      var drawn = try arguments.network(for: all, isMNIST: true)
      drawn.draw(from: &generator)
      try network.take(Array(generator.permutation(all.count).prefix(count)), of: all)
    }
    try GradientCheckRun.deliver(
      arguments.operands[0], of: network, learningRate: arguments[Options.learningRate] ?? 0.1,
      arguments)
  }
}
