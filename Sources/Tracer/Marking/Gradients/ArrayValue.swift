/// What the rows, columns … of an array count.
enum ArrayAxis: Hashable {
  /// The samples of the batch.
  case sample
  /// The units of a layer, from 0 for the inputs.
  case units(Int)
}

/// An array whose axes are known, its last one fastest.
struct ArrayValue {
  var axes: [ArrayAxis]
  var extents: [Int]
  var elements: [Double]

  /// How far apart two elements are that differ by one in an axis; 0 along an axis that it lacks.
  func stride(along axis: ArrayAxis) -> Int {
    guard let place = axes.firstIndex(of: axis) else { return 0 }
    return extents[(place + 1)...].reduce(1, *)
  }

  /// The same array with its two axes exchanged.
  var transposed: ArrayValue {
    var turned = ArrayValue(axes: axes.reversed(), extents: extents.reversed(), elements: elements)
    for (position, element) in elements.enumerated() {
      let (row, column) = position.quotientAndRemainder(dividingBy: extents[1])
      turned.elements[column * extents[0] + row] = element
    }
    return turned
  }
}

/// A formula over arrays: at each element of the result it is calculated from the elements at the
/// same place, and summed over the axes that the result lacks, as `Σₙ δ[n,j]·out[n,i]`.
struct ArrayFormula {
  let formula: Formula
  /// The axes of the result.
  let result: [ArrayAxis]
  /// The axes of the result and those that are summed over.
  let all: [ArrayAxis]
  let extents: [ArrayAxis: Int]

  /// - Parameter value: The array of a symbol.
  /// - Returns: `nil` if the arrays do not fit, or the sum is none of products.
  func evaluated(_ value: (String) -> ArrayValue?) -> ArrayValue? {
    var arrays: [String: ArrayValue] = [:]
    for name in formula.symbols {
      guard let array = value(name), let fitting = fitted(array) else { return nil }
      arrays[name] = fitting
    }
    let shape = result.map { extents[$0] ?? 1 }
    var sum = ArrayValue(
      axes: result, extents: shape, elements: Array(repeating: 0, count: shape.reduce(1, *)))
    for term in formula.signedTerms {
      guard let product = product(of: term, arrays) else { return nil }
      for (position, element) in spread(product, over: result).enumerated() {
        sum.elements[position] += element
      }
    }
    return sum
  }

  /// The array with the axes of the formula; one of another layer of the same size serves, too.
  private func fitted(_ array: ArrayValue) -> ArrayValue? {
    var fitting = array
    for (place, axis) in array.axes.enumerated() where !all.contains(axis) {
      guard
        let other = all.first(where: {
          extents[$0] == array.extents[place] && !array.axes.contains($0) && $0 != .sample
        })
      else { return nil }
      fitting.axes[place] = other
    }
    return fitting
  }

  /// One term: its factors multiplied where they meet, and summed.
  private func product(of term: Formula, _ arrays: [String: ArrayValue]) -> ArrayValue? {
    var groups: [Set<ArrayAxis>: Formula] = [:]
    for factor in term.signedFactors {
      let axes = Set(factor.symbols.flatMap { arrays[$0]?.axes ?? [] })
      groups[axes] = groups[axes].map { .product($0, factor) } ?? factor
    }
    // What is smaller goes into what contains it.
    for axes in groups.keys.sorted(by: { $0.count < $1.count }) {
      if let larger = groups.keys.first(where: { $0.isStrictSuperset(of: axes) }),
        let own = groups.removeValue(forKey: axes)
      {
        groups[larger] = groups[larger].map { .product($0, own) }
      }
    }
    var factors = groups.map { axes, formula in
      elementwise(formula, over: all.filter(axes.contains), arrays)
    }
    var scale = 1.0
    for axis in all where !result.contains(axis) {
      let sharing = factors.indices.filter { factors[$0].axes.contains(axis) }
      switch sharing.count {
      case 0: scale *= Double(extents[axis] ?? 1)
      case 1: factors[sharing[0]] = factors[sharing[0]].summed(over: axis)
      case 2:
        guard let product = factors[sharing[0]].contracted(with: factors[sharing[1]], over: axis)
        else { return nil }
        factors.remove(at: sharing[1])
        factors[sharing[0]] = product
      default: return nil
      }
    }
    let axes = all.filter { axis in factors.contains { $0.axes.contains(axis) } }
    guard axes.allSatisfy(result.contains) else { return nil }
    if factors.count == 1, scale == 1 { return factors[0] }
    var whole = value(over: axes)
    for factor in factors {
      for (position, element) in spread(factor, over: axes).enumerated() {
        whole.elements[position] *= element
      }
    }
    for position in whole.elements.indices { whole.elements[position] *= scale }
    return whole
  }

