/// Looks for what was calculated otherwise, from the outputs back.
struct Search {
  private let right: ArrayPass
  /// What was found to be calculated, so far.
  private var current: ArrayPass
  private var moved: ArrayPass
  private let precision: ArrayPrecision
  var targets: [ArrayTarget] = []
  /// The arrays that agree with what was found to be calculated.
  private var settled: [Int] = []

  init(right: ArrayPass, moved: ArrayPass, precision: ArrayPrecision) {
    (self.right, current, self.moved, self.precision) = (right, right, moved, precision)
  }

  /// A hypothesis that explains an array, and how many arrays come out as given under it.
  private struct Found {
    let hypothesis: ArrayHypothesis
    let pass: ArrayPass
    let count: Int
  }

  /// More than that are no help.
  private static let most = 3

  mutating func verdict(of place: Int) -> GradientMarking.Verdict {
    if agrees(place, with: &current) {
      settled.append(place)
      var right = right
      return agrees(place, with: &right) ? .right : .follows
    }
    var right = right
    if agrees(place, with: &right) { return .right }
    if targets[place].isZero {
      return .wrong([
        .init(
          id: "all-zero",
          sentence: Phrase(
            en: "All elements are 0, as in an array that was never filled.",
            ko: "모든 원소가 0이다. 값을 채우지 않은 배열과 같다."), line: nil)
      ])
    }
    var found: [Found] = []
    for hypothesis in current.hypotheses(before: targets[place].line) {
      guard var pass = hypothesis.pass(current), agrees(place, with: &pass),
        settled.allSatisfy({ agrees($0, with: &pass) })
      else { continue }
      let count = targets.indices.filter { agrees($0, with: &pass) }.count
      found.append(Found(hypothesis: hypothesis, pass: pass, count: count))
    }
    let most = found.map(\.count).max()
    found = different(found.filter { $0.count == most })
    if let first = found.first {
      current = first.pass
      moved = first.hypothesis.pass(moved) ?? moved
      settled.append(place)
      return .wrong(found.prefix(Self.most).map { reason($0.hypothesis, place) })
    }
    let ofArray = current.readings(of: targets[place], precision)
    return ofArray.isEmpty
      ? .unexplained
      : .wrong(ofArray.map { .init(id: $0.id, sentence: $0.sentence, line: nil) })
  }

  private func reason(
    _ hypothesis: ArrayHypothesis, _ place: Int
  ) -> GradientMarking.Reason {
    let own = right.equations.lines[targets[place].line].name
    return .init(
      id: hypothesis.id, sentence: hypothesis.sentence,
      line: hypothesis.line == own ? nil : hypothesis.line)
  }

  private func agrees(_ place: Int, with pass: inout ArrayPass) -> Bool {
    let line = pass.equations.lines[targets[place].line].name
    return pass.value(line).map { targets[place].agrees(with: $0, precision) } ?? false
  }

  /// Those that are not others in other words: what they give for other numbers differs.
  private func different(_ found: [Found]) -> [Found] {
    var kept: [(found: Found, values: [ArrayValue])] = []
    for one in found {
      guard var pass = one.hypothesis.pass(moved) else { continue }
      let values = targets.compactMap { pass.value(pass.equations.lines[$0.line].name) }
      let isKnown = kept.contains { other in
        zip(other.values, values).allSatisfy { a, b in
          zip(a.elements, b.elements).allSatisfy {
            abs($0 - $1) <= 1e-9 * (abs($0) + abs($1)) + 1e-15
          }
        }
      }
      if !isKnown { kept.append((one, values)) }
    }
    return kept.map(\.found)
  }
}

extension ArrayPass {
  /// What an array is, if it is the right one not added up, of one sample alone, or transposed.
  func readings(
    of target: ArrayTarget, _ precision: ArrayPrecision
  ) -> [(id: String, sentence: Phrase)] {
    var pass = self
    let line = equations.lines[target.line]
    func agrees(_ result: [ArrayAxis], _ formula: Formula) -> Bool {
      var arrays: [String: ArrayValue] = [:]
      for name in formula.symbols { arrays[name] = pass.value(name) }
      let value = line.formula.over(result, formula).evaluated { arrays[$0] }
      return value.map { target.agrees(with: $0, precision) } ?? false
    }
    let formula = formula(at: target.line)
    if agrees([.sample] + line.formula.result, formula) {
      return [
        (
          "not-summed",
          Phrase(
            en: "It was not summed over the samples of the batch.",
            ko: "배치의 표본에 대해 더하지 않았다.")
        )
      ]
    }
    let others = line.formula.all.filter { !line.formula.result.contains($0) }
    if others == [.sample], agrees([.sample], formula) {
      return [
        (
          "summed-over-units",
          Phrase(
            en: "It was summed over the units instead of the samples.",
            ko: "표본이 아니라 유닛에 대해 더했다.")
        )
      ]
    }
    if let whole = pass.value(line.name), whole.axes.count == 2,
      target.agrees(with: whole.transposed, precision)
    {
      return [
        ("array-transposed", Phrase(en: "It is transposed.", ko: "행과 열이 바뀌었다(전치)."))
      ]
    }
    guard others.first == .sample, equations.samples > 1 else { return [] }
    for sample in 0..<equations.samples {
      for factor in [1, Double(equations.samples)] {
        var arrays: [String: ArrayValue] = [:]
        for name in formula.symbols { arrays[name] = pass.value(name)?.only(sample: sample) }
        let value = ArrayFormula(
          formula: .literal(factor) * formula, result: line.formula.result,
          all: line.formula.all, extents: line.formula.extents.merging([.sample: 1]) { $1 }
        ).evaluated { arrays[$0] }
        if value.map({ target.agrees(with: $0, precision) }) == true {
          return [
            (
              "one-sample",
              Phrase(
                en:
                  "It is that of one sample alone, number \(sample) of the batch (counted from 0).",
                ko: "배치의 표본 하나(0부터 세어 \(sample)번)만의 값이다.")
            )
          ]
        }
      }
    }
    return []
  }
}

extension ArrayFormula {
  /// Another formula over the same axes, with others that are not summed over.
  fileprivate func over(_ result: [ArrayAxis], _ formula: Formula) -> ArrayFormula {
    ArrayFormula(
      formula: formula, result: result, all: all + result.filter { !all.contains($0) },
      extents: extents)
  }
}

extension ArrayValue {
  /// The rows of one sample.
  fileprivate func only(sample: Int) -> ArrayValue {
    guard axes.first == .sample else { return self }
    let width = elements.count / extents[0]
    return ArrayValue(
      axes: axes, extents: [1] + extents.dropFirst(),
      elements: Array(elements[sample * width..<(sample + 1) * width]))
  }
}
