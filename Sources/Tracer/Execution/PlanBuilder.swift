/// A tensor that is to be found in memory after a step.
package enum Tap: Hashable, Sendable {
  /// The value of a node; of a parameter, the value before the update.
  case value(NodeID)
  /// The gradient of the objective by a node.
  case gradient(NodeID)

  var node: NodeID {
    switch self {
    case .value(let node), .gradient(let node): node
    }
  }
}

/// What a plan runs: instructions over buffers.
struct PlanCode {
  /// Forward pass and δ: a thread takes some of the samples.
  var perSample: [Instruction] = []
  /// Gradients and updates: a thread takes some of the rows of the parameters.
  var perRow: [Instruction] = []
  /// What `Instruction.map` runs.
  var programs: [LaneProgram] = []
  /// Whether all of it must be run by one thread, since not every instruction goes sample by sample.
  var isSerial = false
  /// The numbers whose sum, times `scale`, is the objective.
  var losses: (buffer: Buffer, scale: Double)?

  /// About how many operations a step takes.
  var operations: Int {
    (perSample + perRow).reduce(0) { sum, instruction in
      switch instruction {
      case .product(let product): sum + product.c.count * product.depth
      default: sum + instruction.targets.reduce(0) { $0 + $1.count }
      }
    }
  }
}

/// Compiles a graph: which tensor lies where, and which kernels calculate it.
///
/// What is elementwise stays a tree (`Lane`) until somebody needs it in memory, so that neighbours
/// become one loop; what nobody observes is not written down.
struct PlanBuilder<Scalar: Real> {
  let graph: Graph
  let trained: Set<NodeID>
  let optimizer: any Optimizer
  let observed: Set<Tap>
  /// Inputs that are mostly zero.
  let sparse: Set<NodeID>
  let memory = PlanMemory<Scalar>()
  let parameters: PlanParameters<Scalar>

  var code = PlanCode()
  var rules: [PlanRule<Scalar>] = []
  private(set) var values: [NodeID: Buffer] = [:]
  private(set) var gradients: [NodeID: Buffer] = [:]
  /// Parameters before the update, where they are observed.
  private(set) var valuesBefore: [NodeID: Buffer] = [:]
  /// Buffers of the constants 1, by their number.
  private var ones: [Int: Buffer] = [:]
  private var transposed: [NodeID: Buffer] = [:]
  private var logarithms: [NodeID: (value: Buffer, logarithms: Buffer)] = [:]
  private var flows: [NodeID: [Flow]] = [:]
  /// The shortcut to each node that has one, and what they pass.
  private let shortcuts: [NodeID: Shortcut]
  private let passed: Set<NodeID>
  private var isMeant: (NodeID) -> Bool = { _ in true }
  /// Nodes whose gradient leads to a parameter, or is observed.
  private var isWanted: [Bool] = []

  /// What flows back into a node from one of those that read it.
  private enum Flow {
    /// Numbers in the node's own shape.
    case tree(Lane)
    /// δ·Wᵀ
    case product(delta: Buffer, weights: NodeID)
    /// xᵀ·δ
    case weights(input: NodeID, delta: Buffer)
    /// The sums of δ's columns.
    case bias(delta: Buffer)
    /// Whatever sets a buffer.
    case other(
      (_ into: Buffer, _ isAccumulating: Bool, inout PlanBuilder) -> Void, canAccumulate: Bool)

    /// One instruction that sets a buffer.
    static func instruction(_ make: @escaping (_ into: Buffer) -> Instruction) -> Flow {
      .other(
        { into, _, builder in builder.code.perSample.append(make(into)) }, canAccumulate: false)
    }
  }

