import Synchronization

/// The ways that fan out from one element, to be looked up by where they lead.
struct Fan: Sendable {
  /// The ways that lead on to the objective; an output that is only looked at is none.
  let leading: [Path]
  /// The partial errors to which these lead, if each leads to one of its own.
  let errors: [ElementID]?
  private let all: [Path]
  /// The place of each neighbour among them, where there are several.
  private let places: [ElementID: Int]
  private let toErrors: [ElementID: Path]

  /// The slope of a neighbour, also of one that is only looked at.
  func slope(of next: ElementID) -> Formula? {
    all.count > 1
      ? places[next].map { all[$0].slope } : all.first.flatMap { $0.next == next ? $0.slope : nil }
  }

  /// The only way that leads to a partial error, where each has one of its own.
  func way(to error: ElementID) -> Path? { toErrors[error] }

  init(_ all: [Path], leading: [Path], _ reach: Reach) {
    self.all = all
    let several = all.count > 1 ? all : []
    places = Dictionary(uniqueKeysWithValues: several.enumerated().map { ($1.next, $0) })
    // Where all lead on, there is one list.
    self.leading = leading.count == all.count ? all : leading
    errors = reach.errors(of: leading)
    toErrors = Dictionary(uniqueKeysWithValues: zip(errors ?? [], leading))
  }
}

/// The fans that were asked for. Copies share them: a fan follows from its element alone.
///
/// Each of an element's n ways asks for all of them again, which would cost n² without this.
final class Fans: Sendable {
  private let found = Mutex<[ElementID: Fan]>([:])

  /// The fan of an element, which is always made in the same way.
  func fan(from element: ElementID, _ make: () -> Fan) -> Fan {
    if let fan = found.withLock({ $0[element] }) { return fan }
    let fan = make()
    found.withLock { $0[element] = fan }
    return fan
  }
}
