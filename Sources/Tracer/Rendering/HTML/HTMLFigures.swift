/// Drawings in SVG, for a page.
struct HTMLFigures {
  let language: Language

  func render(_ figure: Figure, _ numbers: NumberStyle) -> String {
    switch figure {
    case .network(let network): NetworkSVG(network, numbers).text(titled: figure.caption[language])
    case .graph(let graph): GraphSVG(graph, numbers).text(titled: figure.caption[language])
    case .plot(let plot):
      plot.svg(in: language, numbers).replacing("<svg ", with: "<svg class=\"paper\" ")
    case .digit(let digit): digit.svg
    }
  }
}

/// The parts of a drawing in SVG.
struct SVG {
  private(set) var lines: [String] = []
  private var width = 0.0
  private var height = 0.0
  private let script = PlainScript()
  let numbers: NumberStyle

  init(_ numbers: NumberStyle) { self.numbers = numbers }

  /// A number as it is shown.
  func number(_ value: Double) -> String { script.written(value, numbers: numbers).text }

  /// A quantity and its number.
  func labelled(_ name: String, _ value: Double) -> String {
    "\(script.symbol(name).text) = \(number(value))"
  }

  /// A quantity's symbol.
  func symbol(_ name: String) -> String { script.symbol(name).text }

  /// About how wide a text of the usual size is.
  static func width(of text: String) -> Double { Double(TextLayout.width(text)) * 7 }

  mutating func add(_ line: String) { lines.append(line) }

  /// A text; `anchor` is `start`, `middle` or `end`.
  mutating func text(
    _ text: String, x: Double, y: Double, anchor: String = "middle", style: String = "plain"
  ) {
    let reach = Self.width(of: text) * (anchor == "start" ? 1 : anchor == "end" ? 0 : 0.5)
    (width, height) = (max(width, x + reach + 8), max(height, y + 12))
    add(
      #"<text class="\#(style) halo" x="\#(short(x))" y="\#(short(y))" text-anchor="\#(anchor)">"#
        + MathMLScript.escaped(text) + "</text>")
  }

  /// A line, or a curve that leaves and arrives level.
  mutating func edge(from a: (x: Double, y: Double), to b: (x: Double, y: Double), isCurved: Bool) {
    let middle = (a.x + b.x) / 2
    let path =
      isCurved
      ? "C\(short(middle)) \(short(a.y)) \(short(middle)) \(short(b.y)) \(short(b.x)) \(short(b.y))"
      : "L\(short(b.x)) \(short(b.y))"
    add(#"<path class="edge" d="M\#(short(a.x)) \#(short(a.y))\#(path)"/>"#)
  }

  /// Hides what is drawn below a label.
  mutating func ground(x: Double, y: Double, width: Double, height: Double) {
    add(
      #"<rect class="ground" x="\#(short(x))" y="\#(short(y))" width="\#(short(width))" "#
        + #"height="\#(short(height))"/>"#)
  }

  mutating func circle(x: Double, y: Double, radius: Double) {
    (width, height) = (max(width, x + radius + 8), max(height, y + radius + 8))
    add(#"<circle class="shape" cx="\#(short(x))" cy="\#(short(y))" r="\#(short(radius))"/>"#)
  }

  mutating func box(x: Double, y: Double, width: Double, height: Double, radius: Double) {
    (self.width, self.height) = (max(self.width, x + width + 8), max(self.height, y + height + 8))
    add(
      #"<rect class="shape" x="\#(short(x))" y="\#(short(y))" width="\#(short(width))" "#
        + #"height="\#(short(height))" rx="\#(short(radius))"/>"#)
  }

  /// The whole drawing.
  func text(titled title: Prose) -> String {
    let label = MathMLScript.escaped(title.words)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="\(label)" \
      viewBox="0 0 \(Int(width)) \(Int(height))" width="\(Int(width))" \
      font-family="system-ui, 'Helvetica Neue', Arial, sans-serif" font-size="12.5">
      \(lines.joined(separator: "\n"))
      </svg>
      """
  }

  private func short(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
