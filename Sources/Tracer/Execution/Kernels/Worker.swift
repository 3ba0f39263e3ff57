import VectorKernels

/// What runs a plan's instructions: one for each thread.
///
/// A worker has its own list of where buffers lie, so that a record or the next batch can be put
/// under a step's hands without a copy.
final class Worker<Scalar: Real> {
  private let kernels: UnsafePointer<vector_kernels>
  private let bases: UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>
  private let bufferCount: Int
  private let programs: [LoopList<Scalar>]
  private let rules: [PlanRule<Scalar>]
  /// Which inputs of the batch are not 0: for each 64 samples a mask for each input.
  var masks: UnsafeMutablePointer<UInt64>?

  init(
    _ plan: PlanCode, memory: PlanMemory<Scalar>, rules: [PlanRule<Scalar>],
    kernels: Kernels<Scalar>
  ) {
    self.kernels = kernels.table
    self.rules = rules
    bufferCount = memory.bases.count
    bases = .allocate(capacity: Swift.max(bufferCount, 1))
    programs = plan.programs.map { LoopList($0) }
    look(at: memory)
  }

  deinit { bases.deallocate() }

  /// Takes over where the memory has its buffers.
  func look(at memory: PlanMemory<Scalar>) {
    memory.bases.withUnsafeBufferPointer {
      if let start = $0.baseAddress { bases.update(from: start, count: bufferCount) }
    }
  }

  /// Lets a buffer lie elsewhere for this worker.
  func look(at place: UnsafeMutablePointer<Scalar>, for buffer: Buffer) {
    bases[buffer.number] = place
  }

  /// Copies rows of a buffer to memory that is laid out like it.
  func copy(_ buffer: Buffer, rows: Range<Int>, to place: UnsafeMutablePointer<Scalar>) {
    let start = rows.lowerBound * buffer.stride
    (place + start).update(from: bases[buffer.number] + start, count: rows.count * buffer.stride)
  }

  /// Prepares what depends on the number of the step.
  func begin(step: Int) { for program in programs { program.fill(step: step) } }

