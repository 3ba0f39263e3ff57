import Foundation
import MNISTData
import Testing

@testable import Tracer

/// What is told of a network that nobody reads whole.
@Suite("Focus") struct FocusTests {
  /// A small network on some test images.
  private static func digits(
    _ images: Range<Int>, hidden: [Int] = [9], activation: any Primitive = Sigmoid()
  ) throws -> Model {
    var generator = NumPyGenerator(seed: 3)
    let network = Network.digits(hidden: hidden, activation: activation, from: &generator)
    return try network.model(
      of: .mnist(.test, folder: MNISTData.folder), images: Array(images), learningRate: 0.1)
  }

  private static func telling(_ change: (inout DerivationOptions) -> Void) -> DerivationOptions {
    var options = DerivationOptions()
    options.telling = .essentials
    change(&options)
    return options
  }

  @Test func `the unit followed has the largest delta, its pixel the most ink`() throws {
    let model = try Self.digits(0..<1)
    let told = try Derivation(model)
    let focus = try #require(told.focus)
    let trace = told.worked.before
    let deltas = (0..<9).map { abs(trace.gradient(of: "net_h[\($0)]") ?? 0) }
    #expect(deltas[focus.path[0]] == deltas.max())
    let x = (0..<784).map { trace["x[\($0)]"] ?? 0 }
    let input = try #require(focus.input)
    #expect(x[input.offset] == x.max())
    #expect(focus.isClassified && focus.outputs[0] == 7)
    let wrong = (0..<10).filter { $0 != 7 }.map { trace["y[\($0)]"] ?? 0 }
    #expect(trace["y[\(focus.outputs[1])]"] == wrong.max())
  }

  @Test func `of a batch, the sample is followed on which the network errs most`() throws {
    let told = try Derivation(try Self.digits(0..<6))
    let focus = try #require(told.focus)
    let errors = (0..<6).map { told.worked.before["E_image[\($0)]"] ?? 0 }
    #expect(errors[focus.sample] == errors.max())
    let asked = try Derivation(try Self.digits(0..<6), options: Self.telling { $0.sample = 2 })
    #expect(asked.focus?.sample == 2)
  }

  @Test(arguments: [0..<1, 0..<5], [Sigmoid(), ReLU(), Tanh()] as [any Primitive])
  func `every equation told gives the recorded number`(
    images: Range<Int>, activation: any Primitive
  ) throws {
    let model = try Self.digits(images, hidden: [9, 8], activation: activation)
    let document = try Derivation(model).document()
    #expect((15...60).contains(document.equations.count))
    for equation in document.equations {
      #expect(equation.formula.evaluated().agrees(with: equation.exact, to: 1e-9), "\(equation)")
    }
  }

  @Test func `any network can be told so, and each line uses what was told before it`() throws {
    var networks = RandomNetworks(seed: 11)
    for _ in 0..<200 {
      let network = networks.next()
      let built = try network.build()
      let model = Model(
        name: "random", title: Phrase("random"), graph: built.graph, leaves: built.leaves,
        optimizer: GradientDescent(learningRate: 0.01), trained: built.weights + built.biases,
        digits: 6)
      guard let told = try? Derivation(model, options: Self.telling { _ in }) else { continue }
      #expect(told.focus != nil)
      let equations = told.document().equations
      let names = Dictionary(grouping: equations.indices, by: { equations[$0].name })
      for (place, equation) in equations.enumerated() {
        #expect(equation.formula.evaluated().agrees(with: equation.exact, to: 1e-9), "\(equation)")
        for operand in equation.formula.symbols where operand != equation.name {
          #expect((names[operand]?.first ?? -1) < place, "\(equation.name) before \(operand)")
        }
      }
    }
  }

  @Test func `a carried derivation rounds what is not shown, too`() throws {
    let model = try Self.digits(0..<1)
    let exact = try Derivation(model, options: Self.telling { _ in }).document()
    let carried = try Derivation(model, options: Self.telling { $0.carry = 3 }).document()
    let all = EquationList.all(of: WorkedStep(model, chain: .delta), carry: 3)
    let shown = carried.equations.filter { $0.kind == .value && !$0.name.hasSuffix("@1") }
    #expect(shown.count > 3)
    for equation in shown where all[equation.name]?.formula == equation.formula {
      #expect(equation.value == all[equation.name]?.value, "\(equation.name)")
    }
    #expect(carried.equations.map(\.value) != exact.equations.map(\.value))
  }

  @Test func `the pixels left out are told in number`() throws {
    let digits = try DataSet.mnist(.test, folder: MNISTData.folder)
    let blank = digits.picture(0).count { $0 == 0 }
    let text = PlainTextRenderer(language: .english).render(
      try Derivation(try Self.digits(0..<1)).document())
    let prose = text.replacing("\n", with: " ")
    #expect(prose.contains("the other \(784 - blank - 6) add up to"))
    #expect(prose.contains(", and \(blank) pixels are 0."))
  }

  @Test func `parameters of one's own choice bring their units along`() throws {
    let model = try Self.digits(0..<1, hidden: [9, 8])
    let told = try Derivation(model, options: Self.telling { $0.only = ["W2[3,5]", "b1[2]"] })
    let focus = try #require(told.focus)
    #expect(focus.units[1] == [2, 3] && focus.units[2] == [5])
    #expect(told.parameters.map { model.graph.name(of: $0) }.sorted() == ["W2[3,5]", "b1[2]"])
  }

  @Test func `a parameter that the network lacks is refused with a hint`() throws {
    let model = try Self.digits(0..<1)
    #expect(throws: SelectionError.self) {
      try Derivation(model, options: Self.telling { $0.only = ["W1[784,0]"] })
    }
  }

  @Test func `the record has every tensor, and the gradients of the images add up`() throws {
    let record = try Derivation(try Self.digits(0..<3)).record()
    let names = ["x", "W1", "b1", "net_h", "out_h", "W2", "b2", "net_o", "y", "E"]
    for name in names + ["dout_h/dnet_h", "dE/dnet_o", "dE/dW1", "dE/db2", "W1+", "b2+"] {
      #expect(record[name] != nil, "\(name) is missing")
      #expect(record.metadata[name] != nil, "\(name) is not explained")
    }
    let single = try (0..<3).map { try Derivation(try Self.digits($0..<$0 + 1)).record() }
    let sums = try single.map {
      try #require($0["dE/dW2"]).converted(to: Double.self).elements
    }
    let batch = try #require(record["dE/dW2"]).converted(to: Double.self).elements
    for offset in batch.indices {
      let mean = sums.reduce(0) { $0 + $1[offset] } / 3
      #expect(abs(batch[offset] - mean) < 1e-14)
    }
  }
}
