/// One way in which a programmed backward pass may differ from the right one.
struct ArrayHypothesis: Sendable {
  /// Which mistake.
  let id: String
  /// What was done, in a sentence.
  let sentence: Phrase
  /// The line in which it was done; `nil` for what was given.
  var line: String?
  /// The pass in which it is done.
  let pass: @Sendable (ArrayPass) -> ArrayPass?
}

extension ArrayPass {
  /// The ways in which a line, or one before it, can be calculated otherwise: what was given wrong,
  /// and every edit of every formula that leads to it, the last of them first.
  func hypotheses(before line: Int) -> [ArrayHypothesis] {
    let given = GivenMistake.all(for: self).map { mistake in
      ArrayHypothesis(id: mistake.id, sentence: mistake.sentence) { pass in
        mistake.arrays(pass).map(pass.giving)
      }
    }
    return given + lines(before: line).flatMap(edits)
  }

  /// The line and those that it follows from, the last of them first.
  private func lines(before line: Int) -> [Int] {
    var needed: Set<Int> = [line]
    for position in (0...line).reversed() where needed.contains(position) {
      needed.formUnion(
        formula(at: position).symbols.compactMap { equations.index[$0] }.filter { $0 < position })
    }
    return needed.sorted(by: >)
  }

  /// Every edit of a line by the mistakes of the catalogue.
  private func edits(at position: Int) -> [ArrayHypothesis] {
    mistakes.enumerated().flatMap { kind, mistake in
      edits(mistake, at: position).enumerated().map { place, edit in
        ArrayHypothesis(
          id: mistake.id, sentence: edit.sentence, line: equations.lines[position].name
        ) { pass in
          // The same edit of the same formula, whatever the numbers are.
          let same = pass.edits(pass.mistakes[kind], at: position)
          guard same.indices.contains(place) else { return nil }
          return pass.calculating(same[place].formula, at: position)
        }
      }
    }
  }

  private var mistakes: [Mistake] {
    (Mistake.ofArrays(in: self) + Mistake.catalogue).filter { $0.scope != .number }
  }

  private func edits(_ mistake: Mistake, at position: Int) -> [Mistake.Edit] {
    let name = equations.lines[position].name
    guard let entry = equations.key.entry(named: name) else { return [] }
    let context = Mistake.Context(
      key: equations.key, entry: entry,
      number: WrittenNumber(text: "", value: 0, significantDigits: 17, unit: -17), expected: 0)
    return mistake.edits(formula(at: position), context)
  }
}

/// Something given that is not what it should be.
struct GivenMistake: Sendable {
  let id: String
  let sentence: Phrase
  /// The arrays as they were given by mistake; `nil` where it can't be made.
  let arrays: @Sendable (ArrayPass) -> [String: ArrayValue]?

  private static func changing(
    _ label: String, _ id: String, _ sentence: Phrase,
    _ change: @escaping @Sendable (ArrayValue) -> ArrayValue?
  ) -> GivenMistake {
    GivenMistake(id: id, sentence: sentence) { pass in
      pass.given[label].flatMap(change).map { [label: $0] }
    }
  }

  /// All that can be made with what is given to a pass.
  static func all(for pass: ArrayPass) -> [GivenMistake] {
    let shifts = [
      (1, 0, Phrase(en: "each one place too high", ko: "모두 한 칸 크다")),
      (-1, 0, Phrase(en: "each one place too low", ko: "모두 한 칸 작다")),
      (0, 1, Phrase(en: "each that of the sample before", ko: "모두 바로 앞 표본의 것이다")),
      (0, -1, Phrase(en: "each that of the sample after", ko: "모두 바로 뒤 표본의 것이다")),
    ]
    let labels = shifts.map { units, samples, how in
      changing(
        "target", "labels-off-by-one",
        Phrase(
          en: "The labels are off by one: \(how.english).",
          ko: "정답 레이블이 하나씩 어긋났다. \(how.korean).")
      ) { $0.shifted(units: units, samples: samples) }
    }
    let pixels = changing(
      "x", "inputs-not-scaled",
      Phrase(
        en: "The inputs (pixels) were not divided by 255.", ko: "입력(픽셀값)을 255로 나누지 않았다.")
    ) { $0.mapped { $0 * 255 } }
    let biases = pass.given.keys.filter { $0.hasPrefix("b") }.sorted().map { label in
      changing(
        label, "bias-left-out",
        Phrase(
          en: "The bias \(symbol: label) was not added in the forward pass.",
          ko: "순전파에서 편향 \(symbol: label, .object) 더하지 않았다.")
      ) { $0.mapped { _ in 0 } }
    }
    return [pixels] + labels + biases
  }
}

