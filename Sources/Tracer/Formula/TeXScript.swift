/// Formulas in the TeX that KaTeX, MathJax and pandoc all read.
struct TeXScript: Script {
  let plus = " + "
  let minus = " - "
  let times = " \\cdot "
  let negative = "-"

  func symbol(_ name: String) -> Written {
    let text = symbol(Notation(name))
    return Written(text, text.contains("^") || text.contains("\\frac") ? .power : .atom)
  }

  private func symbol(_ notation: Notation) -> String {
    switch notation {
    case .quantity(let parts): return symbol(parts)
    case .derivative(let y, let x):
      return "\\frac{\\partial \(symbol(y))}{\\partial \(symbol(x))}"
    case .difference(let a, let b): return "\(symbol(a)) - \(symbol(b))"
    }
  }

  private func symbol(_ parts: Notation.Parts) -> String {
    var above: [String] = []
    if let sample = parts.sample { above.append("(\(sample))") }
    if parts.isUpdated || parts.step == 1 { above.append("+") }
    if let step = parts.step, step != 1 { above.append("[\(step)]") }
    var text = base(parts.base)
    if let below = parts.subscript_ { text += "_{\(lowered(below))}" }
    if !above.isEmpty { text += "^{\(above.joined())}" }
    if !parts.index.isEmpty { text += "[\(parts.index.map(String.init).joined(separator: ","))]" }
    return text
  }

  private func base(_ base: String) -> String {
    if base == "Σ" { return "\\sum" }
    if Greek.letters[base] != nil { return "\\\(base)" }
    if base.hasSuffix("_hat") { return "\\hat{\(self.base(String(base.dropLast(4))))}" }
    return word(base, roman: false)
  }

  /// A subscript: a word, or parts some of which are the names of letters.
  private func lowered(_ below: String) -> String {
    let parts = Greek.parts(below)
    guard parts.contains(where: { $0.letter != nil }) else {
      return word(below, roman: below.count > 3)
    }
    return parts.map { part, letter, number in
      letter.map { number.isEmpty ? "\\\($0)" : "\\\($0) \(number)" }
        ?? word(part, roman: part.count > 3)
    }.joined(separator: "\\_")
  }

  /// One letter as it is; more as a word, so that it does not look like a product of letters.
  private func word(_ word: String, roman: Bool) -> String {
    let isShort = word.count == 1 || word.dropFirst().allSatisfy(\.isNumber)
    if isShort { return word }
    let escaped = word.replacing("_", with: "\\_")
    return roman ? "\\mathrm{\(escaped)}" : "\\mathit{\(escaped)}"
  }

  func blank(_ label: String, filled result: String?) -> String {
    "\\text{(\(label))}\\;\\boxed{\(result ?? Self.room)}"
  }

  /// The inside of a blank, in TeX that pandoc knows, too.
  static let room = "\\qquad\\qquad\\qquad\\qquad"
  /// The same, high enough to write in.
  static let tallRoom = "\\rule[-1.2ex]{0pt}{4.5ex}\\hspace{8em}"

  func number(_ number: NumberStyle.Written) -> String {
    let magnitude = number.magnitude == "∞" ? "\\infty" : number.magnitude
    let sign = number.isNegative ? "-" : ""
    return number.exponent.map { "\(sign)\(magnitude) \\cdot 10^{\($0)}" } ?? sign + magnitude
  }

  func bracketed(_ inside: String) -> String {
    inside.contains("\\frac") ? "\\left( \(inside) \\right)" : "(\(inside))"
  }

  func fraction(_ top: Written, _ bottom: Written) -> Written {
    Written("\\frac{\(top.text)}{\(bottom.text)}", .power)
  }

  func power(_ base: String, _ exponent: Written) -> String { "\(base)^{\(exponent.text)}" }

  func call(_ function: Function, _ arguments: [Written]) -> Written {
    let inside = arguments.map(\.text).joined(separator: ", ")
    switch function {
    case .exp: return Written("e^{\(inside)}", .power)
    case .sqrt: return Written("\\sqrt{\(inside)}", .atom)
    case .abs: return Written("\\lvert \(inside) \\rvert", .atom)
    case .step: return Written("[\(inside) > 0]", .atom)
    case .sign: return Written("\\operatorname{sgn}\(bracketed(inside))", .atom)
    case .log10: return Written("\\log_{10}\(bracketed(inside))", .atom)
    case .ln, .sin, .cos, .tanh, .max, .min:
      return Written("\\\(function.rawValue)\(bracketed(inside))", .atom)
    }
  }
}
