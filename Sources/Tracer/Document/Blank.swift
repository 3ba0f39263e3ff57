/// A result that the reader of a sheet fills in, or that its key sets off.
package struct Blank: Hashable, Sendable {
  /// By what answers refer to it, counted from 1.
  package var number: Int
  package var points: Double?
  /// Whether the result stands there.
  package var isFilled: Bool

  /// The number and the points: `7`, or `7: 2`.
  var label: String {
    guard let points else { return "\(number)" }
    return "\(number): \(points == points.rounded() ? "\(Int(points))" : "\(points)")"
  }
}

extension Equation {
  /// What can stand behind the name of an equation.
  package enum Side: Hashable, Sendable {
    case symbols
    case numbers
    /// What comes out, or the blank in its place.
    case result
  }
}
