import Foundation

/// An error of the operating system by its number.
struct SystemError: Error, Equatable {
  let code: Int32

  init(code: Int32) { self.code = code }

  /// The number behind an error of Foundation, which wraps it several times.
  init?(_ error: any Error) {
    var next: (any Error)? = error
    while let current = next {
      if let system = current as? SystemError {
        self = system
        return
      }
      let wrapper = current as NSError
      if wrapper.domain == NSPOSIXErrorDomain {
        self.init(code: Int32(wrapper.code))
        return
      }
      next = wrapper.userInfo[NSUnderlyingErrorKey] as? any Error
    }
    return nil
  }

  /// What a call came to that says by −1 that it failed.
  @discardableResult static func check(_ result: Int32) throws(SystemError) -> Int32 {
    guard result != -1 else { throw SystemError(code: errno) }
    return result
  }

  /// What it means, in a few words.
  var reason: String {
    switch code {
    case ENOENT: "no such file or folder"
    case EISDIR: "it is a folder"
    case ENOTDIR: "a part of its path is no folder"
    case EBADF: "it is closed"
    default: String(cString: strerror(code)).lowercased()
    }
  }
}

/// What the file system knows of a file.
struct FileStatus {
  private let status: stat

  /// The status of what a path leads to, links followed.
  init(_ path: String) throws(SystemError) {
    var status = stat()
    try SystemError.check(stat(path, &status))
    self.status = status
  }

  /// The status of an open file.
  init(_ descriptor: Int32) throws(SystemError) {
    var status = stat()
    try SystemError.check(fstat(descriptor, &status))
    self.status = status
  }

  var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
  var isRegular: Bool { status.st_mode & S_IFMT == S_IFREG }
  /// Who may read, write and run it.
  var permissions: mode_t { status.st_mode & 0o7777 }
  var owner: (user: uid_t, group: gid_t) { (status.st_uid, status.st_gid) }

  /// Whether both are the same file, whatever its names.
  func isSameFile(as other: FileStatus) -> Bool {
    status.st_dev == other.status.st_dev && status.st_ino == other.status.st_ino
  }
}
