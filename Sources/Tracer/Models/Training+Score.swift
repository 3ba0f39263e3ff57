extension Training {
  /// The outputs for some samples, [samples, outputs]; for a softmax its net inputs, whose order is
  /// the same and which do not round to equal numbers.
  private func outputs(_ data: DataSet) throws -> (values: [Scalar], losses: [Double]) {
    let network = description.network
    let isSoftmax = network.layers.last?.activation is Softmax
    guard
      let output = run.graph.ids.last(where: { run.graph[$0].role == (isSoftmax ? .net : .out) })
    else { preconditionFailure("a network has outputs") }
    let samples = try data.samples(outputs: network.sizes[network.sizes.count - 1])
    let (values, objectives) = try run.evaluate(output, on: samples)
    return (values, objectives.map { lossSum($0.objective, $0.samples) })
  }

  /// The sum of the losses of each batch, and the class that the network finds most probable for each
  /// sample, the first of equals.
  func answers(to data: DataSet) throws -> (losses: [Double], classes: [Int]) {
    let (values, losses) = try outputs(data)
    return (losses, classes(of: values))
  }

  private func classes(of outputs: [Scalar]) -> [Int] {
    let width = description.network.sizes[description.network.sizes.count - 1]
    if width == 1 { return outputs.map { $0 > 0.5 ? 1 : 0 } }
    return stride(from: 0, to: outputs.count, by: width).map { start in
      (1..<width).reduce(0) { outputs[start + $1] > outputs[start + $0] ? $1 : $0 }
    }
  }

  /// How well the network answers some samples, which are normalized.
  package func score(_ data: DataSet) throws -> Score {
    let (values, losses) = try outputs(data)
    var score = Score(loss: losses.reduce(0, +) / Double(max(1, data.count)))
    switch data.targets {
    case .classes(let classes, _):
      let right = zip(self.classes(of: values), classes).count { $0 == Int($1) }
      score.accuracy = Double(right) / Double(max(1, data.count))
    case .numbers(let targets, let names):
      var (left, all) = (0.0, 0.0)
      for column in names.indices {
        let own = stride(from: column, to: targets.count, by: names.count)
        let mean = own.reduce(0) { $0 + targets[$1] } / Double(max(1, data.count))
        for place in own {
          left +=
            (targets[place] - Double(values[place])) * (targets[place] - Double(values[place]))
          all += (targets[place] - mean) * (targets[place] - mean)
        }
      }
      if all > 0 { score.determination = 1 - left / all }
    }
    return score
  }

  /// How some samples are told: a row for each class, a column for each answer; empty for numbers.
  package func confusion(_ data: DataSet) throws -> [[Int]] {
    guard case .classes(let classes, let names) = data.targets else { return [] }
    var table = [[Int]](repeating: [Int](repeating: 0, count: names.count), count: names.count)
    for (answer, label) in zip(try answers(to: data).classes, classes) {
      table[Int(label)][answer] += 1
    }
    return table
  }
}
