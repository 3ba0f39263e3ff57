import Foundation
import MNISTData

/// A Python process that does the same work with another library.
final class Peer {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var unread = Data()
  /// What the hundredth step came to.
  private(set) var objectiveOfStep100 = Double.nan

  /// A library and how it is run.
  struct Library {
    let name: String
    let module: String
    let precision: String
    /// 0: as the library likes.
    let threads: Int

    static let all = [
      Library(name: "NumPy float64", module: "numpy", precision: "float64", threads: 0),
      Library(name: "NumPy float32", module: "numpy", precision: "float32", threads: 0),
      Library(name: "PyTorch eager, 1 thread", module: "torch", precision: "float32", threads: 1),
      Library(name: "PyTorch eager", module: "torch", precision: "float32", threads: 0),
      Library(name: "JAX jit + scan", module: "jax", precision: "float32", threads: 0),
    ]
  }

  /// What became of a peer.
  enum Failure: Error, CustomStringConvertible {
    case ended(String)

    var description: String {
      switch self {
      case .ended(let name): "\(name) ended before it answered"
      }
    }
  }

  private let name: String

  /// Starts a peer and waits until its data is in memory.
  init(_ library: Library, work: String, python: String) throws {
    name = library.name
    process.executableURL = URL(filePath: python)
    process.arguments = [
      "\(Bundle.module.bundlePath)/Peers/\(library.module)_peer.py", work, MNISTData.folder,
      library.precision, String(library.threads),
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONDONTWRITEBYTECODE": "1", "JAX_PLATFORMS": "cpu"]) { $1 }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let words = try line().split(separator: " ")
    guard words.count == 2, words[0] == "ready", let objective = Double(words[1]) else {
      throw Failure.ended(name)
    }
    objectiveOfStep100 = objective
  }

  /// Milliseconds a step takes.
  func measure(steps: Int) throws -> Double {
    try input.fileHandleForWriting.write(contentsOf: Data("\(steps)\n".utf8))
    guard let figure = Double(try line()) else { throw Failure.ended(name) }
    return figure
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func line() throws -> String {
    while true {
      if let end = unread.firstIndex(of: 10) {
        defer { unread = Data(unread[(end + 1)...]) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw Failure.ended(name) }
      unread += more
    }
  }

  /// The first interpreter that has a module, and the module's version.
  static func interpreter(
    having module: String, among paths: [String]
  ) -> (path: String, version: String)? {
    for path in paths {
      let process = Process(), output = Pipe()
      process.executableURL = URL(filePath: path)
      process.arguments = ["-c", "import numpy, \(module) as m; print(m.__version__)"]
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { continue }
      let text = String(
        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      if process.terminationStatus == 0 {
        return (path, text.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    return nil
  }

  /// Every python3 on the PATH.
  static var installed: [String] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/python3" }.filter { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
