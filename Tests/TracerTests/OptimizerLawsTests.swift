import Testing

@testable import Tracer

/// The laws that every optimizer keeps.
@Suite struct OptimizerLawsTests {
  static let optimizers: [any Optimizer] = [
    GradientDescent(learningRate: 0.1), Momentum(), Momentum(form: .textbook), Nesterov(),
    Nesterov(form: .lookAhead), Adagrad(), Adagrad(epsilonPlace: .inside), RMSProp(),
    RMSProp(epsilonPlace: .inside), Adam(), Adam(epsilonPlace: .inside), Ascent(Adam()),
    Adam(epsilonPlace: .uncorrected), AdamW(), Adadelta(), Adagrad(initial: 0.5),
    WeightDecay(Momentum(), decay: 0.1),
  ]

  @Test func `every optimizer is under the laws`() throws {
    let known = Set(Self.optimizers.map { "\(type(of: $0))" })
    #expect(
      known
        == (try Sources.types(in: "Optimizers")).subtracting(["Optimizer", "EpsilonPlace", "Trace"])
    )
  }

  @Test(arguments: optimizers.indices)
  func `the kernel updates as the rule does`(_ index: Int) {
    let optimizer = Self.optimizers[index]
    var generator = SeededGenerator(seed: 7)
    var parameter = Tensor<Double>([0.5, -1, 2, 0], shape: [2, 2])
    var state: [String: Tensor<Double>] = [:]
    var expected = parameter
    var kept = [[String: Double]](repeating: [:], count: 4)
    for number in 1...5 {
      let gradient = Tensor(
        (0..<4).map { _ in Double.random(in: -1...1, using: &generator) }, shape: [2, 2])
      optimizer.update(&parameter, gradient: gradient, state: &state, step: number)
      for offset in 0..<4 {
        let before = kept[offset]
        var step = UpdateStep<Double>(number: number, before: { before[$0] ?? 0 })
        expected[offset] = optimizer.update(
          expected[offset], gradient: gradient[offset], in: &step)
        for (name, value, isState) in step.defined where isState { kept[offset][name] = value }
        #expect(parameter[offset].agrees(with: expected[offset]), "\(optimizer), step \(number)")
        for (name, value) in kept[offset] {
          let found = state[name]?[offset]
          #expect(found?.agrees(with: value) == true, "\(optimizer), step \(number), \(name)")
        }
      }
    }
  }

  @Test(arguments: optimizers.indices)
  func `each line of an update evaluates to what the descent recorded`(_ index: Int) throws {
    var model = Example.mazur.model(trainingBiases: true)
    model.optimizer = Self.optimizers[index]
    var descent = Descent(model)
    for _ in 1...3 {
      let worked = WorkedStep(model, from: descent)
      descent.advance()
      for id in model.trained {
        for element in worked.graph.elements(of: id) {
          let equations = worked.updateEquations(of: element)
          let new = try #require(equations.last)
          #expect(new.value == descent.trace[element])
          for equation in equations {
            #expect(
              equation.formula.evaluated().agrees(with: equation.value), "\(equation.name)")
            #expect(worked.equation(named: equation.name) == equation)
          }
        }
      }
    }
  }
}
