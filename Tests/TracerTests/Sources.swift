import Foundation

/// The files of the module under test.
enum Sources {
  /// The types that the files of a folder are named after.
  static func types(in folder: String) throws -> Set<String> {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Sources/Tracer/\(folder)").path)
    return Set(files.map { String($0.prefix { $0 != "." && $0 != "+" }) })
  }
}
