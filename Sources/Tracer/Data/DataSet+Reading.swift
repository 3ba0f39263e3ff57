package import Foundation

extension DataSet {
  /// Reads the samples of a file: text with a row for each, `.npy`, `.npz`, safetensors, or IDX with
  /// its labels; what it is, is seen from its first bytes.
  /// - Throws: a fault with the file and the place of what is wrong.
  package init(file: String, choice: DataChoice = DataChoice()) throws {
    try Self.checkLength(of: file)
    let bytes = try Data(regularFile: file)
    if let labels = choice.labels {
      let answers = Source(bytes: try Data(regularFile: labels), file: labels)
      let samples = Source(bytes: bytes, file: file)
      let counts = (try samples.count, try answers.count)
      guard counts.0 == counts.1 else {
        throw DataError(
          file: labels, expected: "\(counts.0) labels, one for each sample of \(quoting: file),",
          found: "\(counts.1)")
      }
      let told = try answers.array(name: "labels")
      guard told.shape.count <= 2 else {
        throw DataError(
          file: labels, expected: "labels, one for each sample,", found: "an array \(told.shape)")
      }
      try self.init([samples.array(name: "images"), told], file: file, choice: choice)
    } else {
      try self.init(bytes, file: file, choice: choice)
    }
  }

  /// Refuses a long text by its beginning and its size, before it takes any memory.
  package static func checkLength(of file: String) throws(DataError) {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      let size = attributes?[.size] as? NSNumber, size.intValue > DelimitedText.mostBytes,
      let handle = FileHandle(forReadingAtPath: file)
    else { return }
    let start = (try? handle.read(upToCount: 16)) ?? Data()
    try? handle.close()
    let isBinary =
      NumPyFile.isArchive(start) || NumPyFile.isArray(start) || IDXFile.form(start) != nil
      || Inflater.isGzip(start)
      || file.hasSuffix(".safetensors")
    if !isBinary { try DelimitedText.check(length: size.intValue, of: file) }
  }

  package init(_ bytes: Data, file: String, choice: DataChoice = DataChoice()) throws {
    let isNumPy = NumPyFile.isArchive(bytes) || NumPyFile.isArray(bytes)
    if isNumPy || file.hasSuffix(".safetensors") {
      try self.init(try NumericArray.all(in: bytes, file: file), file: file, choice: choice)
    } else if IDXFile.form(bytes) != nil {
      throw DataError(file: file, expected: "a file of labels beside this one (--labels FILE)")
    } else {
      self = try DelimitedText(bytes, file: file).dataSet(choice)
    }
  }

  /// A file of one array.
  private struct Source {
    let bytes: Data
    let file: String

    /// How many rows it has, of IDX by its header alone.
    var count: Int {
      get throws {
        guard !NumPyFile.isArray(bytes), let form = IDXFile.form(bytes), form.axes > 0 else {
          return try array(name: "").count
        }
        return try IDXFile.extents(bytes, name: file, axes: form.axes, type: form.type)[0]
      }
    }

    func array(name: String) throws -> NumericArray {
      if NumPyFile.isArray(bytes) { return try NumPyFile(file: file).array(bytes, name: name) }
      guard let (type, axes) = IDXFile.form(bytes) else {
        throw DataError(file: file, expected: "an array in the format .npy or IDX")
      }
      let found = try IDXFile(bytes, name: file, axes: axes, type: type)
      return NumericArray(
        name: name, shape: found.extents,
        content: type == .U8
          ? .bytes(found.elements, scale: 1)
          : .numbers(LittleEndian.numbers(of: Data(found.elements), type, isReversed: true)))
    }
  }
}

extension NumericArray {
  static func all(in bytes: Data, file: String) throws -> [NumericArray] {
    if NumPyFile.isArchive(bytes) { return try NumPyFile(file: file).arrays(bytes) }
    if NumPyFile.isArray(bytes) { return [try NumPyFile(file: file).array(bytes, name: "")] }
    return try Safetensors(bytes, name: file).tensors.map { name, tensor in
      NumericArray(
        name: name, shape: tensor.shape.extents,
        content: .numbers(tensor.converted(to: Double.self).elements))
    }
  }
}
