import Foundation

extension DataSet {
  /// The digits of MNIST, 28 x 28 pixels from 0 for background to 255 for ink, which are divided by
  /// 255.
  /// - Parameter folder: Holds the original files, gzipped or plain.
  /// - Throws: a fault that names the file and the place.
  package static func mnist(_ part: Part, folder: String) throws -> DataSet {
    let prefix = part == .train ? "train" : "t10k"
    let (imageBytes, imageFile) = try file("\(prefix)-images-idx3-ubyte", in: folder)
    let (labelBytes, labelFile) = try file("\(prefix)-labels-idx1-ubyte", in: folder)
    // The headers are compared before anything long is unpacked.
    let counts = (
      try IDXFile.extents(imageBytes, name: imageFile, axes: 3)[0],
      try IDXFile.extents(labelBytes, name: labelFile, axes: 1)[0]
    )
    guard counts.1 > 0, counts.0 == counts.1 else {
      throw DataError(
        file: labelFile, column: "offset 4",
        expected: "as many labels as \(quoting: imageFile) has images, \(counts.0),",
        found: "\(counts.1)")
    }
    let images = try IDXFile(imageBytes, name: imageFile, axes: 3)
    let labels = try IDXFile(labelBytes, name: labelFile, axes: 1)
    let names = (0...9).map(String.init)
    if let odd = labels.elements.firstIndex(where: { $0 >= names.count }) {
      throw DataError(
        file: labelFile, column: "label \(odd)", expected: "a digit from 0 to 9",
        found: "\(labels.elements[odd])")
    }
    let width = images.extents[1] * images.extents[2]
    let set = DataSet(
      name: "mnist", count: labels.elements.count, inputNames: (0..<width).map { "x[\($0)]" },
      inputs: .bytes(images.elements, scale: 1 / 255),
      targets: .classes(labels.elements, names: names), pictureColumns: images.extents[2])
    return set.named(part: part)
  }

  private static func file(
    _ name: String, in folder: String
  ) throws -> (bytes: Data, path: String) {
    let path = ["\(folder)/\(name).gz", "\(folder)/\(name)"].first {
      FileManager.default.fileExists(atPath: $0)
    }
    guard let path else {
      throw DataError(
        file: folder, expected: "\(name) or \(name).gz, and the other files of MNIST,",
        found: "neither", kind: .missingFile)
    }
    return (try Data(regularFile: path), path)
  }
}
