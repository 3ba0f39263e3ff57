import Testing

@testable import Tracer

/// Whole derivations, every word beside the model.
@Suite struct DerivationTextTests {
  @Test func `a network is told from what is given to what the update did`() throws {
    let document = try Derivation(Small.network()).document()
    #expect(
      PlainTextRenderer(language: .english).render(document) == """
        Backpropagation step by step: small
        ═══════════════════════════════════

        Results are shown to 4 significant digits, but every calculation continues with the unrounded
        values. Where the digits shown would not reproduce a line's result, the line shows more of them.

        The network and its initial values
        ──────────────────────────────────

          i1 = 2 ── w1 = 0.5 ──▶ o1   (target_o1 = 2)

          The given values
          Symbol      Value
          ─────────   ─────
          i1              2
          w1            0.5
          target_o1       2
          α           0.125

        The rules used
        ──────────────

          The rules for any unit and any parameter
          Quantity               Rule
          ────────────────────   ─────────────────────────────────────
          Net input              net_j = Σ_i w_ij · out_i
          Output                 out_j = net_j
          The error              E_total = Σ_j ½ · (target_j − out_j)²
          δ of an output unit    δ_j = ∂E/∂net_j = out_j − target_j
          Gradient of a weight   ∂E/∂w_ij = δ_j · out_i
          Update                 w⁺ = w − α · ∂E/∂w

        The index j belongs to a unit of the layer in question, i to one of the layer before; out_i is the
        input itself. In derivatives, E is short for E_total.

        Forward pass
        ────────────

        Each unit multiplies every input by its weight and adds up the products; the sum is its net input.
        The activation function turns the net input into the unit's output.

        Output layer
        ┄┄┄┄┄┄┄┄┄┄┄┄

          net_o1 = i1 · w1
                 = 2 · 0.5
                 = 1

          out_o1 = net_o1 = 1

        The error
        ─────────

        A single number, the error, measures how far the outputs are from their targets.

             E_o1 = ½ · (target_o1 − out_o1)²
                  = ½ · (2 − 1)²
                  = 0.5

          E_total = E_o1 = 0.5

        Backward pass
        ─────────────

        How should each weight change so that E_total decreases? The partial derivative of the error with
        respect to a weight answers this: it says how fast, and in which direction, the error changes when
        that weight alone is changed slightly.

        Output layer
        ┄┄┄┄┄┄┄┄┄┄┄┄

        ▸ Weight w1

        w1 affects E_total along a single path: it changes net_o1, net_o1 changes out_o1, and out_o1 changes
        E_total. The chain rule therefore multiplies the derivatives of these three steps.

        Differentiating the square brings down a factor of 2, which cancels the ½; the minus sign is the
        derivative of the inner expression, target − output, with respect to the output.

          ∂E/∂out_o1 = −(target_o1 − out_o1)
                     = −(2 − 1)
                     = −1

        The output equals the net input, so the derivative is 1.

          ∂out_o1/∂net_o1 = 1

        Each weight appears in only one product of the net input, so the derivative with respect to it is
        the other factor of that product: the input the weight is multiplied by.

          ∂net_o1/∂w1 = i1 = 2
               ∂E/∂w1 = ∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w1
                      = −1 · 1 · 2
                      = −2

        Gradient descent moves each parameter against its gradient; the learning rate α scales the step. We
        note the new value but go on with the old one until every gradient is known: each gradient belongs
        to the point of the forward pass.

          w1⁺ = w1 − α · ∂E/∂w1
              = 0.5 − 0.125 · (−2)
              = 0.75

        Does this make sense? out_o1 is 1 too small, and increasing w1 increases it. So w1 has to increase,
        and it does.

        What the gradient says
        ──────────────────────

        Why against the gradient? With all other parameters fixed, E_total is a function of w1 alone. At the
        current value its rate of change is ∂E/∂w1 = −2: to the right the error falls, so w1 is moved to the
        right. The tangent shows the change that the gradient predicts, the curve the actual change.

        E_total over w1, all other parameters fixed
        E_total
          │**
          │  *
          │   ***
        2 ┤      **
          │        **
          │ooo       ***
          │   oooo      **
          │       ooooo   ***
          │            oooo ****
        1 ┤                ooooo***
          │                     oooo**
          │                         ooooo*
          │                              oo+o**
          │                                  ooooo**
          │                                       oooo*+******            *
        0 ┤                                           ooooo   ************
          │                                                oooo
          │                                                    ooooo
          │                                                         oooo
          │                                                             ooo
          └──────┬─────────────────────────┬────────────────────────┬──────
                 0                        0.5                       1
           w1
          *  E_total
          o  the tangent, ∂E/∂w1 = −2
          +  the update, from 0.5 to 0.75

          i1 = 2 ── w1 = 0.5  ← −2 ──▶ o1   net 1   out 1   δ −1   (target_o1 = 2)

        The updated parameters
        ──────────────────────

          Each parameter before and after the update, with its gradient
          Parameter   Before   Gradient   After
          ─────────   ──────   ────────   ─────
          w1             0.5         −2    0.75

        Forward pass with the updated parameters
        ────────────────────────────────────────

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

        One update has reduced E_total from 0.5 to 0.125.

        """)
  }

  @Test func `a calculation is told from the result back to the givens`() throws {
    let document = try Derivation(Small.calculation()).document()
    #expect(
      MarkdownRenderer(language: .korean).render(document) == #"""
        # 계산 그래프의 역전파: small

        결과는 유효숫자 6자리로 적지만 계산은 반올림하지 않은 값으로 이어 간다. 적힌 수만으로 결과를 확인할 수 없는 줄에서는 자릿수를 더 늘려 적는다.

        ## 주어진 값

        *주어진 값*

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

        다른 수는 그대로 두고 하나만 조금 바꾸면 $y$ 값은 어떻게 변할까? 그 수로 편미분하면 알 수 있다. 결과에서 출발해 주어진 값 쪽으로 거슬러 가면서, 각 연산은 전달받은 기울기에 자신의 미분을 곱해 넘겨준다.

        ### $b$

        한 인수가 1만큼 변하면 곱은 다른 인수만큼 변한다. 따라서 전달받은 기울기에 다른 인수를 곱해 넘겨준다.

        $$
        \frac{\partial y}{\partial b} = a = 2
        $$

        ### $a$

        $$
        \frac{\partial y}{\partial a} = b = 5
        $$

        ## 계산 그래프

        모든 간선에서 값은 앞으로(→) 나아가고 기울기는 뒤로(←) 돌아온다. 여러 곳에 쓰인 값의 기울기는 각 간선으로 돌아온 기울기를 모두 더한 것이다.

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
        More updates
        ────────────

        The same step is repeated, 5 updates in all. “Change” is the change in the error since the row
        above.

          The error and the outputs after so many updates
          Updates     E_total     Change   out_o1
          ───────   ─────────   ────────   ──────
                0         0.5                   1
                1       0.125     −0.375      1.5
                2     0.03125   −0.09375     1.75
                5   0.0004883   −0.03076    1.969

          The parameters after 5 updates
          Symbol    Value
          ──────   ──────
          w1       0.9844

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
        a is used in b and y, so a change in it reaches y along two paths. The contributions of these \
        paths are added.
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
    #expect(text.contains("The biases are not updated.") == !isTrained)
  }

  @Test func `an update in place is told as one`() throws {
    var options = DerivationOptions()
    options.order = .inPlace
    let text = PlainTextRenderer(language: .english).render(
      try Derivation(Small.network(), options: options).document())
    #expect(text.contains("Here the new value takes"))
    #expect(!text.contains("all lines use the old parameters"))
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
