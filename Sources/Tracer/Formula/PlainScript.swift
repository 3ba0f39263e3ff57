/// Formulas in Unicode text, for a terminal or an e-mail.
struct PlainScript: Script {
  /// Stands before a sign at which a long line may be broken; never printed.
  static let breakMark: Unicode.Scalar = "\u{200B}"

  let plus = "\(breakMark) + "
  let minus = "\(breakMark) − "
  let times = "\(breakMark) · "
  let negative = "−"

  /// A quantity by its symbol, which two names may share.
  static func symbol(of name: String) -> String { PlainScript().symbol(name).text }

  func symbol(_ name: String) -> Written {
    let notation = Notation(name)
    if case .quantity(let parts) = notation {
      return Written(symbol(notation), parts.isUpdated || parts.step == 1 ? .power : .atom)
    }
    return Written(symbol(notation), .power)
  }

  private func symbol(_ notation: Notation) -> String {
    switch notation {
    case .quantity(let parts): return symbol(parts)
    case .derivative(let y, let x): return "∂\(symbol(y))/∂\(symbol(x))"
    case .difference(let a, let b): return "\(symbol(a)) − \(symbol(b))"
    }
  }

  private func symbol(_ parts: Notation.Parts) -> String {
    let isMean = parts.base.hasSuffix("_hat")
    let letter = isMean ? String(parts.base.dropLast(4)) : parts.base
    var text = (Greek.letters[letter] ?? letter) + (isMean ? "\u{302}" : "")
    if let below = parts.subscript_ {
      let isNumber = below.utf8.allSatisfy { (0x30...0x39).contains($0) }
      let lowered = isNumber ? below : lowered(below)
      text += !isMean && (isNumber || lowered.allSatisfy(\.isNumber)) ? lowered : "_\(lowered)"
    }
    if !parts.index.isEmpty { text += "[\(parts.index.map(String.init).joined(separator: ","))]" }
    if let sample = parts.sample { text += "(\(sample))" }
    if parts.isUpdated || parts.step == 1 { text += "⁺" }
    if let step = parts.step, step != 1 { text += "@\(step)" }
    return text
  }

  /// A subscript, with a letter for every part that is the name of one.
  private func lowered(_ below: String) -> String {
    Greek.parts(below).map { part, letter, number in
      letter.flatMap { Greek.letters[$0] }.map { $0 + number } ?? part
    }.joined(separator: "_")
  }

  func blank(_ label: String, filled result: String?) -> String {
    TextLayout.held("(\(label)) \(result.map { "[ \($0) ]" } ?? String(repeating: "_", count: 16))")
  }

  func number(_ number: NumberStyle.Written) -> String {
    let sign = number.isNegative ? "−" : ""
    guard let exponent = number.exponent else { return sign + number.magnitude }
    return "\(sign)\(number.magnitude)·10\(Superscript.of(exponent))"
  }

  func bracketed(_ inside: String) -> String { "(\(inside))" }

  func fraction(_ top: Written, _ bottom: Written) -> Written {
    if top.text == "1", bottom.text == "2" { return Written("½", .atom) }
    let above =
      top.binding < .product || top.text.contains("/") ? bracketed(top.text) : top.text
    let below =
      bottom.binding < .power || bottom.text.contains("/") ? bracketed(bottom.text) : bottom.text
    return Written("\(above)/\(below)", .product)
  }

  /// A base with its exponent, which is in brackets where it cannot be raised: without them,
  /// `e^0.7/12` would be two different numbers.
  func power(_ base: String, _ exponent: Written) -> String {
    Int(exponent.text.replacing(negative, with: "-")).map { base + Superscript.of($0) }
      ?? "\(base)^\(bracketed(exponent.text))"
  }

  func call(_ function: Function, _ arguments: [Written]) -> Written {
    let inside = arguments.map(\.text).joined(separator: ", ")
    switch function {
    case .exp: return Written("e^\(bracketed(inside))", .power)
    case .sqrt: return Written("√\(bracketed(inside))", .atom)
    case .abs: return Written("|\(inside.contains("|") ? bracketed(inside) : inside)|", .atom)
    case .step: return Written("[\(inside) > 0]", .atom)
    case .sign: return Written("sgn\(bracketed(inside))", .atom)
    case .ln, .log10, .sin, .cos, .tanh, .max, .min:
      return Written("\(function.rawValue)\(bracketed(inside))", .atom)
    }
  }
}

/// Raised digits.
enum Superscript {
  private static let digits: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
    "9": "⁹", "-": "⁻",
  ]

  static func of(_ number: Int) -> String { String(String(number).compactMap { digits[$0] }) }
}

/// The Greek letters by their names.
enum Greek {
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω",
  ]

  /// The parts of a subscript, each with the letter of which it is the name, and the number behind
  /// that.
  static func parts(_ below: String) -> [(part: String, letter: String?, number: String)] {
    below.split(separator: "_", omittingEmptySubsequences: false).map { part in
      let name = String(part.prefix { !$0.isNumber })
      return (String(part), letters[name] == nil ? nil : name, String(part.dropFirst(name.count)))
    }
  }
}
