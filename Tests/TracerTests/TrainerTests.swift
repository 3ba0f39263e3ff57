import Foundation
import Testing

@testable import Tracer

/// A network of layers as plain loops in double precision: what training must amount to.
private struct PlainNetwork {
  let network: LayeredNetwork
  var weights: [[[Double]]]
  var biases: [[Double]]

  init(_ network: LayeredNetwork, _ parameters: [String: Tensor<Double>]) {
    self.network = network
    weights = (1..<network.sizes.count).map { layer in
      let elements = parameters["W\(layer)"]!.elements, columns = network.sizes[layer]
      return (0..<network.sizes[layer - 1]).map { row in
        (0..<columns).map { elements[row * columns + $0] }
      }
    }
    biases = (1..<network.sizes.count).map { parameters["b\($0)"]!.elements }
  }

  /// One step of gradient descent; returns the mean loss before it.
  mutating func step(_ samples: [(x: [Double], label: Int)], learningRate: Double) -> Double {
    var weightGradients = weights.map { $0.map { $0.map { _ in 0.0 } } }
    var biasGradients = biases.map { $0.map { _ in 0.0 } }
    var loss = 0.0
    for (x, label) in samples {
      var out = [x]
      for layer in weights.indices {
        let net = biases[layer].indices.map { j in
          biases[layer][j]
            + out[layer].indices.reduce(0) { $0 + out[layer][$1] * weights[layer][$1][j] }
        }
        if layer == weights.count - 1 {
          let sum = net.reduce(0) { $0 + exp($1) }
          out.append(net.map { exp($0) / sum })
        } else {
          out.append(net.map(activate))
        }
      }
      loss -= log(out.last![label])
      var delta = out.last!.enumerated().map { $1 - ($0 == label ? 1 : 0) }
      for layer in weights.indices.reversed() {
        for j in delta.indices {
          biasGradients[layer][j] += delta[j]
          for i in out[layer].indices { weightGradients[layer][i][j] += out[layer][i] * delta[j] }
        }
        delta = out[layer].indices.map { i in
          slope(out[layer][i]) * delta.indices.reduce(0) { $0 + weights[layer][i][$1] * delta[$1] }
        }
      }
    }
    let rate = learningRate / Double(samples.count)
    for layer in weights.indices {
      for j in biases[layer].indices {
        biases[layer][j] -= rate * biasGradients[layer][j]
        for i in weights[layer].indices {
          weights[layer][i][j] -= rate * weightGradients[layer][i][j]
        }
      }
    }
    return loss / Double(samples.count)
  }

  private func activate(_ x: Double) -> Double {
    switch network.activation {
    case .sigmoid: 1 / (1 + exp(-x))
    case .relu: max(0, x)
    case .tanh: tanh(x)
    }
  }

  private func slope(_ y: Double) -> Double {
    switch network.activation {
    case .sigmoid: y * (1 - y)
    case .relu: y > 0 ? 1 : 0
    case .tanh: 1 - y * y
    }
  }
}

struct TrainerTests {
  /// Parameters and images that repeat for a network.
  private static func problem(
    _ network: LayeredNetwork, count: Int
  ) -> (parameters: [String: Tensor<Double>], images: LabelledImages, order: [Int32]) {
    var state: UInt64 = 3
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let parameters = Dictionary(
      uniqueKeysWithValues: network.parameterShapes.map { name, shape in
        (name, Tensor((0..<shape.count).map { _ in next() - 0.5 }, shape: shape))
      })
    let images = LabelledImages(
      pixels: (0..<count * network.sizes[0]).map { _ in UInt8(next() * 256) },
      labels: (0..<count).map { _ in UInt8(next() * Double(network.sizes.last!)) })
    return (parameters, images, (0..<Int32(count)).map { ($0 * 7 + 1) % Int32(count) })
  }

  private static let networks = [
    LayeredNetwork(sizes: [5, 3], activation: .sigmoid),
    LayeredNetwork(sizes: [17, 11, 4], activation: .sigmoid),
    LayeredNetwork(sizes: [33, 25, 10], activation: .relu),
    LayeredNetwork(sizes: [8, 40, 3], activation: .tanh),
    LayeredNetwork(sizes: [12, 9, 7, 5], activation: .tanh),
    LayeredNetwork(sizes: [9, 16, 20, 10, 2], activation: .sigmoid),
  ]

