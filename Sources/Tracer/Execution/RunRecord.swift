/// What a run keeps of its steps.
package enum Recording: Equatable, Sendable {
  case none
  /// Values and gradients of everything that has a row for each sample, and the gradients of biases,
  /// of every step; the parameters only now and then, since they can be calculated again from there.
  case smallTensors(checkpointEvery: Int = 50)
  /// Every tensor, the parameters before the update and their gradients among them, of the last
  /// steps.
  case everything(last: Int = 1)

  /// The tensors that are written down.
  func taps(of graph: Graph) -> Set<Tap> {
    if self == .none { return [] }
    var taps: Set<Tap> = []
    for id in graph.ids {
      let role = graph[id].role
      if graph[id].primitive != nil {
        taps.formUnion([.value(id), .gradient(id)])
      } else if role == .bias {
        taps.insert(.gradient(id))
      }
      if case .everything = self, role.isLearned { taps.formUnion([.value(id), .gradient(id)]) }
    }
    return taps
  }
}

/// The tensors of the steps of a run, into which the steps write.
package final class Record<Scalar: Real> {
  private let recording: Recording
  private let order: [Int32]
  private let run: Run<Scalar>
  private var parts: [Part] = []
  /// The run's first step.
  private let first: Int
  /// How many steps have been taken since training began.
  var count: Int

  /// The steps of one plan.
  private struct Part {
    let plan: Plan<Scalar>
    let slots: Slots<Scalar>
    let steps: Range<Int>
  }

  init(of run: Run<Scalar>, _ recording: Recording, order: [Int32]) {
    self.run = run
    self.recording = recording
    self.order = order
    first = run.steps
    count = run.steps
  }

  func begin(_ plan: Plan<Scalar>, first: Int, steps: Int) -> Slots<Scalar> {
    let (kept, interval): (Int, Int?) =
      switch recording {
      case .none: (0, nil)
      case .smallTensors(let interval): (steps, interval)
      case .everything(let last): (min(last, steps), nil)
      }
    let slots = Slots(
      plan, taps: recording.taps(of: plan.graph), count: kept, checkpointEvery: interval,
      steps: steps)
    parts.append(Part(plan: plan, slots: slots, steps: first..<first + steps))
    return slots
  }

  /// The steps that are on record, counted since training began.
  package var steps: Range<Int> {
    guard case .everything(let last) = recording else { return first..<count }
    return max(first, count - last)..<count
  }

  private func part(of step: Int) -> Part? {
    guard steps.contains(step) else { return nil }
    return parts.first {
      $0.steps.contains(step) && step >= min(count, $0.steps.upperBound) - $0.slots.count
    }
  }

  /// A tensor of a step.
  /// - Returns: `nil` if the step or the tensor is not on record; `trace(of:)` has all tensors of
  ///   any step that is.
  package func tensor(_ tap: Tap, of step: Int) -> Tensor<Scalar>? {
    guard let part = part(of: step) else { return nil }
    return part.slots.elements(tap, step: step - part.steps.lowerBound).map {
      Tensor($0, shape: part.plan.graph[tap.node].shape)
    }
  }

  private func chosen(_ step: Int) -> ArraySlice<Int32> {
    let start = (step - first) * run.batch
    return order[start..<min(order.count, start + run.batch)]
  }

  /// A step with every value and every gradient, one primitive after the other.
  ///
  /// Where the record has no parameters of the step, the steps since the last checkpoint are taken
  /// again, which gives them to the bit.
  package func trace(of step: Int) -> Trace<Scalar>? {
    guard let part = part(of: step) else { return nil }
    var leaves = run.samples.tensors(
      chosen(step).map(Int.init), for: part.plan.graph, as: Scalar.self)
    for id in part.plan.graph.ids where part.plan.graph[id].primitive == nil && leaves[id] == nil {
      leaves[id] = tensor(.value(id), of: step) ?? part.plan.value(of: id)
    }
    if case .smallTensors(let interval) = recording {
      let position = (step - part.steps.lowerBound) / interval * interval
      let from = part.steps.lowerBound + position
      part.slots.withCheckpoint(position / interval, of: part.plan) { parameters in
        let again = run.replay(
          from: parameters, steps: from,
          order: Array(order[(from - first) * run.batch..<(step - first) * run.batch]))
        for id in run.trained { leaves[id] = again.value(of: id) }
      }
    }
    var trace = Trace(part.plan.graph, leaves: leaves)
    trace.backward()
    return trace
  }
}

extension Run {
  /// The same steps once more, from parameters that were set aside.
  fileprivate func replay(
    from values: [PlanParameters<Scalar>.Key: [Scalar]], steps: Int, order: [Int32]
  ) -> Run {
    do {
      let again = try Run(
        graph, values: [:], trained: trained, optimizer: optimizer, samples: samples, batch: batch,
        threads: 1)
      again.steps = steps
      again.restore(values)
      _ = try again.run(order: order)
      return again
    } catch {
      preconditionFailure("these steps have been taken before: \(error)")
    }
  }
}
