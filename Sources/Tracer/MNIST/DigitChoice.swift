/// What a derivation of eighty thousand parameters tells of: a choice that teaches.
struct DigitChoice: Equatable {
  /// The image of the batch that is followed, by its row.
  var sample: Int
  /// The digit on that image.
  var digit: Int
  /// The digit, among the wrong ones, that the network finds most probable.
  var rival: Int
  /// In each hidden layer, the unit with the largest |δ|.
  var units: [Int]
  /// Of the pixels with the most ink, the one with the largest weight into the first of the units.
  var pixel: Int

  /// The choice from a trace whose backward pass is done.
  init(_ trace: Trace<Double>, sizes: [Int]) {
    let graph = trace.graph
    func tensor(_ label: String) -> Tensor<Double> {
      guard let node = graph.node(labelled: label) else {
        preconditionFailure("a network of digits has a tensor \(label)")
      }
      return trace.values[node.index]
    }
    func deltas(ofLayer layer: Int) -> Tensor<Double> {
      let net = graph.ids.first { graph[$0].role == .net && graph[$0].layer == layer }
      guard let net, let gradient = trace.gradients[net.index] else {
        preconditionFailure("layer \(layer) has net inputs with a gradient")
      }
      return gradient
    }
    let hidden = 1..<sizes.count - 1
    let x = tensor("x")
    let samples = 0..<x.shape[0]
    // The image on which the network errs most, where there are several.
    let target = tensor("target")
    let y = tensor("y")
    let classes = sizes[sizes.count - 1]
    func right(_ sample: Int) -> Int {
      (0..<classes).first { target[sample * classes + $0] == 1 } ?? 0
    }
    sample = samples.largest { -y[$0 * classes + right($0)] }
    let row = sample
    digit = right(row)
    let answer = digit
    rival = (0..<classes).filter { $0 != answer }.largest { y[row * classes + $0] }
    units = hidden.map { layer in
      let delta = deltas(ofLayer: layer)
      let count = delta.shape[1]
      return (0..<count).largest { abs(delta[row * count + $0]) }
    }
    let pixels = sizes[0]
    let (first, columns) = (units.first ?? answer, sizes[1])
    let weights = tensor("W1")
    let most = (0..<pixels).map { x[row * pixels + $0] }.max() ?? 0
    pixel = (0..<pixels).filter { x[row * pixels + $0] == most }.largest {
      abs(weights[$0 * columns + first])
    }
  }

  /// The parameters that are derived: into the outputs of the digit and its rival, and back along
  /// one path to the pixel.
  func parameters(ofLayers count: Int) -> [String] {
    let last = count
    let path = [pixel] + units
    return [digit, rival].map { "W\(last)[\(path[last - 1]),\($0)]" }
      + (1..<last).reversed().map { "W\($0)[\(path[$0 - 1]),\(path[$0])]" }
  }
}

extension Sequence {
  /// The first of the elements for which the measure is largest.
  fileprivate func largest(by measure: (Element) -> Double) -> Element {
    guard let largest = self.max(by: { measure($0) < measure($1) }) else {
      preconditionFailure("there is no largest of nothing")
    }
    return first { measure($0) == measure(largest) } ?? largest
  }
}
