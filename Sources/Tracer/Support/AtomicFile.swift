package import Foundation

/// Writes files whole or not at all.
package enum AtomicFile {
  /// Takes the pieces of a file in order.
  package typealias Sink = (_ piece: Data) throws -> Void

  /// Writes a file: first `.NAME.partial` in the same folder, which is then renamed, so that nobody
  /// finds half a file under the name, even if the program is killed.
  ///
  /// A file that is overwritten keeps its permissions. A symbolic link keeps pointing at the file it
  /// names; a device or a pipe, which cannot be renamed over, is written directly.
  /// - Throws: ``FileFault`` if the folder does not exist, or nothing can be written to it.
  package static func write(_ bytes: Data, to path: String) throws(FileFault) {
    do {
      try write(to: path) { sink in try sink(bytes) }
    } catch {
      throw error as? FileFault ?? .unwritable(path, error)
    }
  }

  /// Writes text as UTF-8.
  /// - Throws: ``FileFault`` if the folder does not exist, or nothing can be written to it.
  package static func write(_ text: String, to path: String) throws(FileFault) {
    try write(Data(text.utf8), to: path)
  }

  /// Writes a file piece by piece.
  /// - Parameter body: Hands its pieces over.
  /// - Throws: ``FileFault``, and whatever the body throws; the file is then as it was.
  package static func write(to path: String, _ body: (@escaping Sink) throws -> Void) throws {
    let place = try Place(path)
    func fill(_ file: FileHandle) throws {
      try body { piece in
        do { try file.write(contentsOf: piece) } catch { throw FileFault.unwritable(path, error) }
      }
    }
    switch place {
    case .device(let target):
      let file = try reporting(path) { () throws(SystemError) in
        FileHandle(
          fileDescriptor: try SystemError.check(open(target, O_WRONLY | O_CLOEXEC)),
          closeOnDealloc: true)
      }
      try fill(file)
      try reporting(path) { try file.close() }
    case .file(let target, let old):
      let partial = try reporting(path) { () throws(SystemError) in
        try PartialFile(of: target, replacing: old)
      }
      do { try fill(partial.handle) } catch {
        partial.discard()
        throw error
      }
      try reporting(path) { () throws(SystemError) in try partial.finish() }
    }
  }

  /// Finds out whether a file could be written, before there is anything to write.
  /// - Throws: ``FileFault`` if not.
  package static func look(at path: String) throws(FileFault) {
    let place = try Place(path)
    do throws(SystemError) {
      switch place {
      case .device(let target): try SystemError.check(access(target, W_OK))
      case .file(let target, let old): try PartialFile(of: target, replacing: old).discard()
      }
    } catch {
      throw .unwritable(path, error)
    }
  }

  /// Whether two paths lead to one file, be it there already or not.
  package static func isSame(_ path: String, _ other: String) -> Bool {
    if let status = try? FileStatus(path), let otherStatus = try? FileStatus(other) {
      return status.isRegular && status.isSameFile(as: otherStatus)
    }
    let paths = [path, other].map {
      URL(fileURLWithPath: followed($0)).resolvingSymlinksInPath()
    }
    return paths[0] == paths[1]
  }

  private static func reporting<Result, Failure: Error>(
    _ path: String, _ body: () throws(Failure) -> Result
  ) throws(FileFault) -> Result {
    do { return try body() } catch { throw .unwritable(path, error) }
  }

  /// Where the links of a path lead, whether there is something already or not.
  private static func followed(_ path: String) -> String {
    var target = path
    if FileManager.default.fileExists(atPath: path) {
      return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    // The system gives up after as many, and says so.
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else {
        break
      }
      let folder = URL(fileURLWithPath: target).deletingLastPathComponent()
      target = next.hasPrefix("/") ? next : folder.appendingPathComponent(next).path
    }
    return target
  }

  /// What a path leads to.
  private enum Place {
    case device(String)
    /// A file to be written, and the one that it replaces.
    case file(String, old: FileStatus?)

    init(_ path: String) throws(FileFault) {
      let target = AtomicFile.followed(path)
      do throws(SystemError) {
        let status = try FileStatus(target)
        guard !status.isFolder else { throw SystemError(code: EISDIR) }
        if status.isRegular { try SystemError.check(access(target, W_OK)) }
        self = status.isRegular ? .file(target, old: status) : .device(target)
      } catch SystemError(code: ENOENT) {
        self = .file(target, old: nil)
      } catch {
        throw .unwritable(path, error)
      }
    }
  }
}

/// A file that is being written beside the one that it will replace.
///
/// Its writer holds a lock on it, so that another program waits, and knows one that was left behind.
private struct PartialFile {
  let handle: FileHandle
  private let path: String
  private let target: String
  private var descriptor: Int32 { handle.fileDescriptor }

  /// Opens it empty, with the permissions of the file that it will replace.
  init(of target: String, replacing old: FileStatus?) throws(SystemError) {
    self.target = target
    let url = URL(fileURLWithPath: target)
    // A name has at most 255 bytes.
    let name = String(decoding: url.lastPathComponent.utf8.prefix(240), as: UTF8.self)
    path = url.deletingLastPathComponent().appendingPathComponent(".\(name).partial").path
    handle = FileHandle(fileDescriptor: try Self.opened(path), closeOnDealloc: true)
    guard let old else { return }
    // Only a privileged program may give a file away; the owner is then another, as for a copy.
    _ = fchown(descriptor, old.owner.user, old.owner.group)
    try SystemError.check(fchmod(descriptor, old.permissions))
  }

  private static func opened(_ path: String) throws(SystemError) -> Int32 {
    for _ in 0..<mostAttempts {
      let new = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if new != -1 {
        if lock(new, path) { return new }
        close(new)
        continue
      }
      guard errno == EEXIST else { throw SystemError(code: errno) }
      let other = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
      guard other != -1 else {
        if errno == ENOENT { continue }
        throw SystemError(code: errno)
      }
      defer { close(other) }
      if lock(other, path) { try SystemError.check(unlink(path)) }
    }
    throw SystemError(code: EBUSY)
  }

  /// So often others may come first, or the file system may not know its own files.
  private static let mostAttempts = 1_000

  /// Waits until nobody else writes the file.
  /// - Returns: Whether it still has its name then.
  private static func lock(_ descriptor: Int32, _ path: String) -> Bool {
    // A file system without locks has no other guard than the short time that writing takes.
    while flock(descriptor, LOCK_EX) == -1, errno == EINTR {}
    guard let opened = try? FileStatus(descriptor), let named = try? FileStatus(path) else {
      return false
    }
    return opened.isSameFile(as: named)
  }

  /// Gives it the name of the file that it replaces.
  func finish() throws(SystemError) {
    do throws(SystemError) {
      // Closing says what a disk across the network did not take; the lock stays with the original.
      try SystemError.check(close(try SystemError.check(dup(descriptor))))
      try SystemError.check(rename(path, target))
    } catch {
      discard()
      throw error
    }
  }

  /// Takes it away again.
  func discard() { unlink(path) }
}
