/// A step in matrices: what is calculated for all units and samples of a layer at once.
extension Derivation {
  /// The forward pass, the deltas, the gradients and the update, each with one element of it as its
  /// scalar line, and the same as a program.
  mutating func tellMatrices() {
    guard let rules = NetworkRules(worked.before) else { return }
    let form = MatrixForm(
      worked, rules, carried: options.carry.map { EquationList.all(of: worked, carry: $0) })
    head(Phrases.Matrices.heading)
    say(Phrases.Matrices.idea(isBatch: rules.samples > 1))
    for (heading, equations) in [
      (Phrases.forward, form.forward), (Phrases.backward, form.backward),
      (Phrases.Rules.update, form.update),
    ] where !equations.isEmpty {
      head(heading, level: 3)
      for (equation, node) in equations {
        blocks.append(.matrices([equation]))
        tellElement(of: equation, node)
      }
    }
    head(Phrases.Matrices.program, level: 3)
    blocks.append(.listing(language: "python", text: form.program))
  }

  /// The first element of a tensor, as the derivation of single numbers has it.
  private mutating func tellElement(of equation: MatrixEquation, _ node: NodeID) {
    let element = graph.name(of: ElementID(node, 0))
    let label = graph[node].names.label
    let isGradient = equation.name.hasPrefix("delta_") || equation.name.contains("/d\(label)")
    let name =
      isGradient ? graph.derivative(by: element) : equation.name.replacing(label, with: element)
    guard isTold(element) || focus == nil else { return }
    _ = derive(name)
    if equation.name.hasSuffix("+") { list.update(ElementID(node, 0)) }
    guard let line = list[name] else { return }
    if isFirst("element of a matrix") { say(Phrases.Matrices.element) }
    showShortened(line)
  }
}

/// The equations of a step over the tensors of whole layers.
struct MatrixForm {
  typealias Line = (equation: MatrixEquation, node: NodeID)
  private typealias Part = MatrixEquation.Part
  private let worked: WorkedStep
  private let rules: NetworkRules
  /// The numbers of somebody who rounds, where they are told.
  private let carried: EquationList?
  private var graph: Graph { worked.graph }

  init(_ worked: WorkedStep, _ rules: NetworkRules, carried: EquationList? = nil) {
    (self.worked, self.rules, self.carried) = (worked, rules, carried)
  }

  /// net = x · W + b and out = f(net), layer by layer.
  var forward: [Line] {
    rules.layers.flatMap { layer -> [Line] in
      let sum =
        [value(layer.source), .sign(.matrixProduct), value(layer.weights)]
        + (layer.bias.map { [.sign(.plus), value($0)] } ?? [])
      let net = label(layer.net)
      let output =
        layer.output(symbol(net)).map { rule($0, like: layer.out) } ?? [
          .softmax(net, valueMatrix(layer.net))
        ]
      return [line(layer.net, sum), line(layer.out, output)]
    }
  }

  /// The δ of each layer from the last one back, and from each the gradients of its parameters.
  var backward: [Line] {
    var lines: [Line] = []
    for (position, layer) in rules.layers.enumerated().reversed() {
      let next = position + 1 < rules.layers.count ? rules.layers[position + 1] : nil
      lines += deltas(of: layer, before: next)
      let delta = gradient(layer.net)
      lines.append(
        line(
          layer.weights, [value(layer.source, isTransposed: true), .sign(.matrixProduct), delta],
          isGradient: true))
      if let bias = layer.bias, worked.model.trained.contains(bias) {
        let isShared = graph[bias].shape.count == 1 && graph[layer.net].shape[1] > 1
        lines.append(
          line(bias, [.sum([delta], over: isShared ? .all : .samples)], isGradient: true))
      }
    }
    return lines
  }

  private func deltas(of layer: NetworkRules.Layer, before next: NetworkRules.Layer?) -> [Line] {
    let (net, out) = (symbol(label(layer.net)), symbol(label(layer.out)))
    let target = symbol(label(rules.target))
    let back = next.map {
      [gradient($0.net), Part.sign(.matrixProduct), value($0.weights, isTransposed: true)]
    }
    if let slope = layer.slope(net, out) {
      guard let back else {
        let whole = rules.outputDelta(net: net, target: target, out: out) ?? slope
        return [line(layer.net, rule(whole, like: layer.net), isGradient: true)]
      }
      if slope == .literal(1) { return [line(layer.net, back, isGradient: true)] }
      return [
        line(
          layer.net,
          [.sign(.open)] + back + [.sign(.close), .sign(.elementwise)]
            + rule(slope, like: layer.out, isFactor: true), isGradient: true)
      ]
    }
    if next == nil, let whole = rules.outputDelta(net: net, target: target, out: out) {
      return [line(layer.net, rule(whole, like: layer.net), isGradient: true)]
    }
    // Of a softmax, every output depends on every net input of its sample.
    let error = rules.errorSlope(target: target, out: out).map { rules.scaled($0) }
    let upstream = back ?? rule(error ?? out, like: layer.out)
    let (y, g) = (value(layer.out), gradient(layer.out))
    return [
      line(layer.out, upstream, isGradient: true),
      line(
        layer.net,
        [
          y, .sign(.elementwise), .sign(.open), g, .sign(.minus),
          .sum([g, .sign(.elementwise), y], over: .units), .sign(.close),
        ], isGradient: true),
    ]
  }

