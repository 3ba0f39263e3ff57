/// A complete solution of an exercise with mistakes planted in it, which a student is to find.
package struct ErroneousSolution: Sendable {
  private let exercise: Exercise
  /// The lines as they are calculated, the wrong ones among them.
  private let equations: [Equation]
  /// The results of the lines with a mistake, and what mistake it is.
  package let planted: [(name: String, mistake: String)]

  /// So many choices of mistakes are tried.
  private static let most = 40

  /// A solution with so many mistakes, drawn from a seed among those that marking names.
  package init(_ exercise: Exercise, count: Int, seed: Int) throws(TooFewMistakes) {
    self.exercise = exercise
    let discrimination = Discrimination(exercise)
    let findings = discrimination.findings(discrimination.values(given: [:]))
    let plants = findings.map { finding in
      finding.place.plants.indices.filter { index in
        let plant = finding.place.plants[index]
        // A number that is far too large or small would be found without any calculation.
        return !plant.isHypothetical && plant.edit.isCalculation && finding.confused[index].isEmpty
          && (0.25...4).contains(abs(finding.numbers[index] / finding.right))
      }.map { (name: finding.place.name, plant: finding.place.plants[$0]) }
    }.filter { !$0.isEmpty }
    var generator = NumPyGenerator(seed: UInt32(truncatingIfNeeded: seed))
    for _ in 0..<Self.most where count <= plants.count {
      let places = generator.permutation(plants.count).prefix(count)
      let chosen = places.sorted().map { place in
        plants[place][
          min(Int(generator.randomSample() * Double(plants[place].count)), plants[place].count - 1)]
      }
      let equations = exercise.equations(
        editing: Dictionary(
          chosen.map { ($0.name, $0.plant.line) }, uniquingKeysWith: { a, _ in a }))
      let wrong =
        Self.marking(exercise.text(of: equations), exercise).map(\.marks)?
        .filter(\.verdict.isWrong) ?? []
      let isNamed = zip(wrong, chosen).allSatisfy { mark, chosen in
        mark.quantity == chosen.name
          && ([chosen.plant.mistake] + chosen.plant.alike).contains(
            mark.explanations.first?.mistake ?? "")
      }
      guard wrong.count == count, isNamed else { continue }
      self.equations = equations
      planted = chosen.map { ($0.name, $0.plant.mistake) }
      return
    }
    throw TooFewMistakes(count: count)
  }

  private static func marking(_ text: String, _ exercise: Exercise) -> Marking? {
    let sheet = try? AnswerReader.read(
      Array(text.utf8), file: "solution", names: exercise.key.knownNames)
    return sheet.map { Marking($0, with: exercise.key) }
  }

  /// The sheet: what is given, the solution line by line, and room for what is found.
  package func sheet(_ heading: Exercise.Heading) -> Document {
    exercise.document(
      heading, title: WorksheetPhrases.errorsTitle,
      top: [
        .paragraph(WorksheetPhrases.nameLine(code: heading.code)),
        .paragraph(WorksheetPhrases.findErrors(planted.count)),
      ],
      bottom: [
        .heading(level: 2, WorksheetPhrases.found),
        .list(planted.map { _ in WorksheetPhrases.foundLine }),
      ] + exercise.again(heading), lines: equations)
  }

  /// The marking of the sheet, with its numbers of lines.
  package func solution(_ heading: Exercise.Heading) -> Document {
    var document =
      Self.marking(exercise.text(of: equations), exercise)?.document(names: exercise.key.knownNames)
      ?? Document(digits: exercise.digits)
    document.blocks.replaceSubrange(
      ..<min(1, document.blocks.count),
      with: [
        exercise.title(WorksheetPhrases.errorsKeyTitle, heading),
        .paragraph(WorksheetPhrases.sheet(heading.code)),
      ])
    document.blocks += exercise.again(heading, "--key")
    return document
  }
}

/// There are not so many mistakes in an exercise that numbers tell apart.
package struct TooFewMistakes: Fault {
  let count: Int

  package var kind: FaultKind { .badData }

  /// `--erroneous 50: fewer mistakes expected; …`
  package var description: String {
    "--erroneous \(count): fewer mistakes expected, since no choice of so many is told apart by the "
      + "numbers of this exercise; --report says which are"
  }
}

extension Exercise {
  /// The lines of the derivation, some of them calculated otherwise and the others with what follows.
  fileprivate func equations(editing edits: [String: Formula]) -> [Equation] {
    let numbers = numbers(editing: edits)
    return told.list.equations.filter { numbers[$0.name] != nil }.map { equation in
      let formula = (edits[equation.name] ?? equation.formula).replacingSymbols { name, value in
        .symbol(name: name, value: numbers[name] ?? value)
      }
      return Equation(
        name: equation.name, kind: equation.kind, formula: formula,
        value: numbers[equation.name] ?? .nan, exact: equation.exact)
    }
  }

  /// The numbered lines as somebody types them: a name, the numbers, the result.
  fileprivate func text(of equations: [Equation]) -> String {
    let script = PlainScript()
    let style = NumberStyle(digits: digits)
    return equations.filter { blanks.contains($0.name) }.map { equation in
      var sides = [equation.name, style.plain(equation.value)]
      if case .follows(let digits, _) = equation.line(digits: digits) {
        sides.insert(
          TextLayout.unbroken(
            script.numeric(equation.formula, numbers: NumberStyle(digits: digits)).text), at: 1)
      }
      return sides.joined(separator: " = ") + "\n"
    }.joined()
  }
}
