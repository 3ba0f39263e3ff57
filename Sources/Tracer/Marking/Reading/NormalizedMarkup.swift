import Foundation

/// A piece of a write-up with its LaTeX, Markdown and typography taken off, so that one way of
/// writing mathematics remains: `net_{h1}`, `δ`, `·`, `-`, `^{-4}`.
struct NormalizedMarkup {
  /// The plain scalars.
  private(set) var scalars: [Unicode.Scalar] = []
  /// For each of them, where in the source it comes from.
  private var origins: [Int] = []
  private let source: [Unicode.Scalar]
  /// Whether an odd number of dollar signs stands in front.
  private var isInFormula = false

  /// Ends every statement: `$$`, `\begin`, `\quad`.
  static let separator: Unicode.Scalar = "\u{1E}"
  /// Ends a name or a number, but not a statement: `$`, a backtick.
  static let boundary: Unicode.Scalar = "\u{1F}"
  /// The end of a row, which is no end of a line: `\\`.
  static let row: Unicode.Scalar = "\u{2028}"
  /// `\frac`, with two groups behind it.
  static let fraction: Unicode.Scalar = "\u{E000}"

  init(_ text: some StringProtocol) {
    source = Array(text.unicodeScalars)
    scalars.reserveCapacity(source.count)
    origins.reserveCapacity(source.count)
    var position = 0
    while position < source.count { position = flatten(at: position) }
  }

