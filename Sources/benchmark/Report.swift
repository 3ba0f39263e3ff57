import Foundation

/// What was measured, ready to be printed.
struct Report: Encodable {
  var machine: Machine
  var runs: Int
  var stepsPerRun: Int
  var peakMemoryMB: Double
  var rows: [Row] = []
  /// What was not measured, and why.
  var notes: [String] = []

  struct Machine: Encodable {
    let processor: String
    let cores: Int
    let kernels: String
  }

  struct Row: Encodable {
    let name: String
    let unit: Contender.Unit
    let median: Double
    let least: Double
    let most: Double
    /// The median of the figure divided by the reference's in the same turn.
    let ratio: Double?
    let reference: String?
    /// The median share of the FMA peak measured in the same turn.
    let shareOfPeak: Double?
  }

  /// Takes in the figures of all turns.
  mutating func add(_ contenders: [Contender], figures: [String: [Double]], peak: String) {
    for contender in contenders {
      guard let own = figures[contender.name], let least = own.min(), let most = own.max() else {
        continue
      }
      func paired(_ other: String?) -> [Double]? {
        other.flatMap { figures[$0] }.map { zip(own, $0).map { $0 / $1 } }
      }
      let cores = contender.name.hasSuffix("2 threads") ? 2.0 : 1
      let operations = contender.work?.operationsPerStep
      let share = operations == nil ? nil : figures[peak]
      rows.append(
        Row(
          name: contender.name, unit: contender.unit, median: Self.median(own), least: least,
          most: most, ratio: paired(contender.reference).map(Self.median),
          reference: contender.reference,
          shareOfPeak: share.map { peaks in
            Self.median(
              zip(own, peaks).map { (operations ?? 0) / ($0 * 1e6) / ($1 * cores) })
          }))
    }
  }

  static func median(_ figures: [Double]) -> Double {
    let sorted = figures.sorted(), middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension Report {
  /// The report as a table.
  var table: String {
    func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
      let space = String(repeating: " ", count: max(0, width - text.count))
      return left ? text + space : space + text
    }
    func line(_ cells: [String]) -> String {
      pad(cells[0], 62, left: true)
        + zip(cells.dropFirst(), [9, 9, 9, 11, 8]).map { pad($0, $1) }.joined()
    }
    var lines = [
      "\(machine.processor), \(machine.cores) cores, kernels: \(machine.kernels)",
      "median of \(runs) turns of \(stepsPerRun) steps; ratios within a turn", "",
      line(["", "median", "least", "most", "", "of peak"]) + "  ratio",
    ]
    for row in rows {
      let ratio = row.ratio.map {
        String(format: "  %.2f x ", $0) + (row.reference ?? "")
      }
      lines.append(
        line([
          row.name, Self.number(row.median), Self.number(row.least), Self.number(row.most),
          row.unit.rawValue,
          row.shareOfPeak.map { String(format: "%.0f %%", $0 * 100) } ?? "",
        ]) + (ratio ?? ""))
    }
    lines += [
      "", String(format: "peak memory of training in float: %.0f MB", peakMemoryMB),
    ]
    return (lines + notes).joined(separator: "\n")
  }

  private static func number(_ value: Double) -> String {
    String(format: value < 1 ? "%.4f" : value < 100 ? "%.2f" : "%.0f", value)
  }

  /// The report as JSON.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
