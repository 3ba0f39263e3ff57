import Foundation
import Testing

/// What happens to the files that are written, and to those beside them.
@Suite struct WrittenFilesTests {
  private static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private static func mode(of file: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
  }

  @Test(arguments: [0o600, 0o640, 0o664, 0o755])
  func `a file that is overwritten keeps its mode`(_ mode: Int) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "a.md")
      try Data("old".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      let run = try Command(line: "umask 077; backprop trace 2-2-2 --output a.md", in: folder)
      #expect(run.status == 0, "\(run.notes)")
      #expect(try Self.mode(of: file) == mode)
      #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("# Backprop"))
    }
  }

  @Test(arguments: [("022", 0o644), ("077", 0o600), ("002", 0o664)])
  func `a new file has the mode that the user's mask leaves`(_ mask: String, _ mode: Int) throws {
    try withTemporaryFolder { folder in
      // Left behind by a run that was killed, for a file that nobody else may read.
      let partial = folder.appending(path: ".a.txt.partial")
      try Data("half".utf8).write(to: partial)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: partial.path)
      _ = try Command(
        line: "umask \(mask); backprop trace 2-2-2 --output a.txt", in: folder)
      #expect(try Self.mode(of: folder.appending(path: "a.txt")) == mode)
      #expect(try Self.names(in: folder) == ["a.txt"])
    }
  }

  @Test(arguments: [
    ("trace net.json --output net.json --format text", "net.json"),
    ("trace net.json --output ./net.json", "./net.json"),
    ("trace net.json --output link.json", "link.json"),
    ("trace link.json --output net.json", "net.json"),
    ("trace net.json --output hard.json", "hard.json"),
    ("export net.json --output net.json", "net.json"),
    ("gradcheck net.json --output net.json --format text", "net.json"),
    ("optimize hill.calc --output hill.calc --format text", "hill.calc"),
    ("check 2-2-2 answers.md --output answers.md", "answers.md"),
    ("check net.json answers.md --output net.json", "net.json"),
    ("check 2-2-2 answers.md --marks marks.txt --output marks.txt", "marks.txt"),
    ("check 2-2-2 class --output class/a.md", "class/a.md"),
    ("check 2-2-2 class --output linked.md", "linked.md"),
  ])
  func `a file that is read is not written over`(_ call: String, _ file: String) throws {
    try withTemporaryFolder { folder in
      let group = folder.appending(path: "class")
      try FileManager.default.createDirectory(at: group, withIntermediateDirectories: true)
      let net = try Command("export", "2-2-2").output
      for (name, text) in [
        ("net.json", net), ("hill.calc", "x = 1\ny = 2\nz = x * y\n"), ("marks.txt", "value 1\n"),
        ("answers.md", "net_h1 = 0.0275\n"), ("class/a.md", "net_h1 = 0.0275\n"),
      ] { try Data(text.utf8).write(to: folder.appending(path: name)) }
      for (link, target) in [("link.json", "net.json"), ("linked.md", "class/a.md")] {
        try FileManager.default.createSymbolicLink(
          atPath: folder.appending(path: link).path, withDestinationPath: target)
      }
      try FileManager.default.linkItem(
        at: folder.appending(path: "net.json"), to: folder.appending(path: "hard.json"))
      let before = try Data(contentsOf: folder.appending(path: file))
      let run = try Command(line: "backprop \(call)", in: folder)
      #expect(run.status == 64)
      #expect(run.output.isEmpty)
      #expect(
        run.notes == """
          backprop: --output \(file): a file other than this one, which is read, expected

          """)
      #expect(try Data(contentsOf: folder.appending(path: file)) == before)
    }
  }

  @Test func `two results do not go into one file, and weights are not lost`() throws {
    try withTemporaryFolder { folder in
      _ = try Command("trace", "mnist", "--record", "w", in: folder)
      let weights = try Data(contentsOf: folder.appending(path: "w"))
      for call in [
        "trace mnist --load w --record w", "trace mnist --load w --output w",
        "trace mnist --record step --output ./step", "train mnist --limit 320 --load w --plot w",
        "train mnist --limit 320 --save v --plot v", "train mnist --limit 320 --load w --save w",
      ] {
        let run = try Command(line: "backprop \(call)", in: folder)
        #expect(run.status == 64 && run.output.isEmpty, "\(call)")
        #expect(run.notes.hasSuffix("expected\n"), "\(run.notes)")
      }
      #expect(try Data(contentsOf: folder.appending(path: "w")) == weights)
      #expect(try Self.names(in: folder) == ["w"])
    }
  }

  /// Each would take hours, so that the test ends only if the place is looked at before.
  @Test(arguments: [
    ("--save folder", "folder: cannot be written: it is a folder"),
    ("--plot folder.svg", "folder.svg: cannot be written: it is a folder"),
    ("--plot no/loss.svg", "no/loss.svg: cannot be written: no such file or folder"),
    ("--save file/w", "file/w: cannot be written: a part of its path is no folder"),
    ("--record-every 9 file", "file: cannot be written: "),
    ("--record-every 9 file/records", "file/records: cannot be written: "),
  ])
  func `a place that cannot be written is found before the training`(
    _ options: String, _ message: String
  ) throws {
    try withTemporaryFolder { folder in
      for name in ["folder", "folder.svg"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: true)
      }
      try Data().write(to: folder.appending(path: "file"))
      let run = try Command(line: "backprop train mnist --epochs 100000 \(options)", in: folder)
      #expect(run.status == 74)
      #expect(run.output.isEmpty)
      #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
      #expect(!run.notes.contains("no reason"))
      #expect(run.notes.filter(\.isNewline).count == 1)
      #expect(try Self.names(in: folder) == ["file", "folder", "folder.svg"])
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/sys/kernel")))
  func `a missing permission is given as the reason`() throws {
    // Not even the superuser makes files there.
    for call in ["trace 2-2-2 --output /sys/kernel/a.md", "walkthroughs --folder /sys/kernel/a"] {
      let run = try Command(line: "backprop \(call)")
      #expect(run.status == 74)
      #expect(
        run.notes.hasSuffix(": cannot be written: permission denied\n")
          || run.notes.hasSuffix(": cannot be written: operation not permitted\n")
          || run.notes.hasSuffix(": cannot be written: read-only file system\n"), "\(run.notes)")
    }
  }

  @Test func `walkthroughs that cannot be written are one line`() throws {
    try withTemporaryFolder { folder in
      try Data().write(to: folder.appending(path: "file"))
      let run = try Command("walkthroughs", "--folder", "file/w", in: folder)
      #expect(run.status == 74)
      #expect(run.notes.hasPrefix("backprop: file/w: cannot be written: "))
      #expect(!run.notes.contains("Error Domain") && !run.notes.contains("no reason"))
    }
  }

  @Test func `worksheets that have no place are one line`() throws {
    try withTemporaryFolder { folder in
      try Data().write(to: folder.appending(path: "plain"))
      for (place, status, reason) in [
        ("plain", Int32(64), "--output plain: a folder, or a place for a new one, expected"),
        ("plain/sheets", 74, "plain/sheets: cannot be written: a part of its path is no folder"),
      ] {
        let run = try Command(
          "worksheet", "2-2-2", "--variants", "2", "--output", place, in: folder)
        #expect(run.status == status)
        #expect(run.notes == "backprop: \(reason)\n")
      }
    }
  }

  /// Kills the command at moments that fill its duration evenly, in ever the same order.
  @Test(arguments: [false, true])
  func `a command that is killed leaves the old file, a whole one, or none`(
    _ isOverwriting: Bool
  ) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "trace.json")
      let words = ["trace", "2-2-2", "--steps", "40", "--format", "json"]
      let start = Date()
      let whole = Data(try Command(words).output.utf8)
      let duration = Date().timeIntervalSince(start)
      let old = Data("old".utf8)
      var (killed, partials) = (0, 0)
      let rounds = Thoroughness.count(20, of: 100)
      for round in 0..<rounds {
        try? FileManager.default.removeItem(at: file)
        if isOverwriting { try old.write(to: file) }
        let process = Process()
        process.executableURL = Command.executable
        process.arguments = words + ["--output", "trace.json"]
        process.currentDirectoryURL = folder
        try process.run()
        let goldenRatio = 0.618034
        let moment = (Double(round) * goldenRatio).truncatingRemainder(dividingBy: 1)
        usleep(UInt32(duration * moment * 1e6))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal { killed += 1 }
        let names = try Self.names(in: folder)
        #expect(Set(names).isSubset(of: [".trace.json.partial", "trace.json"]))
        if names.contains(".trace.json.partial") { partials += 1 }
        let found = try? Data(contentsOf: file)
        #expect(found == whole || found == (isOverwriting ? old : nil))
      }
      // Some were killed while they were writing.
      #expect(killed > rounds / 5)
      #expect(partials > rounds / 20)
      #expect(try Command(words + ["--output", "trace.json"], in: folder).status == 0)
      #expect(try Self.names(in: folder) == ["trace.json"])
      #expect(try Data(contentsOf: file) == whole)
    }
  }

  @Test func `several at once write one whole file after the other`() throws {
    try withTemporaryFolder { folder in
      let call = "backprop trace 2-2-2 --steps 40 --output trace.json"
      let run = try Command(
        line: "for i in 1 2 3 4 5 6 7 8; do \(call) & done; wait", in: folder)
      #expect(run.status == 0 && run.notes.isEmpty, "\(run.notes)")
      #expect(try Self.names(in: folder) == ["trace.json"])
      let whole = try Command("trace", "2-2-2", "--steps", "40", "--format", "json").output
      let file = folder.appending(path: "trace.json")
      #expect(try String(contentsOf: file, encoding: .utf8) == whole)
    }
  }
}
