import Tracer

extension Operand {
  /// A built-in example, a model or expression file, data for a network that the options describe, or
  /// `-`.
  static let model = Operand(
    form: Form(placeholder: "EXAMPLE|FILE|DATA|-", words: ModelOperand.names, path: .file),
    mayBeData: true)
  /// Several of them.
  static let models = Operand(form: model.form, isRepeated: true, mayBeData: true)
  /// The same where `-` is something else.
  static let modelOrFile = Operand(
    form: Form(placeholder: "EXAMPLE|FILE|DATA", words: ModelOperand.names, path: .file))
  /// What numbers can be drawn for.
  static let exercise = Operand(
    form: Form(placeholder: "EXAMPLE|FILE", words: Example.all.map(\.name), path: .file))
  /// A write-up, or a folder of them.
  static let answers = Operand(form: Form(placeholder: "ANSWERS", path: .file))
  /// An example whose numbers are published.
  static let published = Operand(
    form: Form(placeholder: "EXAMPLE", words: Example.published.map(\.name)), isOptional: true)
  /// A surface, or an expression file.
  static let surface = Operand(
    form: Form(
      placeholder: (Surface.all.map(\.name) + ["FILE", "-"]).joined(separator: "|"),
      words: Surface.all.map(\.name), path: .file), isOptional: true)
  /// A network or data.
  static let trained = Operand(
    form: Form(placeholder: "EXAMPLE|FILE|DATA", words: ModelOperand.names, path: .file),
    mayBeData: true)
  /// The folder of the records.
  static let records = Operand(form: .folder, isOptional: true)
  /// A subcommand's name.
  static let subcommand = Operand(
    form: Form(placeholder: "SUBCOMMAND", words: Backprop.subcommands.map { $0.name }),
    isOptional: true)
  /// For which shell completions are written.
  static let shell = Operand(form: .oneOf(Shell.allCases.map(\.rawValue)))
}
