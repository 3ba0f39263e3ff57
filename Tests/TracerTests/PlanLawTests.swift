import Foundation
import Testing

@testable import Tracer

/// Law 4: a plan gives what the trace gives.
struct PlanLawTests {
  /// The trace's parameters, state and tensors, step after step, one primitive after the other.
  private struct Plain<Scalar: Real> {
    var trace: Trace<Scalar>
    let trained: [NodeID]
    let optimizer: any Optimizer
    var state: [NodeID: [String: Tensor<Scalar>]] = [:]
    var step = 0

    init(_ model: Model) {
      trace = Trace(model.graph, leaves: model.leaves.mapValues { $0.converted() })
      (trained, optimizer) = (model.trained, model.optimizer)
    }

    mutating func differentiate() { trace.backward() }

    mutating func update() {
      step += 1
      for id in trained {
        guard let gradient = trace.gradients[id.index] else { continue }
        optimizer.update(
          &trace.values[id.index], gradient: gradient, state: &state[id, default: [:]], step: step)
      }
      trace.forward()
    }
  }

  private func expectEqual<Scalar: Real>(
    _ found: Tensor<Scalar>?, _ expected: Tensor<Scalar>, tolerance: Double, _ place: String
  ) {
    guard let found else {
      Issue.record("\(place) is not there")
      return
    }
    // Terms of about 1 leave their rounding where they cancel.
    let size = max(0.1, expected.elements.map { abs(Double($0)) }.max() ?? 0)
    for offset in expected.elements.indices {
      let difference = abs(Double(found[offset]) - Double(expected[offset]))
      if !(difference <= tolerance * size) {
        Issue.record("\(place)[\(offset)]: \(found[offset]) found, \(expected[offset]) expected")
        return
      }
    }
  }

  /// Five updates, of which the first four are observed or not.
  private func check<Scalar: Real>(
    _ model: Model, as scalar: Scalar.Type, tolerance: Double, threads: Int, isObserved: Bool,
    isSparse: Bool = false, _ name: String
  ) -> [[Scalar]] {
    var plain = Plain<Scalar>(model)
    let graph = model.graph
    let taps: Set<Tap> =
      isObserved
      ? Set(
        graph.ids.filter { graph[$0].primitive != nil || model.trained.contains($0) }.flatMap {
          [Tap.value($0), .gradient($0)]
        }) : []
    let plan = Plan<Scalar>(
      graph, leaves: model.leaves.mapValues { $0.converted() }, trained: model.trained,
      optimizer: model.optimizer, observing: taps,
      sparse: isSparse ? Set(graph.ids.filter { graph[$0].role == .input }) : [], threads: threads,
      leastShare: 1)
    for step in 1...5 {
      plain.differentiate()
      let objective = Double(plain.trace.values[graph.objective.index][0])
      let found = plan.run(steps: 1)
      #expect(
        abs(found - objective) <= tolerance * max(1, abs(objective)),
        "\(name), step \(step): objective")
      if isObserved {
        for tap in taps {
          switch tap {
          case .value(let id):
            expectEqual(
              plan.tensor(tap), plain.trace.values[id.index], tolerance: tolerance,
              "\(name), step \(step), \(graph[id].names.label)")
          case .gradient(let id):
            guard let gradient = plain.trace.gradients[id.index] else { continue }
            expectEqual(
              plan.tensor(tap), gradient, tolerance: tolerance,
              "\(name), step \(step), gradient of \(graph[id].names.label)")
          }
        }
      }
      plain.update()
      for id in model.trained {
        expectEqual(
          plan.value(of: id), plain.trace.values[id.index], tolerance: tolerance,
          "\(name), step \(step), \(graph[id].names.label)+")
      }
    }
    return model.trained.map { plan.value(of: $0)?.elements ?? [] }
  }

  @Test(arguments: Example.all)
  func `on every built-in example the plan gives what the trace gives`(example: Example) throws {
    let model = example.model()
    for isObserved in [false, true] {
      _ = check(
        model, as: Double.self, tolerance: 1e-12, threads: 1, isObserved: isObserved, example.name)
    }
  }

  @Test func `on random networks the plan gives what the trace gives on any number of threads`()
    throws
  {
    for seed in 0..<Thoroughness.count(60, of: 500) {
      var generator = SeededGenerator(seed: UInt64(seed))
      let model = try RandomNetwork.model(from: &generator)
      let name = "network \(seed) (\(model.title.english.words))"
      let isSparse = seed % 3 == 0
      var bits: [[[Double]]] = []
      for threads in 1...3 {
        bits.append(
          check(
            model, as: Double.self, tolerance: 1e-12, threads: threads,
            isObserved: seed % 2 == 1, isSparse: isSparse, "\(name), \(threads) threads"))
      }
      #expect(bits[0] == bits[1] && bits[0] == bits[2], "\(name): other bits on more threads")
      _ = check(
        model, as: Float.self, tolerance: 5e-5, threads: 1 + seed % 2, isObserved: seed % 2 == 0,
        isSparse: isSparse, "\(name), float")
    }
  }
}

