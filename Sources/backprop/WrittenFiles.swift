import Foundation
import Tracer

/// The files that a call writes, looked at before anything else is done.
extension Arguments {
  /// Finds out whether every file that the call writes could be written, and is read by nothing.
  ///
  /// Only a run that is resumed may save to the file of `--load`: it goes on there.
  /// - Throws: `UsageError` for a file that is read, too, or written twice; `FileFault` for one that
  ///   cannot be written.
  func checkWrittenFiles() throws {
    let written = paths(to: .written)
    guard !written.isEmpty else { return }
    let read = readFiles
    for (position, file) in written.enumerated() {
      let goesOn = file.option == "--save" && knowsAndHas(Options.resume)
      let others =
        written[..<position].map { (path: $0.path, use: "\($0.option) writes") }
        + read.filter { !(goesOn && $0.option == "--load") }.map { (path: $0.path, use: "is read") }
      if let other = others.first(where: { AtomicFile.isSame(file.path, $0.path) }) {
        throw UsageError.invalid(
          option: file.option, found: file.path,
          expected: "a file other than this one, which \(other.use),")
      }
    }
    for file in written { try AtomicFile.look(at: file.path) }
  }

  /// The files that are read, those of a folder among them.
  private var readFiles: [(option: String, path: String)] {
    let declared = subcommand.operands
    let repeated = declared.last.map { last in
      last.isRepeated ? Array(repeating: last, count: operands.count) : []
    }
    let names = zip(operands, declared + (repeated ?? [])).filter { operand, declared in
      // A built-in name is none of a file, and a folder is written.
      Example.named(operand) == nil && Surface.named(operand) == nil
        && declared.form.path != .folder
    }
    return names.flatMap { operand, declared in
      let entries = try? FileManager.default.contentsOfDirectory(atPath: operand)
      return ([operand] + (entries ?? []).map { "\(operand)/\($0)" }).map {
        (declared.description, $0)
      }
    } + paths(to: .file)
  }
}

extension Int {
  /// The number with zeros in front, so that names of files are in its order.
  func padded(to count: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, count - digits.count)) + digits
  }
}
