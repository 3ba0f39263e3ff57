import Foundation

/// How much of what is drawn at random a run looks at: a part, or all with `BACKPROP_THOROUGH=1`, or
/// all of one suite with its name, such as `BACKPROP_THOROUGH=NoFalseAlarm`.
enum Thoroughness {
  private static let asked = ProcessInfo.processInfo.environment["BACKPROP_THOROUGH"] ?? ""

  static func isFull(in file: String = #fileID) -> Bool {
    asked == "1" || !asked.isEmpty && file.contains(asked)
  }

  static func count(_ usual: Int, of full: Int, in file: String = #fileID) -> Int {
    isFull(in: file) ? full : usual
  }

  /// Every third of them, beginning at another one for another number, or all.
  static func some<Element>(
    of all: [Element], from number: Int, in file: String = #fileID
  ) -> [Element] {
    isFull(in: file) ? all : stride(from: number % 3, to: all.count, by: 3).map { all[$0] }
  }
}
