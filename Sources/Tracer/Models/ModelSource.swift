/// What a model is made from: a network, or a calculation.
package enum ModelSource: Sendable {
  /// A layered network.
  case network(ModelDescription)
  /// A calculation, one name a line.
  case expression(ExpressionFile)

  /// Whether nothing is missing that data or training would give: samples and weights.
  package var isComplete: Bool {
    guard case .network(let description) = self else { return true }
    return description.network.isDrawn && !description.network.inputs.isEmpty
  }

  /// The model to be derived, of a source that is complete.
  package func model(trainingBiases: Bool = false) -> Model {
    switch self {
    case .expression(let file): return file.model
    case .network(let description):
      do { return try description.model(trainingBiases: trainingBiases) } catch {
        preconditionFailure("\(description.name) does not fit together: \(error)")
      }
    }
  }

  /// The contents of a file that makes the same model.
  package func fileText() throws(ModelFileError) -> String {
    switch self {
    case .network(let description): try ModelFile.text(description)
    case .expression(let file): file.text
    }
  }
}
