import Foundation
import Testing

@testable import Tracer

/// Runs that PyTorch made on the same table, by the script `Facts/training.py`.
private struct TrainingFacts: Decodable, CustomTestStringConvertible {
  let task: String
  let optimizer: String
  let schedule: String?
  /// Of each epoch the loss, the accuracy or R², and both for the test part.
  let epochs: [[Double]]

  var testDescription: String { "\(task), \(optimizer) \(schedule ?? "")" }

  static let all =
    (try? JSONDecoder().decode([TrainingFacts].self, from: Facts.data("training.json"))) ?? []
}

@Suite struct TrainingOracleTests {
  @Test func `every optimizer is there, for every kind of target`() {
    let kinds = Set(TrainingFacts.all.map { $0.optimizer.prefix { $0 != ":" } })
    #expect(kinds == Set(Registry.optimizers.map { Substring($0.kind) }))
    #expect(TrainingFacts.all.count == 39)
  }

  @Test(arguments: TrainingFacts.all)
  fileprivate func `every epoch comes to what PyTorch comes to, to 1e-9`(
    facts: TrainingFacts
  ) throws {
    var choice = DataChoice()
    choice.kind = facts.task == "numbers" ? .numbers : .classes
    var table = try DataSet(file: Facts.path("data/table.csv"), choice: choice)
    if facts.task == "yes or no", case .classes(let classes, _) = table.targets {
      table = DataSet(
        name: "table", count: table.count, inputNames: table.inputNames, inputs: table.inputs,
        targets: .classes(classes.map { min($0, 1) }, names: ["0", "more"]))
    }
    let (part, test) = try table.split(0.8, seed: 5)
    let loss = Loss.usual(for: table, outputs: nil)
    var generator = NumPyGenerator(seed: 3)
    var network = Network(
      sizes: [4, 5, loss.usualOutputs(for: table)], activation: Tanh(),
      output: loss.usualOutput(for: table), loss: loss)
    network.draw(from: &generator)
    var description = ModelDescription(
      name: "table", network: network, optimizer: try Registry.optimizer(words: facts.optimizer))
    description.progress["schedule"] = facts.schedule
    description.normalization = Normalization(standardizing: part)
    var training = try Training<Double>(
      description, training: part, test: test, batch: 4, generator: generator)
    for expected in facts.epochs {
      let epoch = try training.epoch()
      let tested = try #require(epoch.test)
      let found = [
        epoch.loss, epoch.training.accuracy ?? epoch.training.determination ?? .nan, tested.loss,
        tested.accuracy ?? tested.determination ?? .nan,
      ]
      for (a, b) in zip(found, expected) {
        #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "epoch \(epoch.number): \(a), expected \(b)")
      }
    }
  }
}
