import Foundation

extension Plot {
  /// The plot as an SVG image, without a blank line, so that it may stand in a Markdown file.
  package func svg(in language: Language, _ numbers: NumberStyle) -> String {
    let drawing = Drawing(xScale: xScale, yScale: yScale)
    func text(_ phrase: Phrase) -> String {
      Drawing.escaped(TextLayout.released(phrase[language].held(numbers)))
    }
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Drawing.width) \
      \(Drawing.height(legend: series.count))" width="\(Drawing.width)" role="img" \
      font-family="sans-serif" font-size="12">
      """,
      "<title>\(text(title))</title>",
      #"<rect width="100%" height="100%" fill="white"/>"#,
      #"<g stroke="silver" fill="none">"#,
    ]
    if let contours { lines.append(drawing.path(of: contours)) }
    lines += ["</g>"] + drawing.axes
    lines.append(
      drawing.label(text(x.label), x: Drawing.width / 2, y: Drawing.bottom + 34, anchor: "middle"))
    lines.append(drawing.label(text(y.label), x: 8, y: Drawing.top - 10, anchor: "start"))
    for (position, points) in placed(on: drawing.xScale, drawing.yScale).enumerated() {
      let colour = Drawing.colours[position % Drawing.colours.count]
      lines.append(
        drawing.curve(points, colour: colour, isScattered: series[position].isScattered))
      let y = Drawing.bottom + 54 + 16 * position
      lines.append(
        #"<rect x="\#(Drawing.left)" y="\#(y - 5)" width="18" height="3" fill="\#(colour)"/>"#)
      lines.append(
        drawing.label(text(series[position].name), x: Drawing.left + 24, y: y, anchor: "start"))
    }
    return (lines + ["</svg>"]).joined(separator: "\n")
  }

  /// The measures of the image, in pixels, and its parts.
  private struct Drawing {
    static let (width, left, right, top, bottom) = (640, 64, 624, 28, 348)
    /// Told apart by people who confuse red and green too (Okabe, Ito, 2008).
    static let colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]

    let xScale: Scale
    let yScale: Scale

    static func height(legend count: Int) -> Int { bottom + 54 + 16 * count }

    static func escaped(_ text: String) -> String {
      text.replacingOccurrences(of: "&", with: "&amp;")
        .replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: ">", with: "&gt;")
    }

    func label(_ text: String, x: Int, y: Int, anchor: String) -> String {
      #"<text x="\#(x)" y="\#(y)" text-anchor="\#(anchor)" dominant-baseline="middle">\#(text)</text>"#
    }

    var axes: [String] {
      let (left, right, top, bottom) = (Self.left, Self.right, Self.top, Self.bottom)
      var lines = [
        """
        <rect x="\(left)" y="\(top)" width="\(right - left)" height="\(bottom - top)" \
        fill="none" stroke="dimgray"/>
        """
      ]
      for tick in xScale.ticks {
        let x = Int(pixel(Point(xScale.place(of: tick) ?? 0, 0)).x.rounded())
        lines.append(#"<path d="M\#(x) \#(bottom)v5" stroke="dimgray"/>"#)
        lines.append(label(xScale.label(tick), x: x, y: bottom + 15, anchor: "middle"))
      }
      for tick in yScale.ticks {
        let y = Int(pixel(Point(0, yScale.place(of: tick) ?? 0)).y.rounded())
        lines.append(#"<path d="M\#(left) \#(y)h-5" stroke="dimgray"/>"#)
        lines.append(label(yScale.label(tick), x: left - 8, y: y, anchor: "end"))
      }
      return lines
    }

    func curve(_ points: [Point], colour: String, isScattered: Bool) -> String {
      let pixels = points.map(pixel)
      let path = pixels.map(written).joined(separator: " ")
      // Few points are steps that one wants to count.
      let dots =
        points.count > 60 && !isScattered
        ? ""
        : pixels.map {
          #"<circle cx="\#(number($0.x))" cy="\#(number($0.y))" r="2.5" fill="\#(colour)"/>"#
        }.joined()
      if isScattered { return dots }
      return #"<polyline points="\#(path)" fill="none" stroke="\#(colour)" stroke-width="1.5"/>"#
        + dots
    }

    func path(of contours: Contours) -> String {
      let segments = contours.levels.flatMap { contours.segments(at: $0) }
      let moves = segments.compactMap { a, b -> String? in
        guard let from = placed(a), let to = placed(b) else { return nil }
        return "M\(written(pixel(from)))L\(written(pixel(to)))"
      }
      return #"<path d="\#(moves.joined())"/>"#
    }

    private func placed(_ point: Point) -> Point? {
      guard let x = xScale.place(of: point.x), let y = yScale.place(of: point.y) else {
        return nil
      }
      return Point(x, y)
    }

    private func pixel(_ place: Point) -> Point {
      Point(
        Double(Self.left) + place.x * Double(Self.right - Self.left),
        Double(Self.bottom) - place.y * Double(Self.bottom - Self.top))
    }

    private func written(_ pixel: Point) -> String { "\(number(pixel.x)),\(number(pixel.y))" }

    private func number(_ value: Double) -> String { String(format: "%.1f", value) }
  }
}
