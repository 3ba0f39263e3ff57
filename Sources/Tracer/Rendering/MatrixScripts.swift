extension TeXScript: MatrixScript {
  var elementwise: String { " \\odot " }
  var from: String { " \\leftarrow " }
  var open: String { "\\left( " }
  var close: String { " \\right)" }

  func transposed(_ symbol: Written) -> String {
    symbol.text.contains("^")
      ? "\\left(\(symbol.text)\\right)^{\\mathsf{T}}" : "\(symbol.text)^{\\mathsf{T}}"
  }

  func matrix(_ rows: [[String]]) -> String {
    let lines = rows.map { $0.joined(separator: " & ") }.joined(separator: " \\\\ ")
    return "\\begin{bmatrix} \(lines) \\end{bmatrix}"
  }

  func sum(_ inside: String, over axis: MatrixEquation.Axis) -> String {
    "\\sum_{\(axis.rawValue)} \(inside)"
  }

  func softmax(_ symbol: String) -> String { "\\operatorname{softmax}(\(symbol))" }
  func shape(_ shape: String) -> String { shape.replacing("×", with: "{\\times}") }
  func beside(_ remark: String) -> String { " \\qquad {\\scriptstyle (\(remark))}" }
}

extension MathMLScript: MatrixScript {
  var elementwise: String { "\(Self.breakMark)<mo form=\"infix\">⊙</mo>" }
  var from: String { "<mo>←</mo>" }
  var open: String { "<mo form=\"prefix\">(</mo>" }
  var close: String { "<mo form=\"postfix\">)</mo>" }

  func transposed(_ symbol: Written) -> String {
    "<msup><mrow>\(symbol.text)</mrow><mi mathvariant=\"normal\">T</mi></msup>"
  }

  func matrix(_ rows: [[String]]) -> String {
    let lines = rows.map { row in
      "<mtr>\(row.map { "<mtd>\($0)</mtd>" }.joined())</mtr>"
    }
    return "<mrow><mo>[</mo><mtable>\(lines.joined())</mtable><mo>]</mo></mrow>"
  }

  func sum(_ inside: String, over axis: MatrixEquation.Axis) -> String {
    let index =
      switch axis {
      case .samples: "<mi>s</mi>"
      case .units: "<mi>j</mi>"
      case .all: "<mrow><mi>s</mi><mo>,</mo><mi>j</mi></mrow>"
      }
    return "<msub><mo>∑</mo>\(index)</msub>\(inside)"
  }

  func softmax(_ symbol: String) -> String {
    "<mi>softmax</mi><mo>\u{2061}</mo>\(bracketed(symbol))"
  }
  func shape(_ shape: String) -> String {
    "<mrow>\(shape.split(separator: "×").map { "<mn>\($0)</mn>" }.joined(separator: "<mo>×</mo>"))</mrow>"
  }
  func beside(_ remark: String) -> String {
    "\(Self.breakMark)<mspace width=\"1.5em\"/><mo form=\"prefix\">(</mo>\(remark)<mo form=\"postfix\">)</mo>"
  }
}

extension PlainScript: MatrixScript {
  var elementwise: String { "\(Self.breakMark) ⊙ " }
  var from: String { " ← " }

  func transposed(_ symbol: Written) -> String { "\(symbol.text)ᵀ" }

  func matrix(_ rows: [[String]]) -> String {
    let comma = ",\(Self.breakMark) "
    return "[\(rows.map { "[\($0.joined(separator: comma))]" }.joined(separator: comma))]"
  }

  func sum(_ inside: String, over axis: MatrixEquation.Axis) -> String {
    "Σ_\(axis.rawValue) \(inside)"
  }

  func softmax(_ symbol: String) -> String { "softmax(\(symbol))" }
  func beside(_ remark: String) -> String { "\(Self.breakMark)   (\(remark))" }
}
