import Foundation

/// Images of handwritten digits and their labels.
package struct DigitSet: Equatable, Sendable {
  /// Which of MNIST's two sets.
  package enum Part: String, CaseIterable, Sendable {
    /// 60,000 images to train with.
    case train
    /// 10,000 images to test with.
    case test

    /// How the names of its files begin.
    var prefix: String { self == .train ? "train" : "t10k" }
  }

  /// The rows of an image.
  package static let rows = 28
  /// The columns of an image.
  package static let columns = 28
  /// The pixels of an image.
  package static let pixelCount = rows * columns
  /// How many digits there are to tell apart.
  package static let classCount = 10

  /// The pixels, [images, 28, 28], row by row: 0 is background, 255 ink. They stay bytes, an
  /// eighth of what they would be as doubles.
  package let pixels: [UInt8]
  /// The digits, [images], each from 0 to 9.
  package let labels: [UInt8]

  /// How many images there are.
  package var count: Int { labels.count }

  /// A set of given images.
  /// - Parameters:
  ///   - pixels: [images, 28, 28].
  ///   - labels: [images], each from 0 to 9.
  package init(pixels: [UInt8], labels: [UInt8]) {
    precondition(pixels.count == labels.count * Self.pixelCount, "784 pixels for each label")
    precondition(labels.allSatisfy { $0 < Self.classCount }, "a label is a digit")
    self.pixels = pixels
    self.labels = labels
  }

  /// Reads a part of MNIST from a folder with the original files, gzipped or plain.
  /// - Throws: ``IDXError`` for whatever is not as it should be.
  package init(_ part: Part, folder: String) throws(IDXError) {
    let images = try IDXReader(
      path: Self.path("\(part.prefix)-images-idx3-ubyte", in: folder), axes: 3)
    let labels = try IDXReader(
      path: Self.path("\(part.prefix)-labels-idx1-ubyte", in: folder), axes: 1)
    try Self.check(images, labels)
    try self.init(images: images.file(), labels: labels.file())
  }

  /// A set from its two files.
  /// - Throws: ``IDXError`` if the images are not 28 x 28, the counts differ, there are none, or a
  ///   label is above 9.
  package init(images: IDXFile, labels: IDXFile) throws(IDXError) {
    try Self.check(images, labels)
    if labels.elements.isEmpty { throw .empty(file: images.name) }
    if let position = labels.elements.firstIndex(where: { $0 >= Self.classCount }) {
      throw .wrongLabel(
        file: labels.name, offset: IDXFile.headerLength(axes: 1) + position,
        found: labels.elements[position])
    }
    self.init(pixels: images.elements, labels: labels.elements)
  }

  /// Whether the two files belong together, by their headers alone.
  private static func check(
    _ images: some IDXHeader, _ labels: some IDXHeader
  ) throws(IDXError) {
    for (axis, name, expected) in [(1, "rows", Self.rows), (2, "columns", Self.columns)]
    where images.extents[axis] != expected {
      throw .wrongExtent(
        file: images.name, offset: 4 + 4 * axis, axis: name, expected: expected,
        found: images.extents[axis])
    }
    guard images.extents[0] == labels.extents[0] else {
      throw .countMismatch(
        imageFile: images.name, images: images.extents[0], labelFile: labels.name,
        labels: labels.extents[0])
    }
  }

  /// Some neighbouring images.
  package func images(in range: Range<Int>) -> DigitSet {
    DigitSet(
      pixels: [UInt8](
        pixels[range.lowerBound * Self.pixelCount..<range.upperBound * Self.pixelCount]),
      labels: [UInt8](labels[range]))
  }

  /// Some images, in the order given.
  package func images(at places: some Collection<Int>) -> DigitSet {
    DigitSet(pixels: places.flatMap { image($0) }, labels: places.map { labels[$0] })
  }

  /// The pixels of one image, row by row.
  package func image(_ index: Int) -> ArraySlice<UInt8> {
    pixels[index * Self.pixelCount..<(index + 1) * Self.pixelCount]
  }

  /// Some images as the net reads them, and what it should answer.
  /// - Returns: `x`, [images, 784], each pixel divided by 255; `target`, [images, 10], 1 for the
  ///   digit and 0 for the others.
  package func batch<Scalar: Real>(
    of indices: some Collection<Int>, as scalar: Scalar.Type = Scalar.self
  ) -> (x: Tensor<Scalar>, target: Tensor<Scalar>) {
    let values = (0...255).map { Scalar($0) / 255 }
    var target = Tensor<Scalar>(repeating: 0, shape: [indices.count, Self.classCount])
    for (row, index) in indices.enumerated() {
      target[row * Self.classCount + Int(labels[index])] = 1
    }
    let x = indices.flatMap { image($0).map { values[Int($0)] } }
    return (Tensor(x, shape: [indices.count, Self.pixelCount]), target)
  }

  /// The images as samples with the names of the digits; the pixels are shared, not copied.
  package var dataSet: DataSet {
    DataSet(
      name: "mnist", count: count, inputNames: (0..<Self.pixelCount).map { "x[\($0)]" },
      inputs: .bytes(pixels, scale: 1 / 255),
      targets: .classes(labels, names: (0..<Self.classCount).map(String.init)),
      pictureColumns: Self.columns)
  }

  private static func path(_ name: String, in folder: String) throws(IDXError) -> String {
    for candidate in ["\(folder)/\(name).gz", "\(folder)/\(name)"]
    where FileManager.default.fileExists(atPath: candidate) {
      return candidate
    }
    throw .missing(folder: folder, name: name)
  }
}
