import Tracer

/// Every option, each declared once: it means the same in all subcommands that know it.
enum Options {
  static let format = Option<Format>(
    "--format", "what to write", usual: "text, or what the suffix of --output says")
  static let language = Option<Language>("--language", "English or Korean", usual: "en")
  static let output = Option<String>(
    "--output", .written, "write to a file instead of the standard output")
  static let exported = Option<String>(
    "--output", written: ["json", "txt", "calc"], mayBeBare: true,
    "write to a file instead of the standard output")
  static let digits = Option<Int>(
    "--digits", in: 1...17, "significant digits shown",
    usual: "those of the example's source")

  // How a derivation is told.
  static let carry = Option<Int>(
    "--carry", in: 1...15,
    "round every line to N significant digits and calculate on with them")
  static let only = Option<[String]>(
    "--only", list: Form(placeholder: "w5,h1,…"),
    "these parameters, those into these units, of a layer (layer:2), or by a pattern ('W1[*,3]', in "
      + "quotes), only",
    usual: "all")
  static let detail = Option<Detail>(
    "--detail",
    "every line; or equations on one line, and what differs in its numbers alone in tables; or one "
      + "page with the rules and all numbers", usual: "full, or compact for HTML and LaTeX")
  static let form = Option<DerivationForm>(
    "--form", "in single numbers, in matrices of whole layers, or in both", usual: "scalar")
  static let fragment = Flag(
    "--fragment", "of LaTeX, the body alone, for a document of one's own")
  // What a lecturer puts on a handout.
  static let title = Option<String>("--title", Form(placeholder: "TEXT"), "a title of one's own")
  static let author = Option<String>("--author", Form(placeholder: "TEXT"), "who hands it out")
  static let course = Option<String>("--course", Form(placeholder: "TEXT"), "for which course")
  static let date = Option<String>(
    "--date", Form(placeholder: "TEXT"), "the date, as it is to be printed")
  static let note = Option<String>(
    "--note", .file,
    "paragraphs in Markdown, each below <!-- before: PLACE --> or <!-- after: PLACE -->; a place is a "
      + "parameter such as w5, the name of a section, start or end")
  static let contents = Flag("--toc", "list the sections at the top")
  static let numbered = Flag(
    "--numbered", "give a number to each equation whose result a later line uses")
  static let large = Flag("--large", "of HTML and LaTeX, large letters for a projector")
  static let width = Option<Int>("--width", in: 40...400, "of text, the widest line", usual: "100")
  static let figures = Option<FigureStyle>(
    "--figures",
    "of Markdown, networks and calculations as files beside it, or as Mermaid diagrams",
    usual: "svg, or mermaid on the standard output")
  static let imprint: [any AnyOption] = [
    title, author, course, date, note, contents, numbered, large, figures,
  ]
  static let everything = Flag(
    "--everything", "tell every value and parameter, also of a network that nobody reads whole")
  static let chain = Option<Chain>(
    "--chain", "write gradients as full products, or with δ named once and reused",
    usual: "product, or delta where not everything is told or it is told in short")
  static let update = Option<UpdateOrder>(
    "--update", "change no weight before all gradients are known, or each layer at once",
    usual: "simultaneous")
  static let trainBiases = Flag("--train-biases", "update the biases too")
  static let steps = Option<Int>(
    "--steps", in: 1...10_000_000,
    "make N updates: the first is derived, the others are in a table", usual: "1")

  // Marking.
  static let list = Flag("--list", "mark nothing; show what was read from which line")
  static let names = Option<String>(
    "--names", .file, "what the write-up's names mean, such as q1 = net_h1, a line each")
  static let marks = Option<String>(
    "--marks", .file, "marks for each quantity or kind, such as dE/dw5 2 or gradient 1")

  // Worksheets.
  static let sheets = output.taking(Form(placeholder: "FILE|DIR"))
  static let blank = Option<[String]>(
    "--blank", list: Form(placeholder: "results|w5,δ,gradient,…", words: ["results"]),
    "which results are blank: all; those of a parameter, a quantity or δ; or those of a kind, such as "
      + "value, slope, gradient or update", usual: "results")
  static let fade = Option<Int>(
    "--fade", in: 0...100_000, "leave only the last N results blank, and work out the others")
  static let fadeSeries = Flag(
    "--fade-series", "with --variants, from a sheet that is all worked out to one that is all blank"
  )
  static let ask = Option<[String]>(
    "--ask", list: Form(placeholder: "rules", words: ["rules"]),
    "before each blank, which rule and which quantities it takes, and how many paths")
  static let erroneous = Option<Int>(
    "--erroneous", in: 1...99,
    "a complete solution with N mistakes, to be found; its key is the marking report")
  static let key = Flag("--key", "the sheet's key in place of the sheet")
  static let report = Flag(
    "--report", "which mistakes the numbers tell apart at which blanks, in place of the sheet")
  static let variants = Option<Int>(
    "--variants", in: 1...999,
    "draw the numbers of N sheets, and write all that belongs to them into the folder of --output")
  static let code = Option<SheetCode>(
    "--code", Form(placeholder: "SEED-N-XYZ"), "the sheet that has this code, again",
    value: SheetCode.init)
  static let points = Option<String>(
    "--points", .file,
    "marks for each quantity or kind, such as dE/dw5 2 or gradient 1, to be printed")

