import Foundation
import Testing

@Suite struct WorksheetCommandTests {
  @Test func `a folder of sheets is marked, each by its own, and made again by its code`() throws {
    try withTemporaryFolder { folder in
      let made = try Command(
        "worksheet", "2-2-2", "--variants", "2", "--seed", "7", "--output", "sheets",
        "--blank", "value", in: folder)
      #expect(made.status == 0 && made.notes.isEmpty, "\(made.notes)")
      let sheets = folder.appending(path: "sheets")
      func text(_ name: String) throws -> String {
        try String(contentsOf: sheets.appending(path: name), encoding: .utf8)
      }
      #expect(try text("keys.md").contains("| 11 | $E_{\\mathrm{total}}$ |"))
      #expect(try text("report.md").contains("| 02 |"))
      // A code says which options belong to it.
      let code = try #require(try text("02.md").firstMatch(of: /7-02-[a-z]{3}/)).output
      let refused = try Command("worksheet", "2-2-2", "--code", String(code), "--key")
      #expect(refused.status == 64 && refused.notes.contains("these options"), "\(refused.notes)")
      #expect(try text("02.md").contains("worksheet 2-2-2 --code \(code) --blank value"))
      let again = try Command(
        "worksheet", "2-2-2", "--code", String(code), "--blank", "value", "--key", "--output",
        "again.md", in: folder)
      #expect(again.status == 0)
      #expect(
        try String(contentsOf: folder.appending(path: "again.md"), encoding: .utf8)
          .replacing("again-1", with: "02.key-1") == text("02.key.md"))
      // One answers the first sheet by the numbers of the blanks, the other the second by name.
      let answers = folder.appending(path: "answers")
      try FileManager.default.createDirectory(at: answers, withIntermediateDirectories: true)
      let numbered = try text("01.answers.txt").split(separator: "\n").enumerated().map {
        "(\($0 + 1)) \($1.split(separator: "=")[1])"
      }
      try "Sheet 7-01\n\(numbered.joined(separator: "\n"))\n".write(
        to: answers.appending(path: "kim.txt"), atomically: true, encoding: .utf8)
      try text("02.answers.txt").write(
        to: answers.appending(path: "02-lee.txt"), atomically: true, encoding: .utf8)
      // Keys and sheets that were filled in are read where the blanks are.
      for (file, sheet) in [("01.key.md", "01.json"), ("01.answers.txt", "01.json")] {
        let own = try Command("check", "sheets/\(sheet)", "sheets/\(file)", in: folder)
        #expect(own.status == 0 && own.output.contains("• 11 right"), "\(file): \(own.output)")
      }
      let marked = try Command("check", "sheets", "answers", "--format", "csv", in: folder)
      #expect(marked.status == 0, "\(marked.output)\(marked.notes)")
      #expect(marked.output.contains("kim.txt,01,11,0,0,0,0,0,"))
      try text("02.answers.txt").write(
        to: answers.appending(path: "park.txt"), atomically: true, encoding: .utf8)
      let lost = try Command("check", "sheets", "answers", in: folder)
      #expect(lost.status == 65 && lost.notes.contains("park.txt"), "\(lost.notes)")
      // Why a file was not marked takes no column of its own.
      #expect(lost.output.contains("• park.txt: not assigned to a sheet"), "\(lost.output)")
      // Whose answers fit another sheet than the one that the file is named for.
      try text("02.answers.txt").write(
        to: answers.appending(path: "park.txt"), atomically: true, encoding: .utf8)
      try FileManager.default.moveItem(
        at: answers.appending(path: "park.txt"), to: answers.appending(path: "hw-01.txt"))
      let other = try Command("check", "sheets", "answers", in: folder)
      #expect(other.notes.contains("it is named 01, but its answers are those to 02"))
    }
  }

  @Test func `a sheet shows no number that it asks for, and a page has fields for them`() throws {
    let sheet = try Command("worksheet", "2-2-2").output
    for number in ["0.0275", "0.5069", "0.5943", "0.07141", "0.3143"] {
      #expect(!sheet.contains(number), "\(number)")
    }
    #expect(sheet.contains("(39) ________"))
    let faded = try Command("worksheet", "2-2-2", "--fade", "2").output
    #expect(faded.contains("(2) ________") && faded.contains("0.5069") && !faded.contains("(3)"))
    let page = try Command("worksheet", "2-2-2", "--format", "html").output
    #expect(page.contains("<input name=\"39\"") && page.contains("localStorage"))
    let asked = try Command("worksheet", "2-2-2", "--blank", "w5", "--ask", "rules", "--key").output
    #expect(asked.contains("chain rule along 1 path; quantities: ∂E/∂out_o1, ∂out_o1/∂net_o1"))
  }

  @Test(arguments: ["txt", "md", "tex", "html"])
  func `the key of a single sheet is read by the model alone`(_ suffix: String) throws {
    try withTemporaryFolder { folder in
      let made = try Command("worksheet", "2-2-2", "--key", "--output", "k.\(suffix)", in: folder)
      #expect(made.status == 0, "\(made.notes)")
      let check = try Command("check", "2-2-2", "k.\(suffix)", "--format", "json", in: folder)
      #expect(check.status == 0, "\(check.output)")
      let record = try #require(
        try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])
      let answers = try #require(record["answers"] as? [[String: Any]])
      #expect(answers.allSatisfy { $0["verdict"] as? String == "right" })
      #expect(Set(answers.compactMap { $0["name"] as? String }).count >= 39)
    }
  }

  @Test func `a sheet of a series is made again by its code`() throws {
    try withTemporaryFolder { folder in
      let words = ["--variants", "3", "--seed", "7", "--fade-series", "--output", "series"]
      #expect(try Command(["worksheet", "2-2-2"] + words, in: folder).status == 0)
      let series = folder.appending(path: "series")
      let sheet = try String(contentsOf: series.appending(path: "02.md"), encoding: .utf8)
      let command = try #require(sheet.firstMatch(of: /backprop (worksheet 2-2-2 --code [^`]*)`/))
      let again = try Command(
        command.output.1.split(separator: " ").map(String.init) + ["--output", "02.md"], in: folder)
      #expect(again.status == 0, "\(again.notes)")
      #expect(
        try String(contentsOf: folder.appending(path: "02.md"), encoding: .utf8) == sheet)
      let worked = try String(contentsOf: series.appending(path: "01.md"), encoding: .utf8)
      #expect(worked.contains("Everything is worked out") && !worked.contains("boxed"))
    }
  }

  @Test func `δ is asked for without saying that lines go through it`() throws {
    let sheet = try Command("worksheet", "2-2-2", "--blank", "w5,δ").output
    #expect(sheet.contains("δ_o1 = "))
    let one = try Command("worksheet", "2-2-2", "--blank", "δ_o1").output
    #expect(one.contains("(1) ____") && !one.contains("(2) ____"))
  }

  @Test func `mistakes are planted, and named in the key`() throws {
    let words = ["worksheet", "2-2-2", "--code", "7-01", "--erroneous", "2"]
    let sheet = try Command(words)
    #expect(sheet.status == 0 && sheet.output.contains("2 lines of this solution"))
    let key = try Command(words + ["--key"]).output
    #expect(key.contains("• 2 wrong"), "\(key)")
    #expect(key.hasPrefix("Key to “Find the errors 01”: a 2-2-2 network\n"), "\(key)")
    #expect(key.hasSuffix("--erroneous 2 --key.\n"))
  }

  @Test(arguments: [
    (["--code", "7-01", "--erroneous", "2"], "worksheet 2-2-2 --code 7-01-"),
    (["--erroneous", "3", "--seed", "4"], "worksheet 2-2-2 --seed 4 --erroneous 3.\n"),
    (["--fade", "2"], "worksheet 2-2-2 --fade 2.\n"),
  ])
  func `the last line of a sheet is what makes it again`(_ words: [String], _ last: String) throws {
    let sheet = try Command(["worksheet", "2-2-2"] + words).output
    let line = sheet.split(separator: "\n").last.map { $0 + "\n" } ?? ""
    #expect(line.hasPrefix("Made by backprop \(last)") && !line.contains("--key"), "\(line)")
  }

  @Test func `numbers that nobody calculates with are told of`() throws {
    try withTemporaryFolder { folder in
      let model = """
        {"format": "backprop-model", "version": 1, "inputs": [0.5], "targets": [0.5],
         "layers": [{"weights": [[0.5]], "activation": "sigmoid"}], "loss": "half-squared-error",
         "optimizer": {"kind": "gradient-descent", "lr": 0.5},
         "variants": {"weights": [100, 200]}}
        """
      try model.write(
        to: folder.appending(path: "x.json"), atomically: true, encoding: .utf8)
      let made = try Command(
        "worksheet", "x.json", "--variants", "1", "--output", "sheets", in: folder)
      #expect(made.status == 0)
      #expect(made.notes.hasPrefix("sheet 01: numbers too large, too small or saturated: "))
    }
  }

  @Test(arguments: [
    ("0", "every result is worked out, none is blank\n"), ("3", ""),
    ("99", "there are 39 results, all of them blank\n"),
  ])
  func `fading that leaves all or nothing is told of`(_ count: String, _ note: String) throws {
    let command = try Command("worksheet", "2-2-2", "--fade", count)
    #expect(command.status == 0 && command.notes.hasSuffix(note))
    #expect(command.notes.isEmpty == note.isEmpty)
  }

  @Test(arguments: [
    (["2-2-2", "--blank", "gradeint"], 64, "did you mean gradient?"),
    (["2-2-2", "--code", "x"], 64, "the code of a sheet, such as 7-03, expected"),
    (["2-2-2", "--variants", "3"], 64, "--output: a value is missing"),
    (["apples", "--code", "7-01"], 64, "a network, whose numbers can be drawn, expected"),
    (["2-2-2", "--erroneous", "99"], 65, "fewer mistakes expected"),
    (
      ["2-2-2", "--code", "7-01", "--variants", "2"], 64, "--variants and --code exclude each other"
    ),
    (["2-2-2", "--erroneous", "2", "--fade", "2"], 64, "exclude each other"),
    (["2-2-2", "--report", "--key"], 64, "--key and --report exclude each other"),
  ])
  func `a wrong call is told in one line`(_ words: [String], _ status: Int32, _ note: String) throws
  {
    let command = try Command(["worksheet"] + words)
    #expect(command.status == status && command.output.isEmpty)
    #expect(command.notes.contains(note), "\(command.notes)")
    #expect(command.notes.split(separator: "\n").count == 1)
  }
}
