/// Which results of a step are left to the student.
package enum BlankChoice: Hashable, Sendable {
  case results
  /// Those of the names, or of the kinds.
  case named([String])
  case last(Int)

  /// What `--blank` says: `results`, or names and kinds such as `w5,δ` or `kinds:gradient,update`.
  package init(_ words: [String]) {
    self = words == ["results"] ? .results : .named(words)
  }

  /// Whether a δ is asked for by its name, so that lines have to go through δ.
  package var asksDelta: Bool {
    guard case .named(let words) = self else { return false }
    return words.contains { $0 == "delta" || $0.hasPrefix("δ") || $0.hasPrefix("delta_") }
  }

  /// The blanks among the results of a step, in their order.
  func blanks(
    among results: [Equation], of worked: WorkedStep, known: KnownNames
  ) throws(BlankError) -> [String] {
    let names = results.map(\.name)
    switch self {
    case .results: return names
    case .last(let count): return names.suffix(count)
    case .named(let words):
      var chosen: Set<String> = []
      for word in words {
        let found = Self.names(of: word, among: results, of: worked, known: known)
        guard !found.isEmpty else {
          throw BlankError(
            word: word,
            available: Equation.Kind.allCases.map(\.rawValue) + ["delta", "results"]
              + worked.parameters.map { worked.graph.name(of: $0) } + names)
        }
        chosen.formUnion(found)
      }
      return names.filter(chosen.contains)
    }
  }

  private static func names(
    of word: String, among results: [Equation], of worked: WorkedStep, known: KnownNames
  ) -> [String] {
    let word = word.replacing("δ_", with: "delta_")
    let kind = word.hasPrefix("kinds:") ? String(word.dropFirst(6)) : word
    if Equation.Kind(rawValue: kind) != nil {
      return results.filter { $0.kind.rawValue == kind }.map(\.name)
    }
    if word == "δ" || word == "delta" {
      return results.map(\.name).filter { name in
        guard let (y, x) = worked.derivativeParts(of: name), y == nil else { return false }
        return worked.graph[x.node].role == .net
      }
    }
    let names = Set(results.map(\.name))
    if word.hasPrefix("delta_"),
      let element = worked.graph.element(named: "net_\(word.dropFirst(6))")
    {
      return [worked.gradientName(element)].filter(names.contains)
    }
    if let element = worked.graph.element(named: word), worked.graph[element.node].primitive == nil
    {
      let own = [worked.gradientName(element)] + worked.updateEquations(of: element).map(\.name)
      return own.filter(names.contains)
    }
    return known.canonicalName(of: word).map { [$0] }?.filter(names.contains) ?? []
  }
}

/// A word that means no result.
package struct BlankError: Fault {
  package let word: String
  package let available: [String]

  package var kind: FaultKind { .usage }

  /// `--blank gradeint: no result of this step; did you mean gradient?`
  package var description: String {
    let hint =
      nearestName(to: word, among: available).map { "did you mean \(quoting: $0)?" }
      ?? "a parameter, a quantity, a kind such as gradient, δ or results expected"
    return "--blank \(quoting: word): no result of this step; \(hint)"
  }
}
