extension ExpressionFile {
  /// Where something stands in the file, both counted from 1.
  struct Place {
    let line: Int
    let column: Int
  }

  /// Builds the graph of an expression file line by line.
  struct Builder {
    /// Whether formulas are written otherwise where their exponentials overflow.
    private let avoidsOverflow: Bool
    private var graph = Graph()
    private var leaves: [NodeID: Tensor<Double>] = [:]
    /// The names so far, in order, and where each calculation is written.
    private var named: [(name: String, node: NodeID)] = []
    private var nodes: [String: NodeID] = [:]
    private(set) var places: [NodeID: Place] = [:]
    /// On which line each name of the file is defined first.
    private var definitions: [String: Int] = [:]
    /// Which name of the file has a symbol.
    private var symbols: [String: String] = [:]
    private var output: (name: String, place: Place)?
    /// The numbers so far, and the names whose formulas are written otherwise, for a builder that
    /// avoids overflow.
    private var values: [String: Double] = [:]
    private var rewritten: [String] = []

    init(avoidsOverflow: Bool) { self.avoidsOverflow = avoidsOverflow }

    /// The line that says which name is the output or, if none does, that of the last name.
    var outputLine: Int { output?.place.line ?? named.last.flatMap { definitions[$0.name] } ?? 1 }

    /// Takes note of which names the file defines, and where.
    mutating func note(_ lines: [(line: Int, tokens: [ExpressionToken])]) {
      for (line, tokens) in lines {
        let tokens = Self.definition(tokens).tokens
        if let name = tokens[0].name, tokens[1].kind == .sign("="), definitions[name] == nil {
          definitions[name] = line
          symbols.merge([(PlainScript.symbol(of: name), name)]) { first, _ in first }
        }
      }
    }

    /// A line without the word `const` before it, if it has one.
    private static func definition(
      _ tokens: [ExpressionToken]
    ) -> (tokens: [ExpressionToken], isConstant: Bool) {
      let isConstant = tokens[0].name == "const" && tokens[1].name != nil
      return (isConstant ? Array(tokens.dropFirst()) : tokens, isConstant)
    }

    /// Adds what one line says.
    mutating func add(_ words: [ExpressionToken], line: Int) throws(ExpressionError.Placed) {
      let (tokens, isConstant) = Self.definition(words)
      let first = tokens[0]
      guard case .name(let name) = first.kind else {
        throw .init(first, expected: "a line such as total = price * 1.1")
      }
      let column = first.column
      if name == "output", tokens[1].kind != .sign("=") {
        guard case .name(let chosen) = tokens[1].kind, tokens[2].kind == .end, output == nil
        else {
          throw .init(tokens[1], expected: "one line with output and one name")
        }
        output = (chosen, Place(line: line, column: tokens[1].column))
        return
      }
      guard tokens[1].kind == .sign("=") else {
        throw .init(tokens[1], expected: "= after \(quoting: name)")
      }
      if ExpressionFunction.names.contains(name) || name == "output" {
        throw .init(
          column: column, "\(quoting: name) has a meaning of its own; choose another name")
      }
      if let earlier = definitions[name], earlier < line {
        throw .init(
          column: column,
          "\(quoting: name) is defined already, on line \(earlier); a name has one value, so choose "
            + "another")
      }
      let symbol = PlainScript.symbol(of: name)
      if let other = symbols[symbol], other != name {
        throw .init(
          column: column,
          "\(quoting: name) and \(quoting: other), which is defined on line "
            + "\(definitions[other] ?? line), are both shown as \(quoting: symbol); choose another name"
        )
      }
      var steps = try ExpressionParser(tokens, from: 2).steps
      if isConstant {
        guard steps.count == 1, case .number = steps[0] else {
          throw .init(
            column: tokens[2].column,
            "a number after const \(quoting: name) = expected; a formula found")
        }
      }
      if avoidsOverflow { steps = withoutOverflow(steps, of: name) }
      let node = try build(steps, called: name, isConstant: isConstant, line: line)
      nodes[name] = node
      named.append((name, node))
    }

    /// Settles what the output is.
    mutating func finish() throws(ExpressionError.Placed) {
      guard let name = output?.name ?? named.last?.name else {
        throw .init(column: 1, "a formula expected, such as total = price * 1.1; none found")
      }
      guard let node = nodes[name], graph[node].primitive != nil else {
        throw .init(
          column: output?.place.column ?? 1,
          "the output \(quoting: name) is not defined by a formula; name a line that calculates "
            + "something")
      }
      graph.differentiate(node)
    }

