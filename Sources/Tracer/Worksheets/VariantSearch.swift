import Foundation

/// Finds numbers for an exercise that tell mistakes apart.
package struct VariantSearch {
  private let base: ModelDescription
  private let task: Exercise.Task
  private let seed: Int
  private let trainsBiases: Bool
  private let subject: Phrase
  private let numbers: GivenNumbers
  private let discrimination: Discrimination
  private let slopes: [String]
  private let template: Exercise
  private let fileText: String
  private let aim: Int

  /// How many networks are compared for a variant, how many changes of the best are tried, and how
  /// often one is drawn at most until none of its numbers is awkward.
  private static let (drawn, changed, patience) = (12, 36, 60)

  /// A variant: the network, the exercise about it, and what its numbers tell.
  package struct Variant: Sendable {
    /// Counted from 1.
    package let number: Int
    /// The network as a model file says it, its blanks included.
    package let description: ModelDescription
    package let exercise: Exercise
    package let quality: Quality
  }

  /// A search over the variants of a network.
  /// - Parameter subject: What the network is, for headings; its name by default.
  /// - Throws: As `Exercise` does.
  package init(
    _ description: ModelDescription, about subject: Phrase? = nil, task: Exercise.Task, seed: Int,
    trainingBiases: Bool = false
  ) throws {
    base = description
    fileText = try ModelSource.network(description).fileText()
    self.subject = subject ?? "\(description.name)"
    (self.task, self.seed, trainsBiases) = (task, seed, trainingBiases)
    let numbers = GivenNumbers(description)
    self.numbers = numbers
    var generator = Self.generator(seed, 0)
    // Where a unit is cut off, formulas lack what stands in them elsewhere.
    var first = description
    for _ in 0..<20 {
      first = numbers.redrawn(description, using: &generator)
      if try Self.isAlive(first.model(trainingBiases: trainingBiases)) { break }
    }
    template = try Exercise(try first.model(trainingBiases: trainingBiases), task: task)
    let (discrimination, slopes) = (Discrimination(template), template.slopes)
    (self.discrimination, self.slopes) = (discrimination, slopes)
    let difficulties = try (0..<15).map { _ in
      let drawn = numbers.redrawn(description, using: &generator)
      let given = drawn.givenNumbers(try drawn.model(trainingBiases: trainingBiases))
      return Quality(discrimination, discrimination.values(given: given), slopes: slopes).difficulty
    }.sorted()
    aim = difficulties[difficulties.count / 2]
  }

  private static func generator(_ seed: Int, _ number: Int) -> NumPyGenerator {
    NumPyGenerator(seed: UInt32(truncatingIfNeeded: seed &* 1_000_003 &+ number))
  }

  private static func isAlive(_ model: Model) -> Bool {
    var trace = model.trace
    trace.backward()
    return model.trained.allSatisfy { id in
      trace.gradients[id.index]?.elements.contains { $0 != 0 } ?? false
    }
      && model.graph.ids.allSatisfy { id in
        model.graph[id].role != .out || model.graph.elements(of: id).allSatisfy { trace[$0] != 0 }
      }
  }

  /// What a sheet's code says: the seed, and the number of the variant.
  package static func code(seed: Int, number: Int) -> String {
    "\(seed)-\(number < 10 ? "0" : "")\(number)"
  }

  /// The code of a sheet, with three letters that tell its network and its options.
  /// - Parameter mistakes: How many mistakes are planted in it, if any.
  package func code(_ number: Int, mistakes: Int? = nil) -> String {
    let options = task.options
    let words =
      [
        fileText, "\(trainsBiases)", "\(task.choice)",
        "\(task.asksRules)", "\(options.digits ?? 0)", "\(options.carry ?? 0)",
        options.order.rawValue, "\(options.chain.map { "\($0)" } ?? "")",
        options.only.joined(separator: ","), "\(mistakes ?? 0)",
      ].joined(separator: "\n")
    // FNV-1a: what differs in anything nearly always differs in these letters.
    var hash = words.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let letters = Array("abcdefghjkmnpqrstuvwxyz")
    let check = (0..<3).map { _ in
      defer { hash /= UInt32(letters.count) }
      return letters[Int(hash % UInt32(letters.count))]
    }
    return "\(Self.code(seed: seed, number: number))-\(String(check))"
  }

  package var blanks: Int { template.blanks.count }

  /// The best numbers that are found for a variant; the same for the same seed and number.
  /// - Parameter mistakes: How many mistakes are to be planted in it, for its code.
  /// - Throws: As `Exercise` does.
  package func variant(_ number: Int, mistakes: Int? = nil) throws -> Variant {
    var generator = Self.generator(seed, number)
    func values(_ description: ModelDescription) throws -> [String: Approximate] {
      discrimination.values(
        given: description.givenNumbers(try description.model(trainingBiases: trainsBiases)))
    }
    func badness(_ description: ModelDescription) throws -> Double {
      Quality(discrimination, try values(description), slopes: slopes).badness(aim: aim)
    }
    func convenient() throws -> ModelDescription {
      var (best, least) = (base, Int.max)
      for _ in 0..<Self.patience where least > 0 {
        let next = numbers.redrawn(base, using: &generator)
        let count = Quality.awkward(
          try values(next), blanks: discrimination.places.map(\.name), slopes: slopes
        ).count
        if count < least { (best, least) = (next, count) }
      }
      return best
    }
    var best = try convenient()
    var least = try badness(best)
    for attempt in 1..<(Self.drawn + Self.changed) {
      let next =
        attempt < Self.drawn
        ? try convenient()
        : numbers.redrawn(best, share: 0.12, using: &generator)
      let found = try badness(next)
      if found < least { (best, least) = (next, found) }
    }
    best.lesson = nil
    best.notes = []
    best.trainsBiases = best.trainsBiases || trainsBiases
    best.name = "\(base.name)-\(Self.code(seed: seed, number: number))"
    var model = try best.model(trainingBiases: trainsBiases)
    model.subject = subject
    var exercise = try Exercise(model, task: task)
    best.worksheet = WorksheetNote(
      code: code(number, mistakes: mistakes), blanks: exercise.blanks, order: task.options.order,
      carry: task.options.carry)
    exercise.key.blanks = exercise.blanks
    return Variant(number: number, description: best, exercise: exercise, quality: exercise.quality)
  }
}

extension Exercise {
  /// The derivative of each unit's output by its net input.
  var slopes: [String] {
    key.entries.compactMap { entry in
      guard let parts = key.derivativeParts(of: entry.name), key.net(of: parts.of) == parts.by
      else { return nil }
      return entry.name
    }
  }

  /// What the numbers of the exercise tell apart.
  package var quality: Quality {
    let discrimination = Discrimination(self)
    return Quality(discrimination, discrimination.values(given: [:]), slopes: slopes)
  }
}
