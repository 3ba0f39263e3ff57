import Foundation
import Tracer

/// The figures of every epoch of a run.
struct TrainingHistory<Scalar: Real> {
  /// The epochs so far.
  var epochs: [Training<Scalar>.Epoch] = []

  /// The mean loss of the samples that are tested, at the end of each epoch.
  var testLosses: [Plot.Point] {
    epochs.compactMap { epoch in epoch.test.map { Plot.Point(Double(epoch.number), $0.loss) } }
  }

  /// The epoch after which the samples that are tested had the smallest loss.
  private var best: Training<Scalar>.Epoch? {
    epochs.min { ($0.test?.loss ?? .infinity) < ($1.test?.loss ?? .infinity) }
  }

  /// How many epochs have passed since the loss of the test samples was smallest.
  var epochsSinceBest: Int {
    guard let best, best.test != nil else { return 0 }
    return (epochs.last?.number ?? best.number) - best.number
  }

  /// Where the loss of the test samples turned, though that of the training samples went on falling;
  /// a rise of less than a twentieth may be chance.
  var turn: Phrase? {
    guard let best, let lowest = best.test?.loss, let now = epochs.last?.test?.loss,
      let least = epochs.drop(while: { $0.number <= best.number }).map(\.loss).min(),
      least < best.loss, now > 1.05 * lowest
    else { return nil }
    let (before, after) = (Self.shown(lowest), Self.shown(now))
    let losses = (Self.shown(best.loss), Self.shown(least))
    return Phrase(
      en: """
        The test loss was smallest after epoch \(best.number), \(before), and is now \(after), while the \
        training loss fell from \(losses.0) to \(losses.1): from there the network overfits.
        """,
      ko: """
        테스트 손실은 에포크 \(best.number) 뒤에 \(before)로 가장 작았고 지금은 \(after)이다. 그동안 학습 \
        손실은 \(losses.0)에서 \(losses.1)까지 줄었으므로, 거기서부터 신경망은 과적합한다.
        """)
  }

  /// Which network a training that stops early keeps.
  func kept(after patience: Int) -> Phrase? {
    guard let best, let last = epochs.last, best.number < last.number else { return nil }
    let (hasStopped, waited) = (epochsSinceBest >= patience, last.number - best.number)
    return Phrase(
      en: """
        \(hasStopped ? "Stopped" : "Ended") after epoch \(last.number): the test loss has not fallen for \
        \(waited) epoch\(waited == 1 ? "" : "s"). What is kept, and scored below, is the network \
        after epoch \(best.number).
        """,
      ko: """
        에포크 \(last.number) 뒤에 \(hasStopped ? "멈추었다" : "끝났다"). 테스트 손실이 \
        \(waited)에포크 동안 줄지 않았다. 에포크 \(best.number) 뒤의 신경망을 남기고 \
        아래에서 평가한다.
        """)
  }

  private static func shown(_ loss: Double) -> String { String(format: "%.4f", loss) }

  /// A figure of each epoch.
  private typealias Column = (
    name: String, title: Phrase, value: (Training<Scalar>.Epoch) -> Double?
  )

  /// What each column is called, and what stands in it; for numbers, R² takes the accuracy's place.
  private var columns: [Column] {
    let share = epochs.first?.training.accuracy == nil ? ("R²", "R²") : ("accuracy", "정확도")
    return [
      ("epoch", Phrase(en: "Epoch", ko: "에포크"), { Double($0.number) }),
      ("training_loss", Phrase(en: "Training loss", ko: "학습 손실"), { $0.loss }),
      (
        "training_accuracy", Phrase(en: "Training \(share.0)", ko: "학습 \(share.1)"),
        { $0.training.accuracy ?? $0.training.determination }
      ),
      ("test_loss", Phrase(en: "Test loss", ko: "테스트 손실"), { $0.test?.loss }),
      (
        "test_accuracy", Phrase(en: "Test \(share.0)", ko: "테스트 \(share.1)"),
        { $0.test?.accuracy ?? $0.test?.determination }
      ),
      ("rate", Phrase(en: "Learning rate", ko: "학습률"), { $0.rate }),
    ]
  }

  /// Writes the figures so far, as the name of the file says.
  func write(to file: String, in language: Language) throws {
    switch URL(fileURLWithPath: file).pathExtension.lowercased() {
    case "json":
      let rows = epochs.map { epoch in
        let members = columns.map { "\"\($0.name)\": \($0.value(epoch).map(\.jsonText) ?? "null")" }
        return "  {\(members.joined(separator: ", "))}"
      }
      try AtomicFile.write("[\n\(rows.joined(separator: ",\n"))\n]\n", to: file)
    case "csv":
      let rows = epochs.map { epoch in
        columns.map { $0.value(epoch).map(\.jsonText) ?? "" }.joined(separator: ",")
      }
      let header = columns.map(\.name).joined(separator: ",")
      try AtomicFile.write(([header] + rows).joined(separator: "\n") + "\n", to: file)
    case "svg": try plot.write(to: file, in: language)
    case "txt": try Format.text.deliver(document, in: language, to: file)
    default: try Format.markdown.deliver(document, in: language, to: file)
    }
  }

  /// The epochs 1, 2, 5, 10 … and the last one.
  var table: Table {
    let shown = Set(Descent.scale(upTo: epochs.count))
    return table(of: epochs.filter { shown.contains($0.number) })
  }

  private func table(of epochs: [Training<Scalar>.Epoch]) -> Table {
    let columns = columns.filter { column in epochs.contains { column.value($0) != nil } }
    return Table(
      header: columns.map(\.title),
      rows: epochs.map { epoch in
        columns.map { $0.value(epoch).map { Phrase("\(number: $0)") } ?? Phrase("–") }
      })
  }

  private var document: Document {
    Document(
      digits: 4,
      blocks: [.heading(level: 1, plot.title), .figure(.plot(plot)), .table(table(of: epochs))]
        + (turn.map { [.paragraph($0)] } ?? []))
  }

  /// The losses over the epochs.
  var plot: Plot {
    let training = epochs.map { Plot.Point(Double($0.number), $0.loss) }
    return TrainingReport(
      confusion: [], classes: [], isTest: false, losses: training, tests: testLosses
    ).plot
  }
}

extension Plot {
  /// Writes the plot as an image, or in characters where the name of the file says so.
  func write(to file: String, in language: Language) throws {
    let style = NumberStyle(digits: 4)
    let text =
      file.lowercased().hasSuffix(".txt")
      ? self.text(in: language, style).joined(separator: "\n") : svg(in: language, style)
    try AtomicFile.write(text + "\n", to: file)
  }
}
