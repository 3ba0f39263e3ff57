/// A place where a function has no derivative, and the slope that is taken there.
public struct Kink: Sendable, Hashable {
  /// How far the operand lies beyond the kink; its sign tells the side, 0 is the kink itself.
  public let position: Double
  /// Which slope is taken at the kink, and why.
  public let remark: Phrase

  /// A kink at a signed distance.
  public init(position: Double, remark: Phrase) {
    self.position = position
    self.remark = remark
  }
}

extension Trace {
  /// The kinks of the rule that calculates an element, as seen from where its operands are.
  public func kink(of element: ElementID) -> Kink? {
    let node = graph[element.node]
    return node.primitive?.kink(
      at: element.offset,
      of: Operands(shapes: node.inputs.map { graph[$0].shape }) { input, offset in
        Double(values[node.inputs[input].index][offset])
      })
  }
}