  @Test(arguments: networks, [1, 7, 32])
  func `training gives the weights and losses of the plain loops`(
    network: LayeredNetwork, batch: Int
  ) throws {
    let count = 45
    let (parameters, images, order) = Self.problem(network, count: count)
    var plain = PlainNetwork(network, parameters)
    var losses: [Double] = []
    for start in stride(from: 0, to: count, by: batch) {
      let samples = order[start..<min(count, start + batch)].map { position in
        let first = Int(position) * network.sizes[0]
        return (
          x: images.pixels[first..<first + network.sizes[0]].map { Double($0) / 255 },
          label: Int(images.labels[Int(position)])
        )
      }
      losses.append(plain.step(samples, learningRate: 0.3))
    }

    var trainer = try Trainer(
      network: network, parameters: parameters, images: images, batch: batch, learningRate: 0.3)
    trainer.threads = 1
    var steps: [Trainer<Double>.Step] = []
    _ = try trainer.run(order: order) { steps.append($0) }

    #expect(steps.map(\.index) == Array(losses.indices))
    for (step, loss) in zip(steps, losses) { #expect(abs(step.loss - loss) <= 1e-12) }
    for layer in 1..<network.sizes.count {
      let weights = trainer.parameters["W\(layer)"]!.elements
      for (found, expected) in zip(weights, plain.weights[layer - 1].joined()) {
        #expect(abs(found - expected) <= 1e-12)
      }
      for (found, expected) in zip(
        trainer.parameters["b\(layer)"]!.elements, plain.biases[layer - 1])
      {
        #expect(abs(found - expected) <= 1e-12)
      }
    }
  }

  @Test(arguments: networks)
  func `two threads give the bits of one`(network: LayeredNetwork) throws {
    let (parameters, images, order) = Self.problem(network, count: 77)
    let results = try [1, 2].map { threads in
      var trainer = try Trainer(
        network: network, parameters: parameters.mapValues { $0.converted(to: Float.self) },
        images: images, batch: 8, learningRate: 0.2)
      trainer.threads = threads
      var losses: [Double] = []
      for _ in 0..<3 { _ = try trainer.run(order: order) { losses.append($0.loss) } }
      return (trainer.parameters, losses)
    }
    #expect(results[0].0 == results[1].0)
    #expect(results[0].1 == results[1].1)
  }

  @Test(arguments: networks, [1, 7, 32])
  func `the kernels agree with the graph`(network: LayeredNetwork, batch: Int) throws {
    let (parameters, images, order) = Self.problem(network, count: 45)
    var fused = try Trainer(
      network: network, parameters: parameters, images: images, batch: batch, learningRate: 0.3)
    var plain = fused
    var losses: (fused: [Double], plain: [Double]) = ([], [])
    for _ in 0..<2 {
      let mean = try fused.run(order: order) { losses.fused.append($0.loss) }
      let plainMean = try plain.runThroughGraph(order: order) {
        losses.plain.append($1.values.last![0])
      }
      #expect(abs(mean - plainMean) <= 1e-12)
    }
    #expect(fused.steps == plain.steps)
    #expect(losses.fused.count == losses.plain.count)
    for (a, b) in zip(losses.fused, losses.plain) { #expect(abs(a - b) <= 1e-12) }
    for (name, tensor) in fused.parameters {
      expect(tensor, near: plain.parameters[name], within: 1e-12, name)
    }
  }

  private func expect<Scalar: Real>(
    _ found: Tensor<Scalar>?, near expected: Tensor<Scalar>?, within tolerance: Double,
    _ name: String
  ) {
    #expect(found?.shape == expected?.shape, "\(name)")
    for (a, b) in zip(found?.elements ?? [], expected?.elements ?? []) {
      #expect(abs(Double(a) - Double(b)) <= tolerance, "\(name)")
    }
  }

  @Test(arguments: networks, [1, 2])
  func `any step on record can be asked for every tensor`(
    network: LayeredNetwork, threads: Int
  ) throws {
    let (parameters, images, order) = Self.problem(network, count: 45)
    var silent = try Trainer(
      network: network, parameters: parameters, images: images, batch: 8, learningRate: 0.3)
    silent.threads = 1
    _ = try silent.run(order: order)
    // Each step's parameters as the plain path has them.
    var plain = try Trainer(
      network: network, parameters: parameters, images: images, batch: 8, learningRate: 0.3)
    var expected: [Trace<Double>] = []
    _ = try plain.runThroughGraph(order: order) { expected.append($1) }

    for recording in [
      Recording.smallTensors(checkpointEvery: 4), .smallTensors(checkpointEvery: 1),
      .everything(last: 2), .everything(last: 100),
    ] {
      var trainer = try Trainer(
        network: network, parameters: parameters, images: images, batch: 8, learningRate: 0.3)
      trainer.threads = threads
      trainer.recording = recording
      var seen: [Tensor<Double>?] = []
      _ = try trainer.run(order: order) { seen.append($0.tensor(named: "y")) }
      for (name, tensor) in trainer.parameters {
        expect(tensor, near: silent.parameters[name], within: 1e-14, name)
      }
      #expect(trainer.recordedSteps == (recording == .everything(last: 2) ? 4..<6 : 0..<6))
      for step in 0..<6 {
        let trace = expected[step]
        func node(_ name: String) -> Int? { trace.graph.node(labelled: name)?.index }
        expect(seen[step], near: node("y").map { trace.values[$0] }, within: 1e-12, "y")
        guard trainer.recordedSteps.contains(step) else {
          #expect(trainer.trace(ofStep: step) == nil)
          #expect(trainer.tensor(named: "y", ofStep: step) == nil)
          continue
        }
        let again = try #require(trainer.trace(ofStep: step))
        for (index, id) in trace.graph.nodes.enumerated() {
          let name = id.names.label
          expect(again.values[index], near: trace.values[index], within: 1e-12, name)
          expect(again.gradients[index], near: trace.gradients[index], within: 1e-12, "dE/d\(name)")
          for (name, value) in [
            (name, trace.values[index]), ("dE/d\(name)", trace.gradients[index]),
          ] {
            guard let tensor = trainer.tensor(named: name, ofStep: step) else { continue }
            expect(tensor, near: value, within: 1e-12, name)
          }
        }
        var names = ["net_o", "y", "dE/dnet_o", "dE/db1"]
        if case .everything = recording { names += ["W1", "b1", "dE/dW1"] }
        for name in names {
          #expect(trainer.tensor(named: name, ofStep: step) != nil, "\(name)")
        }
      }
    }
  }

  @Test func `the memory of a record is used again without harm`() throws {
    let network = Self.networks[1]
    let (parameters, images, order) = Self.problem(network, count: 45)
    var trainer = try Trainer(
      network: network, parameters: parameters, images: images, batch: 8, learningRate: 0.3)
    trainer.recording = .smallTensors(checkpointEvery: 3)
    _ = try trainer.run(order: order)
    let copy = trainer
    let before = copy.tensor(named: "y", ofStep: 5)
    _ = try trainer.run(order: order)
    _ = try trainer.run(order: order)
    #expect(copy.recordedSteps == 0..<6)
    #expect(copy.tensor(named: "y", ofStep: 5) == before)
    #expect(trainer.recordedSteps == 12..<18)
    let y = trainer.tensor(named: "y", ofStep: 17)
    #expect(y != before)
    let trace = try #require(trainer.trace(ofStep: 17))
    let node = try #require(trace.graph.node(labelled: "y"))
    expect(y, near: trace.values[node.index], within: 1e-12, "y")
  }

  @Test(arguments: Float.kernels.indices)
  func `every kernel that the machine has trains to the same weights`(variant: Int) throws {
    let network = LayeredNetwork(sizes: [61, 43, 10], activation: .sigmoid)
    let (parameters, images, order) = Self.problem(network, count: 100)
    func trained<Scalar: Real>(with kernels: Kernels<Scalar>) throws -> [String: Tensor<Scalar>] {
      var trainer = try Trainer<Scalar>(
        network: network, parameters: parameters.mapValues { $0.converted() }, images: images,
        learningRate: 0.3)
      trainer.fused = FusedNetwork(network, batch: 32, pixelScale: 1 / 255, kernels: kernels)
      try trainer.fused.setParameters(parameters.mapValues { $0.converted() })
      _ = try trainer.run(order: order)
      return trainer.parameters
    }
    var plain = try Trainer(
      network: network, parameters: parameters, images: images, learningRate: 0.3)
    _ = try plain.runThroughGraph(order: order)
    let float = try trained(with: Float.kernels[variant])
    let double = try trained(with: Double.kernels[variant])
    for (name, expected) in plain.parameters {
      expect(float[name]?.converted(), near: expected, within: 2e-6, name)
      expect(double[name], near: expected, within: 1e-13, name)
    }
  }

  @Test func `a copy of a trainer trains on its own`() throws {
    let network = Self.networks[1]
    let (parameters, images, order) = Self.problem(network, count: 20)
    let trainer = try Trainer(
      network: network, parameters: parameters, images: images, learningRate: 0.1)
    var copy = trainer
    _ = try copy.run(order: order)
    #expect(trainer.parameters == parameters)
    #expect(copy.parameters != parameters)
  }

  @Test func `a loss that is not finite stops the run and names the first such tensor`() throws {
    let network = Self.networks[2]
    var (parameters, images, order) = Self.problem(network, count: 40)
    parameters["W2"]![3] = .infinity
    var trainer = try Trainer(
      network: network, parameters: parameters, images: images, batch: 8, learningRate: 0.1)
    #expect(throws: TrainingError.lossIsNotFinite(step: 0, tensor: "W2", learningRate: 0.1)) {
      try trainer.run(order: order)
    }
    parameters["W2"]![3] = 0
    trainer = try Trainer(
      network: network, parameters: parameters, images: images, batch: 8, learningRate: 1e200)
    var last = 0
    #expect {
      try trainer.run(order: order) { last = $0.index }
    } throws: { error in
      guard case TrainingError.lossIsNotFinite(let step, _, _) = error else { return false }
      return step == last + 1
    }
  }

