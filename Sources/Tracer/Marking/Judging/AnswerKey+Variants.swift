extension AnswerKey {
  /// Compares with one step of training, and knows what the other order of updates gives.
  /// - Parameters:
  ///   - steps: Forward passes after more updates than one whose quantities can be meant, such as
  ///     10000 for `E_total@10000`; those next to them are known as well.
  ///   - isOrderStated: Whether the exercise says when new weights take effect, so that the other
  ///     order is a mistake, and no convention.
  package init(
    _ model: Model, order: UpdateOrder = .simultaneous, carry: Int? = nil,
    comparingOrders: Bool, steps: Set<Int> = [],
    isOrderStated: Bool = false
  ) {
    self.init(model, order: order, carry: carry)
    blanks = model.worksheet?.blanks.filter { index[$0] != nil } ?? []
    guard comparingOrders else { return }
    let orders = [order] + UpdateOrder.allCases.filter { $0 != order }
    for other in orders.dropFirst() {
      let key = AnswerKey(model, order: other, carry: carry)
      for entry in key.entries { add(.updateOrder(other, entry.exact), to: entry.name) }
      if !isOrderStated { otherOrders[other] = key }
    }
    let precision = Precision(digits: carry ?? model.digits, carry: carry)
    for order in orders {
      addRun(of: model, in: order, precision, isOwn: order == orders[0], steps: steps)
    }
  }

  /// Adds the quantities of later forward passes.
  private mutating func addRun(
    of model: Model, in order: UpdateOrder, _ precision: Precision, isOwn: Bool, steps: Set<Int>
  ) {
    let near = Set(steps.flatMap { [$0 - 1, $0, $0 + 1] })
    var descent = Descent(model, order: order)
    let graph = model.graph
    while descent.step < near.max() ?? 0 {
      let trace = descent.advance(model, chain: .product, precision)
      guard near.contains(descent.step) else { continue }
      for element in graph.ids.flatMap({ graph.elements(of: $0) }) {
        let (name, value) = (graph.name(of: element), trace[element])
        for step in steps where abs(step - descent.step) <= 1 {
          let later = Notation.name(name, afterStep: step)
          if step == descent.step, isOwn {
            append(Entry(name: later, kind: .value, exact: value, formulas: []))
          } else if step == descent.step {
            add(.updateOrder(order, value), to: later)
          } else {
            add(.step(descent.step, order, value), to: later)
          }
        }
      }
    }
  }
}

/// What is no mistake in itself, but another convention.
extension Mistake {
  /// The new weights took effect in another order.
  static let updateOrder = Mistake(
    id: "update-order",
    title: Phrase(en: "weights updated in another order", ko: "가중치 갱신 순서가 다름"), scope: .number
  ) { _, context in
    context.variants.compactMap { variant in
      guard case .updateOrder(let order, let value) = variant else { return nil }
      return Edit(
        formula: .literal(value), sentence: sentence(order), subject: order.rawValue,
        isCalculation: false)
    }
  }

  /// The number is that of another step of the run.
  static let runStep = Mistake(
    id: "another-step", title: Phrase(en: "another step of the run", ko: "다른 갱신 횟수의 값"),
    scope: .number
  ) { _, context in
    context.variants.compactMap { variant in
      guard case .step(let step, let order, let value) = variant else { return nil }
      return Edit(
        formula: .literal(value),
        sentence: order == .simultaneous
          ? Phrase(
            en: "This is the value after \(step) simultaneous updates.",
            ko: "모든 가중치를 동시에 갱신할 때 \(step)번 갱신한 뒤의 값이다.")
          : Phrase(
            en: "This is the value after \(step) in-place updates.",
            ko: "층마다 제자리(in-place)에서 갱신할 때 \(step)번 갱신한 뒤의 값이다."),
        subject: order.rawValue, isCalculation: false)
    }
  }

  private static func sentence(_ order: UpdateOrder) -> Phrase {
    switch order {
    case .inPlace:
      Phrase(
        en: """
          An in-place update gives this value: the hidden-layer gradients were calculated with the \
          updated weights of the output layer.
          """,
        ko: "제자리(in-place) 갱신의 값이다. 은닉층의 기울기를 구할 때 출력층의 갱신된 가중치를 썼다.")
    case .simultaneous:
      Phrase(
        en:
          "This is what a simultaneous update gives: the old weights were used for all gradients.",
        ko: "동시 갱신의 값이다. 모든 기울기를 갱신 전의 가중치로 구했다.")
    }
  }
}
