extension Example {
  /// Two apples with tax, the smallest computational graph.
  static let apples = Example(
    name: "apples",
    summary: Phrase(
      en: "The price of two apples with tax, as a computational graph",
      ko: "사과 두 개의 세금 포함 가격을 계산 그래프로"),
    lesson: Phrase(
      en: """
        A gradient says what a little more would cost: one more unit of price for an apple costs \
        2.2 more in all, one more apple 110, and the tax rate weighs 200. Multiplication passes back \
        what arrives, times the other factor.
        """,
      ko: """
        기울기는 조금 늘렸을 때 값이 얼마나 달라지는지를 말한다. 사과 값이 1 오르면 합계는 2.2 오르고, \
        사과가 하나 늘면 110 오르며, 세율에 대한 기울기는 200이다. 곱셈은 넘겨받은 값에 상대편 인수를 \
        곱해 전한다.
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
    summary: Phrase(
      en: "Apples and oranges with tax: where sums and products meet",
      ko: "사과와 귤의 세금 포함 가격: 덧셈과 곱셈이 만나는 계산 그래프"),
    lesson: Phrase(
      en: """
        Addition passes back what arrives unchanged, to both sides; multiplication passes it back \
        times the other factor. These two rules are all that a network's net inputs need.
        """,
      ko: """
        덧셈은 넘겨받은 값을 양쪽에 그대로 전하고, 곱셈은 상대편 인수를 곱해 전한다. 신경망의 순입력을 \
        역전파하는 데에는 이 두 규칙이면 충분하다.
        """)
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
