import Foundation

/// Line breaks in TeX, which no reader of Markdown makes by itself.
enum TeXLayout {
  /// The most signs of a line: what a page holds beside a symbol and its equals sign.
  static let columns = 44.0
  /// Between the lines of one side of an equation, within `aligned`.
  static let lineBreak = " \\\\\n&\\quad {}"

  /// The most signs of a line that holds all sides of an equation.
  private static let widest = 62.0

  /// Whether all sides of an equation have room beside its name.
  private static func fits(_ tex: String, in room: Double) -> Bool {
    width(tex) <= widest * room
  }

  /// What stands behind the name of an equation, each line with its sign.
  static func lines(
    of equation: Equation, in script: TeXScript, _ numbers: NumberStyle, isDense: Bool,
    room: Double = 1
  ) -> [String] {
    var fitting: ((String) -> Bool)?
    if isDense { fitting = { fits($0, in: room) } }
    let shown = ShownEquation(equation, in: script, digits: numbers.digits)
    return shown.rows(approximately: " \\approx ", dense: fitting).map { row in
      (row.isExact ? "&= " : "&\\approx ") + broken(row.text, in: room).joined(separator: lineBreak)
    }
  }

  /// A calculation of a whole layer, a line a side.
  static func matrixLines(
    of equation: MatrixEquation, in script: TeXScript, _ numbers: NumberStyle
  ) -> String {
    let name = script.symbol(equation.name).text
    let sides = script.sides(equation, numbers).map { isExact, side in
      // Matrices are multiplied element by element on lines of their own where they are too wide.
      (isExact ? "&= " : "&\\approx ")
        + (matrixWidth(side) > widestMatrices
          ? side.replacing(" \\odot ", with: "\(lineBreak) \\odot ") : side)
    }
    return "\(name) \(sides.joined(separator: " \\\\\n"))"
  }

  /// The most signs of a line of matrices.
  private static let widestMatrices = 78.0

  /// About how wide a product of matrices is, each as wide as its widest row.
  private static func matrixWidth(_ tex: String) -> Double {
    tex.components(separatedBy: "\\begin{bmatrix}").dropFirst().reduce(0) { sum, part in
      let rows = part.components(separatedBy: "\\end{bmatrix}")[0].components(separatedBy: "\\\\")
      return sum + 5 + (rows.map { width($0) }.max() ?? 0)
    }
  }

  /// A side of an equation in lines, broken before a plus or minus sign outside of all brackets.
  /// - Parameter room: The width of the page in pages of small letters.
  static func broken(_ tex: String, in room: Double = 1) -> [String] {
    var lines: [String] = []
    let limit = (fits(tex, in: room) && tex.contains(" = ") ? widest : columns) * room
    for term in terms(of: tex) {
      if let last = lines.last, width(last) + width(term) <= limit {
        lines[lines.count - 1] += term
      } else {
        lines.append(term.hasPrefix(" ") ? String(term.dropFirst()) : term)
      }
    }
    return lines
  }

  /// The terms of a sum, each but the first with its sign.
  private static func terms(of tex: String) -> [String] {
    var terms = [""]
    var depth = 0
    var rest = tex[...]
    while let sign = rest.first {
      if depth == 0, rest.hasPrefix(" + ") || rest.hasPrefix(" - ") {
        terms.append(String(rest.prefix(3)))
        rest.removeFirst(3)
        continue
      }
      depth += "{([".contains(sign) ? 1 : "})]".contains(sign) ? -1 : 0
      terms[terms.count - 1].append(sign)
      rest.removeFirst()
    }
    return terms
  }

  /// About how wide a text is, in signs; a space counts half, what is raised or lowered three quarters.
  static func width(_ tex: String) -> Double {
    var rest = tex[...]
    return width(upToBrace: &rest)
  }

  /// The width up to a closing brace, which is taken away, too.
  private static func width(upToBrace rest: inout Substring) -> Double {
    var width = 0.0
    while let sign = rest.popFirst() {
      switch sign {
      case "}": return width
      case "{": width += self.width(upToBrace: &rest)
      case "^", "_":
        let isGroup = rest.first == "{"
        rest = rest.dropFirst()
        width += isGroup ? self.width(upToBrace: &rest) * 0.75 : 0.75
      case "\\": width += self.width(ofCommand: &rest)
      default: width += sign == " " ? 0.5 : 1
      }
    }
    return width
  }

  /// A fraction is as wide as its longer part; of the other commands, those that set the style of
  /// what follows have no width, and the rest are a sign or a short word.
  private static func width(ofCommand rest: inout Substring) -> Double {
    let command = rest.prefix(while: \.isLetter)
    rest = rest.dropFirst(max(command.count, 1))
    switch command {
    case "frac":
      let parts = (0..<2).map { _ in
        rest = rest.dropFirst()
        return width(upToBrace: &rest)
      }
      return max(parts[0], parts[1])
    case "left", "right", "mathit", "mathrm", "operatorname": return 0
    case "ln", "max", "min", "sin", "cos", "tanh": return Double(command.count)
    default: return 1
    }
  }
}
