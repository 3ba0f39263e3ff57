/// Images and the class of each.
public struct LabelledImages: Sendable {
  /// One byte for each pixel, 0 … 255: [count, pixels an image], row-major.
  public let pixels: [UInt8]
  /// The class of each image, from 0.
  public let labels: [UInt8]

  /// Images with their classes.
  /// - Parameters:
  ///   - pixels: [labels.count, pixels an image], row-major.
  ///   - labels: One for each image.
  public init(pixels: [UInt8], labels: [UInt8]) {
    self.pixels = pixels
    self.labels = labels
  }

  /// Some images as a network reads them, and what it should answer.
  /// - Returns: `x`, [images, pixels], each pixel divided by 255; `target`, [images, classes], 1 for
  ///   the class of an image and 0 for the others.
  public func batch<Scalar: Real>(
    _ chosen: [Int], classes: Int, as scalar: Scalar.Type = Scalar.self
  ) -> (x: Tensor<Scalar>, target: Tensor<Scalar>) {
    let width = labels.isEmpty ? 0 : pixels.count / labels.count
    var target = Tensor<Scalar>(repeating: 0, shape: [chosen.count, classes])
    for (row, image) in chosen.enumerated() {
      target[row * classes + Int(labels[image])] = 1
    }
    return (Tensor(scaled(chosen, width: width), shape: [chosen.count, width]), target)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func scaled<Scalar: Real>(_ chosen: [Int], width: Int) -> [Scalar] {
    let values = (0...255).map { Scalar($0) / 255 }
    var elements: [Scalar] = []
    elements.reserveCapacity(chosen.count * width)
    for image in chosen {
      for pixel in pixels[image * width..<(image + 1) * width] {
        elements.append(values[Int(pixel)])
      }
    }
    return elements
  }
}
