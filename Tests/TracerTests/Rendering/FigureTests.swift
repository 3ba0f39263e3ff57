import Testing

@testable import Tracer

/// Networks, graphs and digits as each format draws them.
@Suite struct FigureTests {
  /// Two inputs, two hidden units with biases of their own, one output with a shared one.
  private static func network() throws -> NetworkDrawing {
    let description = ModelDescription(
      name: "n",
      network: Network(
        inputs: [[0.05, 0.1]], targets: [[1]],
        layers: [
          Network.Layer(
            units: ["h1", "h2"], weights: [[0.15, 0.2], [-0.25, 0.3]], bias: .perUnit([1, 2]),
            activation: Sigmoid()),
          Network.Layer(
            units: ["o1"], weights: [[0.5, 0.75]], bias: .shared(3), activation: Identity()),
        ]), optimizer: GradientDescent(learningRate: 1))
    return try #require(NetworkDrawing(description.model()))
  }

  @Test func `a network shows each unit with what flows into it`() throws {
    #expect(
      Rendered.text(.figure(.network(try Self.network()))) == """
          i1 = 0.05 ── w1 = 0.15 ──┐           h1 ── w5 = 0.5  ──┐
          i2 = 0.1  ── w2 = 0.2  ──┤           h2 ── w6 = 0.75 ──┤
                       b_h1 = 1  ──┴──▶ h1           b2 = 3    ──┴──▶ o1   (target_o1 = 1)

          i1 = 0.05 ── w3 = −0.25 ──┐
          i2 = 0.1  ── w4 = 0.3   ──┤
                       b_h2 = 2   ──┴──▶ h2
        """)
  }

  @Test func `a network is a Mermaid diagram in Markdown`() throws {
    #expect(
      Rendered.markdown(.figure(.network(try Self.network()))) == """
        ```mermaid
        graph LR
          i1(("i1 = 0.05"))
          i2(("i2 = 0.1"))
          h1(("h1"))
          h2(("h2"))
          o1(("o1"))
          i1 -- "w1 = 0.15" --> h1
          i1 -- "w3 = −0.25" --> h2
          i2 -- "w2 = 0.2" --> h1
          i2 -- "w4 = 0.3" --> h2
          bias1_1["b_h1 = 1"]
          bias1_1 -.-> h1
          bias1_2["b_h2 = 2"]
          bias1_2 -.-> h2
          h1 -- "w5 = 0.5" --> o1
          h2 -- "w6 = 0.75" --> o1
          bias2_1["b2 = 3"]
          bias2_1 -.-> o1
          o1 -.- t_o1["target_o1 = 1"]
        ```
        """)
  }

  @Test func `a layer that does not fit beside the others stands below them`() throws {
    func layer(_ unit: String) -> Network.Layer {
      Network.Layer(units: [unit], weights: [[1.0 / 3]], activation: Identity())
    }
    let names = ["h1", "h2", "h3", "o1"]
    let description = ModelDescription(
      name: "n",
      network: Network(inputs: [[2]], targets: [[1]], layers: names.map(layer)),
      optimizer: GradientDescent(learningRate: 1))
    let drawing = try #require(NetworkDrawing(description.model()))
    // 35 columns for the first layer, and 4 + 29 for each of the next two: one too many.
    #expect(
      Rendered.text(.figure(.network(drawing)), digits: 9) == """
          i1 = 2 ── w1 = 0.333333333 ──▶ h1    h1 ── w2 = 0.333333333 ──▶ h2

          h2 ── w3 = 0.333333333 ──▶ h3    h3 ── w4 = 0.333333333 ──▶ o1   (target_o1 = 1)
        """)
  }

  private static func graph(_ text: String) throws -> Figure {
    var trace = try ExpressionFile(text, file: "g").model.trace
    trace.backward()
    return .graph(try #require(GraphDrawing(trace)))
  }

  @Test func `a graph shows what goes forward and what comes back`() throws {
    let figure = Block.figure(try Self.graph("a = 2\nb = a * 3\ny = a * b"))
    #expect(
      Rendered.text(figure) == """
          a  → 2  ← 6 ──┐
             → 3      ──┴──▶ (×) b = 6

          a  → 2  ← 6 ──┐
          b  → 6  ← 2 ──┴──▶ (×) y = 12
        """)
    #expect(
      Rendered.markdown(figure) == """
        ```mermaid
        graph LR
          n0["a = 2"]
          n1["3"]
          n2(["× ▸ b = 6"])
          n0 -- "→ 2<br>← 6" --> n2
          n1 -- "→ 3" --> n2
          n3(["× ▸ y = 12"])
          n0 -- "→ 2<br>← 6" --> n3
          n2 -- "→ 6<br>← 2" --> n3
        ```
        """)
  }

  @Test(
    arguments: [
      ("y = x + 1", "+"), ("y = x - 1", "−"), ("y = -x", "−"), ("y = x * 1", "×"),
      ("y = x / 1", "÷"), ("y = x ^ 1", "^"), ("y = sin(x)", "sin"), ("y = max(x, 1)", "max"),
      ("y = leakyrelu(x)", "leakyrelu"),
    ])
  func `a calculation has the sign that a person writes`(line: String, sign: String) throws {
    let text = Rendered.text(.figure(try Self.graph("x = 4\n\(line)")))
    #expect(text.contains("▶ (\(sign)) y = "))
  }

  @Test func `a calculation on one number has one line`() throws {
    #expect(
      Rendered.text(.figure(try Self.graph("x = 0\ny = sin(x)")))
        == "  x  → 0  ← 1 ──▶ (sin) y = 0")
  }

  private static let digit = DigitDrawing(
    pixels: [0, 255, 255, 64, 128, 0], columns: 3, name: "seven")

  @Test func `a digit is drawn in five shades, two signs a pixel`() {
    #expect(Rendered.text(.figure(.digit(Self.digit))) == "    ████\n  ░░▒▒")
    let shades = DigitDrawing(
      pixels: [31, 32, 95, 96, 159, 160, 223, 224], columns: 8, name: "")
    #expect(shades.text == ["    ░░░░▒▒▒▒▓▓▓▓██"])
  }

  @Test func `a digit is an image in Markdown`() {
    #expect(
      Rendered.markdown(.figure(.digit(Self.digit))) == """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="seven" \
        width="24" height="16" viewBox="0 0 3 2" shape-rendering="crispEdges">
        <rect x="0.05" y="0.05" width="2.9" height="1.9" fill="white" stroke="gray" \
        stroke-width="0.1"/>
        <path fill="rgb(191,191,191)" d="M0,1h1v1h-1z"/>
        <path fill="rgb(127,127,127)" d="M1,1h1v1h-1z"/>
        <path fill="rgb(0,0,0)" d="M1,0h2v1h-2z"/>
        </svg>
        """)
  }

  @Test func `numbers that belong to pixels stand beside them, by their signs`() {
    var digit = Self.digit
    digit.maps = [DigitDrawing.Map(name: "W1[:, 3]", values: [0, 2, -1, 0, 0, 0])]
    #expect(
      digit.svg.hasSuffix(
        """
        <path fill="#0072B2" fill-opacity="0.5" d="M2,0h1v1h-1z"/>
        <path fill="#D55E00" fill-opacity="1.0" d="M1,0h1v1h-1z"/>
        <text x="1" y="5" text-anchor="middle" font-size="2.4" fill="#1a1a1a" \
        font-family="system-ui, sans-serif">W1[:, 3]</text>
        </g>
        </svg>
        """))
    #expect(digit.text == Self.digit.text)
  }
}