  /// What stands in the source for a range of the plain scalars.
  func written(_ range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    let end = origins[last...].first { $0 > origins[last] } ?? source.count
    let written = source[origins[first]..<end]
    // A wrapper such as \text{…} that begins outside of the range leaves half of its braces.
    let isBalanced = written.count { $0 == "{" } == written.count { $0 == "}" }
    return String(String.UnicodeScalarView(isBalanced ? written : scalars[range]))
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether the line in which a scalar stands begins with the mark of a heading, or is bold.
  func isHeading(at position: Int) -> Bool {
    var start = position
    while start > 0, scalars[start - 1] != "\n", position - start < 16 { start -= 1 }
    return scalars[start..<position].contains { $0 == "#" || $0 == "*" || $0 == Self.boundary }
  }

  private mutating func emit(_ text: some Sequence<Unicode.Scalar>, from origin: Int) {
    for scalar in text {
      scalars.append(scalar)
      origins.append(origin)
    }
  }

  /// Whether a dollar sign closes an equation, and words lead to another one.
  private func endsEquation(at position: Int) -> Bool {
    func isEquation(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
      text.contains { "=≈".unicodeScalars.contains($0) }
    }
    let isInside = { (scalar: Unicode.Scalar) in scalar != "$" && scalar != "\n" }
    let start = source[..<position].lastIndex { !isInside($0) }.map { $0 + 1 } ?? 0
    guard isInFormula else { return false }
    let formula = source[start..<position]
    let words = source[(position + 1)...].prefix(while: isInside)
    let next = source[words.endIndex...].dropFirst().prefix(while: isInside)
    return isEquation(formula) && isEquation(next) && !isEquation(words)
      && words.contains(where: \.properties.isAlphabetic)
  }

  /// Flattens what stands at a position of the source; returns the position behind it.
  private mutating func flatten(at position: Int) -> Int {
    let scalar = source[position]
    switch scalar {
    case "\\": return flattenCommand(at: position)
    case "$":
      let isDisplay = position + 1 < source.count && source[position + 1] == "$"
      let isEnd = isDisplay || endsEquation(at: position)
      if !isDisplay { isInFormula.toggle() }
      emit([isEnd ? Self.separator : Self.boundary], from: position)
      return position + (isDisplay ? 2 : 1)
    case "`": emit([Self.boundary], from: position)
    case "{" where position + 1 < source.count && source[position + 1] == "}": return position + 2
    // In a drawing, lines and arrows lead from one number to the next.
    case "\u{2500}"..."\u{257F}": emit([Self.separator], from: position)
    case "←" where endsInNumber:
      emit([Self.separator], from: position)
    case "w" where source[position...].starts(with: "w.r.t.".unicodeScalars):
      emit("wrt".unicodeScalars, from: position)
      return position + 6
    case "\r":
      let isHalf = position + 1 < source.count && source[position + 1] == "\n"
      if !isHalf { emit(["\n"], from: position) }
    case _ where scalar.isASCII: emit([scalar], from: position)
    case _ where plainSuperscripts[scalar] != nil:
      var end = position
      var raised: [Unicode.Scalar] = []
      while end < source.count, let plain = plainSuperscripts[source[end]] {
        raised.append(plain)
        end += 1
      }
      emit("^{".unicodeScalars, from: position)
      emit(raised, from: position)
      emit("}".unicodeScalars, from: position)
      return end
    case _ where minusSigns.contains(scalar): emit(["-"], from: position)
    // Units of money.
    case "€", "£", "¥", "₩": emit([" "], from: position)
    // Numbers in circles count the parts of a text.
    case "\u{2460}"..."\u{2473}": emit([Self.separator], from: position)
    case _ where scalar.isBlank || scalar == Self.row: emit([scalar], from: position)
    default: emit(Self.plain(scalar), from: position)
    }
    return position + 1
  }

  /// The compatibility form: `𝑤` is w, `₅` is 5, `½` is 1/2.
  private static func plain(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar {
    case "ŷ": return Array("yhat".unicodeScalars)
    case "\u{302}": return Array("hat".unicodeScalars)
    case "\u{1D6DB}", "\u{1D715}", "\u{1D74F}", "\u{1D789}", "\u{1D7C3}": return ["∂"]
    // Most letters of a Korean or Greek text have no other form; asking costs a microsecond.
    case "\u{391}"..."\u{3C9}", "\u{2190}"..."\u{22FF}", "\u{3040}"..."\u{30FF}",
      "\u{4E00}"..."\u{9FFF}", "\u{AC00}"..."\u{D7A3}":
      return [scalar]
    default:
      let form = String(scalar).precomposedStringWithCompatibilityMapping
      return form.unicodeScalars.map { $0 == "\u{2044}" ? "/" : $0 }
    }
  }

  /// Flattens a command and returns the position behind it.
  private mutating func flattenCommand(at position: Int) -> Int {
    var end = position + 1
    while end < source.count, source[end].isASCII, source[end].properties.isAlphabetic { end += 1 }
    let name = String(String.UnicodeScalarView(source[(position + 1)..<end]))
    guard !name.isEmpty else { return flattenSign(at: position) }
    if name == "begin" || name == "end", let groupEnd = group(at: end) {
      let environment = String(String.UnicodeScalarView(source[end..<groupEnd]))
      guard environment.contains("matrix}") || environment.hasSuffix("{array}") else {
        emit([Self.separator, Self.row], from: position)
        return environment == "{tabular}" ? group(at: groupEnd) ?? groupEnd : groupEnd
      }
      emit([name == "begin" ? "[" : "]"], from: position)
      // The columns of an array are declared behind its name.
      return name == "begin" && environment.hasSuffix("{array}")
        ? group(at: groupEnd) ?? groupEnd : groupEnd
    }
    if let count = argumentsOfTypesetting[name] {
      emit([" "], from: position)
      for _ in 0..<count { end = group(at: end) ?? end }
      return end
    }
    switch name {
    case "section", "subsection", "subsubsection", "chapter", "paragraph":
      emit(["#", " "], from: position)
      return end < source.count && source[end] == "*" ? end + 1 : end
    case "text", "mathrm", "mathit", "mathbf", "mathsf", "textrm", "textit", "textbf", "mbox",
      "mathcal", "mathscr",
      "mathbb", "vec", "ensuremath", "texttt", "operatorname", "boldsymbol", "bm", "boxed", "fbox",
      "num", "underline", "hat", "widehat":
      while end < source.count, source[end].isBlank { end += 1 }
      guard end < source.count else { break }
      if let groupEnd = group(at: end) {
        end += 1
        while end < groupEnd - 1 { end = flatten(at: end) }
        end = groupEnd
      } else {
        end = flatten(at: end)
      }
      if name.hasSuffix("hat") { emit("hat".unicodeScalars, from: end - 1) }
      return end
    default: break
    }
    if let plain = plainCommands[name] {
      // At the start of a row, a distance moves what continues the row before.
      let isIndent = name.hasSuffix("quad") && isAtRow
      emit(isIndent ? " ".unicodeScalars : plain.unicodeScalars, from: position)
    } else {
      emit(" \(name) ".unicodeScalars, from: position)
    }
    return end
  }

  /// Whether a number stands at the end, and no name with a digit in it.
  private var endsInNumber: Bool {
    let text = scalars.reversed().drop(while: \.isBlank)
    let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." }
    let before = text.dropFirst(digits.count).first
    return !digits.isEmpty && before.map { $0.isBlank || $0 == "-" || $0 == "\n" } ?? true
  }

  /// Whether nothing stands yet in the row.
  private var isAtRow: Bool {
    scalars.last { !$0.isBlank && $0 != "&" && $0 != "\n" } == Self.row
  }

  /// Flattens a backslash with a sign behind it.
  private mutating func flattenSign(at position: Int) -> Int {
    guard position + 1 < source.count else { return position + 1 }
    let sign = source[position + 1]
    switch sign {
    // In Markdown the backslashes of \(…\) are doubled.
    case "\\" where isDoubled(at: position + 2):
      emit([Self.boundary], from: position)
      return position + 3
    case "\\":
      emit([Self.row], from: position)
      return rowEnd(at: position + 2)
    case "\n":
      emit([Self.row], from: position)
      return position + 1
    case "[", "]": emit([Self.separator], from: position)
    case "(", ")": emit([Self.boundary], from: position)
    case ",": emit(["\u{2009}"], from: position)
    case "_", "*", "-", "+", "=", "|", "'", "%": emit([sign], from: position)
    default: emit([" "], from: position)
    }
    return position + 2
  }

  /// Whether a bracket stands here that belongs to another one of the line behind two backslashes.
  private func isDoubled(at position: Int) -> Bool {
    func isAt(_ sign: Unicode.Scalar, _ place: Int) -> Bool {
      source.indices.contains(place) && source[place] == sign
        && source[place - 1] == "\\" && source[place - 2] == "\\"
    }
    let start = source[..<min(position, source.count)].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let end = source[min(position, source.count)...].firstIndex(of: "\n") ?? source.count
    return isAt("(", position) && (position..<end).contains { isAt(")", $0) }
      || isAt(")", position) && (max(start, 2)..<position).contains { isAt("(", $0) }
  }

  /// The position behind the star and the distance to the next row, as in `\\*[4pt]`, which start here.
  private func rowEnd(at position: Int) -> Int {
    let start = position < source.count && source[position] == "*" ? position + 1 : position
    guard start < source.count, source[start] == "[",
      let end = source[start...].prefix(20).firstIndex(of: "]")
    else { return start }
    let length = source[(start + 1)..<end]
    let unit = length.drop { "0123456789.- ".unicodeScalars.contains($0) }
    let isLength = unit.count == 2 && unit.allSatisfy { ("a"..."z").contains($0) }
    return isLength ? end + 1 : start
  }

  /// The position behind the group in braces that starts here, blanks aside; it ends in this text
  /// and is short, as the argument of a command is.
  private func group(at position: Int) -> Int? {
    var end = position
    while end < source.count, source[end].isBlank { end += 1 }
    guard end < source.count, source[end] == "{" else { return nil }
    var depth = 0
    let limit = min(source.count, end + 500)
    while end < limit {
      if source[end] == "{" { depth += 1 }
      if source[end] == "}" { depth -= 1 }
      end += 1
      if depth == 0 { return end }
    }
    return nil
  }
}

/// What LaTeX commands without an argument stand for; any other command is read as its name.
private let plainCommands: [String: String] = [
  "frac": "\u{E000}", "dfrac": "\u{E000}", "tfrac": "\u{E000}", "cfrac": "\u{E000}",
  "partial": "∂", "part": "∂", "alpha": "α", "delta": "δ", "eta": "η", "sigma": "σ", "nabla": "∇",
  "Delta": "Δ", "Theta": "Θ",
  "theta": "θ", "gamma": "γ", "beta": "β", "epsilon": "ε", "varepsilon": "ε", "lambda": "λ",
  "mu": "μ", "rho": "ρ", "phi": "φ", "tau": "τ",
  "odot": "⊙", "circ": "∘", "otimes": "⊗", "cdot": "·", "times": "×", "ast": "*", "div": "÷",
  "prime": "′", "ldots": "…", "dots": "…",
  "approx": "≈", "simeq": "≈", "cong": "≈", "doteq": "≈", "equiv": "=", "coloneqq": "≔",
  "leftarrow": "←", "gets": "←", "to": "→", "rightarrow": "→", "longrightarrow": "→",
  "Rightarrow": "\u{1E}", "implies": "\u{1E}", "therefore": "\u{1E}", "iff": "\u{1E}",
  "quad": "\u{1E}", "qquad": "\u{1E}", "left": "", "right": "", "big": "", "Big": "",
  "bigg": "", "Bigg": "", "displaystyle": "", "nonumber": "", "notag": "", "rm": " ",
  "hline": "", "item": " ", "limits": "", "toprule": "", "midrule": "", "bottomrule": "",
  "intertext": "\u{1E}", "shortintertext": "\u{1E}", "small": "", "footnotesize": "", "large": "",
  "par": "", "noindent": "", "nopagebreak": "",
]

/// Commands that say how something is set and not what, with the number of their arguments.
private let argumentsOfTypesetting: [String: Int] = [
  "tag": 1, "label": 1, "color": 1, "textcolor": 1, "vspace": 1, "hspace": 1, "ref": 1, "cite": 1,
  "rule": 2, "resizebox": 2, "scalebox": 1, "setlength": 2, "addtolength": 2, "cmidrule": 1,
  "includegraphics": 1,
]

/// Every sign that people use for a minus: hyphens, dashes, and the minus signs of Unicode.
private let minusSigns: Set<Unicode.Scalar> = [
  "\u{2212}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2796}",
  "\u{FE63}", "\u{FF0D}",
]

/// Every sign that people use for multiplication, letters aside.
let multiplicationSigns: Set<Unicode.Scalar> = ["*", "×", "·", "⋅", "∙", "∗", "•"]

/// Raised signs and digits, and what they are on the line.
private let plainSuperscripts: [Unicode.Scalar: Unicode.Scalar] = [
  "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
  "⁹": "9", "⁺": "+", "⁻": "-", "⁽": "(", "⁾": ")",
]

extension Unicode.Scalar {
  /// Whether the scalar is white space within a line.
  var isBlank: Bool {
    self == " " || self == "\t" || self == "\u{A0}" || ("\u{2000}"..."\u{200B}").contains(self)
      || self == "\u{202F}" || self == "\u{3000}" || self == "\u{FEFF}"
  }
}
