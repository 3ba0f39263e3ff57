import Foundation

/// The memory of this machine, a bound for what may be asked of it.
package enum Memory {
  /// How many bytes this program can have at most.
  package static let available: Int = {
    let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    // A container may be allowed less than the machine has.
    let limits = [
      "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    ].compactMap { path -> Int? in
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
      return Int(text.filter { !$0.isWhitespace })
    }
    return limits.reduce(machine, min)
  }()

  /// A number of bytes in two digits, as a person says it: `25 GB`.
  static func words(_ bytes: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
    var (size, unit) = (Double(bytes), 0)
    while size >= 999.5, unit < units.count - 1 { (size, unit) = (size / 1000, unit + 1) }
    let digits = size < 9.95 && unit > 0 ? 1 : 0
    return String(format: "%.\(digits)f \(units[unit])", size)
  }
}

/// What is asked for needs more memory than there is.
package struct MemoryFault: Fault {
  /// What asks for it, as it was written.
  package let subject: String
  /// How many bytes it needs, roughly.
  package let needed: Int
  /// How many there are.
  package let available: Int
  /// What would need less, such as `smaller layers`.
  package let remedy: String
  /// Whether the command line or a file asks for it.
  package let kind: FaultKind

  /// Refuses what needs more than there is, before any of it is taken.
  package static func check(
    _ needed: Int, for subject: String, remedy: String, kind: FaultKind,
    available: Int = Memory.available
  ) throws(MemoryFault) {
    guard needed > available else { return }
    throw MemoryFault(
      subject: subject, needed: needed, available: available, remedy: remedy, kind: kind)
  }

  /// `--hidden 10000,10000: about 9.5 GB of memory needed, but this machine has 8.2 GB; smaller
  /// layers expected`
  package var description: String {
    "\(subject): about \(Memory.words(needed)) of memory needed, but this machine has "
      + "\(Memory.words(available)); \(remedy) expected"
  }
}
