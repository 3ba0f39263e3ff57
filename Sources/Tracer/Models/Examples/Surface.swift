/// A function of some numbers, mostly two, whose lowest point optimizers look for.
package struct Surface: Sendable {
  /// What it is called on the command line.
  package let name: String
  /// Where somebody is who is on it, for a heading: `in a long valley`.
  package let place: Phrase
  /// What it is, in a sentence.
  let summary: Phrase?
  /// A learning rate for each kind of optimizer with which its path is worth looking at.
  let rates: [String: Double]
  /// The calculation, some numbers given and one result.
  package let model: Model
  /// The numbers.
  package let leaves: [NodeID]
  /// The gradient at each step, where a list gives it and no function; else none.
  package private(set) var gradients: [Double] = []

  /// A surface from an expression file; what is given in it is optimized, but for its constants.
  package init(_ file: ExpressionFile) throws(SurfaceError) {
    let labels = file.model.graph.ids.map { file.model.graph[$0].names.label }
    if let setting = labels.first(where: Registry.optimizerSymbols.contains) {
      throw .namedAsSetting(setting, surface: file.model.name)
    }
    try self.init(
      file,
      place: Phrase(en: "on the surface \(file.model.name)", ko: "\(file.model.name)"),
      summary: nil, rates: [:])
  }

  /// One number whose gradients are a list, whatever they come from.
  package init(gradients: [Double]) {
    self.init(
      "gradients", "w = 0\nconst g = \(gradients.first ?? 0)\nE = g * w\n",
      Phrase(en: "on given gradients", ko: "주어진 기울기"), nil, rates: [:])
    self.gradients = gradients
  }

  private init(
    _ file: ExpressionFile, place: Phrase, summary: Phrase?, rates: [String: Double]
  ) throws(SurfaceError) {
    let graph = file.model.graph
    let leaves = graph.ids.filter { graph[$0].role == .input }
    guard !leaves.isEmpty else { throw .nothingToChange(surface: file.model.name) }
    name = file.model.name
    (self.place, self.summary) = (place, summary)
    self.leaves = leaves
    self.rates = rates
    var model = file.model
    model.trained = leaves
    model.differentiated = leaves
    self.model = model
  }

  private init(
    _ name: String, _ text: String, _ place: Phrase, _ summary: Phrase?, rates: [String: Double]
  ) {
    guard let file = try? ExpressionFile(text, file: name),
      let surface = try? Surface(file, place: place, summary: summary, rates: rates)
    else { preconditionFailure("the surface \(name) is no expression") }
    self = surface
  }

  package static let all: [Surface] = [
    Surface(
      "valley", "x = -7\ny = 2\nf = x^2 / 20 + y^2\n",
      Phrase(en: "in a long valley", ko: "긴 골짜기"),
      Phrase(
        en: "It is a long valley whose curvature across is twenty times that along it.",
        ko: "긴 골짜기로, 골짜기를 가로지르는 방향의 곡률이 골짜기 방향의 20배이다."),
      rates: [
        "gradient-descent": 0.9, "momentum": 0.1, "nesterov": 0.1, "adagrad": 1.5, "rmsprop": 0.3,
        "adam": 0.3,
      ]),
    Surface(
      "saddle", "x = 1.5\ny = 0.01\nf = x^2 - y^2\n",
      Phrase(en: "at a saddle point", ko: "안장점"),
      Phrase(
        en: "It has a saddle point, where the gradient vanishes although there is no minimum.",
        ko: "기울기가 0이지만 극솟점이 아닌 안장점이 있다."),
      rates: [
        "gradient-descent": 0.1, "momentum": 0.05, "nesterov": 0.05, "adagrad": 0.3,
        "rmsprop": 0.05, "adam": 0.1,
      ]),
    Surface(
      "beale",
      """
      x = 2
      y = 0.2
      f = (1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2

      """,
      Phrase(en: "on Beale's function", ko: "Beale 함수"),
      Phrase(
        en: """
          This is Beale's function, flat in the middle with steep edges; its minimum is at \
          (3, 0.5).
          """,
        ko: "이것은 Beale 함수로, 가운데는 평평하고 가장자리는 가파르며 (3, 0.5)에서 최소이다."),
      rates: [
        "gradient-descent": 0.01, "momentum": 0.01, "nesterov": 0.01, "adagrad": 0.1,
        "rmsprop": 0.02, "adam": 0.1,
      ]),
  ]

  package static func named(_ name: String) -> Surface? { all.first { $0.name == name } }

  /// The names of the numbers.
  package var axes: [String] { leaves.map { model.graph[$0].names.label } }

  /// The model from another starting point, with an optimizer.
  /// - Parameter step: How many steps were made before, for gradients that are a list.
  package func model(from start: [Double]?, optimizer: any Optimizer, step: Int = 0) -> Model {
    var model = model
    model.optimizer = optimizer
    for (leaf, value) in zip(leaves, start ?? []) { model.leaves[leaf] = Tensor(value) }
    if gradients.indices.contains(step), let g = model.graph.node(labelled: "g") {
      model.leaves[g] = Tensor(gradients[step])
    }
    return model
  }

  /// The height over points, one trace for all of them.
  package var height: ([Double]) -> Double {
    var trace = model.trace
    return { [leaves] point in
      trace.set(Dictionary(uniqueKeysWithValues: zip(leaves, point.map { Tensor($0) })))
      return trace[ElementID(trace.graph.objective, 0)]
    }
  }
}

/// Why a calculation is no surface.
package enum SurfaceError: Fault {
  /// Nothing in it can be changed.
  case nothingToChange(surface: String)
  /// The optimizers' rules have a symbol of that name.
  case namedAsSetting(String, surface: String)

  package var kind: FaultKind { .badData }

  /// `pi.calc: no number to optimize over; a line such as x = 2 gives one`
  package var description: String {
    switch self {
    case .nothingToChange(let surface):
      "\(quoting: surface): no number to optimize over; a line such as x = 2 gives one"
    case .namedAsSetting(let name, let surface):
      "\(quoting: surface): \(name) stands for something else in the optimizers' rules; call it a or x"
    }
  }
}