extension ArrayValue {
  fileprivate func mapped(_ change: (Double) -> Double) -> ArrayValue {
    ArrayValue(axes: axes, extents: extents, elements: elements.map(change))
  }

  /// The rows or columns moved on, the last of them to the front; `nil` where nothing moves.
  fileprivate func shifted(units: Int, samples: Int) -> ArrayValue? {
    let (rows, columns) = (extents[0], extents[1])
    var shifted = self
    for position in elements.indices {
      let (row, column) = position.quotientAndRemainder(dividingBy: columns)
      let (r, c) = ((row + samples + rows) % rows, (column + units + columns) % columns)
      shifted.elements[r * columns + c] = elements[position]
    }
    return shifted.elements == elements ? nil : shifted
  }
}

/// Mistakes that only whole arrays show.
extension Mistake {
  static func ofArrays(in pass: ArrayPass) -> [Mistake] {
    let samples = pass.equations.samples
    return batch(of: samples, isMean: pass.equations.network.reduction == .mean)
      + [slopeAgain, diagonalJacobian, jacobianLeftOut, otherLayersSlope, transposedOnTheWay]
  }

  /// The mean over the batch: not taken, taken once more, or taken of a sum.
  private static func batch(of samples: Int, isMean: Bool) -> [Mistake] {
    guard samples > 1 else { return [] }
    let count = Formula.literal(Double(samples))
    func mistake(
      _ other: Mistake, _ sentence: Phrase, _ edit: @escaping @Sendable (Formula) -> Formula
    ) -> Mistake {
      Mistake(id: other.id, title: other.title) { formula, context in
        let isFirst = !formula.symbols.contains { context.key.derivativeParts(of: $0) != nil }
        guard context.entry.kind == .gradient,
          isFirst || context.by.flatMap(context.key.role)?.isLearned == true
        else { return [] }
        return [Edit(formula: edit(formula), sentence: sentence, subject: "")]
      }
    }
    guard isMean else {
      return [
        mistake(
          meanForSum,
          Phrase(
            en: "It was divided by the number of samples, but the error is the sum over them.",
            ko: "오차는 표본에 대한 합인데 표본의 개수로 나누었다.")
        ) { $0 / count }
      ]
    }
    return [
      mistake(
        mean,
        Phrase(
          en: "It was not divided by the number of samples.", ko: "표본의 개수로 나누지 않았다.")
      ) { count * $0 },
      mistake(
        meanTwice,
        Phrase(
          en: "It was divided twice by the number of samples.", ko: "표본의 개수로 두 번 나누었다.")
      ) { $0 / count },
    ]
  }

  /// σ′ in a gradient from which it has cancelled.
  private static let slopeAgain = ofFused(
    "slope-again", Phrase(en: "derivative of the output multiplied again", ko: "출력의 미분을 다시 곱함"),
    Phrase(
      en: """
        The difference output − target was multiplied by the derivative of the output's activation, which \
        has cancelled from it.
        """,
      ko: "출력 − 목푯값에는 출력 활성화의 미분이 이미 약분되어 있는데 그 미분을 다시 곱했다.")
  ) { difference, y, _, _ in difference * (y * (1.0 - y)) }