  init(
    _ graph: Graph, trained: [NodeID], optimizer: any Optimizer, observing observed: Set<Tap>,
    sparse: Set<NodeID>, parameters: PlanParameters<Scalar>
  ) {
    self.graph = graph
    self.trained = Set(trained)
    self.optimizer = optimizer
    self.observed = observed
    self.sparse = sparse
    self.parameters = parameters
    shortcuts = graph.ids.reduce(into: [:]) { $0[$1] = graph.shortcut(to: $1) }
    passed = Set(shortcuts.values.map(\.passed))
    markWanted()
    placeLeaves()
    buildForward()
    buildBackward()
    for id in graph.ids where graph[id].primitive == nil { buildParameter(id) }
    code.isSerial = !rules.isEmpty || Set(code.perSample.map(\.samples)).count > 1
  }
}

// MARK: Where tensors lie

extension PlanBuilder {
  private mutating func markWanted() {
    isWanted = graph.ids.map { id in
      trained.contains(id) || observed.contains(.gradient(id))
    }
    for id in graph.ids where graph[id].inputs.contains(where: { isWanted[$0.index] }) {
      isWanted[id.index] = true
    }
  }

  private mutating func placeLeaves() {
    for id in graph.ids where graph[id].primitive == nil {
      let node = graph[id]
      if trained.contains(id) || node.role.isLearned {
        values[id] = parameters.buffer(.value(id), node.shape, in: memory)
      } else {
        values[id] = memory.add(node.shape, isTransposed: isOnlyWeighted(id))
      }
    }
  }

  /// Whether a leaf is read as the input of layers only; then it lies with a row for each input.
  private func isOnlyWeighted(_ id: NodeID) -> Bool {
    graph[id].shape.rank == 2 && !isWanted[id.index] && !graph.consumers[id.index].isEmpty
      && graph.consumers[id.index].allSatisfy {
        $0.input == 0 && graph[$0.node].primitive is Affine
      }
  }

  private func value(_ id: NodeID) -> Buffer {
    guard let buffer = values[id] else { preconditionFailure("nodes are calculated in order") }
    return buffer
  }

  private func lane(_ id: NodeID) -> Lane { .buffer(value(id).number) }

  private mutating func ones(_ count: Int) -> Buffer {
    if let found = ones[count] { return found }
    let buffer = memory.add([1, count])
    memory.set(buffer, to: [Scalar](repeating: 1, count: count))
    ones[count] = buffer
    return buffer
  }

  /// Wᵀ, which is kept up to date with the weights.
  private mutating func transposed(_ weights: NodeID) -> Buffer {
    if let found = transposed[weights] { return found }
    let shape = graph[weights].shape
    let buffer = parameters.buffer(.transposed(weights), [shape[1], shape[0]], in: memory)
    transposed[weights] = buffer
    return buffer
  }

  /// An instruction that sets buffers, all of one shape, to trees.
  private mutating func map(_ results: [(Buffer, Lane)]) -> Instruction {
    code.programs.append(LaneProgram(results.map { (target: $0.0.number, tree: $0.1) }))
    return .map(program: code.programs.count - 1, like: results[0].0, targets: results.map(\.0))
  }

  /// Whether two tensors lie alike, so that a loop may run over both.
  private func areAlike(_ ids: [NodeID], _ shape: Shape) -> Bool {
    ids.allSatisfy { graph[$0].shape == shape && values[$0]?.isTransposed == false }
  }
}

// MARK: Forward

extension PlanBuilder {
  private mutating func buildForward() {
    var isNeeded = [Bool](repeating: false, count: graph.nodes.count)
    for id in graph.ids {
      isNeeded[id.index] = id == graph.objective || observed.contains(.value(id))
    }
    for id in graph.ids.reversed() where isNeeded[id.index] {
      for input in graph[id].inputs { isNeeded[input.index] = true }
    }
    for id in graph.ids where isNeeded[id.index] {
      guard let (primitive, inputs) = step(to: id) else { continue }
      values[id] = memory.add(graph[id].shape)
      lowerForward(primitive, inputs, id)
    }
    if code.losses == nil { code.losses = (value(graph.objective), 1) }
  }

