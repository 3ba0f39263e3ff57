import Testing

@testable import Tracer

/// Where the labels of a network's drawing stand.
@Suite struct NetworkCanvasTests {
  private static let numbers = NumberStyle(digits: 4)

  /// A network with a bias for every unit, and with what came of it if it is worked.
  private static func network(_ sizes: [Int], isWorked: Bool) -> NetworkDrawing {
    var count = 0
    func weight() -> Double {
      count += 1
      return Double(count % 7) / 7 - 0.4
    }
    let letters = ["i", "h", "o"]
    let layers = sizes.enumerated().map { layer, size in
      (1...size).map { "\(letters[min(layer, 2)])\($0)" }
    }
    let edges = zip(layers, layers.dropFirst()).map { sources, units in
      sources.indices.flatMap { from in
        units.indices.map { to in
          NetworkDrawing.Edge(
            from: from, to: to, name: "w\(count + 1)", value: weight(),
            gradient: isWorked ? weight() / 100 : nil)
        }
      }
    }
    let names = layers[0] + layers[sizes.count - 1]
    var drawing = NetworkDrawing(
      layers: layers, notes: [:], edges: edges,
      biases: layers.dropFirst().map { $0.map { ("b_\($0)", weight()) } })
    for name in names { drawing.notes[name] = ("target_\(name)", weight()) }
    if isWorked {
      for unit in layers.dropFirst().joined() {
        drawing.marks[unit] = ["net", "out", "delta"].map {
          NetworkDrawing.UnitNumber(name: $0, quantity: $0, value: weight(), isBack: $0 == "delta")
        }
      }
    }
    return drawing
  }

  private typealias Box = (left: Double, top: Double, right: Double, bottom: Double)

  /// What labels and units take up, without the labels within units.
  private static func boxes(of canvas: Canvas) -> [(name: String, box: Box)] {
    var units: [(name: String, box: Box)] = []
    var labels: [(name: String, box: Box)] = []
    for shape in canvas.shapes {
      switch shape {
      case .circle(let center, let radius, _):
        let (left, top) = (center.x - radius, center.y - radius)
        units.append(("unit", (left, top, left + 2 * radius, top + 2 * radius)))
      case .box(let corner, let width, let height, _, _):
        units.append(("unit", (corner.x, corner.y, corner.x + width, corner.y + height)))
      case .label(let text, let place, let anchor, _, _, _):
        let (left, top) = Canvas.ground(of: text, at: place, anchor)
        // The letters themselves, without the ground above and below them.
        labels.append((text, (left, top + 2, left + Canvas.width(of: text), top + 14)))
      default: break
      }
    }
    let outside = labels.filter { label in
      !units.contains { unit in
        unit.box.left <= label.box.left && label.box.right <= unit.box.right
          && unit.box.top <= label.box.top && label.box.bottom <= unit.box.bottom
      }
    }
    return units + outside
  }

