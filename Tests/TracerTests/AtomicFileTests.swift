import Foundation
import Testing

@testable import Tracer

@Suite struct AtomicFileTests {
  @Test func `a link keeps pointing at the file it names`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("one", to: "\(folder)/file")
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/link", withDestinationPath: "\(folder)/file")
      try AtomicFile.write("two", to: "\(folder)/link")
      #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == "two")
      let link = try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link")
      #expect(link == "\(folder)/file")
    }
  }

  @Test func `a link to what is not there yet makes it there`() throws {
    try withTemporaryFolder { folder in
      let files = FileManager.default
      func link(_ name: String, to target: String) throws {
        try files.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: target)
      }
      try files.makeFolder("\(folder)/inner")
      try link("far", to: "near")
      try link("near", to: "inner/file")
      try AtomicFile.look(at: "\(folder)/far")
      #expect(try files.contentsOfDirectory(atPath: "\(folder)/inner").isEmpty)
      #expect(AtomicFile.isSame("\(folder)/far", "\(folder)/inner/file"))
      try AtomicFile.write("new", to: "\(folder)/far")
      #expect(try String(contentsOfFile: "\(folder)/inner/file", encoding: .utf8) == "new")
      #expect(try files.contentsOfDirectory(atPath: "\(folder)/inner") == ["file"])

      try link("nowhere", to: "none/file")
      let nowhere = "\(folder)/nowhere"
      for attempt in [
        { try AtomicFile.look(at: nowhere) }, { try AtomicFile.write("", to: nowhere) },
      ] {
        #expect(
          throws: FileFault.unwritable(file: nowhere, reason: "no such file or folder"),
          performing: attempt)
      }
      try link("loop", to: "loop")
      #expect(
        throws: FileFault.unwritable(
          file: "\(folder)/loop", reason: "too many levels of symbolic links")
      ) { try AtomicFile.write("", to: "\(folder)/loop") }
      for (name, target) in [("far", "near"), ("nowhere", "none/file"), ("loop", "loop")] {
        #expect(try files.destinationOfSymbolicLink(atPath: "\(folder)/\(name)") == target)
      }
    }
  }

  @Test func `a device is written to, not replaced`() throws {
    try AtomicFile.write("gone", to: "/dev/null")
    let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/null")
    #expect(attributes[.type] as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func `a device is not read, since it may never end`() {
    #expect(
      throws: FileFault.unreadable(file: "/dev/zero", reason: "it is not a regular file")
    ) { try Data(regularFile: "/dev/zero") }
  }

  @Test func `a name of 255 bytes is written, and no longer one`() throws {
    try withTemporaryFolder { folder in
      // Three bytes each.
      let name = String(repeating: "가", count: 85)
      try AtomicFile.write("whole", to: "\(folder)/\(name)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
      #expect(throws: FileFault.self) { try AtomicFile.write("", to: "\(folder)/\(name)a") }
    }
  }

  @Test func `a file that fails half way leaves the old one and nothing else`() throws {
    struct Interruption: Error {}
    try withTemporaryFolder { folder in
      let file = "\(folder)/file"
      try AtomicFile.write("old", to: file)
      #expect(throws: Interruption.self) {
        try AtomicFile.write(to: file) { write in
          try write(Data("new".utf8))
          #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
          #expect(try String(contentsOfFile: file, encoding: .utf8) == "old")
          throw Interruption()
        }
      }
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "old")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }
  }

  @Test func `a renaming that fails is an error`() throws {
    try withTemporaryFolder { folder in
      let inner = "\(folder)/inner"
      try FileManager.default.makeFolder(inner)
      #expect(
        throws: FileFault.unwritable(file: "\(inner)/file", reason: "no such file or folder")
      ) {
        try AtomicFile.write(to: "\(inner)/file") { write in
          try write(Data("new".utf8))
          try FileManager.default.removeItem(atPath: inner)
        }
      }
      // A folder that has taken the name in the meantime.
      let file = "\(folder)/file"
      #expect(throws: FileFault.unwritable(file: file, reason: "it is a folder")) {
        try AtomicFile.write(to: file) { _ in try FileManager.default.makeFolder(file) }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }
  }

  @Test func `looking at a place changes nothing`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.look(at: "\(folder)/new")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
      try AtomicFile.write("old", to: "\(folder)/file")
      try AtomicFile.look(at: "\(folder)/file")
      #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == "old")
      #expect(throws: FileFault.unwritable(file: folder, reason: "it is a folder")) {
        try AtomicFile.look(at: folder)
      }
      try AtomicFile.look(at: "/dev/null")
    }
  }

  @Test func `a file of its partial name that is a link is not written through`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("safe", to: "\(folder)/other")
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/.file.partial", withDestinationPath: "\(folder)/other")
      #expect(throws: FileFault.self) { try AtomicFile.write("new", to: "\(folder)/file") }
      #expect(try String(contentsOfFile: "\(folder)/other", encoding: .utf8) == "safe")
    }
  }

  @Test func `writers in several threads leave one whole file`() throws {
    try withTemporaryFolder { folder in
      let texts = (0..<8).map { String(repeating: "\($0)", count: 100_000 + $0) }
      DispatchQueue.concurrentPerform(iterations: 200) { round in
        #expect(throws: Never.self) {
          try AtomicFile.write(texts[round % 8], to: "\(folder)/file")
        }
      }
      let found = try String(contentsOfFile: "\(folder)/file", encoding: .utf8)
      #expect(texts.contains(found))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }
  }

  @Test func `the system's reason is found however it is wrapped`() {
    let system = NSError(domain: NSPOSIXErrorDomain, code: Int(ENOSPC))
    let wrapped = NSError(
      domain: NSCocoaErrorDomain, code: 512, userInfo: [NSUnderlyingErrorKey: system])
    for error in [system, wrapped, SystemError(code: ENOSPC), POSIXError(.ENOSPC)] as [any Error] {
      #expect(FileFault.reason(error) == "no space left on device")
    }
    let data = #expect(throws: (any Error).self) {
      try Data(contentsOf: URL(fileURLWithPath: "/none/at/all"))
    }
    #expect(data.map(FileFault.reason) == "no such file or folder")
  }
}
