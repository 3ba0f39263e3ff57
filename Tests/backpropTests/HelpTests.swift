import Foundation
import Testing

@testable import backprop

@Suite struct HelpTests {
  /// Columns of a line, Hangul two columns wide.
  private func columns(_ line: some StringProtocol) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ((0xAC00...0xD7A3).contains($1.value) ? 2 : 1) }
  }

  private func expectNarrow(_ text: String, _ what: String) {
    for line in text.split(separator: "\n") {
      #expect(columns(line) <= 100, "\(what): \(line)")
      #expect(line.last != " ", "\(what): \(line)")
    }
  }

  @Test func `no line of any page or list is wider than a hundred columns`() {
    expectNarrow(Help.overview, "overview")
    for subcommand in Backprop.subcommands {
      expectNarrow(Help.page(for: subcommand), subcommand.name)
    }
  }

  @Test(arguments: ["en", "ko"])
  func `the list of examples fits, and a line goes on where its text began`(
    _ language: String
  ) throws {
    let list = try Command("list", "--language", language).output
    expectNarrow(list, "list")
    let lines = list.split(separator: "\n")
    let (names, rest) = (lines.filter { $0.first != " " }, lines.filter { $0.first == " " })
    #expect(names.count == 13)
    let start = names[0].range(of: "  ").map { names[0][$0.lowerBound...].prefix { $0 == " " } }
    let margin = (start?.count ?? 0) + "2-2-2".count
    for line in rest { #expect(line.prefix { $0 == " " }.count == margin) }
    #expect(rest.isEmpty == (language == "ko"))
  }

  @Test(arguments: [
    ("trace", "backprop trace EXAMPLE|FILE|DATA|-... [options]"),
    ("train", "backprop train EXAMPLE|FILE|DATA [DIR] [options]"),
    ("export", "backprop export EXAMPLE|FILE|DATA|- [options]"),
    ("help", "backprop help [SUBCOMMAND] [options]"),
  ])
  func `a subcommand has its page`(_ name: String, _ usage: String) throws {
    let page = try Command(name, "--help")
    #expect(page.status == 0)
    let found = page.output.split(separator: "\n").filter { $0.hasPrefix("Usage: ") }
    #expect(found == ["Usage: \(usage)"])
    #expect(try Command("help", name).output == page.output)
    #expect(try Command(name, "mnist", "-h").output == page.output)
  }

  @Test func `help is given wherever in a call it is asked for`() throws {
    let page = try Command("trace", "--help").output
    #expect(try Command("trace", "2-2-2", "--digits", "--help").output == page)
    #expect(try Command("help").output == Command("--help").output)
    #expect(try Command("trace", "--", "--help").status != 0)
  }

  @Test func `the manual page has every option of every subcommand, and groff has no complaint`()
    throws
  {
    let run = try Command("help", "--man")
    #expect(run.status == 0)
    let text = run.output.replacing("\\-", with: "-").replacing("\\e", with: "\\")
    for subcommand in Backprop.subcommands {
      #expect(text.contains("\n.SS backprop \(subcommand.name)"))
      for option in subcommand.options { #expect(text.contains("\n.B \(option.name)")) }
      for example in subcommand.examples { #expect(text.contains("\n.B \(example.call)\n")) }
    }
    #expect(try Command("help", "--man", "trace").status == 64)
    for line in [
      "groff -man -Tutf8 -ww -K utf8 -z", "mandoc -T lint -W warning",
    ] {
      let check = try Command(line: "\(line) 2>&1", input: run.output)
      guard check.status != 127 else { continue }
      // The page has no date, so that the same program writes the same page.
      let complaints = check.output.split(separator: "\n").filter { !$0.contains("missing date") }
      #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    }
  }

  @Test func `help is given where a width is missing`() throws {
    let page = try Command("trace", "--width", "--help")
    let whole = try Command("help", "trace")
    #expect(page.status == 0)
    #expect(page.output == whole.output)
  }

  @Test func `help is as wide as asked`() throws {
    for words in [
      ["trace", "--help", "--width", "50"], ["trace", "--width=50", "--help"],
      ["help", "train", "--width", "50"],
    ] {
      for line in try Command(words).output.split(separator: "\n") {
        #expect(columns(line) <= 50, "\(line)")
      }
    }
  }
}
