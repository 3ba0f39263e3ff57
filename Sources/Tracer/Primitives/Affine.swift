/// The net inputs of a layer, x·W + b: inputs times weights, summed, plus the bias if there is one.
///
/// Shapes: x [samples, inputs], W [inputs, outputs], b [outputs], or [1] for a bias that all units
/// of the layer share.
struct Affine: Primitive {
  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Affine(), shapes: [[1, 2], [2, 2]]),
      PrimitiveExample(Affine(), shapes: [[4, 3], [3, 2], [2]]),
      PrimitiveExample(Affine(), shapes: [[2, 3], [3, 4], [1]]),
      // Large enough for the vector kernels, with a remainder on every axis.
      PrimitiveExample(Affine(), shapes: [[7, 5], [5, 19], [19]]),
    ]
  }

  /// [samples, outputs]
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard (2...3).contains(inputs.count), inputs[0].rank == 2, inputs[1].rank == 2 else {
      throw ShapeError("x [samples, inputs], W [inputs, outputs] and perhaps b expected")
    }
    let (x, w) = (inputs[0], inputs[1])
    guard x[1] == w[0] else {
      throw ShapeError("\(x)·\(w): \(x[1]) inputs meet weights for \(w[0])")
    }
    if inputs.count == 3, inputs[2] != [w[1]], inputs[2] != [1] {
      throw ShapeError("a bias of shape [\(w[1])] or [1] expected; \(inputs[2]) found")
    }
    return [x[0], w[1]]
  }

  /// Σᵢ xᵢ·wᵢⱼ + bⱼ
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    let (inputs, outputs) = (x.shapes[1][0], x.shapes[1][1])
    let (sample, unit) = offset.quotientAndRemainder(dividingBy: outputs)
    var terms = (0..<inputs).map { x[0, sample * inputs + $0] * x[1, $0 * outputs + unit] }
    if x.shapes.count == 3 { terms.append(x[2, x.shapes[2].count == 1 ? 0 : unit]) }
    return .sum(terms)
  }

  /// wᵢⱼ for an input, xᵢ for a weight, 1 for a bias.
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    let (samples, inputs, outputs) = (x.shapes[0][0], x.shapes[1][0], x.shapes[1][1])
    switch input {
    case 0:
      let (sample, row) = offset.quotientAndRemainder(dividingBy: inputs)
      return (0..<outputs).map { (sample * outputs + $0, x[1, row * outputs + $0]) }
    case 1:
      let (row, unit) = offset.quotientAndRemainder(dividingBy: outputs)
      return (0..<samples).map { ($0 * outputs + unit, x[0, $0 * inputs + row]) }
    default:
      let units = x.shapes[2].count == 1 ? 0..<outputs : offset..<offset + 1
      return (0..<samples).flatMap { sample in units.map { (sample * outputs + $0, 1.0) } }
    }
  }

  /// The product x·W, and the bias added to every row.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    output.setProduct(inputs[0], inputs[1])
    guard inputs.count == 3 else { return }
    let (bias, units) = (inputs[2].elements, inputs[1].shape[1])
    for offset in output.elements.indices {
      output[offset] += bias[bias.count == 1 ? 0 : offset % units]
    }
  }

  /// g·Wᵀ for the inputs, xᵀ·g for the weights, the sums of g's columns for the bias.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    switch input {
    case 0: gradient.addProduct(upstream, transposed: inputs[1])
    case 1: gradient.addProduct(transposed: inputs[0], upstream)
    default:
      let units = gradient.elements.count
      for offset in upstream.elements.indices { gradient[offset % units] += upstream[offset] }
    }
  }

  /// Why a product's slope is its other factor.
  func remark(onInput input: Int) -> Phrase? {
    switch input {
    case 0:
      Phrase(
        en: """
          Each output of the previous layer appears once in the net input, multiplied by its weight, so \
          the derivative with respect to that output is the weight.
          """,
        ko: """
          순입력의 식에서 앞 층의 각 출력은 가중치와 한 번 곱해진다. 따라서 순입력을 그 출력으로 편미분하면 \
          가중치가 된다.
          """)
    case 1:
      Phrase(
        en: """
          Each weight appears in only one product of the net input, so the derivative with respect to it \
          is the other factor of that product: the input the weight is multiplied by.
          """,
        ko: """
          순입력의 식에서 각 가중치는 한 항에만 들어 있다. 따라서 순입력을 가중치로 편미분하면 그 항의 다른 \
          인수, 곧 가중치에 곱해진 입력이 된다.
          """)
    default:
      Phrase(
        en: "The bias is simply added, so the derivative with respect to it is 1.",
        ko: "편향은 그대로 더해지므로 편미분하면 1이다.")
    }
  }
}
