/// What a graph is as a network: its layers of units and the connections between them, by whatever
/// numbers and letters people count them.
struct NetworkLayout: Sendable {
  /// A unit: the layer, counted from 0 for the inputs, and its place in it.
  struct Place: Hashable, Sendable {
    var layer: Int
    /// One number for a unit, two for a connection: from, to.
    var position: [Int]
  }

  /// What a piece of a name can refer to, and what is taken for granted by reading it so.
  struct Reference: Hashable, Sendable {
    let place: Place
    var conventions: Set<NamingConvention> = []
    var cost = 0
  }

  /// The names of the elements that have a role in a layer: rows of one unit each but for weights,
  /// which have a row for each unit that they come from.
  private(set) var names: [Role: [Int: [[String]]]] = [:]
  /// How many layers there are, inputs aside.
  private(set) var depth = 0
  /// How many samples a batch holds.
  private(set) var samples = 1
  private var units: [String: [Reference]] = [:]
  private var connections: [String: [Reference]] = [:]
  private var layerNames: [String: [Reference]] = [:]

  /// Beyond so many elements people write index by index, as the graph does.
  private static let elementLimit = 2_000

  /// No network: a calculation.
  init() {}

  /// The layout of a graph, as far as it is a network.
  init(_ graph: Graph) {
    guard graph.nodes.reduce(0, { $0 + $1.shape.count }) <= Self.elementLimit else { return }
    for id in graph.ids {
      let node = graph[id]
      guard let layer = node.layer ?? (node.role == .error ? -1 : nil) else { continue }
      depth = max(depth, layer)
      let elements = graph.elements(of: id).map { graph.name(of: $0) }
      switch node.role {
      case .weight where node.shape.rank == 2:
        let width = node.shape[1]
        names[.weight, default: [:]][layer] = (0..<node.shape[0]).map { row in
          Array(elements[row * width..<(row + 1) * width])
        }
      case .bias: names[.bias, default: [:]][layer] = [elements]
      case .net, .out, .input, .target, .error:
        // The names of the first sample serve for all.
        if node.shape.rank == 2 { samples = max(samples, node.shape[0]) }
        let width = node.shape.rank == 2 ? node.shape[1] : node.shape.count
        guard names[node.role]?[layer] == nil else { continue }
        names[node.role, default: [:]][layer] = [elements.prefix(width).map(Self.withoutSample)]
      default: break
      }
    }
    if let errors = names[.error]?[-1] { names[.error] = [depth: errors] }
    // a⁽⁰⁾ is what comes in.
    let inputs = names[.input]?[0]
    names[.out]?[0] = inputs
    learnReferences()
  }

  static func withoutSample(_ name: String) -> String {
    guard name.last == ")", let open = name.lastIndex(of: "(") else { return name }
    return String(name[..<open])
  }

  private func width(of layer: Int) -> Int { names[.out]?[layer]?[0].count ?? 0 }

  /// What the units of a layer are called: h1, h2.
  private func unitNames(of layer: Int) -> [String] {
    (names[.out]?[layer]?[0] ?? []).map { name in
      name.hasPrefix("out_") ? String(name.dropFirst(4)) : name
    }
  }

  /// The words for a layer in names: h or hidden, o or output.
  private func words(for layer: Int) -> [String] {
    if layer == 0 { return ["i", "x", "in", "input"] }
    if layer == depth { return ["o", "y", "out", "output"] }
    return depth == 2 ? ["h", "hidden", "hid"] : ["h\(layer)", "hidden\(layer)", "hid\(layer)"]
  }

  private mutating func learnReferences() {
    var running = 0
    for layer in 0...depth {
      let units = unitNames(of: layer)
      for (unit, name) in units.enumerated() {
        let place = Place(layer: layer, position: [unit])
        func add(_ key: String, _ conventions: Set<NamingConvention> = [], cost: Int = 1) {
          self.units[key, default: []].append(
            Reference(place: place, conventions: conventions, cost: cost))
        }
        let number = unit + 1
        let own = name.lowercased()
        add(own, cost: 0)
        for word in words(for: layer) {
          let key = "\(word)\(number)"
          if key != own { add(key) }
          if units.count == 1, word != own { add(word) }
        }
        add("\(number)", [.numbering(isRunning: false)])
        add("[\(unit)]", [.numbering(isRunning: false)])
        if layer > 0, depth > 1 { add("\(running + number)", [.numbering(isRunning: true)]) }
        if units.count == 1, layer == depth { add("") }
        for base in [0, 1] {
          let written = layer + base
          let counted: Set<NamingConvention> = [.layers(from: base)]
          for key in ["\(number)^\(written)", "\(written)\(number)", "\(written)[\(unit)]"] {
            add(key, counted)
          }
          add("[\(unit)]^\(written)", counted)
          if units.count == 1 {
            add("^\(written)", counted)
            add("\(written)", counted)
          }
        }
      }
      if layer > 0 {
        learnConnections(into: layer)
        running += units.count
      }
      learnNames(of: layer)
    }
  }

