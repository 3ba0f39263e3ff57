/// Which partial errors each element reaches, where the objective is the plain sum of several.
///
/// Where every way out of an element leads to another error, the terms of its gradient have names:
/// ∂E/∂out_h1 = ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1.
struct Reach: Sendable {
  private var errors: [ElementID: Reached] = [:]

  private enum Reached: Equatable {
    case one(ElementID)
    case several
  }

  /// More elements than this are not told apart; nobody reads so many names.
  private static let limit = 5_000

  init(_ trace: Trace<Double>) {
    let graph = trace.graph
    let objective = graph[graph.objective]
    guard objective.primitive is Sum, graph[objective.inputs[0]].shape.count > 1,
      graph.nodes.reduce(0, { $0 + $1.shape.count }) <= Reach.limit
    else { return }
    for element in graph.elements(of: objective.inputs[0]) { errors[element] = .one(element) }
    for id in graph.ids.reversed() where id < graph.objective && id != objective.inputs[0] {
      for element in graph.elements(of: id) {
        for path in trace.paths(from: element) {
          guard let further = errors[path.next] else { continue }
          errors[element] = [nil, further].contains(errors[element]) ? further : .several
        }
      }
    }
  }

  /// The only error that an element reaches, if it is one of several.
  func only(from element: ElementID) -> ElementID? {
    if case .one(let error) = errors[element] { return error }
    return nil
  }

  /// The error to which each path leads, if each leads to one of its own.
  func errors(of paths: [Path]) -> [ElementID]? {
    let errors = paths.compactMap { only(from: $0.next) }
    return errors.count == paths.count && paths.count > 1 && Set(errors).count == errors.count
      ? errors : nil
  }
}
