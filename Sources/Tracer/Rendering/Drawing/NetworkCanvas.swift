/// A network as circles and lines: inputs on the left, a column a layer, numbers where they belong.
struct NetworkCanvas {
  private let network: NetworkDrawing
  private(set) var canvas: Canvas
  private var places: [[(x: Double, y: Double)]] = []
  /// How far along its line each label stands, layer by layer.
  private var labelPlaces: [[Double]] = []
  /// Whether the labels stand below each other in front of the unit that their lines lead to, since
  /// beside each other they would take more room than a page has.
  private var isStacked = false
  private static let (lineHeight, approach) = (17.0, 26.0)
  /// Half as wide as the units of each layer, and how high those with numbers are.
  private var reaches: [Double] = []
  private var height = 2 * circle
  /// The radius of a circle, and how far a name too long for one is rounded.
  private static let circle = 21.0
  /// Whether a program may change its numbers, for which there must be room.
  private let isLive: Bool

  init(_ network: NetworkDrawing, _ numbers: NumberStyle, isLive: Bool = false) {
    (self.network, self.isLive) = (network, isLive)
    canvas = Canvas(numbers)
    let marks = network.marks.values.joined().map { room(for: written($0), $0.value) / 2 + 10 }
    if !marks.isEmpty { height = 72 }
    reaches = network.layers.enumerated().map { layer, units in
      let names = units.map { Canvas.width(of: $0) / 2 + 8 }
      return ([Self.circle] + names + (layer > 0 ? marks : [])).max() ?? 0
    }
    arrange()
    if !isPath, network.sizes.isEmpty, (places.last?.first?.x ?? 0) > Canvas.page {
      (places, labelPlaces, isStacked) = ([], [], true)
      arrange()
    }
    drawEdges()
    drawUnits()
    drawSizes()
  }

  /// How wide a label is, or may become with other digits in place of a number.
  private func room(for label: String, _ value: Double) -> Double {
    let others = Canvas.width(of: canvas.number(-1.0 / 30)) - Canvas.width(of: canvas.number(value))
    return Canvas.width(of: label) + (isLive ? max(0, others) : 0)
  }

  private func room(for note: (name: String, value: Double)) -> Double {
    room(for: canvas.labelled(note.name, note.value), note.value)
  }

  private func written(_ mark: NetworkDrawing.UnitNumber) -> String {
    "\(canvas.symbol(mark.name)) \(canvas.number(mark.value))"
  }

  private func back(of edge: NetworkDrawing.Edge) -> String? {
    edge.gradient.map { "← \(canvas.number($0))" }
  }

  private func labelWidth(of edge: NetworkDrawing.Edge) -> Double {
    let label = label(of: edge)
    return max(
      isPath || label.isEmpty ? Canvas.width(of: label) : room(for: label, edge.value),
      back(of: edge).map { room(for: $0, edge.gradient ?? 0) } ?? 0)
  }

  /// A weight with its number; where a way is pointed out, the names of what is on it.
  private func label(of edge: NetworkDrawing.Edge) -> String {
    guard !edge.name.isEmpty else { return "" }
    guard isPath else { return canvas.labelled(edge.name, edge.value) }
    return edge.isLit ? canvas.symbol(edge.name) : ""
  }

  private var isPath: Bool { network.litWeight != nil }

  /// Columns far enough from each other that the weights find room between them.
  private mutating func arrange() {
    let spacing = network.isWorked ? height + 60 : isPath ? 50 : 72
    let spacings = network.layers.indices.map { layer in
      guard isStacked, layer > 0 else { return spacing }
      let lines = Dictionary(grouping: network.edges[layer - 1], by: \.to).values.map(\.count)
      return max(spacing, Double(lines.max() ?? 0) * Self.lineHeight + 14)
    }
    let sizes = zip(network.layers, spacings).map { Double($0.count) * $1 }
    let whole = sizes.max() ?? 0
    let rows = network.layers.indices.map { layer in
      network.layers[layer].indices.map { unit in
        34 + (whole - sizes[layer] + spacings[layer] - height) / 2 + Double(unit) * spacings[layer]
      }
    }
    let inputs = network.layers[0].map { unit in
      network.notes[unit].map { room(for: $0) } ?? 0
    }
    var x = 16 + (inputs.max() ?? 0) + reaches[0] + 8
    for layer in rows.indices {
      if layer > 0 {
        let (width, labels) = gap(behind: layer - 1, rows)
        x += width + reaches[layer - 1] + reaches[layer]
        labelPlaces.append(labels)
      }
      places.append(rows[layer].map { (x, $0) })
    }
  }

