/// The same training with several values of one setting, side by side.
package struct TrainingComparison: Sendable {
  package struct Run: Sendable {
    /// What the setting is.
    package let name: String
    /// The mean loss of the training samples in each epoch, and of the test samples after it.
    package let losses: [(training: Double, test: Double?)]
    /// How well the samples are told at the end: the accuracy, or R².
    package let shares: (training: Double?, test: Double?)
    /// Why it ended before its time, if it did.
    package let fault: String?

    package init(
      name: String, losses: [(training: Double, test: Double?)],
      shares: (training: Double?, test: Double?), fault: String? = nil
    ) {
      (self.name, self.losses, self.shares, self.fault) = (name, losses, shares, fault)
    }
  }

  private let setting: String
  private let areClasses: Bool
  private let runs: [Run]

  package init(of setting: String, areClasses: Bool, _ runs: [Run]) {
    (self.setting, self.areClasses, self.runs) = (setting, areClasses, runs)
  }

  package var plot: Plot {
    Plot(
      title: Phrase(en: "The training loss, by \(setting)", ko: "\(setting)에 따른 학습 손실"),
      x: Plot.Axis(Phrase(en: "epochs", ko: "에포크"), isCount: true),
      y: Plot.Axis(Phrase(en: "mean loss", ko: "평균 손실"), isLogarithmic: true),
      series: runs.map { run in
        Plot.Series(
          "\(run.name)",
          run.losses.enumerated().map { Plot.Point(Double($0.offset + 1), $0.element.training) })
      })
  }

  /// A row for each run with what it came to, and the losses in a plot.
  package func document() -> Document {
    let share = areClasses ? Phrase(en: "accuracy", ko: "정확도") : "R²"
    func cell(_ value: Double?) -> Phrase { value.map { Phrase("\(number: $0)") } ?? "–" }
    let table = Table(
      header: [
        "\(setting)", Phrase(en: "Epochs", ko: "에포크"),
        Phrase(en: "Training loss", ko: "학습 손실"), Phrase(en: "Test loss", ko: "테스트 손실"),
        Phrase(en: "Training \(share)", ko: "학습 \(share)"),
        Phrase(en: "Test \(share)", ko: "테스트 \(share)"),
      ],
      rows: runs.map { run in
        [
          "\(run.name)", "\(run.losses.count)",
          cell(run.losses.last?.training), cell(run.losses.last?.test), cell(run.shares.training),
          cell(run.shares.test),
        ]
      })
    let faults = runs.compactMap { run in
      run.fault.map { Block.paragraph("\(run.name): \($0)") }
    }
    return Document(digits: 4, blocks: [.table(table)] + faults + [.plot(plot)])
  }
}
