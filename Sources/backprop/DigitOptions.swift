import Foundation
import MNISTData
import Tracer

extension Arguments {
  /// The digits of one part of MNIST, of `--data` or of those that come along.
  func digits(_ part: DataSet.Part) throws -> DataSet {
    let folder = known(Options.data).flatMap { $0 == TrainingOrigin.digits ? nil : $0 }
    return try .mnist(part, folder: folder ?? MNISTData.found())
  }
}

extension MNISTData {
  /// The folder of the digits that come along.
  /// - Throws: `MissingDigits` if the program was copied without them.
  static func found() throws(MissingDigits) -> String {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw MissingDigits(places: places)
    }
    return folder
  }
}

/// The files of MNIST are not where they should be.
struct MissingDigits: Fault {
  /// Where they were looked for.
  let places: [String]

  var kind: FaultKind { .missingFile }

  /// `the files of MNIST are neither in /lab/backprop_MNISTData.resources/MNIST nor /lab/MNIST; put
  /// them into the last of these folders, or name their own with --data DIR`
  var description: String {
    let looked = places.map { "\(quoting: $0)" }.joined(separator: " nor ")
    return "the files of MNIST are neither in \(looked); "
      + "put them into the last of these folders, or name their own with --data DIR"
  }
}
