public import Foundation

/// Writes files whole or not at all.
public enum AtomicFile {
  /// Writes a file: a temporary file in the same folder first, then renamed, so that nobody ever
  /// finds half a file under the name.
  ///
  /// A symbolic link keeps pointing at the file it names; a device or a pipe, which cannot be
  /// renamed over, is written directly.
  /// - Throws: ``FileFault`` if the folder does not exist, or nothing can be written to it.
  public static func write(_ bytes: Data, to path: String) throws(FileFault) {
    do {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      let attributes = try? FileManager.default.attributesOfItem(atPath: target.path)
      switch attributes?[.type] as? FileAttributeType {
      case .typeDirectory?: throw FileFault.unwritable(file: path, reason: "it is a folder")
      case nil, .typeRegular?: try bytes.write(to: target, options: .atomic)
      default:
        let handle = try FileHandle(forWritingTo: target)
        try handle.write(contentsOf: bytes)
        try handle.close()
      }
    } catch let fault as FileFault {
      throw fault
    } catch {
      throw .unwritable(file: path, reason: FileFault.reason(error))
    }
  }

  /// Writes text as UTF-8.
  /// - Throws: ``FileFault`` if the folder does not exist, or nothing can be written to it.
  public static func write(_ text: String, to path: String) throws(FileFault) {
    try write(Data(text.utf8), to: path)
  }
}
