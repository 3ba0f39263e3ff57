/// A drawing as shapes and labels, in pixels from the upper left corner; a format draws them.
struct Canvas {
  typealias Point = (x: Double, y: Double)

  /// What is wider than this has letters too small to read where it is fitted into a page.
  static let page = 880.0

  /// What a label or a unit takes up.
  struct Box {
    let x, y, width, height: Double

    func overlaps(_ other: Box) -> Bool {
      min(x + width, other.x + other.width) > max(x, other.x)
        && min(y + height, other.y + other.height) > max(y, other.y)
    }
  }

  /// What a shape or a label is for.
  enum Style: String {
    /// What is there from the start or goes forward.
    case plain
    /// What comes back; told apart by its slant, too.
    case back
  }

  /// Where a label's place is in it.
  enum Anchor: String {
    case start, middle, end
  }

  enum Shape {
    /// A straight line, or a curve that leaves and arrives level.
    case edge(from: Point, to: Point, isCurved: Bool, isLit: Bool, of: String?)
    /// A unit.
    case circle(at: Point, radius: Double, isLit: Bool)
    case box(at: Point, width: Double, height: Double, radius: Double, isLit: Bool)
    case line([Point], Stroke)
    /// Short lines, each by its ends.
    case segments([(Point, Point)], Stroke)
    /// What stands at a point.
    case mark(Dot, at: Point, Stroke)
    /// A label, and of what its number is.
    case label(String, at: Point, anchor: Anchor, style: Style, of: Formula?, parts: [Part])
    /// Shapes that belong together, for a program that changes them, and where they stand.
    case group(String, [Shape], at: Point)
  }

  /// A part of a label, and of what it is the number.
  typealias Part = (text: String, of: Formula?)

  private(set) var shapes: [Shape] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  private let script = PlainScript()
  private let numbers: NumberStyle
  /// Whether labels hide what is drawn below them.
  let labelsHide: Bool

  init(_ numbers: NumberStyle, labelsHide: Bool = true) {
    (self.numbers, self.labelsHide) = (numbers, labelsHide)
  }

  func number(_ value: Double) -> String { script.written(value, numbers: numbers).text }

  func symbol(_ name: String) -> String { script.symbol(name).text }

  func labelled(_ name: String, _ value: Double) -> String { "\(symbol(name)) = \(number(value))" }

  static func width(of text: String) -> Double { Double(TextLayout.width(text)) * 7 }

  /// The upper left corner of what a label hides.
  static func ground(of text: String, at place: Point, _ anchor: Anchor) -> Point {
    let share = anchor == .start ? 0 : anchor == .end ? 1 : 0.5
    return (place.x - share * width(of: text), place.y - 11.5)
  }

  mutating func label(
    _ text: String, x: Double, y: Double, anchor: Anchor = .middle, style: Style = .plain,
    of quantity: Formula? = nil, parts: [Part] = []
  ) {
    let right = Self.width(of: text) * (anchor == .start ? 1 : anchor == .end ? 0 : 0.5)
    reach(to: (x + right, y + 4))
    shapes.append(
      .label(text, at: (x, y), anchor: anchor, style: style, of: quantity, parts: parts))
  }

  /// Puts what has been drawn since there were so many shapes into a group.
  mutating func group(_ name: String, from first: Int, at place: Point = (0, 0)) {
    let members = Array(shapes[first...])
    shapes.replaceSubrange(first..., with: [.group(name, members, at: place)])
  }

  mutating func edge(
    from a: Point, to b: Point, isCurved: Bool = false, isLit: Bool = false, of ends: String? = nil
  ) {
    reach(to: (max(a.x, b.x), max(a.y, b.y)))
    shapes.append(.edge(from: a, to: b, isCurved: isCurved, isLit: isLit, of: ends))
  }

  mutating func circle(x: Double, y: Double, radius: Double, isLit: Bool) {
    reach(to: (x + radius, y + radius))
    shapes.append(.circle(at: (x, y), radius: radius, isLit: isLit))
  }

  mutating func box(
    x: Double, y: Double, width: Double, height: Double, radius: Double, isLit: Bool = false
  ) {
    reach(to: (x + width, y + height))
    shapes.append(.box(at: (x, y), width: width, height: height, radius: radius, isLit: isLit))
  }

  mutating func line(_ points: [Point], _ stroke: Stroke) {
    points.forEach { reach(to: $0) }
    shapes.append(.line(points, stroke))
  }

  mutating func segments(_ segments: [(Point, Point)], _ stroke: Stroke) {
    shapes.append(.segments(segments, stroke))
  }

  mutating func mark(_ mark: Dot, at place: Point, _ stroke: Stroke) {
    shapes.append(.mark(mark, at: place, stroke))
  }

  private mutating func reach(to corner: Point) {
    (width, height) = (max(width, corner.x + 8), max(height, corner.y + 8))
  }

  /// A length to a tenth of a pixel.
  static func short(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
