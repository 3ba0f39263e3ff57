import Testing

@testable import Tracer

/// Law 3 for tables and matrices: what a row shows, read back and calculated, gives its gradient, and
/// the gradient gives the update.
@Suite struct PrintedTableTests {
  private static func options(
    _ detail: Detail, digits: Int?, carry: Int? = nil
  ) -> DerivationOptions {
    var options = DerivationOptions()
    (options.detail, options.digits, options.carry) = (detail, digits, carry)
    return options
  }

  /// Checks all rows of a document.
  /// - Returns: How many there are.
  private static func check(_ model: Model, _ options: DerivationOptions) throws -> Int {
    let document = try Derivation(model, options: options).document()
    let numbers = NumberStyle(digits: document.digits)
    var count = 0
    for case .table(let table) in document.blocks {
      let header = table.header.map(\.english.words)
      guard let gradient = header.firstIndex(of: "Gradient") else { continue }
      let width = header.dropFirst().firstIndex(of: header[0]) ?? header.count
      for row in table.rows {
        for start in stride(from: 0, to: row.count, by: width)
        where !row[start].english.words.isEmpty {
          let cells = row[start..<start + width].map { $0.english.plain(numbers) }
          count += 1
          try checkUpdate(cells, header, of: model)
          let operands = cells[1..<gradient]
          guard !operands.isEmpty, header[1] != "Before", header[1] != "Value" else { continue }
          let values = try operands.map { cell in
            try PrintedLine.value(ofText: String(cell.split(separator: "=").last ?? ""))
          }
          let printed = PrintedEquation(numbers: "", result: cells[gradient])
          let stated = try PrintedLine.value(ofText: cells[gradient])
          #expect(
            abs(values.reduce(1, *) - stated) <= printed.tolerance() + 1e-15,
            "\(options.detail), \(document.digits) digits: \(cells.joined(separator: " | "))")
        }
      }
    }
    return count
  }

  /// Before − α · gradient = after, where a network learns by gradient descent.
  private static func checkUpdate(_ cells: [String], _ header: [String], of model: Model) throws {
    guard let descent = model.optimizer as? GradientDescent,
      let gradient = header.firstIndex(of: "Gradient"), let after = header.firstIndex(of: "After"),
      let element = model.graph.elements.first(where: {
        PlainScript().symbol(model.graph.name(of: $0)).text == cells[0]
      })
    else { return }
    let before = header.firstIndex(of: "Before")
    let old =
      try before.map { try PrintedLine.value(ofText: cells[$0]) }
      ?? model.leaves[element.node]?[element.offset] ?? .nan
    // A weight of more digits than are shown stands in no row of factors.
    guard before != nil || NumberStyle(digits: 3).rounded(old) == old else { return }
    let found = try old - descent.learningRate * PrintedLine.value(ofText: cells[gradient])
    let printed = PrintedEquation(numbers: "", result: cells[after])
    #expect(
      abs(found - (try PrintedLine.value(ofText: cells[after]))) <= printed.tolerance() + 1e-15,
      "\(cells.joined(separator: " | "))")
  }

  @Test(arguments: Example.all.map(\.name), [Detail.compact, .summary])
  func `a row of an example gives its gradient and its update`(
    _ name: String, _ detail: Detail
  ) throws {
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    for (digits, carry) in [(nil, nil), (3, nil), (7, nil), (nil, 4)] as [(Int?, Int?)] {
      let count = try Self.check(model, Self.options(detail, digits: digits, carry: carry))
      #expect(count > 0 || model.trained.isEmpty)
    }
  }

  @Test(arguments: 0..<(Thoroughness.isFull() ? 400 : 60))
  func `a row of a random network gives its gradient and its update`(_ seed: Int) throws {
    var networks = RandomNetworks(seed: UInt64(seed))
    let model = try networks.next().model()
    guard (try? Derivation(model)) != nil else { return }
    _ = try Self.check(model, Self.options(.compact, digits: 2 + seed % 6))
  }
}

extension Graph {
  fileprivate var elements: [ElementID] { ids.flatMap { elements(of: $0) } }
}