  private mutating func lowerForward(_ primitive: any Primitive, _ inputs: [NodeID], _ id: NodeID) {
    let into = value(id)
    switch primitive {
    case is Affine:
      if inputs.count == 3 { code.perSample.append(.spread(bias: value(inputs[2]), into: into)) }
      let isSparse = sparse.contains(inputs[0]) && value(inputs[0]).isTransposed
      if inputs.count == 2, isSparse { code.perSample.append(.clear(into)) }
      code.perSample.append(
        .product(
          Product(
            a: value(inputs[0]), b: value(inputs[1]), c: into, isAccumulating: inputs.count == 3,
            isSparse: isSparse)))
    case let primitive as any Elementwise where areAlike(inputs, graph[id].shape):
      code.perSample.append(map([(into, primitive.value(lane(inputs[0])))]))
    case let primitive as any Pairwise where areAlike(inputs, graph[id].shape):
      code.perSample.append(map([(into, primitive.value(lane(inputs[0]), lane(inputs[1])))]))
    case is Softmax where areAlike(inputs, graph[id].shape):
      let sums = memory.add([graph[id].shape[0]])
      code.perSample.append(.softmax(of: value(inputs[0]), into: into, logarithms: sums))
      logarithms[inputs[0]] = (into, sums)
    case is SoftmaxCrossEntropy where areAlike(inputs, graph[inputs[1]].shape):
      let net = inputs[1]
      if logarithms[net] == nil {
        let made = (memory.add(graph[net].shape), memory.add([graph[net].shape[0]]))
        code.perSample.append(.softmax(of: value(net), into: made.0, logarithms: made.1))
        logarithms[net] = (value: made.0, logarithms: made.1)
      }
      guard let sums = logarithms[net]?.logarithms else { return }
      code.perSample.append(
        .crossEntropy(target: value(inputs[0]), net: value(net), logarithms: sums, into: into))
    case is CrossEntropy where areAlike(inputs, graph[inputs[1]].shape):
      let terms = memory.add(graph[inputs[0]].shape)
      code.perSample.append(map([(terms, -(lane(inputs[0]) * .call(.ln, lane(inputs[1]))))]))
      code.perSample.append(.rowSums(of: terms, into: into, scale: 1))
    case let sum as RowSum:
      let scale = sum.isMean ? 1 / Double(graph[inputs[0]].shape[1]) : 1
      code.perSample.append(.rowSums(of: value(inputs[0]), into: into, scale: scale))
    case is Sum where id == graph.objective, is Mean where id == graph.objective:
      let scale = primitive is Mean ? 1 / Double(graph[inputs[0]].shape.count) : 1
      code.losses = (value(inputs[0]), scale)
      code.perRow.append(.total(of: value(inputs[0]), into: into, scale: scale))
    default:
      let places = inputs.map { (value($0), graph[$0].shape) }
      append(.forward(primitive, places, into: (into, graph[id].shape)), into: into)
    }
  }

  private mutating func append(_ rule: PlanRule<Scalar>, into buffer: Buffer) {
    rules.append(rule)
    code.perSample.append(.rule(rules.count - 1, into: buffer))
  }
}

// MARK: Backward

extension PlanBuilder {
  private mutating func buildBackward() {
    flows[graph.objective] = [.tree(1.0)]
    for index in (0...graph.objective.index).reversed() {
      let id = NodeID(index: index)
      guard isWanted[index], let (primitive, inputs) = step(to: id), flows[id] != nil else {
        continue
      }
      if let passed = shortcuts[id]?.passed, observed.contains(.gradient(passed)),
        let rule = graph[id].primitive
      {
        lowerBackward(rule, graph[id].inputs, id) { $0 == passed }
        _ = gradientTree(passed)
      }
      // What flows back past a node has arrived already.
      if !passed.contains(id) { lowerBackward(primitive, inputs, id) }
    }
  }

