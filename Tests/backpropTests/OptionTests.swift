import Foundation
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
    for subcommand in ["trace", "train"] {
      let run = try Command(subcommand, "mnist", "--batch", "60001")
      #expect(run.status == 64)
      #expect(run.notes.hasPrefix("backprop: --batch 60001: a whole number from 1 to "))
    }
    let run = try Command("trace", "mnist", "--sample", "train:3:5", "--format", "json")
    #expect(run.status == 0, "\(run.notes)")
    let late = try Command("trace", "mnist", "--sample", "test:9999:10001")
    #expect(late.status == 65)
    #expect(late.notes == "backprop: mnist: a sample from 0 to 9999 expected; 10000 found\n")
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
    (["--language", "ko", "trace", "2-2-2"], "--language: options follow the subcommand, as in"),
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

  @Test(arguments: [
    ("h*", "h1,h2"), ("layer:*", "layer:1,layer:2"), ("w*", "w1,w2,w3,w4,w5,w6,w7,w8"),
  ])
  func `a pattern stands for all units, layers and parameters that it fits`(
    pattern: String, all: String
  ) throws {
    let called = try [pattern, all].map { try Command(["trace", "2-2-2", "--only", $0]).output }
    #expect(called[0] == called[1] && !called[0].isEmpty)
  }

  @Test(arguments: [
    ("train moons --gradients 1,2", 64, "--gradients 1.0,2.0: numerical"),
    ("optimize valley --start 1,,2", 64, "--start 1,,2: numbers such as"),
    ("trace 2-2-2 --only ,", 64, "--only ,: "),
    ("trace mnist --only W1[*,*", 64, "no such parameter or unit"),
    ("trace 2-2-2 --fragment", 64, "--fragment and --format text exclude each other"),
    ("trace 2-2-2 --figures svg", 64, "--figures and --format text exclude each other"),
    ("trace apples --steps 3", 64, "--steps is given: a network"),
    ("trace apples --optimizer adam", 64, "--optimizer is given: a network"),
    ("trace apples --batch 2", 64, "--batch is given: a network"),
    ("worksheet 2-2-2 --code 7-07 --seed 3", 64, "--seed and --code exclude each other"),
    ("trace 2-2-2 --optimizer adam:lr=1:lr=2", 64, "each setting once expected; lr twice found"),
    ("trace 2-2-2 --optimizer adam:betas=0.9", 64, "or 0.9/0.999 expected"),
    ("trace 2-2-2 --learning-rate 1e309", 64, "a number up to 1.797"),
    ("train moons:n=100:n=200", 65, "each setting once"),
    ("train moons --compare learning-rate=0.1,abc", 64, "--learning-rate abc"),
    ("train moons --init 1e308", 65, "smaller weights, inputs or targets"),
  ])
  func `what would be passed over in silence is refused`(
    _ call: String, status: Int32, message: String
  ) throws {
    let run = try Command(call.split(separator: " ").map(String.init))
    #expect(run.status == status)
    #expect(run.output.isEmpty && run.notes.contains(message), "\(run.notes)")
  }

  @Test(arguments: [
    ("x = 1e-400\nf = x", "1e-400 is too small for a number"),
    ("x = 2\nf = log(x)", "did you mean ln or log10?"),
  ])
  func `a formula that would give another number is refused`(
    _ file: String, message: String
  ) throws {
    let run = try Command("trace", "-", input: file)
    #expect(run.status == 65 && run.notes.contains(message), "\(run.notes)")
  }

  @Test func `inputs of any size are standardized`() throws {
    try withTemporaryFolder { folder in
      for size in ["1e200", "1e-200", "1"] {
        let rows = (0..<8).map { "\($0 % 2 == 0 ? "" : "-")\(size),\($0 % 2)" }
        try Data((["x,c"] + rows).joined(separator: "\n").utf8).write(
          to: folder.appending(path: "k.csv"))
        let run = try Command(
          "train", "k.csv", "--kind", "classes", "--standardize", "--epochs", "200", "--save",
          "k.json", in: folder)
        #expect(run.status == 0 && run.output.contains("training 1.0000"), "\(run.notes)")
      }
    }
  }
}
