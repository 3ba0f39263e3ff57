extension Trace {
  /// The value of a quantity by its name: `trace["out_h1"]`.
  public subscript(name: String) -> Scalar? { graph.element(named: name).map { self[$0] } }

  /// The value of an element.
  public subscript(element: ElementID) -> Scalar { values[element.node.index][element.offset] }

  /// The gradient of the objective by an element; `nil` before the backward pass, and where the
  /// objective does not depend on the element's tensor.
  public func gradient(for element: ElementID) -> Scalar? {
    gradients[element.node.index]?[element.offset]
  }

  /// The gradient of the objective by a quantity: `trace.gradient(of: "w5")`.
  public func gradient(of name: String) -> Scalar? {
    graph.element(named: name).flatMap { gradient(for: $0) }
  }

  /// The slope ∂y/∂x between neighbours in the graph: `trace.slope(of: "out_h1", by: "net_h1")`.
  public func slope(of y: String, by x: String) -> Scalar? {
    guard let y = graph.element(named: y), let x = graph.element(named: x) else { return nil }
    return slopeFormula(of: y, by: x).map { Scalar($0.evaluated()) }
  }
}
