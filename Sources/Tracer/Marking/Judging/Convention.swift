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
    guard number != mark.answer.number || expected != entry.exact else { return false }
    // After a mistake, the sign is all that is left of the right number.
    let isTurned = number.value == -mark.answer.number.value && number.value * expected > 0
    return isTurned || abs(number.value - expected) <= 0.02 * abs(expected)
  }

  /// A convention under which some numbers have the opposite sign.
  private static func turned(
    _ id: String, _ sentence: Phrase, votes: (@Sendable (Mark) -> Int)? = nil,
    where isTurned: @escaping @Sendable (String, AnswerKey.Entry, AnswerKey) -> Bool
  ) -> Convention {
    Convention(
      id: id, sentence: sentence,
      reads: { isTurned($1, $2, $3) ? $0.negated : $0 }, votes: votes)
  }

  /// δ with the sign of target − output, so that the updates add.
  static let turnedDelta = turned(
    "delta-turned",
    Phrase(
      en: "δ is taken with the sign of target − output, so that the updates add.",
      ko: "δ의 부호를 목푯값 − 출력으로 보고, 갱신할 때 더하는 것으로 읽었다."),
    where: { written, entry, key in
      let name = written.lowercased()
      let isDelta = name.contains("δ") || name.contains("delta")
      // By whatever other name it goes, an error term is no derivative that is spelled out.
      guard isDelta || name.first != "d" && !derivativeMarks.contains(where: name.contains) else {
        return false
      }
      return key.derivativeParts(of: entry.name).flatMap { key.role(of: $0.by) } == .net
    })

  /// What a derivative is written with.
  private static let derivativeMarks = [
    "/", "∂", "partial", "frac", "grad", "deriv", "ableitung", "기울기", "미분", "그래디언트",
  ]

  /// The error of an output as target − output: what e is called is no slope.
  static let turnedError = turned(
    "error-turned",
    Phrase(en: "The error is taken as target − output.", ko: "오차를 목푯값 − 출력으로 읽었다."),
    votes: { mark in
      let isError = mark.answer.name.lowercased().first == "e"
      return isError && mark.answer.number.negated.states(mark.exact) ? 1 : 0
    },
    where: { written, entry, key in
      written.lowercased().first == "e" && !written.contains("/")
        && key.derivativeParts(of: entry.name).map { key.role(of: $0.by) } == .out
    })

  /// Whether a number under this name is read with the other sign.
  func turns(_ written: String, _ entry: AnswerKey.Entry, _ key: AnswerKey) -> Bool {
    let one = WrittenNumber(text: "1", value: 1, significantDigits: 1, unit: 0)
    return reads(one, written, entry, key).value == -1
  }

  /// Both at once.
  static let turnedErrors = turned(
    "errors-turned",
    Phrase(
      en: "The error is taken as target − output, and δ with its sign, so that the updates add.",
      ko: "오차를 목푯값 − 출력으로, δ를 그 부호로 보고, 갱신할 때 더하는 것으로 읽었다."),
    votes: turnedError.votes,
    where: { written, entry, key in
      [turnedDelta, turnedError].contains { $0.turns(written, entry, key) }
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

  /// The terms of the loss times a number, and the loss of them times another.
  static func loss(
    _ id: String, _ sentence: Phrase, terms: (names: Set<String>, factor: Double), whole: Double = 1
  ) -> Convention {
    Convention(
      id: id, sentence: sentence, key: { $0.multiplyingLoss(terms: terms.factor, whole: whole) },
      exact: { entry in
        guard entry.kind != nil, entry.kind != .update else { return nil }
        return entry.exact * terms.factor * (terms.names.contains(entry.name) ? 1 : whole)
      })
  }

  /// What comes back in a sample as the derivative of its own loss; the mean is taken where the
  /// gradients of the parameters are added up.
  static func ofEachSample(_ samples: Int) -> Convention {
    Convention(
      id: "loss-of-each-sample",
      sentence: Phrase(
        en: """
          δ and all else that comes back in a sample is taken of the sample's own loss; the gradients of \
          the parameters are divided by the \(samples) samples.
          """,
        ko: """
          δ를 비롯해 표본마다 되돌아오는 값은 그 표본만의 손실로 구하고, 매개변수의 기울기를 표본 수 \
          \(samples)로 나눈 것으로 읽었다.
          """),
      key: { $0.withLoss(ofEach: samples) },
      exact: { entry in
        entry.kind == .gradient && entry.name.contains("(") ? entry.exact * Double(samples) : nil
      })
  }

  /// The conventions that a calculation may be done under, other than the customary one.
  /// - Parameter precision: To what the sheet is calculated.
  static func all(for key: AnswerKey, precision: WorkingPrecision) -> [Convention] {
    var all = [
      turnedDelta, turnedError, turnedErrors, thresholds, turnedStep, cutOff(to: precision),
    ]
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
    if let samples = key.samplesOfMean { all.append(ofEachSample(samples)) }
    let (terms, isHalved) = key.lossTerms
    guard !terms.isEmpty else { return all }
    let count = Double(terms.count)
    if isHalved {
      all.append(
        loss(
          "loss-without-half",
          Phrase(en: "The error is taken without the ½.", ko: "오차를 ½ 없이 정의한 것으로 읽었다."),
          terms: (terms, 2)))
    }
    for factor in isHalved ? [1.0, 2] : [1] where terms.count > 1 {
      let sentence =
        factor == 1
        ? Phrase(
          en: "The error is taken as the mean of the \(terms.count) terms.",
          ko: "오차를 \(terms.count)개 항의 평균으로 읽었다.")
        : Phrase(
          en: "The error is taken as the mean of the \(terms.count) squares, without the ½.",
          ko: "오차를 ½ 없이 \(terms.count)개 제곱의 평균으로 읽었다.")
      let id = factor == 1 ? "loss-mean" : "loss-mean-without-half"
      // The terms are divided each, or their sum alone.
      if factor != count { all.append(loss(id, sentence, terms: (terms, factor / count))) }
      all.append(loss(id, sentence, terms: (terms, factor), whole: 1 / count))
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

  /// The terms that the loss is the sum of, and whether there is a ½ in them.
  var lossTerms: (names: Set<String>, isHalved: Bool) {
    let terms = entries.filter(isLossTerm)
    let isHalved = terms.contains { $0.formulas.contains { $0.containsHalf } }
    return (Set(terms.map(\.name)), isHalved)
  }

  /// Of how many samples the loss is the mean, by what it changes with the loss of each; `nil` if it is
  /// none.
  var countedSamples: Int? {
    let shares = Set(
      lossTerms.names.filter { $0.contains("(") }.compactMap { term in
        graph.flatMap { entry(named: $0.derivative(by: term))?.exact }
      })
    guard shares.count == 1, let share = shares.first, share > 0, share < 1 else { return nil }
    return Int((1 / share).rounded())
  }

  /// Whether a derivative of the objective is taken by a parameter; `nil` for anything else.
  private func isByParameter(_ name: String) -> Bool? {
    guard let parts = derivativeParts(of: name), parts.of == graph?.objectiveSymbol,
      let role = role(of: parts.by)
    else { return nil }
    return role == .weight || role == .bias
  }

  /// Whether a formula leads from what comes back in the samples to the gradient of a parameter.
  func adds(_ formula: Formula, to name: String) -> Bool {
    isByParameter(name) == true && formula.symbols.contains { isByParameter($0) == false }
  }

  /// The key of the same calculation where what comes back is divided by the number of samples last.
  fileprivate func withLoss(ofEach samples: Int) -> AnswerKey {
    let count = Formula.literal(Double(samples))
    return rewritten { entry, formula in
      guard let isLast = isByParameter(entry.name), !entry.name.contains("@") else {
        return formula
      }
      let goesOn = formula.symbols.contains { isByParameter($0) == false }
      return switch (isLast, goesOn) {
      case (true, true): .quotient(formula, count)
      case (false, false): .product(count, formula)
      default: formula
      }
    }
  }

  /// The key of the same calculation with every term of the loss multiplied by a number, and the loss
  /// of these by another.
  fileprivate func multiplyingLoss(terms: Double, whole: Double) -> AnswerKey {
    let losses: Set<Role> = [.error, .loss]
    return rewritten { entry, formula in
      func times(_ factor: Double) -> Formula {
        factor == 1 ? formula : .product(.literal(factor), formula)
      }
      guard let parts = derivativeParts(of: entry.name) else {
        guard entry.kind == .value else { return formula }
        return switch role(of: entry.name) {
        case .error: times(terms)
        case .loss where !entry.name.contains("@"): times(whole)
        default: formula
        }
      }
      let isWhole = parts.of == graph?.objectiveSymbol || role(of: parts.of) == .loss
      guard isWhole || role(of: parts.of).map(losses.contains) == true else { return formula }
      let above = formula.symbols.compactMap { derivativeParts(of: $0)?.of }
      let isFirst = above.isEmpty && role(of: parts.by).map(losses.contains) != true
      if isFirst { return times(isWhole ? terms * whole : terms) }
      // The slope of a term that is written as that of the loss, or the other way round.
      let isOfWhole = above.contains(graph?.objectiveSymbol ?? "")
      let isOfTerm = above.contains { role(of: $0) == .error }
      return isWhole && isOfTerm && !isOfWhole
        ? times(whole) : !isWhole && isOfWhole && !isOfTerm ? times(1 / whole) : formula
    }
  }
}

extension Formula {
  /// Whether ½ is written anywhere in it.
  fileprivate var containsHalf: Bool { isHalf || children.contains(where: \.containsHalf) }
}
