/// The parts of a quantity's name, from which a renderer writes its symbol.
///
/// The ASCII name is the identity of a quantity: `net_h1`, `w5`, `W1[406,17]`, `E_total`, updated
/// `w5+`, in the forward pass after one update `net_h1@1`, for the second sample of a batch
/// `net_h1(2)`, and derivatives of these, `dE/dout_o1`.
package indirect enum Notation: Hashable, Sendable {
  /// A quantity with a name of its own.
  case quantity(Parts)
  /// The derivative of the first by the second.
  case derivative(Notation, by: Notation)
  /// The first less the second.
  case difference(Notation, Notation)

  /// What the name of a single quantity consists of.
  package struct Parts: Hashable, Sendable {
    /// The letter or word: `net`, `w`, `E`, `m_hat`.
    package var base: String
    /// What stands below: `h1`, `5`, `total`.
    package var subscript_: String?
    /// The index of an element, counted from 0: `[406, 17]`.
    package var index: [Int] = []
    /// The sample of a batch, counted from 1.
    package var sample: Int?
    /// Whether it is the value after the update.
    package var isUpdated = false
    /// How many updates came before the pass in which it is calculated.
    package var step: Int?
  }

  /// The parts of an ASCII name.
  package init(_ name: String) {
    if name.utf8.first == UInt8(ascii: "d"), let slash = name.firstRange(ofBytesOf: "/d") {
      self = .derivative(
        Notation(String(name[..<slash.lowerBound].dropFirst())),
        by: Notation(String(name[slash.upperBound...])))
    } else if let minus = name.utf8.firstIndex(of: UInt8(ascii: "-")) {
      self = .difference(
        Notation(String(name[..<minus])), Notation(String(name[name.index(after: minus)...])))
    } else {
      self = .quantity(Parts(name))
    }
  }

  /// The name of a parameter's value after the update.
  package static func updated(_ name: String) -> String { "\(name)+" }

  /// The name of what an update adds to a parameter.
  package static func step(of name: String) -> String { "\(updated(name))-\(name)" }

  /// The name of a quantity in the forward pass after so many updates.
  package static func name(_ name: String, afterStep step: Int) -> String {
    step == 0 ? name : "\(name)@\(step)"
  }

  /// The name of ∂y/∂x.
  package static func derivative(of y: String, by x: String) -> String { "d\(y)/d\(x)" }
}

extension Notation.Parts {
  /// The parts of an ASCII name that is no derivative.
  init(_ name: String) {
    var rest = Substring(name)
    func take(after mark: Unicode.Scalar) -> String? {
      guard let at = rest.utf8.lastIndex(of: UInt8(ascii: mark)) else { return nil }
      defer { rest = rest[..<at] }
      return String(rest[rest.utf8.index(after: at)...])
    }
    step = take(after: "@").flatMap { Int($0) }
    func ends(in mark: Unicode.Scalar) -> Bool { rest.utf8.last == UInt8(ascii: mark) }
    if ends(in: "+") {
      isUpdated = true
      rest.removeLast()
    }
    if ends(in: ")"), let inside = take(after: "(") { sample = Int(inside.dropLast()) }
    if ends(in: "]"), let inside = take(after: "[") {
      index = inside.dropLast().split(separator: ",").compactMap { Int($0) }
    }
    if rest.firstRange(ofBytesOf: "_hat") != nil {
      let parts = rest.split(separator: "_", maxSplits: 2)
      base = parts.prefix(2).joined(separator: "_")
      subscript_ = parts.count > 2 ? String(parts[2]) : nil
    } else if let underscore = rest.utf8.firstIndex(of: UInt8(ascii: "_")),
      underscore > rest.startIndex
    {
      base = String(rest[..<underscore])
      subscript_ = String(rest[rest.index(after: underscore)...])
    } else {
      let letters = rest.withoutNumberAtEnd
      (base, subscript_) = (String(letters), nil)
      if letters.isEmpty {
        base = String(rest)
      } else if letters.endIndex < rest.endIndex {
        subscript_ = String(rest[letters.endIndex...])
      }
    }
  }
}

extension Substring {
  /// The text up to the digits in which it ends.
  fileprivate var withoutNumberAtEnd: Substring {
    let bytes = utf8
    guard let last = bytes.lastIndex(where: { !(0x30...0x39).contains($0) }) else {
      return prefix(0)
    }
    // Beside a sign of another script, characters are looked at.
    return bytes[last] < 0x80
      ? self[...last] : dropLast(reversed().prefix { $0.isNumber }.count)
  }
}
