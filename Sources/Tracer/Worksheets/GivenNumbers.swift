import Foundation

/// Draws the givens of a network: inputs, targets, weights, biases and the learning rate.
struct GivenNumbers {
  private let lists: [VariantNumbers.Given: [Double]]
  private let keepsInputs: Bool

  /// What the description says of its variants or, where it says nothing, short decimals.
  init(_ description: ModelDescription) {
    let network = description.network
    let tenths = (1...9).map { Double($0) / 10 }
    let twentieths = (1...19).map { Double($0) / 20 }
    func signed(_ numbers: [Double]) -> [Double] { numbers.reversed().map { -$0 } + numbers }
    let hasNegativeInput = network.inputs.joined().contains { $0 < 0 }
    let isAroundZero = network.layers.last?.activation is Tanh
    let usual: [VariantNumbers.Given: [Double]] = [
      .inputs: hasNegativeInput ? signed(tenths) : tenths,
      .weights: signed(twentieths), .biases: signed(twentieths),
      .targets: isAroundZero ? signed(tenths) : tenths,
      .lr: [0.1, 0.2, 0.25, 0.4, 0.5, 0.8],
    ]
    let own = description.variants?.lists ?? [:]
    lists = usual.merging(own) { $1 }
    // Truth values stay what they are.
    keepsInputs = own[.inputs] == nil && Self.areBinary(network.inputs)
  }

  private static func areBinary(_ rows: [[Double]]) -> Bool {
    rows.joined().allSatisfy { $0 == 0 || $0 == 1 }
  }

  /// The same network with some of its numbers drawn anew.
  /// - Parameter share: How many of them, about.
  func redrawn(
    _ description: ModelDescription, share: Double = 1, using generator: inout NumPyGenerator
  ) -> ModelDescription {
    var description = description
    func drawn(_ number: Double, _ given: VariantNumbers.Given) -> Double {
      guard share >= 1 || generator.randomSample() < share, let list = lists[given] else {
        return number
      }
      return list[min(Int(generator.randomSample() * Double(list.count)), list.count - 1)]
    }
    var network = description.network
    // Of two equal inputs or targets one could stand for the other.
    func distinct(_ row: [Double], _ given: VariantNumbers.Given) -> [Double] {
      row.indices.reduce(into: row) { row, place in
        for _ in 0..<8 {
          row[place] = drawn(row[place], given)
          if !row.indices.contains(where: { $0 != place && row[$0] == row[place] }) { break }
        }
      }
    }
    if !keepsInputs { network.inputs = network.inputs.map { distinct($0, .inputs) } }
    let areClasses =
      network.loss.ofOutputs == nil
      || Self.areBinary(network.targets) && description.variants?.lists[.targets] == nil
    network.targets = network.targets.map { row in
      guard areClasses else { return distinct(row, .targets) }
      // Another class is the right one; of a single output, yes or no.
      guard share >= 1 || generator.randomSample() < share else { return row }
      let turn = Int(generator.randomSample() * Double(max(2, row.count)))
      if row.count == 1 { return [keepsInputs ? row[0] : Double(turn)] }
      return row.indices.map { row[($0 + turn) % row.count] }
    }
    for place in network.layers.indices {
      network.layers[place].weights = network.layers[place].weights.map { row in
        row.map { drawn($0, .weights) }
      }
      switch network.layers[place].bias {
      case .shared(let value): network.layers[place].bias = .shared(drawn(value, .biases))
      case .perUnit(let values):
        network.layers[place].bias = .perUnit(values.map { drawn($0, .biases) })
      case nil: break
      }
    }
    description.network = network
    description.optimizer = Registry.optimizer(
      description.optimizer,
      learningRate: drawn(Registry.learningRate(description.optimizer), .lr))
    return description
  }
}

extension ModelDescription {
  func givenNumbers(_ model: Model) -> [String: Double] {
    var given = ["alpha": Registry.learningRate(optimizer)]
    for (id, tensor) in model.leaves {
      for offset in tensor.elements.indices {
        given[model.graph.name(of: ElementID(id, offset))] = tensor[offset]
      }
    }
    return given
  }
}
