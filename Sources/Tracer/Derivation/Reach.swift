/// Which partial errors each element reaches, where the objective is the plain sum of several.
///
/// Where every way out of an element leads to another error, the terms of its gradient have names:
/// ∂E/∂out_h1 = ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1.
struct Reach: Sendable {
  private var errors: [ElementID: Set<ElementID>] = [:]

  /// More elements than this are not told apart; nobody reads so many names.
  private static let limit = 5_000

  init(_ trace: Trace<Double>) {
    let graph = trace.graph
    let objective = graph[graph.objective]
    guard objective.primitive is Sum, graph[objective.inputs[0]].shape.count > 1,
      graph.nodes.reduce(0, { $0 + $1.shape.count }) <= Reach.limit
    else { return }
    for element in graph.elements(of: objective.inputs[0]) { errors[element] = [element] }
    for id in graph.ids.reversed() where id < graph.objective && id != objective.inputs[0] {
      for element in graph.elements(of: id) {
        errors[element] = trace.paths(from: element).reduce(into: []) {
          $0.formUnion(errors[$1.next, default: []])
        }
      }
    }
  }

  /// The only error that an element reaches, if it is one of several.
  func only(from element: ElementID) -> ElementID? {
    errors[element].flatMap { $0.count == 1 ? $0.first : nil }
  }

  /// The error to which each path leads, if each leads to one of its own.
  func errors(of paths: [Path]) -> [ElementID]? {
    let errors = paths.compactMap { only(from: $0.next) }
    return errors.count == paths.count && paths.count > 1 && Set(errors).count == errors.count
      ? errors : nil
  }
}
