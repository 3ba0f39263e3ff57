import Tracer

let derivation = try Derivation(
  Example.named(CommandLine.arguments.dropFirst().first ?? "2-2-2")!.model(false))
let l: Language = CommandLine.arguments.contains("ko") ? .korean : .english
print(
  (CommandLine.arguments.contains("md")
    ? MarkdownRenderer(language: l) as any Renderer : PlainTextRenderer(language: l)).render(
      derivation.document()), terminator: "")