  /// How a node is calculated, and from what: past a node whose rounding would spoil it, and by a
  /// rule that does not overflow.
  private func step(to id: NodeID) -> (primitive: any Primitive, inputs: [NodeID])? {
    if let shortcut = shortcuts[id] { return (shortcut.primitive, shortcut.inputs) }
    return graph[id].primitive.map { ($0.careful ?? $0, graph[id].inputs) }
  }

  private mutating func flow(_ flow: Flow, into id: NodeID) {
    if isWanted[id.index], isMeant(id) { flows[id, default: []].append(flow) }
  }

  /// The gradient by a node as a tree, written down only where it has to be.
  private mutating func gradientTree(_ id: NodeID) -> Lane {
    var sum: Lane = 0.0
    for flow in flows[id, default: []] {
      guard case .tree(let tree) = flow else { return .buffer(gradientBuffer(id).number) }
      sum = sum + tree
    }
    guard observed.contains(.gradient(id)) else { return sum }
    if let constant = sum.uniformValue(step: 1), gradients[id] == nil {
      let buffer = memory.add(graph[id].shape)
      memory.set(buffer, to: [Scalar](repeating: Scalar(constant), count: graph[id].shape.count))
      gradients[id] = buffer
    }
    return sum.isUniform ? sum : .buffer(gradientBuffer(id).number)
  }

  /// The gradient by a node in memory.
  private mutating func gradientBuffer(_ id: NodeID) -> Buffer {
    if let found = gradients[id] { return found }
    let buffer = memory.add(graph[id].shape)
    gradients[id] = buffer
    code.perSample += instructions(setting: buffer, to: flows[id, default: []])
    return buffer
  }

  /// What sets a buffer to the sum of what flows in: products and the like first, then all that
  /// goes number by number at once.
  private mutating func instructions(setting buffer: Buffer, to flows: [Flow]) -> [Instruction] {
    var (made, isAccumulating): ([Instruction], Bool) = ([], false)
    var sum: Lane = 0.0
    for flow in flows {
      switch flow {
      case .tree(let tree): sum = sum + tree
      case .product(let delta, let weights):
        made.append(
          .product(
            Product(a: delta, b: transposed(weights), c: buffer, isAccumulating: isAccumulating)))
        isAccumulating = true
      case .weights(let input, let delta):
        let isSparse = sparse.contains(input) && value(input).isTransposed
        if isSparse, !isAccumulating { made.append(.clear(buffer)) }
        made.append(
          .product(
            Product(
              a: value(input), isTransposed: true, b: delta, c: buffer,
              isAccumulating: isAccumulating, isSparse: isSparse)))
        isAccumulating = true
      case .bias(let delta):
        let isShared = buffer.columns == 1 && delta.columns > 1
        let sums = isShared ? memory.add([1, delta.columns]) : buffer
        made.append(
          .product(
            Product(
              a: ones(delta.rows), b: delta, c: sums, isAccumulating: isAccumulating && !isShared)))
        if isShared {
          let total = isAccumulating ? memory.add(.scalar) : buffer
          made.append(.total(of: sums, into: total, scale: 1))
          if isAccumulating {
            made.append(map([(buffer, .buffer(buffer.number) + .buffer(total.number))]))
          }
        }
        isAccumulating = true
      case .other(let set, let canAccumulate):
        if isAccumulating, !canAccumulate {
          let other = memory.add([buffer.rows, buffer.columns])
          set(other, false, &self)
          sum = sum + .buffer(other.number)
        } else {
          set(buffer, isAccumulating, &self)
          isAccumulating = true
        }
      }
    }
    if sum != 0.0 || !isAccumulating {
      made.append(map([(buffer, isAccumulating ? .buffer(buffer.number) + sum : sum)]))
    }
    return made
  }

