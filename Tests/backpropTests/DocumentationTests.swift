import Foundation
import Testing

/// What the README, the catalogue and the help promise, done to the letter.
@Suite struct DocumentationTests {
  private static var root: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The block of code in a page that opens with the given fence and text.
  private static func block(openedBy fence: String, in page: String) throws -> String {
    let page = try String(contentsOf: root.appending(path: page), encoding: .utf8)
    let start = try #require(page.firstRange(of: fence)).lowerBound
    let body = page[start...].drop { !$0.isNewline }.dropFirst()
    return String(body[..<(try #require(body.firstRange(of: "\n```")).lowerBound)])
  }

  @Test(arguments: [
    ("README.md", "net.json", "```json\n"),
    ("Sources/Tracer/Tracer.docc/ModelFiles.md", "net.json", "```json\n"),
    ("Sources/Tracer/Tracer.docc/ExpressionFiles.md", "shopping.calc", "```\n# two apples"),
  ])
  func `the model files and the expression files of the pages can be traced`(
    _ page: String, _ file: String, _ fence: String
  ) throws {
    try withTemporaryFolder { folder in
      try Self.block(openedBy: fence, in: page).write(
        to: folder.appending(path: file), atomically: true, encoding: .utf8)
      for subcommand in ["trace", "gradcheck"] {
        let run = try Command(subcommand, file, in: folder)
        #expect(run.status == 0, "\(run.notes)")
      }
    }
  }

  @Test(arguments: [
    "trace", "check", "reproduce", "gradcheck", "optimize", "export", "list", "completions", "help",
  ])
  func `the examples of a page of help run as they are printed`(_ subcommand: String) throws {
    let page = try Command(subcommand, "--help").output
    let calls = page.split(separator: "\n").filter { $0.hasPrefix("  backprop ") }
    #expect(!calls.isEmpty)
    // The gradients that a program wrote are those of `GradientMarkingTests`.
    for call in calls where !call.contains("gradients.") {
      try withTemporaryFolder { folder in
        let answers = try Data(contentsOf: Self.root.appending(path: "walkthroughs/answers.md"))
        let group = folder.appending(path: "answers")
        try FileManager.default.createDirectory(at: group, withIntermediateDirectories: true)
        try answers.write(to: folder.appending(path: "answers.md"))
        try answers.write(to: group.appending(path: "a.md"))
        try "gradient 1\n".write(
          to: folder.appending(path: "marks.txt"), atomically: true, encoding: .utf8)
        let run = try Command(line: String(call), in: folder)
        // The write-up has mistakes in it, which `check` says by its exit code.
        let isMarked = subcommand == "check" && !call.contains("--list")
        #expect(run.status == (isMarked ? 1 : 0), "\(call): \(run.notes)")
      }
    }
  }
}
