import Foundation

/// The built command, run as a user runs it.
struct Command {
  let output: String
  let notes: String
  let status: Int32

  /// Runs `backprop` with the given words.
  init(_ words: String..., input: String? = nil, in folder: URL? = nil) throws {
    try self.init(words, input: input, in: folder)
  }

  /// Runs a line in a shell that finds `backprop`; the exit code is 127 for what is not installed.
  init(
    line: String, by shell: String = "bash", input: String? = nil, in folder: URL? = nil
  ) throws {
    try self.init(
      [shell, "-c", line], input: input, in: folder, by: URL(fileURLWithPath: "/usr/bin/env"))
  }

  /// Runs `backprop`, or another program, with the given words.
  init(
    _ words: [String], input: String? = nil, in folder: URL? = nil,
    by executable: URL = Self.executable
  ) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = words
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = "\(Self.products.path):\(environment["PATH"] ?? "/usr/bin:/bin")"
    process.environment = environment
    process.currentDirectoryURL = folder
    let (output, notes, source) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = notes
    process.standardInput = source
    try process.run()
    if let input { try source.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try source.fileHandleForWriting.close()
    // Read at the same time as the output, so that neither pipe fills up while the other waits.
    let queue = DispatchQueue(label: "notes")
    nonisolated(unsafe) var noted = Data()
    queue.async { noted = notes.fileHandleForReading.readDataToEndOfFile() }
    self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    queue.sync {}
    self.notes = String(decoding: noted, as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }

  /// The built command.
  static var executable: URL { products.appending(path: "backprop") }

  /// Where the tests and the command are built.
  private static var products: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let test = bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return test.resolvingSymlinksInPath().deletingLastPathComponent()
  }
}

/// How much of what is drawn at random a run looks at: a part, or all with `BACKPROP_THOROUGH=1`.
enum Thoroughness {
  static let isFull = ProcessInfo.processInfo.environment["BACKPROP_THOROUGH"] == "1"

  static func count(_ usual: Int, of full: Int) -> Int { isFull ? full : usual }
}

/// A folder that is there while the closure runs.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}
