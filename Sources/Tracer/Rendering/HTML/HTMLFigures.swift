/// Drawings in SVG, for a page.
struct HTMLFigures {
  let language: Language

  func render(_ figure: Figure, _ numbers: NumberStyle) -> String {
    let title = figure.caption[language]
    switch figure {
    case .network(let network): return NetworkCanvas(network, numbers).canvas.svg(titled: title)
    case .graph(let graph): return GraphCanvas(graph, numbers).canvas.svg(titled: title)
    case .plot(let plot):
      return plot.svg(in: language, numbers).replacing("<svg ", with: "<svg class=\"paper\" ")
    case .digit(let digit): return digit.svg
    }
  }
}
