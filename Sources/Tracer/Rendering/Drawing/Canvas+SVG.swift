extension Canvas {
  /// The drawing as SVG; a page's style sheet has the colours.
  /// - Parameter title: What it shows, for those who do not see it.
  func svg(titled title: Prose) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" role="img" \
    aria-label="\(MathMLScript.escaped(title.words))" viewBox="0 0 \(Int(width)) \(Int(height))" \
    width="\(Int(width))" font-family="system-ui, 'Helvetica Neue', Arial, sans-serif" \
    font-size="12.5">
    \(shapes.map { Self.svg($0) }.joined(separator: "\n"))
    </svg>
    """
  }

  private static func svg(_ shape: Shape) -> String {
    switch shape {
    case .edge(let a, let b, let isCurved):
      let middle = short((a.x + b.x) / 2)
      let path =
        isCurved
        ? "C\(middle) \(short(a.y)) \(middle) \(short(b.y)) \(short(b.x)) \(short(b.y))"
        : "L\(short(b.x)) \(short(b.y))"
      return #"<path class="edge" d="M\#(short(a.x)) \#(short(a.y))\#(path)"/>"#
    case .circle(let center, let radius):
      return #"<circle class="shape" cx="\#(short(center.x))" cy="\#(short(center.y))" "#
        + #"r="\#(short(radius))"/>"#
    case .box(let corner, let width, let height, let radius):
      return #"<rect class="shape" x="\#(short(corner.x))" y="\#(short(corner.y))" "#
        + #"width="\#(short(width))" height="\#(short(height))" rx="\#(short(radius))"/>"#
    case .label(let text, let place, let anchor, let style):
      return
        #"<text class="\#(style.rawValue) halo" x="\#(short(place.x))" y="\#(short(place.y))" "#
        + #"text-anchor="\#(anchor.rawValue)">\#(MathMLScript.escaped(text))</text>"#
    }
  }
}
