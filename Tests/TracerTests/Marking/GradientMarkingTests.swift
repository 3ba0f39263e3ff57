import Foundation
import Testing

@testable import Tracer

/// Gradients that NumPy calculated, right and with planted bugs.
@Suite("Marking of gradients")
struct GradientMarkingTests {
  struct Numbers: Decodable {
    let shape: [Int]
    let elements: [Double]

    var tensor: Tensor<Double> { Tensor(elements, shape: Shape(shape)) }
  }

  struct Case: Decodable, CustomTestStringConvertible {
    let activation: String
    let loss: String
    let rate: Double
    let x: Numbers
    let t: Numbers
    let W: [Numbers]
    let b: [Numbers]
    let gradients: [String: [String: Numbers]]

    private static let activations: [String: any Primitive] = ["relu": ReLU(), "tanh": Tanh()]

    var testDescription: String { "\(activation), \(loss), \(x.shape[0]) samples" }

    var network: Network {
      var network = Network(
        sizes: [3, 4, 4, 3], activation: Self.activations[activation] ?? Sigmoid(),
        output: loss == "softmax" ? Softmax() : Sigmoid(),
        loss: ["half": .halfSquaredError, "mse": .meanSquaredError][loss] ?? .softmaxCrossEntropy)
      (network.inputs, network.targets) = (x.tensor.rows, t.tensor.rows)
      var parameters: [String: Tensor<Double>] = [:]
      for (position, weights) in W.enumerated() {
        parameters["W\(position + 1)"] = weights.tensor
        parameters["b\(position + 1)"] = b[position].tensor
      }
      network.parameters = parameters
      return network
    }

    /// Whether two bugs give the same numbers.
    func equal(_ bug: String, _ other: String) -> Bool {
      guard gradients[other] != nil else { return false }
      return arrays(bug).mapValues(\.elements) == arrays(other).mapValues(\.elements)
    }

    /// The arrays of a bug, those that it leaves alone among them.
    func arrays(_ bug: String) -> [String: Tensor<Double>] {
      gradients[""]!.merging(gradients[bug]!) { $1 }.mapValues(\.tensor)
    }
  }

  static let cases: [Case] = {
    do { return try JSONDecoder().decode([Case].self, from: Facts.data("gradients.json")) } catch {
      preconditionFailure("gradients.json: \(error)")
    }
  }()

  /// What a planted bug may be called, by what is left of its name without the layer. Where a formula
  /// has its factors side by side, the same number has two names.
  static let names: [String: Set<String>] = [
    "doubled": ["doubled"], "halved": ["half-kept"], "batch": ["mean-missed"],
    "batch-twice": ["mean-twice"], "sign": ["sign"], "transposed": ["array-transposed"],
    "slope": ["activation-slope-left-out"], "slope-at-net": ["slope-at-net"],
    "unsummed": ["not-summed"], "one-sample": ["one-sample"], "pixels": ["inputs-not-scaled"],
    "diagonal": ["jacobian-diagonal"], "slope-again": ["slope-again"],
    "labels": ["labels-off-by-one"], "samples": ["labels-off-by-one"], "in-place": ["other-step"],
    "weights-transposed": ["weights-transposed"], "mask": ["slope-of-other-layer"],
    "upstream": ["factor-left-out"], "output-slope": ["activation-slope-left-out"],
    "not-carried": ["slope-not-passed-on"],
  ]

  static func marking<Scalar: Real>(
    _ arrays: [String: Tensor<Double>], of network: Network, rate: Double,
    as scalar: Scalar.Type = Double.self
  ) throws -> GradientMarking {
    var file = Safetensors()
    for (name, tensor) in arrays.sorted(by: { $0.key < $1.key }) {
      file.set(tensor.converted(to: scalar), as: name)
    }
    return GradientMarking(
      try GradientFile(file.encoded(), name: "gradients.safetensors", for: network), of: network,
      learningRate: rate)
  }

  @Test("Right gradients are accepted, in every precision and orientation", arguments: cases)
  func right(_ network: Case) throws {
    let arrays = network.arrays("")
    #expect(try Self.marking(arrays, of: network.network, rate: 0.5).isFaultless)
    #expect(try Self.marking(arrays, of: network.network, rate: 0.5, as: Float.self).isFaultless)
    var turned: [String: Tensor<Double>] = [:]
    for (name, tensor) in arrays {
      let place = Int(name.dropFirst(2))! - 1
      let isMatrix = tensor.shape.rank == 2
      turned["\(2 * place).\(isMatrix ? "weight" : "bias").grad"] =
        isMatrix ? tensor.transposed : tensor
    }
    let marking = try Self.marking(turned, of: network.network, rate: 0.5)
    #expect(marking.isFaultless)
    #expect(marking.isTurned)
  }

