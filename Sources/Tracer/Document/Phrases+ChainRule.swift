/// What is said of the chain rule and of the update.
extension Phrases {
  /// Of so many quantities, all are named.
  static let mostListed = 12

  /// - Parameter delta: What the derivative by the first element on the way is called, if it has a
  ///   symbol of its own.
  static func oneWay(
    _ name: String, through: [String], to objective: String, delta: String?
  ) -> Phrase {
    let combined =
      delta.map { delta in
        through.count == 1
          ? Phrase(
            en: "; the second is called \(symbol: delta)",
            ko: " 이 가운데 뒤의 것을 \(symbol: delta, .toward) 나타낸다.")
          : Phrase(
            en:
              "; those from \(symbol: through[0]) on are combined in one factor, \(symbol: delta)",
            ko: " 이 가운데 \(symbol: through[0]) 이후의 편미분은 \(symbol: delta) 하나로 묶는다.")
      } ?? ""
    return Phrase(
      en: """
        \(symbol: name) affects \(symbol: objective) along a single path: it changes \
        \(links(through + [objective])). The chain rule therefore multiplies the derivatives of these \
        \(number(through.count + 1)) steps\(combined).
        """,
      ko: """
        \(symbol: name, .topic) \(arrows([name] + through + [objective]))의 한 경로로만 \
        \(symbol: objective) 값에 영향을 준다. 그러므로 연쇄 법칙에 따라 \(nativeNumber(through.count + 1)) \
        단계의 편미분을 모두 곱한다.\(combined)
        """)
  }

  /// A small number as Korean counts things.
  private static func nativeNumber(_ count: Int) -> Phrase {
    let words = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"]
    return words.indices.contains(count - 1) ? "\(words[count - 1])" : "\(count)개의"
  }

  static func partingWay(_ name: String, through: [String], to objective: String) -> Phrase {
    let last = through[through.count - 1]
    return Phrase(
      en: """
        \(symbol: name) changes \(links(through, isRelative: true)). From there, more than one path \
        leads to \(symbol: objective). By the chain rule, the derivatives along the common stretch are \
        multiplied by the derivative of \(symbol: objective) with respect to \(symbol: last).
        """,
      ko: """
        \(arrows([name] + through))까지는 경로가 하나이고, \(symbol: last)부터는 \(symbol: objective, .toward) \
        가는 경로가 여럿이다. 연쇄 법칙에 따라, \(symbol: objective, .object) \(symbol: last, .toward) \
        편미분한 값에 그 앞 단계들의 편미분을 곱한다.
        """)
  }

  static func onlyOneError(_ error: String, of name: String, in objective: String) -> Phrase {
    Phrase(
      en: """
        Only \(symbol: error) depends on \(symbol: name); the other terms of \(symbol: objective) are \
        constant with respect to it, so their derivative is 0.
        """,
      ko: """
        \(symbol: objective)의 항 가운데 \(symbol: name)의 함수인 것은 \(symbol: error)뿐이다. 나머지 \
        항은 상수로 취급되므로 미분하면 0이다.
        """)
  }

  static func severalWays(
    _ name: String, into next: [String], of count: Int, to objective: String
  ) -> Phrase {
    let listed = listed(next, of: count)
    return Phrase(
      en: """
        \(symbol: name) is used in \(listed), so a change in it reaches \(symbol: objective) \
        along \(number(count)) paths. The contributions of these paths are added.
        """,
      ko: """
        \(symbol: name, .topic) \(listed)에 쓰인다. 따라서 \(nativeNumber(count)) 경로를 거쳐 \
        \(symbol: objective) 값에 영향을 주며, 각 경로의 기여분을 더한다.
        """)
  }

  static func several(_ name: String, into next: [String], of count: Int) -> Phrase {
    let listed = listed(next, of: count)
    return Phrase(
      en: """
        \(symbol: name) is used in \(listed); the contributions of the \(number(count)) paths \
        are added.
        """,
      ko: "\(symbol: name)도 \(listed)에 쓰이므로 각 경로의 기여분을 더한다.")
  }

  /// Why the gradient of a parameter is a sum over the samples of a batch.
  static func everySample(_ name: String, of count: Int, to objective: String) -> Phrase {
    Phrase(
      en: """
        Every sample uses the same \(symbol: name), so \(symbol: name) affects \(symbol: objective) \
        once through each sample. Its gradient is the sum of the \(number(count)) contributions; the \
        same holds for every other parameter.
        """,
      ko: """
        표본마다 같은 \(symbol: name, .object) 쓴다. 따라서 표본별 기여분 \(count)개를 구해 모두 더한 것이 \
        기울기이다. 다른 매개변수도 같다.
        """)
  }

  /// The names, and how many more there are.
  private static func listed(_ names: [String], of count: Int) -> Phrase {
    guard count > names.count else { return Phrase("\(symbols: names)") }
    let more = count - 3
    return Phrase(
      en: """
        \(symbol: names[0]), \(symbol: names[1]), \(symbol: names[2]) and \(more) more
        """, ko: "\(symbol: names[0]), \(symbol: names[1]), \(symbol: names[2]) 등 \(count)곳")
  }

  static func fusedSoftmax(_ net: String, _ outputs: [String], of count: Int) -> Phrase {
    let listed = listed(outputs, of: count)
    return Phrase(
      en: """
        Softmax and cross-entropy are differentiated together. Taken apart, this is the chain rule as \
        before: \(symbol: net) appears in the denominator of every output and therefore affects all of \
        them, \(listed). The derivative of an output with respect to its own net input is \
        output · (1 − output); with respect to another net input it is minus the product of the two \
        outputs. The derivative of the error with respect to an output is −target/output.
        """,
      ko: """
        소프트맥스와 교차 엔트로피를 한꺼번에 미분한다. 두 단계로 나누어 보면 역시 연쇄 법칙이다. \
        \(symbol: net, .topic) 모든 출력의 분모에 들어 있으므로 모든 출력, 곧 \(listed)에 \
        영향을 준다. 출력을 자신의 순입력으로 미분하면 출력 · (1 − 출력), 다른 순입력으로 미분하면 −(두 \
        출력의 곱)이고, 오차를 출력으로 미분하면 −목푯값/출력이다.
        """)
  }

