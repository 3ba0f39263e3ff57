import Foundation
import Testing

@testable import Tracer

/// What a lecturer expects of numbers that were searched for.
@Suite struct VariantSearchTests {
  static let networks = WorksheetTests.networks
  static let variants = networks.indices.map { place in
    Result { try (2...4).map { try WorksheetTests.variant(place, $0) } }
  }

  @Test(arguments: networks.indices)
  func `no unit is off, and no input is given twice`(_ place: Int) throws {
    for variant in try Self.variants[place].get() {
      let network = variant.description.network
      for (row, targets) in zip(network.inputs, network.targets) {
        #expect(Set(row).count == row.count)
        #expect(network.loss == .softmaxCrossEntropy || Set(targets).count == targets.count)
        var values = row
        for layer in network.layers where layer.activation is ReLU {
          values = layer.weights.map { weights in zip(weights, values).map(*).reduce(0, +) }
          #expect(values.allSatisfy { $0 > 0 }, "\(variant.number): \(values)")
        }
      }
    }
  }

  @Test(arguments: networks.indices)
  func `blanks are numbered in the order in which they are told`(_ place: Int) throws {
    let exercise = try #require(try Self.variants[place].get().first).exercise
    let sheet = PlainTextRenderer(language: .english).render(
      exercise.sheet(Exercise.Heading()))
    let numbers = sheet.matches(of: /= \((\d+)\)/).compactMap { Int($0.output.1) }
    #expect(numbers == Array(1...exercise.blanks.count))
  }

  @Test(arguments: networks.indices)
  func `the table for a course has a row for every number of a mistake`(_ place: Int) throws {
    let exercise = try #require(try Self.variants[place].get().first).exercise
    let rows = WorksheetReport([("01", exercise)]).csv().split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let discrimination = Discrimination(exercise)
    for finding in discrimination.findings(discrimination.values(given: [:])) {
      let made = finding.place.plants.filter { !$0.isHypothetical }.map(\.mistake)
      let own = rows.filter { $0[2] == finding.place.name && $0[3] != "right" }.map { $0[3] }
      #expect(own == made)
      // What a course would take for right is never said to be told apart.
      let right = exercise.written(finding.right).text
      #expect(!rows.contains { $0[2] == finding.place.name && $0[4] == right && $0[6] == "yes" })
    }
  }

  @Test func `what a number may be taken for is the right one only where it is near it`() throws {
    var reasons: Set<String> = []
    for variants in try Self.variants.map({ try $0.get() }) {
      for exercise in variants.map(\.exercise) {
        let discrimination = Discrimination(exercise)
        for finding in discrimination.findings(discrimination.values(given: [:])) {
          for (number, confused) in zip(finding.numbers, finding.confused) {
            reasons.formUnion(confused)
            guard confused.contains(Discrimination.rightNumber) else { continue }
            #expect(
              abs(number - finding.right) <= 3 * finding.slack + 2e-4 * max(1, abs(number)),
              "\(finding.place.name): \(number), \(finding.right)")
          }
        }
      }
    }
    #expect(reasons.isSuperset(of: [Discrimination.rightNumber, Discrimination.tooCoarse]))
  }
}