  private mutating func learnConnections(into layer: Int) {
    let (sources, targets) = (unitNames(of: layer - 1), unitNames(of: layer))
    for (from, source) in sources.enumerated() {
      for (to, target) in targets.enumerated() {
        let place = Place(layer: layer, position: [from, to])
        func add(_ key: String, _ conventions: Set<NamingConvention> = [], cost: Int = 1) {
          connections[key, default: []].append(
            Reference(place: place, conventions: conventions, cost: cost))
        }
        add("\(source)\(target)".lowercased(), cost: 0)
        add("\(target)\(source)".lowercased(), cost: 0)
        for isFromFirst in [true, false] {
          let (a, b) = isFromFirst ? (from, to) : (to, from)
          let order: Set<NamingConvention> =
            a == b && sources.count == targets.count ? [] : [.indices(isFromFirst: isFromFirst)]
          for (pair, isShort) in [("\(a + 1)\(b + 1)", true), ("\(a + 1),\(b + 1)", false)] {
            add(pair, order, cost: 2)
            for base in [0, 1] {
              let counted = order.union([.weightLayers(from: base)])
              let written = layer + base
              add("\(pair)^\(written)", counted)
              add("\(written)\(isShort ? pair : "[\(pair)]")", counted)
            }
          }
          for base in [0, 1] {
            let counted = order.union([.weightLayers(from: base)])
            add("\(layer + base)[\(a),\(b)]", counted)
            add("[\(a),\(b)]^\(layer + base)", counted)
          }
          if depth == 1 { add("[\(a),\(b)]", order) }
          let words = self.words(for: layer)
          for word in words + zip(self.words(for: layer - 1), words).map({ $0 + $1 }) {
            add("\(word)[\(a),\(b)]", order)
            add("\(word)\(a + 1)\(b + 1)", order)
          }
        }
      }
    }
  }

  /// What the layer as a whole is called.
  private mutating func learnNames(of layer: Int) {
    let place = Place(layer: layer, position: [])
    func add(_ key: String, _ conventions: Set<NamingConvention> = [], cost: Int = 1) {
      layerNames[key, default: []].append(
        Reference(place: place, conventions: conventions, cost: cost))
    }
    for word in words(for: layer) {
      add(word, cost: 0)
      for before in layer > 0 ? words(for: layer - 1) : [] { add(before + word, cost: 0) }
    }
    for base in [0, 1] {
      add("^\(layer + base)", [.layers(from: base)])
      add("\(layer + base)", [.layers(from: base)])
    }
    add("")
  }

  /// The elements that a symbol with what is attached to it can mean.
  func elements(_ symbol: Symbol, _ rest: String) -> [(name: String, reference: Reference)] {
    let references = (symbol.role == .weight ? connections : units)[rest] ?? []
    return references.compactMap { reference in
      guard isIn(symbol.layers, reference.place.layer),
        let rows = names[symbol.role]?[reference.place.layer]
      else { return nil }
      let position = reference.place.position
      if position.count == 2 { return (rows[position[0]][position[1]], reference) }
      // A bias that a whole layer shares is that of each unit.
      guard position[0] < rows[0].count else { return nil }
      return (rows[0][position[0]], reference)
    }
  }

  /// The tensors that a symbol with what is attached to it can mean, as rows of names.
  func tensors(_ symbol: Symbol, _ rest: String) -> [(rows: [[String]], reference: Reference)] {
    (layerNames[rest] ?? []).compactMap { reference in
      var reference = reference
      if symbol.role == .weight || symbol.role == .bias {
        reference.conventions = Set(
          reference.conventions.map { convention in
            if case .layers(let base) = convention { return .weightLayers(from: base) }
            return convention
          })
      }
      guard isIn(symbol.layers, reference.place.layer),
        let rows = names[symbol.role]?[reference.place.layer]
      else { return nil }
      return (rows, reference)
    }
  }

  /// All weights in the order of their numbers.
  var weights: [String] {
    (names[.weight] ?? [:]).sorted { $0.key < $1.key }.flatMap { _, rows in
      (rows.first ?? []).indices.flatMap { column in rows.map { $0[column] } }
    }
  }

  /// The bare name of a unit, which stands for its output: `h1`.
  func unit(_ name: String) -> [(name: String, reference: Reference)] {
    (units[name] ?? []).compactMap { reference in
      guard reference.cost == 0, let rows = names[.out]?[reference.place.layer] else { return nil }
      return (rows[0][reference.place.position[0]], reference)
    }
  }

  /// Whether a unit is called so, by whatever word.
  func isUnit(_ name: String) -> Bool { units[name]?.contains { $0.cost == 0 } ?? false }

  private func isIn(_ layers: Symbol.Layers, _ layer: Int) -> Bool {
    switch layers {
    case .any: layer > 0
    case .hidden: layer > 0 && layer < depth
    case .last: layer == depth
    case .withInputs: true
    case .first: layer == 0
    }
  }
}

/// What a name takes for granted that somebody else may take otherwise; one sheet keeps to one
/// variant of each.
enum NamingConvention: Hashable, Sendable {
  /// The number of the first layer of units: 0 if the inputs are layer 0.
  case layers(from: Int)
  /// The number of the first layer of weights, less 1.
  case weightLayers(from: Int)
  /// Whether units are numbered through all layers.
  case numbering(isRunning: Bool)
  /// Whether the first index of a weight is the unit that it comes from.
  case indices(isFromFirst: Bool)
  /// What a letter stands for.
  case letter(String, Role)
  /// Whether the rows of a matrix of weights are the units that they come from.
  case rows(areSources: Bool)

  /// The same for the variants of one convention.
  var family: String {
    switch self {
    case .layers: "layers"
    case .weightLayers: "weight layers"
    case .numbering: "numbering"
    case .indices: "indices"
    case .letter(let letter, _): "letter \(letter)"
    case .rows: "rows"
    }
  }
}
