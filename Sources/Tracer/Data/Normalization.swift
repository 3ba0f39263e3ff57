/// What is done to each input before a network sees it; kept with the network, so that every sample
/// ever after is treated alike.
package enum Normalization: Equatable, Sendable {
  /// (x − mean) / deviation, input by input.
  case standard(means: [Double], deviations: [Double])
  /// x times a number.
  case scale(Double)

  /// The means and the deviations √(Σ(x − mean)² / n) of some samples; of an input that is the same
  /// everywhere, 1.
  package init(standardizing data: DataSet) {
    let (width, count) = (data.width, Double(data.count))
    var means = [Double](repeating: 0, count: width)
    var (squares, least, most) = (means, means, means)
    for column in 0..<width { (least[column], most[column]) = (.infinity, -.infinity) }
    data.inputs.forEach(width: width) { column, value in
      means[column] += value
      least[column] = min(least[column], value)
      most[column] = max(most[column], value)
    }
    for column in 0..<width {
      // The mean of equal numbers is the number, whatever adding them rounds.
      means[column] = least[column] == most[column] ? least[column] : means[column] / count
    }
    // In units of a power of two, which changes no digit, no square is too large or too small.
    let units = (0..<width).map { column in
      let reach = max(most[column] - means[column], means[column] - least[column])
      return reach.isNormal ? reach.binade : 1
    }
    data.inputs.forEach(width: width) { column, value in
      let distance = (value - means[column]) / units[column]
      squares[column] += distance * distance
    }
    let deviations = zip(squares, units).map { ($0 / count).squareRoot() * $1 }
    self = .standard(means: means, deviations: deviations.map { $0 > 0 ? $0 : 1 })
  }

  /// How many inputs it is for; `nil` for any number.
  package var width: Int? {
    if case .standard(let means, _) = self { means.count } else { nil }
  }
}

extension DataSet {
  /// The same samples with their inputs normalized.
  package func normalized(by normalization: Normalization?) throws(DataError) -> DataSet {
    guard let normalization else { return self }
    if let expected = normalization.width, expected != width {
      throw fault("\(expected) inputs, as the network was standardized for,", "\(width)")
    }
    var data = self
    switch (inputs, normalization) {
    case (.bytes(let bytes, let scale), .scale(let factor)):
      data.inputs = .bytes(bytes, scale: scale * factor)
    case (.numbers(let numbers), .scale(let factor)):
      data.inputs = .numbers(numbers.map { $0 * factor })
    case (_, .standard(let means, let deviations)):
      var numbers: [Double] = []
      numbers.reserveCapacity(count * width)
      inputs.forEach(width: width) { numbers.append(($1 - means[$0]) / deviations[$0]) }
      data.inputs = .numbers(numbers)
    }
    return data
  }
}

extension Samples.Inputs {
  /// Calls a closure with the column and the value of each, row by row.
  fileprivate func forEach(width: Int, _ body: (_ column: Int, _ value: Double) -> Void) {
    var column = 0
    func visit(_ value: Double) {
      body(column, value)
      column = column + 1 == width ? 0 : column + 1
    }
    switch self {
    case .bytes(let bytes, let scale): for byte in bytes { visit(Double(byte) * scale) }
    case .numbers(let numbers): for number in numbers { visit(number) }
    }
  }
}
