import Tracer

/// `backprop trace mnist`
enum TraceDigitsCommand: Subcommand {
  static let name = "trace mnist"
  static let summary = "Derive a training step on handwritten digits, for any of 79,510 parameters."
  static let operands: [String] = []
  static let options: [Option] = [
    Option("--image", "test:N|train:N", "the image, counted from 0; by default test:0"),
    Option(
      "--batch", "M:N", "the training images from M to below N as one batch; test:M:N for others"),
    Option(
      "--weights", "FILE", "weights to begin with; by default the initial weights of --seed"),
    .seed, .hidden, .activation, .initialization, .learningRate,
    Option(
      "--only", "'W1[406,17],…'", "derive these parameters; by default, a choice that teaches"),
    .flag("--numeric", "check every derivative by a central difference"),
    Option("--record", "FILE", "write every tensor of the step to a safetensors file"),
    .format, .language,
    Option("--digits", "N", "significant digits shown; by default 4"),
    .data, .output,
  ]
  static let examples = [
    (
      call: "backprop trace mnist", does: "the first test image, with the initial weights of seed 0"
    ),
    (
      call: "backprop trace mnist --image train:7 --only 'W1[406,17],b2[3]' --numeric",
      does: "two parameters, checked by central differences"
    ),
    (
      call: "backprop trace mnist --batch 0:32 --record step.safetensors",
      does: "a batch, and all its tensors in a file that Python reads"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let language = try arguments.choice("--language", of: Language.self) ?? .english
    let format = try Format(arguments)
    var options = DigitDerivation.Options()
    options.learningRate = try arguments.learningRate() ?? options.learningRate
    options.digits = try arguments.integer("--digits", in: 1...17) ?? 4
    options.only = arguments.list("--only")
    options.numericStep = arguments.has("--numeric") ? 1e-5 : nil
    let selection = try Selection(arguments)
    var generator = try arguments.generator()
    let network = try arguments.network(
      weights: "--weights", from: &generator, batch: selection.range.count)
    let digits = try arguments.digits(selection.part)
    let derivation = try DigitDerivation(
      of: network, on: try selection.images(of: digits), imageNames: selection.names,
      options: options)
    if let file = arguments["--record"] { try derivation.record().write(to: file) }
    if format == .json {
      try Output.deliver(derivation.traceRecord().json(), to: arguments["--output"])
    } else {
      try format.deliver(derivation.document(), in: language, to: arguments["--output"])
    }
  }

  /// Some images of one part of MNIST.
  struct Selection {
    let option: String
    let written: String
    let part: DigitSet.Part
    let range: Range<Int>

    var names: [String] { range.map { "\(part.rawValue):\($0)" } }

    /// What `--image` or `--batch` says.
    init(_ arguments: Arguments) throws(UsageError) {
      if arguments["--image"] != nil, arguments["--batch"] != nil {
        throw .excluded(option: "--image", by: "--batch")
      }
      let isBatch = arguments["--batch"] != nil
      option = isBatch ? "--batch" : "--image"
      written = arguments[option] ?? "test:0"
      var words = written.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      var part: DigitSet.Part? = isBatch ? .train : nil
      if let first = words.first.flatMap(DigitSet.Part.init) {
        part = first
        words.removeFirst()
      }
      let numbers = words.compactMap { Int($0) }.filter { $0 >= 0 }
      guard let part, numbers.count == words.count, numbers.count == (isBatch ? 2 : 1),
        numbers[0] < (isBatch ? numbers[1] : .max), !isBatch || numbers[1] - numbers[0] <= 1000
      else {
        throw .invalid(
          option: option, found: written,
          expected: isBatch
            ? "images such as 0:32 or test:0:32, at most 1000," : "an image such as test:0")
      }
      self.part = part
      range = numbers[0]..<(isBatch ? numbers[1] : numbers[0] + 1)
    }

    /// The images, if the part has them.
    func images(of digits: DigitSet) throws(UsageError) -> DigitSet {
      guard range.upperBound <= digits.count else {
        throw .invalid(
          option: option, found: written,
          expected: "images from 0 to \(digits.count - 1), which the \(part.rawValue) set has,")
      }
      return digits.images(in: range)
    }
  }
}