  @Test(arguments: 1...8, [false, true])
  func `no label stands on another one or on a unit`(inputs: Int, isWorked: Bool) {
    for hidden in 1...8 {
      for outputs in 1...8 {
        let drawing = Self.network([inputs, hidden, outputs], isWorked: isWorked)
        let boxes = Self.boxes(of: NetworkCanvas(drawing, Self.numbers).canvas)
        #expect(boxes.count > inputs * hidden + hidden * outputs)
        #expect(Self.clash(of: boxes) == nil, "\(inputs)-\(hidden)-\(outputs)")
        // On paper, 643 pixels wide, 12.5 pixels are 4.5 points or more.
        #expect(
          drawing.isWorked == isWorked && NetworkCanvas(drawing, Self.numbers).canvas.width < 1_340)
      }
    }
  }

  /// Two that stand on one another, if any do.
  private static func clash(of boxes: [(name: String, box: Box)]) -> String? {
    boxes.indices.lazy.flatMap { a in
      boxes[..<a].lazy.map { (boxes[a], $0) }
    }.first { one, other in
      min(one.box.right, other.box.right) > max(one.box.left, other.box.left)
        && min(one.box.bottom, other.box.bottom) > max(one.box.top, other.box.top)
    }.map { "\($0.name) on \($1.name)" }
  }

  /// Calculations whose lines use what comes just before them, and now and then something older.
  @Test(arguments: 1...20)
  func `a calculation of many lines has its numbers beside its lines`(_ seed: UInt32) {
    var generator = NumPyGenerator(seed: seed)
    func position(below count: Int) -> Int { Int(generator.randomSample() * Double(count)) }
    var nodes = (0..<3).map {
      GraphDrawing.Node(name: "x\($0)", operation: nil, value: 0.3, operands: [])
    }
    for line in 0..<12 {
      let used = [
        nodes.count - 1, position(below: 4) == 0 ? position(below: nodes.count) : line % 3,
      ]
      nodes.append(
        GraphDrawing.Node(
          name: "y\(line)", operation: "×", value: 0.1234,
          operands: used.map { GraphDrawing.Operand(node: $0, gradient: -0.1234, flow: nil) }))
    }
    let canvas = GraphCanvas(GraphDrawing(nodes: nodes), Self.numbers).canvas
    let boxes = Self.boxes(of: canvas)
    #expect(boxes.count >= nodes.count + 2 * 24 && canvas.width < 1_000)
    #expect(Self.clash(of: boxes) == nil)
  }

  @Test func `long names have room, and so have the digits that a live page may show`() {
    var drawing = Self.network([3, 2, 2], isWorked: false)
    drawing.layers[0] = ["household_income", "age", "years_at_address"]
    drawing.notes = Dictionary(uniqueKeysWithValues: drawing.layers[0].map { ($0, ($0, 0.5)) })
    let canvas = NetworkCanvas(drawing, Self.numbers, isLive: true).canvas
    // A name that stands within its unit is none of the boxes.
    #expect(!Self.boxes(of: canvas).contains { drawing.layers.joined().contains($0.name) })
    drawing.edges = drawing.edges.map { edges in
      edges.map {
        NetworkDrawing.Edge(from: $0.from, to: $0.to, name: $0.name, value: -0.1234)
      }
    }
    let changed = NetworkCanvas(drawing, Self.numbers, isLive: true).canvas
    #expect(changed.width == canvas.width)
  }

  @Test func `a small network stays narrow`() {
    let canvas = NetworkCanvas(Self.network([2, 2, 2], isWorked: false), Self.numbers).canvas
    #expect(canvas.width < 1000)
  }

  @Test func `a shared bias stands below each unit of its layer`() {
    var drawing = Self.network([2, 3, 1], isWorked: false)
    drawing.biases = [[("b1", 0.35)], []]
    let labels = NetworkCanvas(drawing, Self.numbers).canvas.shapes.compactMap { shape in
      if case .label(let text, _, _, _, _, _) = shape { text } else { nil }
    }
    #expect(labels.count { $0 == "b1 = 0.35" } == 3)
  }

  @Test func `of a larger network, the sizes of layers and matrices are drawn`() throws {
    let layers = Self.network([9, 3, 2], isWorked: false).layers
    let drawing = try #require(NetworkDrawing(abridging: layers, calling: ["W1", "W2"]))
    #expect(Rendered.text(.figure(.network(drawing))) == "  9 ── W1 (9×3) ──▶ 3 ── W2 (3×2) ──▶ 2")
    #expect(
      Rendered.markdown(.figure(.network(drawing))) == """
        ```mermaid
        graph LR
          l0(("9"))
          l1(("3"))
          l0 -- "W1 (9×3)" --> l1
          l2(("2"))
          l1 -- "W2 (3×2)" --> l2
        ```
        """)
    let labels = NetworkCanvas(drawing, Self.numbers).canvas.shapes.compactMap { shape in
      if case .label(let text, _, _, _, _, _) = shape { text } else { nil }
    }
    #expect(
      labels == [
        "i1", "⋮", "i9", "h1", "h2", "h3", "o1", "o2", "9", "3", "W1 (9×3)", "2", "W2 (3×2)",
      ])
    let eight = Self.network([8, 8, 8], isWorked: false)
    #expect(NetworkDrawing(abridging: eight.layers, calling: ["W1", "W2"]) == nil)
  }
}
