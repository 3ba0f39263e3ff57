import Foundation
import Testing

@testable import Tracer

/// A classifier whose weights are still 0.
private func classifier(_ sizes: [Int], _ activation: any Primitive) -> Network {
  var network = Network(
    sizes: sizes, activation: activation, output: Softmax(), loss: .softmaxCrossEntropy,
    initializer: .zeros)
  var generator = NumPyGenerator(seed: 0)
  network.draw(from: &generator)
  return network
}

extension Network {
  fileprivate var classes: Int { sizes[sizes.count - 1] }
}

/// A classifier over bytes, as `Run` trains it and as the trace does, sample by sample.
private struct Problem {
  let network: Network
  let parameters: [String: Tensor<Double>]
  let samples: Samples
  let order: [Int32]
  let bytes: [UInt8]
  let labels: [UInt8]

  init(_ network: Network, count: Int, zeros: Double = 0.7, seed: UInt64 = 3) {
    var generator = SeededGenerator(seed: seed)
    self.network = network
    let graph = network.graph(samples: 2).graph
    parameters = Dictionary(
      uniqueKeysWithValues: graph.learned.map { id in
        let shape = graph[id].shape
        return (
          graph[id].names.label,
          Tensor(
            (0..<shape.count).map { _ in .random(in: -0.5...0.5, using: &generator) }, shape: shape)
        )
      })
    bytes = (0..<count * network.sizes[0]).map { _ in
      .random(in: 0...1, using: &generator) < zeros ? 0 : .random(in: 0...255, using: &generator)
    }
    labels = (0..<count).map { _ in .random(in: 0..<UInt8(network.classes), using: &generator) }
    samples = Samples(
      count: count, width: network.sizes[0], inputs: .bytes(bytes, scale: 1 / 255),
      targets: .classes(labels, of: network.classes))
    order = (0..<Int32(count)).map { ($0 * 7 + 1) % Int32(count) }
  }

  func run<Scalar: Real>(
    batch: Int, optimizer: any Optimizer = GradientDescent(learningRate: 0.3), threads: Int = 1,
    samples: Samples? = nil, kernels: Kernels<Scalar> = .best
  ) throws -> Run<Scalar> {
    let graph = network.graph(samples: 2).graph
    return try Run(
      graph, values: graph.leaves(parameters.mapValues { $0.converted() }), trained: graph.learned,
      optimizer: optimizer, samples: samples ?? self.samples, batch: batch, threads: threads,
      leastShare: 1, kernels: kernels)
  }

  /// Each step's trace, in order, and the parameters at the end.
  func plainly(
    batch: Int, optimizer: any Optimizer = GradientDescent(learningRate: 0.3), epochs: Int = 1
  ) throws -> (traces: [Trace<Double>], parameters: [String: Tensor<Double>]) {
    var (traces, parameters): ([Trace<Double>], [String: Tensor<Double>]) = ([], parameters)
    var state: [String: [String: Tensor<Double>]] = [:]
    for _ in 0..<epochs {
      for start in stride(from: 0, to: order.count, by: batch) {
        let chosen = order[start..<min(order.count, start + batch)].map(Int.init)
        let graph = try network.graph(samples: 2).graph.overSamples(chosen.count)
        let (width, classes) = (network.sizes[0], network.classes)
        let x = chosen.flatMap { bytes[$0 * width..<($0 + 1) * width].map { Double($0) / 255 } }
        let target = chosen.flatMap { sample in
          (0..<classes).map { $0 == Int(labels[sample]) ? 1.0 : 0 }
        }
        parameters["x"] = Tensor(x, shape: [chosen.count, width])
        parameters["target"] = Tensor(target, shape: [chosen.count, classes])
        var trace = Trace(graph, leaves: graph.leaves(parameters))
        trace.backward()
        traces.append(trace)
        for id in graph.learned {
          let name = graph[id].names.label
          optimizer.update(
            &parameters[name]!, gradient: trace.gradients[id.index]!,
            state: &state[name, default: [:]],
            step: traces.count)
        }
      }
    }
    return (traces, parameters)
  }
}

struct RunTests {
  private static let networks = [
    classifier([5, 3], Sigmoid()),
    classifier([17, 11, 4], Sigmoid()),
    classifier([33, 25, 10], ReLU()),
    classifier([8, 40, 3], Tanh()),
    classifier([12, 9, 7, 5], Tanh()),
    classifier([9, 16, 20, 10, 2], Sigmoid()),
  ]

