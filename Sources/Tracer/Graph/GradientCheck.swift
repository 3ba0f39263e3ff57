/// Backpropagation beside numeric differentiation, (E(w + h) − E(w − h)) / 2h.
public struct GradientCheck: Sendable {
  /// What came of one parameter.
  public struct Row: Sendable {
    /// The ASCII name of the parameter.
    public let name: String
    /// Its value.
    public let value: Double
    /// The objective with h added to the parameter, and with h subtracted.
    public let plus: Double, minus: Double
    /// What the difference quotient gives.
    public let numeric: Double
    /// What backpropagation gives.
    public let backpropagated: Double
    /// |numeric − backpropagated| divided by the larger of the two; 0 where both are 0.
    public let relativeError: Double
    /// What to make of it.
    public let verdict: Verdict
  }

  /// What to make of a comparison.
  public enum Verdict: Equatable, Sendable {
    /// The two agree as far as a difference quotient can tell.
    case agrees
    /// The named quantity passes a kink between w − h and w + h, so that they need not agree.
    case kink(String)
    /// They differ.
    case differs
  }

  /// What is shifted.
  public let step: Double
  /// The rows, in the order of the parameters.
  public let rows: [Row]

  /// The step that suits double precision: near the cube root of its rounding error.
  public static let usualStep = 1e-5

  /// Checks the gradients of a model at the given elements, which are leaves.
  ///
  /// Two numbers agree if they differ by at most a hundred-thousandth of the larger one, or by what
  /// rounding does to a difference quotient.
  /// - Parameter step: The h, greater than 0.
  public init(_ model: Model, of elements: [ElementID], step: Double = usualStep) {
    precondition(step > 0, "h is greater than 0")
    self.step = step
    var trace = model.trace
    trace.backward()
    let objective = ElementID(model.graph.objective, 0)
    rows = elements.map { element in
      let shifted = [step, -step].map { shift in
        var moved = trace
        moved.values[element.node.index][element.offset] += shift
        moved.forward()
        return moved
      }
      let (plus, minus) = (shifted[0][objective], shifted[1][objective])
      let numeric = (plus - minus) / (2 * step)
      let exact = trace.gradient(for: element) ?? 0
      let larger = Swift.max(abs(numeric), abs(exact))
      let rounding = 8 * Double.ulpOfOne * Swift.max(abs(plus), abs(minus), 1) / step
      let verdict: Verdict =
        if let kink = Self.kink(between: shifted[1], and: shifted[0]) {
          .kink(kink)
        } else if abs(numeric - exact) <= 1e-5 * larger + rounding {
          .agrees
        } else {
          .differs
        }
      return Row(
        name: model.graph.name(of: element), value: trace[element], plus: plus, minus: minus,
        numeric: numeric, backpropagated: exact,
        relativeError: larger == 0 ? 0 : abs(numeric - exact) / larger, verdict: verdict)
    }
  }

  /// Whether nothing differs.
  public var isPassed: Bool { rows.allSatisfy { $0.verdict != .differs } }

  /// The first quantity whose rule has a kink between two passes.
  private static func kink(
    between a: Trace<Double>, and b: Trace<Double>
  ) -> String? {
    for id in a.graph.ids where a.graph[id].primitive != nil {
      for element in a.graph.elements(of: id) {
        guard let before = a.kink(of: element)?.position, let after = b.kink(of: element)?.position
        else { break }
        // A quantity that the parameter does not move stands where it is, kink or not.
        if before != after, before.sign != after.sign || before == 0 || after == 0 {
          return a.graph.name(of: element)
        }
      }
    }
    return nil
  }
}
