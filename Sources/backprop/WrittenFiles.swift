import Foundation
import Tracer

/// The files that a call writes, looked at before anything else is done.
extension Arguments {
  private static let writtenOptions = ["--output", "--plot", "--record", "--save"]
  private static let readOptions = ["--load", "--marks", "--weights"]

  /// Finds out whether every file that the call writes could be written, and is read by nothing.
  ///
  /// Only `--save` may name the file of `--load`: the run goes on there.
  /// - Throws: `UsageError` for a file that is read, too, or written twice; `FileFault` for one that
  ///   cannot be written.
  func checkWrittenFiles(of subcommand: any Subcommand.Type) throws {
    let written = Self.writtenOptions.compactMap { option in
      self[option].map { (option: option, path: $0) }
    }
    guard !written.isEmpty else { return }
    let read = readFiles(of: subcommand)
    for (position, file) in written.enumerated() {
      let others =
        written[..<position].map { (path: $0.path, use: "\($0.option) writes") }
        + read.filter { file.option != "--save" || $0.option != "--load" }.map {
          (path: $0.path, use: "is read")
        }
      if let other = others.first(where: { AtomicFile.isSame(file.path, $0.path) }) {
        throw UsageError.invalid(
          option: file.option, found: file.path,
          expected: "a file other than this one, which \(other.use),")
      }
    }
    for file in written { try AtomicFile.look(at: file.path) }
  }

  /// The files that are read, those of a folder among them.
  private func readFiles(of subcommand: any Subcommand.Type) -> [(option: String, path: String)] {
    let names = zip(operands, subcommand.operands).filter { operand, placeholder in
      // A built-in name is none of a file, and DIR is written.
      Example.named(operand) == nil && Surface.named(operand) == nil
        && !placeholder.contains("DIR")
    }
    return names.flatMap { operand, placeholder in
      let entries = try? FileManager.default.contentsOfDirectory(atPath: operand)
      return ([operand] + (entries ?? []).map { "\(operand)/\($0)" }).map { (placeholder, $0) }
    } + Self.readOptions.compactMap { option in self[option].map { (option, $0) } }
  }
}
