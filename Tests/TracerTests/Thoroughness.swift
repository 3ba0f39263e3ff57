import Foundation

/// How much of what is drawn at random a run looks at: a part, or all with `BACKPROP_THOROUGH=1`.
enum Thoroughness {
  static let isFull = ProcessInfo.processInfo.environment["BACKPROP_THOROUGH"] == "1"

  static func count(_ usual: Int, of full: Int) -> Int { isFull ? full : usual }

  /// Every third of them, beginning at another one for another number, or all.
  static func some<Element>(of all: [Element], from number: Int) -> [Element] {
    isFull ? all : stride(from: number % 3, to: all.count, by: 3).map { all[$0] }
  }
}
