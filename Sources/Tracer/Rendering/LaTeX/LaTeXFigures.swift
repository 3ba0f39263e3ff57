extension Figure {
  func tikz(in language: Language, _ numbers: NumberStyle) -> String {
    if case .digit(let digit) = self { return digit.tikz }
    return canvas(in: language, numbers)?.tikz ?? ""
  }
}

extension DigitDrawing {
  /// Each pixel with ink as a square.
  fileprivate var tikz: String {
    let squares = pixels.enumerated().filter { $0.element > 0 }.map { position, pixel in
      let (row, column) = position.quotientAndRemainder(dividingBy: columns)
      let grey = Int(pixel) * 100 / 255
      return "\\fill[black!\(grey)] (\(column), \(row)) rectangle (\(column + 1), \(row + 1));"
    }
    let rows = pixels.count / columns
    return """
      \\begin{tikzpicture}[x=1.6mm, y=-1.6mm]
      \(squares.joined(separator: "\n"))
      \\draw[gray] (0, 0) rectangle (\(columns), \(rows));
      \\end{tikzpicture}
      """
  }
}
