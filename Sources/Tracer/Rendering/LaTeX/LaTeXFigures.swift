/// Drawings in TikZ.
struct LaTeXFigures {
  let language: Language

  func render(_ figure: Figure, _ numbers: NumberStyle) -> String {
    switch figure {
    case .network(let network): NetworkCanvas(network, numbers).canvas.tikz
    case .graph(let graph): GraphCanvas(graph, numbers).canvas.tikz
    case .plot(let plot): PlotCanvas(plot, in: language, numbers).canvas.tikz
    case .digit(let digit): tikz(digit)
    }
  }

  /// Each pixel with ink as a square.
  private func tikz(_ digit: DigitDrawing) -> String {
    let squares = digit.pixels.enumerated().filter { $0.element > 0 }.map { position, pixel in
      let (row, column) = position.quotientAndRemainder(dividingBy: digit.columns)
      let grey = Int(pixel) * 100 / 255
      return "\\fill[black!\(grey)] (\(column), \(row)) rectangle (\(column + 1), \(row + 1));"
    }
    let rows = digit.pixels.count / digit.columns
    return """
      \\begin{tikzpicture}[x=1.6mm, y=-1.6mm]
      \(squares.joined(separator: "\n"))
      \\draw[gray] (0, 0) rectangle (\(digit.columns), \(rows));
      \\end{tikzpicture}
      """
  }
}
