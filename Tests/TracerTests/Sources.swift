import Foundation

/// The files of the module under test.
enum Sources {
  private static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The text of every Swift file.
  static func texts() throws -> [(file: String, contents: String)] {
    let folder = root.appending(path: "Sources")
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (paths ?? []).filter { $0.hasSuffix(".swift") }.map {
      ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
  }

  /// The types that the files of a folder are named after.
  static func types(in folder: String) throws -> Set<String> {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Sources/Tracer/\(folder)").path)
    return Set(files.map { String($0.prefix { $0 != "." && $0 != "+" }) })
  }
}
