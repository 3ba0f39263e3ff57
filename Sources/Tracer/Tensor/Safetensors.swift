import Foundation

/// Named tensors as the safetensors format stores them.
///
/// The file: the length of its header in eight bytes, little-endian; the header, JSON that gives
/// each tensor's type, shape and place (`{"W1": {"dtype": "F64", "shape": [784, 100],
/// "data_offsets": [0, 627200]}}`) and, under `__metadata__`, texts; then the elements,
/// little-endian, row-major, without gaps.
package struct Safetensors: Equatable, Sendable {
  /// The tensors in the order in which their elements stand in the file.
  package private(set) var tensors: [(name: String, tensor: StoredTensor)] = []
  /// Texts about the file and its tensors.
  package var metadata: [String: String]

  /// A file without tensors.
  package init(metadata: [String: String] = [:]) { self.metadata = metadata }

  /// The tensor of a name, if the file has it.
  package subscript(name: String) -> StoredTensor? {
    tensors.first { $0.name == name }?.tensor
  }

  /// Adds a tensor in its own precision, or replaces the one of this name.
  package mutating func set<Scalar: Real>(_ tensor: Tensor<Scalar>, as name: String) {
    set(StoredTensor(tensor), as: name)
  }

  mutating func set(_ tensor: StoredTensor, as name: String) {
    precondition(name != Self.metadataKey, "\(name) is no name for a tensor")
    if let place = tensors.firstIndex(where: { $0.name == name }) {
      tensors[place].tensor = tensor
    } else {
      tensors.append((name, tensor))
    }
  }

  /// Whether both hold the same tensors in the same order, and the same texts.
  package static func == (a: Safetensors, b: Safetensors) -> Bool {
    a.metadata == b.metadata && a.tensors.map(\.name) == b.tensors.map(\.name)
      && a.tensors.map(\.tensor) == b.tensors.map(\.tensor)
  }

  static let metadataKey = "__metadata__"
}

/// A tensor in one of the precisions that a file can hold.
package enum StoredTensor: Equatable, Sendable {
  /// Elements of type F32.
  case float(Tensor<Float>)
  /// Elements of type F64, or of another type whose numbers were read as such.
  case double(Tensor<Double>)

  /// A tensor to store, in its own precision.
  init<Scalar: Real>(_ tensor: Tensor<Scalar>) {
    switch tensor {
    case let tensor as Tensor<Float>: self = .float(tensor)
    default: self = .double(tensor.converted())
    }
  }

  /// The extents, outermost first.
  package var shape: Shape {
    switch self {
    case .float(let tensor): tensor.shape
    case .double(let tensor): tensor.shape
    }
  }

  /// The tensor in the precision asked for.
  package func converted<Scalar: Real>(to scalar: Scalar.Type = Scalar.self) -> Tensor<Scalar> {
    switch self {
    case .float(let tensor): tensor.converted()
    case .double(let tensor): tensor.converted()
    }
  }

  /// What the format calls the type of the elements.
  var typeName: String {
    switch self {
    case .float: "F32"
    case .double: "F64"
    }
  }

  /// The elements as the format stores them.
  var bytes: Data {
    switch self {
    case .float(let tensor): LittleEndian.bytes(of: tensor.elements)
    case .double(let tensor): LittleEndian.bytes(of: tensor.elements)
    }
  }

  /// A tensor read back from its bytes, as many as its shape and type ask for.
  init(_ bytes: Data, shape: Shape, type: ElementType) {
    switch type {
    case .F32: self = .float(Tensor(LittleEndian.elements(of: bytes), shape: shape))
    case .F64: self = .double(Tensor(LittleEndian.elements(of: bytes), shape: shape))
    default: self = .double(Tensor(LittleEndian.numbers(of: bytes, type), shape: shape))
    }
  }
}
