/// What a training run came to, as a document: how well each digit is classified, which are confused,
/// and the loss.
package struct TrainingReport: Sendable {
  /// A row for each digit, a column for each answer.
  package let confusion: [[Int]]
  /// The mean loss over a stretch of steps each, at the number of epochs at its end.
  package let losses: [Plot.Point]

  /// A report of the given figures.
  package init(confusion: [[Int]], losses: [Plot.Point]) {
    self.confusion = confusion
    self.losses = losses
  }

  private static let digit = Phrase(en: "Digit", ko: "숫자")

  /// The loss over the epochs.
  package var plot: Plot {
    Plot(
      title: Phrase(en: "The loss during training", ko: "학습 중의 손실"),
      x: Plot.Axis(Phrase(en: "epochs", ko: "에포크")),
      y: Plot.Axis(Phrase(en: "mean cross-entropy", ko: "평균 교차 엔트로피"), isLogarithmic: true),
      series: [Plot.Series(Phrase(en: "training images", ko: "학습 이미지"), losses)])
  }

  /// The accuracy of each digit and the confusion matrix.
  /// - Parameter isPlotted: Whether the curve of the loss belongs to it.
  package func document(isPlotted: Bool) -> Document {
    let digits = confusion.indices
    let accuracy = Table(
      header: [
        Self.digit, Phrase(en: "Images", ko: "이미지"), Phrase(en: "Correct", ko: "정답 수"),
        Phrase(en: "Accuracy", ko: "정확도"),
      ],
      rows: digits.map { digit in
        let (right, all) = (confusion[digit][digit], confusion[digit].reduce(0, +))
        let share = all == 0 ? .nan : Double(right) / Double(all)
        return [
          Phrase("\(digit)"), Phrase("\(number: Double(all))"), Phrase("\(number: Double(right))"),
          Phrase("\(number: share)"),
        ]
      })
    let matrix = Table(
      header: [Self.digit] + digits.map { Phrase("→ \($0)") },
      rows: digits.map { digit in
        [Phrase("\(digit)")] + confusion[digit].map { Phrase("\(number: Double($0))") }
      })
    var blocks: [Block] = [
      .heading(level: 2, Phrase(en: "Accuracy of each digit", ko: "숫자별 정확도")),
      .table(accuracy),
      .heading(level: 2, Phrase(en: "Confusion matrix", ko: "혼동 행렬")),
      .paragraph(
        Phrase(
          en: "Rows: the digit in the image. Columns: the network's answer.",
          ko: "행은 이미지의 숫자, 열은 신경망의 답이다.")),
      .table(matrix),
    ]
    if isPlotted {
      blocks += [.heading(level: 2, plot.title), .figure(.plot(plot))]
    }
    return Document(digits: 4, blocks: blocks)
  }
}