  @Test("One number that all arrays are multiplied by is told of once", arguments: [-0.3, 1.0 / 7])
  func multiple(_ factor: Double) throws {
    let network = Self.cases[0]
    let arrays = network.arrays("").mapValues { tensor in
      Tensor(tensor.elements.map { $0 * factor }, shape: tensor.shape)
    }
    let marking = try Self.marking(arrays, of: network.network, rate: 0.3)
    guard case .wrong(let reasons)? = marking.marks.first?.verdict else {
      Issue.record("\(marking.marks)")
      return
    }
    #expect(reasons.map(\.id) == ["multiple"])
    #expect(reasons[0].sentence.english.words.contains("the step") == (factor == -0.3))
    #expect(marking.marks.dropFirst().allSatisfy { $0.verdict.word == "follows" })
  }

  @Test(
    "Every planted bug is found and called by its name, and by no other", arguments: cases.indices)
  func planted(_ number: Int) throws {
    let network = Self.cases[number]
    let bugs = network.gradients.keys.sorted().filter { !$0.isEmpty }
    for bug in Thoroughness.some(of: bugs, from: number) {
      let marking = try Self.marking(network.arrays(bug), of: network.network, rate: network.rate)
      let kind = String(bug.reversed().drop(while: \.isNumber).reversed())
      let wrong = marking.marks.filter { if case .wrong = $0.verdict { true } else { false } }
      #expect(!marking.isFaultless, "\(bug)")
      // Where 255 times an input saturates a tanh, 1 − out² is rounding alone, of which nobody can tell.
      let isNoise = kind == "pixels" && network.activation == "tanh" && network.x.shape[0] == 1
      let isExplained = !marking.marks.contains { $0.verdict.word == "unexplained" }
      #expect(isExplained || isNoise, "\(bug)")
      #expect(wrong.count == 1, "\(bug): \(wrong.map(\.label))")
      guard case .wrong(let reasons)? = wrong.first?.verdict else { continue }
      let found = Set(reasons.map(\.id))
      // Where a mask is on for all units, it is no derivative at all.
      let isNoMask = kind == "mask" && network.equal(bug, "slope" + bug.drop { !$0.isNumber })
      let names = (Self.names[kind] ?? []).union(isNoMask ? Self.names["slope"] ?? [] : [])
      #expect(
        !found.isDisjoint(with: names),
        "\(bug): \(reasons.map { "\($0.line ?? "") \($0.sentence.english.words)" })")
      // Masks of ReLU coincide where units are on; and one sample leaves less to tell apart.
      if network.activation != "relu", network.x.shape[0] > 1 {
        #expect(reasons.count == 1, "\(bug): \(reasons.map { "\($0.id) \($0.line ?? "")" })")
      }
      // The right arrays stay right.
      let changed = Set(network.gradients[bug]!.keys.map { String($0.dropFirst()) })
      for mark in marking.marks where !changed.contains(mark.label) {
        #expect(mark.verdict.word == "right", "\(bug): \(mark.label)")
      }
    }
  }

  @Test("Without a bug that is known, nothing is named", arguments: cases)
  func noise(_ network: Case) throws {
    var generator = NumPyGenerator(seed: 3)
    let noisy = network.arrays("").mapValues { tensor in
      Tensor(tensor.elements.map { $0 + generator.uniform(-0.1, 0.1) }, shape: tensor.shape)
    }
    let marking = try Self.marking(noisy, of: network.network, rate: 0.5)
    #expect(marking.marks.allSatisfy { $0.verdict.word == "unexplained" })
  }

  @Test("The gradients of the equations are those of the graph", arguments: cases)
  func equations(_ network: Case) throws {
    let network = network.network
    let built = network.graph(samples: network.inputs.count)
    var trace = Trace(built.graph, leaves: built.leaves)
    trace.backward()
    var pass = ArrayPass(network, learningRate: 0.5)
    for id in built.graph.learned {
      let label = built.graph[id].names.label
      let found = pass.value(ArrayEquations.gradient(label))
      let value = try #require(found)
      for (mine, graph) in zip(value.elements, trace.gradients[id.index]!.elements) {
        #expect(mine.agrees(with: graph))
      }
    }
  }

  @Test("What no file of gradients can be is refused in one line")
  func faults() throws {
    let network = Self.cases[0].network
    func fault(_ arrays: [String: Tensor<Double>]) -> String {
      do {
        _ = try Self.marking(arrays, of: network, rate: 0.5)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      fault(["dW1": Tensor([1, 2], shape: [2])])
        == "gradients.safetensors: dW1: the shape [3, 4] or [4, 3] expected; [2] found")
    #expect(
      fault(["db1": Tensor([1, .nan, 0, 0], shape: [4])])
        == "gradients.safetensors: db1: finite numbers expected; nan at [1] found")
    #expect(
      fault(["loss": Tensor([1], shape: [1])]).contains("loss: a gradient such as dW1"))
    #expect(fault(["dW7": Tensor([1], shape: [1])]).contains("that by W7 found"))
  }
}
