extension AnswerSheet {
  /// The numbers that a source prints, as answers: the first on line 1.
  init(_ publication: Publication, file: String) {
    self.init(file: file)
    answers = publication.numbers.enumerated().compactMap { position, number in
      WrittenNumber(number.printed).map {
        Answer(line: position + 1, name: number.name, quantity: number.name, number: $0)
      }
    }
  }
}

extension WrittenNumber {
  /// The number that a text states and nothing else, or `nil`.
  package init?(_ text: String) {
    let flattened = NormalizedMarkup(text)
    guard let number = AtomScanner.atoms(of: flattened, line: 1)[...].number,
      number.value.isFinite
    else { return nil }
    self = number
    self.text = text
  }
}
