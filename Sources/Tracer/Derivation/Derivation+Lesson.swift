/// What the numbers of a step teach beyond how they come about.
extension Derivation {
  /// How many points of a curve are calculated.
  private static let points = 81
  /// A forward pass of more products than these is not repeated for a curve.
  private static let mostProducts = 500_000

  /// The error as a curve over the parameter with the largest gradient, with its tangent and the
  /// step, and why one gradient is so much smaller than another.
  mutating func tellLesson() {
    guard !isCalculation, !worked.updated.isEmpty, !options.isContinued,
      products <= Self.mostProducts
    else { return }
    let gradients = parameters.map { abs(shown.before.gradient(for: $0) ?? 0) }
    guard let place = gradients.indices.max(by: { gradients[$0] < gradients[$1] }),
      gradients[place] > 0, let plot = curve(of: parameters[place])
    else { return }
    head(Phrases.Lesson.heading)
    let name = graph.name(of: parameters[place])
    let gradient = worked.gradientName(parameters[place])
    let (old, new) = (quantity(name), quantity(Notation.updated(name)))
    say(
      Phrases.Lesson.curve(
        name, quantity(gradient), movement: new - old,
        objective: worked.objectiveName))
    show(.plot(plot))
    tellRatio()
  }

  /// How many products a forward pass takes.
  private var products: Int {
    worked.samples * graph.nodes.filter { $0.role == .weight }.reduce(0) { $0 + $1.shape.count }
  }

  /// The error where one parameter alone is changed, the tangent, and the step.
  private func curve(of parameter: ElementID) -> Plot? {
    guard let slope = shown.before.gradient(for: parameter),
      let new = shown.updated[parameter.node]?[parameter.offset]
    else { return nil }
    let (old, name) = (worked.before[parameter], graph.name(of: parameter))
    let (w, next) = (quantity(name), quantity(Notation.updated(name)))
    let gradient = quantity(worked.gradientName(parameter))
    let error_ = quantity(worked.objectiveName)
    // As far as tells something: past the step, and to both sides of the valley if it is a parabola
    // whose lowest point is 0, which is 2E/|E′| away.
    let valley = 2.5 * error_ / .call(.abs, gradient)
    let usual = Formula.call(.min, [.call(.max, [6.0, .call(.abs, w)]), valley])
    let wide = Formula.call(.max, [usual, 2.0 * .call(.abs, next - w)])
    let reach = wide.evaluated()
    var model = worked.model
    func errorAt(_ value: Double) -> Double {
      model.leaves[parameter.node]?[parameter.offset] = value
      return model.trace[worked.objective]
    }
    let curve = (0..<Self.points).map { index -> Plot.Point in
      let x = old + reach * (2 * Double(index) / Double(Self.points - 1) - 1)
      return Plot.Point(x, errorAt(x))
    }
    let finite = curve.filter(\.y.isFinite)
    guard finite.count == curve.count else { return nil }
    let height = shown.before[worked.objective]
    // No further than the curve goes, or all else would be too small to see.
    let heights = finite.map(\.y)
    let room = max((heights.max() ?? 0) - (heights.min() ?? 0), 1e-12)
    let range = Formula.symbol(name: Plot.range, value: room)
    let half = Formula.call(.min, [wide, 0.6 * range / .call(.abs, gradient)])
    let span = half.evaluated()
    let ends = [-span, span].map { Plot.Point(old + $0, height + slope * $0) }
    let error = worked.objectiveName
    return Plot(
      title: Phrases.Lesson.plot(name, of: worked.objectiveName), x: Plot.Axis("\(symbol: name)"),
      y: Plot.Axis("\(symbol: worked.objectiveName)"),
      series: [
        Plot.Series(
          "\(symbol: error)", curve,
          source: .curve(
            of: error, over: name, through: [w - wide, w + wide], parts: Self.points - 1)),
        Plot.Series(
          Phrases.Lesson.tangent(gradient), ends,
          source: .points(
            x: [w - half, w + half],
            y: [error_ - gradient * half, error_ + gradient * half])),
        Plot.Series(
          Phrases.Lesson.step(from: w, to: next),
          [Plot.Point(old, height), Plot.Point(new, errorAt(new))], isScattered: true,
          source: .curve(of: error, over: name, through: [w, next], parts: 1)),
      ])
  }

