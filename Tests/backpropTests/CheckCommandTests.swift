import Foundation
import Testing

@Suite struct CheckCommandTests {
  @Test func `a model whose update is no finite number is refused, as it is by trace`() throws {
    try withTemporaryFolder { folder in
      let model = try Command("export", "2-2-2").output
      // (1e100 − 0.5) · 1e300 is beyond all numbers.
      try model.replacing(/"targets": \[[^\n]*\]/, with: #""targets": [[1e100, 0.99]]"#)
        .replacing(/"lr": [0-9.]+/, with: #""lr": 1e300"#)
        .write(to: folder.appending(path: "far.json"), atomically: true, encoding: .utf8)
      try Data("net_h1 = 0.0275\n".utf8).write(to: folder.appending(path: "answers.md"))
      let check = try Command("check", "far.json", "answers.md", in: folder)
      #expect(check.status == 65 && check.output.isEmpty)
      #expect(check.notes.contains("+ is not a finite number because of "), "\(check.notes)")
      #expect(try Command("trace", "far.json", in: folder).notes == check.notes)
    }
  }

  @Test func `a power of ten is listed as a number is written`() throws {
    let sheet = "net_h1 = 2.75 * 10^-2\nnet_h2 = 10^-4\nout_h1 = -10**(-3)\nout_h2 = 5e-1\n"
    let list = try Command("check", "2-2-2", "-", "--list", input: sheet).output
    for number in ["2.75·10⁻²", " 10⁻⁴", "−10⁻³", "5·10⁻¹"] {
      #expect(list.contains(number), "\(list)")
    }
  }

  /// A write-up with one mistake in it, and what follows from the mistake.
  private static let sheet = """
    # My answers

    net_h1 = 0.0275 and out_h1 = 0.5069
    $$ \\frac{\\partial E}{\\partial out_{o1}} = 0.01 - 0.5943 = -0.5843 $$
    dE/dw5 = -0,07142
    ent_h2 = 0.0425
    E = ½ (…)² + ½ (…)²

    """

  private func withSheet(
    _ text: String = sheet, _ body: (URL) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      try Data(text.utf8).write(to: folder.appending(path: "answers.md"))
      try body(folder)
    }
  }

  @Test func `a mistake is named, and what follows from it is not wrong again`() throws {
    try withSheet { folder in
      let run = try Command("check", "2-2-2", "answers.md", in: folder)
      #expect(run.status == 1)
      #expect(run.notes.isEmpty)
      #expect(run.output.contains("Line 4: ∂E/∂out_o1 = −0.5843"))
      #expect(run.output.contains("Only the sign is wrong."))
      #expect(run.output.contains("right given your ∂E/∂out_o1"))
      #expect(
        run.output.contains("ent_h2 is not a quantity of this calculation; did you mean net_h2?"))
      #expect(run.output.contains("1 equation was skipped"))
      for line in run.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }
  }

  @Test func `nothing wrong is exit code 0, from a file or the standard input`() throws {
    let text = "net_h1 = 0.0275\nw5+ = 0.3143\n"
    try withSheet(text) { folder in
      let run = try Command("check", "2-2-2", "answers.md", in: folder)
      #expect(run.status == 0)
    }
    let run = try Command("check", "2-2-2", "-", input: text)
    #expect(run.status == 0)
    #expect(run.output.contains("Nothing is wrong."))
  }

  @Test func `the published error of mazur is right with an update in place`() throws {
    let text = "E_total@1 = 0.291027924\n"
    let simultaneous = try Command("check", "mazur", "-", input: text)
    #expect(simultaneous.status == 1)
    #expect(simultaneous.output.contains("An in-place update gives this value"))
    let inPlace = try Command("check", "mazur", "-", "--update", "in-place", input: text)
    #expect(inPlace.status == 0)
  }

  @Test func `what was read is listed without being marked`() throws {
    try withSheet { folder in
      let run = try Command("check", "2-2-2", "answers.md", "--list", in: folder)
      #expect(run.status == 0)
      #expect(run.output.contains("−0,07142"))
      #expect(run.output.contains("  • Line 7: "))
      #expect(!run.output.contains("wrong"))
    }
  }

  @Test func `the JSON says the same`() throws {
    struct Report: Decodable {
      struct Answer: Decodable {
        struct Mistake: Decodable { let id: String }
        let line: Int
        let name: String
        let verdict: String
        let from: [String]?
        let mistakes: [Mistake]?
      }
      let answers: [Answer]
      let wrong: Int
    }
    try withSheet { folder in
      let run = try Command("check", "2-2-2", "answers.md", "--format", "json", in: folder)
      let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
      #expect(report.wrong == 1)
      #expect(report.answers.map(\.verdict) == ["right", "right", "wrong", "carried"])
      #expect(report.answers[2].mistakes?.map(\.id) == ["sign"])
      #expect(report.answers[3].from == ["dE/dout_o1"])
    }
  }

