/// What is told of a network that nobody reads whole: one sample on its way through a few units of
/// each layer, and the parameters between these.
struct Focus: Sendable, Equatable {
  /// The sample that is followed, by its row.
  let sample: Int
  let samples: Int
  /// The number of the output layer.
  let last: Int
  /// The outputs that are told of, by their position; where one of several classes is right, that
  /// one first, then the strongest wrong one.
  let outputs: [Int]
  /// Whether the targets of the sample mark one of several outputs as the right one.
  let isClassified: Bool
  /// The units that are told of, in each layer after the first.
  let units: [Int: [Int]]
  /// In each hidden layer, the unit with the largest |δ|.
  let path: [Int]
  /// Of the strongest inputs, the one with the largest weight into the first unit of the path.
  let input: ElementID?
  let parameters: [ElementID]
  private let told: Set<ElementID>
  /// Those of them that are told of the pass after the update, too.
  private let toldAfter: Set<ElementID>

  /// The choice that teaches: the sample on which the network errs most; of the outputs the right
  /// one and the strongest wrong one, or those on which the error depends most; in each hidden layer
  /// the unit with the largest |δ|; and the weights on the way through them.
  /// - Parameters:
  ///   - trace: A trace whose backward pass is done.
  ///   - trained: The parameters of which some are chosen.
  ///   - chosen: Parameters to be told of instead; the units follow from them.
  ///   - sample: The sample to be followed instead.
  /// - Returns: `nil` for a graph that has no layers.
  init?(
    _ trace: Trace<Double>, trained: [NodeID], chosen: [ElementID] = [], sample asked: Int? = nil
  ) {
    guard let layers = Layers(trace) else { return nil }
    let last = layers.last
    self.last = last
    samples = layers.samples
    let row = asked ?? (0..<layers.samples).largest { layers.miss(of: $0) }
    sample = row
    let width = layers.width(last)
    let answer = layers.row(layers.outputs, row), wanted = layers.row(layers.targets, row)
    isClassified =
      width > 1 && wanted.count(where: { $0 == 1 }) == 1 && wanted.allSatisfy { $0 == 0 || $0 == 1 }
    let outputs: [Int]
    if isClassified, let right = wanted.firstIndex(of: 1) {
      outputs = [right, (0..<width).filter { $0 != right }.largest { answer[$0] }]
    } else {
      outputs = Array(
        (0..<width).sorted {
          (-layers.delta(last, row, $0), $0) < (-layers.delta(last, row, $1), $1)
        }.prefix(2))
    }
    let path = (1..<last).map { layer in
      (0..<layers.width(layer)).largest { layers.delta(layer, row, $0) }
    }
    (self.outputs, self.path) = (outputs, path)
    input = layers.strongestInput(of: row, into: path.first ?? outputs[0])
    let way = [input.map { layers.column(of: $0) } ?? 0] + path
    let parameters =
      chosen.isEmpty
      ? (outputs.map { layers.weight(last, from: way[last - 1], to: $0) }
        + (1..<last).reversed().map { layers.weight($0, from: way[$0 - 1], to: way[$0]) })
        .filter { trained.contains($0.node) }
      : chosen
    let units = layers.units(around: parameters, outputs: outputs, path: path)
    let told = layers.elements(of: row, units: units)
    (self.parameters, self.units, self.told) = (parameters, units, told)
    let (graph, first) = (trace.graph, outputs[0])
    toldAfter = told.filter {
      graph[$0.node].layer == nil || $0 == ElementID(layers.outputs, row * width + first)
    }
  }

  func tells(_ element: ElementID, after: Bool = false) -> Bool {
    (after ? toldAfter : told).contains(element)
  }
}

/// A trace as layers of units, [samples, units] each.
private struct Layers {
  let trace: Trace<Double>
  private let rules: NetworkRules

