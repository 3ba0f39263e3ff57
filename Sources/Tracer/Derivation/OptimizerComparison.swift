/// Several optimizers on the same surface: their steps derived, a table, and a plot of the paths.
package struct OptimizerComparison: Sendable {
  /// One optimizer on its way.
  package struct Entry: Sendable {
    /// What it is called.
    package let name: String
    /// How it goes.
    package let optimizer: any Optimizer

    /// What stands over its steps: its usual name, and the settings that were given with it.
    var title: Phrase {
      let settings = name.split(separator: ":").dropFirst().joined(separator: ", ")
      let title = optimizer.title
      return settings.isEmpty
        ? title : Phrase(en: "\(title.english) (\(settings))", ko: "\(title.korean) (\(settings))")
    }

    /// An optimizer under a name.
    package init(name: String, optimizer: any Optimizer) {
      self.name = name
      self.optimizer = optimizer
    }
  }

  private let surface: Surface
  private let entries: [Entry]
  private let isAscent: Bool
  private let start: [Double]?
  private let steps: Int
  private let derived: Int
  private let paths: [[Trace<Double>]]

  /// Lets each optimizer take its steps.
  /// - Parameters:
  ///   - isAscent: Whether they walk up, each with the gradient whose sign is changed.
  ///   - start: Where all of them start; by default, where the surface says.
  ///   - steps: How many steps each takes; it stops early where a number is no longer finite.
  ///   - derived: How many steps of each are derived line by line.
  package init(
    _ surface: Surface, _ entries: [Entry], isAscent: Bool = false, from start: [Double]? = nil,
    steps: Int, derived: Int
  ) {
    self.surface = surface
    let entries =
      isAscent ? entries.map { Entry(name: $0.name, optimizer: Ascent($0.optimizer)) } : entries
    self.entries = entries
    self.isAscent = isAscent
    self.start = start
    self.steps = steps
    self.derived = min(derived, steps)
    paths = entries.map { entry in
      var descent = Descent(surface.model(from: start, optimizer: entry.optimizer))
      var path = [descent.trace]
      while path.count <= steps {
        descent.advance(settling: true)
        guard descent.trace.firstNonFinite == nil else { break }
        path.append(descent.trace.settled())
      }
      return path
    }
  }

  /// The document, with the given digits.
  package func document(digits: Int) -> Document {
    let worked = WorkedStep(surface.model(from: start, optimizer: surface.model.optimizer))
    var blocks: [Block] = [
      .heading(level: 1, Phrases.OptimizerComparison.title(surface.place)),
      .paragraph(
        Phrases.OptimizerComparison.idea(
          worked.objectiveName, worked.wholeFormula(of: worked.objectiveName), surface.summary,
          axes: surface.axes)),
    ]
    if isAscent { blocks.append(.paragraph(Phrases.OptimizerComparison.ascent)) }
    blocks += [
      .heading(level: 2, Phrases.OptimizerComparison.surface)
    ]
    var list = EquationList(worked)
    list.deriveForward()
    for parameter in worked.parameters { list.derive(worked.gradientName(parameter)) }
    for equation in list.equations { blocks.append(equation, digits: digits) }
    for (entry, path) in zip(entries, paths) { blocks += story(of: entry, path, digits: digits) }
    blocks += [.heading(level: 2, Phrases.OptimizerComparison.paths), .figure(.plot(plot))]
    return Document(digits: digits, blocks: blocks)
  }

  /// The steps of one optimizer, derived, then as a table.
  private func story(of entry: Entry, _ path: [Trace<Double>], digits: Int) -> [Block] {
    var blocks: [Block] = [
      .heading(level: 2, entry.title),
      .paragraph(entry.optimizer.remark),
      .paragraph(Phrases.OptimizerComparison.settings(Self.settings(of: entry.optimizer))),
    ]
    let model = surface.model(from: start, optimizer: entry.optimizer)
    var descent = Descent(model)
    for step in 0..<min(derived, path.count - 1) {
      let worked = WorkedStep(model, from: descent)
      var list = EquationList(worked)
      list.deriveForward()
      for parameter in worked.parameters { list.derive(worked.gradientName(parameter)) }
      let known = list.equations.count
      for parameter in worked.parameters { list.update(parameter) }
      blocks.append(.heading(level: 3, Phrases.OptimizerComparison.step(step + 1)))
      blocks.append(
        .paragraph(
          Phrases.OptimizerComparison.at(
            surface.leaves.map {
              (model.graph[$0].names.label, worked.before[ElementID($0, 0)])
            })))
      for equation in list.equations.dropFirst(step == 0 ? known : 0) {
        blocks.append(equation, digits: digits)
      }
      descent.advance(settling: true)
    }
    blocks.append(.table(table(of: path)))
    if path.count <= steps {
      blocks.append(
        .paragraph(Phrases.OptimizerComparison.diverged(path.count, isAscent: isAscent)))
    }
    return blocks
  }

  private func table(of path: [Trace<Double>]) -> Table {
    let graph = surface.model.graph
    let shown = surface.leaves + [graph.objective]
    return Table(
      header: [Phrases.updates] + shown.map { Phrase("\(symbol: graph[$0].names.label)") },
      rows: Descent.scale(upTo: path.count - 1).map { step in
        [Phrase("\(step)")] + shown.map { Phrase("\(number: path[step][ElementID($0, 0)])") }
      })
  }

  /// The paths over the surface's contour lines.
  package var plot: Plot {
    let points = paths.map { path in
      path.map { trace in
        Plot.Point(trace[ElementID(surface.leaves[0], 0)], trace[ElementID(surface.leaves[1], 0)])
      }
    }
    let axes = surface.axes.map { Plot.Axis(Phrase("\(symbol: $0)")) }
    return Plot(
      title: Phrases.OptimizerComparison.plot(surface.place), x: axes[0], y: axes[1],
      series: zip(entries, points).map { entry, points in
        // One path that runs away does not make all others too small to see.
        Plot.Series(
          entry.title,
          Array(points.prefix { abs($0.x) < 100 && abs($0.y) < 100 }))
      }
    ).overSurface(surface.height)
  }

  /// The settings as a model file writes them.
  private static func settings(of optimizer: any Optimizer) -> String {
    let optimizer = (optimizer as? Ascent)?.base ?? optimizer
    guard case .object(let members)? = Registry.json(of: optimizer) else { return "" }
    return Registry.settings(members)
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