  /// - Parameter isMeant: Which of the inputs take what flows back.
  private mutating func lowerBackward(
    _ primitive: any Primitive, _ inputs: [NodeID], _ id: NodeID,
    into isMeant: @escaping (NodeID) -> Bool = { _ in true }
  ) {
    let node = graph[id]
    self.isMeant = isMeant
    switch primitive {
    case is Affine:
      let delta = gradientBuffer(id)
      flow(.product(delta: delta, weights: inputs[1]), into: inputs[0])
      flow(.weights(input: inputs[0], delta: delta), into: inputs[1])
      if inputs.count == 3 { flow(.bias(delta: delta), into: inputs[2]) }
    case let primitive as any Elementwise where areAlike(inputs, node.shape):
      let slope = primitive.slope(at: lane(inputs[0]), value: lane(id))
      flow(.tree(gradientTree(id) * slope), into: inputs[0])
    case let primitive as any Pairwise
    where areAlike(inputs, node.shape) && !primitive.looksAtNumbers:
      let slopes = primitive.slopes(at: lane(inputs[0]), lane(inputs[1]), value: lane(id))
      let upstream = gradientTree(id)
      flow(.tree(upstream * slopes.0), into: inputs[0])
      flow(.tree(upstream * slopes.1), into: inputs[1])
    case is Softmax where areAlike(inputs, node.shape):
      let (upstream, value) = (gradientBuffer(id), value(id))
      flow(
        .instruction { .softmaxGradient(value: value, upstream: upstream, into: $0) },
        into: inputs[0])
    case is SoftmaxCrossEntropy where !isWanted[inputs[0].index] && logarithms[inputs[1]] != nil:
      guard let constant = gradientTree(id).uniformValue(step: 1),
        let value = logarithms[inputs[1]]?.value
      else { fallthrough }
      let target = self.value(inputs[0])
      flow(
        .instruction {
          .crossEntropyGradient(value: value, target: target, scale: constant, into: $0)
        }, into: inputs[1])
    case is CrossEntropy, is RowSum, is Sum, is Mean:
      let upstream = gradientTree(id)
      guard upstream.isUniform, let slopes = uniformSlopes(primitive, inputs) else { fallthrough }
      for (input, slope) in zip(inputs, slopes) {
        guard let slope else { continue }
        flow(.tree(slope * upstream), into: input)
      }
    default:
      let upstream = gradientBuffer(id)
      let places = inputs.map { (value($0), graph[$0].shape) }, output = (value(id), node.shape)
      for (position, input) in inputs.enumerated() where isWanted[input.index] {
        flow(
          .other(
            { into, isAccumulating, builder in
              builder.append(
                .backward(
                  primitive, places, output: output, upstream: upstream, ofInput: position,
                  into: into, isAccumulating: isAccumulating), into: into)
            }, canAccumulate: true), into: input)
      }
    }
  }

  /// The slopes of a primitive that sums over rows or over everything, number by number; `nil` for
  /// an input whose gradient nobody wants, or altogether where there is no such form.
  private func uniformSlopes(_ primitive: any Primitive, _ inputs: [NodeID]) -> [Lane?]? {
    switch primitive {
    case is CrossEntropy:
      guard !isWanted[inputs[0].index] else { return nil }
      return [nil, -(lane(inputs[0]) / lane(inputs[1]))]
    case let sum as RowSum:
      return [.constant(sum.isMean ? 1 / Double(graph[inputs[0]].shape[1]) : 1)]
    case is Sum: return [1.0]
    case is Mean: return [.constant(1 / Double(graph[inputs[0]].shape.count))]
    default: return nil
    }
  }
}

// MARK: Parameters

