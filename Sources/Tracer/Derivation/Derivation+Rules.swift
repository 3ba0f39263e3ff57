/// The rules that a derivation follows, for any unit, in one table.
extension Derivation {
  /// The forward pass, the δ of the output layer and of hidden layers, the gradients, the update.
  mutating func tellRules() {
    guard let rules = NetworkRules(worked.before) else { return }
    head(Phrases.Rules.heading)
    _ = isFirst("short objective")
    let rows = forward(rules) + backward(rules) + update(rules)
    show(
      Table(
        header: [Phrases.Rules.quantity, Phrases.Rules.rule], rows: rows, caption: Phrases.rules))
    say(
      Phrases.Rules.meaning(
        objective: worked.objectiveName, short: graph.objectiveSymbol,
        isDeep: rules.layers.count > 1,
        isMixed: rules.layers.contains { $0.activation is Softmax }, isBatch: rules.samples > 1))
    if options.detail == .summary {
      say(Phrases.Rules.symbols)
      tellSettings()
    }
  }

  private func symbol(_ name: String) -> Formula { .symbol(name: name, value: 0) }

  private func forward(_ rules: NetworkRules) -> [[Phrase]] {
    let sum: Phrase = "\(symbol: "Σ_i") \(formula: symbol("w_ij") * symbol("out_i"))"
    let bias: Phrase = rules.layers.contains { $0.bias != nil } ? " + \(symbol: "b_j")" : ""
    var rows: [[Phrase]] = [[Phrases.Rules.net, "\(symbol: "net_j") = \(sum)\(bias)"]]
    func power(_ name: String) -> Formula { .call(.exp, symbol(name)) }
    let softmax: Phrase = "\(formula: power("net_j")) / \(symbol: "Σ_l") \(formula: power("net_l"))"
    rows += distinct(rules.layers) { layer in
      layer.output(symbol("net_j")).map { "\(formula: $0)" } ?? softmax
    }.map { layers, rule in
      [Phrases.Rules.output(of: layers), "\(symbol: "out_j") = \(rule)"]
    }
    let (target, out) = (symbol("target_j"), symbol("out_j"))
    let share: Phrase = rules.shareFormula.map { "\(formula: $0) " } ?? ""
    let error = rules.error(target: target, out: out) ?? -(target * .call(.ln, out))
    let (sign, term) = if case .negation(let term) = error { ("−", term) } else { ("", error) }
    let errors: Phrase = "\(sumOfSamples(rules))\(symbol: "Σ_j") \(factor(term))"
    rows.append([Phrases.error, "\(symbol: worked.objectiveName) = \(sign)\(share)\(errors)"])
    return rows
  }

  private func sumOfSamples(_ rules: NetworkRules) -> Phrase {
    rules.samples > 1 ? "\(symbol: "Σ_s") " : ""
  }

  /// A formula that stands beside other factors.
  private func factor(_ formula: Formula) -> Phrase {
    switch formula {
    case .sum, .difference, .negation: "(\(formula: formula))"
    default: "\(formula: formula)"
    }
  }

  private func backward(_ rules: NetworkRules) -> [[Phrase]] {
    let (net, target, out) = (symbol("net_j"), symbol("target_j"), symbol("out_j"))
    let delta: Phrase = "\(symbol: "delta_j") = \(symbol: graph.derivative(by: "net_j")) ="
    let through = symbol(graph.derivative(by: "out_l")) * symbol("dout_l/dnet_j")
    let ofOutput: Phrase =
      rules.outputDelta(net: net, target: target, out: out).map { "\(formula: $0)" }
      ?? "\(symbol: "Σ_l") \(formula: through)"
    var rows: [[Phrase]] = [[Phrases.Rules.outputDelta, "\(delta) \(ofOutput)"]]
    func sum(_ weight: String) -> Phrase {
      "\(symbol: "Σ_k") \(formula: symbol(weight) * symbol("delta_k"))"
    }
    rows += distinct(Array(rules.layers.dropLast())) { layer in
      guard let slope = layer.slope(net, out) else {
        return "\(symbol: "Σ_l") \(symbol: "dout_l/dnet_j") · \(sum("w_lk"))"
      }
      return slope == .literal(1) ? sum("w_jk") : "\(factor(slope)) · \(sum("w_jk"))"
    }.map { layers, rule in
      [Phrases.Rules.hiddenDelta(of: layers), "\(delta) \(rule)"]
    }
    let samples = sumOfSamples(rules)
    func gradient(_ name: String) -> Phrase { "\(symbol: graph.derivative(by: name)) = \(samples)" }
    let product = symbol("delta_j") * symbol("out_i")
    rows.append([Phrases.Rules.weight, "\(gradient("w_ij"))\(formula: product)"])
    let biases = rules.layers.compactMap(\.bias).filter(worked.model.trained.contains)
    if !biases.isEmpty {
      let isShared = rules.layers.contains { layer in
        layer.bias.map { graph[$0].shape.count < graph[layer.net].shape[1] } ?? false
      }
      let units: Phrase = isShared ? "\(symbol: "Σ_j") " : ""
      let bias = gradient(isShared ? "b" : "b_j")
      rows.append([Phrases.Rules.bias, "\(bias)\(units)\(symbol: "delta_j")"])
    }
    return rows
  }

