extension ModelDescription {
  /// The regions in which the network answers each class, with the samples of two inputs in them.
  /// - Parameter data: Samples as they are before the network's normalization.
  /// - Returns: `nil` for other data than classes over two inputs.
  package func boundary(_ data: DataSet) throws -> Plot? {
    guard data.width == 2, case .classes(let classes, let names) = data.targets else { return nil }
    let points = data.points
    let series = names.indices.map { kind in
      Plot.Series(
        "\(names[kind])", zip(points, classes).filter { $0.1 == kind }.map(\.0), isScattered: true)
    }
    let plot = Plot(
      title: Phrase(en: "The classes and where the network sees them", ko: "클래스와 신경망이 나눈 영역"),
      x: Plot.Axis("\(data.inputNames[0])"), y: Plot.Axis("\(data.inputNames[1])"), series: series)
    // Once to learn where the grid lies, once with what the network answers there.
    var grid: [Double] = []
    _ = plot.overSurface { x, y in
      grid += [x, y]
      return 0
    }
    let places = DataSet(
      name: data.name, count: grid.count / 2, inputNames: data.inputNames, inputs: .numbers(grid),
      targets: .classes([UInt8](repeating: 0, count: grid.count / 2), names: names))
    var answers = try answers(to: places).classes[...]
    let levels = names.indices.dropLast().map { Double($0) + 0.5 }
    return plot.overSurface(levels: levels) { _, _ in Double(answers.popFirst() ?? 0) }
  }
}

extension DataSet {
  /// Each sample of two inputs as a point.
  fileprivate var points: [Plot.Point] {
    let numbers: [Double] =
      switch inputs {
      case .bytes(let bytes, let scale): bytes.map { Double($0) * scale }
      case .numbers(let numbers): numbers
      }
    return (0..<count).map { Plot.Point(numbers[2 * $0], numbers[2 * $0 + 1]) }
  }
}