  @Test func `marks are counted with and without follow-through`() throws {
    try withSheet { folder in
      let marks = "# marks\nvalue 1\ndE/dout_o1 3\n∂E/∂w5 2\n"
      try Data(marks.utf8).write(to: folder.appending(path: "marks.txt"))
      let run = try Command("check", "2-2-2", "answers.md", "--marks", "marks.txt", in: folder)
      // 22 values of both passes at 1, and 3 and 2 for the gradients.
      #expect(run.output.contains("Marks: 4 of 27 with follow-through, 2 without."))
      try Data("value 1\ndE/dw55 2\n".utf8).write(to: folder.appending(path: "marks.txt"))
      let wrong = try Command("check", "2-2-2", "answers.md", "--marks", "marks.txt", in: folder)
      #expect(wrong.status == 65)
      #expect(
        wrong.notes
          == "backprop: marks.txt:2: dE/dw55: no such quantity or kind; did you mean dE/dw5?\n")
    }
  }

  @Test func `a class is marked in one table`() throws {
    try withSheet { folder in
      try Data("net_h1 = 0.0275\n".utf8).write(to: folder.appending(path: "b.txt"))
      try Data("nothing here".utf8).write(to: folder.appending(path: "c.txt"))
      let run = try Command("check", "2-2-2", folder.path, "--format", "csv")
      #expect(run.status == 2)
      #expect(
        run.output == """
          Write-up,Right,Rounded,Carried,Unclear,Wrong,Missing,Mistakes
          answers.md,2,0,1,0,1,36,wrong sign
          b.txt,1,0,0,0,0,38,
          c.txt,,,,,,,"not read: no answer found; a name and a number are expected, such as net_h1 = 0.5. \
          --list shows how each line was read, and --names FILE says what your names mean."

          """)
      #expect(run.notes.hasPrefix("c.txt: no answer found; a name and a number are expected"))
      let table = try Command("check", "2-2-2", folder.path, "--format", "markdown")
      #expect(table.output.contains("| wrong sign | 1 | 1 |"))
    }
  }

  @Test func `every file of a class has its line, also one that can't be read`() throws {
    try withTemporaryFolder { folder in
      let right = Data("net_h1 = 0.0275\n".utf8)
      try right.write(to: folder.appending(path: "a.txt"))
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "b.txt").path, withDestinationPath: "nowhere.txt")
      try Data(count: 17 << 20).write(to: folder.appending(path: "c.txt"))
      try right.write(to: folder.appending(path: "d.txt"))
      try Data("net_h1 = 0.0275\nout_h1 = 1/0\n".utf8).write(to: folder.appending(path: "e.txt"))
      let run = try Command("check", "2-2-2", folder.path, "--format", "csv")
      #expect(run.status == 66)
      let rows = run.output.split(separator: "\n").map(String.init)
      #expect(
        Array(rows.dropFirst()) == [
          "a.txt,1,0,0,0,0,38,",
          "b.txt,,,,,,,not read: cannot be read: no such file or folder",
          "c.txt,,,,,,,\"not read: 17,825,792 bytes; a write-up of at most 16,777,216 bytes is read.\"",
          "d.txt,1,0,0,0,0,38,",
          "e.txt,1,0,0,0,0,38,no number in line 2",
        ])
      #expect(run.notes.filter(\.isNewline).count == 2)
      for language in ["en", "ko"] {
        let text = try Command("check", "2-2-2", folder.path, "--language", language)
        for name in ["a", "b", "c", "d", "e"] {
          let isListed = ["\n  ", "\n  • "].contains { text.output.contains("\($0)\(name).txt") }
          #expect(isListed, "\(name): \(text.output)")
        }
      }
      let json = try Command("check", "2-2-2", folder.path, "--format", "json")
      #expect(json.output.contains(#""file" : "b.txt""#))
      try FileManager.default.removeItem(at: folder.appending(path: "b.txt"))
      #expect(try Command("check", "2-2-2", folder.path).status == 65)
      try FileManager.default.removeItem(at: folder.appending(path: "c.txt"))
      #expect(try Command("check", "2-2-2", folder.path).status == 1)
      try FileManager.default.removeItem(at: folder.appending(path: "e.txt"))
      #expect(try Command("check", "2-2-2", folder.path).status == 0)
      // Some platforms hand out a folder for each student.
      let inner = folder.appending(path: "eve")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
      try Data("net_h1 = 0.04\n".utf8).write(to: inner.appending(path: "a.txt"))
      let all = try Command("check", "2-2-2", folder.path, "--format", "csv")
      #expect(all.status == 1)
      #expect(all.output.contains("\na.txt,1,0,0,0,0,38,\n"))
      #expect(all.output.contains("\neve/a.txt,0,0,0,0,1,38,"))
    }
  }

  #if os(Linux)
    @Test func `a file whose name is not UTF-8 has its line`() throws {
      try withTemporaryFolder { folder in
        try Data("net_h1 = 0.0275\n".utf8).write(to: folder.appending(path: "a.txt"))
        let path = Array("\(folder.path)/b".utf8) + [0xFF] + Array(".txt\0".utf8)
        fclose(fopen(path.map { CChar(bitPattern: $0) }, "w"))
        let run = try Command("check", "2-2-2", folder.path, "--format", "csv")
        #expect(run.status == 66)
        #expect(
          run.output.hasSuffix(
            "b\u{FFFD}.txt,,,,,,,not read: the file's name is not UTF-8; rename it.\n"))
      }
    }
  #endif

  @Test func `a folder without a write-up is no class`() throws {
    try withTemporaryFolder { folder in
      let run = try Command("check", "2-2-2", folder.path)
      #expect(run.status == 66)
      #expect(run.notes.hasSuffix("cannot be read: there is no write-up in the folder\n"))
    }
  }

  @Test func `a number that can't be read is told with its line, and is exit code 1`() throws {
    let run = try Command("check", "2-2-2", "-", input: "net_h1 = 0.0275\nout_h1 = 1/0\n")
    #expect(run.status == 1)
    #expect(run.output.contains("Line 2: 1/0, stated for out_h1, can't be read as a number."))
    #expect(!run.output.contains("Well done"))
  }

  @Test func `a write-up of which little is read has its own exit code`() throws {
    let sheet = "q1 = 0.0275\nq2 = 0.5069\nnet_h2 = 0.0425\n"
    let run = try Command("check", "2-2-2", "-", input: sheet)
    #expect(run.status == 2)
    #expect(run.output.contains("1 number was read as an answer, 2 were not (lines 1, 2)."))
    #expect(run.notes.contains("--names FILE"))
    try withTemporaryFolder { folder in
      try Data("q1 = net_h1\nq2 = out_h1\n".utf8).write(to: folder.appending(path: "names.txt"))
      try Data(sheet.utf8).write(to: folder.appending(path: "sheet.txt"))
      let named = try Command("check", "2-2-2", "sheet.txt", "--names", "names.txt", in: folder)
      #expect(named.status == 0)
      #expect(named.output.contains("3 numbers were read as answers."))
      try Data("q1 = net_h1\nq1 = net_h1\nq1 = net_h2\n".utf8)
        .write(to: folder.appending(path: "names.txt"))
      let twice = try Command("check", "2-2-2", "sheet.txt", "--names", "names.txt", in: folder)
      #expect(twice.status == 65)
      #expect(
        twice.notes
          == "backprop: names.txt:3: q1 has another meaning further up; one for each name is expected.\n"
      )
    }
  }

  @Test(arguments: [
    (["check", "2-2-2", "none.md"], Int32(66), "none.md: cannot be read: no such file or folder"),
    (["check", "2-2-2"], 64, "check: ANSWERS is missing; see backprop check --help"),
    (
      ["check", "2-2-2", "answers.md", "--format", "csv"], 64,
      "--format csv: text, markdown, html, latex or json for one write-up expected"
    ),
    (["check", "2-2-2", "prose.md"], 2, "prose.md: no answer found; a name and a number are exp"),
    (["check", "2-2-2", "large.md"], 65, "large.md: 17,825,792 bytes; a write-up of at most 16,7"),
  ])
  func `what can't be marked gets one line`(
    _ words: [String], _ status: Int32, _ message: String
  ) throws {
    try withSheet { folder in
      try Data("No number at all.".utf8).write(to: folder.appending(path: "prose.md"))
      try Data(count: 17 << 20).write(to: folder.appending(path: "large.md"))
      let run = try Command(words, in: folder)
      #expect(run.status == status)
      #expect(run.output.isEmpty)
      #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
      #expect(run.notes.filter(\.isNewline).count == 1)
    }
  }

  @Test func `every published number has its verdict`() throws {
    let run = try Command("reproduce", "mazur")
    #expect(run.status == 0)
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("result of an in-place update"))
    #expect(run.output.contains("9,999 simultaneous updates"))
    #expect(run.output.contains("= −0.038098237 · 0.5"))
    let both = try Command("reproduce", "--format", "markdown", "--language", "ko")
    #expect(both.status == 0)
    #expect(both.output.contains("2-2-2 예제: 원문에 실린 값의 검증"))
  }
}
