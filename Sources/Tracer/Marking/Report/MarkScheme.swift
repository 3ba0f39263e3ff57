/// How many marks each line is worth.
///
/// A line of the file is a quantity or a kind of quantity, and a number: `dE/dw5 2` or `gradient 1`.
/// The kinds are `given` and those of `Equation.Kind`; a quantity of its own goes before its kind.
/// `coarse 0.5` is the share that an answer earns which is too coarse to tell, `undecided 0.5` that of
/// one that only a rounding of every operation explains, and `unsupported 0.5` that of a right number
/// below a calculation that does not give it; all are 0 otherwise.
package struct MarkScheme: Sendable {
  private var points: [String: Double] = [:]
  private var pointsOfKinds: [String: Double] = [:]
  private var shares: [String: Double] = [:]
  private let key: AnswerKey

  /// What a write-up earns.
  package struct Score: Hashable, Sendable {
    /// The marks of all lines.
    package var possible = 0.0
    /// Those of the lines that are right, or right given an earlier wrong answer.
    package var withFollowThrough = 0.0
    /// Those of the lines that are right.
    package var withoutFollowThrough = 0.0
  }

  /// Reads a scheme.
  /// - Parameters:
  ///   - bytes: The text, in UTF-8, UTF-16 or UTF-32.
  ///   - file: What it is called in messages.
  ///   - key: The quantities that there are.
  ///   - names: Their names.
  /// - Throws: `MarkSchemeError` for a line that is no name and number.
  package init(
    _ bytes: [UInt8], file: String, key: AnswerKey, names: KnownNames
  ) throws(MarkSchemeError) {
    self.key = key
    let kinds = [Self.given] + Equation.Kind.allCases.map(\.rawValue)
    let text = String(decoding: SavedText.normalized(bytes), as: UTF8.self)
    var seen: Set<String> = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.prefix { $0 != "#" }
      let words = content.split { $0.isWhitespace || $0 == "=" }
      guard !words.isEmpty else { continue }
      guard words.count == 2, let value = Double(words[1]) else {
        throw .notAMark(file: file, line: index + 1, found: String(content))
      }
      guard (0...Double(Self.most)).contains(value) else {
        throw .outOfRange(file: file, line: index + 1, found: String(words[1]), limit: Self.most)
      }
      let name = String(words[0])
      guard seen.insert(names.canonicalName(of: name) ?? name).inserted else {
        throw .repeated(file: file, line: index + 1, name: name)
      }
      if Self.shared.contains(name) {
        guard value <= 1 else {
          throw .outOfRange(file: file, line: index + 1, found: String(words[1]), limit: 1)
        }
        shares[name] = value
      } else if kinds.contains(name) {
        pointsOfKinds[name] = value
      } else if let quantity = names.canonicalName(of: name) {
        points[quantity] = value
      } else {
        throw .unknown(
          file: file, line: index + 1, name: name,
          nearest: nearestName(to: name, among: kinds + Self.shared + names.names))
      }
    }
  }

  private static let given = "given"
  private static let shared = ["coarse", "undecided", "unsupported"]
  /// The most marks that a quantity may be worth, so that their sum is a number, too.
  private static let most = 1_000_000

  /// The marks for a quantity; `nil` where there are none.
  func points(of name: String) -> Double? {
    key.entry(named: name).map(points).flatMap { $0 == 0 ? nil : $0 }
  }

  /// The marks for a quantity.
  private func points(for entry: AnswerKey.Entry) -> Double {
    points[entry.name] ?? pointsOfKinds[entry.kind?.rawValue ?? Self.given] ?? 0
  }

  /// What a write-up earns; of several answers to a quantity, the one that earns least counts.
  package func score(_ marking: Marking) -> Score {
    let marks = Dictionary(grouping: marking.marks, by: \.quantity)
    return key.entries.reduce(into: Score()) { score, entry in
      // Nobody has to copy what is given, or to name what a derivation has no use for.
      guard key.blanks.isEmpty || key.blanks.contains(entry.name) else { return }
      guard entry.isExpected || points[entry.name] != nil || entry.kind == nil else { return }
      let points = points(for: entry)
      score.possible += points
      let verdicts = marks[entry.name, default: []].map(\.verdict)
      score.withFollowThrough +=
        points * (verdicts.map { $0.isCarried ? 1 : share(for: $0) }.min() ?? 0)
      score.withoutFollowThrough += points * (verdicts.map(share).min() ?? 0)
    }
  }

  /// The share of the marks that an answer earns.
  private func share(for verdict: Verdict) -> Double {
    switch verdict {
    case .right, .rounded: 1
    case .tooCoarse: shares["coarse"] ?? 0
    case .undecided: shares["undecided"] ?? 0
    case .unsupported: shares["unsupported"] ?? 0
    case .carried, .wrong: 0
    }
  }
}

/// Why a file of marks can't be used.
package enum MarkSchemeError: Fault {
  /// `marks.txt:3: a name and a number expected, such as dE/dw5 2; "dE/dw5 two" found`
  case notAMark(file: String, line: Int, found: String)
  /// `marks.txt:3: marks from 0 to 1000000 expected; "inf" found`
  case outOfRange(file: String, line: Int, found: String, limit: Int)
  /// `marks.txt:3: dE/dw5: one line for each quantity or kind expected`
  case repeated(file: String, line: Int, name: String)
  /// `marks.txt:3: dE/dw55: no such quantity or kind; did you mean dE/dw5?`
  case unknown(file: String, line: Int, name: String, nearest: String?)

  /// Always bad data.
  package var kind: FaultKind { .badData }

  /// One line: where, what is expected, what was found.
  package var description: String {
    switch self {
    case .notAMark(let file, let line, let found):
      "\(quoting: file):\(line): a name and a number expected, such as dE/dw5 2; “\(quoting: found)” found"
    case .outOfRange(let file, let line, let found, let limit):
      "\(quoting: file):\(line): marks from 0 to \(limit) expected; “\(quoting: found)” found"
    case .repeated(let file, let line, let name):
      "\(quoting: file):\(line): \(quoting: name): one line for each quantity or kind expected"
    case .unknown(let file, let line, let name, let nearest):
      "\(quoting: file):\(line): \(quoting: name): no such quantity or kind"
        + (nearest.map { "; did you mean \(quoting: $0)?" } ?? "")
    }
  }
}
