/// Under which conventions a sheet is written: those under which the fewest answers are wrong, the
/// customary ones where that is not clear.
struct Hypothesis {
  /// What is done otherwise than is customary.
  private(set) var conventions: [Convention] = []
  private(set) var key: AnswerKey
  /// The marks under it, without explanations.
  private(set) var marks: [Mark]

  /// Chooses for a sheet.
  init(_ sheet: AnswerSheet, key: AnswerKey) {
    self.key = key
    var customary = Marker(sheet, key: key, isExplaining: false)
    marks = customary.mark()
    var open =
      Self.wrong(marks).isEmpty ? [] : Convention.all(for: key, precision: customary.precision)
    while !open.isEmpty {
      let wrong = Self.wrong(marks)
      var best: (place: Int, key: AnswerKey, marks: [Mark])?
      for (place, convention) in open.enumerated() {
        guard wrong.contains(where: { convention.mayExplain(marks[$0], in: self.key) }),
          let other = convention.key(self.key)
        else { continue }
        var marker = Marker(
          sheet, key: other, conventions: conventions + [convention], isExplaining: false)
        let found = marker.mark()
        // One answer more or less may be a slip; what is done throughout shows in several.
        let isSupported =
          convention.votes.map { votes in marks.reduce(0) { $0 + votes($1) } > 0 }
          ?? Self.isSupported(found, over: wrong, by: other)
        // Where two ways are mixed, the customary one stands.
        let spoiled = Self.wrong(found).filter { marks[$0].verdict.isRight }
        let isMixed =
          wrong.subtracting(Self.wrong(found)).count <= 2 * spoiled.count
        if isSupported, !isMixed, Self.wrong(found).count < Self.wrong(best?.marks ?? marks).count {
          best = (place, other, found)
        }
      }
      guard let best else { return }
      conventions.append(open.remove(at: best.place))
      (self.key, marks) = (best.key, best.marks)
    }
  }

  /// The places of the marks that are wrong, or not known to be right.
  private static func wrong(_ marks: [Mark]) -> Set<Int> {
    Set(marks.indices.filter { marks[$0].verdict.isWrong || marks[$0].verdict == .undecided })
  }

  /// Whether a convention explains two answers that were wrong, or one from which another one
  /// follows.
  private static func isSupported(
    _ marks: [Mark], over wrong: Set<Int>, by key: AnswerKey
  ) -> Bool {
    func isExplained(_ mark: Mark) -> Bool { mark.verdict.isRight || mark.verdict.isCarried }
    let explained = wrong.filter { marks.indices.contains($0) && isExplained(marks[$0]) }
    if explained.count > 1 { return true }
    return explained.contains { place in
      let followers = key.followers(of: marks[place].quantity)
      return marks.contains { isExplained($0) && followers.contains($0.quantity) }
    }
  }
}

extension AnswerKey {
  /// The quantities that follow from another one.
  func followers(of name: String) -> Set<String> {
    guard let start = index[name] else { return [] }
    return entries[start...].reduce(into: []) { found, entry in
      let isReached = entry.formulas.contains { formula in
        formula.symbols.contains { $0 == name || found.contains($0) }
      }
      if isReached { found.insert(entry.name) }
    }
  }
}
