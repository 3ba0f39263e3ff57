import Foundation

/// How much of what is drawn at random a run looks at: a part, or all with `BACKPROP_THOROUGH=1`.
enum Thoroughness {
  static let isFull = ProcessInfo.processInfo.environment["BACKPROP_THOROUGH"] == "1"

  static func count(_ usual: Int, of full: Int) -> Int { isFull ? full : usual }
}
