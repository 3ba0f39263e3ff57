/// Plain gradient descent, w⁺ = w − α·∂E/∂w.
package struct GradientDescent: Optimizer, Equatable, Configurable {
  package static let kind = "gradient-descent"
  package static var settings: [Setting<GradientDescent>] {
    [.number("lr", \.learningRate)]
  }

  /// The learning rate α.
  package var learningRate: Double

  /// Gradient descent with PyTorch's learning rate.
  package init() { learningRate = 0.001 }

  package init(learningRate: Double) { self.learningRate = learningRate }

  package var title: Phrase { Phrase(en: "Gradient descent", ko: "경사 하강법") }

  package var remark: Phrase {
    Phrase(
      en: """
        Gradient descent moves each parameter against its gradient; the learning rate \
        \(symbol: "alpha") scales the step.
        """,
      ko: "경사 하강법은 매개변수를 기울기의 반대 방향으로, 기울기에 학습률 \(symbol: "alpha", .object) 곱한 만큼 옮긴다.")
  }

  /// w − α·g
  package func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    w - step.constant("alpha", learningRate) * g
  }

  /// w − α·g, for every element.
  @specialized(where S == Float)
  @specialized(where S == Double)
  package func update<S: Real>(
    _ parameter: inout Tensor<S>, gradient: Tensor<S>, state: inout [String: Tensor<S>],
    step number: Int
  ) {
    let alpha = S(learningRate)
    for offset in parameter.elements.indices { parameter[offset] -= alpha * gradient[offset] }
  }
}
