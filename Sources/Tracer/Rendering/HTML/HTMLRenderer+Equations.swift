/// Equations and formulas, broken where a narrow screen needs it.
extension HTMLRenderer {
  /// A piece of more signs is broken on a narrow screen.
  private static let longestPiece = 24
  /// Lines are broken within so many brackets.
  private static let deepest = 4

  /// Pieces of a formula, between which a line may be broken.
  func math(_ pieces: [String]) -> String {
    pieces.map { "<math>\(Self.unbroken($0))</math>" }.joined(separator: " ")
  }

  private static func unbroken(_ formula: String) -> String {
    String(formula.unicodeScalars.filter { $0 != MathMLScript.breakMark })
  }

  /// An equation: its name, and after each sign a side.
  func render(
    _ equation: Equation, _ numbers: NumberStyle, isDense: Bool, at position: Int
  ) -> String {
    let mark = live == nil ? "" : " data-e=\"\(position)\""
    if isFilledIn {
      let number = equation.number.map {
        " data-id=\"eq-\($0)\"><span class=\"number\">(\($0))</span></div>"
      }
      return
        "<div class=\"equation\(number == nil ? "" : " numbered")\"\(mark)\(number ?? "></div>")"
    }
    let shown = ShownEquation(equation, in: script, digits: numbers.digits)
    let result = equation.blank.flatMap { blank in
      equation.sides.contains(.result) ? field(blank, of: equation, numbers) : nil
    }
    var sides =
      [shown.symbols?.text, shown.numbers?.text].compactMap { $0.map { broken($0) } }
      + [result ?? shown.result.map { broken($0.text) }].compactMap(\.self)
    if shown.numbers == nil {
      // A line that only renames a quantity has its number beside it.
      let isRepeated = shown.symbols?.text == shown.result?.text
      sides = isRepeated ? [sides[0]] : [sides.joined(separator: " <math><mo>=</mo></math> ")]
    }
    let name = "<span class=\"name\">\(math([script.symbol(equation.name).text]))</span>"
    let rows = sides.enumerated().map { position, side in
      let sign = position == sides.count - 1 && !shown.isExact ? "≈" : "="
      let row =
        "<span class=\"sign\"><math><mo>\(sign)</mo></math></span>"
        + "<span class=\"side\">\(side)</span>"
      if isDense { return "<span class=\"part\">\(row)</span>" }
      return position == 0 ? name + row : "<span class=\"name\"></span>" + row
    }
    let parts = rows.joined(separator: "\n")
    let all = isDense ? "\(name)<span class=\"parts\">\(parts)</span>" : parts
    guard let number = equation.number else { return "<div class=\"equation\"\(mark)>\(all)</div>" }
    return "<div class=\"equation numbered\"\(mark) id=\"eq-\(number)\">\(all)\n"
      + "<span class=\"number\">(\(number))</span></div>"
  }

  /// A field to fill in, or what belongs into it.
  private func field(_ blank: Blank, of equation: Equation, _ numbers: NumberStyle) -> String {
    let label = "<span class=\"label\">(\(blank.label))</span> "
    if blank.isFilled {
      let number = script.written(equation.value, numbers: numbers).text
      return
        "<span class=\"blank\">\(label)<strong class=\"filled\">\(math([number]))</strong></span>"
    }
    return
      "<label class=\"blank\">\(label)<input name=\"\(blank.number)\" data-of=\"\(MathMLScript.escaped(equation.name))\" autocomplete=\"off\" "
      + "inputmode=\"text\"></label>"
  }

  func render(_ equation: MatrixEquation, _ numbers: NumberStyle) -> String {
    let name = "<span class=\"name\">\(math([script.symbol(equation.name).text]))</span>"
    let sides = script.sides(equation, numbers).map { isExact, side in
      "<span class=\"sign\"><math><mo>\(isExact ? "=" : "≈")</mo></math></span><span class=\"side\">"
        + "\(math(MathMLScript.pieces(of: side)))</span>"
    }
    let once = live?.isAlive == true ? " data-once" : ""
    return "<div class=\"equation matrices\"\(once) tabindex=\"0\">\(name)"
      + sides.joined(separator: "\n<span class=\"name\"></span>") + "</div>"
  }

  /// A formula in pieces, each a term; a term too long for a phone in factors, and those in the terms
  /// between their brackets.
  func broken(_ formula: String, inBrackets depth: Int = 0) -> String {
    let signs = [script.plus, script.minus].map(Self.unbroken)
    var terms: [[String]] = []
    for piece in MathMLScript.pieces(of: formula, inBrackets: depth) {
      let inside = String(repeating: "<mrow>", count: depth)
      let begins = signs.contains { piece.hasPrefix($0) || piece.hasPrefix(inside + $0) }
      if terms.isEmpty || begins {
        terms.append([piece])
      } else if let last = terms[terms.count - 1].last, MathMLScript.width(of: last) < 4 {
        terms[terms.count - 1][terms[terms.count - 1].count - 1] = last + piece
      } else {
        terms[terms.count - 1].append(piece)
      }
    }
    return terms.map { factors in
      let isLong = { MathMLScript.width(of: $0) > Self.longestPiece }
      guard isLong(factors.joined()) else {
        return "<span class=\"term\">\(math([factors.joined()]))</span>"
      }
      let parts = factors.map { factor in
        guard isLong(factor) else { return math([factor]) }
        if depth < Self.deepest { return broken(factor, inBrackets: depth + 1) }
        let width = MathMLScript.width(of: factor)
        return "<span class=\"wide\" style=\"--signs:\(width)\">\(math([factor]))</span>"
      }
      return "<span class=\"long\">\(parts.joined(separator: " "))</span>"
    }.joined(separator: " ")
  }
}
