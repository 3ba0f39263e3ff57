/// What a graph is as a network: its layers of units and the connections between them, by whatever
/// numbers and letters people count them.
struct NetworkLayout: Sendable {
  /// What a piece of a name can refer to, and what is taken for granted by reading it so.
  struct Reference: Hashable, Sendable {
    /// The layer, counted from 0 for the inputs.
    let layer: Int
    /// A unit's place in its layer; two numbers for a connection, from and to; none for all.
    let position: [Int]
    var conventions: Set<NamingConvention> = []
    var cost = 1
  }

  /// The names of the elements that have a role in a layer: rows of one unit each but for weights,
  /// which have a row for each unit that they come from.
  private(set) var names: [Role: [Int: [[String]]]] = [:]
  /// How many layers there are, inputs aside.
  private(set) var depth = 0
  /// How many samples a batch holds.
  private(set) var samples = 1
  /// What keys refer to: units, connections, layers.
  private var references: [Kind: [String: [Reference]]] = [:]

  private enum Kind { case unit, connection, layer }

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
      let width = node.shape.rank == 2 ? node.shape[1] : node.shape.count
      switch node.role {
      case .weight where node.shape.rank == 2:
        names[.weight, default: [:]][layer] = (0..<node.shape[0]).map { row in
          Array(elements[row * width..<(row + 1) * width])
        }
      case .bias: names[.bias, default: [:]][layer] = [elements]
      case .net, .out, .input, .target, .error:
        // The names of the first sample serve for all.
        if node.shape.rank == 2 { samples = max(samples, node.shape[0]) }
        guard names[node.role]?[layer] == nil else { continue }
        names[node.role, default: [:]][layer] = [elements.prefix(width).map(Self.withoutSample)]
      default: break
      }
    }
    if let errors = names[.error]?[-1] { names[.error] = [depth: errors] }
    // a⁽⁰⁾ is what comes in.
    let inputs = names[.input]?[0]
    names[.out]?[0] = inputs
    var before = 0
    for layer in 0...depth {
      learn(layer, unitsBefore: before)
      before += unitNames(of: layer).count
    }
  }

  private static func withoutSample(_ name: String) -> String {
    guard name.last == ")", let open = name.lastIndex(of: "(") else { return name }
    return String(name[..<open])
  }

  /// What the units of a layer are called: h1, h2.
  private func unitNames(of layer: Int) -> [String] {
    (names[.out]?[layer]?[0] ?? []).map { name in
      (name.hasPrefix("out_") ? String(name.dropFirst(4)) : name).lowercased()
    }
  }

  /// The words for a layer in names.
  private func words(for layer: Int) -> [String] {
    if layer == 0 { return ["i", "x", "in", "input"] }
    if layer == depth { return ["o", "y", "out", "output"] }
    let words = ["h", "hidden", "hid"]
    return (depth == 2 ? words : []) + words.map { "\($0)\(layer)" }
  }

  /// How a unit, a connection, and a whole layer are referred to. N is a unit's number in its layer,
  /// U the same from 0, K a number that stands alone, R one through all layers, L the layer, W a word
  /// for it and P one for the layer before; for a connection M, V and Q are those of the second unit.
  private static let unitPatterns = ["K", "[U]", "R", "WN", "N^L", "LN", "L[U]", "[U]^L"]
  private static let soleUnitPatterns = ["W", "^L", "L"]
  private static let soleConnectionPatterns = ["N^L", "[U]^L"]
  private static let connectionPatterns = [
    "NM", "N,M", "RQ", "R,Q", "[U,V]", "NM^L", "N,M^L", "L[N,M]", "LNM", "L[U,V]", "[U,V]^L",
    "W[U,V]", "WNM", "PW[U,V]", "PWNM",
  ]
  private static let layerPatterns = ["", "W", "PW", "^L", "L", "mS"]

  private typealias Filling = (text: String, conventions: Set<NamingConvention>)

  private mutating func learn(_ layer: Int, unitsBefore: Int) {
    let (sources, units) = (layer > 0 ? unitNames(of: layer - 1) : [], unitNames(of: layer))
    let inputs = unitNames(of: 0).count
    func word(_ layer: Int) -> [Filling] { words(for: layer).map { ($0, []) } }
    func layers(_ convention: (Int) -> NamingConvention) -> [Filling] {
      [
        ("\(layer)", [convention(0)]), ("\(layer + 1)", [convention(1)]),
        ("\(layer - depth - 1)", []),
      ]
    }
    func running(_ unit: Int, before: Int) -> [Filling] {
      // Where all units have numbers of their own, a layer's numbers do not begin at 1 again.
      [(before - inputs, Numbering.running), (before, .runningFromInputs)].compactMap {
        start, way in
        start >= 0 && depth > 1 ? ("\(start + unit + 1)", [.numbering(way)]) : nil
      }
    }
    let layerFillings: [Character: [Filling]] = [
      "L": layers { .layers(from: $0) }, "W": word(layer), "P": layer > 0 ? word(layer - 1) : [],
      "S": [1, 2].map { ("\($0 * (layer - 1))", [.modules(perLayer: $0)]) },
    ]
    for (unit, name) in units.enumerated() {
      let reference = Reference(layer: layer, position: [unit])
      add(.unit, name, reference, cost: 0)
      let fillings = layerFillings.merging([
        "N": [("\(unit + 1)", [])], "U": [("\(unit)", [])],
        "K": [("\(unit + 1)", [.numbering(.anew)])], "R": running(unit, before: unitsBefore),
      ]) { $1 }
      add(.unit, Self.unitPatterns, fillings, reference)
      guard units.count == 1 else { continue }
      add(.unit, Self.soleUnitPatterns + (layer == depth ? [""] : []), fillings, reference)
    }
    let weightFillings = layerFillings.merging(["L": layers { .weightLayers(from: $0) }]) { $1 }
    for (from, source) in sources.enumerated() {
      for (to, target) in units.enumerated() {
        let reference = Reference(layer: layer, position: [from, to])
        add(.connection, source + target, reference, cost: 0)
        add(.connection, target + source, reference, cost: 0)
        for isFromFirst in [true, false] {
          let (a, b) = isFromFirst ? (from, to) : (to, from)
          let before = unitsBefore - sources.count
          let (p, q) = isFromFirst ? (before, unitsBefore) : (unitsBefore, before)
          var reference = reference
          if from != to || sources.count != units.count {
            reference.conventions = [.indices(isFromFirst: isFromFirst)]
          }
          add(
            .connection, Self.connectionPatterns,
            weightFillings.merging([
              "N": [("\(a + 1)", [])], "M": [("\(b + 1)", [])], "U": [("\(a)", [])],
              "V": [("\(b)", [])], "R": running(a, before: p), "Q": running(b, before: q),
            ]) { $1 }, reference)
        }
        guard units.count == 1 else { continue }
        add(
          .connection, Self.soleConnectionPatterns,
          weightFillings.merging(["N": [("\(from + 1)", [])], "U": [("\(from)", [])]]) { $1 },
          reference)
      }
    }
    add(.layer, Self.layerPatterns, layerFillings, Reference(layer: layer, position: []))
  }

  private mutating func add(_ kind: Kind, _ key: String, _ reference: Reference, cost: Int) {
    var reference = reference
    reference.cost = cost
    references[kind, default: [:]][key, default: []].append(reference)
  }

  /// Learns all that comes of patterns with their letters filled in, in every way that does not
  /// contradict itself.
  private mutating func add(
    _ kind: Kind, _ patterns: [String], _ fillings: [Character: [Filling]], _ reference: Reference
  ) {
    for pattern in patterns {
      var found: [Filling] = [("", reference.conventions)]
      for letter in pattern {
        let itself: Filling = (String(letter), [])
        let choices = letter.isUppercase ? fillings[letter] ?? [] : [itself]
        found = found.flatMap { left in
          choices.map { (left.text + $0.text, left.conventions.union($0.conventions)) }
        }
      }
      for (key, conventions) in found where conventions.isConsistent {
        // An index without its layer says less.
        let cost = kind == .connection && !pattern.contains { "LW".contains($0) } ? 2 : 1
        add(
          kind, key,
          Reference(layer: reference.layer, position: reference.position, conventions: conventions),
          cost: cost)
      }
    }
  }

  /// The elements that a symbol with what is attached to it can mean: one, or those of a layer as
  /// rows.
  func elements(_ symbol: Symbol, _ rest: String) -> [(rows: [[String]], reference: Reference)] {
    let isParameter = symbol.role == .weight || symbol.role == .bias
    let single = references[symbol.role == .weight ? .connection : .unit]?[rest] ?? []
    return (single + (references[.layer]?[rest] ?? [])).compactMap { reference in
      guard isIn(symbol.layers, reference.layer), let rows = names[symbol.role]?[reference.layer]
      else { return nil }
      var reference = reference
      if isParameter { reference.conventions = Set(reference.conventions.map(\.ofWeights)) }
      switch reference.position.count {
      case 2: return ([[rows[reference.position[0]][reference.position[1]]]], reference)
      // A bias that a whole layer shares is that of no unit.
      case 1:
        guard symbol.role != .bias || rows[0].count == unitNames(of: reference.layer).count else {
          return nil
        }
        return ([[rows[0][reference.position[0]]]], reference)
      default: return (rows, reference)
      }
    }
  }

  /// All weights in the order of their numbers.
  var weights: [String] {
    (names[.weight] ?? [:]).sorted { $0.key < $1.key }.flatMap { _, rows in
      (rows.first ?? []).indices.flatMap { column in rows.map { $0[column] } }
    }
  }

  /// The bare name of a unit, which stands for its output: `h1`.
  func unit(_ name: String) -> [(name: String, layer: Int)] {
    (references[.unit]?[name] ?? []).compactMap { reference in
      guard reference.cost == 0, let rows = names[.out]?[reference.layer] else { return nil }
      return (rows[0][reference.position[0]], reference.layer)
    }
  }

  /// The outputs of the units of some layers.
  func units(of layers: ClosedRange<Int>) -> [String] {
    layers.flatMap { names[.out]?[$0]?[0] ?? [] }
  }

  /// The unit whose net input or output is called so.
  func unit(havingName name: String) -> String? {
    guard ["net_", "out_"].contains(name.prefix(4)), !unit(String(name.dropFirst(4))).isEmpty
    else { return nil }
    return String(name.dropFirst(4))
  }

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

