extension ExpressionFile.Builder {
  /// Where a value or a slope stops being finite first, and why.
  func notFinite(in model: Model) -> (place: ExpressionFile.Place, reason: String)? {
    var trace = model.trace
    let graph = model.graph
    if let element = trace.firstNonFinite, let place = places[element.node] {
      let operands = graph[element.node].inputs.map { trace[ElementID($0, 0)] }
      let reason = graph[element.node].primitive.map { Self.reason(of: $0, operands) } ?? ""
      return (place, "\(graph.name(of: element)) is not finite: \(reason)")
    }
    trace.backward()
    let reaching = model.differentiated + [graph.objective]
    for id in reaching.sorted(by: >) {
      let element = ElementID(id, 0)
      guard let gradient = trace.gradient(for: element), !gradient.isFinite else { continue }
      // The slope is at fault in the calculation that reads this one.
      guard let reader = graph.consumers[id.index].first(where: { places[$0.node] != nil }),
        let place = places[reader.node]
      else { continue }
      let derivative = graph.derivative(by: graph.name(of: element))
      let slope = trace.slopeFormula(of: ElementID(reader.node, 0), by: element)?.evaluated()
      let reason =
        slope?.isFinite == true
        ? "the slopes on the way multiply to more than \(Double.greatestInWords)"
        : "the slope is infinite or undefined here, or too great for a double"
      return (place, "\(derivative) is not finite: \(reason)")
    }
    return nil
  }

  /// What is 0 only because it is too small for a double, and not just a term of a sum that is more,
  /// a dozen names at most.
  func vanished(in trace: Trace<Double>) -> [String] {
    let graph = trace.graph
    func isHarmless(_ id: NodeID) -> Bool {
      (graph[id].primitive is Addition || graph[id].primitive is Subtraction)
        && trace[ElementID(id, 0)] != 0
    }
    return graph.ids.lazy.filter { id in
      switch graph[id].primitive {
      case is Multiplication, is Division, is Power, is Exponential, is Sigmoid, is Softplus:
        trace[ElementID(id, 0)] == 0 && graph[id].inputs.allSatisfy { trace[ElementID($0, 0)] != 0 }
          && (id == graph.objective
            || !graph.consumers[id.index].allSatisfy { isHarmless($0.node) })
      default: false
      }
    }.prefix(12).map { graph[$0].names.label }
  }

  /// Why an operation on finite numbers has no finite result.
  private static func reason(of primitive: any Primitive, _ operands: [Double]) -> String {
    func shown(_ position: Int) -> String { operands[position].jsonText }
    switch primitive {
    case is Division where operands[1] == 0: return "division by zero"
    case is Logarithm where operands[0] <= 0:
      return "ln of \(shown(0)), but it exists for positive numbers only"
    case is SquareRoot where operands[0] < 0:
      return "the root of \(shown(0)), but it exists for numbers from 0 on only"
    case is Exponential:
      return """
        e^\(shown(0)) is greater than \(Double.greatestInWords); in one formula, such as \
        exp(a)/(exp(a) + exp(b)), a common factor is taken out by itself
        """
    case is Power where operands[0] < 0 && operands[1] != operands[1].rounded():
      return "a power of \(shown(0)), but only whole exponents have one"
    case is Power where operands[0] == 0: return "division by zero, as 0^\(shown(1))"
    default:
      return "the result is greater than \(Double.greatestInWords); scale the numbers down"
    }
  }
}

extension Double {
  /// What every finite number is at most, for a message.
  static let greatestInWords = "the largest double, 1.8·10³⁰⁸"
}