extension PlanBuilder {
  /// The gradient by a leaf, and its update if it is trained.
  private mutating func buildParameter(_ id: NodeID) {
    guard isWanted[id.index], let flows = flows[id] else { return }
    let parameter = value(id)
    if trained.contains(id), observed.contains(.value(id)) {
      let kept = memory.add(graph[id].shape)
      code.perRow.append(map([(kept, lane(id))]))
      valuesBefore[id] = kept
    }
    if trained.contains(id), !observed.contains(.gradient(id)),
      let made = directDescent(of: parameter, along: flows)
    {
      code.perRow += made
    } else {
      let buffer = memory.add(graph[id].shape)
      gradients[id] = buffer
      code.perRow += instructions(setting: buffer, to: flows)
      if trained.contains(id) { code.perRow.append(update(of: parameter, id, by: buffer)) }
    }
    if let turned = transposed[id], trained.contains(id) {
      code.perRow.append(.transpose(parameter, into: turned))
    }
  }

  /// Gradient descent with the gradient added to the parameter as it is summed, where nothing else
  /// needs it.
  private mutating func directDescent(of parameter: Buffer, along flows: [Flow]) -> [Instruction]? {
    guard let descent = optimizer as? GradientDescent else { return nil }
    let rate = -descent.learningRate
    var made: [Instruction] = []
    for flow in flows {
      switch flow {
      case .weights(let input, let delta):
        var product = Product(
          a: value(input), isTransposed: true, b: delta, c: parameter, scale: rate,
          isAccumulating: true)
        if sparse.contains(input), value(input).isTransposed {
          let scaled = memory.add([delta.rows, delta.columns])
          code.perSample.append(map([(scaled, .buffer(delta.number) * .constant(rate))]))
          product = Product(
            a: value(input), isTransposed: true, b: scaled, c: parameter, isAccumulating: true,
            isSparse: true)
        }
        made.append(.product(product))
      case .bias(let delta):
        guard parameter.columns == delta.columns else { return nil }
        made.append(
          .product(
            Product(
              a: ones(delta.rows), b: delta, c: parameter, scale: rate, isAccumulating: true)))
      case .tree, .product, .other: return nil
      }
    }
    return made
  }

  /// The optimizer's rule over the parameter, its gradient and what it keeps of it.
  private mutating func update(of parameter: Buffer, _ id: NodeID, by gradient: Buffer)
    -> Instruction
  {
    func apply(_ before: @escaping (String) -> Lane) -> (new: Lane, state: [(String, Lane)]) {
      var step = UpdateStep<Lane>(number: 1, before: before) { $0 == "t" ? .step : $1 }
      let new = optimizer.update(
        Lane.buffer(parameter.number), gradient: .buffer(gradient.number), in: &step)
      return (new, step.defined.filter(\.isState).map { ($0.name, $0.value) })
    }
    var kept: [String: Buffer] = [:]
    for (name, _) in apply({ _ in 0.0 }).state {
      kept[name] = parameters.buffer(.state(id, name), graph[id].shape, in: memory)
    }
    let (new, state) = apply { name in kept[name].map { .buffer($0.number) } ?? 0.0 }
    return map(
      state.compactMap { name, tree in kept[name].map { ($0, tree) } } + [(parameter, new)])
  }
}

extension Instruction {
  /// The buffers that it writes.
  var targets: [Buffer] {
    switch self {
    case .spread(_, let into), .crossEntropy(_, _, _, let into), .softmaxGradient(_, _, let into),
      .crossEntropyGradient(_, _, _, let into), .rowSums(_, let into, _), .total(_, let into, _),
      .transpose(_, let into), .clear(let into),
      .rule(_, let into):
      [into]
    case .product(let product): [product.c]
    case .map(_, _, let targets): targets
    case .softmax(_, let into, let logarithms): [into, logarithms]
    }
  }

  /// How many rows it has to share out; 0 if it has to be done by one.
  var samples: Int {
    switch self {
    case .spread(_, let into), .clear(let into): into.rows
    case .product(let product): product.c.rows
    case .map(_, let like, _): like.rows
    case .softmax(let x, _, _), .rowSums(let x, _, _): x.rows
    case .crossEntropy(_, let net, _, _): net.rows
    case .softmaxGradient(let value, _, _), .crossEntropyGradient(let value, _, _, _): value.rows
    case .total, .transpose, .rule: 0
    }
  }
}
