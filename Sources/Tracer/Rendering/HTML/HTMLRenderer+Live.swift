/// What the page's program finds its way by: what it fills in, and what holds only of the numbers that
/// the page was written with.
extension HTMLRenderer {
  /// A symbol that the page's program knows.
  func marked(_ name: String, _ html: String) -> String {
    guard live?.knows(name) == true else { return html }
    return "<span data-q=\"\(MathMLScript.escaped(name))\">\(html)</span>"
  }

  /// A number that the page's program can calculate, or one that holds of these numbers alone.
  func marked(_ formula: Formula?, _ html: String) -> String {
    guard let live, live.isAlive else { return html }
    return "<span \(formula?.liveAttribute ?? "data-once")>\(html)</span>"
  }

  /// What tells a sentence that holds of these numbers alone, or of those with certain signs.
  func mark(_ phrase: Phrase) -> String {
    guard let live, live.isAlive else { return "" }
    guard phrase.holds.isEmpty else {
      let trees = "[\(phrase.holds.map(\.json).joined(separator: ","))]"
      return " data-if=\"\(MathMLScript.escaped(trees))\""
    }
    return isPassing(phrase) ? " data-once" : ""
  }

  private func isPassing(_ phrase: Phrase) -> Bool {
    live?.isAlive == true && phrase.holds.isEmpty && live?.isLasting(phrase) == false
  }

  /// Whether a block holds of these numbers alone.
  func isPassing(_ block: Block) -> Bool {
    guard let live, live.isAlive else { return false }
    switch block {
    case .paragraph(let phrase): return isPassing(phrase)
    case .list(let points): return points.allSatisfy { isPassing($0) }
    case .table(let table): return !live.isLasting(table)
    case .figure(.plot(let plot)): return !plot.isLive
    case .matrices: return true
    case .heading, .equations, .figure, .listing: return false
    }
  }

  /// Whether all that stands below a heading holds of these numbers alone.
  func isPassing(_ passages: ArraySlice<Document.Passage>) -> Bool {
    let level = passages.first?.blocks.first?.heading?.level ?? 0
    let next = passages.dropFirst().firstIndex { ($0.blocks.first?.heading?.level ?? 0) <= level }
    let blocks = passages[..<(next ?? passages.endIndex)].flatMap(\.blocks)
    let told = blocks.filter { $0.heading == nil }
    return !told.isEmpty && told.allSatisfy { isPassing($0) }
  }
}
