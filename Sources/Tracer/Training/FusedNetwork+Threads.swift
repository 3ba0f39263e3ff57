import Foundation
import Synchronization

/// What the steps of an epoch need besides the network.
struct FusedEpoch<Scalar: Real>: Sendable {
  /// The images and their classes.
  let images: LabelledImages
  /// Which image comes when.
  let order: [Int32]
  let learningRate: Scalar
  /// 1 or 2; a network that has a single part takes one.
  let threads: Int
  /// Where the steps write. If it is a record, `onStep` may read it, and a second thread waits.
  let record: FusedRecord<Scalar>
}

/// What became of an epoch.
struct FusedResult {
  /// The step whose loss is not finite; training stopped after its forward pass.
  var failedStep: Int?
  /// The sum of the losses of all samples of the other steps.
  var total = 0.0
}

extension FusedNetwork {
  /// Trains on images in the order given, a batch a step.
  ///
  /// Two threads share a step by the hidden units. They meet once a step, when both have written
  /// their share of the output layer's net inputs. What a thread writes before it gets there, the
  /// next step's pixels and this step's share, is memory that the other one cannot be reading, which
  /// is at most one step behind: pixels have three places in turn, shares two.
  /// - Parameter onStep: Called after each step with its position and loss.
  func train(
    _ epoch: FusedEpoch<Scalar>, onStep: (_ step: Int, _ loss: Double) -> Void
  ) -> FusedResult {
    guard epoch.threads > 1, parts.count > 1 else {
      return work(on: epoch, thread: 0, meeting: nil, onStep: onStep)
    }
    let meeting = Meeting(), finished = DispatchSemaphore(value: 0)
    let helper = Thread {
      _ = self.work(on: epoch, thread: 1, meeting: meeting) { _, _ in }
      finished.signal()
    }
    helper.qualityOfService = Thread.current.qualityOfService
    helper.start()
    defer { finished.wait() }
    return work(on: epoch, thread: 0, meeting: meeting, onStep: onStep)
  }

  /// One thread's share of an epoch; all of it if it meets nobody.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func work(
    on epoch: FusedEpoch<Scalar>, thread: Int, meeting: Meeting?, onStep: (Int, Double) -> Void
  ) -> FusedResult {
    var result = FusedResult()
    let order = epoch.order
    let steps = (order.count + batch - 1) / batch
    let ownParts = meeting == nil ? parts.indices : thread..<thread + 1
    // Pixels from a multiple of 16 on share no cache line with those before it.
    let inputs = network.sizes[0], middle = min(inputs, (inputs / 2 + 15) / 16 * 16)
    let ownPixels =
      meeting == nil ? 0..<inputs : thread == 0 ? 0..<middle : middle..<inputs
    func chosen(_ step: Int) -> ArraySlice<Int32> {
      order[step * batch..<min(order.count, (step + 1) * batch)]
    }
    func fill(_ step: Int) {
      pixels[step % 3].fill(
        ownPixels, from: epoch.images.pixels, chosen: chosen(step), with: kernels)
    }
    if let meeting, steps > 0 {
      fill(0)
      meeting.meet(thread)
    }
    for step in 0..<steps {
      if meeting == nil {
        fill(step)
      } else if step + 1 < steps {
        fill(step + 1)
      }
      let chosen = chosen(step)
      let slot = epoch.record.slot(step)
      let output = thread == 0 ? slot.layers[outputLayer] : scratch[thread].output
      for part in ownParts {
        if let checkpoint = epoch.record.checkpoint(before: step) {
          copyParameters(of: part, to: checkpoint)
        }
        forward(part, step: slot, pixels: pixels[step % 3], parity: step % 2)
      }
      meeting?.meet(thread)
      let loss = calculateOutput(
        output, thread: thread, labels: epoch.images.labels, chosen: chosen, parity: step % 2)
      guard loss.isFinite else {
        result.failedStep = step
        return result
      }
      for part in ownParts {
        backward(
          part, step: slot, output: output, pixels: pixels[step % 3], count: chosen.count,
          learningRate: epoch.learningRate)
      }
      if epoch.record.capacity > 0 { meeting?.meet(thread) }
      result.total += loss * Double(chosen.count)
      onStep(step, loss)
      if epoch.record.capacity > 0 { meeting?.meet(thread) }
    }
    return result
  }
}

/// A place where two threads wait for each other.
private final class Meeting: Sendable {
  private let first = Atomic(0), second = Atomic(0)

  /// Returns when both threads have called this equally often.
  func meet(_ thread: Int) {
    if thread == 0 { meet(second, as: first) } else { meet(first, as: second) }
  }

  private func meet(_ other: borrowing Atomic<Int>, as own: borrowing Atomic<Int>) {
    let times = own.wrappingAdd(1, ordering: .releasing).newValue
    var looks = 0
    while other.load(ordering: .acquiring) < times {
      looks += 1
      // The other thread usually comes within microseconds; if it does not, it may need this core.
      if looks > 5_000 { sched_yield() }
    }
  }
}
