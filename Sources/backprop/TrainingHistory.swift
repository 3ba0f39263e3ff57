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

  /// Where the loss of the test samples turned, though that of the training samples went on falling.
  var turn: String? {
    guard let best, let lowest = best.test?.loss, let last = epochs.last, let now = last.test?.loss,
      last.number > best.number, last.loss < best.loss, now > lowest
    else { return nil }
    return
      "The test loss was smallest after epoch \(best.number), \(Self.shown(lowest)), and is now "
      + "\(Self.shown(now)), while the training loss fell on: from there the network overfits."
  }

  private static func shown(_ loss: Double) -> String { String(format: "%.4f", loss) }

  /// What each column is called, and what stands in it; for numbers, R² takes the accuracy's place.
  private var columns: [(name: String, value: (Training<Scalar>.Epoch) -> Double?)] {
    [
      ("epoch", { Double($0.number) }),
      ("training_loss", { $0.loss }),
      ("training_accuracy", { $0.training.accuracy ?? $0.training.determination }),
      ("test_loss", { $0.test?.loss }),
      ("test_accuracy", { $0.test?.accuracy ?? $0.test?.determination }),
      ("rate", { $0.rate }),
    ]
  }

  /// A table with a row for each epoch.
  /// - Parameter file: Whose name ends in `.json` for a list of objects, else the table is CSV.
  func text(for file: String) -> String {
    func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
    if file.hasSuffix(".json") {
      let rows = epochs.map { epoch in
        let members = columns.map { "\"\($0.name)\": \($0.value(epoch).map(number) ?? "null")" }
        return "  {\(members.joined(separator: ", "))}"
      }
      return "[\n\(rows.joined(separator: ",\n"))\n]\n"
    }
    let rows = epochs.map { epoch in
      columns.map { $0.value(epoch).map(number) ?? "" }.joined(separator: ",")
    }
    return ([columns.map(\.name).joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }
}
