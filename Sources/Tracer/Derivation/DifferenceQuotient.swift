/// (E(w + h) − E(w − h)) / 2h, and how far rounding may have moved it.
struct DifferenceQuotient {
  /// The h.
  let step: Double
  /// The objective with h added to the number, and with h subtracted.
  let plus: Double, minus: Double
  let slope: Double
  let rounding: Double
  /// A quantity whose rule has a kink between the two points.
  let kink: String?

  /// Whether the step is so short that the two points are the same number.
  let isNoStep: Bool

  /// Whether the slope is nothing but rounding.
  var isRounding: Bool { abs(slope) <= rounding }

  /// Whether the two points and what is calculated there are numbers to go by.
  var isUsable: Bool { kink == nil && slope.isFinite && rounding.isFinite }
}

/// A slope that is measured, and by how much it may be off.
struct MeasuredSlope {
  let value: Double
  let error: Double
  /// The quotient with the shortest step that went into it.
  let quotient: DifferenceQuotient
}

extension Trace<Double> {
  func differenceQuotient(by element: ElementID, step: Double) -> DifferenceQuotient {
    let objective = ElementID(graph.objective, 0)
    let sides = [step, -step].map { shift in
      var moved = self
      moved.values[element.node.index][element.offset] += shift
      moved.forward()
      moved.backward()
      return moved
    }
    let (plus, minus) = (sides[0][objective], sides[1][objective])
    // What is really added differs from h by the rounding of the sum.
    let width = sides[0][element] - sides[1][element]
    return DifferenceQuotient(
      step: step, plus: plus, minus: minus, slope: width == 0 ? 0 : (plus - minus) / width,
      rounding: (sides[0].rounding + sides[1].rounding) / width,
      kink: Self.kink(between: sides[1], and: sides[0]), isNoStep: width == 0)
  }

  /// By how much rounding may have moved the objective: each number that was given or calculated is
  /// off by a unit in its last digit, and moves the objective by its gradient times that.
  private var rounding: Double {
    var sum = 0.0
    for id in graph.ids where !passed.contains(id) {
      guard let gradient = gradients[id.index]?.elements else { continue }
      let value = values[id.index].elements
      for offset in value.indices { sum += abs(gradient[offset]) * value[offset].ulp }
    }
    return sum
  }

  /// The first quantity whose rule has a kink between two passes.
  private static func kink(between a: Trace<Double>, and b: Trace<Double>) -> String? {
    for id in a.graph.ids where a.graph[id].primitive != nil {
      for element in a.graph.elements(of: id) {
        guard let before = a.kink(of: element)?.position, let after = b.kink(of: element)?.position
        else { break }
        // A quantity that the parameter does not move stands where it is, kink or not.
        if before != after, before.sign != after.sign || before == 0 || after == 0 {
          return a.graph.name(of: element)
        }
      }
    }
    return nil
  }

  /// The slope of the objective by a leaf's element, from quotients with steps that are halved again
  /// and again and extrapolated to a step of 0, as Richardson and Ridders do.
  /// - Parameter isEnough: Whether a measurement will do; otherwise the best one counts.
  /// - Returns: `nil` if there is no step with which the objective can be measured, or if shorter
  ///   steps contradict what longer ones have shown.
  func measuredSlope(
    by element: ElementID, until isEnough: (MeasuredSlope) -> Bool
  ) -> MeasuredSlope? {
    var step = Swift.max(1, abs(self[element]))
    var (best, quotients, last): (MeasuredSlope?, [DifferenceQuotient], [Double]) = (nil, [], [])
    for _ in 0..<60 {
      let quotient = differenceQuotient(by: element, step: step)
      step /= 2
      if quotient.isNoStep { break }
      guard quotient.isUsable else {
        (best, quotients, last) = (nil, [], [])
        continue
      }
      quotients.append(quotient)
      var row = [quotient.slope]
      for (column, before) in last.prefix(5).enumerated() {
        // The error of a quotient has even powers of h only; each column rids it of the lowest.
        let power = Double(1 << (2 * (column + 1)))
        let value = (power * row[column] - before) / (power - 1)
        let error = Swift.max(abs(value - row[column]), abs(value - before)) + 2 * quotient.rounding
        row.append(value)
        let measured = MeasuredSlope(value: value, error: error, quotient: quotient)
        if isEnough(measured) { return measured }
        if error < best?.error ?? .infinity { best = measured }
      }
      last = row
      if let best, quotient.rounding > 1e3 * (best.error + abs(best.value)) { break }
    }
    guard let best else { return nil }
    // A step far longer than the function's own scale may look settled; shorter ones betray it.
    let isSettled = quotients.filter { $0.step < best.quotient.step }.allSatisfy {
      abs($0.slope - best.value)
        <= abs(best.quotient.slope - best.value) + best.error + 2 * $0.rounding
    }
    return isSettled ? best : nil
  }
}
