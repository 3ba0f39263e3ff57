extension NetworkDrawing {
  /// The drawing of a model that has layers, with its first sample; `nil` for one that has none.
  package init?(_ model: Model) {
    guard model.units.count > 1 else { return nil }
    let graph = model.graph
    // Units without names of their own are called as their quantities are: h[17] has net_h[17].
    let layers = model.units.enumerated().map { layer, units in
      guard let id = graph.nodes(layer == 0 ? .input : .net, in: layer).first,
        graph[id].names.listed == nil
      else { return units }
      let label = graph[id].names.label.trimmingPrefix("net_")
      return units.indices.map { "\(label)[\($0)]" }
    }
    let numbers = 1..<layers.count
    let matrices = numbers.map { layer in
      graph.nodes(.weight, in: layer).first.map { graph[$0].names.label } ?? ""
    }
    if let abridged = NetworkDrawing(abridging: layers, calling: matrices) {
      self = abridged
      return
    }
    self.layers = layers
    func named(_ id: NodeID, _ offset: Int) -> (name: String, value: Double) {
      (graph.name(of: ElementID(id, offset)), model.leaves[id]?[offset] ?? 0)
    }
    var notes: [String: (name: String, value: Double)] = [:]
    for (role, units, layer) in [
      (Role.input, layers[0], 0), (.target, layers[layers.count - 1], layers.count - 1),
    ] {
      for id in graph.nodes(role, in: layer) {
        for (offset, unit) in units.enumerated() { notes[unit] = named(id, offset) }
      }
    }
    self.notes = notes
    edges = numbers.map { layer in
      graph.nodes(.weight, in: layer).flatMap { id in
        graph.elements(of: id).map { element in
          let index = graph[id].shape.index(at: element.offset)
          let (name, value) = named(id, element.offset)
          return Edge(from: index[0], to: index[1], name: name, value: value)
        }
      }
    }
    biases = numbers.map { layer in
      graph.nodes(.bias, in: layer).flatMap { id in
        graph.elements(of: id).map { named(id, $0.offset) }
      }
    }
  }
}

extension NetworkDrawing {
  /// The drawing of a step that is worked out: with net, out and δ of a single sample, and with the
  /// gradient of every weight.
  package init?(_ worked: WorkedStep) {
    self.init(worked.model)
    guard sizes.isEmpty else { return }
    let (graph, trace) = (worked.graph, worked.before)
    for (layer, units) in layers.enumerated().dropFirst() {
      for index in edges[layer - 1].indices {
        let element = graph.element(named: edges[layer - 1][index].name)
        edges[layer - 1][index].gradient = element.flatMap { trace.gradient(for: $0) }
        edges[layer - 1][index].gradientName = element.map { worked.gradientName($0) }
      }
      for unit in units {
        marks[unit] = ["net", "out"].compactMap { kind in
          graph.element(named: "\(kind)_\(unit)").map {
            UnitNumber(name: kind, quantity: graph.name(of: $0), value: trace[$0], isBack: false)
          }
        }
        let net = graph.element(named: "net_\(unit)")
        if let net, let delta = trace.gradient(for: net) {
          marks[unit]?.append(
            UnitNumber(
              name: "delta", quantity: worked.gradientName(net), value: delta, isBack: true))
        }
      }
    }
    marks = marks.filter { !$0.value.isEmpty }
  }
}
