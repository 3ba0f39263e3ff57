/// A grey image to be drawn: a digit as the network sees it.
package struct DigitDrawing: Sendable, Equatable {
  /// How dark each pixel is, from 0 to 255, row by row.
  package let pixels: [UInt8]
  package let columns: Int
  package let name: String
  /// Numbers of which each belongs to a pixel, as pictures beside it.
  var maps: [Map] = []

  /// Numbers with signs, one for each pixel.
  struct Map: Sendable, Equatable {
    /// What they are, in the form of a program: `W1[:, 17]`.
    let name: String
    /// The numbers, row by row.
    let values: [Double]
  }

  var rows: [ArraySlice<UInt8>] {
    stride(from: 0, to: pixels.count, by: columns).map { pixels[$0..<$0 + columns] }
  }
}
