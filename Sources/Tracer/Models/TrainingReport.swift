/// What a training run came to, as a document: how well each class is recognised and which are confused.
package struct TrainingReport: Sendable {
  /// A row for each class, a column for each answer; empty for a network whose targets are numbers.
  package let confusion: [[Int]]
  package let classes: [String]
  /// Whether it is told of samples on which the network was not trained.
  package let isTest: Bool

  package init(confusion: [[Int]], classes: [String], isTest: Bool) {
    self.confusion = confusion
    self.classes = classes
    self.isTest = isTest
  }

  /// The mean losses of the samples that are trained on and of those that are tested, over the epochs.
  package static func plot(losses: [Plot.Point], tests: [Plot.Point]) -> Plot {
    var series = [Plot.Series(Phrase(en: "training samples", ko: "학습 표본"), losses)]
    if !tests.isEmpty {
      series.append(Plot.Series(Phrase(en: "test samples", ko: "테스트 표본"), tests))
    }
    return Plot(
      title: Phrase(en: "The loss during training", ko: "학습 중의 손실"),
      x: Plot.Axis(Phrase(en: "epochs", ko: "에포크"), isCount: true),
      y: Plot.Axis(Phrase(en: "mean loss", ko: "평균 손실"), isLogarithmic: true), series: series)
  }

  /// The accuracy of each class and the confusion matrix, and a plot below.
  package func document(_ plot: Plot?) -> Document {
    let plots: [Block] = plot.map { [.heading(level: 2, $0.title), .plot($0)] } ?? []
    return Document(digits: 4, blocks: (classes.isEmpty ? [] : tables) + plots)
  }

  private var tables: [Block] {
    let names = classes.map { Phrase("\($0)") }
    let name = Phrase(en: "Class", ko: "클래스")
    let accuracy = Table(
      header: [
        name, Phrase(en: "Samples", ko: "표본"), Phrase(en: "Correct", ko: "정답 수"),
        Phrase(en: "Accuracy", ko: "정확도"),
      ],
      rows: confusion.indices.map { row in
        let (right, all) = (confusion[row][row], confusion[row].reduce(0, +))
        return [
          names[row], "\(number: Double(all))", "\(number: Double(right))",
          all == 0 ? "–" : "\(number: Double(right) / Double(all))",
        ]
      })
    let matrix = Table(
      header: [name] + names.map { "→ \($0)" },
      rows: confusion.indices.map { row in
        [names[row]] + confusion[row].map { Phrase("\(number: Double($0))") }
      })
    return [
      .heading(
        level: 2,
        isTest
          ? Phrase(en: "Test accuracy of each class", ko: "테스트 표본의 클래스별 정확도")
          : Phrase(en: "Training accuracy of each class", ko: "학습 표본의 클래스별 정확도")),
      .table(accuracy),
      .heading(level: 2, Phrase(en: "Confusion matrix", ko: "혼동 행렬")),
      .paragraph(
        Phrase(
          en: "Rows: the correct class. Columns: the network's answer.",
          ko: "행은 정답 클래스, 열은 신경망의 답이다.")),
      .table(matrix),
    ]
  }
}
