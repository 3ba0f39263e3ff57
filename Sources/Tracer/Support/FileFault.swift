package import Foundation

/// Why a file cannot be read or written.
package enum FileFault: Fault {
  /// `out/trace.md: cannot be written: no such file or folder`
  case unwritable(file: String, reason: String)
  /// `weights.safetensors: cannot be read: no such file or folder`
  case unreadable(file: String, reason: String)
  /// `standard input: more than 536870912 bytes, which is all that is read`
  case tooLong(file: String, limit: Int)
  /// `standard output: its reader has gone away`
  case abandoned(file: String)

  /// What cannot be read counts as missing; writing is input and output.
  package var kind: FaultKind {
    switch self {
    case .unwritable, .abandoned: .inputOutput
    case .unreadable: .missingFile
    case .tooLong: .badData
    }
  }

  /// One line: which file, and why.
  package var description: String {
    switch self {
    case .unwritable(let file, let reason): "\(quoting: file): cannot be written: \(reason)"
    case .unreadable(let file, let reason): "\(quoting: file): cannot be read: \(reason)"
    case .tooLong(let file, let limit):
      "\(quoting: file): more than \(limit) bytes, which is all that is read"
    case .abandoned(let file): "\(quoting: file): its reader has gone away"
    }
  }

  /// What kept something from being written; a reader that has gone away is a case of its own.
  package static func unwritable(_ file: String, _ error: any Error) -> FileFault {
    SystemError(error)?.code == EPIPE
      ? .abandoned(file: file) : .unwritable(file: file, reason: reason(error))
  }

  /// The system's reason in a few words, without the path that Foundation's sentences repeat.
  package static func reason(_ error: any Error) -> String {
    SystemError(error)?.reason ?? "the system gives no reason"
  }
}

extension FileManager {
  /// Makes a folder, and those above it, where there is none.
  /// - Throws: ``FileFault`` if that fails.
  package func makeFolder(_ path: String) throws(FileFault) {
    do {
      try createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path, error)
    }
  }
}

extension Data {
  /// The contents of a regular file; a device, which may never end, is refused.
  /// - Throws: ``FileFault`` if there is none, or it cannot be read.
  package init(regularFile path: String) throws(FileFault) {
    do {
      let status = try FileStatus(path)
      if status.isFolder { throw SystemError(code: EISDIR) }
      guard status.isRegular else {
        throw FileFault.unreadable(file: path, reason: "it is not a regular file")
      }
      try self.init(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch let fault as FileFault {
      throw fault
    } catch {
      throw .unreadable(file: path, reason: FileFault.reason(error))
    }
  }

  /// What comes from the standard input.
  /// - Throws: ``FileFault`` if it cannot be read, or does not end after so many bytes.
  package init(standardInputUpTo limit: Int) throws(FileFault) {
    let name = "standard input"
    self.init()
    do {
      while let piece = try FileHandle.standardInput.read(upToCount: 1 << 16), !piece.isEmpty {
        append(piece)
        if count > limit { throw FileFault.tooLong(file: name, limit: limit) }
      }
    } catch let fault as FileFault {
      throw fault
    } catch {
      throw .unreadable(file: name, reason: FileFault.reason(error))
    }
  }
}
