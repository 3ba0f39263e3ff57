/// A network as circles and lines: inputs on the left, a column a layer, numbers where they belong.
struct NetworkCanvas {
  private let network: NetworkDrawing
  private(set) var canvas: Canvas
  private var places: [[(x: Double, y: Double)]] = []
  private var taken: [Box] = []
  /// A circle with a name, or a box with numbers.
  private var radius = 21.0
  private var height = 42.0

  /// Where a label stands.
  private struct Box {
    let x, y, width, height: Double

    /// How much of two boxes lies one over the other.
    func overlap(with other: Box) -> Double {
      let across = min(x + width, other.x + other.width) - max(x, other.x)
      let down = min(y + height, other.y + other.height) - max(y, other.y)
      return across > 0 && down > 0 ? across * down : 0
    }
  }

  init(_ network: NetworkDrawing, _ numbers: NumberStyle) {
    self.network = network
    canvas = Canvas(numbers)
    let marks = network.marks.values.joined().map { Canvas.width(of: written($0)) / 2 + 10 }
    if let widest = marks.max() { (radius, height) = (widest, 72) }
    arrange()
    drawEdges()
    drawUnits()
  }

  private func written(_ mark: NetworkDrawing.UnitNumber) -> String {
    "\(canvas.symbol(mark.name)) \(canvas.number(mark.value))"
  }

  private func back(of edge: NetworkDrawing.Edge) -> String? {
    edge.gradient.map { "← \(canvas.number($0))" }
  }

  private func labelWidth(of edge: NetworkDrawing.Edge) -> Double {
    max(Canvas.width(of: label(of: edge)), Canvas.width(of: back(of: edge) ?? ""))
  }

  /// A weight with its number; where a way is pointed out, the names of what is on it.
  private func label(of edge: NetworkDrawing.Edge) -> String {
    guard isPath else { return canvas.labelled(edge.name, edge.value) }
    return edge.isLit && !edge.name.isEmpty ? canvas.symbol(edge.name) : ""
  }

  private var isPath: Bool { network.litWeight != nil }

  private var lineHeight: Double { network.isWorked ? 31 : 17 }

  /// Columns far enough from each other that the weights find room between them.
  private mutating func arrange() {
    let spacing = network.isWorked ? height + 60 : isPath ? 50 : 72
    let most = network.layers.map(\.count).max() ?? 1
    let height = Double(most) * spacing
    let inputs = network.layers[0].map { unit in
      network.notes[unit].map { Canvas.width(of: canvas.labelled($0.name, $0.value)) } ?? 0
    }
    var x = 16 + (inputs.max() ?? 0) + radius + 8
    for (layer, units) in network.layers.enumerated() {
      if layer > 0 {
        let labels = network.edges[layer - 1].map(labelWidth)
        let columns = (Double(labels.count) * lineHeight * 1.7 / height).rounded(.up)
        x += max(isPath ? 110 : 150, columns * (labels.max() ?? 0) + 2 * radius + 40)
      }
      let top = 34 + (height - Double(units.count) * spacing) / 2 + spacing / 2 - self.height / 2
      places.append(units.indices.map { (x, top + Double($0) * spacing) })
    }
    for place in places.joined() {
      taken.append(
        Box(
          x: place.x - radius, y: place.y - self.height / 2, width: 2 * radius,
          height: self.height))
    }
  }

  private mutating func drawEdges() {
    var labels: [(text: String, back: String?, x: Double, y: Double, edge: NetworkDrawing.Edge)] =
      []
    for (layer, edges) in network.edges.enumerated() {
      for edge in edges {
        let (a, b) = (places[layer][edge.from], places[layer + 1][edge.to])
        canvas.edge(
          from: a, to: b, isLit: edge.isLit,
          of: isPath
            ? nil
            : "\(edge.name) \(network.layers[layer][edge.from]) \(network.layers[layer + 1][edge.to])"
        )
        let text = label(of: edge)
        guard !text.isEmpty else { continue }
        let (back, width) = (back(of: edge), labelWidth(of: edge))
        // Along the line, the first place where nothing else stands.
        let choices =
          ((isPath ? [0.5] : []) + [
            0.3, 0.5, 0.7, 0.4, 0.6, 0.24, 0.76, 0.34, 0.66, 0.45, 0.55, 0.2, 0.8,
          ]).map {
            (x: a.x + $0 * (b.x - a.x), y: a.y + $0 * (b.y - a.y))
          }
        let boxes = choices.map {
          Box(x: $0.x - width / 2, y: $0.y - 9, width: width, height: lineHeight)
        }
        let costs = boxes.map { box in taken.reduce(0) { $0 + box.overlap(with: $1) } }
        let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
        taken.append(boxes[best])
        labels.append((text, back, choices[best].x, choices[best].y + 4, edge))
      }
    }
    for label in labels {
      let edge = label.edge
      canvas.label(
        label.text, x: label.x, y: label.y,
        of: isPath ? nil : .symbol(name: edge.name, value: edge.value))
      if let back = label.back {
        canvas.label(
          back, x: label.x, y: label.y + 15, style: .back,
          of: edge.gradientName.map { .symbol(name: $0, value: edge.gradient ?? 0) })
      }
    }
  }

  private mutating func drawUnits() {
    for (layer, units) in network.layers.enumerated() {
      let isLast = layer == network.layers.count - 1
      for (position, unit) in units.enumerated() {
        let place = places[layer][position]
        drawUnit(unit, at: place, isLit: network.isLit(layer: layer, unit: position))
        if let note = network.notes[unit], layer == 0 || isLast {
          let text = canvas.labelled(note.name, note.value)
          let side = layer == 0 ? -1.0 : 1.0
          canvas.label(
            text, x: place.x + side * ((layer == 0 ? 21 : radius) + 6), y: place.y + 4,
            anchor: layer == 0 ? .end : .start,
            of: .symbol(name: note.name, value: note.value))
        }
        guard layer > 0 else { continue }
        let below = place.y + height / 2 + 14
        let biases = network.biases[layer - 1]
        let bias =
          biases.count == units.count
          ? biases[position] : position == units.count - 1 ? biases.first : nil
        if let bias {
          canvas.label(
            canvas.labelled(bias.name, bias.value), x: place.x, y: below,
            of: .symbol(name: bias.name, value: bias.value))
        }
      }
    }
  }

  /// A name in a circle, or a box with the name and what was calculated.
  private mutating func drawUnit(
    _ unit: String, at place: (x: Double, y: Double), isLit: Bool
  ) {
    guard let marks = network.marks[unit] else {
      canvas.circle(x: place.x, y: place.y, radius: 21, isLit: isLit)
      return canvas.label(unit, x: place.x, y: place.y + 4)
    }
    canvas.box(
      x: place.x - radius, y: place.y - height / 2, width: 2 * radius, height: height, radius: 12)
    let top = place.y - Double(marks.count) * 8 + 4
    canvas.label(unit, x: place.x, y: top)
    for (line, mark) in marks.enumerated() {
      canvas.label(
        written(mark), x: place.x, y: top + 16 * Double(line + 1),
        style: mark.isBack ? .back : .plain,
        of: .symbol(name: mark.quantity, value: mark.value))
    }
  }
}
