/// What the elements of a tensor are called.
///
/// Names are data: the worked example calls the first column of its weights w1 and w2; a large net
/// calls an element by its index, `W1[406,17]`.
public struct Names: Hashable, Sendable {
  /// What the tensor as a whole is called, such as `W1` or `net_h`.
  public let label: String
  private let scheme: Scheme

  private enum Scheme: Hashable {
    case list([String])
    case indexed(perSample: Bool)
  }

  /// A name for each element, in row-major order.
  public static func list(_ label: String, _ names: [String]) -> Names {
    Names(label: label, scheme: .list(names))
  }

  /// One element, called what the tensor is called.
  public static func scalar(_ name: String) -> Names { .list(name, [name]) }

  /// Elements called by their index: `W1[406,17]`.
  /// - Parameters:
  ///   - label: What the tensor is called.
  ///   - perSample: Whether the first axis counts the samples of a batch; its index is left out where
  ///     there is one sample only: `net_h[17]`.
  public static func indexed(_ label: String, perSample: Bool = false) -> Names {
    Names(label: label, scheme: .indexed(perSample: perSample))
  }

  /// Whether the first axis counts the samples of a batch, as far as the names say.
  var isPerSample: Bool { if case .indexed(let perSample) = scheme { perSample } else { true } }

  /// The names of all elements, if each has a name of its own.
  var listed: [String]? {
    if case .list(let names) = scheme { return names }
    return nil
  }

  /// The name of one element of a tensor of the given shape.
  func name(at offset: Int, in shape: Shape) -> String {
    switch scheme {
    case .list(let names): return names[offset]
    case .indexed(let perSample):
      var index = shape.index(at: offset)
      if perSample, shape.rank > 1, shape[0] == 1 { index.removeFirst() }
      return index.isEmpty ? label : "\(label)[\(index.map(String.init).joined(separator: ","))]"
    }
  }

  /// The element of a name, if the tensor has one of that name.
  func offset(of name: String, in shape: Shape) -> Int? {
    switch scheme {
    case .list(let names): return names.firstIndex(of: name) ?? offset(ofIndexed: name, in: shape)
    case .indexed: return offset(ofIndexed: name, in: shape)
    }
  }

  /// The element of a name such as `W1[406,17]`, which an element with a name of its own has, too.
  private func offset(ofIndexed name: String, in shape: Shape) -> Int? {
    guard let (label, found) = Names.split(name), label == self.label else { return nil }
    let lacksSample = found.count + 1 == shape.rank && isPerSample && shape[0] == 1
    let index = lacksSample ? [0] + found : found
    guard index.count == shape.rank,
      zip(index, shape.extents).allSatisfy({ $0 >= 0 && $0 < $1 })
    else { return nil }
    return shape.offset(of: index)
  }

  /// What an element is called by its index, whatever else it is called.
  func indexedName(at offset: Int, in shape: Shape) -> String {
    Names.indexed(label).name(at: offset, in: shape)
  }

  /// `W1[406,17]` as its label and index; a name without brackets has an empty index.
  static func split(_ name: String) -> (label: String, index: [Int])? {
    guard let open = name.firstIndex(of: "[") else { return (name, []) }
    guard name.last == "]" else { return nil }
    let inside = name[name.index(after: open)...].dropLast()
    let index = inside.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let known = index.compactMap(\.self)
    return known.count == index.count ? (String(name[..<open]), known) : nil
  }
}
