extension ExpressionFile {
  /// Where something stands in the file, both counted from 1.
  struct Place {
    let line: Int
    let column: Int
  }

  /// Builds the graph of an expression file line by line.
  struct Builder {
    private var graph = Graph()
    private var leaves: [NodeID: Tensor<Double>] = [:]
    /// The names so far, in order, and where each calculation is written.
    private var named: [(name: String, node: NodeID)] = []
    private var nodes: [String: NodeID] = [:]
    private var places: [NodeID: Place] = [:]
    /// On which line each name of the file is defined first.
    private var definitions: [String: Int] = [:]
    private var output: (name: String, place: Place)?

    /// The line that says which name is the output.
    var outputLine: Int? { output?.place.line }

    /// Takes note of which names the file defines, and where.
    mutating func note(_ lines: [(line: Int, tokens: [ExpressionToken])]) {
      for (line, tokens) in lines {
        if case .name(let name) = tokens[0].kind, tokens[1].kind == .sign("="),
          definitions[name] == nil
        {
          definitions[name] = line
        }
      }
    }

    /// Adds what one line says.
    mutating func add(
      _ tokens: [ExpressionToken], line: Int
    ) throws(ExpressionError.Placed) {
      let first = tokens[0]
      guard case .name(let name) = first.kind else {
        throw .init(
          column: first.column,
          problem: .unexpected(first.description, expected: "a line such as total = price * 1.1"))
      }
      let column = first.column
      if name == "output", tokens[1].kind != .sign("=") {
        guard case .name(let chosen) = tokens[1].kind, tokens[2].kind == .end, output == nil
        else {
          throw .init(
            column: tokens[1].column,
            problem: .unexpected(
              tokens[1].description, expected: "one line with output and one name"))
        }
        output = (chosen, Place(line: line, column: tokens[1].column))
        return
      }
      guard tokens[1].kind == .sign("=") else {
        throw .init(
          column: tokens[1].column,
          problem: .unexpected(tokens[1].description, expected: "= after \(name)"))
      }
      if ExpressionFunction.all[name] != nil || name == "output" {
        throw .init(column: column, problem: .reserved(name))
      }
      if let earlier = definitions[name], earlier < line {
        throw .init(column: column, problem: .defined(name, onLine: earlier))
      }
      let steps = try ExpressionParser(tokens, from: 2).steps
      let node = try build(steps, called: name, line: line)
      nodes[name] = node
      named.append((name, node))
    }

    /// Settles what the output is.
    mutating func finish() throws(ExpressionError.Placed) {
      if let output {
        guard let node = nodes[output.name], graph[node].primitive != nil else {
          throw .init(column: output.place.column, problem: .badOutput(output.name))
        }
        graph.differentiate(node)
      } else if let last = named.last {
        guard graph[last.node].primitive != nil else {
          throw .init(column: 1, problem: .badOutput(last.name))
        }
        graph.differentiate(last.node)
      } else {
        throw .init(column: 1, problem: .noFormula)
      }
    }

    /// The calculation, with the names of the file to be differentiated by, the last one first.
    func model(called name: String) -> Model {
      let reaching = graph.ancestors(of: graph.objective)
      return Model(
        name: name,
        title: Phrase(
          en: "Backpropagation through \(name)", ko: "역전파: \(name)"),
        graph: graph, leaves: leaves, optimizer: GradientDescent(learningRate: 0.01), trained: [],
        differentiated: named.reversed().map(\.node).filter {
          $0 != graph.objective && reaching.contains($0)
        }, digits: 6)
    }

    private mutating func build(
      _ steps: [ExpressionStep], called name: String, line: Int
    ) throws(ExpressionError.Placed) -> NodeID {
      if steps.count == 1, case .number(let value) = steps[0] {
        return leaf(name, value, role: .input)
      }
      var stack: [NodeID] = []
      var inner = 0
      for (position, step) in steps.enumerated() {
        let isLast = position == steps.count - 1
        switch step {
        case .number(let value):
          stack.append(leaf("\(value) #\(graph.nodes.count)", value, role: .literal))
        case .name(let operand, let column):
          guard let node = nodes[operand] else { throw unknown(operand, column, line: line) }
          stack.append(
            isLast
              ? try apply(Identity(), to: [node], called: name, Place(line: line, column: column))
              : node)
        case .apply(let primitive, let arity, let column):
          let operands = Array(stack.suffix(arity))
          stack.removeLast(arity)
          var label = name
          while !isLast, label == name || definitions[label] != nil {
            inner += 1
            label = "\(name)_\(inner)"
            // A name such as y1 would look like the inner y_1.
            if definitions["\(name)\(inner)"] != nil { label = name }
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
      let further = definitions[name].flatMap { $0 > line ? $0 : nil }
      let nearest = nearestName(to: name, among: named.map(\.name))
      return .init(
        column: column,
        problem: definitions[name] == line
          ? .unexpected("\(name) itself", expected: "something defined before")
          : .unknownName(name, definedOnLine: further, nearest: nearest))
    }

    /// Where a value or a slope stops being finite first, and why.
    func notFinite(in model: Model) -> (Place, String)? {
      var trace = model.trace
      if let element = trace.firstNonFinite, let place = places[element.node] {
        let operands = graph[element.node].inputs.map { trace[ElementID($0, 0)] }
        let reason =
          switch graph[element.node].primitive {
          case is Division where operands[1] == 0: "division by zero"
          case is Logarithm where operands[0] <= 0:
            "ln of \(operands[0]), but it exists for positive numbers only"
          case is SquareRoot where operands[0] < 0:
            "the root of \(operands[0]), but it exists for numbers from 0 on only"
          default: "the result is too large, or is no number"
          }
        return (place, "\(graph.name(of: element)) is not finite: \(reason)")
      }
      trace.backward()
      let reaching = model.differentiated + [graph.objective]
      for id in reaching.sorted(by: >) {
        let element = ElementID(id, 0)
        guard let gradient = trace.gradient(for: element), !gradient.isFinite else { continue }
        // The slope is at fault in the calculation that reads this one.
        guard let reader = graph.consumers[id.index].first(where: { places[$0.node] != nil }),
          let place = places[reader.node]
        else { continue }
        let derivative = Notation.derivative(
          of: graph.objectiveSymbol, by: graph.name(of: element))
        return (place, "\(derivative) is not finite: the slope is infinite or undefined here")
      }
      return nil
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
