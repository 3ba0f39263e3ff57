/// What is known of a model's samples beyond their numbers.
package struct SampleNotes: Sendable {
  /// What each sample is called, such as `test:0`.
  package var names: [String]
  /// What one of the classes is: a digit, a species.
  package var classNoun: Phrase
  /// What the outputs stand for; empty where they are no classes.
  package var classes: [String]
  /// Each sample as a picture, from 0 to 255, row by row.
  package var pictures: [DigitDrawing]

  /// Notes on samples.
  package init(
    names: [String], classNoun: Phrase = Phrase(en: "Class", ko: "클래스"), classes: [String] = [],
    pictures: [DigitDrawing] = []
  ) {
    self.names = names
    self.classNoun = classNoun
    self.classes = classes
    self.pictures = pictures
  }
}
