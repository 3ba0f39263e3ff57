import Foundation
import Synchronization

/// What became of some steps.
struct StepsResult {
  var steps = 0
  /// The sum of their objectives.
  var total = 0.0
  /// Whether training stopped at a step whose objective is not finite; it changed no parameter.
  var hasFailed = false
}

/// What a plan's steps read and write besides its own buffers.
protocol StepEnvironment<Scalar>: SendableMetatype {
  associatedtype Scalar: Real
  /// Prepares a share of what a step reads, while the step before may still be reading its own.
  func prepare(step: Int, share: Int, of count: Int)
  /// Shows a worker where a step's tensors lie.
  func enter(step: Int, worker: Worker<Scalar>, share: Int, of count: Int)
  /// Whether a step's tensors are read before the next one may begin.
  var isRead: Bool { get }
}

/// Steps over leaves that stay as they are.
struct FixedLeaves<Scalar: Real>: StepEnvironment {
  func prepare(step: Int, share: Int, of count: Int) {}
  func enter(step: Int, worker: Worker<Scalar>, share: Int, of count: Int) {}
  var isRead: Bool { false }
}

extension Plan {
  /// Takes steps with the leaves as they are.
  /// - Returns: The sum of the objectives, each before its update; not finite as soon as one is not.
  @discardableResult
  package func run(steps: Int) -> Double {
    let result = run(steps: steps, in: FixedLeaves()) { _, _ in }
    return result.hasFailed ? .nan : result.total
  }

  /// Takes steps; the workers share each.
  ///
  /// Workers meet twice a step: when δ is known for all samples, and when all parameters are new.
  /// - Parameter onStep: Called after each step with its position and its objective.
  func run(
    steps: Int, in environment: some StepEnvironment<Scalar>,
    onStep: (_ step: Int, _ objective: Double) -> Void
  ) -> StepsResult {
    let first = parameters.steps
    let meeting = Meeting(count: workers.count)
    let finished = DispatchSemaphore(value: 0)
    let task = Crew(
      plan: self, environment: environment, meeting: meeting, first: first, steps: steps)
    for share in workers.indices.dropFirst() {
      let thread = Thread {
        _ = task.work(share: share) { _, _ in }
        finished.signal()
      }
      thread.qualityOfService = Thread.current.qualityOfService
      thread.start()
    }
    let result = task.work(share: 0, onStep: onStep)
    for _ in workers.indices.dropFirst() { finished.wait() }
    parameters.steps += result.steps
    return result
  }
}

/// The workers of a plan at some steps.
///
/// Sendable without the compiler's proof: between two meetings, a worker writes only its own share.
private struct Crew<Environment: StepEnvironment>: @unchecked Sendable {
  let plan: Plan<Environment.Scalar>
  let environment: Environment
  let meeting: Meeting
  let first: Int
  let steps: Int

  func work(share: Int, onStep: (Int, Double) -> Void) -> StepsResult {
    let (worker, count, code) = (plan.workers[share], plan.workers.count, plan.code)
    var result = StepsResult()
    worker.look(at: plan.memory)
    environment.prepare(step: 0, share: share, of: count)
    meeting.meet(share)
    for step in 0..<steps {
      environment.enter(step: step, worker: worker, share: share, of: count)
      worker.begin(step: first + step + 1)
      worker.run(code.perSample, share: share, of: count)
      meeting.meet(share)
      let objective = plan.objective(seenBy: worker)
      guard objective.isFinite else {
        result.hasFailed = true
        return result
      }
      worker.run(code.perRow, share: share, of: count)
      if step + 1 < steps { environment.prepare(step: step + 1, share: share, of: count) }
      meeting.meet(share)
      result.steps += 1
      result.total += objective
      onStep(step, objective)
      if environment.isRead { meeting.meet(share) }
    }
    return result
  }
}

extension Plan {
  fileprivate func objective(seenBy worker: Worker<Scalar>) -> Double {
    guard let (buffer, scale) = code.losses else { return 0 }
    return Double(worker.total(of: buffer) * Scalar(scale))
  }
}

/// A place where some threads wait for each other.
private final class Meeting: Sendable {
  private let arrived = Atomic(0)
  private let count: Int

  init(count: Int) { self.count = count }

  /// Returns when all threads have called this equally often.
  func meet(_ thread: Int) {
    if count == 1 { return }
    let own = arrived.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
    let all = (own + count - 1) / count * count
    var looks = 0
    while arrived.load(ordering: .acquiring) < all {
      looks += 1
      // The others usually come within microseconds; if they do not, they may need this core.
      if looks > 5_000 { sched_yield() }
    }
  }
}
