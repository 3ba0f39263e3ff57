/// Formulas in MathML Core, as browsers draw them.
struct MathMLScript: Script {
  /// Stands where a long line may be broken; never printed.
  static let breakMark: Unicode.Scalar = "\u{200B}"

  let plus = "\(breakMark)<mo form=\"infix\">+</mo>"
  let minus = "\(breakMark)<mo form=\"infix\">−</mo>"
  let times = "\(breakMark)<mo form=\"infix\">·</mo>"
  let negative = "<mo form=\"prefix\">−</mo>"

  func symbol(_ name: String) -> Written {
    let notation = Notation(name)
    if case .quantity(let parts) = notation, !parts.isUpdated, parts.step == nil,
      parts.sample == nil
    {
      return Written(symbol(notation), .atom)
    }
    return Written(symbol(notation), .power)
  }

  private func symbol(_ notation: Notation) -> String {
    switch notation {
    case .quantity(let parts): return symbol(parts)
    case .derivative(let y, let x):
      let (top, bottom) = (symbol(y), symbol(x))
      return "<mfrac><mrow><mi>∂</mi>\(top)</mrow><mrow><mi>∂</mi>\(bottom)</mrow></mfrac>"
    case .difference(let a, let b): return "\(symbol(a))<mo>−</mo>\(symbol(b))"
    }
  }

  private func symbol(_ parts: Notation.Parts) -> String {
    var above: [String] = []
    if let sample = parts.sample {
      above.append("<mo form=\"prefix\">(</mo><mn>\(sample)</mn><mo form=\"postfix\">)</mo>")
    }
    if parts.isUpdated || parts.step == 1 { above.append("<mo>+</mo>") }
    if let step = parts.step, step != 1 {
      above.append("<mo>[</mo><mn>\(step)</mn><mo>]</mo>")
    }
    let base = base(parts.base)
    let below = parts.subscript_.map(lowered)
    let raised = above.isEmpty ? nil : "<mrow>\(above.joined())</mrow>"
    let symbol =
      switch (below, raised) {
      case (let below?, let raised?): "<msubsup>\(base)\(below)\(raised)</msubsup>"
      case (let below?, nil): "<msub>\(base)\(below)</msub>"
      case (nil, let raised?): "<msup>\(base)\(raised)</msup>"
      case (nil, nil): base
      }
    guard !parts.index.isEmpty else { return symbol }
    let index = parts.index.map { "<mn>\($0)</mn>" }.joined(separator: "<mo>,</mo>")
    return
      "<mrow>\(symbol)<mo stretchy=\"false\">[</mo>\(index)<mo stretchy=\"false\">]</mo></mrow>"
  }

  private func base(_ base: String) -> String {
    if base.hasSuffix("_hat") {
      return "<mover accent=\"true\">\(self.base(String(base.dropLast(4))))<mo>^</mo></mover>"
    }
    return "<mi>\(Self.escaped(Greek.letters[base] ?? base))</mi>"
  }

  private func lowered(_ below: String) -> String {
    let text = Greek.parts(below).map { part, letter, number in
      letter.flatMap { Greek.letters[$0] }.map { $0 + number } ?? part
    }.joined(separator: "_")
    // Two indices, as in w_ij, and no word.
    if text.count == 2, text.allSatisfy({ "ijkls".contains($0) }) {
      return "<mrow>\(text.map { "<mi>\($0)</mi>" }.joined())</mrow>"
    }
    return text.allSatisfy(\.isNumber) ? "<mn>\(text)</mn>" : "<mi>\(Self.escaped(text))</mi>"
  }

  func number(_ number: NumberStyle.Written) -> String {
    let sign = number.isNegative ? negative : ""
    let magnitude = "<mn>\(number.magnitude)</mn>"
    guard let exponent = number.exponent else { return sign + magnitude }
    let power =
      exponent < 0 ? "<mrow>\(negative)<mn>\(-exponent)</mn></mrow>" : "<mn>\(exponent)</mn>"
    return "\(sign)\(magnitude)<mo>·</mo><msup><mn>10</mn>\(power)</msup>"
  }

  func bracketed(_ inside: String) -> String {
    "<mrow><mo form=\"prefix\">(</mo>\(inside)<mo form=\"postfix\">)</mo></mrow>"
  }

  /// Of a fraction that is wider, no narrow screen holds the bar.
  private static let widestFraction = 34

  /// One thing over another; beside it, where the bar would be too wide for a narrow screen.
  func fraction(_ top: Written, _ bottom: Written) -> Written {
    if max(Self.width(of: top.text), Self.width(of: bottom.text)) > Self.widestFraction {
      let above = top.binding < .product ? bracketed(top.text) : top.text
      let below = bottom.binding < .power ? bracketed(bottom.text) : bottom.text
      return Written("\(above)<mo>/</mo>\(below)", .product)
    }
    return Written("<mfrac><mrow>\(top.text)</mrow><mrow>\(bottom.text)</mrow></mfrac>", .power)
  }

  func power(_ base: String, _ exponent: Written) -> String {
    "<msup><mrow>\(base)</mrow><mrow>\(exponent.text)</mrow></msup>"
  }

  func call(_ function: Function, _ arguments: [Written]) -> Written {
    let inside = arguments.map(\.text).joined(separator: "<mo>,</mo>")
    func named(_ name: String) -> Written {
      Written("\(name)<mo>\u{2061}</mo>\(bracketed(inside))", .atom)
    }
    switch function {
    case .exp: return Written("<msup><mi>e</mi><mrow>\(inside)</mrow></msup>", .power)
    case .sqrt: return Written("<msqrt>\(inside)</msqrt>", .atom)
    case .abs: return Written("<mrow><mo>|</mo>\(inside)<mo>|</mo></mrow>", .atom)
    case .step:
      return Written("<mrow><mo>[</mo>\(inside)<mo>&gt;</mo><mn>0</mn><mo>]</mo></mrow>", .atom)
    case .sign: return named("<mi>sgn</mi>")
    case .log10: return named("<msub><mi>log</mi><mn>10</mn></msub>")
    case .ln, .sin, .cos, .tanh, .max, .min: return named("<mi>\(function.rawValue)</mi>")
    }
  }

  /// Text with what HTML takes for marks of its own written out.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  /// The pieces of a formula between the marks that stand in no fraction, power or root.
  /// - Parameter depth: In how many brackets they may stand.
  static func pieces(of formula: String, inBrackets depth: Int = 0) -> [String] {
    var pieces = [""]
    var open: [Substring] = []
    for part in formula.split(separator: Character(breakMark), omittingEmptySubsequences: false) {
      if part.startIndex != formula.startIndex {
        if open.count <= depth, open.allSatisfy({ $0 == "mrow" }) {
          pieces[pieces.count - 1] += String(repeating: "</mrow>", count: open.count)
          pieces.append(String(repeating: "<mrow>", count: open.count))
        } else {
          pieces[pieces.count - 1].unicodeScalars.append(breakMark)
        }
      }
      pieces[pieces.count - 1] += part
      for tag in part.split(separator: "<").dropFirst(part.first == "<" ? 0 : 1) {
        let name = tag.prefix { $0.isLetter || $0 == "/" }
        if name.first == "/" { open.removeLast() } else { open.append(name) }
      }
    }
    return pieces
  }

  /// About how many signs wide it is drawn.
  static func width(of formula: String) -> Int {
    var isTag = false
    return formula.unicodeScalars.reduce(0) { width, scalar in
      if scalar == "<" { isTag = true }
      defer { if scalar == ">" { isTag = false } }
      return isTag || scalar == breakMark ? width : width + 1
    }
  }
}