/// Networks of every kind, small enough for the trace.
enum RandomNetwork {
  /// With an ε that keeps the rounding of gradients near 0 from growing when it is divided by their
  /// size.
  static let optimizers: [any Optimizer] = [
    GradientDescent(learningRate: 0.01), Momentum(learningRate: 0.005),
    Momentum(learningRate: 0.005, form: .textbook), Nesterov(learningRate: 0.002),
    Nesterov(learningRate: 0.002, form: .lookAhead), Adagrad(learningRate: 0.05, epsilon: 0.01),
    RMSProp(learningRate: 0.01, epsilon: 0.01), Adam(learningRate: 0.02, epsilon: 0.01),
    Adam(learningRate: 0.02, epsilon: 0.01, epsilonPlace: .inside),
  ]

  static func model(from generator: inout SeededGenerator) throws -> Model {
    func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &generator) }
    func pick<Choice>(_ choices: [Choice]) -> Choice { choices.randomElement(using: &generator)! }
    let samples = pick([1, 1, 2, 3, 4, 7, 16, 31, 32, 33])
    let sizes = (0..<Int.random(in: 2...5, using: &generator)).map { _ in
      pick([1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 33])
    }
    var loss = pick(Loss.allCases)
    var activations: [any Primitive] = sizes.dropFirst().map { _ in
      pick([Sigmoid(), Tanh(), ReLU(), LeakyReLU(), Softplus(), Identity()] as [any Primitive])
    }
    switch loss {
    case .binaryCrossEntropy: activations[activations.count - 1] = Sigmoid()
    case .crossEntropy, .softmaxCrossEntropy: activations[activations.count - 1] = Softmax()
    default: if number(0...1) < 0.1 { activations[activations.count - 1] = Softmax() }
    }
    if sizes[sizes.count - 1] == 1, loss == .crossEntropy || loss == .softmaxCrossEntropy {
      loss = .halfSquaredError
    }
    let layers = (1..<sizes.count).map { index -> Network.Layer in
      let (inputs, units) = (sizes[index - 1], sizes[index])
      let bias: Network.Bias? =
        switch Int.random(in: 0...3, using: &generator) {
        case 0: nil
        // A bias that all inputs of a softmax share has no gradient but rounding.
        case 1 where !(activations[index - 1] is Softmax): .shared(number(-0.5...0.5))
        default: .perUnit((0..<units).map { _ in number(-0.5...0.5) })
        }
      return Network.Layer(
        units: Network.units("u\(index)_", count: units, after: 0),
        weights: (0..<units).map { _ in
          (0..<inputs).map { _ in number(-1...1) / Double(inputs).squareRoot() }
        },
        bias: bias, activation: activations[index - 1])
    }
    let isZeroed = number(0...1)
    let network = Network(
      inputs: (0..<samples).map { _ in
        (0..<sizes[0]).map { _ in number(0...1) < isZeroed ? 0 : number(-1...1) }
      },
      targets: (0..<samples).map { _ in
        var row = sizes.last.map { count in (0..<count).map { _ in number(0.05...0.95) } } ?? []
        if loss == .crossEntropy || loss == .softmaxCrossEntropy {
          let chosen = Int.random(in: 0..<row.count, using: &generator)
          row = row.indices.map { $0 == chosen ? 1 : 0 }
        }
        return row
      },
      layers: layers, loss: loss, reduction: pick(Loss.Reduction.allCases))
    let built = try network.build()
    let optimizer = pick(optimizers)
    let kinds = activations.map { "\(type(of: $0))" }.joined(separator: ", ")
    let words = "\(samples) samples, \(sizes), \(kinds), \(loss.rawValue), \(type(of: optimizer))"
    let title = Phrase("\(code: words)")
    return Model(
      name: "random", title: title, graph: built.graph, leaves: built.leaves, optimizer: optimizer,
      trained: number(0...1) < 0.2
        ? built.weights : built.weights + built.biases.filter { !built.weights.contains($0) },
      digits: 6)
  }
}
