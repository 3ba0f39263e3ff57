/// Several optimizers on the same surface: their steps derived, a table, and a plot of the paths.
package struct OptimizerComparison: Sendable {
  /// One optimizer on its way.
  package struct Entry: Sendable {
    package let name: String
    package let optimizer: any Optimizer

    /// What stands over its steps: its usual name, and the settings that were given with it.
    var title: Phrase {
      let settings = name.split(separator: ":").dropFirst().joined(separator: ", ")
      let title = optimizer.title
      return settings.isEmpty ? title : "\(title) (\(settings))"
    }

    /// The same called without settings, which a page's reader changes; those of one kind are numbered.
    package static func withoutSettings(_ entries: [Entry]) -> [Entry] {
      let kinds = entries.map { String($0.name.prefix { $0 != ":" }) }
      return entries.enumerated().map { position, entry in
        let kind = kinds[position]
        let number = kinds[...position].count { $0 == kind }
        let isAlone = kinds.count { $0 == kind } == 1
        return Entry(name: isAlone ? kind : "\(kind):\(number)", optimizer: entry.optimizer)
      }
    }

    package init(name: String, optimizer: any Optimizer) {
      (self.name, self.optimizer) = (name, optimizer)
    }
  }

  private let surface: Surface
  private let entries: [Entry]
  private let isAscent: Bool
  private let start: [Double]?
  let steps: Int
  private let derived: Int
  private let paths: [[Trace<Double>]]
  /// Why a path ends before its last step.
  private let faults: [NotFiniteError?]

  /// Lets each optimizer take its steps.
  /// - Parameters:
  ///   - isAscent: Whether they walk up, each with the gradient whose sign is changed.
  ///   - start: Where all of them start; by default, where the surface says.
  ///   - steps: How many steps each takes; it stops early where a number is no longer finite.
  ///   - derived: How many steps of each are derived line by line.
  package init(
    _ surface: Surface, _ entries: [Entry], isAscent: Bool = false, from start: [Double]? = nil,
    steps: Int, derived: Int
  ) throws(NotFiniteError) {
    let first = WorkedStep(surface.model(from: start, optimizer: surface.model.optimizer))
    if let fault = first.notFiniteAtStart(expecting: "another starting point") { throw fault }
    self.surface = surface
    let entries =
      isAscent ? entries.map { Entry(name: $0.name, optimizer: Ascent($0.optimizer)) } : entries
    self.entries = entries
    self.isAscent = isAscent
    self.start = start
    self.steps = steps
    self.derived = min(derived, steps)
    let walks = entries.map { entry -> (path: [Trace<Double>], fault: NotFiniteError?) in
      var descent = Descent(surface.model(from: start, optimizer: entry.optimizer), settles: true)
      var path = [descent.trace]
      while path.count <= steps {
        descent = surface.descent(descent, by: entry.optimizer, from: start)
        let before = descent
        descent.advance()
        guard descent.isFinite else {
          let model = surface.model(from: start, optimizer: entry.optimizer, step: path.count - 1)
          return (path, WorkedStep(model, from: before).notFinite)
        }
        path.append(descent.trace)
      }
      return (path, nil)
    }
    (paths, faults) = (walks.map(\.path), walks.map(\.fault))
  }

  package func document(digits: Int) -> Document {
    let worked = WorkedStep(surface.model(from: start, optimizer: surface.model.optimizer))
    var blocks: [Block] = [.heading(level: 1, Phrases.OptimizerComparison.title(surface.place))]
    if surface.gradients.isEmpty {
      blocks.say(
        Phrases.OptimizerComparison.idea(
          worked.objectiveName, worked.wholeFormula(of: worked.objectiveName), surface.summary,
          axes: surface.axes))
    }
    if isAscent { blocks.say(Phrases.OptimizerComparison.ascent) }
    if surface.gradients.isEmpty {
      blocks.head(Phrases.OptimizerComparison.surface)
      var list = EquationList(worked)
      list.deriveForward()
      list.deriveParameterGradients()
      for equation in list.equations { blocks.append(equation, digits: digits) }
    }
    for position in entries.indices { blocks += story(position, digits: digits) }
    blocks += [.heading(level: 2, Phrases.OptimizerComparison.paths), .plot(plot)]
    return Document(digits: digits, blocks: blocks)
  }

  /// The steps of one optimizer, derived, then as a table.
  private func story(_ position: Int, digits: Int) -> [Block] {
    let (entry, path) = (entries[position], paths[position])
    let model = surface.model(from: start, optimizer: entry.optimizer)
    var blocks: [Block] = [
      .heading(level: 2, entry.title),
      .paragraph(entry.optimizer.remark),
      .paragraph(settings(of: position, in: WorkedStep(model))),
    ]
    var descent = Descent(model, settles: true)
    for step in 0..<min(derived, path.count - 1) {
      descent = surface.descent(descent, by: entry.optimizer, from: start)
      let worked = WorkedStep(
        surface.model(from: start, optimizer: entry.optimizer, step: step), from: descent)
      var list = EquationList(worked)
      if surface.gradients.isEmpty { list.deriveForward() }
      list.deriveParameterGradients()
      let known = list.equations.count
      for parameter in worked.parameters { list.update(parameter) }
      blocks.head(Phrases.OptimizerComparison.step(step + 1), level: 3)
      blocks.say(
        Phrases.OptimizerComparison.at(
          zip(surface.leaves, surface.axes).map { leaf, name in
            (name, later(name, position, step, worked.before[ElementID(leaf, 0)]))
          }))
      let isKnown = step == 0 && surface.gradients.isEmpty
      for equation in list.equations.dropFirst(isKnown ? known : 0) {
        blocks.append(equation, digits: digits)
      }
      descent.advance()
    }
    blocks.append(.table(table(position)))
    return blocks + (end(of: position).map { [.paragraph($0)] } ?? [])
  }

  /// That a path ends early, and why, if it does.
  private func end(of position: Int) -> Phrase? {
    let step = paths[position].count
    guard step <= steps else { return nil }
    if let fault = faults[position], !fault.isOverflow {
      return Phrases.OptimizerComparison.undefined(step, fault.name, fault.part)
    }
    return Phrases.OptimizerComparison.diverged(step, isAscent: isAscent)
  }

  /// The settings of an optimizer, by the names that its rule has for them.
  private func settings(of position: Int, in worked: WorkedStep) -> Phrase {
    Phrases.settings(
      worked.settings.filter { $0.name != "t" }.map { name, value in
        (name, .symbol(name: prefix(position) + name, value: value))
      })
  }

  /// What is said of these settings alone.
  var passing: [Phrase] { paths.indices.compactMap(end) }

  /// The first step of each optimizer, what its own quantities' names begin with in a page, and what
  /// it is called there, where its settings change.
  var workedSteps: [(prefix: String, title: Phrase, worked: WorkedStep)] {
    entries.enumerated().map { position, entry in
      (
        prefix(position), entry.optimizer.title,
        WorkedStep(surface.model(from: start, optimizer: entry.optimizer))
      )
    }
  }

  private func prefix(_ position: Int) -> String {
    let kinds = entries.map { $0.name.prefix { $0 != ":" } }
    let earlier = kinds[..<position].count { $0 == kinds[position] }
    return "\(kinds[position])\(earlier == 0 ? "" : "\(earlier + 1)")."
  }

  /// A quantity after so many updates of an optimizer.
  private func later(_ name: String, _ position: Int, _ step: Int, _ value: Double) -> Formula {
    let later = Notation.name(prefix(position) + name, afterStep: step)
    return .symbol(name: step == 0 ? name : later, value: value)
  }

  /// Of which optimizer each equation is, and after how many updates; `nil` for those of the surface.
  func places(in document: Document) -> [(entry: Int, step: Int)?] {
    var (entry, step) = (-2, 0)
    return document.blocks.flatMap { block -> [(entry: Int, step: Int)?] in
      switch block {
      case .heading(2, _): (entry, step) = (entry + 1, -1)
      case .heading(3, _): step += 1
      case .equations(let equations):
        return equations.map { _ in entry < 0 ? nil : (entry, step) }
      default: break
      }
      return []
    }
  }

  private func table(_ position: Int) -> Table {
    let path = paths[position]
    let graph = surface.model.graph
    let shown = surface.leaves + (surface.gradients.isEmpty ? [graph.objective] : [])
    return Table(
      header: [Phrases.updates] + shown.map { Phrase("\(symbol: graph[$0].names.label)") },
      rows: Descent.scale(upTo: path.count - 1).map { step in
        ["\(step)"]
          + shown.map {
            let value = path[step][ElementID($0, 0)]
            return Phrase("\(quantity: later(graph[$0].names.label, position, step, value))")
          }
      }, caption: Phrases.OptimizerComparison.places(entries[position].title))
  }

  /// The paths: over contour lines, on a curve of one number, or else the value from step to step.
  package var plot: Plot {
    func plot(_ x: Plot.Axis, _ y: Plot.Axis, _ title: Phrase, _ paths: [[Plot.Point]]) -> Plot {
      Plot(
        title: title, x: x, y: y,
        series: paths.enumerated().map { position, points in
          // One path that runs away does not make all others too small to see.
          Plot.Series(
            entries[position].title,
            Array(points.prefix { abs($0.x) < 100 && abs($0.y) < 100 }),
            source: .points(x: places(position, 0), y: places(position, 1)))
        })
    }
    /// Where an optimizer is after each update, as formulas.
    func places(_ position: Int, _ axis: Int) -> [Formula] {
      let isOnSurface = !isListed && surface.leaves.count <= 2
      return (0...steps).map { step in
        guard isOnSurface || axis > 0 else { return .literal(Double(step)) }
        let node = isOnSurface ? shown[axis] : shown[shown.count - 1]
        return later(graph[node].names.label, position, step, 0)
      }
    }
    let graph = surface.model.graph
    let isListed = !surface.gradients.isEmpty
    let shown = isListed ? surface.leaves : surface.leaves + [graph.objective]
    let axes = shown.map { Plot.Axis("\(symbol: graph[$0].names.label)") }
    let values = paths.map { path in
      path.map { trace in shown.map { trace[ElementID($0, 0)] } }
    }
    let height = surface.height
    switch surface.leaves.count {
    case 1 where !isListed:
      var plot = plot(
        axes[0], axes[1], Phrases.OptimizerComparison.curve,
        values.map { $0.map { Plot.Point($0[0], $0[1]) } })
      let reached = plot.series.flatMap(\.points).map(\.x)
      let (low, high) = (reached.min() ?? 0, reached.max() ?? 0)
      let room = max(0.2 * (high - low), 0.1)
      let curve = (0...200).map { place -> Plot.Point in
        let x = low - room + (high - low + 2 * room) * Double(place) / 200
        return Plot.Point(x, height([x]))
      }
      for index in plot.series.indices { plot.series[index].isScattered = true }
      let places = paths.indices.flatMap { places($0, 0) }
      func extreme(_ function: Function) -> Formula {
        places.dropFirst().reduce(places[0]) { .call(function, [$0, $1]) }
      }
      let (left, right) = (extreme(.min), extreme(.max))
      let margin = Formula.call(.max, [0.2 * (right - left), 0.1])
      plot.series.insert(
        Plot.Series(
          axes[1].label, curve.filter { $0.y.isFinite },
          source: .curve(
            of: graph[shown[1]].names.label, over: graph[shown[0]].names.label,
            through: [left - margin, right + margin], parts: 200)), at: 0)
      return plot
    case 2:
      var plot = plot(
        axes[0], axes[1], Phrases.OptimizerComparison.plot(surface.place),
        values.map { $0.map { Plot.Point($0[0], $0[1]) } }
      ).overSurface { height([$0, $1]) }
      plot.surface = [graph[graph.objective].names.label] + surface.axes
      return plot
    default:
      let last = axes.count - 1
      return plot(
        Plot.Axis(Phrases.updates), axes[last], Phrases.OptimizerComparison.values,
        values.map { $0.enumerated().map { Plot.Point(Double($0.offset), $0.element[last]) } })
    }
  }
}

extension Surface {
  /// A descent that goes on; where gradients are a list, by the one of its next step.
  fileprivate func descent(
    _ descent: Descent, by optimizer: any Optimizer, from start: [Double]?
  ) -> Descent {
    guard !gradients.isEmpty else { return descent }
    let next = model(from: start, optimizer: optimizer, step: descent.step)
    return Descent(next, continuing: descent)
  }
}

extension WorkedStep {
  /// The formula of a quantity in given ones alone.
  fileprivate func wholeFormula(of name: String) -> Formula {
    guard let formula = equation(named: name)?.formula else {
      return .symbol(name: name, value: value(named: name) ?? .nan)
    }
    return formula.replacingSymbols { name, _ in wholeFormula(of: name) }
  }
}
