import Foundation
import Testing

@testable import backprop

@Suite struct CompletionTests {
  /// What bash offers for the last of the words, which are split as bash splits them.
  private func offered(_ words: [String], in folder: URL? = nil) throws -> Set<String> {
    let typed = (["backprop"] + words).map(\.quoted).joined(separator: " ")
    let run = try Command(
      line: """
        set -u
        source <(backprop completions bash)
        COMP_WORDS=(\(typed)) COMP_CWORD=\(words.count)
        _backprop
        ((${#COMPREPLY[@]})) && printf '%s\\n' "${COMPREPLY[@]}"
        complete -p backprop > /dev/null
        """, in: folder)
    #expect(run.status == 0 && run.notes.isEmpty, "\(words): \(run.notes)")
    return Set(run.output.split(separator: "\n").map(String.init))
  }

  @Test(arguments: [
    (["tra"], ["trace", "train"]),
    (["--v"], ["--version"]),
    (["trace", "ap"], ["apples", "apples-oranges"]),
    (["trace", "mn"], ["mnist"]),
    (["train", "mn"], ["mnist"]),
    (["train", "mo"], ["moons"]),
    (["trace", "--format", ""], ["text", "markdown", "html", "latex", "json"]),
    (["trace", "--format", "=", "m"], ["markdown"]),
    (["trace", "--format", "="], ["text", "markdown", "html", "latex", "json"]),
    (["check", "--format", "c"], ["csv"]),
    (["gradcheck", "--format", "j"], []),
    (["trace", "--digits", ""], []),
    (["trace", "mnist", "--sam"], ["--sample"]),
    (["trace", "mnist", "--sample", "w"], ["worst"]),
    (["trace", "mnist", "--sample", "test", ":", "8", "--act"], ["--activation"]),
    (["trace", "2-2-2", "--upd"], ["--update"]),
    (["optimize", "--steps", "30", "val"], ["valley"]),
    (["optimize", "valley", "--optimizer", "ada"], ["adadelta", "adagrad", "adam", "adamw"]),
    (["reproduce", "--language", "ko", ""], ["2-2-2", "mazur"]),
    (["help", "g"], ["gradcheck"]),
    (["completions", ""], ["bash", "zsh", "fish"]),
    (["list", "x"], []),
    (["nonsense", ""], []),
  ])
  func `bash completes names, options and their values`(
    _ words: [String], _ expected: [String]
  ) throws {
    try withTemporaryFolder { folder in
      let found = try offered(words, in: folder)
      #expect(found == Set(expected))
    }
  }

  @Test func `bash completes files and folders where they may stand`() throws {
    try withTemporaryFolder { folder in
      try Data().write(to: folder.appending(path: "ans wers.md"))
      try FileManager.default.createDirectory(
        at: folder.appending(path: "answers"), withIntermediateDirectories: false)
      let both: Set = ["ans wers.md", "answers"]
      #expect(try offered(["check", "2-2-2", "--list", "an"], in: folder) == both)
      #expect(try offered(["trace", "an"], in: folder) == both)
      #expect(try offered(["trace", "2-2-2", "--output", "an"], in: folder) == both)
      #expect(try offered(["train", "mnist", "--data", "an"], in: folder) == both)
      #expect(try offered(["trace", "2-2-2", "an"], in: folder) == [])
    }
  }

  @Test func `every shell completes every option that the help explains`() throws {
    for subcommand in Backprop.subcommands {
      let words = [subcommand.name]
      let page = Help.page(for: subcommand).split(separator: "\n")
      let explained = page.filter { $0.hasPrefix("  --") }.map {
        String($0.dropFirst(2).prefix { $0 != " " })
      }
      #expect(explained.count == subcommand.options.count)
      #expect(try offered(words + ["--"]) == Set(explained + ["--help"]))
      let all = Completions(words + ["-"]).text.split(separator: "\n")
      for option in explained {
        #expect(all.contains { $0.hasPrefix("\(option)\t") && $0.count > option.count + 3 })
      }
    }
  }

  @Test(arguments: [
    ("trace --format ", ["text", "markdown", "html", "latex", "json"]),
    ("trace ap", ["apples", "apples-oranges"]),
    ("train mn", ["mnist"]),
    ("trace mnist --activation s", ["sigmoid", "softplus", "softmax"]),
    ("completions ", ["bash", "zsh", "fish"]),
    ("trace 2-2-2 --upd", ["--update"]),
    ("trace 2-2-2 --format=m", ["--format=markdown"]),
  ])
  func `fish completes, where it is installed`(_ typed: String, _ expected: [String]) throws {
    let run = try Command(
      line: "backprop completions fish | source; complete -C 'backprop \(typed)'", by: "fish")
    guard run.status != 127 else { return }
    let words = run.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
    #expect(Set(words) == Set(expected.map { Substring($0) }), "\(run.notes)")
  }

  @Test func `zsh reads its script, where it is installed`() throws {
    let run = try Command(
      line: """
        autoload -U compinit && compinit -D -u
        source <(backprop completions zsh)
        print $_comps[backprop]
        """, by: "zsh")
    guard run.status != 127 else { return }
    #expect(run.output == "_backprop\n" && run.notes.isEmpty, "\(run.notes)")
  }
}

extension String {
  /// The text as one word of a shell.
  fileprivate var quoted: String { "'" + replacing("'", with: "'\\''") + "'" }
}
