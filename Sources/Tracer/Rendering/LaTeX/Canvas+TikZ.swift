extension Canvas {
  /// The drawing as a TikZ picture, no wider than the text.
  var tikz: String {
    """
    \(LaTeXRenderer.fitting)%
    \\begin{tikzpicture}[x=0.75pt, y=-0.75pt, font=\\sffamily\\footnotesize, \
    label/.style={fill=white, inner sep=0.8pt}, back/.style={label, font=\\sffamily\\footnotesize\\itshape}]
    \(shapes.map { Self.tikz($0) }.joined(separator: "\n"))
    \\end{tikzpicture}}
    """
  }

  private static func tikz(_ shape: Shape) -> String {
    func point(_ place: Point) -> String { "(\(short(place.x)), \(short(place.y)))" }
    switch shape {
    case .edge(let a, let b, let isCurved, let isLit, _):
      let pen = isLit ? "line width=1.6pt" : "gray"
      guard isCurved else { return "\\draw[\(pen)] \(point(a)) -- \(point(b));" }
      let middle = (a.x + b.x) / 2
      return "\\draw[gray] \(point(a)) .. controls \(point((middle, a.y))) and "
        + "\(point((middle, b.y))) .. \(point(b));"
    case .circle(let center, let radius, let isLit):
      let pen = isLit ? ", line width=1.6pt" : ""
      return "\\draw[fill=white\(pen)] \(point(center)) circle [radius=\(short(radius))];"
    case .box(let corner, let width, let height, let radius, let isLit):
      let pen = isLit ? ", line width=1.6pt" : ""
      return "\\draw[fill=white\(pen), rounded corners=\(short(radius * 0.75))pt] \(point(corner)) "
        + "rectangle \(point((corner.x + width, corner.y + height)));"
    case .line(let points, let stroke):
      let dashes = stroke.dashes.enumerated().map { index, length in
        "\(index.isMultiple(of: 2) ? "on" : "off") \(length)pt"
      }
      let pattern = dashes.isEmpty ? "" : ", dash pattern=\(dashes.joined(separator: " "))"
      return "\\draw[line width=\(short(stroke.width / 2))pt\(pattern)] "
        + points.map(point).joined(separator: " -- ") + ";"
    case .segments(let segments, let stroke):
      let look = stroke.width == 1 ? "black!25, very thin" : "black!75"
      return segments.map { "\\draw[\(look)] \(point($0)) -- \(point($1));" }
        .joined(separator: "\n")
    case .mark(let mark, let place, _):
      let fill = mark.isFilled ? "black" : mark.corners.isEmpty ? "none" : "white"
      guard !mark.corners.isEmpty else {
        return "\\draw[fill=\(fill)] \(point(place)) circle [radius=\(short(mark.radius))];"
      }
      let corners = mark.corners.map { point((place.x + $0.x, place.y + $0.y)) }
      return "\\draw[fill=\(fill)] \(corners.joined(separator: " -- ")) -- cycle;"
    case .group(_, let members, _):
      return members.map { tikz($0) }.joined(separator: "\n")
    case .label(let text, let place, let anchor, let style, _, _):
      let side = [Anchor.start: "west", .middle: "center", .end: "east"][anchor] ?? "center"
      return "\\node[\(style == .back ? "back" : "label"), anchor=\(side)] at "
        + "\(point((place.x, place.y - 4))) {\(LaTeXText.escaped(text))};"
    }
  }
}
