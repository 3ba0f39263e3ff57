/// A vector or matrix as it is written or printed: `[[0.1 0.2] [0.3 0.4]]`, `[0.1, 0.2; 0.3, 0.4]`,
/// `tensor([…])`, `pmatrix`, a tuple, or rows of numbers.
struct ArrayLiteral {
  /// The rows; a vector has one.
  private(set) var rows: [[(number: WrittenNumber, line: Int)]] = []

  /// Whether brackets stand around the numbers.
  private(set) var isBracketed = false

  /// How many numbers it holds.
  var count: Int { rows.reduce(0) { $0 + $1.count } }

  private static let constructors: Set<String> = [
    "tensor", "array", "np", "numpy", "torch", "mat", "matrix", "vec", "vector", "asarray",
    "parameter", "containing",
  ]
  private static let depthLimit = 4

  private init() {}

  /// Reads a side of an equation that is an array and nothing else.
  init?(_ side: ArraySlice<Atom>) {
    let atoms = side.withoutEmphasis
    var position = Self.behindConstructors(from: atoms.startIndex, in: atoms)
    let isConstructed = position > atoms.startIndex
    guard position < atoms.endIndex, !isConstructed || atoms[position].kind == .sign("(") else {
      return nil
    }
    if isConstructed { position += 1 }
    // What a program prints behind the numbers, such as the type, is no part of the array.
    let type = isConstructed ? atoms[position...].firstIndex { $0.name != nil } : nil
    let last = type ?? (isConstructed ? atoms.endIndex - 1 : atoms.endIndex)
    guard position <= last, let end = read(atoms[position..<last]), !rows.isEmpty else {
      return nil
    }
    let rest = atoms[end..<last].filter { atom in
      switch atom.kind {
      case .boundary, .lineEnd, .sign("^"), .sign("'"), .punctuation(","): false
      case .name(let name): name.stem != "T" && !name.isWord
      default: true
      }
    }
    guard rest.isEmpty, isConstructed || count > 1 || atoms[position].kind == .sign("[") else {
      return nil
    }
    isBracketed =
      isConstructed || atoms[position].number == nil && atoms[position].kind != .sign("-")
    // A vector that goes on in the next line has rows of any length.
    if !rows.allSatisfy({ $0.count == rows[0].count }) { rows = [rows.flatMap(\.self)] }
  }

  /// The index behind `np.array`, `torch.tensor`, `Parameter containing: tensor`.
  private static func behindConstructors(from start: Int, in atoms: ArraySlice<Atom>) -> Int {
    var position = start
    while position < atoms.endIndex, isConstructor(atoms[position]) {
      position += 1
      while position < atoms.endIndex,
        [.punctuation("."), .punctuation(":"), .lineEnd].contains(atoms[position].kind)
      {
        position += 1
      }
    }
    return position
  }

  static func isConstructor(_ atom: Atom) -> Bool {
    atom.name.map { constructors.contains($0.stem.lowercased()) } ?? false
  }

  /// Reads up to the bracket that closes the first, or to the end where there is none; returns the
  /// index behind it.
  private mutating func read(_ atoms: ArraySlice<Atom>) -> Int? {
    var row: [(number: WrittenNumber, line: Int)] = []
    var depth = 0
    var isNegative = false
    func finishRow(_ rows: inout [[(number: WrittenNumber, line: Int)]]) {
      if !row.isEmpty { rows.append(row) }
      row = []
    }
    for index in atoms.indices {
      let atom = atoms[index]
      let isTouching =
        index > atoms.startIndex && atoms[index - 1].range.upperBound == atom.range.lowerBound
      switch atom.kind {
      case .sign("["), .sign("("):
        guard depth > 0 || row.isEmpty && rows.isEmpty else { return nil }
        finishRow(&rows)
        depth += 1
        guard depth <= Self.depthLimit else { return nil }
      case .sign("]"), .sign(")"):
        finishRow(&rows)
        depth -= 1
        if depth <= 0 { return depth == 0 ? index + 1 : nil }
      case .sign("-"), .sign("+"):
        // A sign belongs to what it touches, or the array calculates.
        let next = index + 1
        guard next < atoms.endIndex, atoms[next].number != nil,
          atoms[next].range.lowerBound == atom.range.upperBound,
          !(isTouching && atoms[index - 1].number != nil)
        else { return nil }
        isNegative = atom.kind == .sign("-")
      case .number(let number):
        guard number.value.isFinite, !(isTouching && atoms[index - 1].number != nil) else {
          return nil
        }
        row.append((isNegative ? number.negated : number, atom.line))
        isNegative = false
      case .punctuation(";"), .lineEnd: finishRow(&rows)
      case .punctuation(","), .punctuation("&"), .punctuation("."), .boundary: break
      default: return nil
      }
    }
    finishRow(&rows)
    return depth == 0 ? atoms.endIndex : nil
  }

  /// The index behind `tensor(…)` that begins at an index, if it is that.
  static func constructorEnd(from start: Int, in atoms: [Atom]) -> Int? {
    let open = behindConstructors(from: start, in: atoms[...])
    guard open > start, open < atoms.count, atoms[open].kind == .sign("(") else { return nil }
    var depth = 0
    for index in open..<min(atoms.count, start + 8_000) {
      if atoms[index].kind == .sign("(") { depth += 1 }
      if atoms[index].kind == .sign(")") { depth -= 1 }
      if depth > depthLimit { return nil }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  /// The index behind the array that begins with the bracket at an index, if it is one.
  static func end(from start: Int, in atoms: [Atom]) -> Int? {
    var array = ArrayLiteral()
    return array.read(atoms[start..<min(atoms.count, start + 8_000)])
  }
}
