import Testing

@testable import Tracer

/// Whole derivations, every word beside the model.
@Suite struct DerivationTextTests {
  @Test func `a network is told from what is given to what the update did`() throws {
    let document = try Derivation(Small.network()).document()
    #expect(
      PlainTextRenderer(language: .english).render(document) == """
        Backpropagation, step by step: the small example
        ════════════════════════════════════════════════

        Results are shown with 4 significant digits and calculated on with all of them. Where it takes more
        digits of the operands to arrive at a line's result, the line shows more.

        The network and what is given
        ─────────────────────────────

          i1 = 2 ── w1 = 0.5 ──▶ o1   (target_o1 = 2)

          Quantity    Value
          ─────────   ─────
          i1              2
          w1            0.5
          target_o1       2
          α           0.125

        Forward pass
        ────────────

        Every unit adds up what it receives, each input times its weight; this is its net input. The
        activation function turns the net input into the unit's output, which the next layer receives.

        Output layer
        ┄┄┄┄┄┄┄┄┄┄┄┄

          net_o1 = i1 · w1
                 = 2 · 0.5
                 = 1

          out_o1 = net_o1 = 1

        The error
        ─────────

        How far the outputs are from their targets is said by one number, the error.

             E_o1 = ½ · (target_o1 − out_o1)²
                  = ½ · (2 − 1)²
                  = 0.5

          E_total = E_o1 = 0.5

        Backward pass
        ─────────────

        How must each weight change so that E_total becomes smaller? The partial derivative of the error by
        the weight tells: how fast, and in which direction, the error changes when this weight alone is
        changed a little.

        Output layer
        ┄┄┄┄┄┄┄┄┄┄┄┄

        ▸ Weight w1

        w1 acts on E_total in one way only: it changes net_o1, which changes out_o1, and so E_total. The
        chain rule multiplies the slopes of these three steps.

        Differentiating the square brings down a 2, which the ½ cancels; the minus sign is the inner
        derivative of target − output by the output.

          ∂E/∂out_o1 = −(target_o1 − out_o1)
                     = −(2 − 1)
                     = −1

        The output is the net input itself, so it changes exactly as much.

          ∂out_o1/∂net_o1 = 1

        In the net input, a weight occurs in one product only; so the slope by the weight is the other
        factor, what comes in through it.

          ∂net_o1/∂w1 = i1 = 2
               ∂E/∂w1 = ∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w1
                      = −1 · 1 · 2
                      = −2

        The step goes against the slope, as far as the learning rate says. The new weight is only noted
        down: as long as not all gradients are known, every line uses the old weights, since each gradient
        is the slope at the point where the forward pass was calculated.

          w1⁺ = w1 − α · ∂E/∂w1
              = 0.5 − 0.125 · (−2)
              = 0.75

        The new parameters
        ──────────────────

          Parameter   Before   Gradient   After
          ─────────   ──────   ────────   ─────
          w1             0.5         −2    0.75

        Forward pass with the new parameters
        ────────────────────────────────────

           net_o1⁺ = i1 · w1⁺
                   = 2 · 0.75
                   = 1.5

           out_o1⁺ = net_o1⁺ = 1.5
             E_o1⁺ = ½ · (target_o1 − out_o1⁺)²
                   = ½ · (2 − 1.5)²
                   = 0.125

          E_total⁺ = E_o1⁺ = 0.125

          E_total − E_total⁺ = 0.5 − 0.125
                             = 0.375

        One update has lowered E_total from 0.5 to 0.125.

        """)
  }

  @Test func `a calculation is told from the result back to the givens`() throws {
    let document = try Derivation(Small.calculation()).document()
    #expect(
      MarkdownRenderer(language: .korean).render(document) == #"""
        # 역전파: small

        결과는 유효숫자 6자리로 적지만 계산은 반올림하지 않은 값으로 이어 간다. 줄에 적힌 수만으로 그 줄의 결과가 나오도록, 필요하면 피연산자를 더 많은 자릿수로 적는다.

        ## 주어진 값

        | 기호 | 값 |
        | --- | ---: |
        | $a$ | $2$ |
        | $b$ | $5$ |

        ## 순전파

        $$
        \begin{aligned}
        y &= a \cdot b \\
        &= 2 \cdot 5 \\
        &= 10
        \end{aligned}
        $$

        ## 역전파

        다른 수는 그대로 두고 하나만 조금 바꾸면 $y$ 값은 어떻게 변할까? 그 수로 편미분한 값이 답이다. 결과에서 출발해 주어진 값 쪽으로 거슬러 가며, 계산마다 넘겨받은 값에 자기 기울기를 곱해 전한다.

        #### $b$

        곱은 한 인수가 1만큼 변할 때 상대편 인수만큼 변한다. 그래서 돌아온 값에 상대편 인수를 곱해 전한다.

        $$
        \frac{\partial y}{\partial b} = a = 2
        $$

        #### $a$

        $$
        \frac{\partial y}{\partial a} = b = 5
        $$

        ## 계산 그래프

        모든 간선에서 값은 앞으로(→) 나아가고 기울기는 뒤로(←) 돌아온다. 여러 번 쓰인 이름의 기울기는 각 간선으로 돌아온 값을 더한 것이다.

        ```mermaid
        graph LR
          n0["a = 2"]
          n1["b = 5"]
          n2(["× ▸ y = 10"])
          n0 -- "→ 2<br>← 5" --> n2
          n1 -- "→ 5<br>← 2" --> n2
        ```

        """#)
  }

  // E = 2·(1 − w)², and each update halves 1 − w.
  @Test func `further updates are a table`() throws {
    var options = DerivationOptions()
    options.steps = 5
    let text = PlainTextRenderer(language: .english).render(
      try Derivation(Small.network(), options: options).document())
    #expect(
      text.hasSuffix(
        """
        Further iterations
        ──────────────────

        The same step again and again, 5 updates in all. Each row says how the error has changed since the
        row above.

          Updates     E_total     Change   out_o1
          ───────   ─────────   ────────   ──────
                0         0.5                   1
                1       0.125     −0.375      1.5
                2     0.03125   −0.09375     1.75
                5   0.0004883   −0.03076    1.969

        The parameters after 5 updates:

          Quantity    Value
          ────────   ──────
          w1         0.9844

        """))
  }

  @Test func `the table of updates shows what the last layer puts out`() throws {
    func layer(_ unit: String) -> Network.Layer {
      Network.Layer(units: [unit], weights: [[1]], activation: Identity())
    }
    let model = try ModelDescription(
      name: "two",
      network: Network(inputs: [[1]], targets: [[1]], layers: [layer("h1"), layer("o1")]),
      optimizer: GradientDescent(learningRate: 1)
    ).model()
    var options = DerivationOptions()
    options.steps = 2
    let text = PlainTextRenderer(language: .english).render(
      try Derivation(model, options: options).document())
    #expect(text.contains("\n  Updates   E_total   Change   out_o1\n"))
  }

  @Test func `a quantity that is used twice is told in both ways`() throws {
    let document = try Derivation(Small.calculationOfTwoWays()).document()
    let text = PlainTextRenderer(language: .english).render(document).replacing("\n", with: " ")
    #expect(
      text.contains(
        """
        a enters b, y: whatever changes it reaches the result in two ways. What comes along each of \
        them is added.
        """))
    #expect(
      Rendered.text(.equations(document.equations.filter { $0.name == "dy/da" })) == """
          ∂y/∂a = ∂y/∂b · ∂b/∂a + b
                = 2 · 3 + 6
                = 12
        """)
  }

  @Test func `no factor is called known where two slopes are new`() throws {
    let model = try ExpressionFile("a = 2\nb = a * 3\nc = a * 5\ny = b * c", file: "c").model
    let text = PlainTextRenderer(language: .english).render(try Derivation(model).document())
    #expect(!text.contains("only the last one is new"))
  }

  // 2/3 is carried on as 0.67, and 0.67 · 3 = 2.01 as 2.0.
  @Test func `rounded results are carried on`() throws {
    let model = try ExpressionFile("a = 2\nb = a / 3\ny = b * 3", file: "c").model
    var options = DerivationOptions()
    options.carry = 2
    let derivation = try Derivation(model, options: options)
    #expect(derivation.digits == 2)
    let forward = derivation.document().equations.filter { $0.kind == .value }
    #expect(forward.map(\.value) == [0.67, 2])
    #expect(
      Rendered.text(.equations(forward), digits: 2) == """
          b = a/3
            = 2/3
            = 0.67

          y = b · 3
            = 0.67 · 3
            = 2
        """)
    options.digits = 5
    #expect(try Derivation(model, options: options).digits == 5)
  }

  @Test(arguments: [true, false])
  func `biases that stay as they are are mentioned`(isTrained: Bool) throws {
    let document = try Derivation(Example.mazur.model(trainingBiases: isTrained)).document()
    let text = PlainTextRenderer(language: .english).render(document)
    #expect(text.contains("The biases are left as they are.") == !isTrained)
  }

  @Test func `an update in place is told as one`() throws {
    var options = DerivationOptions()
    options.order = .inPlace
    let text = PlainTextRenderer(language: .english).render(
      try Derivation(Small.network(), options: options).document())
    #expect(text.contains("Here the new weight takes"))
    #expect(!text.contains("every line uses the old weights"))
  }

  @Test(arguments: Example.all.map(\.name))
  func `every equation of an example evaluates to its number`(_ name: String) throws {
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    for equation in try Derivation(model).document().equations {
      #expect(equation.formula.evaluated().agrees(with: equation.exact, to: 1e-9), "\(equation)")
    }
  }

  // Softmax in a batch: a net input acts on its sample's error in three ways, which are no three
  // contributions of one error.
  @Test func `ways to one and the same error are no contributions of several`() throws {
    let model = try ModelDescription(
      name: "batch",
      network: Network(
        inputs: [[1], [2]], targets: [[1, 0, 0], [0, 1, 0]],
        layers: [
          Network.Layer(
            units: ["o1", "o2", "o3"], weights: [[0.1], [0.2], [0.3]], activation: Softmax())
        ], loss: .crossEntropy), optimizer: GradientDescent(learningRate: 1)
    ).model()
    let equation = try #require(WorkedStep(model).equation(named: "dE/dnet_o1(1)"))
    #expect(
      TextLayout.unbroken(
        PlainScript().symbolic(equation.formula, numbers: NumberStyle(digits: 4)).text) == """
          ∂E/∂out_o1(1) · ∂out_o1(1)/∂net_o1(1) + ∂E/∂out_o2(1) · ∂out_o2(1)/∂net_o1(1) \
          + ∂E/∂out_o3(1) · ∂out_o3(1)/∂net_o1(1)
          """)
  }
}
