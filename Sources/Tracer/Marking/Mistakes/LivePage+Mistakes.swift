extension LivePage {
  /// Adds the ways of going wrong in each equation, as the catalogue has them: what is edited where,
  /// so that a page can name the mistake behind a number.
  package mutating func addMistakes(of derivation: Derivation) {
    guard isAlive else { return }
    let worked = derivation.worked
    let key = AnswerKey(worked.model, order: worked.order, carry: derivation.options.carry)
    let mistakes = Mistake.catalogue.filter { $0.scope == .line }
    let gradients = worked.gradientsByDelta
    let edits = shown.map { equation -> String in
      let name = gradients[equation.name] ?? equation.name
      guard let entry = key.entry(named: name), equation.formula != .literal(equation.value) else {
        return "[]"
      }
      let formula = equation.formula.replacingSymbols { name, value in
        gradients[name].map { .symbol(name: $0, value: value) }
      }
      let context = Mistake.Context(
        key: key, entry: entry, number: .unwritten, expected: equation.value)
      var seen: Set<Formula> = [formula]
      let found = mistakes.enumerated().flatMap { position, mistake in
        mistake.edits(formula, context).compactMap { edit -> String? in
          guard seen.insert(edit.formula).inserted else { return nil }
          let (path, old, new) = formula.difference(to: edit.formula)
          let places = path.map(String.init).joined(separator: ",")
          return "[\(position),[\(places)],\(new.naming([old: .symbol(name: "", value: 0)]).json)]"
        }
      }
      return "[\(found.prefix(Self.mostEdits).joined(separator: ","))]"
    }
    let titles = mistakes.map {
      let title = $0.title
      let words = [$0.id, title.english.words, title.korean.words].map(JSONValue.quoted)
      return "[\(words.joined(separator: ","))]"
    }
    more.append("\"mistakes\":[\(titles.joined(separator: ",\n"))]")
    more.append("\"edits\":[\(edits.joined(separator: ",\n"))]")
  }

  /// Of one equation, the most usual are enough.
  private static let mostEdits = 60
}

extension WrittenNumber {
  /// No number yet.
  fileprivate static let unwritten = WrittenNumber(
    text: "", value: .nan, significantDigits: 15, unit: -15)
}

extension Formula {
  /// The one part in which another formula differs, by its positions from the root, what it is, and
  /// what stands there instead.
  fileprivate func difference(to other: Formula) -> (path: [Int], old: Formula, new: Formula) {
    let (own, others) = (children, other.children)
    guard own.count == others.count, with(children: others) == other else {
      return ([], self, other)
    }
    let places = own.indices.filter { own[$0] != others[$0] }
    guard places.count == 1 else { return ([], self, other) }
    let (path, old, new) = own[places[0]].difference(to: others[places[0]])
    return (places + path, old, new)
  }
}
