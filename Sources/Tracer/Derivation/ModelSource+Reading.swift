package import Foundation

extension ModelSource {
  /// So many bytes are read of a source without a name: more than the most weights take.
  package static let byteLimit = 512 << 20

  /// About how many bytes a byte of JSON takes, if it is a number of one digit and a comma.
  private static let memoryOfJSON = 64
  /// About how many bytes a byte of a calculation takes, if it is nothing but x+x+x.
  private static let memoryOfExpressions = 512

  /// Reads a model file or an expression file; a file that begins with a brace is a model file.
  /// - Throws: `ModelFileError` or `ExpressionError`, and for a text that is too long for this
  ///   machine's memory a fault that says so.
  package init(contents: Data, file: String) throws {
    try self.init(contents: contents, file: file, memory: Memory.available)
  }

  /// - Parameter memory: How many bytes the numbers and names of the text may take.
  init(contents: Data, file: String, memory: Int) throws {
    func check(_ needed: Int) throws(MemoryFault) {
      try MemoryFault.check(
        needed, for: file, remedy: "a shorter text", kind: .badData, available: memory)
    }
    try check(Self.memoryOfJSON * contents.count)
    let name = file.split(separator: "/").last.map(String.init) ?? file
    // A file of tensors begins with the length of its header, which fits into four bytes.
    if contents.count > 8, contents.dropFirst(7).prefix(2) == Data([0, UInt8(ascii: "{")]) {
      guard let model = try ModelDescription(Safetensors(contents, name: file), name: name) else {
        throw DataError(
          file: file, expected: "a model in the metadata, as train --save writes it",
          found: "tensors alone")
      }
      self = .network(model)
      return
    }
    // A byte order mark says nothing that is not known.
    guard let whole = String(validating: contents, as: UTF8.self) else {
      let start = String(decoding: contents, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
      throw DataError(
        file: file, line: 1 + start.count(where: \.isNewline), expected: "a text in UTF-8",
        found: "another encoding")
    }
    let text = whole.drop { $0 == "\u{FEFF}" }
    if text.first(where: { !$0.isWhitespace }) == "{" || file.hasSuffix(".json") {
      self = .network(try ModelFile.read(Data(text.utf8), file: file, name: name))
      try checkFinite(file: file)
    } else {
      if Self.memoryOfExpressions * contents.count > memory {
        try check(Self.memoryOfExpressions * Self.lengthOfFormulas(in: contents))
      }
      self = .expression(try ExpressionFile(String(text), file: file, name: name))
    }
  }

  /// How many bytes are neither space nor comment.
  private static func lengthOfFormulas(in contents: Data) -> Int {
    var (count, isComment) = (0, false)
    for byte in contents {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { isComment = false }
      if byte == UInt8(ascii: "#") { isComment = true }
      if !isComment, byte > UInt8(ascii: " ") { count += 1 }
    }
    return count
  }

  /// A network whose numbers grow beyond all bounds cannot be derived.
  private func checkFinite(file: String) throws(ModelFileError) {
    guard isComplete else { return }
    var trace = model().trace
    trace.backward()
    let numbers = (trace.values + trace.gradients.compactMap(\.self)).lazy
    guard !numbers.allSatisfy({ $0.elements.allSatisfy(\.isFinite) }) else { return }
    let worked = WorkedStep(model())
    guard let fault = worked.notFiniteAtStart(expecting: "smaller weights or inputs") else {
      return
    }
    let name = worked.derivativeParts(of: fault.name)?.x ?? worked.graph.element(named: fault.name)
    let layer = name.flatMap { worked.graph[$0.node].layer }
    throw ModelFileError(
      file: file,
      path: layer.map { $0 == 0 ? "inputs" : "layers[\($0 - 1)]" } ?? "loss",
      problem: .notFinite(fault.reason))
  }
}
