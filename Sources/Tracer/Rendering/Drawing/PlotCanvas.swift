/// A plot as shapes: curves told apart by dashes and marks, which survive a copier, and by colour.
struct PlotCanvas {
  private(set) var canvas: Canvas
  private let plot: Plot
  private let language: Language
  private let numbers: NumberStyle
  private let xScale: Plot.Scale
  private let yScale: Plot.Scale
  private let left = 64.0
  private let top = 28.0
  private let bottom = 348.0
  private let right: Double
  /// Whether each curve ends at the right, where its name has room beside it.
  private let isLabelledAtEnds: Bool

  /// - Parameter isLive: Whether a program changes it, which leaves its names in a legend.
  init(_ plot: Plot, in language: Language, _ numbers: NumberStyle, isLive: Bool = false) {
    canvas = Canvas(numbers, labelsHide: false)
    (self.plot, self.language, self.numbers) = (plot, language, numbers)
    (xScale, yScale) = (plot.xScale, plot.yScale)
    let curves = plot.placed(on: xScale, yScale)
    let widths = plot.series.map { Canvas.width(of: $0.name[language].plain(numbers)) }
    let widest = widths.max() ?? 0
    isLabelledAtEnds =
      !(isLive && plot.isLive) && (2...6).contains(curves.count) && widest < 190
      && zip(plot.series, curves).allSatisfy { !$0.isScattered && ($1.last?.x ?? 0) > 0.97 }
    right = isLabelledAtEnds ? 616 - widest : 624
    if let contours = plot.contours {
      draw(contours)
      canvas.group("contours", from: 0)
    }
    drawAxes()
    for (position, points) in curves.enumerated() { draw(points, at: position) }
    markEnds(of: curves)
    isLabelledAtEnds ? labelEnds(of: curves) : drawLegend()
  }

  private func words(_ phrase: Phrase) -> String { phrase[language].plain(numbers) }

  private func pixel(_ place: Plot.Point) -> Canvas.Point {
    (left + place.x * (right - left), bottom - place.y * (bottom - top))
  }

  private func pixel(ofData point: Plot.Point) -> Canvas.Point? {
    guard let x = xScale.place(of: point.x), let y = yScale.place(of: point.y) else { return nil }
    return pixel(Plot.Point(x, y))
  }

  private mutating func draw(_ contours: Plot.Contours) {
    func pixels(_ segments: [(Plot.Point, Plot.Point)]) -> [(Canvas.Point, Canvas.Point)] {
      segments.compactMap { a, b in
        pixel(ofData: a).flatMap { from in pixel(ofData: b).map { (from, $0) } }
      }
    }
    let lines = pixels(contours.levels.flatMap { contours.segments(at: $0) })
    canvas.segments(contours.isSurface ? lines : pixels(contours.hatching), .faint)
    if !contours.isSurface { canvas.segments(lines, .border) }
  }

  private mutating func drawAxes() {
    let first = canvas.shapes.count
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    canvas.line(corners, .axis)
    for tick in xScale.ticks {
      let (x, y) = pixel(Plot.Point(xScale.place(of: tick) ?? 0, 0))
      canvas.line([(x, y), (x, y + 5)], .axis)
      canvas.label(xScale.label(tick), x: x, y: y + 19)
    }
    for tick in yScale.ticks {
      let (x, y) = pixel(Plot.Point(0, yScale.place(of: tick) ?? 0))
      canvas.line([(x, y), (x - 5, y)], .axis)
      canvas.label(yScale.label(tick), x: x - 8, y: y + 4, anchor: .end)
    }
    canvas.group("axes", from: first)
    canvas.label(words(plot.x.label), x: (left + right) / 2, y: bottom + 38)
    canvas.label(words(plot.y.label), x: 8, y: top - 10, anchor: .start)
  }

  private mutating func draw(_ points: [Plot.Point], at position: Int) {
    let (pixels, stroke) = (points.map(pixel), Canvas.Stroke.series(position))
    let (isScattered, first) = (plot.series[position].isScattered, canvas.shapes.count)
    defer { canvas.group("curve", from: first, at: pixels.first ?? (0, 0)) }
    if !isScattered { canvas.line(pixels, stroke) }
    // Few points are steps that one wants to count.
    guard isScattered || points.count <= 60 else { return }
    for place in pixels { canvas.mark(.series(position), at: place, stroke) }
  }

  /// Where all paths over a surface begin, and its lowest point, if that lies within the frame.
  private mutating func markEnds(of curves: [[Plot.Point]]) {
    guard let contours = plot.contours, contours.isSurface else { return }
    let paths = curves.filter { $0.count > 1 }
    if let first = paths.first?.first, paths.allSatisfy({ $0.first == first }) {
      let (x, y) = pixel(first)
      let shapes = canvas.shapes.count
      defer { canvas.group("start", from: shapes, at: (x, y)) }
      canvas.mark(.ring, at: (x, y), .axis)
      let anchor = first.x > 0.9 ? Canvas.Anchor.end : .middle
      canvas.label(words(Phrase(en: "start", ko: "출발점")), x: x, y: y + 22, anchor: anchor)
    }
    if let (x, y) = contours.lowest.flatMap(pixel(ofData:)) {
      let shapes = canvas.shapes.count
      defer { canvas.group("lowest", from: shapes, at: (x, y)) }
      canvas.mark(.cross, at: (x, y), .axis)
      canvas.label(words(Phrase(en: "minimum", ko: "최솟점")), x: x + 9, y: y + 15, anchor: .start)
    }
  }