    /// The calculation, with the names of the file to be differentiated by, the last one first.
    func model(called name: String) -> Model {
      let reaching = graph.ancestors(of: graph.objective)
      var model = Model(
        name: name, title: Phrases.title(ofCalculation: Phrases.named(name)),
        graph: graph, leaves: leaves, optimizer: GradientDescent(learningRate: 0.01), trained: [],
        differentiated: named.reversed().map(\.node).filter {
          $0 != graph.objective && reaching.contains($0) && graph[$0].role != .constant
        }, digits: 6)
      model.notes = rewritten.map(Phrases.commonFactor)
      let vanished = vanished(in: model.trace)
      if !vanished.isEmpty { model.notes.append(Phrases.vanished(vanished)) }
      return model
    }

    /// The steps of a formula, or those of the same formula with the common factor of its
    /// exponentials taken out, if that spares it an overflow.
    private mutating func withoutOverflow(
      _ steps: [ExpressionStep], of name: String
    ) -> [ExpressionStep] {
      func isFinite(_ results: [Double]) -> Bool { results.allSatisfy(\.isFinite) }
      for case .name(let name, _) in steps where nodes[name] == nil { _ = constant(name) }
      let results = steps.results { values[$0] }
      values[name] = results.last
      guard !isFinite(results), steps.count <= ScaledExpression.mostSteps,
        let scaled = ScaledExpression(steps, values: { values[$0] })?.steps
      else { return steps }
      let other = scaled.results { values[$0] }
      guard isFinite(other) else { return steps }
      values[name] = other.last
      rewritten.append(name)
      return scaled
    }

    private mutating func build(
      _ steps: [ExpressionStep], called name: String, isConstant: Bool, line: Int
    ) throws(ExpressionError.Placed) -> NodeID {
      if steps.count == 1, case .number(let value) = steps[0] {
        return leaf(name, value, role: isConstant ? .constant : .input)
      }
      var stack: [NodeID] = []
      var inner = 0
      let stem = PlainScript.symbol(of: "\(name)_1").dropLast()
      for (position, step) in steps.enumerated() {
        let isLast = position == steps.count - 1
        switch step {
        case .number(let value):
          stack.append(leaf("\(value) #\(graph.nodes.count)", value, role: .literal))
        case .name(let operand, let column):
          guard let node = nodes[operand] ?? constant(operand) else {
            throw unknown(operand, column, line: line)
          }
          stack.append(
            isLast
              ? try apply(Identity(), to: [node], called: name, Place(line: line, column: column))
              : node)
        case .apply(let primitive, let arity, let column):
          let operands = Array(stack.suffix(arity))
          stack.removeLast(arity)
          var label = name
          while !isLast, label == name || symbols["\(stem)\(inner)"] != nil {
            inner += 1
            label = "\(name)_\(inner)"
          }
          stack.append(
            try apply(primitive, to: operands, called: label, Place(line: line, column: column)))
        }
      }
      return stack[0]
    }

    private mutating func leaf(_ name: String, _ value: Double, role: Role) -> NodeID {
      let node = graph.leaf(.scalar(name), shape: .scalar, role: role)
      leaves[node] = Tensor(value)
      return node
    }

    /// A number that has a name, if no line defines the name.
    private mutating func constant(_ name: String) -> NodeID? {
      guard symbols[PlainScript.symbol(of: name)] == nil,
        let value = ExpressionFunction.constants[name]
      else {
        return nil
      }
      let node = leaf(name, value, role: .constant)
      nodes[name] = node
      values[name] = value
      return node
    }

    private mutating func apply(
      _ primitive: any Primitive, to operands: [NodeID], called name: String, _ place: Place
    ) throws(ExpressionError.Placed) -> NodeID {
      guard let node = try? graph.apply(primitive, to: operands, names: .scalar(name)) else {
        preconditionFailure("\(primitive) does not take \(operands.count) numbers")
      }
      places[node] = place
      return node
    }

    private func unknown(_ name: String, _ column: Int, line: Int) -> ExpressionError.Placed {
      let sentence =
        switch definitions[name] {
        case line?: "something defined before expected; \(quoting: name) itself found"
        case let further? where further > line:
          "\(quoting: name) is used before it is defined, on line \(further)"
        default:
          "\(quoting: name) is not defined"
            + (nearestName(to: name, among: named.map(\.name)).map {
              "; did you mean \(quoting: $0)?"
            } ?? "")
        }
      return .init(column: column, sentence)
    }
  }
}

extension Graph {
  /// The nodes from which a node is calculated, and the node itself.
  func ancestors(of node: NodeID) -> Set<NodeID> {
    var found: Set<NodeID> = [node]
    for id in ids.reversed() where found.contains(id) { found.formUnion(self[id].inputs) }
    return found
  }
}
