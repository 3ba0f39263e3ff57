/// Backpropagation beside numeric differentiation, (E(w + h) − E(w − h)) / 2h.
package struct GradientCheck: Sendable {
  /// What came of one parameter.
  package struct Row: Sendable {
    package let name: String
    package let value: Double
    /// The difference quotient, the one with the shortest step if there are several.
    let quotient: DifferenceQuotient
    /// What the measurement gives: the difference quotient, or what several of them lead to; 0 where
    /// that is nothing but rounding.
    package let numeric: Double
    /// Whether the quotients with several steps were extrapolated to a step of 0.
    package let isExtrapolated: Bool
    package let backpropagated: Double
    package let verdict: Verdict

    /// |numeric − backpropagated| divided by the larger of the two; 0 where both are 0.
    package var relativeError: Double {
      let larger = Swift.max(abs(numeric), abs(backpropagated))
      return larger == 0 ? 0 : abs(numeric - backpropagated) / larger
    }
  }

  /// What to make of a comparison.
  package enum Verdict: Equatable, Sendable {
    /// The two agree to four digits at least.
    case agrees
    /// The named quantity passes a kink between w − h and w + h, so that they need not agree.
    case kink(String)
    /// The rounding of the objective hides the slope: whatever the step, no four digits can be
    /// measured.
    case hidden
    /// The h that was asked for is too small: rounding hides the difference.
    case tooSmall
    /// The h that was asked for is too large to measure the slope at the point itself.
    case tooLarge
    case differs
  }

  /// What is shifted at first.
  package let step: Double
  /// The rows, in the order of the parameters.
  package let rows: [Row]

  /// The step that suits double precision: near the cube root of its rounding error.
  package static let usualStep = 1e-5

  /// How far two numbers that agree may be apart beyond the error of the measurement, and how large
  /// this error may be, both relative to the larger number.
  private static let (tolerance, resolution) = (1e-5, 3e-5)

  /// Checks the gradients of a model at the given elements, which are leaves.
  ///
  /// Where the difference quotient does not agree, it is measured again with steps that follow from
  /// the numbers, before it is said to differ.
  /// - Parameter step: The h, greater than 0, if it is to be this one and no other.
  package init(_ model: Model, of elements: [ElementID], step: Double? = nil) {
    precondition(step ?? 1 > 0, "h is greater than 0")
    self.step = step ?? Self.usualStep
    var trace = model.trace
    trace.backward()
    let told = model.isTooLong ? trace : trace.settled(withGradients: true)
    let usual = self.step
    rows = elements.map { element in
      Self.row(
        of: element, in: trace, told: told.gradient(for: element) ?? 0, step: usual,
        isFixed: step != nil)
    }
  }

  /// Whether nothing differs, and every step that was asked for is of use.
  package var isPassed: Bool {
    rows.allSatisfy { ![.differs, .tooSmall, .tooLarge].contains($0.verdict) }
  }

  private static func row(
    of element: ElementID, in trace: Trace<Double>, told: Double, step: Double,
    isFixed: Bool
  ) -> Row {
    let exact = trace.gradient(for: element) ?? 0
    let first = trace.differenceQuotient(by: element, step: step)
    func row(_ verdict: Verdict, by better: MeasuredSlope? = nil) -> Row {
      let isRounding = better.map { abs($0.value) <= $0.error } ?? first.isRounding
      return Row(
        name: trace.graph.name(of: element), value: trace[element],
        quotient: better?.quotient ?? first,
        numeric: isRounding ? 0 : better?.value ?? first.slope,
        isExtrapolated: better != nil, backpropagated: isRounding ? told : exact, verdict: verdict)
    }
    func larger(_ value: Double) -> Double { Swift.max(abs(value), abs(exact)) }
    func isClose(_ value: Double, error: Double) -> Bool {
      abs(value - exact) <= tolerance * larger(value) + error
    }
    // No slope at all has no digits; it is seen against the objective.
    let objective = abs(trace[ElementID(trace.graph.objective, 0)])
    let scale =
      Swift.max(objective, abs(first.plus), abs(first.minus)) / Swift.max(abs(trace[element]), 1)
    func isResolved(_ value: Double, error: Double) -> Bool {
      error <= Swift.max(resolution * larger(value), exact == 0 ? tolerance * scale : 0)
    }

    guard exact.isFinite else { return row(.differs) }
    if first.isUsable, isClose(first.slope, error: first.rounding),
      isResolved(first.slope, error: first.rounding)
    {
      return row(.agrees)
    }
    let measured = trace.measuredSlope(by: element) {
      isClose($0.value, error: $0.error) && isResolved($0.value, error: $0.error)
    }
    if let measured, !isClose(measured.value, error: 2 * measured.error) {
      return row(.differs, by: measured)
    }
    let isMeasured = measured.map { isResolved($0.value, error: $0.error) } ?? false
    if let kink = first.kink, isFixed || !isMeasured { return row(.kink(kink)) }
    if isFixed, isMeasured || first.isNoStep {
      return row(isResolved(first.slope, error: first.rounding) ? .tooLarge : .tooSmall)
    }
    return isMeasured ? row(.agrees, by: measured) : row(.hidden)
  }
}
