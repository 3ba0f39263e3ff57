import Foundation
import MNISTData
import Testing

@testable import Tracer

@Suite struct TrainingTests {
  private func training(
    _ optimizer: any Optimizer = GradientDescent(learningRate: 0.1),
    continuing description: ModelDescription? = nil
  ) throws -> Training<Float> {
    let digits = try DataSet.mnist(.train, folder: MNISTData.folder).subset(Array(0..<200))
    var generator = NumPyGenerator(seed: 5)
    let network = Network.digits(hidden: [10], from: &generator)
    if let draws = description?.progress["draws"].flatMap(Int.init) {
      generator = NumPyGenerator(seed: 5)
      generator.skip(draws)
    }
    return try Training(
      description ?? ModelDescription(name: "digits", network: network, optimizer: optimizer),
      training: digits, test: digits, batch: 32, generator: generator,
      after: description?.progress["epochs"].flatMap(Int.init) ?? 0)
  }

  @Test(arguments: Registry.optimizers.map { $0.kind })
  func `a run that is resumed ends where one in a single go does`(kind: String) throws {
    let optimizer = try Registry.optimizer(words: kind, defaultRates: [kind: 0.05])
    var whole = try training(optimizer)
    for _ in 0..<3 { _ = try whole.epoch() }
    var first = try training(optimizer)
    _ = try first.epoch()
    let file = try first.trained.safetensors(as: Float.self)
    let read = try #require(try ModelDescription(file, name: "f"))
    let text = try ModelFile.text(first.trained)
    let written = try ModelFile.read(Data(text.utf8), file: "f")
    for description in [read, written] {
      var second = try training(continuing: description)
      _ = try second.epoch()
      let last = try second.epoch()
      #expect(last.number == 3)
      #expect(second.trained.network.parameters == whole.trained.network.parameters)
      #expect(second.trained.state == whole.trained.state)
    }
  }

  @Test func `steps taken one by one take the batches of the epochs`() throws {
    let points = try #require(try DataSet(generated: "moons:n=10"))
    var network = Network(
      sizes: [2, 3, 1], activation: Tanh(), output: Sigmoid(), loss: .binaryCrossEntropy)
    var generator = NumPyGenerator(seed: 3)
    network.draw(from: &generator)
    var training = try Training<Double>(
      ModelDescription(
        name: "m", network: network, optimizer: GradientDescent(learningRate: 0.1)),
      training: points, batch: 4, generator: generator)
    let orders = (0..<2).map { _ in generator.permutation(10) }
    let batches = orders.flatMap { [Array($0[..<4]), Array($0[4..<8]), Array($0[8...])] }
    var found = [try training.take(steps: 0)]
    for _ in 0..<5 { found.append(try training.take(steps: 1)) }
    #expect(found == batches)
  }

  @Test func `behind its epochs a cosine rises again, as PyTorch's does`() {
    let schedule = RateSchedule("cosine:4")
    #expect(schedule.map { abs($0.factor(after: 4)) < 1e-15 } == true)
    #expect(schedule.map { abs($0.factor(after: 6) - 0.5) < 1e-15 } == true)
  }

  @Test func `records come every so many steps over the ends of epochs`() throws {
    var plain = try training()
    var recorded = try training()
    var moments: [Training<Float>.Moment] = []
    for _ in 0..<2 {
      let epoch = try recorded.epoch(
        recordingEvery: 3,
        onMoment: { moment, _ in
          moments.append(moment)
        })
      let unrecorded = try plain.epoch()
      #expect(abs(epoch.loss - unrecorded.loss) < 1e-12)
    }
    // 200 images are 7 steps an epoch, the last one of 8 images.
    #expect(moments.map(\.step) == [1, 4, 7, 10, 13])
    #expect(moments.map(\.samples.count) == [32, 32, 8, 32, 32])
    #expect(recorded.trained.network.parameters == plain.trained.network.parameters)
  }

  @Test func `the confusion matrix counts every image once`() throws {
    let run = try training()
    let counts = try run.confusion(run.training).map { $0.reduce(0, +) }
    guard case .classes(let labels, _) = run.training.targets else { return }
    #expect(counts == (0..<10).map { digit in labels.count { $0 == digit } })
  }
}
