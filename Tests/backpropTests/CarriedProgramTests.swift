import Foundation
import Testing

/// The program alone, without what the build puts beside it.
@Suite struct CarriedProgramTests {
  /// Runs the built program from an empty folder, into which the body may put more.
  private func withCarriedProgram(
    _ body: (_ run: (String...) throws -> Command, _ folder: URL) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let program = folder.appending(path: "backprop")
      // What this process had open for writing, another test's could inherit and keep busy.
      let copy = try Command(
        [Command.executable.path, program.path], in: folder, by: URL(filePath: "/bin/cp"))
      try #require(copy.status == 0)
      try body({ try Command($0, in: folder, by: program) }, folder)
    }
  }

  @Test func `without its digits it says where it looked, and how to name others`() throws {
    try withCarriedProgram { run, folder in
      for words in [["trace", "mnist"], ["train", "mnist"]] {
        let run = try run(words[0], words[1])
        #expect(run.status == 66)
        #expect(run.output.isEmpty)
        #expect(run.notes.hasPrefix("backprop: the files of MNIST are neither in "))
        #expect(run.notes.contains("\(folder.lastPathComponent)/MNIST; put them into"))
        #expect(run.notes.hasSuffix("or name their own with --data DIR\n"))
        #expect(run.notes.filter(\.isNewline).count == 1)
      }
      let digits = Command.executable.deletingLastPathComponent()
        .appending(path: "backprop_MNISTData.resources/MNIST")
      #expect(try run("trace", "mnist", "--data", digits.path).status == 0)
      try FileManager.default.copyItem(at: digits, to: folder.appending(path: "MNIST"))
      #expect(try run("trace", "mnist").status == 0)
    }
  }

  @Test(arguments: [
    "trace mazur", "trace 2-2-2 --language ko --format markdown", "reproduce mazur",
    "gradcheck xor", "optimize valley", "export batches", "list", "--help", "trace --help",
  ])
  func `everything else works from the single file`(_ call: String) throws {
    try withCarriedProgram { run, folder in
      let words = call.split(separator: " ").map(String.init)
      let carried = try Command(words, in: folder, by: folder.appending(path: "backprop"))
      #expect(carried.status == 0)
      #expect(try carried.output == Command(words).output)
    }
  }
}
