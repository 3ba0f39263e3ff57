/// What the command line asks for.
struct Options {
  var isJSON = false
  var hasPeers = false
  var runs = 7
  var steps = 625
  var interpreters: [String] = []

  static let usage = """
    usage: benchmark [--peers] [--python PATH]... [--runs N] [--steps N] [--json]

    Times training of four networks, from 784-100-10 on MNIST to XOR, what recording costs, and the
    2-2-2 example. A peer must come to the same loss after 100 steps. Everything runs in turns, A B C A B C, and the
    table has medians over the turns; a ratio is the median of the ratios within a turn.

      --peers        also time NumPy, PyTorch and JAX, where a Python has them
      --python PATH  a Python to look for them in before those on the PATH; may be repeated
      --runs N       turns, at least 5 (default 7)
      --steps N      training steps in a turn, 1 to 1875 (default 625, a third of an epoch)
      --json         print JSON instead of a table
    """

  /// Reads the arguments.
  /// - Throws: `UsageFault` for one that is not known or has no valid value.
  init(_ arguments: [String]) throws(UsageFault) {
    var rest = arguments[...]
    func number(_ option: String, _ text: String?, in range: ClosedRange<Int>) throws(UsageFault)
      -> Int
    {
      guard let text, let number = Int(text), range.contains(number) else {
        throw .value(option: option, found: text, expected: "a number in \(range)")
      }
      return number
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--json": isJSON = true
      case "--peers": hasPeers = true
      case "--runs": runs = try number(argument, rest.popFirst(), in: 5...1000)
      case "--steps": steps = try number(argument, rest.popFirst(), in: 1...1875)
      case "--python":
        guard let path = rest.popFirst() else {
          throw .value(option: argument, found: nil, expected: "the path of a Python")
        }
        interpreters.append(path)
      default: throw .unknown(argument)
      }
    }
  }
}

/// A command line that cannot be followed.
///
/// A sample: `--runs: expected a number in 5...1000, found 3`.
enum UsageFault: Error, CustomStringConvertible {
  case unknown(String)
  case value(option: String, found: String?, expected: String)

  var description: String {
    switch self {
    case .unknown(let argument): "\(argument) is no option; benchmark --help lists them"
    case .value(let option, let found, let expected):
      "\(option): expected \(expected), found \(found ?? "nothing")"
    }
  }
}
