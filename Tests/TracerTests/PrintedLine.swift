import Foundation

/// Reads a printed line of numbers back and calculates it, knowing nothing of how it was written.
struct PrintedLine {
  private var rest: Substring

  /// The value of a line as plain text prints it: `0.35 − 0.5 · (−0.04442)`.
  static func value(ofText text: String) throws -> Double {
    var line = PrintedLine(rest: text.filter { $0 != " " }[...])
    let value = try line.sum()
    guard line.rest.isEmpty else { throw Unreadable(text: text, at: String(line.rest)) }
    return value
  }

  /// The value of a line as TeX prints it.
  static func value(ofTeX tex: String) throws -> Double {
    var text = tex
    for (sign, plain) in [
      ("\\left", ""), ("\\right", ""), ("\\cdot", "·"), ("-", "−"), ("\\lvert", "|"),
      ("\\rvert", "|"), ("\\gt", ">"), ("\\ln", "ln"), ("\\log_{10}", "log10"), ("\\sqrt", "√"),
      ("\\tanh", "tanh"), ("\\sin", "sin"), ("\\cos", "cos"), ("\\max", "max"), ("\\min", "min"),
      ("\\operatorname{sgn}", "sgn"),
    ] { text = text.replacing(sign, with: plain) }
    while let fraction = text.range(of: "\\frac{") {
      let top = try braced(text, from: fraction.upperBound)
      let bottom = try braced(text, from: text.index(after: top.upperBound))
      text = text.replacingCharacters(
        in: fraction.lowerBound...bottom.upperBound, with: "((\(text[top]))/(\(text[bottom])))")
    }
    return try value(ofText: text.replacing("{", with: "(").replacing("}", with: ")"))
  }

  struct Unreadable: Error {
    let text: String
    let at: String
  }

  /// What stands between an opening brace, just before or at the start, and the one that closes it.
  private static func braced(_ text: String, from start: String.Index) throws -> Range<String.Index>
  {
    let first = text[start] == "{" ? text.index(after: start) : start
    var depth = 1
    for index in text[first...].indices {
      depth += text[index] == "{" ? 1 : text[index] == "}" ? -1 : 0
      if depth == 0 { return first..<index }
    }
    throw Unreadable(text: text, at: "{")
  }

  private mutating func take(_ sign: String) -> Bool {
    guard rest.hasPrefix(sign) else { return false }
    rest.removeFirst(sign.count)
    return true
  }

  private mutating func sum() throws -> Double {
    var value = try product()
    while true {
      if take("+") {
        value += try product()
      } else if take("−") {
        value -= try product()
      } else {
        return value
      }
    }
  }

  private mutating func product() throws -> Double {
    if take("−") { return try -product() }
    var value = try power()
    while true {
      if take("·") {
        value *= try power()
      } else if take("/") {
        value /= try power()
      } else {
        return value
      }
    }
  }

  private mutating func power() throws -> Double {
    let base = try atom()
    if take("^") { return pow(base, try signedAtom()) }
    let raised = rest.prefix { "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".contains($0) }
    guard !raised.isEmpty else { return base }
    rest.removeFirst(raised.count)
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let exponent = raised.reduce(0.0) { exponent, digit in
      digits.firstIndex(of: digit).map { exponent * 10 + Double($0) } ?? exponent
    }
    return pow(base, raised.first == "⁻" ? -exponent : exponent)
  }

  private mutating func signedAtom() throws -> Double { take("−") ? -(try atom()) : try atom() }

  private mutating func atom() throws -> Double {
    let functions: [(String, (Double) -> Double)] = [
      ("ln", log), ("log10", log10), ("√", { $0.squareRoot() }), ("tanh", tanh), ("sin", sin),
      ("cos", cos), ("sgn", { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }),
    ]
    for (name, function) in functions where take(name) { return function(try atom()) }
    for (name, choice) in [("max", Swift.max), ("min", Swift.min)]
      as [(String, (Double, Double) -> Double)]
    where take(name + "(") {
      let first = try sum()
      guard take(",") else { throw Unreadable(text: "max", at: String(rest)) }
      let value = choice(first, try sum())
      return try closed(by: ")", value)
    }
    if take("(") { return try closed(by: ")", sum()) }
    if take("|") { return try closed(by: "|", abs(sum())) }
    if take("[") {
      let value = try sum()
      guard take(">0]") else { throw Unreadable(text: "[", at: String(rest)) }
      return value > 0 ? 1 : 0
    }
    if take("½") { return 0.5 }
    if take("e") { return M_E }
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(digits) else { throw Unreadable(text: "atom", at: String(rest)) }
    rest.removeFirst(digits.count)
    return value
  }

