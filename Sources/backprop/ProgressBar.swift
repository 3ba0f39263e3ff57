import Foundation
import Synchronization

/// Whether a person looks on.
enum Terminal {
  static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isNotes: Bool { isatty(STDERR_FILENO) == 1 }
}

/// A bar on the standard error, if that is a terminal.
final class ProgressBar: Sendable {
  private static let width = 30
  private let title: String
  private let count: Int
  private let shown = Mutex(-1)
  private let isVisible = Terminal.isNotes

  init(title: String, count: Int) {
    self.title = title
    self.count = count
  }

  /// Shows how many of the steps are done, at each further percent.
  func show(_ done: Int, note: @autoclosure () -> String) {
    let percent = 100 * done / max(count, 1)
    guard isVisible, shown.withLock({ $0 != percent }) else { return }
    shown.withLock { $0 = percent }
    let filled = Self.width * done / max(count, 1)
    let bar =
      String(repeating: "█", count: filled)
      + String(repeating: "░", count: Self.width - filled)
    Output.show("\r\(title)  \(bar) \(percent) %  \(note())  ")
  }

  /// Takes the bar away.
  func clear() {
    if isVisible { Output.show("\r\u{1B}[K") }
  }
}
