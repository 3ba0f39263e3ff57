import Foundation
import Testing

/// The folders of the sources are layers: what stands in one knows those above it in the list, and
/// nothing of those below.
@Suite("Rooms")
struct RoomsTests {
  /// The order of the folders.
  static let rooms = [
    "Support", "Formula", "Tensor", "Document", "Graph", "Primitives", "Optimizers", "Execution",
    "Data", "Models", "Derivation", "Rendering", "Marking", "Worksheets", "MNIST",
  ]

  /// A source without its comments and strings; what is interpolated into a string stays.
  struct Source {
    let path: String
    let room: String
    let code: String

    /// The types that the source declares, and which of them others can name without a prefix.
    var types: (all: Set<String>, visible: Set<String>) {
      let declaration =
        /(?m)^(?<indent> *)(?:(?<access>private|fileprivate) |public |package |indirect |final )*(?:struct|enum|class|protocol|actor|typealias) (?<name>[A-Z]\w*)/
      let found = code.matches(of: declaration)
      return (
        Set(found.map { String($0.output.name) }),
        Set(
          found.filter { $0.output.indent.isEmpty && $0.output.access == nil }
            .map { String($0.output.name) })
      )
    }

    /// The names of types in it that no dot leads to.
    var names: Set<String> {
      Set(code.matches(of: /(?:^|[^.\w])([A-Z]\w*)/).map { String($0.output.1) })
    }
  }

  static let sources: [Source] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Tracer")
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
      guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else {
        return nil
      }
      let code = text.replacing(/"""[\s\S]*?"""/, with: "").replacing(/\/\/.*/, with: "")
        .replacing(/"(?:[^"\\\n]|\\.)*"/) { quoted in
          quoted.output.matches(of: /\\\(([^)]*)\)/).map { String($0.output.1) }
            .joined(separator: " ")
        }
      return Source(path: path, room: String(path.prefix { $0 != "/" }), code: code)
    }
  }()

  @Test("every file stands in a room of the list")
  func everyRoomIsKnown() {
    #expect(Self.sources.count > 100)
    #expect(Set(Self.sources.map(\.room)) == Set(Self.rooms))
  }

  @Test("no file names a type of a room below its own")
  func arrowsGoOneWay() {
    var homes: [String: Int] = [:]
    for source in Self.sources {
      for type in source.types.visible { homes[type] = Self.rooms.firstIndex(of: source.room) }
    }
    for source in Self.sources {
      guard let own = Self.rooms.firstIndex(of: source.room) else { continue }
      // A nested type of its own hides another of the same name.
      for name in source.names.subtracting(source.types.all) {
        if let home = homes[name], home > own {
          Issue.record("\(source.path) names \(name) of \(Self.rooms[home])")
        }
      }
    }
  }
}
