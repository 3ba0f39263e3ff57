import Testing

@testable import backprop

/// Options are declared once and mean the same everywhere.
@Suite struct OptionTests {
  /// What an option means, apart from what holds without it and which of its words are allowed.
  private struct Meaning: Equatable, CustomStringConvertible {
    let type: String
    let help: String
    let isFlag: Bool

    init(_ option: any AnyOption) {
      type = String(reflecting: Swift.type(of: option))
      help = option.help
      isFlag = option.form == nil
    }

    var description: String { "\(type): \(help)" }
  }

  @Test func `an option means the same in every subcommand`() {
    var meanings: [String: (Meaning, of: String)] = [:]
    for subcommand in Backprop.subcommands {
      let names = subcommand.options.map(\.name)
      #expect(Set(names).count == names.count, "\(subcommand.name) has an option twice")
      for option in subcommand.options {
        let meaning = Meaning(option)
        let (first, other) = meanings[option.name, default: (meaning, subcommand.name)]
        #expect(meaning == first, "\(option.name) of \(subcommand.name) and of \(other)")
        meanings[option.name] = (first, other)
      }
    }
    #expect(meanings.count > 30)
  }

  @Test func `one batch option holds for a trace and for a training`() throws {
    for (subcommand, size) in [("trace", "1001"), ("train", "60001")] {
      let run = try Command(subcommand, "mnist", "--batch", size)
      #expect(run.status == 64)
      #expect(run.notes.hasPrefix("backprop: --batch \(size): a whole number from 1 to "))
    }
    try withTemporaryFolder { folder in
      let run = try Command(
        "trace", "mnist", "--image", "train:3", "--batch", "2", "--format", "json", in: folder)
      #expect(run.status == 0, "\(run.notes)")
      let late = try Command("trace", "mnist", "--image", "test:9999", "--batch", "2")
      #expect(late.status == 64)
      #expect(
        late.notes.hasPrefix("backprop: --image test:9999 --batch 2: images from 0 to 9999"))
    }
  }

  @Test func `an option that is not declared cannot be read`() async {
    await #expect(processExitsWith: .failure) {
      _ = try Arguments([], for: ListCommand.self)[Options.digits]
    }
    await #expect(processExitsWith: .success) {
      _ = try Arguments([], for: ListCommand.self)[Options.language]
    }
  }

  @Test(arguments: [
    (
      ["gradcheck", "2-2-2", "--format", "json"], "json: no such value for --format; one of text, "
    ),
    (["trace", "2-2-2", "--format", "csv"], "csv: no such value for --format; one of text, "),
    (
      ["gradcheck", "2-2-2", "--output", "a.json"], "--output a.json: a name ending in .txt (text)"
    ),
    (["trace", "2-2-2", "--output", "a.csv"], "--output a.csv: a name ending in .txt (text)"),
    (
      ["optimize", "valley", "--steps", "100001"], "--steps 100001: a whole number from 1 to 100000"
    ),
    (["optimize", "valley", "--start", "1,2,x"], "--start 1,2,x: numbers such as -7,2"),
    (["trace", "nowhere", "--digits", "0"], "--digits 0: a whole number from 1 to 17 expected"),
  ])
  func `a value that an option can't have here is refused`(
    _ words: [String], _ message: String
  ) throws {
    try withTemporaryFolder { folder in
      let run = try Command(words, in: folder)
      #expect(run.status == 64)
      #expect(run.output.isEmpty)
      #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
    }
  }

  @Test(arguments: [
    (["trace", "2-2-2", "--lang", "ko"], "--lang: no such option; did you mean --language?"),
    (["train", "mnist", "--learn", "1"], "--learn: no such option; did you mean --learning-rate?"),
    (["trace", "2-2-2", "--zzz"], "--zzz: no such option; see backprop trace --help"),
    (
      ["trace", "2-2-2", "--format", "mark"], "mark: no such value for --format; did you mean mark"
    ),
    (["opt", "valley"], "opt: no such subcommand; did you mean optimize?"),
    (["xyz"], "xyz: no such subcommand; one of trace, train, check, "),
    (["trace", "regress"], "regress: no such example or file; did you mean regression?"),
    (["trace", "mnits"], "mnits: no such example or file; did you mean mnist?"),
    (["optimize", "vall"], "vall: no such surface or file; did you mean valley?"),
    (
      ["optimize", "valley", "--optimizer", "grad"], "--optimizer grad: kind: gradient-descent, or "
    ),
    (["reproduce", "maz"], "maz: no such published example; did you mean mazur?"),
    (["completions", "tcsh"], "tcsh: no such shell; one of bash, zsh, fish expected"),
    (["completions", "ba"], "ba: no such shell; did you mean bash?"),
    (["help", "grad"], "grad: no such subcommand; did you mean gradcheck?"),
  ])
  func `the beginning of a name suggests it`(_ words: [String], _ message: String) throws {
    let run = try Command(words)
    #expect(run.status == 64)
    #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
    #expect(run.notes.filter(\.isNewline).count == 1)
  }
}
