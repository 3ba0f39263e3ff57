/// What is known of a model's samples beyond their numbers.
struct SampleNotes: Sendable {
  /// What each sample is called, such as `test:0`.
  var names: [String]
  /// What one of the classes is: a digit, a species.
  var classNoun = Phrase(en: "Class", ko: "클래스")
  /// What the outputs stand for; empty where they are no classes.
  var classes: [String] = []
  /// Each sample as a picture, from 0 to 255, row by row.
  var pictures: [DigitDrawing] = []

  /// The names, of many the first ones.
  var listed: String { names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " …" : "") }
}