  @Test func `what does not fit the network is refused`() throws {
    let network = Self.networks[1]
    let (parameters, images, _) = Self.problem(network, count: 4)
    func trainer(
      _ parameters: [String: Tensor<Double>], _ images: LabelledImages
    ) throws -> Trainer<Double> {
      try Trainer(network: network, parameters: parameters, images: images, learningRate: 0.1)
    }
    #expect(throws: TrainingError.parameterIsMissing(name: "b2")) {
      try trainer(parameters.filter { $0.key != "b2" }, images)
    }
    #expect(throws: TrainingError.parameterShape(name: "W1", found: [3], expected: [17, 11])) {
      try trainer(parameters.merging(["W1": Tensor(repeating: 0, shape: [3])]) { $1 }, images)
    }
    #expect(throws: TrainingError.pixelCount(found: 3, images: 1, inputs: 17)) {
      try trainer(parameters, LabelledImages(pixels: [1, 2, 3], labels: [0]))
    }
    #expect(throws: TrainingError.labelIsNoClass(label: 4, image: 0, classes: 4)) {
      try trainer(parameters, LabelledImages(pixels: [UInt8](repeating: 0, count: 17), labels: [4]))
    }
    var valid = try trainer(parameters, images)
    #expect(throws: TrainingError.noSuchImage(position: 4, images: 4)) {
      try valid.run(order: [0, 4])
    }
  }

  @Test func `predictions are the classes of the largest output`() throws {
    let network = LayeredNetwork(sizes: [2, 3], activation: .relu)
    let trainer = try Trainer<Float>(
      network: network,
      parameters: [
        "W1": Tensor([1, 0, 0, 0, 1, 0], shape: [2, 3]), "b1": Tensor([0, 0, 0.5], shape: [3]),
      ],
      images: LabelledImages(pixels: [], labels: []), batch: 2, learningRate: 0.1)
    let images = LabelledImages(pixels: [255, 0, 0, 255, 9, 9], labels: [0, 1, 1])
    #expect(try trainer.predictions(for: images) == [0, 1, 2])
    #expect(try abs(trainer.accuracy(on: images) - 2.0 / 3) < 1e-12)
  }
}
