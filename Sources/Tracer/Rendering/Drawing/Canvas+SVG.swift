extension Canvas {
  /// The colours of a drawing in a file of its own.
  private static let style = """
    <style>.edge{stroke:#5a5a5a;fill:none}.shape{stroke:#1a1a1a;fill:#fff}.plain{fill:#1a1a1a}\
    .back{fill:#9a3b00;font-style:italic}.ground{fill:#fff}</style>
    <rect width="100%" height="100%" fill="#fff"/>

    """

  /// The drawing as SVG.
  /// - Parameters:
  ///   - title: What it shows, for those who do not see it.
  ///   - isAlone: Whether no page's style sheet has its colours.
  ///   - isLive: Whether its parts say of what they are, for a program that changes them.
  func svg(titled title: Prose, isAlone: Bool = false, isLive: Bool = false) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" role="img" \
    aria-label="\(MathMLScript.escaped(title.words))" viewBox="0 0 \(Int(width)) \(Int(height))" \
    width="\(Int(width))" font-family="system-ui, 'Helvetica Neue', Arial, sans-serif" \
    font-size="12.5">
    \(isAlone ? Self.style : "")\(shapes.map { svg($0, isLive: isLive) }.joined(separator: "\n"))
    </svg>
    """
  }

  /// Of what the number at the end of a label is, and what stands before it.
  private static func mark(_ quantity: Formula, in text: String) -> String {
    let before = text.lastIndex(of: " ").map { text[...$0] } ?? ""
    return " \(quantity.liveAttribute) data-before=\"\(MathMLScript.escaped(String(before)))\""
  }

  private static func spans(_ parts: [Part]) -> String {
    parts.map { part in
      let text = MathMLScript.escaped(part.text)
      return part.of.map { "<tspan \($0.liveAttribute)>\(text)</tspan>" } ?? text
    }.joined()
  }

  private func svg(_ shape: Shape, isLive: Bool) -> String {
    func short(_ value: Double) -> String { Self.short(value) }
    switch shape {
    case .edge(let a, let b, let isCurved, let isLit, let ends):
      let middle = short((a.x + b.x) / 2)
      let path =
        isCurved
        ? "C\(middle) \(short(a.y)) \(middle) \(short(b.y)) \(short(b.x)) \(short(b.y))"
        : "L\(short(b.x)) \(short(b.y))"
      let kind = isLit ? #"edge lit" stroke-width="3"# : "edge"
      let mark = isLive ? ends.map { #" data-edge="\#(MathMLScript.escaped($0))""# } ?? "" : ""
      return #"<path class="\#(kind)"\#(mark) d="M\#(short(a.x)) \#(short(a.y))\#(path)"/>"#
    case .circle(let center, let radius, let isLit):
      let kind = isLit ? #"shape lit" stroke-width="3"# : "shape"
      return #"<circle class="\#(kind)" cx="\#(short(center.x))" cy="\#(short(center.y))" "#
        + #"r="\#(short(radius))"/>"#
    case .box(let corner, let width, let height, let radius, let isLit):
      let kind = isLit ? #"shape lit" stroke-width="3"# : "shape"
      return #"<rect class="\#(kind)" x="\#(short(corner.x))" y="\#(short(corner.y))" "#
        + #"width="\#(short(width))" height="\#(short(height))" rx="\#(short(radius))"/>"#
    case .line(let points, let stroke):
      let places = points.map { "\(short($0.x)),\(short($0.y))" }.joined(separator: " ")
      let dashes = stroke.dashes.map(String.init).joined(separator: " ")
      return #"<polyline points="\#(places)" fill="none" stroke="\#(stroke.colour)" "#
        + #"stroke-width="\#(stroke.width)"\#(dashes.isEmpty ? "" : #" stroke-dasharray="\#(dashes)""#)/>"#
    case .segments(let segments, let stroke):
      let path = segments.map { a, b in
        "M\(short(a.x)) \(short(a.y))L\(short(b.x)) \(short(b.y))"
      }.joined()
      return #"<path d="\#(path)" fill="none" stroke="\#(stroke.colour)""#
        + (stroke.width == 1 ? "/>" : #" stroke-width="\#(stroke.width)"/>"#)
    case .mark(let mark, let place, let stroke):
      let fill = mark.isFilled ? stroke.colour : mark.corners.isEmpty ? "none" : "#fff"
      let paint = #"fill="\#(fill)" stroke="\#(stroke.colour)""#
      guard !mark.corners.isEmpty else {
        return #"<circle cx="\#(short(place.x))" cy="\#(short(place.y))" "#
          + #"r="\#(short(mark.radius))" \#(paint)/>"#
      }
      let corners = mark.corners.map { "\(short(place.x + $0.x)) \(short(place.y + $0.y))" }
      return #"<path d="M\#(corners.joined(separator: "L"))Z" \#(paint)/>"#
    case .group(let name, let members, let place):
      let drawn = members.map { svg($0, isLive: isLive) }.joined(separator: "\n")
      return isLive
        ? #"<g data-part="\#(name)" data-at="\#(short(place.x)) \#(short(place.y))">\#(drawn)</g>"#
        : drawn
    case .label(let text, let place, let anchor, let style, let quantity, let parts):
      let mark = isLive ? quantity.map { Self.mark($0, in: text) } ?? "" : ""
      let corner = Self.ground(of: text, at: place, anchor)
      let ground =
        #"<rect class="ground" x="\#(short(corner.x))" y="\#(short(corner.y))" "#
        + #"width="\#(short(Self.width(of: text)))" height="15"/>"#
      return (labelsHide ? ground : "")
        + #"<text class="\#(style.rawValue)"\#(mark) x="\#(short(place.x))" y="\#(short(place.y))" "#
        + #"text-anchor="\#(anchor.rawValue)">\#(isLive && !parts.isEmpty ? Self.spans(parts) : MathMLScript.escaped(text))</text>"#
    }
  }
}
