/// Something that is timed, turn after turn.
struct Contender {
  /// What stands in the table.
  let name: String
  /// The contender by which its figures are divided, if that says something.
  let reference: String?
  /// What is trained, where it is training.
  let work: Work?
  /// What a figure counts.
  let unit: Unit
  /// Does the work once and returns the figure.
  let measure: () throws -> Double

  /// What a figure counts.
  enum Unit: String, Codable {
    /// Milliseconds for a training step.
    case millisecondsPerStep = "ms a step"
    /// Milliseconds for all of it.
    case milliseconds = "ms"
    /// Billions of floating-point operations a second.
    case gigaflops = "GFLOP/s"
  }
}

extension Contender {
  /// Milliseconds that the work takes.
  static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let elapsed = try ContinuousClock().measure(work)
    return Double(elapsed.components.seconds) * 1e3
      + Double(elapsed.components.attoseconds) * 1e-15
  }
}
