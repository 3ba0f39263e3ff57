import Foundation

/// The MNIST digits that come with the product: the four original files, byte for byte.
///
/// Their origin and terms stand in `ATTRIBUTION.md` beside them.
public enum MNISTData {
  /// The folder that holds the four `.gz` files; if there is none, where it could be put.
  public static var folder: String {
    places.first { FileManager.default.fileExists(atPath: $0) } ?? places[places.count - 1]
  }

  /// Where the folder is looked for: in the bundle that the build puts beside the program, then
  /// beside the program itself.
  ///
  /// `Bundle.module` is not asked, since it ends a program that was copied without its bundle.
  public static let places: [String] = {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
    let folder = program?.deletingLastPathComponent() ?? Bundle.main.bundleURL
    #if canImport(Darwin)
      // Tests are a bundle that another program loads.
      let tests = Bundle(for: Anchor.self).bundleURL
      let folders =
        tests.pathExtension == "xctest" ? [folder, tests.deletingLastPathComponent()] : [folder]
      let bundle = "backprop_MNISTData.bundle"
      let names = ["\(bundle)/MNIST", "\(bundle)/Contents/Resources/MNIST", "MNIST"]
    #else
      let folders = [folder]
      let names = ["backprop_MNISTData.resources/MNIST", "MNIST"]
    #endif
    return folders.flatMap { folder in names.map { folder.appendingPathComponent($0).path } }
  }()

  #if canImport(Darwin)
    private final class Anchor {}
  #endif
}
