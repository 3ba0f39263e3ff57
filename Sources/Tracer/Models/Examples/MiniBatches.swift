/// Training with several sizes of batches, side by side from the same beginning.
package struct MiniBatches: Hashable, Sendable {
  /// How many samples a step takes: all for a batch, 1 for stochastic descent.
  package var sizes: [Int]
  package var epochs: Int
}

extension MiniBatches {
  /// More than so many times no sample is taken, so that a derivation takes seconds.
  private static let mostSteps = 100_000
  /// A plot has no more colours.
  private static let mostSizes = 6

  /// What a model file says: `{"sizes": [8, 1, 2], "epochs": 10}`.
  init(_ field: JSONField, samples: Int) throws(ModelFileError) {
    let members = try field.members(["sizes", "epochs"])
    let list = try field.required("sizes", of: members)
    sizes = try list.elements("a list of sizes").map { (size) throws(ModelFileError) in
      try size.integer(in: 1...samples)
    }
    guard (1...Self.mostSizes).contains(sizes.count), Set(sizes).count == sizes.count else {
      throw list.unexpected("1 to \(Self.mostSizes) different sizes")
    }
    epochs = try field.required("epochs", of: members).integer(
      in: 1...max(1, Self.mostSteps / samples))
  }

  var json: JSONValue {
    .object([("sizes", .numbers(sizes.map(Double.init))), ("epochs", .number(Double(epochs)))])
  }

  /// The error over the epochs in a table, and the paths of two parameters, or else the error, in a
  /// plot.
  func study(of description: ModelDescription, trainingBiases: Bool) -> [Block] {
    guard let model = try? description.model(trainingBiases: trainingBiases) else { return [] }
    let (graph, samples) = (model.graph, description.network.inputs.count)
    let names = sizes.map { Self.name(of: $0, among: samples) }
    let parameters = model.trained.flatMap { graph.elements(of: $0) }
    let runs = sizes.map { path(batch: $0, of: description, trainingBiases: trainingBiases) }

    var trace = model.trace
    /// The error over all samples where the parameters are those of a pass through some of them.
    func error(_ parameters: [NodeID: Tensor<Double>]) -> Double {
      trace.set(parameters)
      return trace[ElementID(graph.objective, 0)]
    }
    let errors = zip(sizes, runs).map { size, run in
      (0...epochs).map { error(run[$0 * Self.steps(batch: size, among: samples)]) }
    }
    let epoch = Phrase(en: "Epoch", ko: "에포크")
    let symbol = Phrase("\(symbol: graph.name(of: ElementID(graph.objective, 0)))")
    let table = Table(
      header: [epoch] + names.map { "E, \($0)" },
      rows: Descent.scale(upTo: epochs).map { epoch in
        ["\(epoch)"] + errors.map { Phrase("\(number: $0[epoch])") }
      })
    guard parameters.count == 2 else {
      let curves = zip(names, errors).map { name, errors in
        Plot.Series(name, errors.enumerated().map { Plot.Point(Double($0), $1) })
      }
      return [
        .table(table),
        .plot(
          Plot(
            title: Phrase(en: "The error over the epochs", ko: "에포크에 따른 오차"),
            x: Plot.Axis(epoch), y: Plot.Axis(symbol), series: curves)),
      ]
    }
    let points = runs.map { run in
      run.map { values in
        let place = parameters.map { values[$0.node]?[$0.offset] ?? .nan }
        return Plot.Point(place[0], place[1])
      }
    }
    let axes = parameters.map { Plot.Axis("\(symbol: graph.name(of: $0))") }
    let plot = Plot(
      title: Phrase(
        en: "The paths of the two parameters over \(epochs) epochs",
        ko: "\(epochs)에포크 동안 두 매개변수의 경로"),
      x: axes[0], y: axes[1], series: zip(names, points).map { Plot.Series($0, $1) }
    ).overSurface { x, y in
      var values = model.leaves.filter { model.trained.contains($0.key) }
      for (parameter, value) in zip(parameters, [x, y]) {
        values[parameter.node]?[parameter.offset] = value
      }
      return error(values)
    }
    return [.table(table), .plot(plot)]
  }

  /// The parameters at the beginning and after every step.
  private func path(
    batch size: Int, of description: ModelDescription, trainingBiases: Bool
  ) -> [[NodeID: Tensor<Double>]] {
    let samples = description.network.inputs.count
    let batches = stride(from: 0, to: samples, by: size).compactMap { start -> Model? in
      var part = description
      let range = start..<min(start + size, samples)
      part.network.inputs = Array(part.network.inputs[range])
      part.network.targets = Array(part.network.targets[range])
      return try? part.model(trainingBiases: trainingBiases)
    }
    var path: [[NodeID: Tensor<Double>]] = []
    var descent: Descent?
    for _ in 0..<epochs {
      for model in batches {
        var next = Descent(model, continuing: descent)
        if path.isEmpty { path.append(next.parameters) }
        next.advance()
        path.append(next.parameters)
        descent = next
      }
    }
    return path
  }

  private static func steps(batch size: Int, among samples: Int) -> Int {
    (samples + size - 1) / size
  }

  private static func name(of size: Int, among samples: Int) -> Phrase {
    switch size {
    case samples: Phrase(en: "batch: all \(samples) samples", ko: "배치: 표본 \(samples)개 모두")
    case 1: Phrase(en: "stochastic: 1 sample", ko: "확률적: 표본 1개")
    default: Phrase(en: "mini-batch: \(size) samples", ko: "미니배치: 표본 \(size)개")
    }
  }
}