  var samples: Int { rules.samples }
  var last: Int { rules.layers.count }
  var outputs: NodeID { rules.layers[last - 1].out }
  var targets: NodeID { rules.target }

  init?(_ trace: Trace<Double>) {
    guard let rules = NetworkRules(trace) else { return nil }
    (self.trace, self.rules) = (trace, rules)
  }

  func width(_ layer: Int) -> Int { trace.graph[rules.layers[layer - 1].net].shape[1] }

  func row(_ id: NodeID, _ sample: Int) -> [Double] {
    let width = trace.graph[id].shape[1]
    return Array(trace.values[id.index].elements[sample * width..<(sample + 1) * width])
  }

  /// How far the outputs of a sample are from its targets.
  func miss(of sample: Int) -> Double {
    zip(row(outputs, sample), row(targets, sample)).reduce(0) { $0 + abs($1.0 - $1.1) }
  }

  /// |∂E/∂net| of a unit.
  func delta(_ layer: Int, _ sample: Int, _ unit: Int) -> Double {
    let gradient = trace.gradients[rules.layers[layer - 1].net.index]
    return abs(gradient?[sample * width(layer) + unit] ?? 0)
  }

  /// The position of a unit, or of an input, in its layer.
  func column(of element: ElementID) -> Int { element.offset % trace.graph[element.node].shape[1] }

  func strongestInput(of sample: Int, into unit: Int) -> ElementID? {
    let inputs = rules.layers[0].source
    let x = row(inputs, sample).map { abs($0) }
    guard let most = x.max() else { return nil }
    let position = x.indices.filter { x[$0] == most }.largest {
      abs(trace[weight(1, from: $0, to: unit)])
    }
    return ElementID(inputs, sample * x.count + position)
  }

  func weight(_ layer: Int, from: Int, to: Int) -> ElementID {
    ElementID(rules.layers[layer - 1].weights, from * width(layer) + to)
  }

  /// The units that the parameters lead into or come from, and one on the way in every layer.
  func units(around parameters: [ElementID], outputs: [Int], path: [Int]) -> [Int: [Int]] {
    var units: [Int: Set<Int>] = [last: Set(outputs)]
    for parameter in parameters {
      let node = trace.graph[parameter.node]
      guard let layer = node.layer, layer > 0 else { continue }
      let index = node.shape.index(at: parameter.offset)
      if node.shape.extents.last == width(layer), let unit = index.last {
        units[layer, default: []].insert(unit)
      }
      if node.role == .weight, index.count == 2, layer > 1 {
        units[layer - 1, default: []].insert(index[0])
      }
    }
    for (position, unit) in path.enumerated() where units[position + 1] == nil {
      units[position + 1] = [unit]
    }
    return units.mapValues { $0.sorted() }
  }

  /// The calculated elements of a sample in these units, and what becomes of the outputs after them.
  func elements(of sample: Int, units: [Int: [Int]]) -> Set<ElementID> {
    let graph = trace.graph
    var found: Set<ElementID> = []
    for id in graph.ids where graph[id].primitive != nil {
      let shape = graph[id].shape
      let isPerSample = shape.rank == 2 ? shape[0] == samples : samples > 1 && shape == [samples]
      for element in graph.elements(of: id) {
        let index = shape.index(at: element.offset)
        if isPerSample, index[0] != sample { continue }
        if shape.rank == 2, shape[1] == width(graph[id].layer ?? last),
          units[graph[id].layer ?? last]?.contains(index[1]) != true
        {
          continue
        }
        found.insert(element)
      }
    }
    return found
  }
}

extension Collection {
  /// The first of the elements for which the measure is largest; there must be one.
  fileprivate func largest(by measure: (Element) -> Double) -> Element {
    guard let start = first else { preconditionFailure("there is no largest of nothing") }
    return dropFirst().reduce((element: start, measure: measure(start))) { best, element in
      let new = measure(element)
      return new > best.measure ? (element, new) : best
    }.element
  }
}