  /// Runs instructions on one share of the rows of each.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func run(_ instructions: [Instruction], share: Int, of count: Int) {
    func part(_ rows: Int) -> Range<Int> { rows * share / count..<rows * (share + 1) / count }
    for instruction in instructions {
      switch instruction {
      case .spread(let bias, let into):
        let source = bases[bias.number], width = into.columns
        for row in part(into.rows) {
          let target = bases[into.number] + row * into.stride
          if bias.columns == 1, width > 1 {
            target.update(repeating: source[0], count: width)
          } else {
            target.update(from: source, count: into.stride)
          }
        }
      case .product(let product): multiply(product, rows: part(product.c.rows))
      case .map(let program, let like, let targets):
        let rows = part(like.rows)
        if rows.isEmpty { continue }
        programs[program].run(
          rows.lowerBound * like.stride..<rows.upperBound * like.stride, in: bases, with: kernels)
        for target in targets where target.columns < target.stride { clearEnds(of: target, rows) }
      case .softmax(let x, let y, let logarithms):
        let rows = part(x.rows)
        if rows.isEmpty { continue }
        kernels.pointee.softmax(
          rows.count, x.columns, x.stride, bases[x.number] + rows.lowerBound * x.stride,
          bases[y.number] + rows.lowerBound * y.stride, bases[logarithms.number] + rows.lowerBound)
      case .crossEntropy(let target, let net, let logarithms, let into):
        for row in part(net.rows) {
          let t = bases[target.number] + row * target.stride,
            x = bases[net.number] + row * net.stride
          let logarithm = bases[logarithms.number][row]
          var sum: Scalar = 0
          for n in 0..<net.columns { sum += t[n] * (logarithm - x[n]) }
          bases[into.number][row] = sum
        }
      case .crossEntropyGradient(let value, let target, let scale, let into):
        for row in part(value.rows) {
          let y = bases[value.number] + row * value.stride
          let t = bases[target.number] + row * target.stride
          let gradient = bases[into.number] + row * into.stride
          var sum: Scalar = 0
          for n in 0..<value.columns { sum += t[n] }
          for n in 0..<value.columns { gradient[n] = (y[n] * sum - t[n]) * Scalar(scale) }
        }
      case .softmaxGradient(let value, let upstream, let into):
        for row in part(value.rows) {
          let y = bases[value.number] + row * value.stride
          let g = bases[upstream.number] + row * upstream.stride
          let target = bases[into.number] + row * into.stride
          var mean: Scalar = 0
          for n in 0..<value.columns { mean += g[n] * y[n] }
          for n in 0..<value.columns { target[n] = y[n] * (g[n] - mean) }
        }
      case .rowSums(let x, let into, let scale):
        for row in part(x.rows) {
          let numbers = bases[x.number] + row * x.stride
          var sum: Scalar = 0
          for n in 0..<x.columns { sum += numbers[n] }
          bases[into.number][row] = sum * Scalar(scale)
        }
      case .total(let x, let into, let scale):
        if share == count - 1 { bases[into.number][0] = total(of: x) * Scalar(scale) }
      case .transpose(let x, let into):
        let source = bases[x.number], target = bases[into.number]
        for row in part(x.rows) {
          for column in 0..<x.columns {
            target[column * into.stride + row] = source[row * x.stride + column]
          }
        }
      case .clear(let x):
        let rows = part(x.rows)
        (bases[x.number] + rows.lowerBound * x.stride).update(
          repeating: 0, count: rows.count * x.stride)
      case .rule(let rule, _): if share == count - 1 { rules[rule].run(bases) }
      }
    }
  }

  /// The sum of a buffer's numbers, from the first to the last.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func total(of x: Buffer) -> Scalar {
    var sum: Scalar = 0
    for row in 0..<x.rows {
      let numbers = bases[x.number] + row * x.stride
      for n in 0..<x.columns { sum += numbers[n] }
    }
    return sum
  }

  @inline(__always)
  private func clearEnds(of x: Buffer, _ rows: Range<Int>) {
    for row in rows {
      (bases[x.number] + row * x.stride + x.columns).update(
        repeating: 0, count: x.stride - x.columns)
    }
  }

  @inline(__always)
  private func multiply(_ p: Product, rows: Range<Int>) {
    if rows.isEmpty { return }
    let a = bases[p.a.number], b = bases[p.b.number]
    let c = bases[p.c.number] + rows.lowerBound * p.c.stride
    let isTurned = p.isTransposed != p.a.isTransposed
    let (aRow, aColumn) = isTurned ? (1, p.a.stride) : (p.a.stride, 1)
    guard p.isSparse, let masks else {
      kernels.pointee.product(
        rows.count, p.c.stride, p.depth, a + rows.lowerBound * aRow, aRow, aColumn, b, p.b.stride,
        c,
        p.c.stride, p.scale, p.isAccumulating)
      return
    }
    // The batch's inputs are a row each: p.a is [inputs, samples].
    let inputs = p.a.rows
    for (group, first) in Swift.stride(from: 0, to: p.a.columns, by: 64).enumerated() {
      let groupMasks = masks + group * inputs
      if p.isTransposed {
        kernels.pointee.sparse_backward(
          rows.count, p.c.stride, groupMasks + rows.lowerBound, .max,
          a + rows.lowerBound * p.a.stride + first, p.a.stride, b + first * p.b.stride, p.b.stride,
          c,
          p.c.stride)
      } else {
        let own = rows.clamped(to: first..<first + 64)
        if own.isEmpty { continue }
        let among = (UInt64.max >> UInt64(64 - own.count)) << UInt64(own.lowerBound - first)
        kernels.pointee.sparse_forward(
          inputs, p.c.stride, groupMasks, among, a + first, p.a.stride, b, p.b.stride,
          bases[p.c.number] + first * p.c.stride, p.c.stride)
      }
    }
  }
}

/// A `LaneProgram` made ready to run, with scratch of its own.
private final class LoopList<Scalar: Real> {
  /// Operands as numbers: those of buffers from 0, scratch rows from −1 downwards.
  private struct Loop {
    let kind: Kind
    let a, b, target: Int32

    enum Kind {
      case kernel(vector_operation)
      case function(Function)
      case power
    }
  }

  private let loops: [Loop]
  /// What depends on the number of the step, by scratch row.
  private let perStep: [(row: Int, tree: Lane)]
  private let scratch: Allocation<Scalar>
  /// How many numbers a scratch row has.
  private static var block: Int { 1024 / MemoryLayout<Scalar>.stride }

  init(_ program: LaneProgram) {
    func number(_ operand: LaneProgram.Operand) -> Int32 {
      switch operand {
      case .buffer(let number): Int32(number)
      case .scratch(let row): Int32(-1 - row)
      }
    }
    loops = program.loops.map { loop in
      let kind: Loop.Kind =
        switch loop.operation {
        case .copy: .kernel(vector_copy)
        case .unary(.negate): .kernel(vector_negate)
        case .unary(.function(let function)):
          function.kernel.map { .kernel($0) } ?? .function(function)
        case .binary(let binary): binary.kernel.map { .kernel($0) } ?? .power
        }
      return Loop(kind: kind, a: number(loop.a), b: number(loop.b), target: number(loop.target))
    }
    let uniforms = program.uniforms.enumerated()
    perStep = uniforms.filter { if case .constant = $0.element { false } else { true } }.map {
      (row: $0.offset, tree: $0.element)
    }
    scratch = Allocation(count: Swift.max(1, program.scratchRows) * Self.block)
    for (row, uniform) in uniforms { fill(row, with: uniform, step: 1) }
  }

