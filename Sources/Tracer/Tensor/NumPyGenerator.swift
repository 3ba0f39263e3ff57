import Foundation

/// Random numbers exactly as `numpy.random.RandomState(seed)` draws them.
///
/// The generator is the Mersenne Twister MT19937 of Matsumoto and Nishimura (ACM Transactions on
/// Modeling and Computer Simulation 8, 1998), seeded by their `init_genrand`.
package struct NumPyGenerator: Sendable {
  private static let length = 624
  private var state: [UInt32]
  private var position = length
  private var secondNormal: Double?
  /// What it was seeded with.
  package let seed: UInt32
  /// How many words of 32 bits have been drawn.
  package private(set) var draws = 0

  /// A generator as `RandomState(seed)` makes it.
  package init(seed: UInt32) {
    self.seed = seed
    state = [seed]
    state.reserveCapacity(Self.length)
    for index in 1..<UInt32(Self.length) {
      let last = state[Int(index) - 1]
      state.append(1_812_433_253 &* (last ^ last >> 30) &+ index)
    }
  }

  /// The next 32 bits.
  package mutating func nextUInt32() -> UInt32 {
    if position == Self.length { twist() }
    var word = state[position]
    position += 1
    draws += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  /// Draws so many words and forgets them.
  package mutating func skip(_ count: Int) {
    for _ in 0..<count { _ = nextUInt32() }
  }

  /// A number from 0 to below 1 with 53 random bits: `random_sample()`.
  package mutating func randomSample() -> Double {
    let high = Double(nextUInt32() >> 5)
    let low = Double(nextUInt32() >> 6)
    return (high * 0x1p26 + low) / 0x1p53
  }

  /// A number from `low` to below `high`: `uniform(low, high)`.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * randomSample()
  }

  /// Numbers from `low` to below `high`, drawn in row-major order: `uniform(low, high, shape)`.
  package mutating func uniform(_ low: Double, _ high: Double, shape: Shape) -> Tensor<Double> {
    Tensor((0..<shape.count).map { _ in uniform(low, high) }, shape: shape)
  }

  /// A number from the standard normal distribution: `randn()`.
  ///
  /// Marsaglia's polar method gives two at a time; the second is kept for the next call.
  package mutating func randn() -> Double {
    if let kept = secondNormal {
      secondNormal = nil
      return kept
    }
    while true {
      let x = 2 * randomSample() - 1
      let y = 2 * randomSample() - 1
      let square = x * x + y * y
      guard square < 1, square != 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      secondNormal = factor * x
      return factor * y
    }
  }

  /// Numbers from the standard normal distribution, drawn in row-major order: `randn(…)`.
  package mutating func randn(shape: Shape) -> Tensor<Double> {
    Tensor((0..<shape.count).map { _ in randn() }, shape: shape)
  }

  /// The numbers from 0 to below `count` in random order: `permutation(count)`.
  package mutating func permutation(_ count: Int) -> [Int] {
    precondition(count <= UInt32.max, "a permutation draws 32 bits for each place")
    var order = [Int](0..<count)
    for last in order.indices.dropFirst().reversed() {
      order.swapAt(last, Int(interval(upTo: UInt32(last))))
    }
    return order
  }

  /// A number from 0 to `most`: random bits, drawn again while they are above it.
  private mutating func interval(upTo most: UInt32) -> UInt32 {
    let mask = UInt32.max >> most.leadingZeroBitCount
    while true {
      let bits = nextUInt32() & mask
      if bits <= most { return bits }
    }
  }

  private mutating func twist() {
    for index in 0..<Self.length {
      let joined =
        state[index] & 0x8000_0000 | state[(index + 1) % Self.length] & 0x7fff_ffff
      state[index] =
        state[(index + 397) % Self.length] ^ joined >> 1 ^ (joined & 1) &* 0x9908_b0df
    }
    position = 0
  }
}