  private func expect<Scalar: Real>(
    _ found: Tensor<Scalar>?, near expected: Tensor<Double>?, within tolerance: Double = 1e-12,
    _ name: String
  ) {
    #expect(found?.shape == expected?.shape, "\(name)")
    for (a, b) in zip(found?.elements ?? [], expected?.elements ?? []) {
      #expect(abs(Double(a) - b) <= tolerance, "\(name)")
    }
  }

  @Test(arguments: networks, [1, 7, 32, 45])
  func `training gives the weights and losses of the trace`(network: Network, batch: Int)
    throws
  {
    for (zeros, optimizer) in [
      (0.7, GradientDescent(learningRate: 0.3)), (0.1, Adam(learningRate: 0.01, epsilon: 0.01)),
    ] as [(Double, any Optimizer)] {
      let problem = Problem(network, count: 45, zeros: zeros)
      let expected = try problem.plainly(batch: batch, optimizer: optimizer, epochs: 2)
      let run: Run<Double> = try problem.run(batch: batch, optimizer: optimizer, threads: 2)
      var losses: [Double] = []
      let means = try (0..<2).map { _ in try run.run(order: problem.order) { losses.append($1) } }
      #expect(run.steps == expected.traces.count)
      let plain = expected.traces.map { $0.values[$0.graph.objective.index][0] }
      #expect(losses.count == plain.count)
      for (a, b) in zip(losses, plain) { #expect(abs(a - b) <= 1e-12) }
      let sizes = expected.traces.map { Double($0.graph.nodes[0].shape[0]) }
      let mean = zip(plain, sizes).prefix(plain.count / 2).reduce(0) { $0 + $1.0 * $1.1 } / 45
      #expect(abs(means[0] - mean) <= 1e-12)
      for id in run.trained {
        let name = run.graph[id].names.label
        expect(run.value(of: id), near: expected.parameters[name], name)
      }
    }
  }

  @Test(arguments: networks)
  func `numbers train as the bytes do that stand for them`(network: Network) throws {
    let problem = Problem(network, count: 45)
    let numbers = Samples(
      count: 45, width: network.sizes[0], inputs: .numbers(problem.bytes.map { Double($0) / 255 }),
      targets: .numbers(
        problem.labels.flatMap { label in (0..<network.classes).map { $0 == Int(label) ? 1.0 : 0 }
        },
        width: network.classes))
    let runs: [Run<Double>] = [
      try problem.run(batch: 7), try problem.run(batch: 7, threads: 2, samples: numbers),
    ]
    for run in runs { _ = try run.run(order: problem.order) }
    for id in runs[0].trained {
      expect(runs[0].value(of: id), near: runs[1].value(of: id), network.sizes.description)
    }
  }

  @Test(arguments: networks)
  func `any number of threads gives the bits of one`(network: Network) throws {
    let problem = Problem(network, count: 77)
    let results = try (1...3).map { threads in
      let run: Run<Float> = try problem.run(batch: 8, threads: threads)
      var losses: [Double] = []
      for _ in 0..<3 { _ = try run.run(order: problem.order) { losses.append($1) } }
      return (run.trained.map { run.value(of: $0) }, losses)
    }
    for result in results.dropFirst() {
      #expect(result.0 == results[0].0)
      #expect(result.1 == results[0].1)
    }
  }

  @Test(arguments: Float.kernels.indices)
  func `every kernel that the machine has trains to the same weights`(variant: Int) throws {
    for batch in [32, 100] {
      let problem = Problem(classifier([61, 143, 10], Sigmoid()), count: 100)
      let expected = try problem.plainly(batch: batch).parameters
      let float: Run<Float> = try problem.run(batch: batch, kernels: Float.kernels[variant])
      let double: Run<Double> = try problem.run(batch: batch, kernels: Double.kernels[variant])
      _ = try (float.run(order: problem.order), double.run(order: problem.order))
      for id in float.trained {
        let name = float.graph[id].names.label
        expect(float.value(of: id), near: expected[name], within: 2e-6, name)
        expect(double.value(of: id), near: expected[name], within: 1e-13, name)
      }
    }
  }

  @Test(arguments: networks, [1, 2])
  func `any step on record can be asked for every tensor`(network: Network, threads: Int)
    throws
  {
    let problem = Problem(network, count: 45)
    for optimizer in [GradientDescent(learningRate: 0.3), Momentum(learningRate: 0.1)]
      as [any Optimizer]
    {
      let silent: Run<Double> = try problem.run(batch: 8, optimizer: optimizer)
      _ = try silent.run(order: problem.order)
      let expected = try problem.plainly(batch: 8, optimizer: optimizer).traces
      for recording in [
        Recording.smallTensors(checkpointEvery: 4), .smallTensors(checkpointEvery: 1),
        .everything(last: 2), .everything(last: 100),
      ] {
        let run: Run<Double> = try problem.run(batch: 8, optimizer: optimizer, threads: threads)
        run.recording = recording
        let y = try #require(run.graph.node(labelled: "out_o"))
        var seen: [Tensor<Double>?] = []
        _ = try run.run(order: problem.order) { step, _ in
          seen.append(run.record?.tensor(.value(y), of: step))
        }
        for id in run.trained {
          expect(run.value(of: id), near: silent.value(of: id), within: 1e-14, "\(recording)")
        }
        let record = try #require(run.record)
        #expect(record.steps == (recording == .everything(last: 2) ? 4..<6 : 0..<6))
        for step in 0..<6 {
          let trace = expected[step]
          expect(seen[step], near: trace.values[y.index], "y of step \(step)")
          guard record.steps.contains(step) else {
            #expect(record.trace(of: step) == nil)
            #expect(record.tensor(.value(y), of: step) == nil)
            continue
          }
          let again = try #require(record.trace(of: step))
          for id in trace.graph.ids {
            let name = "\(trace.graph[id].names.label) of step \(step)"
            expect(again.values[id.index], near: trace.values[id.index], name)
            for (tap, value) in [
              (Tap.value(id), trace.values[id.index]), (.gradient(id), trace.gradients[id.index]),
            ] {
              guard recording.taps(of: trace.graph).contains(tap), let value,
                trace.graph[id].role != .loss && trace.graph[id].role != .error
              else { continue }
              expect(record.tensor(tap, of: step), near: value, "\(tap): \(name)")
            }
          }
        }
      }
    }
  }

  @Test func `the outputs for other samples are the trace's, on any number of threads`() throws {
    let problem = Problem(Self.networks[2], count: 300)
    for threads in 1...3 {
      let run: Run<Double> = try problem.run(batch: 7, threads: threads)
      let y = try #require(run.graph.node(labelled: "out_o"))
      let graph = try run.graph.overSamples(300)
      var leaves = graph.leaves(problem.parameters)
      leaves.merge(problem.samples.tensors(Array(0..<300), for: graph)) { $1 }
      let expected = Trace(graph, leaves: leaves).values[y.index]
      for _ in 0..<5 {
        let found = try run.evaluate(y, on: problem.samples).values
        expect(Tensor(found, shape: expected.shape), near: expected, "\(threads) threads")
      }
      #expect(run.steps == 0)
    }
  }

  @Test func `a loss that is not finite stops the run and names the first such tensor`() throws {
    let problem = Problem(Self.networks[2], count: 40)
    let run: Run<Double> = try problem.run(
      batch: 8, optimizer: GradientDescent(learningRate: 1e200))
    var last = 0
    #expect {
      try run.run(order: problem.order) { step, _ in last = step }
    } throws: { error in
      guard case TrainingError.lossIsNotFinite(let step, let tensor, let rate) = error else {
        return false
      }
      return step == last + 1 && tensor.hasPrefix("net_") && rate == 1e200
    }
  }

  @Test func `what does not fit the network is refused`() throws {
    let problem = Problem(Self.networks[1], count: 4)
    func run(_ samples: Samples) throws {
      let _: Run<Double> = try problem.run(batch: 2, samples: samples)
    }
    #expect(throws: TrainingError.inputCount(found: 3, inputs: 17)) {
      try run(
        Samples(count: 1, width: 3, inputs: .numbers([1, 2, 3]), targets: .classes([0], of: 4)))
    }
    let one = Samples.Inputs.numbers([Double](repeating: 0, count: 17))
    #expect(throws: TrainingError.targetCount(found: 5, outputs: 4)) {
      try run(Samples(count: 1, width: 17, inputs: one, targets: .classes([0], of: 5)))
    }
    #expect(throws: TrainingError.labelIsNoClass(label: 4, sample: 0, classes: 4)) {
      try run(Samples(count: 1, width: 17, inputs: one, targets: .classes([4], of: 4)))
    }
    let valid: Run<Double> = try problem.run(batch: 2)
    #expect(throws: TrainingError.noSuchSample(position: 4, samples: 4)) {
      try valid.run(order: [0, 4])
    }
  }
}