  private func update(_ rules: NetworkRules) -> [[Phrase]] {
    let gradient = symbol(graph.derivative(by: "w"))
    let lines = worked.updateRule(of: symbol("w"), gradient: gradient)
    return lines.enumerated().map { position, line in
      [
        position == 0 ? Phrases.Rules.update : "",
        "\(symbol: line.name) = \(formula: line.formula)",
      ]
    }
  }

  /// The layers that share a rule, each rule once.
  private func distinct(
    _ layers: [NetworkRules.Layer], _ rule: (NetworkRules.Layer) -> Phrase
  ) -> [(layers: Phrase?, rule: Phrase)] {
    var found: [(numbers: [Int], rule: Phrase)] = []
    for layer in layers {
      let rule = rule(layer)
      if let place = found.firstIndex(where: { $0.rule == rule }) {
        found[place].numbers.append(layer.number)
      } else {
        found.append(([layer.number], rule))
      }
    }
    if found.count == 1 { return [(nil, found[0].rule)] }
    let count = worked.model.layerCount
    return found.map { ($0.numbers.map { Phrases.layer($0, of: count) }.joined(), $0.rule) }
  }
}

extension Phrases {
  enum Rules {
    static let heading = Phrase(en: "The rules used", ko: "사용한 규칙")
    static let quantity = Phrase(en: "Quantity", ko: "구하는 값")
    static let rule = Phrase(en: "Rule", ko: "규칙")
    static let net = Phrase(en: "Net input", ko: "순입력")
    static let outputDelta = Phrase(en: "δ of an output unit", ko: "출력 유닛의 δ")
    static let weight = Phrase(en: "Gradient of a weight", ko: "가중치의 기울기")
    static let bias = Phrase(en: "Gradient of a bias", ko: "편향의 기울기")
    static let update = Phrase(en: "Update", ko: "갱신")

    static let symbols = Phrase(
      en: "Of a unit, net is the net input and out the output; target is what an output should be.",
      ko: "net은 유닛의 순입력, out은 유닛의 출력, target은 출력의 목푯값이다.")

    static func output(of layers: Phrase?) -> Phrase {
      named(Phrase(en: "Output", ko: "출력"), of: layers)
    }

    static func hiddenDelta(of layers: Phrase?) -> Phrase {
      named(Phrase(en: "δ of a hidden unit", ko: "은닉 유닛의 δ"), of: layers)
    }

    private static func named(_ what: Phrase, of layers: Phrase?) -> Phrase {
      layers.map { "\(what) (\($0))" } ?? what
    }

    /// - Parameter isMixed: Whether a unit depends on all net inputs of its layer.
    static func meaning(
      objective: String, short: String, isDeep: Bool, isMixed: Bool, isBatch: Bool
    ) -> Phrase {
      let after = isDeep ? Phrase(en: ", k to one of the next layer", ko: ", k는 다음 층의 유닛") : ""
      let same = isMixed ? Phrase(en: ", l to any of the same layer", ko: ", l은 같은 층의 모든 유닛") : ""
      let first = isDeep ? Phrase(en: " in the first layer,", ko: " 첫 층에서") : ""
      let samples =
        isBatch
        ? Phrase(
          en: " The index s runs over the samples; net, out and δ belong to one sample.",
          ko: " s는 표본의 번호이며, net, out, δ는 표본마다 따로 있다.") : ""
      let short =
        objective == short
        ? ""
        : Phrase(
          en: " In derivatives, \(symbol: short) is short for \(symbol: objective).",
          ko: " 미분에서는 \(symbol: objective, .object) 간단히 \(symbol: short, .toward) 쓴다.")
      return Phrase(
        en: """
          The index j belongs to a unit of the layer in question, i to one of the layer before\
          \(after)\(same);\(first) \(symbol: "out_i") is the input \(symbol: "x_i").\(samples)\(short)
          """,
        ko: """
          j는 해당 층의 유닛, i는 앞 층의 유닛\(after)\(same)을 가리킨다.\(first) \
          \(symbol: "out_i", .topic) 입력 \(symbol: "x_i")이다.\(samples)\(short)
          """)
    }
  }
}
