import Foundation
import Testing

@testable import Tracer

/// Paths that `torch.optim` and NumPy found, by the script beside them.
struct OptimizerFacts: Decodable {
  struct Path: Decodable, CustomTestStringConvertible {
    let surface: String
    let optimizer: String
    let start: [Double]
    let path: [[Double]]

    var testDescription: String { "\(optimizer) on \(surface)" }
  }

  let paths: [Path]

  static let all: [Path] = {
    guard
      let url = Bundle.module.url(
        forResource: "optimizers", withExtension: "json", subdirectory: "Facts"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode(OptimizerFacts.self, from: data))?.paths ?? []
  }()
}

@Suite struct OptimizerOracleTests {
  @Test func `all optimizers on all surfaces are there`() {
    #expect(OptimizerFacts.all.count == 63)
    #expect(OptimizerFacts.all.allSatisfy { $0.path.count >= 20 })
  }

  @Test(arguments: OptimizerFacts.all)
  func `an optimizer takes the path that an independent one takes`(
    _ facts: OptimizerFacts.Path
  ) throws {
    let surface = try #require(Surface.named(facts.surface))
    let optimizer = try Registry.optimizer(words: facts.optimizer)
    var descent = Descent(surface.model(from: facts.start, optimizer: optimizer))
    for (step, point) in facts.path.enumerated() {
      descent.advance()
      for (leaf, expected) in zip(surface.leaves, point) {
        let found = descent.trace[ElementID(leaf, 0)]
        #expect(
          abs(found - expected) <= 1e-12 * max(1, abs(expected)),
          "step \(step + 1): \(expected) expected, \(found) found")
      }
    }
  }
}