  /// How far apart two layers stand, border to border, and where along its line each label is put so
  /// that nothing overlaps.
  ///
  /// The labels stand in columns, as few as will do. An edge from the i-th to the k-th of n units is
  /// in column k − i modulo n: with n columns, the labels of each are half a spacing apart.
  private func gap(behind layer: Int, _ rows: [[Double]]) -> (width: Double, places: [Double]) {
    let edges = network.edges[layer]
    let units = max(rows[layer].count, rows[layer + 1].count)
    let margins = [layer, layer + 1].map { max(0, (biasWidth(of: $0) / 2) - reaches[$0] + 4) }
    guard !isStacked else {
      let labels = edges.map(stackedWidth).max() ?? 0
      return (76 + labels + Self.approach + margins[1], edges.map { _ in 0 })
    }
    let widest = 8 + (edges.map(labelWidth).max() ?? 0)
    var columns = 1
    var width = 0.0
    while true {
      width = max(isPath ? 68 : 108, 1.06 * width, Double(columns) * widest + margins.reduce(0, +))
      let room = (width - margins[0] - margins[1]) / Double(columns)
      let places = edges.map { edge in
        let column = (edge.to - edge.from + units) % units % columns
        return (margins[0] + room * (Double(column) + 0.5)) / width
      }
      let boxes = zip(edges, places).filter { !label(of: $0.0).isEmpty }.map { edge, place in
        let (from, to) = (rows[layer][edge.from], rows[layer + 1][edge.to])
        return labelBox(of: edge, x: place * width, y: from + place * (to - from))
      }
      let isFree = boxes.indices.allSatisfy { index in
        !boxes[..<index].contains { $0.overlaps(boxes[index]) }
      }
      // Wide enough layers have room; the limit is for numbers that are none.
      if isFree || width > 40 * Double(units) * widest { return (width, places) }
      if columns < units { (columns, width) = (columns + 1, 0) }
    }
  }

  private func labelBox(of edge: NetworkDrawing.Edge, x: Double, y: Double) -> Canvas.Box {
    let width = labelWidth(of: edge) + 2
    let height = network.isWorked ? Self.lineHeight + 14 : Self.lineHeight
    return Canvas.Box(x: x - width / 2, y: y - 9, width: width, height: height)
  }

  /// The width of a label with what comes back beside it.
  private func stackedWidth(of edge: NetworkDrawing.Edge) -> Double {
    [
      room(for: label(of: edge), edge.value),
      back(of: edge).map { room(for: $0, edge.gradient ?? 0) },
    ]
    .compactMap(\.self).reduce(0) { $0 + $1 + 7 }
  }

  private func biasWidth(of layer: Int) -> Double {
    network.layers[layer].indices.compactMap { network.bias(of: $0, in: layer) }
      .map { room(for: $0) }.max() ?? 0
  }

  /// The lines to a unit, each with its label near the end.
  private mutating func drawStackedEdges(behind layer: Int) {
    let edges = network.edges[layer]
    let widest = edges.map(stackedWidth).max() ?? 0
    for (to, lines) in Dictionary(grouping: edges, by: \.to).sorted(by: { $0.key < $1.key }) {
      let unit = places[layer + 1][to]
      let end = unit.x - reaches[layer + 1]
      let right = unit.x - max(reaches[layer + 1], biasWidth(of: layer + 1) / 2) - Self.approach
      for (rank, edge) in lines.enumerated() {
        let shift = Double(rank) - Double(lines.count - 1) / 2
        let (left, y) = (right - widest, unit.y + shift * Self.lineHeight)
        let source = places[layer][edge.from]
        let ends =
          "\(edge.name) \(network.layers[layer][edge.from]) \(network.layers[layer + 1][to])"
        canvas.edge(from: (source.x + reaches[layer], source.y), to: (left - 3, y), of: ends)
        canvas.edge(from: (right, y), to: (end, unit.y + 2 * shift), of: ends)
        canvas.label(
          label(of: edge), x: left, y: y + 4, anchor: .start,
          of: .symbol(name: edge.name, value: edge.value))
        guard let back = back(of: edge) else { continue }
        canvas.label(
          back, x: right - 3, y: y + 4, anchor: .end, style: .back,
          of: edge.gradientName.map { .symbol(name: $0, value: edge.gradient ?? 0) })
      }
    }
  }

