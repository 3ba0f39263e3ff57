/// A backward pass that somebody programmed, compared array by array with the one of the graph.
package struct GradientMarking: Sendable {
  /// What is said of one array.
  package enum Verdict: Sendable {
    /// As it should be.
    case right
    /// Wrong, as it must be after the mistakes that were made before it.
    case follows
    /// Wrong, and here is what explains all of its elements; one of several, if they can't be told
    /// apart.
    case wrong([Reason])
    /// Wrong, and nothing that is known explains it.
    case unexplained
  }

  /// What explains an array.
  package struct Reason: Hashable, Sendable {
    package let id: String
    package let sentence: Phrase
    /// The line of the calculation in which it was done, if it is another one than the array.
    package let line: String?
  }

  /// One array.
  package struct Mark: Sendable {
    /// What it is the gradient by: `W1`.
    package let label: String
    /// Its name in the file.
    package let name: String
    package let shape: Shape
    package fileprivate(set) var verdict: Verdict
    /// The largest difference from what it should be, and where; `nil` for an array of another shape.
    package let largest: (index: [Int], given: Double, expected: Double)?
  }

  /// The arrays, from the last layer back to the first.
  package private(set) var marks: [Mark] = []
  package let file: String
  package let network: Network
  package let precision: ArrayPrecision
  /// Whether the matrices of the file are [outputs, inputs].
  package let isTurned: Bool

  /// Whether every array is right.
  package var isFaultless: Bool {
    marks.allSatisfy { if case .right = $0.verdict { true } else { false } }
  }

  /// Compares the arrays of a file with the gradients of a network over its own samples.
  /// - Parameter learningRate: With which somebody may have updated too early.
  package init(_ file: GradientFile, of network: Network, learningRate: Double?) {
    self.file = file.name
    self.network = network
    precision = ArrayPrecision(of: file.arrays.flatMap(\.elements))
    var right = ArrayPass(network, learningRate: learningRate)
    isTurned = file.isTurned { right.value(ArrayEquations.gradient($0.label)) }
    var search = Search(right: right, moved: right.moved, precision: precision)
    let order = file.arrays.compactMap { array in
      right.equations.index[ArrayEquations.gradient(array.label)].map { (array, $0) }
    }.sorted { $0.1 < $1.1 }
    search.targets = order.map { ArrayTarget($0.0, line: $0.1, isTurned: isTurned) }
    for place in search.targets.indices {
      let verdict = search.verdict(of: place)
      let array = order[place].0
      let expected = right.value(ArrayEquations.gradient(array.label))
      marks.append(
        Mark(
          label: array.label, name: array.name, shape: Shape(array.extents), verdict: verdict,
          largest: expected.flatMap { search.targets[place].largestDifference(from: $0) }))
    }
    guard case .unexplained? = marks.first?.verdict else { return }
    let pairs = zip(search.targets, marks).map { target, mark in
      (target, right.value(ArrayEquations.gradient(mark.label)))
    }
    guard let multiple = precision.multiple(pairs) else { return }
    let reason = Reason(id: "multiple", sentence: Self.multiple(multiple, learningRate), line: nil)
    for place in marks.indices { marks[place].verdict = place == 0 ? .wrong([reason]) : .follows }
  }

  private static func multiple(_ factor: Double, _ learningRate: Double?) -> Phrase {
    let isStep = learningRate.map { abs(factor + $0) < 1e-4 * $0 } ?? false
    let step = isStep ? Phrase(en: ": the step −α·g, not g", ko: ". g가 아니라 갱신량 −α·g이다") : Phrase("")
    return Phrase(
      en: "every array is \(number: factor) times what it should be\(step.english).",
      ko: "모든 배열이 올바른 값의 \(number: factor)배이다\(step.korean).")
  }
}

