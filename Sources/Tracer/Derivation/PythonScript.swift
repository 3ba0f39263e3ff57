/// Formulas in Python, over NumPy's arrays.
struct PythonScript: MatrixScript {
  let plus = " + "
  let minus = " - "
  let times = " * "
  let negative = "-"

  func symbol(_ name: String) -> Written { Written(Self.identifier(name), .atom) }

  /// A name that Python takes: a derivative by W is dW, a new value replaces the old one.
  static func identifier(_ name: String) -> String {
    let name = name.last == "+" ? String(name.dropLast()) : name
    guard name.first == "d", let slash = name.firstIndex(of: "/") else {
      return name == "lambda" ? "lambda_" : name
    }
    return String(name[name.index(after: slash)...])
  }

  func number(_ number: NumberStyle.Written) -> String {
    let sign = number.isNegative ? "-" : ""
    let magnitude = number.magnitude == "∞" ? "np.inf" : number.magnitude
    return sign + magnitude + (number.exponent.map { "e\($0)" } ?? "")
  }

  func bracketed(_ inside: String) -> String { "(\(inside))" }

  func fraction(_ top: Written, _ bottom: Written) -> Written {
    let above = top.binding < .product ? bracketed(top.text) : top.text
    let below = bottom.binding < .power ? bracketed(bottom.text) : bottom.text
    return Written("\(above) / \(below)", .product)
  }

  func power(_ base: String, _ exponent: Written) -> String {
    "\(base)**\(exponent.binding < .atom ? bracketed(exponent.text) : exponent.text)"
  }

  func call(_ function: Function, _ arguments: [Written]) -> Written {
    let inside = arguments.map(\.text).joined(separator: ", ")
    let name: String
    switch function {
    case .step: return Written("(\(inside) > 0)", .atom)
    case .ln: name = "log"
    case .max: name = "maximum"
    case .min: name = "minimum"
    case .exp, .sqrt, .abs, .sign, .log10, .sin, .cos, .tanh: name = function.rawValue
    }
    return Written("np.\(name)(\(inside))", .atom)
  }

  let matrixProduct = " @ "
  let elementwise = " * "
  let from = " <- "

  func transposed(_ symbol: Written) -> String { "\(symbol.text).T" }
  func matrix(_ rows: [[String]]) -> String { "" }
  func beside(_ remark: String) -> String { "" }

  func sum(_ inside: String, over axis: MatrixEquation.Axis) -> String {
    let whole = inside.contains(" ") ? bracketed(inside) : inside
    switch axis {
    case .samples: return "\(whole).sum(axis=0)"
    case .units: return "\(whole).sum(axis=1, keepdims=True)"
    case .all: return "\(whole).sum()"
    }
  }

  func softmax(_ symbol: String) -> String {
    "np.exp(\(symbol)) / np.exp(\(symbol)).sum(axis=1, keepdims=True)"
  }
}