  var update: [Line] {
    rules.layers.flatMap { [$0.weights, $0.bias].compactMap(\.self) }
      .filter { worked.updated[$0] != nil }.flatMap { id -> [Line] in
        let label = label(id)
        return worked.updateRule(
          of: symbol(label), gradient: symbol(gradientName(id)),
          naming: { WorkedStep.stateName($0, of: label) }
        ).map { name, formula in
          let result = matrix(id) { offset in
            number(of: name.replacing(label, with: graph.name(of: ElementID(id, offset))))
          }
          return (MatrixEquation(name: name, parts: [.rule(formula, result)], result: result), id)
        }
      }
  }

  /// The same as a program over NumPy's arrays.
  var program: String {
    let lines = (forward + backward + update).map { line in
      "\(PythonScript.identifier(line.equation.name)) = "
        + PythonScript().written(line.equation.parts, NumberStyle(digits: 17))
    }
    return (["import numpy as np"] + lines).joined(separator: "\n")
  }

  private func label(_ id: NodeID) -> String { graph[id].names.label }
  private func symbol(_ name: String) -> Formula { .symbol(name: name, value: 0) }

  /// The name of the objective's derivative by a tensor; by a net input, δ.
  private func gradientName(_ id: NodeID) -> String {
    let label = label(id)
    return graph[id].role == .net && label.hasPrefix("net_")
      ? "delta_\(label.dropFirst(4))" : graph.derivative(by: label)
  }

  private func matrix(_ id: NodeID, _ number: (Int) -> Double) -> MatrixEquation.Matrix {
    let shape = graph[id].shape
    let columns = shape.extents.last ?? 1
    let numbers = (0..<shape.count).map(number)
    return MatrixEquation.Matrix(
      rows: stride(from: 0, to: shape.count, by: max(1, columns)).map {
        Array(numbers[$0..<$0 + columns])
      }, rank: shape.rank)
  }

  private func value(_ id: NodeID, isTransposed: Bool = false) -> Part {
    .tensor(label(id), valueMatrix(id), isTransposed: isTransposed)
  }

  private func number(of name: String) -> Double {
    carried?[name]?.value ?? worked.value(named: name) ?? .nan
  }

  private func valueMatrix(_ id: NodeID) -> MatrixEquation.Matrix {
    matrix(id) { offset in
      let element = ElementID(id, offset)
      return carried?[graph.name(of: element)]?.value ?? worked.before[element]
    }
  }

  private func gradientMatrix(_ id: NodeID) -> MatrixEquation.Matrix {
    matrix(id) { offset in
      let element = ElementID(id, offset)
      return carried?[worked.gradientName(element)]?.value
        ?? worked.before.gradient(for: element) ?? 0
    }
  }

  private func gradient(_ id: NodeID) -> Part { .tensor(gradientName(id), gradientMatrix(id)) }

  private func line(_ id: NodeID, _ parts: [Part], isGradient: Bool = false) -> Line {
    (
      MatrixEquation(
        name: isGradient ? gradientName(id) : label(id), parts: parts,
        result: isGradient ? gradientMatrix(id) : valueMatrix(id)),
      id
    )
  }

  /// A rule of single elements, its factors joined by the sign that says so.
  /// - Parameter isFactor: Whether it is multiplied by what stands before it.
  private func rule(_ formula: Formula, like id: NodeID, isFactor: Bool = false) -> [Part] {
    var factors = formula.factors
    var parts: [Part] = []
    if !isFactor, let first = factors.first, case .negation(let inside) = first {
      parts.append(.sign(.negative))
      factors = inside.factors + factors.dropFirst()
    }
    let isProduct = isFactor || !parts.isEmpty || factors.count > 1
    for (position, factor) in factors.enumerated() {
      if position > 0 {
        parts.append(.sign(factors[position - 1].symbols.isEmpty ? .times : .elementwise))
      }
      let values = matrix(id) { offset in
        factor.evaluated { name, _ in number(name, offset) }
      }
      parts.append(
        factor.symbols.isEmpty && factors.count > 1
          ? .number(factor) : .rule(factor, values, isBracketed: isProduct && factor.isSum))
    }
    return parts
  }

  private func number(_ label: String, _ offset: Int) -> Double {
    graph.node(labelled: label).map { number(of: graph.name(of: ElementID($0, offset))) } ?? .nan
  }
}

extension Formula {
  fileprivate var isSum: Bool {
    switch self {
    case .sum, .difference, .negation: true
    default: false
    }
  }
}

extension Phrases {
  enum Matrices {
    static let heading = Phrase(en: "The same in matrices", ko: "행렬로 쓴 계산")
    static let program = Phrase(en: "In NumPy", ko: "NumPy로 쓰면")
    static let element = Phrase(
      en: "Below each matrix stands its first element, as the line of single numbers:",
      ko: "각 행렬 아래에 첫 번째 원소의 식을 적는다.")

    static func idea(isBatch: Bool) -> Phrase {
      Phrase(
        en: """
          Each matrix holds one layer: a row for each sample\(isBatch ? "" : " (here there is one)"), \
          a column for each unit; a weight matrix has a row for each input and a column for each unit. \
          The sign ⊙ multiplies element by element, and functions and fractions act on each element. \
          After the arrow stand the shapes, rows × columns.
          """,
        ko: """
          행렬 하나가 층 하나를 나타낸다. 행은 표본\(isBatch ? "" : "(여기서는 하나)"), 열은 유닛이다. \
          가중치 행렬의 행은 입력, 열은 유닛이다. ⊙는 원소끼리의 곱이며, 함수와 분수도 원소마다 계산한다. \
          화살표 다음에는 행렬의 모양(행 × 열)을 적는다.
          """)
    }
  }
}
