import Testing

@testable import Tracer

/// Which shapes fit together, and how elements are found in them.
@Suite struct ShapeTests {
  @Test func `elements are counted with the last axis fastest`() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.count == 24)
    #expect(shape.offset(of: [1, 2, 3]) == 23)
    #expect(shape.offset(of: [1, 0, 2]) == 14)
    #expect(shape.index(at: 14) == [1, 0, 2])
    #expect((0..<24).allSatisfy { shape.offset(of: shape.index(at: $0)) == $0 })
  }

  @Test(
    arguments: [
      (Addition(), [[2, 3], [3, 2]]), (Addition(), [[2, 3]]), (HalfSquaredError(), [[2], [3]]),
      (Sigmoid(), [[2], [2]]), (Affine(), [[1, 2], [3, 2]]), (Affine(), [[1, 2], [2, 3], [2]]),
      (Affine(), [[2], [2, 2]]), (Softmax(), [[3]]), (RowSum(), [[3]]),
      (CrossEntropy(), [[2, 3], [3, 2]]), (SoftmaxCrossEntropy(), [[2, 3]]), (Mean(), [[0]]),
      (Sum(), [[1], [1]]),
    ] as [(any Primitive, [Shape])])
  func `inputs that do not fit are refused`(primitive: any Primitive, shapes: [Shape]) {
    #expect(throws: ShapeError.self) { try primitive.outputShape(for: shapes) }
  }

  @Test(
    arguments: [
      (Addition(), [[2, 3], [2, 3]], [2, 3]), (Addition(), [[2, 3], [1]], [2, 3]),
      (Addition(), [[], [2, 3]], [2, 3]), (Affine(), [[4, 2], [2, 3], [3]], [4, 3]),
      (Affine(), [[4, 2], [2, 3], [1]], [4, 3]), (RowSum(), [[4, 2]], [4]), (Sum(), [[4, 2]], []),
      (CrossEntropy(), [[4, 2], [4, 2]], [4]), (Softmax(), [[4, 2]], [4, 2]),
    ] as [(any Primitive, [Shape], Shape)])
  func `inputs that fit have an output`(
    primitive: any Primitive, shapes: [Shape], output: Shape
  ) throws {
    #expect(try primitive.outputShape(for: shapes) == output)
  }

  @Test func `elements are found by label and index`() {
    var graph = Graph()
    let w = graph.leaf(.indexed("W1"), shape: [2, 3], role: .weight)
    let net = graph.leaf(.indexed("net", perSample: true), shape: [1, 3])
    let batch = graph.leaf(.indexed("out", perSample: true), shape: [2, 3])
    #expect(graph.element(named: "W1[1,2]") == ElementID(w, 5))
    #expect(graph.name(of: ElementID(w, 5)) == "W1[1,2]")
    #expect(graph.element(named: "net[2]") == ElementID(net, 2))
    #expect(graph.name(of: ElementID(net, 2)) == "net[2]")
    #expect(graph.name(of: ElementID(batch, 4)) == "out[1,1]")
    for name in ["W1[2,0]", "W1[0,3]", "W1[-1,0]", "W1[1]", "W1", "W1[1,2", "W1[x,0]", "V[0,0]"] {
      #expect(graph.element(named: name) == nil, "\(name)")
    }
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan])
  func `the first value that is not finite is found`(value: Double) throws {
    var graph = Graph()
    let x = graph.leaf(.list("x", ["x1", "x2"]), shape: [2])
    let y = try graph.apply(Negation(), to: x, names: .list("y", ["y1", "y2"]))
    #expect(Trace(graph, leaves: [x: Tensor([1.0, 2], shape: [2])]).firstNonFinite == nil)
    let trace = Trace(graph, leaves: [x: Tensor([1, value], shape: [2])])
    #expect(trace.firstNonFinite == ElementID(x, 1))
    #expect(graph[y].role == .intermediate && !graph[y].role.isLearned)
    #expect(Role.allCases.filter(\.isLearned) == [.weight, .bias])
  }
}
