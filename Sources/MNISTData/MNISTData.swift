import Foundation

/// The MNIST digits that come with the product: the four original files, byte for byte.
///
/// Their origin and terms stand in `ATTRIBUTION.md` beside them.
public enum MNISTData {
  /// The folder that holds the four `.gz` files.
  public static var folder: String { Bundle.module.bundlePath + "/MNIST" }
}
