import Tracer

/// A student's write-up of the 2-2-2 example with four mistakes in it, for the walkthrough of
/// `backprop check`.
///
/// The mistakes: two digits of E_total transposed, the learning rate forgotten in w6⁺, σ′ of o2 taken
/// at net, and only one path back to h1.
enum StudentSheet {
  /// The name of its file.
  static func file(_ language: Language) -> String { "answers\(language.fileSuffix).md" }

  static func text(_ language: Language) -> String {
    func said(_ english: String, _ korean: String) -> String {
      language == .english ? english : korean
    }
    return #"""
      # \#(said("Homework: one step of backpropagation", "숙제: 역전파 한 단계"))

      ## \#(said("Forward", "순전파"))

      $net_{h1} = 0.05 \cdot 0.15 + 0.1 \cdot 0.2 = 0.0275$\#(said(", so", " 이므로")) $out_{h1} = 0.5069$\#(said(".", " 이다."))
      \#(said("In the same way", "같은 방법으로")) $net_{h2} = 0.0425$\#(said(" and", " 이고")) $out_{h2} = 0.5106$\#(said(".", " 이다."))

      - net_o1 = 0.5069 · 0.35 + 0.5106 · 0.4 = 0.3817
      - out_o1 = 0.5943
      - net_o2 = 0.5069 · 0.45 + 0.5106 · 0.5 = 0.4834
      - out_o2 = 0.6186

      \#(said("", "오차 "))E_total = ½ (0.01 − 0.5943)² + ½ (0.99 − 0.6186)² = 0.2937

      ## \#(said("Output layer", "출력층"))

      $$
      \begin{aligned}
      \frac{\partial E}{\partial out_{o1}} &= -(0.01 - 0.5943) = 0.5843 \\
      \frac{\partial out_{o1}}{\partial net_{o1}} &= 0.5943 \cdot (1 - 0.5943) = 0.2411 \\
      \delta_{o1} &= 0.5843 \cdot 0.2411 = 0.1409
      \end{aligned}
      $$

      - ∂E/∂w5 = 0.1409 · 0.5069 = 0.07142
      - ∂E/∂w6 = 0.1409 · 0.5106 = 0.07194
      - w5' = 0.35 − 0.5 · 0.07142 = 0.3143
      - w6' = 0.4 − 0.07194 = 0.3281

      $$
      \begin{aligned}
      \frac{\partial E}{\partial out_{o2}} &= -(0.99 - 0.6186) = -0.3714 \\
      \frac{\partial out_{o2}}{\partial net_{o2}} &= 0.4834 \cdot (1 - 0.4834) = 0.2497 \\
      \delta_{o2} &= -0.3714 \cdot 0.2497 = -0.09274
      \end{aligned}
      $$

      - ∂E/∂w7 = −0.09274 · 0.5069 = −0.04701
      - ∂E/∂w8 = −0.09274 · 0.5106 = −0.04735
      - w7' = 0.4735
      - w8' = 0.5237

      ## \#(said("Hidden layer", "은닉층"))

      - ∂E/∂out_h1 = 0.1409 · 0.35 = 0.04931
      - δ_h1 = 0.04931 · 0.25 = 0.01233
      - ∂E/∂w1 = 0.01233 · 0.05 = 6.165 · 10⁻⁴
      - ∂E/∂w2 = 0.01233 · 0.1 = 1.233 · 10⁻³
      - w1' = 0.1497
      - w2' = 0.1994

      """#
  }
}
