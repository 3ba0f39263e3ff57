/// What the numbers of exercises tell apart, for a lecturer.
package struct WorksheetReport: Sendable {
  private let variants: [(label: String, exercise: Exercise)]
  private let areSearched: Bool

  /// - Parameter areSearched: Whether the numbers were searched for, or could not be.
  package init(_ variants: [(label: String, exercise: Exercise)], areSearched: Bool = true) {
    (self.variants, self.areSearched) = (variants, areSearched)
  }

  /// The table of mistakes and blanks; of several variants, first a summary.
  package func document() -> Document {
    let digits = variants.map(\.exercise.digits).max() ?? 4
    var blocks: [Block] = [
      .heading(level: 1, WorksheetPhrases.reportTitle),
      .paragraph(WorksheetPhrases.reportMeaning),
    ]
    if !areSearched { blocks.append(.paragraph(WorksheetPhrases.own)) }
    let isShared = Set(variants.map(\.exercise.blanks)).count == 1
    if isShared, let first = variants.first { blocks.append(Self.legend(first.exercise)) }
    if variants.count > 1 { blocks.append(.table(summary)) }
    blocks.append(.paragraph(WorksheetPhrases.difficultyMeaning))
    for (label, exercise) in variants {
      blocks.append(
        variants.count > 1
          ? .heading(level: 2, "\(WorksheetPhrases.sheetHeader) \(label)") : .table(summary))
      if !isShared { blocks.append(Self.legend(exercise)) }
      blocks += Self.details(of: exercise)
    }
    return Document(digits: digits, blocks: blocks)
  }

  /// What each blank asks for.
  private static func legend(_ exercise: Exercise) -> Block {
    let blanks = exercise.blanks.enumerated().map { place, name in
      Phrase("(\(place + 1)) \(symbol: exercise.told.shownName(name))")
    }
    return .paragraph(WorksheetPhrases.blanks(blanks.joined()))
  }

  private var summary: Table {
    Table(
      header: [
        WorksheetPhrases.sheetHeader, WorksheetPhrases.told, WorksheetPhrases.confusions,
        WorksheetPhrases.awkward, WorksheetPhrases.difficulty,
      ],
      rows: variants.map { label, exercise in
        let quality = exercise.quality
        return [
          "\(label)", "\(quality.told.count) / \(quality.mistakes.count)",
          "\(quality.confusions)", "\(quality.awkward.count)", "\(quality.difficulty)",
        ]
      })
  }

  private static func details(of exercise: Exercise) -> [Block] {
    let discrimination = Discrimination(exercise)
    let findings = discrimination.findings(discrimination.values(given: [:]))
    var told: [String: [Int]] = [:]
    var confused: [String: [(blank: Int, with: Set<String>)]] = [:]
    var alike: [String: [Int: String]] = [:]
    for finding in findings {
      let blank = (exercise.blanks.firstIndex(of: finding.place.name) ?? 0) + 1
      for (mistake, isTold) in Discrimination.isTold(finding) {
        if isTold {
          told[mistake, default: []].append(blank)
        } else {
          let others = zip(finding.place.plants, finding.confused).filter {
            $0.0.mistake == mistake
          }
          confused[mistake, default: []].append(
            (blank, others.reduce(into: []) { $0.formUnion($1.1) }))
        }
      }
      for plant in finding.place.plants where !plant.isHypothetical {
        for other in plant.alike { alike[other, default: [:]][blank] = plant.mistake }
      }
    }
    let mistakes = Mistake.catalogue.filter { told[$0.id] != nil || confused[$0.id] != nil }
    let rows = mistakes.map { mistake -> [Phrase] in
      let not = confused[mistake.id, default: []]
      // Blanks that have it in common stand together, in the order of the first ones.
      let reasons = not.map { reason($0.with) }.reduce(into: [Phrase]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      let groups = reasons.map { reason in
        Phrase("\(ranges(not.filter { Self.reason($0.with) == reason }.map(\.blank))) (\(reason))")
      }
      return [
        mistake.title, "\(ranges(told[mistake.id, default: []]))", groups.joined(separator: "; "),
      ]
    }
    var blocks: [Block] = [
      .table(
        header: [WorksheetPhrases.mistake, WorksheetPhrases.toldAt, WorksheetPhrases.notToldAt],
        rows: rows)
    ]
    let nowhere = mistakes.filter { told[$0.id] == nil }.map(\.title)
    blocks.append(
      .paragraph(
        nowhere.isEmpty ? WorksheetPhrases.allTold : WorksheetPhrases.untold(nowhere.joined())))
    let same = alike.keys.sorted().flatMap { other in
      Set(alike[other, default: [:]].values).sorted().map { mistake in
        let at = ranges(alike[other, default: [:]].filter { $0.value == mistake }.keys.sorted())
        return Phrase("\(title(other)) = \(title(mistake)) (\(at))")
      }
    }
    if !same.isEmpty {
      blocks.append(.paragraph(WorksheetPhrases.same))
      blocks.append(.list(same))
    }
    return blocks
  }

  private static func title(_ id: String) -> Phrase { Mistake.named(id)?.title ?? "\(id)" }

  /// Why a mistake is not told apart, in few words: what tells the most stands for the rest.
  private static func reason(_ others: Set<String>) -> Phrase {
    if others.contains(Discrimination.rightNumber) { return WorksheetPhrases.rightNumber }
    if others.contains(Discrimination.oldNumber) { return WorksheetPhrases.oldNumber }
    if others.contains(Discrimination.tooCoarse) { return WorksheetPhrases.tooFewDigits }
    return others.count > 2
      ? WorksheetPhrases.severalOthers : others.sorted().map(title).joined()
  }

  /// Numbers as a list of ranges: `1–4, 7`.
  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }.joined(separator: ", ")
  }

  /// The right numbers of all variants, a row for each blank.
  package func keys() -> Document {
    let digits = variants.map(\.exercise.digits).max() ?? 4
    let together = 6
    let tables = stride(from: 0, to: variants.count, by: together).map { start -> Block in
      let shown = variants[start..<min(start + together, variants.count)]
      let places = shown.map { _, exercise in
        Dictionary(
          exercise.blanks.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { a, _ in a })
      }
      let names = shown.map(\.exercise.blanks).max { $0.count < $1.count } ?? []
      let others = Set(shown.flatMap(\.exercise.blanks)).subtracting(names).sorted()
      return .table(
        header: [WorksheetPhrases.blank, ""] + shown.map { "\($0.label)" },
        rows: (names + others).map { name in
          let numbers = Set(places.compactMap { $0[name] })
          // Where a quantity has several numbers, each stands beside its value.
          let number = numbers.count == 1 ? numbers.first.map(String.init) ?? "" : ""
          return ["\(number)", "\(symbol: name)"]
            + zip(shown, places).map { variant, places in
              guard let place = places[name] else { return "" }
              let value = variant.exercise.answer(name)
              return numbers.count == 1 ? "\(number: value)" : "(\(place)) \(number: value)"
            }
        })
    }
    return Document(
      digits: digits,
      blocks: [.heading(level: 1, Phrase(en: "Keys", ko: "정답"))] + tables)
  }

  /// Everything as comma-separated values, a line for each number: those given, the right ones, and
  /// those of the mistakes.
  package func csv() -> String {
    var lines = ["sheet,blank,quantity,what,value,tolerance,told"]
    let all = NumberStyle(digits: 17)
    for (label, exercise) in variants {
      let discrimination = Discrimination(exercise)
      let findings = discrimination.findings(discrimination.values(given: [:]))
      let least = findings.map { abs($0.right) }.filter { $0 > 0 }.min() ?? 0
      func line(
        _ blank: Int?, _ name: String, _ what: String, _ value: Double, _ told: String = "",
        isGiven: Bool = false
      ) {
        let text = exercise.written(value).text
        // Half a unit of the last digit asked for, also of a number that is shorter.
        let tolerance = WorkingPrecision(digits: exercise.digits).halfUnit(
          of: value == 0 ? least : abs(value))
        lines.append(
          "\(label),\(blank.map(String.init) ?? ""),\(name),\(what),"
            + (isGiven ? "\(all.plain(value)),," : "\(text),\(all.plain(tolerance)),\(told)"))
      }
      for entry in exercise.key.entries where entry.kind == nil {
        line(nil, entry.name, "given", entry.exact, isGiven: true)
      }
      for (position, finding) in findings.enumerated() {
        let (blank, name) = (position + 1, finding.place.name)
        line(blank, name, "right", finding.right)
        let plants = zip(finding.place.plants, zip(finding.numbers, finding.confused))
        for (plant, (exact, confused)) in plants where !plant.isHypothetical {
          // 2 · 0.02 is 0.04, whatever its last bit.
          let number = rounded(exact, significantDigits: 13)
          line(blank, name, plant.mistake, number, confused.isEmpty ? "yes" : "no")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
