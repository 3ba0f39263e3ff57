/// What keeps a network from being trained.
///
/// A sample: `step 12: the loss is not a finite number, and the first tensor with such an element is
/// net_h; the learning rate 50 is probably too large; try a smaller one`.
public enum TrainingError: Fault {
  /// A parameter is not there.
  case parameterIsMissing(name: String)
  /// A parameter has another shape than the network needs.
  case parameterShape(name: String, found: Shape, expected: Shape)
  /// The images have another number of pixels than the network has inputs.
  case pixelCount(found: Int, images: Int, inputs: Int)
  /// A label is no class of the network.
  case labelIsNoClass(label: Int, image: Int, classes: Int)
  /// The order of training names an image that does not exist.
  case noSuchImage(position: Int, images: Int)
  /// The loss has become infinite or NaN, in a step counted from 0.
  case lossIsNotFinite(step: Int, tensor: String, learningRate: Double)

  /// Bad data, or for an impossible step size, wrong usage.
  public var kind: FaultKind {
    if case .lossIsNotFinite = self { .usage } else { .badData }
  }
}

extension TrainingError {
  /// The error as one line.
  public var description: String {
    switch self {
    case .parameterIsMissing(let name):
      "the parameter \(name) is missing; a file of weights needs one tensor of that name"
    case .parameterShape(let name, let found, let expected):
      "the parameter \(name) has the shape \(found), where the network needs \(expected)"
    case .pixelCount(let found, let images, let inputs):
      "\(found) pixels for \(images) images, where the network's \(inputs) inputs need "
        + "\(images * inputs); choose images and a network that fit each other"
    case .labelIsNoClass(let label, let image, let classes):
      "image \(image) has the label \(label), where the network knows 0 to \(classes - 1)"
    case .noSuchImage(let position, let images):
      "image \(position) is to be trained on, but the images are 0 to \(images - 1)"
    case .lossIsNotFinite(let step, let tensor, let learningRate):
      "step \(step + 1): the loss is not a finite number, and the first tensor with such an element is "
        + "\(tensor); the learning rate \(learningRate) is probably too large; try a smaller one"
    }
  }
}

extension LabelledImages {
  /// - Throws: If the images do not fit the network.
  func check(for network: LayeredNetwork) throws(TrainingError) {
    let inputs = network.sizes[0], classes = network.classes
    guard pixels.count == labels.count * inputs else {
      throw .pixelCount(found: pixels.count, images: labels.count, inputs: inputs)
    }
    if let image = labels.firstIndex(where: { $0 >= classes }) {
      throw .labelIsNoClass(label: Int(labels[image]), image: image, classes: classes)
    }
  }
}
