/// What went wrong, as the exit codes of `sysexits.h` divide it.
package enum FaultKind: Int32, Sendable {
  /// Too little was found in a file to go by.
  case nothingRead = 2
  /// The command was called wrongly.
  case usage = 64
  /// A file's contents are not what they should be.
  case badData = 65
  /// A file does not exist or cannot be read.
  case missingFile = 66
  /// Reading or writing failed.
  case inputOutput = 74
}

/// An error that the user can mend: its description is one line that says what is wrong, where,
/// what was expected, and what to do.
package protocol Fault: Error, Sendable, Equatable, CustomStringConvertible {
  /// Which kind of fault this is; its raw value is the exit code.
  var kind: FaultKind { get }
}
