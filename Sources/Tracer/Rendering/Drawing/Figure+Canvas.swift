extension Figure {
  /// The drawing in shapes; `nil` for a digit, which is pixels.
  func canvas(in language: Language, _ numbers: NumberStyle, isLive: Bool = false) -> Canvas? {
    switch self {
    case .network(let network): NetworkCanvas(network, numbers, isLive: isLive).canvas
    case .graph(let graph): GraphCanvas(graph, numbers).canvas
    case .plot(let plot): PlotCanvas(plot, in: language, numbers, isLive: isLive).canvas
    case .digit: nil
    }
  }

  /// The drawing as SVG without blank lines, so that it may stand in a Markdown file.
  func svg(
    in language: Language, _ numbers: NumberStyle, isAlone: Bool, isLive: Bool = false
  ) -> String {
    if case .digit(let digit) = self { return digit.svg }
    return canvas(in: language, numbers, isLive: isLive)?.svg(
      titled: caption[language], isAlone: isAlone, isLive: isLive) ?? ""
  }
}

extension Plot {
  package func svg(in language: Language, _ numbers: NumberStyle) -> String {
    Figure.plot(self).svg(in: language, numbers, isAlone: true)
  }
}
