/// Memory into which the steps of a plan write what is observed, in turn, and copies of the
/// parameters before every so many steps.
package final class Slots<Scalar: Real>: @unchecked Sendable {
  let count: Int
  private let places: [(tap: Tap, buffer: Buffer, offset: Int)]
  private let size: Int
  private let memory: Allocation<Scalar>
  private let interval: Int?
  private let checkpoints: Allocation<Scalar>
  private let parameters: [(key: PlanParameters<Scalar>.Key, buffer: Buffer, offset: Int)]
  private let parameterSize: Int

  init(_ plan: Plan<Scalar>, taps: Set<Tap>, count: Int, checkpointEvery interval: Int?, steps: Int)
  {
    func laidOut<Key>(_ buffers: [(Key, Buffer)]) -> (places: [(Key, Buffer, Int)], size: Int) {
      var offset = 0
      let places = buffers.map { key, buffer in
        defer { offset += buffer.count }
        return (key, buffer, offset)
      }
      return (places, offset)
    }
    let written = plan.writtenBuffers
    let observed = laidOut(
      taps.compactMap { tap in
        plan.buffer(tap).flatMap { written.contains($0) ? (tap, $0) : nil }
      }.sorted { $0.1.number < $1.1.number })
    places = observed.places.map { (tap: $0.0, buffer: $0.1, offset: $0.2) }
    let kept = laidOut(interval == nil ? [] : plan.keptParameters)
    parameters = kept.places.map { (key: $0.0, buffer: $0.1, offset: $0.2) }
    (size, parameterSize, self.count, self.interval) = (observed.size, kept.size, count, interval)
    memory = Allocation(count: count * size)
    checkpoints = Allocation(count: interval.map { (steps + $0 - 1) / $0 * kept.size } ?? 0)
  }

  /// Lets a worker write a step's tensors here, and sets its share of the parameters aside if that
  /// is due.
  func enter(step: Int, worker: Worker<Scalar>, share: Int, of count: Int) {
    let slot = memory.base + step % self.count * size
    for place in places { worker.look(at: slot + place.offset, for: place.buffer) }
    guard let interval, step % interval == 0 else { return }
    let copy = checkpoints.base + step / interval * parameterSize
    for parameter in parameters {
      let rows = parameter.buffer.rows
      worker.copy(
        parameter.buffer, rows: rows * share / count..<rows * (share + 1) / count,
        to: copy + parameter.offset)
    }
  }

  func elements(_ tap: Tap, step: Int) -> [Scalar]? {
    guard let place = places.first(where: { $0.tap == tap }) else { return nil }
    return PlanMemory.elements(
      of: place.buffer, at: memory.base + step % count * size + place.offset)
  }

  /// The parameters, and what the optimizer keeps of them, as they were set aside.
  func withCheckpoint(
    _ number: Int, of plan: Plan<Scalar>, _ body: ([PlanParameters<Scalar>.Key: [Scalar]]) -> Void
  ) {
    var values: [PlanParameters<Scalar>.Key: [Scalar]] = [:]
    for parameter in parameters {
      values[parameter.key] = PlanMemory.elements(
        of: parameter.buffer, at: checkpoints.base + number * parameterSize + parameter.offset)
    }
    body(values)
  }
}

/// Steps that write into slots.
struct RecordedSteps<Steps: StepEnvironment>: StepEnvironment {
  let steps: Steps
  let slots: Slots<Steps.Scalar>

  var isRead: Bool { true }

  func prepare(step: Int, share: Int, of count: Int) {
    steps.prepare(step: step, share: share, of: count)
  }

  func enter(step: Int, worker: Worker<Steps.Scalar>, share: Int, of count: Int) {
    steps.enter(step: step, worker: worker, share: share, of: count)
    slots.enter(step: step, worker: worker, share: share, of: count)
  }
}
