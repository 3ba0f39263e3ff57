extension DefaultStringInterpolation {
  /// Adds what someone wrote, as a message can bear it: on one line, and the middle left out of
  /// what is long.
  package mutating func appendInterpolation(quoting text: some StringProtocol) {
    appendLiteral(quotation(of: text, atMost: 200))
  }

  /// Adds the elements of a list, those in the middle left out of a long one.
  package mutating func appendInterpolation(
    listing elements: [some CustomStringConvertible], atMost limit: Int = 6
  ) {
    func quoted(_ element: some CustomStringConvertible) -> String {
      quotation(of: (element as? Double)?.jsonText ?? element.description, atMost: 40)
    }
    let shown = elements.count <= limit ? elements[...] : elements.prefix(2)
    appendLiteral(shown.map(quoted).joined(separator: ", "))
    if shown.count < elements.count, let last = elements.last {
      appendLiteral(" … \(quoted(last))")
    }
  }
}

/// The text with its control characters made visible and, beyond so many letters, without its middle.
private func quotation(of text: some StringProtocol, atMost limit: Int) -> String {
  let scalars = text.unicodeScalars
  func visible(_ part: some Sequence<Unicode.Scalar>) -> String {
    part.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format: scalar.escaped(asASCII: true)
      default: String(scalar)
      }
    }.joined()
  }
  guard scalars.dropFirst(limit).first != nil else { return visible(scalars) }
  return visible(scalars.prefix(limit * 2 / 3)) + " … " + visible(scalars.suffix(limit / 5))
}