  /// The names beside the last points, moved apart where they would touch.
  private mutating func labelEnds(of curves: [[Plot.Point]]) {
    let ends = curves.enumerated().map { ($0.offset, pixel($0.element.last ?? .init(1, 0)).y) }
      .sorted { $0.1 < $1.1 }
    var places = ends.map { min($0.1, bottom) }
    for index in places.indices.dropFirst() {
      places[index] = max(places[index], places[index - 1] + 15)
    }
    let beyond = max(0, (places.last ?? 0) - bottom)
    for (index, (position, y)) in ends.enumerated() {
      let place = places[index] - beyond
      canvas.line([(right + 2, y), (right + 12, place)], .axis)
      canvas.label(words(plot.series[position].name), x: right + 15, y: place + 4, anchor: .start)
    }
  }

  private mutating func drawLegend() {
    for (position, curve) in plot.series.enumerated() {
      let (y, stroke) = (bottom + 56 + 17 * Double(position), Canvas.Stroke.series(position))
      if !curve.isScattered { canvas.line([(left, y), (left + 30, y)], stroke) }
      canvas.mark(.series(position), at: (left + 15, y), stroke)
      let pieces = curve.name[language].pieces(in: numbers)
      canvas.label(
        words(curve.name), x: left + 38, y: y + 4, anchor: .start,
        parts: pieces.map { piece in
          if case .number(_, let formula, _) = piece { return (piece.text(in: numbers), formula) }
          return (piece.text(in: numbers), nil)
        })
    }
  }
}

extension Plot {
  /// What a page's program draws it anew from.
  var liveAttribute: String {
    func list(_ parts: [String]) -> String { "[\(parts.joined(separator: ","))]" }
    let curves = series.compactMap(\.source).map { source in
      switch source {
      case .points(let x, let y):
        "{\"x\":\(list(x.map(\.json))),\"y\":\(list(y.map(\.json)))}"
      case .curve(let y, let x, let places, let parts):
        "{\"of\":\(JSONValue.quoted(y)),\"over\":\(JSONValue.quoted(x)),"
          + "\"x\":\(list(places.map(\.json))),"
          + "\"parts\":\(parts)}"
      }
    }
    let height = surface.isEmpty ? "" : "\"surface\":\(list(surface.map(JSONValue.quoted))),"
    let json = "{\"frame\":[64,28,624,348],\(height)\"series\":\(list(curves))}"
    return "data-plot=\"\(MathMLScript.escaped(json))\""
  }
}

extension Canvas {
  struct Stroke {
    /// For screens; on paper, dashes tell.
    var colour: String
    /// Lengths of strokes and gaps in turn; none for a whole line.
    var dashes: [Int] = []
    var width = 1.0

    /// A frame, a tick, a mark.
    static let axis = Stroke(colour: "#696969")
    /// A line of equal height.
    static let faint = Stroke(colour: "silver")
    /// Between two regions.
    static let border = Stroke(colour: "#444444", width: 1.5)

    /// The colours are told apart by people who confuse red and green, too (Okabe, Ito, 2008).
    private static let all: [(colour: String, dashes: [Int])] = [
      ("#0072B2", []), ("#D55E00", [7, 4]), ("#009E73", [2, 3]), ("#CC79A7", [10, 3, 2, 3]),
      ("#B37400", [14, 4]), ("#3A8FC4", [5, 2, 1, 2, 1, 2]), ("#444444", [3, 6]),
    ]

    static func series(_ position: Int) -> Stroke {
      let (colour, dashes) = all[position % all.count]
      return Stroke(colour: colour, dashes: dashes, width: 1.6)
    }
  }

  /// What stands at a point: a figure around it, filled or not.
  struct Dot {
    /// The corners, from the point; none for a circle.
    var corners: [Point] = []
    var isFilled = true
    var radius = 3.0

    static let ring = Dot(isFilled: false, radius: 7)
    static let cross = Dot(
      corners: [(-6, 0), (6, 0), (0, 0), (0, -6), (0, 6), (0, 0)], isFilled: false)
    private static let all = [
      Dot(), Dot(corners: [(-3, -3), (3, -3), (3, 3), (-3, 3)], isFilled: false),
      Dot(corners: [(0, -4), (3.5, 3), (-3.5, 3)]),
      Dot(corners: [(0, -4.5), (4, 0), (0, 4.5), (-4, 0)], isFilled: false),
      Dot(corners: [(-3, -3), (3, -3), (3, 3), (-3, 3)]), Dot(isFilled: false),
      Dot(corners: [(0, 4), (3.5, -3), (-3.5, -3)], isFilled: false),
    ]

    static func series(_ position: Int) -> Dot { all[position % all.count] }
  }
}
