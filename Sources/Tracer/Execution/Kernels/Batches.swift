import VectorKernels

/// Mini-batches of samples, one for each step of a plan: the next one is gathered while a step
/// updates the parameters.
final class Batches<Scalar: Real>: StepEnvironment, @unchecked Sendable {
  private let samples: Samples
  private let order: ArraySlice<Int32>
  private let batch: Int
  private let kernels: Kernels<Scalar>
  private let x: Buffer
  private let target: Buffer
  /// For even and for odd steps.
  private let inputs, targets: [Allocation<Scalar>]
  private let masks: [Masks]

  /// - Parameters:
  ///   - order: Which samples come when, whole batches.
  ///   - isRead: Whether a step's tensors are read before the next one may begin.
  init(
    _ samples: Samples, order: ArraySlice<Int32>, batch: Int, x: Buffer, target: Buffer,
    isRead: Bool, kernels: Kernels<Scalar>
  ) {
    self.isRead = isRead
    self.samples = samples
    self.order = order
    self.batch = batch
    self.kernels = kernels
    (self.x, self.target) = (x, target)
    inputs = (0..<2).map { _ in Allocation(count: x.count) }
    targets = (0..<2).map { _ in Allocation(count: target.count) }
    masks = (0..<2).map { _ in Masks(inputs: samples.width, samples: batch) }
  }

  let isRead: Bool

  func enter(step: Int, worker: Worker<Scalar>, share: Int, of count: Int) {
    worker.look(at: inputs[step % 2].base, for: x)
    worker.look(at: targets[step % 2].base, for: target)
    worker.masks = masks[step % 2].words.base
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func prepare(step: Int, share: Int, of count: Int) {
    func part(_ all: Int) -> Range<Int> { all * share / count..<all * (share + 1) / count }
    let first = order.startIndex + step * batch
    let chosen = order[first..<first + batch]
    // Whole words of eight bytes.
    let words = part((samples.width + 7) / 8)
    let range = words.lowerBound * 8..<min(samples.width, words.upperBound * 8)
    if !range.isEmpty { gatherInputs(range, of: chosen, parity: step % 2) }
    gatherTargets(part(batch), of: chosen, into: targets[step % 2].base)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func gatherInputs(_ range: Range<Int>, of chosen: ArraySlice<Int32>, parity: Int) {
    let (place, masks, width) = (inputs[parity].base, masks[parity], samples.width)
    switch samples.inputs {
    case .bytes(let bytes, let scale) where x.isTransposed:
      bytes.withUnsafeBufferPointer { bytes in
        guard let source = bytes.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>.self, capacity: 64) { rows in
          guard let start = rows.baseAddress else { return }
          for (group, begin) in stride(from: 0, to: chosen.count, by: 64).enumerated() {
            let count = min(64, chosen.count - begin)
            for n in 0..<count {
              let sample = Int(chosen[chosen.startIndex + begin + n])
              (start + n).initialize(to: source + sample * width + range.lowerBound)
            }
            kernels.table.pointee.gather(
              count, start, range.count, scale, place + range.lowerBound * x.stride + begin,
              x.stride,
              masks.words.base + group * width + range.lowerBound)
          }
        }
      }
    case .bytes(let bytes, let scale):
      copy(range, of: chosen, into: place, masks) { Scalar(Double(bytes[$0]) * scale) }
    case .numbers(let numbers):
      copy(range, of: chosen, into: place, masks) { Scalar(numbers[$0]) }
    }
  }

  @inline(__always)
  private func copy(
    _ range: Range<Int>, of chosen: ArraySlice<Int32>, into place: UnsafeMutablePointer<Scalar>,
    _ masks: Masks, _ number: (_ position: Int) -> Scalar
  ) {
    for (n, sample) in chosen.enumerated() {
      let first = Int(sample) * samples.width
      for input in range {
        place[x.isTransposed ? input * x.stride + n : n * x.stride + input] = number(first + input)
      }
    }
    if x.isTransposed { masks.look(at: x, range, place) }
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func gatherTargets(
    _ rows: Range<Int>, of chosen: ArraySlice<Int32>, into place: UnsafeMutablePointer<Scalar>
  ) {
    for n in rows {
      let sample = Int(chosen[chosen.startIndex + n])
      let row = place + n * target.stride
      switch samples.targets {
      case .classes(let classes, _):
        row.update(repeating: 0, count: target.columns)
        row[Int(classes[sample])] = 1
      case .numbers(let numbers, let width):
        for column in 0..<width { row[column] = Scalar(numbers[sample * width + column]) }
      }
    }
  }
}
