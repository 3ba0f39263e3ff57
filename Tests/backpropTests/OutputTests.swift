import Foundation
import Testing

/// Where results go, and what is said when they cannot.
@Suite struct OutputTests {
  /// Calls that write a result, some of which end with another code than 0.
  static let calls = [
    "trace 2-2-2", "trace 2-2-2 --format json", "reproduce mazur",
    "check 2-2-2 answers.md", "check 2-2-2 answers.md --format json", "gradcheck mazur",
    "gradcheck mazur --step 3", "optimize valley", "export mazur", "list", "--help", "--version",
  ]

  /// Runs a line of the shell beside a write-up that is wrong.
  private func shell(_ line: String, _ body: (Command) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try Data("net_h1 = 0.5\n".utf8).write(to: folder.appending(path: "answers.md"))
      try body(try Command(line: line, in: folder))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["answers.md"])
    }
  }

  @Test(arguments: [
    ("export mazur --output m.pdf", ".json, .txt, .calc"),
    ("trace 2-2-2 --record r.npz", ".safetensors"),
    ("train xor --save w.npz", ".json, .safetensors"),
    ("train xor --save w.tar.gz", ".safetensors"),
  ])
  func `a name that says another format than is written is refused`(
    _ call: String, formats: String
  ) throws {
    try shell("backprop \(call)") { run in
      #expect(run.status == 64)
      #expect(run.output.isEmpty && run.notes.contains("a name ending in"))
      #expect(run.notes.contains(formats), "\(run.notes)")
    }
  }

  @Test func `no line of train is wider than a page, or than was asked for`() throws {
    let classes = (0..<30).map { "a_class_with_a_rather_long_name_\($0)" }
    let rows = classes.enumerated().map { "\($0.offset),\(0.5 * Double($0.offset)),\($0.element)" }
    let name = "a-file-" + String(repeating: "x", count: 120) + ".csv"
    try withTemporaryFolder { folder in
      try Data((["a,b,kind"] + rows).joined(separator: "\n").utf8).write(
        to: folder.appending(path: name))
      let hidden = Array(repeating: "3", count: 16).joined(separator: ",")
      for (width, language) in [("100", "en"), ("40", "ko")] {
        let run = try Command(
          "train", name, "--hidden", hidden, "--activation", "leaky-relu", "--width", width,
          "--language", language, in: folder)
        #expect(run.status == 0, "\(run.notes)")
        let head = run.output.split(separator: "\n").prefix { !$0.contains(" 1   ") }
        #expect(head.count > 4 && head.allSatisfy { $0.count <= Int(width)! }, "\(head)")
      }
    }
  }

  @Test func `a line of a program is continued where it is wider than was asked for`() throws {
    let call = ["trace", "xor", "--form", "matrix", "--optimizer", "adam", "--width"]
    let (wide, narrow) = (try Command(call + ["100"]).output, try Command(call + ["60"]).output)
    let lines = wide.split(separator: "\n").filter { $0.contains(" = ") && $0.contains("np.") }
    #expect(lines.contains { $0.count > 60 })
    for line in lines { #expect(narrow.replacing(" \\\n        ", with: " ").contains(line)) }
    #expect(narrow.split(separator: "\n").allSatisfy { !$0.contains("np.") || $0.count <= 60 })
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: calls + ["trace mnist", "train mnist --limit 32"])
  func `a full disk is code 74 and a line`(_ call: String) throws {
    try shell("backprop \(call) >/dev/full") { run in
      #expect(run.status == 74)
      #expect(
        run.notes == "backprop: standard output: cannot be written: no space left on device\n")
    }
  }

  @Test(arguments: calls) func `a closed standard output is code 74 and a line`(
    _ call: String
  ) throws {
    try shell("backprop \(call) >&-") { run in
      #expect(run.status == 74)
      #expect(run.notes == "backprop: standard output: cannot be written: it is closed\n")
    }
  }

  @Test(arguments: calls) func `a reader that has gone away is no error`(_ call: String) throws {
    try shell("{ sleep 0.1; backprop \(call); echo $? >&2; } | true") { run in
      #expect(run.notes == "0\n")
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `a device that is full is named`() throws {
    for options in ["", "--format json", "--format markdown"] {
      try shell("backprop trace 2-2-2 \(options) --output /dev/full") { run in
        #expect(run.status == 74)
        #expect(run.notes == "backprop: /dev/full: cannot be written: no space left on device\n")
      }
    }
  }

  @Test func `a file that grows too large is no half file`() throws {
    try shell("ulimit -f 8; backprop trace 2-2-2 --output large.json") { run in
      #expect(run.status == 74)
      #expect(run.notes == "backprop: large.json: cannot be written: file too large\n")
    }
  }

  @Test func `a standard error that is closed or full changes no result`() throws {
    for end in ["2>&-", "2>/dev/full"] {
      try shell("backprop trace 2-2-3 \(end)") { run in #expect(run.status == 64) }
      try shell("backprop gradcheck mazur --step 3 \(end)") { run in
        #expect(run.status == 1)
        #expect(run.output.contains("E_total"))
      }
    }
  }

  @Test(arguments: [
    ("< .", 66, "standard input: cannot be read: it is a folder"),
    ("<&-", 66, "standard input: cannot be read: it is closed"),
  ])
  func `a standard input that gives nothing is named`(
    _ input: String, _ status: Int32, _ message: String
  ) throws {
    for call in ["trace -", "export -", "gradcheck -", "optimize -", "check 2-2-2 -"] {
      try shell("backprop \(call) \(input)") { run in
        #expect(run.status == status)
        #expect(run.notes == "backprop: \(message)\n")
      }
    }
  }

  @Test func `an input without end is not read without end`() throws {
    try shell("backprop trace - < /dev/zero") { run in
      #expect(run.status == 65)
      #expect(run.notes.hasPrefix("backprop: standard input: more than 536870912 bytes"))
      #expect(run.notes.filter(\.isNewline).count == 1)
    }
    try shell("backprop check 2-2-2 - < /dev/zero") { run in
      #expect(run.status == 65)
      #expect(run.notes.hasPrefix("backprop: standard input: more than 16777216 bytes"))
    }
  }

  /// Held in pieces, each byte of a comment would take fifty.
  @Test func `comments of any length take hardly more memory than their bytes`() throws {
    let megabytes = 6
    try shell("ulimit -v 100000000 && backprop list") { run in
      guard run.status == 0 else { return }
      let line = "# \(String(repeating: "comment ", count: 12))\n"
      let comments = String(repeating: line, count: (megabytes << 20) / line.utf8.count)
      func runs(_ text: String, inMegabytes limit: Int) throws -> Bool {
        let call = "ulimit -v \(limit << 10) && exec backprop trace - 2>&1"
        return try Command(line: call, input: text + "x = 1\ny = x + 1\n").status == 0
      }
      let least = try #require(
        try stride(from: 100, through: 4_000, by: 100).first { try runs("", inMegabytes: $0) })
      #expect(try runs(comments, inMegabytes: least + 100 + 10 * megabytes))
    }
  }

  @Test(arguments: [
    ("trace 2-2-2", ".txt (text), .md (markdown), .html (html), .tex (latex), .json (json)"),
    ("trace mnist", ".txt (text), .md (markdown), .html (html), .tex (latex), .json (json)"),
    ("reproduce mazur", ".txt (text), .md (markdown), .html (html), .tex (latex), .json (json)"),
    (
      "check 2-2-2 answers.md",
      ".txt (text), .md (markdown), .html (html), .tex (latex), .json (json), .csv (csv)"
    ),
    ("gradcheck mazur", ".txt (text), .md (markdown), .html (html), .tex (latex)"),
    ("optimize valley", ".txt (text), .md (markdown), .html (html), .tex (latex)"),
  ])
  func `a suffix that says no format is refused with those that do`(
    _ call: String, _ formats: String
  ) throws {
    for suffix in ["pdf", "docx", "md2"] {
      try shell("backprop \(call) --output out.\(suffix)") { run in
        #expect(run.status == 64)
        #expect(
          run.notes == """
            backprop: --output out.\(suffix): a name ending in \(formats), or --format beside \
            it, expected

            """)
      }
    }
  }

  @Test func `a format that is named, or no suffix, allows any file`() throws {
    try withTemporaryFolder { folder in
      for (words, start) in [
        (["--output", "a.pdf", "--format", "markdown"], "# Backprop"), (["--output", "a"], "Back"),
        (["--output", "a.MD"], "# Backprop"), (["--output", "a.v2/b"], "Back"),
      ] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: "a.v2"), withIntermediateDirectories: true)
        #expect(try Command(["trace", "2-2-2"] + words, in: folder).status == 0)
        let file = folder.appending(path: words[1])
        #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix(start))
      }
    }
  }
}