  // Gradient checks.
  static let step = Option<Double>(
    "--step", positive: "H", "how far a parameter is shifted",
    usual: "1e-5, or what suits a number better")

  // Optimizers on surfaces.
  static let optimizer = Option<[String]>(
    "--optimizer",
    list: Form(placeholder: "NAME[:SETTING=VALUE…],…", words: OptimizerComparison.Entry.names),
    "which, with settings as in adam:lr=0.3 or adam:betas=0.8/0.99", usual: "all six",
    words: \.listedOptimizers)
  static let ascend = Flag("--ascend", "walk up instead of down")
  static let derive = Option<Int>(
    "--derive", in: 0...1_000, "how many of the updates are derived line by line", usual: "1")
  static let start = Option<[Double]>(
    "--start", Form(placeholder: "X,Y,…"), "where to start", usual: "where the surface says"
  ) { (word) throws(UsageError) in
    guard let numbers = word.numbers else {
      throw .invalid(option: "--start", found: word, expected: "numbers such as -7,2")
    }
    return numbers
  }
  static let gradients = Option<GradientSource>(
    "--gradients", Form(placeholder: "numerical|G1,G2,…", words: ["numerical"]),
    "in place of backpropagation: central differences, or for optimize a list, one for each step",
    value: GradientSource.init)

  // A network and its training.
  static let batch = Option<Int>(
    "--batch", Form(placeholder: "N|all", words: ["all"]), "samples of one step", usual: "32"
  ) { (word) throws(UsageError) in
    if word == "all" { return .max }
    guard let number = Int(word), (1...60_000).contains(number) else {
      throw .invalid(
        option: "--batch", found: word,
        expected: "a whole number from 1 to 60000, or all (--sample 0:32 takes certain samples),")
    }
    return number
  }
  static let hidden = Option<[Int]>(
    "--hidden", Form(placeholder: "100|128-64|…"), "the units of each hidden layer",
    usual: "100 for mnist, else 16", value: HiddenUnits.read)
  static let activation = Option<NamedActivation>(
    "--activation", .oneOf(NamedActivation.names), "of the hidden layers",
    usual: "sigmoid for mnist, else tanh, or what a file says", value: NamedActivation.init)
  static let initialization = Option<Initializer>(
    "--init", Form(placeholder: "NAME|STD", words: ["xavier", "he"] + Initializer.names),
    "how weights are drawn: by name, or normal with a standard deviation", usual: "xavier",
    value: Initializer.read)
  static let seed = Option<Int>(
    "--seed", in: 0...Int(UInt32.max), "seed of NumPy's RandomState, from which all is drawn",
    usual: "0")
  static let learningRate = Option<Double>(
    "--learning-rate", positive: "RATE", orZero: true, "the step size",
    usual: "0.1 for gradient descent, else the optimizer's own")
  static let numeric = Flag("--numeric", "check every derivative by a central difference")
  static let record = Option<String>(
    "--record", written: ["safetensors"], mayBeBare: true,
    "write every tensor of the step to a safetensors file")

  // Training.
  static let epochs = Option<Int>(
    "--epochs", in: 1...100_000, "how often every sample is learned", usual: "1")
  static let precision = Option<Precision>("--precision", "of all numbers", usual: "float")
  static let limit = Option<Int>(
    "--limit", in: 1...1_000_000_000, "train on the first N samples only")
  static let save = Option<String>(
    "--save", written: ["json", "safetensors"], mayBeBare: true,
    "write the network after each epoch, to a model file (.json) or a safetensors file")
  static let load = Option<String>(
    "--load", .file, "begin with the weights of a model file or a safetensors file")
  static let resume = Flag(
    "--resume", "go on with the run that wrote the file of --load, with its options")
  static let recordEvery = Option<Int>(
    "--record-every", in: 1...1_000_000_000,
    "write all tensors of every Nth step, from the first, into DIR")
  static let plot = Option<String>(
    "--plot", written: ["svg", "txt"], or: ["boundary"],
    "draw the loss, as .svg or in characters (.txt); or print where the network sees which class")

  // The program itself.
  static let check = Flag("--check", "write nothing; fail at the first file that is out of date")
  static let folder = Option<String>("--folder", .folder, "where they are", usual: "walkthroughs")
  static let help = Flag("--help", "explain the subcommand")
  static let man = Flag("--man", "write all pages as one manual page, for man")
}

/// How Markdown draws networks and calculations.
enum FigureStyle: String, CaseIterable {
  case svg, mermaid
}

/// What takes the place of backpropagation.
enum GradientSource: Sendable, Equatable {
  case numerical
  case list([Double])

  init(_ word: String) throws(UsageError) {
    if word == "numerical" {
      self = .numerical
    } else if let numbers = word.numbers {
      self = .list(numbers)
    } else {
      throw .invalid(
        option: "--gradients", found: word, expected: "numerical, or numbers such as 0.1,-0.2,")
    }
  }
}

/// In which precision a network is trained.
enum Precision: String, CaseIterable {
  case float, double
}
