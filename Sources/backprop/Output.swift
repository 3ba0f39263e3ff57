import Foundation
import Tracer

extension Phrase {
  /// Lines of a name, some spaces and what it has, each broken where it is too wide.
  func inColumns(_ language: Language) -> String {
    let lines = self[language].words.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.flatMap { line -> [String] in
      let start = line.firstRange(of: "  ").map { gap in
        line[gap.lowerBound...].firstIndex { $0 != " " } ?? line.endIndex
      }
      guard let start else { return TextLayout.wrapped(String(line)) }
      let name = line[..<start]
      let indent = TextLayout.width(String(name))
      var wrapped = TextLayout.wrapped(String(line[start...]), indent: indent)
      wrapped[0] = name + String(wrapped[0].dropFirst(indent))
      return wrapped
    }.joined(separator: "\n")
  }
}

/// Where results and notes go: the one door for everything that is written.
enum Output {
  /// Makes every failure to write an error, which says where and why.
  static func prepare() {
    // By default, a reader that goes away and a file that grows too large end the program.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    // The number of a closed stream would be given to the next file that is opened.
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes a result to the standard output.
  static func print(_ text: String) throws(FileFault) { try print(Data(text.utf8)) }

  private static func print(_ bytes: Data) throws(FileFault) {
    do { try FileHandle.standardOutput.write(contentsOf: bytes) } catch {
      throw .unwritable("standard output", error)
    }
  }

  /// Writes a line to the standard error.
  static func note(_ line: String) { show(line + "\n") }

  /// Writes to the standard error; if that fails, there is nowhere left to say so.
  static func show(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Writes a result to a file, or to the standard output if there is none.
  static func deliver(_ text: String, to file: String?) throws {
    try deliver(to: file) { write in try write(text) }
  }

  /// Writes a result piece by piece to a file, or to the standard output if there is none.
  static func deliver(
    to file: String?, _ body: (_ write: (String) throws -> Void) throws -> Void
  ) throws {
    guard let file else { return try body { text in try print(text) } }
    try AtomicFile.write(to: file) { write in
      try body { text in try write(Data(text.utf8)) }
    }
  }
}
