/// Something that is done in more than one way, none of them wrong if it is done throughout.
struct Convention: Sendable {
  /// A short name, which reports in JSON use.
  let id: String
  /// How the sheet is taken.
  let sentence: Phrase
  /// What is calculated under it; `nil` where the calculation has no such thing.
  var key: @Sendable (AnswerKey) -> AnswerKey? = { $0 }
  /// What a number stands for in the key, from the name as written and what it names.
  var reads: @Sendable (WrittenNumber, String, AnswerKey.Entry, AnswerKey) -> WrittenNumber = {
    number, _, _, _ in number
  }
  /// What an answer says for it, or against it if less than 0, where it shows in every answer.
  var votes: (@Sendable (Mark) -> Int)?
  /// What a quantity is under it, if that is not what the sign makes of it.
  var exact: @Sendable (AnswerKey.Entry) -> Double? = { _ in nil }

  /// Whether a wrong number is about what it is under the convention.
  func mayExplain(_ mark: Mark, in key: AnswerKey) -> Bool {
    guard let entry = key.entry(named: mark.quantity) else { return false }
    let number = reads(mark.answer.number, mark.answer.name, entry, key)
    let expected = exact(entry) ?? entry.exact
    return (number != mark.answer.number || expected != entry.exact)
      && abs(number.value - expected) <= 0.02 * abs(expected)
  }

  /// A convention under which some numbers have the opposite sign.
  private static func turned(
    _ id: String, _ sentence: Phrase,
    where isTurned: @escaping @Sendable (String, AnswerKey.Entry, AnswerKey) -> Bool
  ) -> Convention {
    Convention(
      id: id, sentence: sentence,
      reads: { isTurned($1, $2, $3) ? $0.negated : $0 })
  }

  /// δ with the sign of target − output, so that the updates add.
  static let turnedDelta = turned(
    "delta-turned",
    Phrase(
      en: "δ is taken with the sign of target − output, so that the updates add.",
      ko: "δ의 부호를 목푯값 − 출력으로 보고, 갱신할 때 더하는 것으로 읽었다."),
    where: { written, entry, key in
      let name = written.lowercased()
      guard name.contains("δ") || name.contains("delta") else { return false }
      return key.derivativeParts(of: entry.name).flatMap { key.role(of: $0.by) } == .net
    })

  /// Thresholds, which are subtracted, in place of biases.
  static let thresholds = turned(
    "thresholds",
    Phrase(
      en: "The biases are taken as thresholds, which are subtracted.",
      ko: "편향을 빼는 문턱값(threshold)으로 읽었다."),
    where: { _, entry, key in
      key.role(of: key.derivativeParts(of: entry.name)?.by ?? entry.name) == .bias
    })

  /// What is added to a weight, with the opposite sign.
  static let turnedStep = turned(
    "step-turned",
    Phrase(
      en: "Δw is taken for what is subtracted from the weight.",
      ko: "Δw를 가중치에서 빼는 값으로 읽었다."),
    where: { _, entry, _ in entry.kind == .change && entry.name.contains("+-") })

  /// Digits that are cut off, not rounded.
  static func cutOff(to precision: WorkingPrecision) -> Convention {
    Convention(
      id: "cut-off",
      sentence: Phrase(
        en: "The digits that are not written are taken to be cut off, not rounded.",
        ko: "적지 않은 자리는 반올림하지 않고 버린 것으로 읽었다."),
      reads: { number, _, entry, _ in entry.kind == nil ? number : number.cutOff(to: precision) },
      votes: { mark in
        let number = mark.answer.number
        return (number.truncates(mark.exact) ? 1 : 0) - (number.states(mark.exact) ? 1 : 0)
      })
  }

  /// The loss times a number.
  static func loss(_ id: String, _ sentence: Phrase, times factor: Double) -> Convention {
    Convention(
      id: id, sentence: sentence, key: { $0.multiplyingLoss(by: factor) },
      exact: { $0.kind == nil || $0.kind == .update ? nil : factor * $0.exact })
  }

  /// The conventions that a calculation may be done under, other than the customary one.
  /// - Parameter precision: To what the sheet is calculated.
  static func all(for key: AnswerKey, precision: WorkingPrecision) -> [Convention] {
    var all = [turnedDelta, thresholds, turnedStep, cutOff(to: precision)]
    for (order, other) in key.otherOrders {
      all.append(
        Convention(
          id: order.rawValue,
          sentence: order == .inPlace
            ? Phrase(
              en: "Each layer's new weights are taken to be in use at once (updates in place).",
              ko: "층마다 갱신된 가중치를 바로 사용한 것(제자리 갱신)으로 읽었다.")
            : Phrase(
              en: "All weights are taken to change together, after the last gradient.",
              ko: "모든 기울기를 구한 다음 가중치를 함께 갱신한 것으로 읽었다."),
          key: { _ in other }, exact: { other.entry(named: $0.name)?.exact }))
    }
    let (terms, isHalved) = key.lossTerms
    guard terms > 0 else { return all }
    let (count, whole) = (Double(terms), isHalved ? 2.0 : 1)
    if isHalved {
      all.append(
        loss(
          "loss-without-half",
          Phrase(en: "The error is taken without the ½.", ko: "오차를 ½ 없이 정의한 것으로 읽었다."),
          times: 2))
    }
    for factor in Set([1, whole]) where terms > 1 && factor != count {
      all.append(
        loss(
          factor == 1 ? "loss-mean" : "loss-mean-without-half",
          factor == 1
            ? Phrase(
              en: "The error is taken as the mean of the \(terms) terms.",
              ko: "오차를 \(terms)개 항의 평균으로 읽었다.")
            : Phrase(
              en: "The error is taken as the mean of the \(terms) squares, without the ½.",
              ko: "오차를 ½ 없이 \(terms)개 제곱의 평균으로 읽었다."),
          times: factor / count))
    }
    return all
  }
}

extension AnswerKey {
  /// Whether an entry is a term of the loss before they are added up.
  private func isLossTerm(_ entry: Entry) -> Bool {
    guard entry.kind == .value, !entry.name.contains("@") else { return false }
    return role(of: entry.name) == .error
  }

  /// How many terms the loss is the sum of, and whether there is a ½ in them.
  fileprivate var lossTerms: (count: Int, isHalved: Bool) {
    let terms = entries.filter(isLossTerm)
    let isHalved = terms.contains { $0.formulas.contains { $0.containsHalf } }
    return (terms.count, isHalved)
  }

  /// The key of the same calculation with every term of the loss multiplied by a number.
  fileprivate func multiplyingLoss(by factor: Double) -> AnswerKey {
    let losses: Set<Role> = [.error, .loss]
    return rewritten { entry, formula in
      if let parts = derivativeParts(of: entry.name) {
        let isFirst =
          (parts.of == graph?.objectiveSymbol || role(of: parts.of).map(losses.contains) == true)
          && role(of: parts.by).map(losses.contains) != true
          && !formula.symbols.contains { derivativeParts(of: $0) != nil }
        return isFirst ? .product(.literal(factor), formula) : formula
      }
      return entry.kind == .value && role(of: entry.name) == .error
        ? .product(.literal(factor), formula) : formula
    }
  }
}

extension Formula {
  /// Whether ½ is written anywhere in it.
  fileprivate var containsHalf: Bool { isHalf || children.contains(where: \.containsHalf) }
}
