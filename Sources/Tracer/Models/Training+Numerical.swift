/// What a step cost whose gradients were central differences.
package struct NumericalStep: Sendable {
  /// How many forward passes the differences took: two for each number that is trained.
  package let passes: Int
  package let time: Duration
  /// How long backpropagation took for the same gradients.
  package let backpropagation: Duration
  /// By how much a gradient differed from backpropagation's at most.
  package let difference: Double
}

extension Training {
  /// One step whose gradients are central differences, beside backpropagation's, which are only
  /// compared.
  func numericalStep(
    on positions: [Int]
  ) throws(TrainingError) -> (objective: Double, cost: NumericalStep) {
    let clock = ContinuousClock()
    var trace = trace(of: positions)
    let objective = Double(trace.values[trace.graph.objective.index][0])
    let backpropagation = clock.measure { trace.backward() }
    let exact = trace.gradients
    var (passes, difference) = (0, 0.0)
    let time = clock.measure {
      for id in run.trained {
        let own = trace.values[id.index]
        var gradient = own
        for place in own.elements.indices {
          let h = Scalar(1e-5) * max(1, abs(own[place]))
          let sides = [own[place] + h, own[place] - h].map { moved in
            trace.values[id.index][place] = moved
            trace.forward()
            passes += 1
            return (at: moved, value: trace.values[trace.graph.objective.index][0])
          }
          gradient[place] = (sides[0].value - sides[1].value) / (sides[0].at - sides[1].at)
          let other = exact[id.index]?[place] ?? 0
          difference = max(difference, Double(abs(gradient[place] - other)))
          trace.values[id.index] = own
        }
        trace.gradients[id.index] = gradient
      }
    }
    let step = run.steps + 1
    let (parameters, state) = updates(step: step, by: trace)
    guard objective.isFinite, parameters.values.allSatisfy({ $0.elements.allSatisfy(\.isFinite) })
    else {
      throw .lossIsNotFinite(
        step: step, tensor: trace.graph[trace.graph.objective].names.label,
        learningRate: (run.optimizer as? GradientDescent)?.learningRate)
    }
    run.set(parameters)
    run.state = state
    run.steps = step
    return (
      objective,
      NumericalStep(
        passes: passes, time: time, backpropagation: backpropagation, difference: difference)
    )
  }
}