  /// Ones.
  private func value(over axes: [ArrayAxis]) -> ArrayValue {
    let shape = axes.map { extents[$0] ?? 1 }
    return ArrayValue(
      axes: axes, extents: shape, elements: Array(repeating: 1, count: shape.reduce(1, *)))
  }

  private func elementwise(
    _ formula: Formula, over axes: [ArrayAxis], _ arrays: [String: ArrayValue]
  ) -> ArrayValue {
    if case .symbol(let name, _) = formula, let array = arrays[name], array.axes == axes {
      return array
    }
    var value = value(over: axes)
    var elements: [String: [Double]] = [:]
    for name in formula.symbols { elements[name] = arrays[name].map { spread($0, over: axes) } }
    for position in value.elements.indices {
      value.elements[position] = formula.evaluated { elements[$0]?[position] ?? $1 }
    }
    return value
  }

  /// The elements of an array at every place along the axes.
  private func spread(_ array: ArrayValue, over axes: [ArrayAxis]) -> [Double] {
    if array.axes == axes { return array.elements }
    var offsets = [0]
    for axis in axes {
      let step = array.stride(along: axis)
      offsets = offsets.flatMap { start in (0..<(extents[axis] ?? 1)).map { start + $0 * step } }
    }
    return offsets.map { array.elements[$0] }
  }
}

extension ArrayValue {
  fileprivate func summed(over axis: ArrayAxis) -> ArrayValue {
    guard let place = axes.firstIndex(of: axis) else { return self }
    let (count, step) = (extents[place], stride(along: axis))
    var sum = self
    sum.axes.remove(at: place)
    sum.extents.remove(at: place)
    sum.elements = Array(repeating: 0, count: sum.extents.reduce(1, *))
    for (position, element) in elements.enumerated() {
      sum.elements[position / (step * count) * step + position % step] += element
    }
    return sum
  }

  /// The sum of products over an axis that both have, as the product of two matrices.
  fileprivate func contracted(with other: ArrayValue, over axis: ArrayAxis) -> ArrayValue? {
    guard axes.count <= 2, other.axes.count <= 2 else { return nil }
    func matrix(_ array: ArrayValue, first: Bool) -> ArrayValue {
      var array = array
      if array.axes.count == 1 { (array.axes, array.extents) = ([axis], array.extents) }
      guard array.axes.count == 2 else { return array }
      return (array.axes[0] == axis) == first ? array : array.transposed
    }
    let (a, b) = (matrix(self, first: false), matrix(other, first: true))
    let (depth, rows) = (b.extents[0], a.axes.count == 2 ? a.extents[0] : 1)
    let columns = b.axes.count == 2 ? b.extents[1] : 1
    var product = Tensor<Double>(repeating: 0, shape: [rows, columns])
    product.setProduct(
      Tensor(a.elements, shape: [rows, depth]), Tensor(b.elements, shape: [depth, columns]))
    let sides = [(a, 0), (b, 1)].filter { $0.0.axes.count == 2 }
    let axes = sides.map { $0.0.axes[$0.1] }
    guard Set(axes).count == axes.count else { return nil }
    return ArrayValue(
      axes: axes, extents: sides.map { $0.0.extents[$0.1] }, elements: product.elements)
  }
}

extension Formula {
  /// The terms of which it is the sum.
  fileprivate var signedTerms: [Formula] {
    switch self {
    case .sum(let terms): terms.flatMap(\.signedTerms)
    case .difference(let a, let b): a.signedTerms + b.signedTerms.map { .negation($0) }
    case .negation(let x): x.signedTerms.map { .negation($0) }
    default: [self]
    }
  }

  /// The factors of which it is the product.
  fileprivate var signedFactors: [Formula] {
    switch self {
    case .product(let a, let b): a.signedFactors + b.signedFactors
    case .quotient(let a, let b):
      a.signedFactors + b.signedFactors.map { .quotient(.literal(1), $0) }
    case .negation(let x): [.literal(-1)] + x.signedFactors
    default: [self]
    }
  }
}
