import Foundation
import Testing

@testable import Tracer

/// The published and the independently calculated numbers of a built-in example.
struct Facts: Decodable {
  struct Published: Decodable {
    let symbol: String
    let printed: String
  }

  let published: [Published]
  /// Calculated outside of this project, to all digits of a double.
  let exact: [String: Double]
  let variants: [String: [String: Double]]?

  enum CodingKeys: String, CodingKey {
    case published, exact
    case variants = "exact_variants"
  }

  static func of(_ example: String) throws -> Facts {
    let url = try #require(
      Bundle.module.url(forResource: example, withExtension: "json", subdirectory: "Facts"))
    return try JSONDecoder().decode(Facts.self, from: Data(contentsOf: url))
  }
}

extension Double {
  /// Whether the number is the expected one to twelve digits.
  func agrees(with expected: Double, to tolerance: Double = 1e-12) -> Bool {
    abs(self - expected) <= tolerance * Swift.max(abs(expected), 1e-3)
  }
}
