/// A text with mathematics in it, in no format and in every language: what a renderer writes.
public struct Document: Sendable {
  package var digits: Int
  package var blocks: [Block]
  /// Documents that follow as sections, each with its own digits.
  package var chapters: [Document] = []
  /// Whether an equation stands on one line where it fits.
  package var isDense = false
  /// What its reader puts on it.
  package var imprint = Imprint()

  package init(digits: Int, blocks: [Block] = [], isDense: Bool = false) {
    self.digits = digits
    self.blocks = blocks
    self.isDense = isDense
  }

  /// Documents as chapters under one title; one alone stays as it is.
  package init(_ chapters: [Document], under title: Phrase) {
    self = chapters.first ?? Document(digits: 6)
    guard chapters.count > 1 else { return }
    blocks = [.heading(level: 1, title)]
    self.chapters = chapters
  }

  package var equations: [Equation] { blocks.equations + chapters.flatMap(\.equations) }
}

extension Document {
  /// What stands from one heading up to the next; equations of one share a column of equals signs.
  struct Passage {
    var blocks: [Block] = []
    let numbers: NumberStyle
  }

  /// All of it in passages, those of the chapters last.
  var passages: [Passage] {
    let numbers = NumberStyle(digits: digits)
    let own = titledBlocks.reduce(into: [Passage]()) { passages, block in
      if block.heading != nil || passages.isEmpty { passages.append(Passage(numbers: numbers)) }
      passages[passages.count - 1].blocks.append(block)
    }
    return own
      + chapters.flatMap { chapter in
        var part = chapter
        part.blocks = chapter.asPart
        return part.passages
      }
  }

  /// Gives a number to each result that a later line uses.
  package mutating func numberEquations() {
    var count = 0
    numberEquations(after: &count)
  }

  private mutating func numberEquations(after count: inout Int) {
    var used: Set<String> = []
    var numbered: Set<Int> = []
    func key(_ equation: Equation) -> String { "\(equation.name) \(equation.value)" }
    let first = Dictionary(
      blocks.equations.enumerated().map { (key($1), $0) }, uniquingKeysWith: { first, _ in first })
    for (position, equation) in blocks.equations.enumerated().reversed() {
      // One that stands there once more has its number where it stands first.
      if first[key(equation)] == position, used.remove(equation.name) != nil {
        numbered.insert(position)
      }
      used.formUnion(equation.formula.symbols)
    }
    var position = -1
    blocks = blocks.map { block in
      guard case .equations(let equations) = block else { return block }
      return .equations(
        equations.map { equation in
          position += 1
          guard numbered.contains(position) else { return equation }
          count += 1
          var equation = equation
          equation.number = count
          return equation
        })
    }
    for index in chapters.indices { chapters[index].numberEquations(after: &count) }
  }
}

/// A part of a document.
package enum Block: Sendable {
  /// A heading; level 1 is the title.
  case heading(level: Int, Phrase)
  case paragraph(Phrase)
  case list([Phrase])
  /// Equations, each with its line of symbols, its line of numbers, and its result.
  case equations([Equation])
  /// Calculations of whole layers.
  case matrices([MatrixEquation])
  case table(Table)
  case figure(Figure)
  /// Text to be typed or printed as it is, such as a program.
  case listing(language: String, text: String)
}

extension [Block] {
  var equations: [Equation] {
    flatMap { block -> [Equation] in
      if case .equations(let equations) = block { equations } else { [] }
    }
  }

  mutating func say(_ phrase: Phrase) { append(.paragraph(phrase)) }

  mutating func head(_ phrase: Phrase, level: Int = 2) {
    append(.heading(level: level, phrase))
  }
}

extension Block {
  /// What is told, if it is a heading.
  var heading: (level: Int, phrase: Phrase)? {
    if case .heading(let level, let phrase) = self { (level, phrase) } else { nil }
  }

  var isTitle: Bool { heading?.level == 1 }

  static func table(header: [Phrase], rows: [[Phrase]], caption: Phrase? = nil) -> Block {
    .table(Table(header: header, rows: rows, caption: caption))
  }

