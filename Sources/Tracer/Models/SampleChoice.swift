/// Which samples of a data set are looked at, as an option says it.
package struct SampleChoice: Equatable, Sendable {
  private enum Which: Equatable {
    case positions([Int])
    case worst
    case misclassified(Int)
  }

  /// The part that is named; without one, the part to test with, or all.
  private let part: DataSet.Part?
  private let which: Which

  /// The choice that a word stands for: `17`, `3,7`, `0:32`, `worst`, `misclassified`,
  /// `misclassified:2`, each with `train:` or `test:` before it or not; all counted from 0.
  package init?(_ word: String) {
    var parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    part = DataSet.Part(rawValue: parts[0])
    if part != nil { parts.removeFirst() }
    func number(_ text: String) -> Int? { Int(text).flatMap { $0 >= 0 ? $0 : nil } }
    switch (parts.first, parts.count) {
    case ("worst", 1): which = .worst
    case ("misclassified", 1): which = .misclassified(0)
    case ("misclassified", 2):
      guard let place = number(parts[1]) else { return nil }
      which = .misclassified(place)
    case (let first?, 2):
      guard let start = number(first), let end = number(parts[1]), start < end,
        end - start <= 100_000
      else { return nil }
      which = .positions(Array(start..<end))
    case (let list?, 1):
      let numbers = list.split(separator: ",", omittingEmptySubsequences: false).map {
        number(String($0))
      }
      let found = numbers.compactMap(\.self)
      guard found.count == numbers.count else { return nil }
      which = .positions(found)
    default: return nil
    }
  }

  /// Whether the samples are of the part to test with, where there is one.
  package var isOfTest: Bool {
    if case .positions = which { part == .test } else { part != .train }
  }

  /// The samples of one part, or, of numbers without a part, of the file as it is.
  /// - Parameter open: Gives the samples as they are divided, or undivided.
  package func data(
    _ reference: DataReference,
    _ open: (DataReference) throws -> (training: DataSet, test: DataSet?)
  ) throws -> DataSet {
    var reference = reference
    if case .positions = which, part == nil { reference.split = nil }
    let (training, test) = try open(reference)
    switch (part, which) {
    case (.train, _), (nil, .positions): return training
    case (nil, _): return test ?? training
    case (.test, _):
      guard let test else { throw training.fault("a part to test with (--split or --test)") }
      return test
    }
  }

  /// The positions of the samples.
  /// - Parameter data: As `data(_:_:)` gives them.
  /// - Throws: `DataError` for a sample that there is not.
  package func positions(of description: ModelDescription, in data: DataSet) throws -> [Int] {
    switch which {
    case .positions(let positions):
      if let beyond = positions.first(where: { $0 >= data.count }) {
        throw data.fault("a sample from 0 to \(data.count - 1)", "\(beyond)")
      }
      return positions
    case .worst:
      let losses = try description.answers(to: data).losses
      return losses.indices.max { losses[$0] < losses[$1] }.map { [$0] } ?? []
    case .misclassified(let place):
      guard case .classes(let classes, _) = data.targets else {
        throw data.fault("classes, where something is misclassified,", "numbers")
      }
      let answers = try description.answers(to: data).classes
      let wrong = answers.indices.filter { answers[$0] != Int(classes[$0]) }
      guard wrong.indices.contains(place) else {
        let expected =
          place == 0
          ? "a sample that is misclassified" : "more than \(place) that are misclassified"
        throw data.fault(expected, "\(wrong.isEmpty ? "none" : "\(wrong.count)") of \(data.count)")
      }
      return [wrong[place]]
    }
  }
}

extension ModelDescription {
  /// The loss of each sample, and the class that the network finds most probable.
  package func answers(to data: DataSet) throws -> (losses: [Double], classes: [Int]) {
    let training = try Training<Double>(
      self, training: data, batch: 1, generator: NumPyGenerator(seed: 0))
    return try training.answers(to: training.training)
  }

  /// The network over some samples of data, normalized as it is used to.
  /// - Throws: `DataError` if the network and the data do not fit together.
  package func over(_ chosen: [Int], of data: DataSet) throws -> ModelDescription {
    var description = self
    let subset = data.subset(chosen)
    try description.network.take(Array(chosen.indices), of: subset.normalized(by: normalization))
    let names = chosen.map(data.name(of:))
    let notes = subset.notes(names: names)
    description.title = Phrases.title(
      Phrase(en: "\(notes.listed) of \(data.name)", ko: "\(data.name)의 \(notes.listed)"))
    description.samples = notes
    description.notes = rawNotes(chosen, subset)
    description.answer = try answer(chosen, subset)
    return description
  }

  /// How the network answers a sample of a class.
  private func answer(_ chosen: [Int], _ subset: DataSet) throws -> Phrase? {
    guard chosen.count == 1, case .classes(let classes, let names) = subset.targets else {
      return nil
    }
    let (right, told) = (names[Int(classes[0])], names[try answers(to: subset).classes[0]])
    let isRight = right == told
    return Phrase(
      en: """
        The class of this sample is \(right); the network answers \(told), which is \
        \(isRight ? "correct" : "wrong").
        """,
      ko: "정답 클래스는 \(right)이고 신경망의 답은 \(told)이므로 \(isRight ? "맞혔다" : "틀렸다").")
  }

  /// What a sample is before it is normalized.
  private func rawNotes(_ chosen: [Int], _ subset: DataSet) -> [Phrase] {
    guard chosen.count == 1, normalization != nil, subset.width <= 20,
      case .numbers(let numbers) = subset.inputs
    else { return [] }
    let values = zip(subset.inputNames, numbers).map { Phrase("\(number: $1) (\($0))") }
    let listed = values.joined()
    return [
      Phrase(
        en: "In the data, the sample has \(listed); the network sees its inputs normalized.",
        ko: "데이터에서 이 표본의 값은 다음과 같다: \(listed). 신경망은 정규화한 입력을 받는다.")
    ]
  }
}

extension DataSet {
  /// What is known of the samples beyond their numbers.
  func notes(names: [String]) -> SampleNotes {
    SampleNotes(
      names: names, classes: classes ?? [],
      pictures: pictureColumns.map { columns in
        (0..<count).map {
          DigitDrawing(pixels: picture($0), columns: columns, name: names[$0])
        }
      } ?? [])
  }
}

extension Network {
  /// Takes some samples of data as its own.
  /// - Throws: `DataError` if the network and the data do not fit together.
  package mutating func take(_ chosen: [Int], of data: DataSet) throws {
    let samples = try data.samples(outputs: sizes[sizes.count - 1])
    let graph = graph(samples: chosen.count).graph
    try take(inputsOf: data)
    let tensors: [NodeID: Tensor<Double>] = samples.tensors(chosen, for: graph)
    func rows(_ role: Role) -> [[Double]] {
      graph.ids.first { graph[$0].role == role }.flatMap { tensors[$0]?.rows } ?? []
    }
    (inputs, targets) = (rows(.input), rows(.target))
  }
}

extension Model {
  package func after(updates: Int) -> Model {
    var descent = Descent(self)
    for _ in 0..<updates { descent.advance() }
    return at(descent)
  }

  /// The model where its training stands.
  func at(_ descent: Descent) -> Model {
    var model = self
    model.leaves.merge(descent.parameters) { $1 }
    (model.updates, model.state) = (descent.step, descent.state)
    return model
  }
}