/// How the units of a network are numbered: anew in each layer, or through all layers, without the
/// inputs or with them.
enum Numbering: Hashable, Sendable { case anew, running, runningFromInputs }

/// What a name takes for granted that somebody else may take otherwise; one sheet keeps to one
/// variant of each.
enum NamingConvention: Hashable, Sendable {
  /// The number of the first layer of units: 0 if the inputs are layer 0.
  case layers(from: Int)
  /// The number of the first layer of weights, less 1.
  case weightLayers(from: Int)
  case numbering(Numbering)
  /// Whether the first index of a weight is the unit that it comes from.
  case indices(isFromFirst: Bool)
  /// What a letter stands for.
  case letter(String, Role)
  /// How many modules of a list a layer takes: one, or two with its activation.
  case modules(perLayer: Int)
  /// Whether what the heading in a line says is said of the numbers below it.
  case heading(line: Int, isMeant: Bool)
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
    case .modules: "modules"
    case .heading(let line, _): "heading \(line)"
    case .rows: "rows"
    }
  }

  /// Whether it says what a letter stands for.
  var isOfLetter: Bool { if case .letter = self { true } else { false } }

  /// The same for the layers of weights.
  fileprivate var ofWeights: NamingConvention {
    if case .layers(let base) = self { .weightLayers(from: base) } else { self }
  }

  /// How much less usual it is than another.
  var cost: Int {
    switch self {
    case .layers(from: 1), .weightLayers(from: 1): 2
    case .numbering(.runningFromInputs), .modules(perLayer: 1): 1
    case .heading(_, isMeant: false): 2
    default: 0
    }
  }
}

extension Set<NamingConvention> {
  /// Whether all of them can hold on one sheet.
  var isConsistent: Bool { Set<String>(map(\.family)).count == count }
}