  static func plot(_ plot: Plot) -> Block { .figure(.plot(plot)) }
}

/// Rows under a header.
package struct Table: Sendable {
  package var header: [Phrase]
  /// The cells, as many in a row as the header has.
  package var rows: [[Phrase]]
  /// What the table holds, where that does not stand above it.
  package var caption: Phrase?

  package init(header: [Phrase], rows: [[Phrase]], caption: Phrase? = nil) {
    precondition(
      rows.allSatisfy { $0.count == header.count }, "a row has as many cells as the header")
    self.header = header
    self.rows = rows
    self.caption = caption
  }

  func captioned(_ caption: Phrase) -> Table { Table(header: header, rows: rows, caption: caption) }

  /// Whether the table begins anew beside itself with a column.
  func beginsAnew(at column: Int) -> Bool { column > 0 && header[column] == header[0] }

  func numericColumns(in language: Language) -> [Bool] {
    header.indices.map { column in rows.allSatisfy { $0[column][language].isNumeric } }
  }
}

/// What can be drawn.
package enum Figure: Sendable {
  case network(NetworkDrawing)
  case graph(GraphDrawing)
  case plot(Plot)
  case digit(DigitDrawing)

  /// The figure without what needs colours.
  var inBlack: Figure {
    guard case .digit(var digit) = self else { return self }
    digit.maps = []
    return .digit(digit)
  }

  /// Whether Markdown has a text that draws it.
  var isDiagram: Bool {
    switch self {
    case .plot, .digit: false
    case .network, .graph: true
    }
  }

  var caption: Phrase {
    switch self {
    case .plot(let plot): plot.title
    case .digit(let digit) where !digit.maps.isEmpty:
      Phrase(
        en: """
          The image; the weights from its pixels to one hidden unit; and the derivatives of the error \
          with respect to these. Orange is positive, blue is negative, white is 0.
          """,
        ko: "이미지, 각 픽셀에서 은닉 유닛 하나로 가는 가중치, 그 가중치에 대한 오차의 기울기. 주황은 양수, 파랑은 음수, 흰색은 0이다.")
    case .digit(let digit): "\(digit.name)"
    case .network(let network) where network.litWeight != nil:
      Phrase(
        en: "How \(symbol: network.litWeight ?? "") acts on the error.",
        ko: "\(symbol: network.litWeight ?? "")에서 오차까지의 경로.")
    case .network(let network) where network.isWorked:
      Phrase(
        en: """
          The network after both passes: net input and output in the units; slanted, what came back: \
          δ in the units, and at each weight the derivative of the error with respect to it.
          """,
        ko: "순전파와 역전파를 마친 신경망. 유닛 안에 순입력과 출력을 적었다. 기울인 글자는 되돌아온 값으로, 유닛 안의 δ와 가중치의 기울기이다.")
    case .network(let network) where !network.sizes.isEmpty:
      Phrase(
        en: """
          The network: inputs on the left; below each layer stands how many units it has, above the \
          lines the matrix of their weights.
          """,
        ko: "신경망. 왼쪽이 입력이고, 층 아래에 유닛의 수를, 선 위에 가중치 행렬을 적었다.")
    case .network(let network) where network.biases.allSatisfy(\.isEmpty):
      Phrase(
        en: "The network: inputs on the left, weights on the lines.",
        ko: "신경망. 왼쪽이 입력이고, 선 위에 가중치를 적었다.")
    case .network:
      Phrase(
        en: "The network: inputs on the left, weights on the lines, biases below the units.",
        ko: "신경망. 왼쪽이 입력이고, 선 위에 가중치를, 유닛 아래에 편향을 적었다.")
    case .graph:
      Phrase(
        en: """
          The calculation: at each line stands the value that goes forward and, below it, the gradient \
          that comes back.
          """,
        ko: "계산 그래프. 선마다 앞으로 가는 값을 적고, 그 아래에 되돌아오는 기울기를 적었다.")
    }
  }
}
