/// A graph compiled for execution: what is calculated where, in which order, by which kernel.
///
/// Law: a step of the plan gives what a step of the trace gives.
package final class Plan<Scalar: Real> {
  package let graph: Graph
  let code: PlanCode
  let memory: PlanMemory<Scalar>
  let parameters: PlanParameters<Scalar>
  let workers: [Worker<Scalar>]
  private let values: [NodeID: Buffer]
  private let gradients: [NodeID: Buffer]
  private let valuesBefore: [NodeID: Buffer]
  /// Which of the sparse inputs are not 0.
  private let masks: [NodeID: Masks]

  /// Compiles a graph.
  /// - Parameters:
  ///   - leaves: The value of every leaf, in its shape; of parameters only if they are not shared.
  ///   - trained: The leaves that a step updates.
  ///   - observed: What must be found in memory after a step; the rest may be fused away.
  ///   - sparse: Inputs of layers most of whose numbers are 0, which are skipped.
  ///   - parameters: The parameters of another plan for the same network, to go on with.
  ///   - threads: At most so many work on a step; the results are the same bits for any number.
  ///   - leastShare: How many operations a thread must have at least to be worth while.
  package init(
    _ graph: Graph, leaves: [NodeID: Tensor<Scalar>], trained: [NodeID], optimizer: any Optimizer,
    observing observed: Set<Tap> = [], sparse: Set<NodeID> = [],
    sharing parameters: PlanParameters<Scalar>? = nil, threads: Int = 1, leastShare: Int = 100_000,
    kernels: Kernels<Scalar> = .best
  ) {
    self.graph = graph
    self.parameters = parameters ?? PlanParameters()
    let builder = PlanBuilder<Scalar>(
      graph, trained: trained, optimizer: optimizer, observing: observed, sparse: sparse,
      parameters: self.parameters)
    code = builder.code
    memory = builder.memory
    (values, gradients) = (builder.values, builder.gradients)
    valuesBefore = builder.valuesBefore
    // Threads that meet twice a step are not worth while for less than some microseconds of work.
    let useful = code.isSerial ? 1 : max(1, min(threads, code.operations / leastShare))
    workers = (0..<useful).map { [code, memory] _ in
      Worker(code, memory: memory, rules: builder.rules, kernels: kernels)
    }
    masks = builder.values.filter { sparse.contains($0.key) && $0.value.isTransposed }.mapValues {
      Masks(inputs: $0.rows, samples: $0.columns)
    }
    // A step reads the masks of one leaf: the inputs.
    for worker in workers { worker.masks = masks.values.first?.words.base }
    for (id, tensor) in leaves { set(id, to: tensor) }
  }

  package func set(_ leaf: NodeID, to tensor: Tensor<Scalar>) {
    precondition(tensor.shape == graph[leaf].shape, "\(graph[leaf].names.label) has another shape")
    guard let buffer = values[leaf] else { return }
    memory.set(buffer, to: tensor.elements)
    masks[leaf]?.look(at: buffer, 0..<buffer.rows, memory.bases[buffer.number])
    parameters.renewTranspose(of: leaf, tensor)
  }

  /// The value of a node after the last step: for a parameter, after its update.
  /// - Returns: `nil` if it was not calculated.
  package func value(of node: NodeID) -> Tensor<Scalar>? { tensor(in: values[node], of: node) }

  /// A tensor that is observed, as the last step left it.
  package func tensor(_ tap: Tap) -> Tensor<Scalar>? { tensor(in: buffer(tap), of: tap.node) }

  /// Where a tap's numbers lie, if every step writes them.
  func buffer(_ tap: Tap) -> Buffer? {
    switch tap {
    case .value(let node): valuesBefore[node] ?? values[node]
    case .gradient(let node): gradients[node]
    }
  }

  /// Where a node's value lies, which is calculated.
  func buffer(of node: NodeID) -> Buffer {
    guard let buffer = values[node] else {
      preconditionFailure("\(graph[node].names.label) is not calculated")
    }
    return buffer
  }

  /// What every step writes anew.
  var writtenBuffers: Set<Buffer> {
    Set((code.perSample + code.perRow).flatMap(\.targets)).subtracting(keptParameters.map(\.1))
  }

  var keptParameters: [(PlanParameters<Scalar>.Key, Buffer)] { parameters.buffers(in: memory) }

  private func tensor(in buffer: Buffer?, of node: NodeID) -> Tensor<Scalar>? {
    buffer.map { Tensor(memory.elements(of: $0), shape: graph[node].shape) }
  }
}

/// The parameters of a network and what its optimizer keeps of them, which plans for batches of
/// different sizes share.
package final class PlanParameters<Scalar: Real> {
  enum Key: Hashable {
    case value(NodeID)
    case transposed(NodeID)
    case state(NodeID, String)
  }

  package internal(set) var steps = 0
  private var places: [Key: Allocation<Scalar>] = [:]
  /// For each memory, where it has the parameters.
  private var numbers: [(memory: ObjectIdentifier, key: Key, buffer: Buffer)] = []
  private var transposes: [NodeID: (memory: PlanMemory<Scalar>, buffer: Buffer)] = [:]

  /// Nothing yet: the first plan makes what it needs.
  package init() {}

  func buffer(_ key: Key, _ shape: Shape, in memory: PlanMemory<Scalar>) -> Buffer {
    let buffer = memory.add(shape, at: places[key])
    places[key] = memory.allocation(of: buffer)
    numbers.append((ObjectIdentifier(memory), key, buffer))
    if case .transposed(let node) = key { transposes[node] = (memory, buffer) }
    return buffer
  }

  /// Forgets which memories have the parameters, which stay: all plans over them are gone.
  func forgetPlaces() {
    numbers.removeAll()
    transposes.removeAll()
  }

  /// All parameters and state, as a memory has them.
  func buffers(in memory: PlanMemory<Scalar>) -> [(Key, Buffer)] {
    numbers.compactMap { $0.memory == ObjectIdentifier(memory) ? ($0.key, $0.buffer) : nil }
  }

  func renewTranspose(of leaf: NodeID, _ tensor: Tensor<Scalar>) {
    guard let (memory, buffer) = transposes[leaf] else { return }
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    memory.set(
      buffer, to: (0..<columns).flatMap { n in (0..<rows).map { tensor[$0 * columns + n] } })
  }
}