  /// Sets what depends on the number of the step.
  func fill(step: Int) { for (row, tree) in perStep { fill(row, with: tree, step: step) } }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func fill(_ row: Int, with uniform: Lane, step: Int) {
    let value = uniform.uniformValue(step: step) ?? .nan
    (scratch.base + row * Self.block).update(repeating: Scalar(value), count: Self.block)
  }

  @inline(__always)
  func run(
    _ range: Range<Int>, in bases: UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>,
    with kernels: UnsafePointer<vector_kernels>
  ) {
    let block = Self.block, scratch = scratch.base
    var start = range.lowerBound
    while start < range.upperBound {
      let count = Swift.min(block, range.upperBound - start)
      for loop in loops {
        func place(_ operand: Int32) -> UnsafeMutablePointer<Scalar> {
          operand >= 0 ? bases[Int(operand)] + start : scratch + Int(-1 - operand) * block
        }
        let (a, b, y) = (place(loop.a), place(loop.b), place(loop.target))
        switch loop.kind {
        case .kernel(let operation): kernels.pointee.elementwise(operation, count, a, b, y)
        case .function(let function): for i in 0..<count { y[i] = .call(function, a[i]) }
        case .power: for i in 0..<count { y[i] = .power(a[i], b[i]) }
        }
      }
      start += count
    }
  }
}

extension Function {
  /// The vector kernel that calculates it, if there is one.
  fileprivate var kernel: vector_operation? {
    switch self {
    case .exp: vector_exp
    case .sqrt: vector_sqrt
    case .tanh: vector_tanh
    case .abs: vector_abs
    case .sign: vector_sign
    case .step: vector_step
    case .ln, .log10, .sin, .cos, .max, .min: nil
    }
  }
}

extension Lane.Binary {
  /// The vector kernel that calculates it, if there is one.
  fileprivate var kernel: vector_operation? {
    switch self {
    case .add: vector_add
    case .subtract: vector_subtract
    case .multiply: vector_multiply
    case .divide: vector_divide
    case .max: vector_max
    case .min: vector_min
    case .power: nil
    }
  }
}

/// A primitive's own kernels, called on tensors that are copied from the buffers and back.
struct PlanRule<Scalar: Real> {
  let run: (UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>) -> Void

  static func forward(
    _ primitive: any Primitive, _ inputs: [(Buffer, Shape)], into output: (Buffer, Shape)
  )
    -> PlanRule
  {
    PlanRule { bases in
      var tensor = Tensor<Scalar>(repeating: 0, shape: output.1)
      primitive.forward(Inputs(inputs.map { read($0, bases) }), into: &tensor)
      write(tensor, to: output.0, bases)
    }
  }

  /// Adds to the gradient of one input of a node, or sets it.
  static func backward(
    _ primitive: any Primitive, _ inputs: [(Buffer, Shape)], output: (Buffer, Shape),
    upstream: Buffer,
    ofInput input: Int, into gradient: Buffer, isAccumulating: Bool
  ) -> PlanRule {
    PlanRule { bases in
      let shape = inputs[input].1
      var tensor =
        isAccumulating ? read((gradient, shape), bases) : Tensor<Scalar>(repeating: 0, shape: shape)
      primitive.backward(
        into: &tensor, ofInput: input, from: read((upstream, output.1), bases),
        inputs: Inputs(inputs.map { read($0, bases) }), output: read(output, bases))
      write(tensor, to: gradient, bases)
    }
  }

  private static func read(
    _ place: (Buffer, Shape), _ bases: UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>
  ) -> Tensor<Scalar> {
    let (buffer, shape) = place
    var elements: [Scalar] = []
    for offset in 0..<shape.count {
      elements.append(bases[buffer.number][buffer.position(of: offset)])
    }
    return Tensor(elements, shape: shape)
  }

  private static func write(
    _ tensor: Tensor<Scalar>, to buffer: Buffer,
    _ bases: UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>
  ) {
    for (offset, element) in tensor.elements.enumerated() {
      bases[buffer.number][buffer.position(of: offset)] = element
    }
  }
}

extension Buffer {
  /// Where an element of the tensor lies, from its position in row-major order.
  fileprivate func position(of offset: Int) -> Int {
    let (row, column) = offset.quotientAndRemainder(dividingBy: isTransposed ? rows : columns)
    return isTransposed ? column * stride + row : row * stride + column
  }
}