  /// The Jacobian of softmax, taken as that of a function of single elements.
  private static let diagonalJacobian = ofFused(
    "jacobian-diagonal",
    Phrase(en: "softmax's Jacobian left to its diagonal", ko: "소프트맥스 야코비의 대각만 사용"),
    Phrase(
      en: """
        Of the Jacobian of softmax, the diagonal alone was used, out · (1 − out): every net input acts on \
        all outputs.
        """,
      ko: "소프트맥스의 야코비 행렬에서 대각 성분 out · (1 − out)만 썼다. 순입력 하나는 모든 출력에 영향을 준다.")
  ) { _, y, target, isSoftmax in isSoftmax ? -(target * (1.0 - y)) : nil }

  /// The derivative of the loss by the outputs, passed on as if by the net inputs.
  private static let jacobianLeftOut = ofFused(
    "jacobian-left-out", Phrase(en: "derivative of the output left out", ko: "출력의 미분을 빠뜨림"),
    Phrase(
      en: """
        The derivative of the loss by the outputs was passed on as that by the net inputs: the derivative \
        of the output's activation is missing.
        """,
      ko: "손실을 출력으로 미분한 값을 순입력에 대한 값으로 썼다. 출력 활성화의 미분이 빠졌다.")
  ) { difference, y, target, isSoftmax in
    isSoftmax ? -(target / y) : difference / (y * (1.0 - y))
  }

  private static func ofFused(
    _ id: String, _ title: Phrase, _ sentence: Phrase,
    _ other:
      @escaping @Sendable (
        _ difference: Formula, _ y: Formula, _ target: Formula, _ isSoftmax: Bool
      ) -> Formula?
  ) -> Mistake {
    Mistake(id: id, title: title) { formula, context in
      formula.edited { part in
        guard case .difference(let y, let target) = part, target.symbols == ["target"],
          case .symbol(let name, _) = y, context.by.flatMap(context.key.role) == .net,
          let element = context.key.graph?.element(named: name)
        else { return [] }
        let isSoftmax = context.key.graph?[element.node].primitive is Softmax
        return other(part, y, target, isSoftmax).map {
          [Edit(formula: $0, sentence: sentence, subject: "")]
        } ?? []
      }
    }
  }

  /// The slope of an activation, as that of ReLU, taken in another layer.
  private static let otherLayersSlope = Mistake(
    id: "slope-of-other-layer",
    title: Phrase(en: "derivative taken in another layer", ko: "다른 층에서 구한 미분")
  ) { formula, context in
    guard context.entry.kind == .slope, let by = context.by, let graph = context.key.graph else {
      return []
    }
    return graph.ids.filter { graph[$0].role == .net }.compactMap { id -> Edit? in
      let other = graph[id].names.label
      guard other != by, let out = context.key.out(of: other) else { return nil }
      return Edit(
        formula: formula.replacingSymbols { name, _ in
          .symbol(name: name == by ? other : context.key.net(of: name) == by ? out : name, value: 0)
        },
        sentence: Phrase(
          en: """
            The derivative of the activation was taken at \(symbol: other), which is of another layer, \
            instead of \(symbol: by).
            """,
          ko: "활성화 함수의 미분을 \(symbol: by) 대신 다른 층의 \(symbol: other)에서 구했다."), subject: "")
    }
  }

  /// A square matrix of weights, transposed on the way back.
  private static let transposedOnTheWay = Mistake(
    id: transposed.id, title: transposed.title
  ) { formula, context in
    guard context.entry.kind == .gradient else { return [] }
    return formula.symbols.filter { context.key.role(of: $0) == .weight }.map { weights in
      Edit(
        formula: formula.replacingSymbols { name, _ in
          name == weights ? .symbol(name: ArrayPass.transposed(weights), value: 0) : nil
        },
        sentence: Phrase(
          en: "The weight matrix \(symbol: weights) was used transposed.",
          ko: "가중치 행렬 \(symbol: weights, .object) 전치하여 썼다."), subject: "")
    }
  }
}
