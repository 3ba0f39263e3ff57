extension Example {
  /// Two apples with tax, the smallest computational graph.
  static let apples = Example(
    name: "apples",
    subject: Phrase(en: "the price of two apples", ko: "사과 두 개의 값"),
    summary: Phrase(
      en: "The price of two apples with tax, as a computational graph",
      ko: "계산 그래프로 구하는 사과 두 개의 가격(세금 포함)"),
    lesson: Phrase(
      en: """
        A gradient says how much a small increase would cost: raising the price of an apple by 1 \
        raises the total by 2.2, and one more apple raises it by 110. The gradient with respect to \
        the tax factor is 200: one percentage point more tax adds 2. Multiplication sends back the \
        incoming gradient times the other factor.
        """,
      ko: """
        기울기는 어떤 값을 조금 늘렸을 때 합계가 얼마나 변하는지를 나타낸다. 사과 한 개의 값이 1 오르면 합계는 \
        2.2, 사과가 한 개 늘면 110 오른다. 세금 계수에 대한 기울기가 200이므로 세율이 1%p 오르면 합계는 \
        2 오른다. 곱셈은 전달받은 기울기에 다른 인수를 곱해 넘겨준다.
        """)
  ) {
    expression(
      "apples",
      """
      apple = 100
      count = 2
      tax = 1.1
      subtotal = apple * count
      total = subtotal * tax

      """)
  }

  /// Apples and oranges with tax.
  static let oranges = Example(
    name: "apples-oranges",
    subject: Phrase(en: "apples and oranges", ko: "사과와 귤의 값"),
    summary: Phrase(
      en: "The price of apples and oranges with tax: sums and products together",
      ko: "사과와 귤의 세금 포함 가격: 덧셈과 곱셈이 만나는 계산 그래프"),
    lesson: Phrase(
      en: """
        Addition sends the incoming gradient back to both terms unchanged; multiplication sends it \
        to each factor, multiplied by the other. These two rules are all that is needed for the net \
        inputs of a network.
        """,
      ko: "덧셈은 전달받은 기울기를 두 항에 그대로 넘겨주고, 곱셈은 다른 인수를 곱해 넘겨준다. 신경망의 순입력을 역전파하는 데에는 이 두 규칙이면 충분하다.")
  ) {
    expression(
      "apples-oranges",
      """
      apple = 100
      apples = 2
      orange = 150
      oranges = 3
      tax = 1.1
      fruit_a = apple * apples
      fruit_o = orange * oranges
      subtotal = fruit_a + fruit_o
      total = subtotal * tax

      """)
  }

  private static func expression(_ name: String, _ text: String) -> ModelSource {
    guard let file = try? ExpressionFile(text, file: name) else {
      preconditionFailure("the built-in calculation \(name) cannot be read")
    }
    return .expression(file)
  }
}
