/// Drawings in TikZ.
struct LaTeXFigures {
  let language: Language

  func render(_ figure: Figure, _ numbers: NumberStyle) -> String {
    switch figure {
    case .network(let network): NetworkCanvas(network, numbers).canvas.tikz
    case .graph(let graph): GraphCanvas(graph, numbers).canvas.tikz
    case .plot(let plot): tikz(plot, numbers)
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

  /// Curves told apart by dashes and marks, which survive a copier.
  private func tikz(_ plot: Plot, _ numbers: NumberStyle) -> String {
    let (width, height) = (11.0, 6.5)
    let (x, y) = (plot.xScale, plot.yScale)
    func point(_ place: Plot.Point) -> String {
      "(\(Canvas.short(place.x * width * 10)), \(Canvas.short(place.y * height * 10)))"
    }
    func text(_ phrase: Phrase) -> String {
      LaTeXText.escaped(TextLayout.released(phrase[language].held(numbers)))
    }
    var lines: [String] = []
    for segment
      in (plot.contours.map { contours in
        contours.levels.flatMap { contours.segments(at: $0) }
      } ?? [])
    {
      guard let ax = x.place(of: segment.0.x), let ay = y.place(of: segment.0.y),
        let bx = x.place(of: segment.1.x), let by = y.place(of: segment.1.y)
      else { continue }
      lines.append(
        "\\draw[black!25, very thin] \(point(.init(ax, ay))) -- \(point(.init(bx, by)));")
    }
    lines.append("\\draw \(point(.init(0, 0))) rectangle \(point(.init(1, 1)));")
    for tick in x.ticks {
      lines.append(
        "\\draw \(point(.init(x.place(of: tick) ?? 0, 0))) -- ++(0, -1.2) node[below] "
          + "{\(LaTeXText.escaped(x.label(tick)))};")
    }
    for tick in y.ticks {
      lines.append(
        "\\draw \(point(.init(0, y.place(of: tick) ?? 0))) -- ++(-1.2, 0) node[left] "
          + "{\(LaTeXText.escaped(y.label(tick)))};")
    }
    let dashes = ["solid", "dashed", "dotted", "dash dot", "densely dashed", "densely dotted"]
    for (position, places) in plot.placed(on: x, y).enumerated() where !places.isEmpty {
      let style = dashes[position % dashes.count]
      lines.append(
        "\\draw[thick, \(style)] \(places.map(point).joined(separator: " -- "));")
      let below = -14.0 - 5 * Double(position)
      lines.append(
        "\\draw[thick, \(style)] (0, \(below)) -- (10, \(below)) node[right] "
          + "{\(text(plot.series[position].name))};")
    }
    lines.append("\\node[below] at (\(width * 5), -5) {\(text(plot.x.label))};")
    lines.append("\\node[above right] at (-8, \(height * 10)) {\(text(plot.y.label))};")
    return """
      \\begin{tikzpicture}[x=1mm, y=1mm, font=\\footnotesize]
      \(lines.joined(separator: "\n"))
      \\end{tikzpicture}
      """
  }
}