  /// How much smaller a gradient of the first layer is than one of the last, and which factors make
  /// it so.
  private mutating func tellRatio() {
    guard let rules = NetworkRules(worked.before), rules.layers.count > 1, rules.samples == 1,
      let late = parameters.first(where: { $0.node == rules.layers.last?.weights }),
      let early = parameters.first(where: { $0.node == rules.layers[0].weights })
    else { return }
    func parts(_ weight: ElementID, _ layer: NetworkRules.Layer) -> (
      delta: ElementID, input: ElementID
    ) {
      let columns = graph[layer.weights].shape[1]
      let (row, column) = weight.offset.quotientAndRemainder(dividingBy: columns)
      return (ElementID(layer.net, column), ElementID(layer.source, row))
    }
    let (a, b) = (parts(early, rules.layers[0]), parts(late, rules.layers[rules.layers.count - 1]))
    func ratio(_ x: Double?, _ y: Double?) -> Double { abs((y ?? .nan) / (x ?? .nan)) }
    let whole = ratio(shown.before.gradient(for: early), shown.before.gradient(for: late))
    let ofDelta = ratio(shown.before.gradient(for: a.delta), shown.before.gradient(for: b.delta))
    let ofInput = ratio(shown.before[a.input], shown.before[b.input])
    guard whole.isFinite, ofDelta.isFinite, ofInput.isFinite, whole > 3 else { return }
    func delta(_ net: ElementID) -> String {
      let name = graph.name(of: net)
      return deltaName(ofNet: name) ?? graph.derivative(by: name)
    }
    say(
      Phrases.Lesson.ratio(
        of: worked.gradientName(early), to: worked.gradientName(late), whole,
        deltas: (delta(a.delta), delta(b.delta)), ofDelta,
        inputs: (graph.name(of: a.input), graph.name(of: b.input)), ofInput))
  }
}

extension Phrases {
  /// What is said of the numbers of a step.
  enum Lesson {
    static let heading = Phrase(en: "What the gradient says", ko: "기울기가 뜻하는 것")

    /// What the curve shows, in the wording that is true of the signs.
    static func curve(
      _ name: String, _ slope: Formula, movement: Formula, objective: String
    ) -> Phrase {
      func against(_ isRising: Bool) -> Formula { isRising ? -movement : movement }
      let isRising = slope.evaluated() > 0
      return .choosing(isRising, against(isRising).evaluated() > 0) { isRising, isAgainst in
        var phrase = curve(
          name, slope, objective: objective, isRising: isRising, isAgainst: isAgainst)
        let against = against(isRising)
        phrase.holds = [
          isRising ? slope : -slope, isAgainst ? against : 1.0 - .call(.step, against),
        ]
        return phrase
      }
    }

