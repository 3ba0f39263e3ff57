/// A calculation drawn as a graph, with what flows along every edge in both directions.
package struct GraphDrawing: Sendable {
  /// A name, or a number within a formula.
  package struct Node: Sendable {
    /// The ASCII name; `nil` for a number within a formula.
    package let name: String?
    /// What is calculated here: `×`, `sin`; `nil` for a leaf.
    package let operation: String?
    package let value: Double
    /// What flows in, in the order of the operands.
    package let operands: [Operand]
  }

  /// An edge to an operand.
  package struct Operand: Sendable {
    /// The position of the operand among the nodes.
    package let node: Int
    /// What comes back along this edge alone: the derivative of the objective by this use of the
    /// operand; `nil` for a number within a formula, by which nobody differentiates.
    package let gradient: Double?
    /// The same as a product of quantities.
    let flow: Formula?
  }

  /// The nodes in the order in which they are calculated.
  package let nodes: [Node]
}
