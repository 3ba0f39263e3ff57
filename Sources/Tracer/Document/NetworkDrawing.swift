/// The units of a layered network and the weights between them.
package struct NetworkDrawing: Sendable {
  /// A line from one unit to another.
  package struct Edge: Sendable {
    /// The position of the unit it leaves, in its layer.
    package let from: Int
    /// The position of the unit it reaches, in the next layer.
    package let to: Int
    /// The ASCII name of the weight.
    package let name: String
    /// The weight.
    package let value: Double
  }

  /// The units of each layer, inputs first.
  package let layers: [[String]]
  /// The numbers that stand at units: an input's value, an output's target.
  package let notes: [String: (name: String, value: Double)]
  /// The weights between each layer and the next.
  package let edges: [[Edge]]
  /// The biases of each layer after the first.
  package let biases: [[(name: String, value: Double)]]
}