    private static func curve(
      _ name: String, _ slope: Formula, objective: String, isRising: Bool, isAgainst: Bool
    ) -> Phrase {
      let gradient = slope.symbols.first ?? ""
      let (side, sideInKorean) = isRising ? ("left", "왼쪽") : ("right", "오른쪽")
      let move =
        isAgainst
        ? Phrase(
          en: ", so \(symbol: name) is moved to the \(side)",
          ko: """
            \(isRising ? "커지므로" : "작아지므로") \(symbol: name, .object) \(sideInKorean)으로 옮긴다
            """)
        : Phrase(
          en: ". But this update does not move \(symbol: name) to the \(side)",
          ko: """
            \(isRising ? "커진다" : "작아진다"). 그러나 이번 갱신은 \(symbol: name, .object) \
            \(sideInKorean)으로 옮기지 않는다
            """)
      return Phrase(
        en: """
          \(isAgainst ? "Why against the gradient? " : "")With all other parameters fixed, \
          \(symbol: objective) is a function of \(symbol: name) alone. At the current value its rate \
          of change is \(symbol: gradient) = \(quantity: slope): to the right the error \
          \(isRising ? "rises" : "falls")\(move). The tangent shows the change that the gradient \
          predicts, the curve the actual change.
          """,
        ko: """
          \(isAgainst ? "왜 기울기의 반대 방향일까? " : "")다른 매개변수를 고정하면 \
          \(symbol: objective, .topic) \(symbol: name)만의 함수가 된다. 현재 값에서의 변화율은 \
          \(symbol: gradient) = \(quantity: slope)이다. 오른쪽으로 가면 오차가 \(move). 접선은 기울기로 \
          예상한 변화를, 곡선은 실제 변화를 나타낸다.
          """)
    }

    static func plot(_ name: String, of objective: String) -> Phrase {
      Phrase(
        en: "\(symbol: objective) over \(symbol: name), all other parameters fixed",
        ko: "다른 매개변수를 고정하고 \(symbol: name)만 바꾼 \(symbol: objective)")
    }

    static func tangent(_ gradient: Formula) -> Phrase {
      let name = gradient.symbols.first ?? ""
      return Phrase(
        en: "the tangent, \(symbol: name) = \(quantity: gradient)",
        ko: "접선, \(symbol: name) = \(quantity: gradient)")
    }

    static func step(from old: Formula, to new: Formula) -> Phrase {
      Phrase(
        en: "the update, from \(quantity: old) to \(quantity: new)",
        ko: "갱신, \(quantity: old)에서 \(quantity: new, .toward)")
    }

    /// Why one gradient is smaller than another.
    static func ratio(
      of small: String, to large: String, _ ratio: Double, deltas: (String, String),
      _ ofDelta: Double, inputs: (String, String), _ ofInput: Double
    ) -> Phrase {
      let delta = compared(deltas, ofDelta)
      let input = compared(inputs, ofInput)
      let reason: Phrase =
        ofDelta < 2
        ? ""
        : Phrase(
          en: """
            , because on its way back δ was multiplied by weights and by derivatives of the activation
            """, ko: " 역전파되는 동안 δ에 가중치와 활성화 함수의 미분이 곱해졌기 때문이다.")
      return Phrase(
        en: """
          \(symbol: small) is about \(times(ratio)) times smaller in magnitude than \
          \(symbol: large). A gradient is δ times an input: \(delta)\(reason); and \(input).
          """,
        ko: """
          \(symbol: small)의 크기는 \(symbol: large)의 약 \(times(ratio))분의 1이다. 기울기는 δ와 \
          입력의 곱이다. \(delta).\(reason) 또한 \(input).
          """)
    }

    private static func isAlike(_ ratio: Double) -> Bool { ratio < 1.05 && ratio > 0.95 }

    private static func compared(_ names: (String, String), _ ratio: Double) -> Phrase {
      let (first, second) = names
      if isAlike(ratio) {
        return Phrase(
          en: "\(symbol: first) is about as large as \(symbol: second)",
          ko: "\(symbol: first)의 크기는 \(symbol: second)의 크기와 비슷하다")
      }
      return ratio > 1
        ? Phrase(
          en: "\(symbol: first) is \(times(ratio)) times smaller than \(symbol: second)",
          ko: "\(symbol: first)의 크기는 \(symbol: second)의 \(times(ratio))분의 1이다")
        : Phrase(
          en: "\(symbol: first) is \(times(1 / ratio)) times larger than \(symbol: second)",
          ko: "\(symbol: first)의 크기는 \(symbol: second)의 \(times(1 / ratio))배이다")
    }

    /// A ratio to two digits.
    private static func times(_ ratio: Double) -> Phrase {
      "\(number: rounded(ratio, significantDigits: 2))"
    }
  }
}