/// How exactly the numbers of a file are known.
package struct ArrayPrecision: Sendable {
  /// Such as `float32`.
  package let name: String
  /// How far a number may be off, as a share of itself.
  let tolerance: Double

  /// The coarsest type that holds all the numbers as they are.
  init(of elements: [Double]) {
    func fit(_ bits: Int) -> Bool {
      elements.allSatisfy { ($0.bitPattern & (1 << UInt64(52 - bits) - 1)) == 0 }
    }
    // A sum of a thousand products loses two or three of a type's last digits.
    (name, tolerance) =
      fit(7)
      ? ("bfloat16", 0.03)
      : fit(10)
        ? ("float16", 4e-3)
        : fit(23) ? ("float32", 5e-5) : ("float64", 1e-8)
  }

  /// What all of several arrays are multiplied by beside what they should be, if it is one number.
  func multiple(_ pairs: [(found: ArrayTarget, expected: ArrayValue?)]) -> Double? {
    func sum(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    guard pairs.count > 1, let first = pairs.first, let expected = first.expected?.elements else {
      return nil
    }
    let factor = sum(first.found.elements, expected) / sum(expected, expected)
    let isMultiple = pairs.allSatisfy { found, expected in
      guard var multiplied = expected else { return false }
      multiplied.elements = multiplied.elements.map { $0 * factor }
      return found.agrees(with: multiplied, self)
    }
    return factor.isFinite && factor != 0 && isMultiple ? factor : nil
  }
}

/// An array of the file as it is compared.
struct ArrayTarget: Sendable {
  let line: Int
  let elements: [Double]
  let extents: [Int]
  private let rank: Int

  init(_ array: GradientFile.Array, line: Int, isTurned: Bool) {
    self.line = line
    rank = array.extents.count
    guard isTurned, rank == 2, array.label.first == "W" else {
      (elements, extents) = (array.elements, array.extents)
      return
    }
    let turned = ArrayValue(
      axes: [.units(0), .units(1)], extents: array.extents, elements: array.elements
    ).transposed
    (elements, extents) = (turned.elements, turned.extents)
  }

  /// Whether nothing was filled in.
  var isZero: Bool { elements.allSatisfy { $0 == 0 } }

  /// Whether all elements agree.
  func agrees(with value: ArrayValue, _ precision: ArrayPrecision) -> Bool {
    // What isn't finite has no share of itself that a number may be off.
    guard value.elements.count == elements.count, value.elements.allSatisfy(\.isFinite),
      extents.filter({ $0 != 1 }) == value.extents.filter({ $0 != 1 })
    else { return false }
    let largest = value.elements.reduce(0) { max($0, abs($1)) }
    return zip(elements, value.elements).allSatisfy {
      abs($0 - $1) <= precision.tolerance * (abs($1) + 0.01 * largest)
    }
  }

  func largestDifference(
    from value: ArrayValue
  ) -> (index: [Int], given: Double, expected: Double)? {
    guard value.elements.count == elements.count else { return nil }
    let place = elements.indices.max {
      abs(elements[$0] - value.elements[$0]) < abs(elements[$1] - value.elements[$1])
    }
    return place.map { (Shape(extents).index(at: $0), elements[$0], value.elements[$0]) }
  }
}

extension ArrayPass {
  /// The same calculation with other numbers and, of a batch, one sample more: two hypotheses that
  /// agree here, too, are one.
  var moved: ArrayPass {
    var generator = NumPyGenerator(seed: 1)
    var network = equations.network
    func other(_ numbers: [Double]) -> [Double] {
      numbers.map { $0 * generator.uniform(0.5, 1.5) + generator.uniform(0.01, 0.1) }
    }
    if network.inputs.count > 1 {
      network.inputs.append(network.inputs[0])
      network.targets.append(network.targets[network.targets.count - 1])
    }
    network.inputs = network.inputs.map(other)
    network.targets = network.targets.map(other)
    network.parameters = network.parameters.mapValues {
      Tensor(other($0.elements), shape: $0.shape)
    }
    return ArrayPass(network, learningRate: given["alpha"]?.elements[0])
  }
}
