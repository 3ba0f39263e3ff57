import Foundation
import Tracer

/// The check of gradients that a program wrote.
enum GradientCheckRun {
  /// Compares them with those of the model of the first operand, and reports; the exit code says
  /// whether something is wrong.
  static func run(_ arguments: Arguments, file: String) throws {
    var description = try arguments.describedNetwork()
    if description == nil, case .network(var own) = try ModelOperand.source(arguments) {
      try arguments.loadWeights(into: &own)
      description = own
    }
    guard let description else {
      throw UsageError.invalid(
        option: CheckCommand.name, found: arguments.operands[0],
        expected: "a network, whose layers have gradients,")
    }
    let sampled = try arguments.sampled(description).description
    let network = sampled.network
    let gradients = try GradientFile(try Data(regularFile: file), name: file, for: network)
    let marking = GradientMarking(
      gradients, of: network,
      learningRate: (sampled.optimizer as? GradientDescent)?.learningRate)
    let (format, language) = (try Format(arguments), arguments.language)
    try Output.deliver(
      format == .json
        ? try GradientRecord(marking, language: language).json()
        : format.render(marking.document(), in: language),
      to: arguments[Options.output])
    if !marking.isFaultless { throw ExitCode(rawValue: 1) }
  }
}
