import Foundation
import Testing

/// What the README and the help promise, done to the letter.
@Suite struct DocumentationTests {
  private static var root: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The block of code in the README that opens with the given fence and text.
  private static func block(openedBy fence: String) throws -> String {
    let page = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let start = try #require(page.firstRange(of: fence)).lowerBound
    let body = page[start...].drop { !$0.isNewline }.dropFirst()
    return String(body[..<(try #require(body.firstRange(of: "\n```")).lowerBound)])
  }

  @Test func `the model file and the expression file of the README can be traced`() throws {
    try withTemporaryFolder { folder in
      for (file, fence) in [("net.json", "```json\n"), ("shopping.calc", "```\n# two apples")] {
        try Self.block(openedBy: fence).write(
          to: folder.appending(path: file), atomically: true, encoding: .utf8)
        for subcommand in ["trace", "gradcheck"] {
          let run = try Command(subcommand, file, in: folder)
          #expect(run.status == 0, "\(run.notes)")
        }
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
    for call in calls {
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
