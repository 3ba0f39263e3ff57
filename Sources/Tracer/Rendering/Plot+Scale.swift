import Foundation

extension Plot {
  /// Where the numbers of an axis stand, from 0 to 1, and which of them are written beside it.
  struct Scale {
    /// The numbers that are written, ascending.
    let ticks: [Double]
    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool

    /// A scale that reaches over all the numbers.
    init(_ axis: Axis, over numbers: [Double]) {
      isLogarithmic = axis.isLogarithmic
      let drawn = axis.isLogarithmic ? numbers.filter { $0 > 0 }.map { log10($0) } : numbers
      var (low, high) = (drawn.min() ?? 0, drawn.max() ?? 1)
      // The whole range may be greater than any double; a quarter of it never is.
      if high / 4 - low / 4 < .leastNormalMagnitude {
        let room = Swift.max(abs(low) / 2, 0.5)
        let limit = Double.greatestFiniteMagnitude
        (low, high) = (Swift.max(low - room, -limit), Swift.min(high + room, limit))
      }
      if axis.isLogarithmic {
        (low, high) = (low.rounded(.down), high.rounded(.up))
        let step = Swift.max(1, ((high - low) / 6).rounded(.up))
        ticks = stride(from: low, through: high, by: step).map { pow(10, $0) }
          .filter { $0 > 0 && $0.isFinite }
      } else {
        let step = Swift.max(Scale.step(for: high / 4 - low / 4), axis.isCount ? 1 : 0)
        let first = (low / step).rounded(.up)
        let last = (high / step).rounded(.down)
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
      }
      (self.low, self.high) = (low, high)
    }

    /// Where a number stands; `nil` if it cannot be drawn.
    func place(of number: Double) -> Double? {
      let drawn = isLogarithmic ? log10(number) : number
      let place = (drawn / 4 - low / 4) / (high / 4 - low / 4)
      return place.isFinite ? place : nil
    }

    func label(_ tick: Double) -> String {
      if isLogarithmic { return written(tick) }
      let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
      // A tick is a multiple of the step; what floating point adds to it is not written.
      return written((tick / step).rounded() * step + 0)
    }

    private func written(_ number: Double) -> String {
      String(format: "%g", number).replacing("-", with: "−")
    }

    /// 1, 2 or 5 times a power of ten, so that there are about five ticks.
    /// - Parameter quarter: A fourth of what the ticks reach over, which is a number always.
    private static func step(for quarter: Double) -> Double {
      let rough = quarter / 5 * 4
      let power = pow(10, log10(rough).rounded(.down))
      let factor = [1.0, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10
      return factor * power
    }
  }
}
