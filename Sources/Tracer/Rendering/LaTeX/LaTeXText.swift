/// Words as LaTeX reads them.
enum LaTeXText {
  /// The text with LaTeX's own signs written out, and with mathematics for what text fonts lack.
  static func escaped(_ text: String) -> String {
    var result = ""
    var raised = ""
    func close() {
      if !raised.isEmpty { result += "$^{\(raised)}$" }
      raised = ""
    }
    for character in text {
      if let digit = superscripts[character] {
        raised.append(digit)
        continue
      }
      close()
      // A mark at the beginning of a word opens a quotation.
      let isOpening = result.last.map { " ([~".contains($0) } ?? true
      result += character == "\"" ? (isOpening ? "“" : "”") : marks[character] ?? String(character)
    }
    close()
    return result
  }

  private static let superscripts: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "-", "⁺": "+",
  ]

  private static let marks: [Character: String] = {
    var marks: [Character: String] = [
      "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
      "%": "\\%", "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "−": "$-$",
      "·": "$\\cdot$", "×": "$\\times$", "⊙": "$\\odot$", "÷": "$\\div$", "→": "$\\rightarrow$",
      "←": "$\\leftarrow$", "≈": "$\\approx$", "∂": "$\\partial$", "Σ": "$\\Sigma$",
      "√": "$\\surd$", "½": "$\\frac12$", "∞": "$\\infty$", "±": "$\\pm$", "≥": "$\\ge$",
      "≤": "$\\le$", "′": "$'$", "▸": "$\\triangleright$", "⋮": "$\\vdots$", "…": "\\dots{}",
      "\u{A0}": "~", "\u{200B}": "",
    ]
    for (name, letter) in Greek.letters {
      marks[Character(letter)] = name == "omicron" ? letter : "$\\\(name)$"
    }
    return marks
  }()
}
