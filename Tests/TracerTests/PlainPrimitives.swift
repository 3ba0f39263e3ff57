import Foundation

@testable import Tracer

/// What each primitive calculates, as plain loops that know nothing of its rule or its kernels.
enum PlainPrimitives {
  /// The output of a primitive, or `nil` for one that is not known here.
  /// - Parameter x: The inputs, each in row-major order.
  static func output(of primitive: any Primitive, _ x: [Tensor<Double>]) -> [Double]? {
    elementwise(primitive).map { x[0].elements.map($0) }
      ?? pairwise(primitive).map { pairs(x, $0) } ?? whole(primitive, x)
  }

  private static func elementwise(_ primitive: any Primitive) -> ((Double) -> Double)? {
    switch primitive {
    case is AbsoluteValue: { $0 < 0 ? -$0 : $0 }
    case is Cosine: cos
    case is Exponential: exp
    case is Identity: { $0 }
    case let leaky as LeakyReLU: { $0 > 0 ? $0 : leaky.negativeSlope * $0 }
    case is Logarithm: log
    case is Negation: { 0 - $0 }
    case is ReLU: { $0 > 0 ? $0 : 0 }
    case is Sigmoid: { 0.5 + 0.5 * tanh($0 / 2) }
    case is Sine: sin
    case is Softplus: { $0 > 30 ? $0 + exp(-$0) : log1p(exp($0)) }
    case is SquareRoot: { pow($0, 0.5) }
    case is Tanh: { (exp(2 * $0) - 1) / (exp(2 * $0) + 1) }
    default: nil
    }
  }

  private static func pairwise(_ primitive: any Primitive) -> ((Double, Double) -> Double)? {
    switch primitive {
    case is AbsoluteError: { t, o in t > o ? t - o : o - t }
    case is Addition: { $0 + $1 }
    case is BinaryCrossEntropy: { t, o in -t * log(o) - (1 - t) * log1p(-o) }
    case is Division: { $0 / $1 }
    case is HalfSquaredError: { t, o in (t - o) * (t - o) / 2 }
    case is Maximum: { $0 > $1 ? $0 : $1 }
    case is Minimum: { $0 < $1 ? $0 : $1 }
    case is Multiplication: { $0 * $1 }
    case is Power: { exp($1 * log($0)) }
    case is SigmoidBinaryCrossEntropy: binaryEntropy
    case is SquaredError: { t, o in (t - o) * (t - o) }
    case is Subtraction: { $0 - $1 }
    default: nil
    }
  }

  /// One of the inputs may be a single number, which meets every element of the other.
  private static func pairs(
    _ x: [Tensor<Double>], _ value: (Double, Double) -> Double
  ) -> [Double] {
    let (a, b) = (x[0].elements, x[1].elements)
    return (0..<max(a.count, b.count)).map {
      value(a.count == 1 ? a[0] : a[$0], b.count == 1 ? b[0] : b[$0])
    }
  }

  private static func whole(_ primitive: any Primitive, _ x: [Tensor<Double>]) -> [Double]? {
    switch primitive {
    case is Affine: return affine(x)
    case is Mean: return [x[0].elements.reduce(0, +) / Double(x[0].elements.count)]
    case is Sum: return [x[0].elements.reduce(0, +)]
    case let sum as RowSum:
      return rows(x[0]).map { $0.reduce(0, +) / (sum.isMean ? Double($0.count) : 1) }
    case is Softmax: return rows(x[0]).flatMap(softmax)
    case is CrossEntropy: return entropies(rows(x[0]), rows(x[1]))
    case is SoftmaxCrossEntropy: return entropies(rows(x[0]), ofNets: rows(x[1]))
    default: return nil
    }
  }

  private static func rows(_ x: Tensor<Double>) -> [[Double]] {
    (0..<x.shape[0]).map { row in (0..<x.shape[1]).map { x[row * x.shape[1] + $0] } }
  }

  private static func softmax(_ row: [Double]) -> [Double] {
    row.map { x in 1 / row.reduce(0) { $0 + exp($1 - x) } }
  }

  private static func entropies(_ targets: [[Double]], _ rows: [[Double]]) -> [Double] {
    zip(targets, rows).map { t, p in zip(t, p).reduce(0) { $0 - $1.0 * log($1.1) } }
  }

  /// The probabilities themselves may round to 0, their logarithms do not.
  private static func entropies(_ targets: [[Double]], ofNets rows: [[Double]]) -> [Double] {
    zip(targets, rows).map { t, x in
      zip(t, x).reduce(0) { sum, pair in
        sum + pair.0 * (x.max()! - pair.1 + log(x.reduce(0) { $0 + exp($1 - x.max()!) }))
      }
    }
  }

  /// Far from 0, one of the two logarithms is the net input itself, and the other 0.
  private static func binaryEntropy(_ t: Double, _ x: Double) -> Double {
    if abs(x) > 40 { return x > 0 ? (1 - t) * x : -t * x }
    return t * log1p(exp(-x)) + (1 - t) * log1p(exp(x))
  }

  private static func affine(_ x: [Tensor<Double>]) -> [Double] {
    rows(x[0]).flatMap { sample in
      (0..<x[1].shape[1]).map { unit in
        var net = x.count < 3 ? 0 : x[2].elements.count == 1 ? x[2][0] : x[2][unit]
        for (row, value) in zip(rows(x[1]), sample) { net += row[unit] * value }
        return net
      }
    }
  }
}