  private mutating func closed(by sign: String, _ value: Double) throws -> Double {
    guard take(sign) else { throw Unreadable(text: sign, at: String(rest)) }
    return value
  }
}

/// A line of numbers as it was printed, with the result printed below it.
struct PrintedEquation {
  let numbers: String
  let result: String

  /// Every such pair in a plain-text document.
  static func inText(_ document: String) -> [PrintedEquation] {
    var sides: [[String]] = []
    for line in document.replacing(" ≈ ", with: " = ").split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if let sign = line.range(of: " = "), line.hasPrefix("  ") {
        let isContinued = line[..<sign.lowerBound].allSatisfy { $0 == " " }
        let side = String(line[sign.upperBound...])
        if isContinued, !sides.isEmpty {
          sides[sides.count - 1].append(side)
        } else {
          sides.append([side])
        }
      } else if line.hasPrefix("       "), let last = sides.last, !last.isEmpty {
        // The rest of a line that was broken before a sign.
        sides[sides.count - 1][last.count - 1] += " " + line.drop { $0 == " " }
      } else {
        sides.append([])
      }
    }
    return pairs(sides)
  }

  /// Every such pair in a Markdown document.
  static func inMarkdown(_ document: String) -> [PrintedEquation] {
    let blocks = document.components(separatedBy: "\\begin{aligned}\n").dropFirst()
    return pairs(
      blocks.flatMap {
        $0.components(separatedBy: "\n\\end{aligned}")[0]
          .components(separatedBy: " \\\\[6pt]\n")
      }.map { lines in
        return lines.replacing("&\\approx ", with: "&= ").replacing("[4pt]", with: "").replacing(
          " \\\\\n&\\quad {}", with: " "
        )
        .components(separatedBy: " \\\\\n").map {
          $0.components(separatedBy: "&= ")[1]
        }
      })
  }

  /// Every such pair in a LaTeX document.
  static func inLaTeX(_ document: String) -> [PrintedEquation] {
    let blocks = document.components(separatedBy: "\\begin{align*}\n").dropFirst()
    return pairs(
      blocks.flatMap { block -> [[String]] in
        let body = block.components(separatedBy: "\n\\end{align*}")[0]
          .replacing("&\\approx ", with: "&= ").replacing(" \\\\\n&\\quad {}", with: " ")
          .replacing("\\\\*", with: "\\\\")
        // A line that begins with a sign goes on with the equation above it.
        return body.split(separator: "\n").filter { !$0.hasPrefix("\\intertext") }
          .reduce(into: []) { equations, line in
            let parts = line.components(separatedBy: "&= ")
            let side = parts[1].hasSuffix(" \\\\") ? String(parts[1].dropLast(3)) : parts[1]
            if parts[0].isEmpty, !equations.isEmpty {
              equations[equations.count - 1].append(side)
            } else {
              equations.append([side])
            }
          }
      })
  }

  private static func pairs(_ sides: [[String]]) -> [PrintedEquation] {
    sides.filter { $0.count > 1 }.map {
      PrintedEquation(numbers: $0[$0.count - 2], result: $0[$0.count - 1])
    }
  }

  /// Half a unit of the result's last digit, however it is printed.
  func tolerance() -> Double {
    let mantissa = result.prefix { !"·\\ ".contains($0) }
    let decimals = mantissa.split(separator: ".").dropFirst().first?.count ?? 0
    let exponent = mantissa.count == result.count ? 0 : power
    return 0.5000001 * pow(10, Double(exponent - decimals))
  }

  private var power: Int {
    let plain = result.components(separatedBy: "10").last ?? ""
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = plain.compactMap { character -> Character? in
      if character == "⁻" || character == "-" { return "-" }
      if let digit = digits.firstIndex(of: character) { return Character(String(digit)) }
      return character.isASCII && character.isNumber ? character : nil
    }
    return Int(String(text)) ?? 0
  }
}
