/// Why a safetensors file cannot be used.
package enum SafetensorsError: Fault {
  /// `weights.safetensors: cannot be read: no such file or folder`
  case unreadable(FileFault)
  /// `weights.safetensors: ends at offset 3; expected at least 8 bytes with the header's length`
  case noHeader(file: String, found: Int)
  /// `weights.safetensors: offset 0: expected a header of at most 92 bytes, found a length of …`
  case headerTooLong(file: String, most: Int, found: UInt64)
  /// `weights.safetensors: offset 8: expected a header in JSON; at its line 1, column 7: a colon
  /// expected; "x" found`
  case badJSON(file: String, line: Int, column: Int, reason: String)
  /// `weights.safetensors: offset 8: expected a header in JSON with dtype, shape and data_offsets
  /// of each tensor; it goes wrong at W1.shape`
  case badHeader(file: String, place: String)
  /// `weights.safetensors: W1: expected elements of type F64, F32, F16, BF16 or whole numbers, found C64`
  case unknownType(file: String, tensor: String, found: String)
  /// `weights.safetensors: W1: expected 627200 bytes for F64 [784, 100], found data_offsets …`
  case wrongOffsets(
    file: String, tensor: String, type: String, extents: [Int], expected: Int?, found: [Int])
  /// `weights.safetensors: W1: expected its data to begin at 0, found 8`
  case gap(file: String, tensor: String, expected: Int, found: Int)
  /// `weights.safetensors: ends at offset 16; expected 120 bytes`
  case wrongLength(file: String, expected: Int, found: Int)
  /// `weights.safetensors: expected a tensor W1, found b1 and W2`
  case missingTensor(file: String, tensor: String, found: [String])
  /// `weights.safetensors: W2: expected weights of the shape [100, 10] or, as PyTorch keeps them,
  /// [10, 100], found [10]`
  case wrongWeights(file: String, tensor: String, inputs: Int, outputs: Int?, found: Shape)
  /// `weights.safetensors: b1: expected the shape [100] or [1, 100], found [10]`
  case wrongShape(file: String, tensor: String, expected: [Shape], found: Shape)
  /// `weights.safetensors: W1: expected finite numbers, found nan at [406, 17]`
  case notFinite(file: String, tensor: String, index: [Int], found: String)
  /// `weights.safetensors: activation: expected sigmoid, relu or tanh in the metadata, found gelu`
  case unknownActivation(file: String, known: [String], found: String)
}

extension SafetensorsError {
  /// A file that is not there is missing; everything else is bad data.
  package var kind: FaultKind {
    if case .unreadable = self { .missingFile } else { .badData }
  }

  /// One line: where, what was expected, what was found.
  package var description: String {
    switch self {
    case .unreadable(let fault): fault.description
    case .noHeader(let file, let found):
      "\(quoting: file): ends at offset \(found); expected at least 8 bytes with the header's length"
    case .headerTooLong(let file, let most, let found):
      "\(quoting: file): offset 0: expected a header of at most \(most) bytes, found a length of \(found)"
    case .badJSON(let file, let line, let column, let reason):
      "\(quoting: file): offset 8: expected a header in JSON; at its line \(line), column \(column): "
        + reason
    case .badHeader(let file, let place):
      "\(quoting: file): offset 8: expected a header in JSON with dtype, shape and data_offsets of each "
        + "tensor; "
        + (place.isEmpty ? "found something else" : "it goes wrong at \(quoting: place)")
    case .unknownType(let file, let tensor, let found):
      "\(quoting: file): \(quoting: tensor): expected elements of type F64, F32, F16, BF16 or whole numbers, found \(quoting: found)"
    case .wrongOffsets(let file, let tensor, let type, let extents, let expected, let found):
      "\(quoting: file): \(quoting: tensor): expected data_offsets that enclose "
        + (expected.map { "the \($0) bytes of" } ?? "what no file can hold,")
        + " \(type) [\(listing: extents)], found [\(listing: found)]"
    case .gap(let file, let tensor, let expected, let found):
      "\(quoting: file): \(quoting: tensor): expected its data to begin at \(expected), where the tensor before "
        + "ends; found \(found)"
    case .wrongLength(let file, let expected, let found):
      "\(quoting: file): ends at offset \(found); expected \(expected) bytes"
    case .missingTensor(let file, let tensor, let found):
      "\(quoting: file): expected a tensor \(quoting: tensor), found "
        + (found.isEmpty ? "none at all" : "\(listing: found)")
    case .wrongWeights(let file, let tensor, let inputs, let outputs, let found):
      "\(quoting: file): \(quoting: tensor): expected weights of the shape "
        + Self.shapes(inputs, outputs.map(String.init) ?? "units")
        + ", found [\(listing: found.extents)]"
    case .wrongShape(let file, let tensor, let expected, let found):
      "\(quoting: file): \(quoting: tensor): expected the shape "
        + "\(expected.map(\.description).joined(separator: " or ")), found [\(listing: found.extents)]"
    case .notFinite(let file, let tensor, let index, let found):
      "\(quoting: file): \(quoting: tensor): expected finite numbers, found \(found) at [\(listing: index)]"
    case .unknownActivation(let file, let known, let found):
      "\(quoting: file): activation: expected one of "
        + known.joined(separator: ", ")
        + " in the metadata, found \(quoting: found)"
    }
  }

  private static func shapes(_ inputs: Int, _ outputs: String) -> String {
    "[\(inputs), \(outputs)] or, as PyTorch keeps them, [\(outputs), \(inputs)]"
  }
}
