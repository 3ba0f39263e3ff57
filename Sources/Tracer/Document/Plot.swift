/// Curves over two axes, perhaps with contour lines, to be drawn as SVG or in characters.
package struct Plot: Hashable, Sendable {
  /// A point of the plane.
  package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  package struct Axis: Hashable, Sendable {
    package var label: Phrase
    /// Whether equal steps are equal factors; only positive numbers are drawn then.
    package var isLogarithmic: Bool
    /// Whether something is counted, so that only whole numbers stand beside it.
    package var isCount: Bool

    package init(_ label: Phrase, isLogarithmic: Bool = false, isCount: Bool = false) {
      self.label = label
      self.isLogarithmic = isLogarithmic
      self.isCount = isCount
    }
  }

  package struct Series: Hashable, Sendable {
    package var name: Phrase
    /// The points, joined in this order; those that are not finite are left out.
    package var points: [Point]
    package var isScattered: Bool
    /// From what the points follow, where a page can calculate them anew.
    package var source: Source?

    package init(
      _ name: Phrase, _ points: [Point], isScattered: Bool = false, source: Source? = nil
    ) {
      self.name = name
      self.points = points
      self.isScattered = isScattered
      self.source = source
    }
  }

  /// From what the points of a curve follow.
  package enum Source: Hashable, Sendable {
    /// Each coordinate from a formula of its own.
    case points(x: [Formula], y: [Formula])
    /// A quantity where one of those given is another, from place to place in so many parts.
    case curve(of: String, over: String, through: [Formula], parts: Int)
  }

  package var title: Phrase
  package var x: Axis
  package var y: Axis
  /// The curves, each with a colour or a mark of its own.
  package var series: [Series]
  /// The lines of equal height behind the curves.
  package var contours: Contours?
  /// The height of the surface behind the curves and what it is the height over, by their names.
  package var surface: [String] = []
}

extension Plot {
  /// The plot with the lines of equal height of a surface behind the curves, over all of its frame,
  /// which leaves some room around the curves.
  package func overSurface(levels: [Double]? = nil, _ height: (Double, Double) -> Double) -> Plot {
    func range(_ numbers: [Double]) -> ClosedRange<Double> {
      let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
      let room = Swift.max(high * 0.1 - low * 0.1, 0.1)
      let limit = Double.greatestFiniteMagnitude
      return Swift.max(low - room, -limit)...Swift.min(high + room, limit)
    }
    var plot = self
    plot.contours = Contours(
      x: range(finite.map(\.x)), y: range(finite.map(\.y)), levels: levels, height: height)
    return plot
  }

  /// The scale of the axis to the right, over all points and contours.
  var xScale: Scale { Scale(x, over: finite.map(\.x) + (contours?.x ?? [])) }

  /// The scale of the axis upwards.
  var yScale: Scale { Scale(y, over: finite.map(\.y) + (contours?.y ?? [])) }

  /// The curves, each in the places of its points on the scales, from 0 to 1.
  func placed(on xScale: Scale, _ yScale: Scale) -> [[Point]] {
    series.map { curve in
      curve.points.compactMap { point in
        guard let x = xScale.place(of: point.x), let y = yScale.place(of: point.y) else {
          return nil
        }
        return Point(x, y)
      }
    }
  }

  /// By how much the values of the first curve differ, as a name in the formulas of the others.
  static let range = "range()"

  /// Whether all of it can be calculated anew.
  var isLive: Bool {
    series.allSatisfy { $0.source != nil } && !x.isLogarithmic && !y.isLogarithmic
      && (contours == nil || surface.count == 3)
  }

  private var finite: [Point] {
    series.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite }
  }
}