  private mutating func drawEdges() {
    guard !isStacked else {
      for layer in network.edges.indices { drawStackedEdges(behind: layer) }
      return
    }
    var labels: [(edge: NetworkDrawing.Edge, at: Canvas.Point)] = []
    for (layer, edges) in network.edges.enumerated() {
      for (edge, place) in zip(edges, labelPlaces[layer]) {
        var (a, b) = (places[layer][edge.from], places[layer + 1][edge.to])
        (a.x, b.x) = (a.x + reaches[layer], b.x - reaches[layer + 1])
        let (from, to) = (network.layers[layer][edge.from], network.layers[layer + 1][edge.to])
        canvas.edge(
          from: a, to: b, isLit: edge.isLit,
          of: isPath || edge.name.isEmpty ? nil : "\(edge.name) \(from) \(to)")
        labels.append((edge, (a.x + place * (b.x - a.x), a.y + place * (b.y - a.y))))
      }
    }
    for (edge, place) in labels where !label(of: edge).isEmpty {
      canvas.label(
        label(of: edge), x: place.x, y: place.y + 4,
        of: isPath ? nil : .symbol(name: edge.name, value: edge.value))
      if let back = back(of: edge) {
        canvas.label(
          back, x: place.x, y: place.y + 19, style: .back,
          of: edge.gradientName.map { .symbol(name: $0, value: edge.gradient ?? 0) })
      }
    }
  }

  private mutating func drawUnits() {
    for (layer, units) in network.layers.enumerated() {
      let isLast = layer == network.layers.count - 1
      for (position, unit) in units.enumerated() {
        let place = places[layer][position]
        drawUnit(
          unit, at: place, reach: reaches[layer],
          isLit: network.isLit(layer: layer, unit: position))
        if let note = network.notes[unit], layer == 0 || isLast {
          let text = canvas.labelled(note.name, note.value)
          let side = layer == 0 ? -1.0 : 1.0
          canvas.label(
            text, x: place.x + side * (reaches[layer] + 6), y: place.y + 4,
            anchor: layer == 0 ? .end : .start,
            of: .symbol(name: note.name, value: note.value))
        }
        if let bias = network.bias(of: position, in: layer) {
          canvas.label(
            canvas.labelled(bias.name, bias.value), x: place.x, y: place.y + height / 2 + 14,
            of: .symbol(name: bias.name, value: bias.value))
        }
      }
    }
  }

  /// Of a network that is too large to be drawn whole, the sizes of its layers and matrices.
  private mutating func drawSizes() {
    for (layer, size) in network.sizes.enumerated() {
      let column = places[layer]
      canvas.label("\(size)", x: column[0].x, y: column[column.count - 1].y + height / 2 + 18)
      guard layer > 0 else { continue }
      let x = (places[layer - 1][0].x + column[0].x) / 2
      canvas.label(network.matrix(before: layer, canvas.symbol), x: x, y: 16)
    }
  }

  /// A name in a circle or a box, or with what was calculated.
  private mutating func drawUnit(
    _ unit: String, at place: (x: Double, y: Double), reach: Double, isLit: Bool
  ) {
    if unit == NetworkDrawing.leftOut { return canvas.label(unit, x: place.x, y: place.y + 4) }
    let marks = network.marks[unit] ?? []
    if marks.isEmpty, reach == Self.circle {
      canvas.circle(x: place.x, y: place.y, radius: reach, isLit: isLit)
    } else {
      let height = marks.isEmpty ? 2 * Self.circle : height
      canvas.box(
        x: place.x - reach, y: place.y - height / 2, width: 2 * reach, height: height,
        radius: marks.isEmpty ? Self.circle : 12, isLit: isLit)
    }
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
