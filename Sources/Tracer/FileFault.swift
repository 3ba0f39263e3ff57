public import Foundation

/// Why a file cannot be read or written.
public enum FileFault: Fault {
  /// `out/trace.md: cannot be written: no such folder`
  case unwritable(file: String, reason: String)
  /// `weights.safetensors: cannot be read: no such file`
  case unreadable(file: String, reason: String)

  /// What cannot be read counts as missing; writing is input and output.
  public var kind: FaultKind {
    switch self {
    case .unwritable: .inputOutput
    case .unreadable: .missingFile
    }
  }

  /// One line: which file, and why.
  public var description: String {
    switch self {
    case .unwritable(let file, let reason): "\(file): cannot be written: \(reason)"
    case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
    }
  }

  /// The system's reason in a few words, without the path that Foundation's sentences repeat.
  static func reason(_ error: any Error) -> String {
    var next: NSError? = error as NSError
    while let current = next {
      if current.domain == NSPOSIXErrorDomain {
        return current.code == ENOENT
          ? "no such file or folder" : String(cString: strerror(Int32(current.code))).lowercased()
      }
      next = current.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    return (error as NSError).code == CocoaError.Code.fileNoSuchFile.rawValue
      ? "no such file or folder" : "the system gives no reason"
  }
}

extension Data {
  /// The contents of a regular file; a device, which may never end, is refused.
  /// - Throws: ``FileFault`` if there is none, or it cannot be read.
  public init(regularFile path: String) throws(FileFault) {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    switch attributes?[.type] as? FileAttributeType {
    case nil: throw .unreadable(file: path, reason: "no such file or folder")
    case .typeRegular?: break
    case .typeDirectory?: throw .unreadable(file: path, reason: "it is a folder")
    default: throw .unreadable(file: path, reason: "it is not a regular file")
    }
    do {
      try self.init(contentsOf: url, options: .mappedIfSafe)
    } catch {
      throw .unreadable(file: path, reason: FileFault.reason(error))
    }
  }
}
