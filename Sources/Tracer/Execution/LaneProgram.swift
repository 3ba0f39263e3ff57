/// A list of loops that sets buffers to what trees of vector operations say.
///
/// It runs over a block of numbers at a time, so that what is between its operations stays in the
/// first-level cache. Operands are numbers of buffers, or, beyond them, of scratch rows of one block
/// each: constants first, then what is between.
struct LaneProgram: Sendable {
  /// One loop: `target` ← `operation`(`a`, `b`).
  struct Loop: Equatable, Sendable {
    enum Operation: Equatable, Sendable {
      case copy
      case unary(Lane.Unary)
      case binary(Lane.Binary)
    }
    let operation: Operation
    let a, b: Operand
    var target: Operand
  }

  /// Where the numbers of a loop stand.
  enum Operand: Equatable, Sendable {
    case buffer(Int)
    case scratch(Int)
  }

  /// The trees that are known before a buffer is read, in scratch rows from 0.
  private(set) var uniforms: [Lane] = []
  private(set) var loops: [Loop] = []
  /// How many scratch rows it takes.
  private(set) var scratchRows = 0

  /// - Parameter results: Trees and the buffers that take their values; all are read before any of
  ///   these buffers changes.
  init(_ results: [(target: Int, tree: Lane)]) {
    let trees = results.map(\.tree)
    var (found, kept): ([Lane: Operand], [Lane: Operand]) = ([:], [:])
    func collect(_ tree: Lane) {
      switch tree {
      case .buffer: break
      case let tree where tree.isUniform:
        guard found[tree] == nil else { return }
        found[tree] = .scratch(uniforms.count)
        uniforms.append(tree)
      case .unary(_, let x): collect(x)
      case .binary(_, let x, let y):
        collect(x)
        collect(y)
      case .constant, .step: break
      }
    }
    trees.forEach(collect)
    scratchRows = uniforms.count
    func place(_ tree: Lane) -> Operand {
      if case .buffer(let number) = tree { return .buffer(number) }
      if let operand = found[tree] { return operand }
      let loop: Loop
      switch tree {
      case .unary(let operation, let x):
        let a = place(x)
        loop = Loop(operation: .unary(operation), a: a, b: a, target: .scratch(scratchRows))
      case .binary(let operation, let x, let y):
        let (a, b) = (place(x), place(y))
        loop = Loop(operation: .binary(operation), a: a, b: b, target: .scratch(scratchRows))
      case .buffer, .constant, .step: preconditionFailure("uniform trees have their places")
      }
      scratchRows += 1
      loops.append(loop)
      found[tree] = loop.target
      return loop.target
    }
    // What another result is about to overwrite is set aside first.
    for case .buffer(let number) in trees where results.contains(where: { $0.target == number }) {
      let aside = Operand.scratch(scratchRows)
      scratchRows += 1
      loops.append(Loop(operation: .copy, a: .buffer(number), b: .buffer(number), target: aside))
      kept[.buffer(number)] = aside
    }
    var placed = trees.map { kept[$0] ?? place($0) }
    for (position, result) in results.enumerated() {
      let operand = placed[position]
      if store(operand, in: result.target) {
        for index in placed.indices where placed[index] == operand {
          placed[index] = .buffer(result.target)
        }
      }
    }
  }

  /// Sets a buffer to a value: where the value is made, if nothing reads the buffer after that and
  /// nobody else needs the value, or else by copying it.
  /// - Returns: Whether the value is made there, and nowhere else any more.
  private mutating func store(_ operand: Operand, in buffer: Int) -> Bool {
    let target = Operand.buffer(buffer)
    guard operand != target else { return false }
    guard case .scratch = operand, let made = loops.lastIndex(where: { $0.target == operand }),
      !loops[(made + 1)...].contains(where: { [$0.a, $0.b, $0.target].contains(target) })
    else {
      loops.append(Loop(operation: .copy, a: operand, b: operand, target: target))
      return false
    }
    loops[made].target = target
    for index in loops.indices.dropFirst(made + 1) {
      let loop = loops[index]
      loops[index] = Loop(
        operation: loop.operation, a: loop.a == operand ? target : loop.a,
        b: loop.b == operand ? target : loop.b, target: loop.target)
    }
    return true
  }
}
