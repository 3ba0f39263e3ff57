import Foundation

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
    try JSONDecoder().decode(Facts.self, from: data("\(example).json"))
  }

  /// The path of a file of figures that another program calculated.
  static func path(_ name: String) -> String { "\(Bundle.module.bundlePath)/Facts/\(name)" }

  /// The bytes of such a file.
  static func data(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }
}

extension Double {
  /// Whether the number is the expected one to twelve digits.
  func agrees(with expected: Double, to tolerance: Double = 1e-12) -> Bool {
    abs(self - expected) <= tolerance * Swift.max(abs(expected), 1e-3)
  }
}
