import Foundation
import Testing

@Suite struct CommandTests {
  @Test func `a newcomer's first command prints the derivation`() throws {
    let run = try Command("trace", "2-2-2")
    #expect(run.status == 0)
    #expect(run.notes.isEmpty)
    #expect(run.output.contains("= 0.5843 · 0.2411 · 0.5069\n              = 0.07141\n"))
    #expect(run.output.contains("w5⁺ = w5 − α · ∂E/∂w5"))
  }

  @Test func `no line of text is wider than a hundred columns`() throws {
    for words in [["2-2-2"], ["mazur"], ["2-2-2", "--digits=17"], ["mazur", "--train-biases"]] {
      let run = try Command("trace", words[0], words.count > 1 ? words[1] : "--steps=3")
      #expect(run.status == 0)
      for line in run.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }
  }

  @Test(arguments: [
    (["trace", "2-2-3"], "2-2-3: no such example or file; did you mean 2-2-2?"),
    (["trace", "nothing-like-it"], "nothing-like-it: no such example"),
    (["trase", "2-2-2"], "trase: no such subcommand; did you mean trace?"),
    (["trace", "2-2-2", "--digit", "3"], "--digit: no such option; did you mean --digits?"),
    (["trace", "2-2-2", "--digits", "0"], "--digits 0: a whole number from 1 to 17 expected"),
    (["trace", "2-2-2", "--digits"], "--digits: a value is missing (N)"),
    (["trace", "2-2-2", "--output", ""], "--output: a value is missing (FILE)"),
    (["trace", "2-2-2", "--only", "w55"], "w55: no such parameter or unit; did you mean w5?"),
    (
      ["trace", "2-2-2", "--chain", "prodct"],
      "prodct: no such value for --chain; did you mean product?"
    ),
    (
      ["trace", "2-2-2", "--steps", "many"],
      "--steps many: a whole number from 1 to 10000000 expected"
    ),
    (["trace", "2-2-2", "--carry", "4", "--carry", "5"], "--carry is given twice"),
    (["trace"], "trace: EXAMPLE|FILE|DATA|- is missing"),
    (["gradcheck", "2-2-2", "mazur"], "gradcheck: mazur is one word too many"),
  ])
  func `a wrong call gets one line and exit code 64, and writes nothing`(
    _ words: [String], _ message: String
  ) throws {
    try withTemporaryFolder { folder in
      let run = try Command(words + ["--output", "out.md"], in: folder)
      #expect(run.status == 64)
      #expect(run.output.isEmpty)
      #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
      #expect(run.notes.filter(\.isNewline).count == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func `the suffix of the output file decides the format`() throws {
    try withTemporaryFolder { folder in
      for (file, start) in [("a.md", "# Backprop"), ("a.json", "{"), ("a.txt", "Backprop")] {
        let run = try Command("trace", "2-2-2", "--output", file, in: folder)
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        #expect(text.hasPrefix(start))
      }
    }
  }

  @Test func `an output that cannot be written is exit code 74`() throws {
    let run = try Command("trace", "2-2-2", "--output", "no/such/folder/a.md")
    #expect(run.status == 74)
    #expect(run.notes.hasPrefix("backprop: no/such/folder/a.md: cannot be written"))
  }

  @Test func `the same command prints the same bytes`() throws {
    for format in ["text", "markdown", "json"] {
      let runs = try (0..<2).map { _ in try Command("trace", "mazur", "--format", format).output }
      #expect(runs[0] == runs[1])
    }
  }

  @Test func `every subcommand has a page of help whose examples name it`() throws {
    let overview = try Command("--help")
    #expect(overview.status == 0)
    let names = overview.output.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap {
      $0.dropFirst(2).components(separatedBy: "  ").first
    }.filter { !$0.hasPrefix("backprop") }
    #expect(names.contains("trace"))
    for name in names {
      let page = try Command(name.split(separator: " ").map(String.init) + ["--help"])
      #expect(page.status == 0)
      #expect(page.output.contains("Examples:\n  backprop \(name)"))
    }
  }

  @Test func `a walkthrough that is out of date is named with its line`() throws {
    try withTemporaryFolder { folder in
      let shelf = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "walkthroughs")
      try FileManager.default.copyItem(at: shelf, to: folder.appending(path: "walkthroughs"))
      let file = folder.appending(path: "walkthroughs/2-2-2.txt")
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacing("0.07141", with: "0.07142", maxReplacements: 1)
        .write(to: file, atomically: true, encoding: .utf8)
      let run = try Command("walkthroughs", "--check", in: folder)
      let line =
        1
        + (text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
          $0.contains("0.07141")
        } ?? 0)
      #expect(run.status == 65)
      #expect(run.notes.hasPrefix("backprop: walkthroughs/2-2-2.txt:\(line): out of date"))
    }
  }
}