  static func fusedSoftmaxResult(leavingOut zeros: Int) -> Phrase {
    Phrase(
      en: """
        \(zeros == 0 ? "" : "Outputs whose target is 0 contribute nothing. ")In every product the \
        output in the denominator cancels one in the numerator. Because the targets sum to 1, all that \
        is left is output − target. From here on this shorter form is used.
        """,
      ko: """
        \(zeros == 0 ? "" : "목푯값이 0인 출력의 기여분은 0이다. ")각 곱에서 분모와 분자의 출력이 \
        약분된다. 목푯값의 합이 1이므로 출력 − 목푯값만 남는다. 이제부터는 이 짧은 식을 쓴다.
        """)
  }

  static let onlyLastFactor = Phrase(
    en: "The other factors are already known; only the last one is new.",
    ko: "다른 인수는 이미 구했으므로 마지막 인수만 구하면 된다.")

  static func delta(_ delta: String, for gradient: String, of objective: String) -> Phrase {
    Phrase(
      en: """
        The derivative of \(symbol: objective) with respect to a net input appears in everything that \
        follows, so it gets its own symbol: \(symbol: delta) stands for \(symbol: gradient), and \
        likewise for the other units.
        """,
      ko: """
        \(symbol: objective, .object) 순입력으로 편미분한 값은 뒤에서 거듭 쓰이므로 기호 δ로 나타낸다. \
        \(symbol: delta) = \(symbol: gradient)이며, 다른 유닛도 같다.
        """)
  }

  static func simultaneous(_ optimizer: Phrase) -> Phrase {
    Phrase(
      en: """
        \(optimizer) We note the new value but go on with the old one until every gradient is known: \
        each gradient belongs to the point of the forward pass.
        """,
      ko: """
        \(optimizer) 새 값은 일단 적어 두기만 한다. 모든 기울기는 순전파를 계산한 지점에서 구해야 \
        하므로, 기울기를 모두 구할 때까지는 갱신 전의 값을 쓴다.
        """)
  }

  static func inPlace(_ optimizer: Phrase) -> Phrase {
    Phrase(
      en: """
        \(optimizer) Here the new value takes effect at once: it is already in use when the \
        gradients of the earlier layers are calculated. The gradients then no longer belong to a \
        single point of the error surface, which is why parameters are normally updated together.
        """,
      ko: """
        \(optimizer) 여기서는 새 값을 곧바로 쓴다. 곧 앞 층의 기울기를 구할 때에는 이미 갱신된 값이 \
        쓰인다. 그러면 기울기마다 기준이 되는 지점이 달라지므로, 보통은 모든 매개변수를 한꺼번에 갱신한다.
        """)
  }

  /// Why a gradient is 0.
  static func idleInput(_ input: String, of name: String) -> Phrase {
    Phrase(
      en: """
        \(symbol: input) is 0, so \(symbol: name) has no effect on this sample: its gradient is 0.
        """,
      ko: """
        \(symbol: input, .subject) 0이므로 \(symbol: name, .topic) 이 표본의 오차에 영향을 주지 않는다. \
        따라서 기울기가 0이다.
        """)
  }

  /// What an update is good for, from the signs of the numbers.
  /// - Parameters:
  ///   - isTooLarge: Whether the output is greater than its target.
  ///   - difference: By how much they differ.
  ///   - isRising: Whether the output grows with the parameter.
  static func sense(
    of name: String, output: String, isTooLarge: Bool, by difference: Formula, isRising: Bool
  ) -> Phrase {
    let goesUp = isTooLarge != isRising
    return Phrase(
      en: """
        Does this make sense? \(symbol: output) is \(quantity: difference) too \
        \(isTooLarge ? "large" : "small"), and increasing \(symbol: name) \
        \(isRising ? "increases" : "decreases") it. So \(symbol: name) has to \
        \(goesUp ? "increase" : "decrease"), and it does.
        """,
      ko: """
        결과를 되짚어 보자. \(symbol: output, .topic) 목푯값보다 \(quantity: difference)만큼 \
        \(isTooLarge ? "크고" : "작고"), \(symbol: name, .subject) 커지면 \
        \(isRising ? "\(symbol: output)도 커진다" as Phrase : "\(symbol: output, .topic) 작아진다"). 따라서 \(symbol: name, .topic) \
        \(goesUp ? "커져야 하며, 실제로 커졌다" : "작아져야 하며, 실제로 작아졌다").
        """)
  }

  /// `net_o1, net_o1 changes out_o1, and out_o1 changes E_total`; with relative clauses,
  /// `net_h1, which changes out_h1`.
  private static func links(_ names: [String], isRelative: Bool = false) -> Prose {
    Prose(
      names.indices.flatMap { position -> [Prose.Piece] in
        if position == 0 { return [.symbol(names[0])] }
        let isLast = position == names.count - 1
        return isRelative
          ? [.text(", which changes "), .symbol(names[position])]
          : [
            .text(isLast ? ", and " : ", "), .symbol(names[position - 1]), .text(" changes "),
            .symbol(names[position]),
          ]
      })
  }

  private static func arrows(_ names: [String]) -> Prose {
    Prose(names.flatMap { [.text(" → "), .symbol($0)] }.dropFirst().map { $0 })
  }
}
