extension Plot {
  /// The plot as an SVG image, without a blank line, so that it may stand in a Markdown file.
  package func svg(in language: Language, _ numbers: NumberStyle) -> String {
    PlotCanvas(self, in: language, numbers).canvas.svg(titled: title[language], isAlone: true)
  }
}
