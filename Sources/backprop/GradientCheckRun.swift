import Foundation
import Tracer

/// The check of gradients that a program wrote.
enum GradientCheckRun {
  /// Compares them with those of the model of the first operand.
  static func run(_ arguments: Arguments, file: String) throws {
    guard case .network(var description) = try ModelOperand.source(arguments) else {
      throw UsageError.invalid(
        option: CheckCommand.name, found: arguments.operands[0],
        expected: "a network, whose layers have gradients,")
    }
    if let weights = arguments[Options.weights] {
      let mapping = try description.network.take(
        weights: try Safetensors(path: weights), name: weights)
      arguments.note(mapping, of: weights)
    }
    description = try arguments.sampled(description).description
    let rate = (description.optimizer as? GradientDescent)?.learningRate
    try deliver(file, of: description.network, learningRate: rate, arguments)
  }

  /// Reports; the exit code says whether something is wrong.
  static func deliver(
    _ file: String, of network: Network, learningRate: Double?, _ arguments: Arguments
  ) throws {
    let gradients = try GradientFile(try Data(regularFile: file), name: file, for: network)
    let marking = GradientMarking(gradients, of: network, learningRate: learningRate)
    let (format, language) = (try Format(arguments), arguments.language)
    try Output.deliver(
      format == .json
        ? try GradientRecord(marking, language: language).json()
        : format.render(marking.document(), in: language),
      to: arguments[Options.output])
    if !marking.isFaultless { throw ExitCode(rawValue: 1) }
  }
}
