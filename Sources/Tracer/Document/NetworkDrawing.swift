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
    /// What comes back to it; `nil` where that is not drawn.
    package var gradient: Double?
  }

  /// A number that stands in a unit.
  package struct UnitNumber: Sendable {
    /// The ASCII name of the quantity, without that of the unit.
    package let name: String
    /// The number.
    package let value: Double
    /// Whether it comes back.
    package let isBack: Bool
  }

  /// The units of each layer, inputs first.
  package let layers: [[String]]
  /// The numbers that stand at units: an input's value, an output's target.
  package let notes: [String: (name: String, value: Double)]
  /// What was calculated in each unit.
  package var marks: [String: [UnitNumber]] = [:]
  /// The weights between each layer and the next.
  package var edges: [[Edge]]
  /// The biases of each layer after the first.
  package let biases: [[(name: String, value: Double)]]

  /// Whether it shows what was calculated, and not only what is given.
  package var isWorked: Bool { !marks.isEmpty || edges.joined().contains { $0.gradient != nil } }
}
