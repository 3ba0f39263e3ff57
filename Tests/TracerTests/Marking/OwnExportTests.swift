import Foundation
import Testing

@testable import Tracer

/// What the program prints, read back as somebody's answers: every number is right, and no line beside
/// one is said to give another.
@Suite struct OwnExportTests {
  private static let optimizers = [
    "gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "adamw",
  ]

  private static func model(_ optimizer: String) throws -> Model {
    let text = """
      {"format": "backprop-model", "version": 1, "inputs": [0.8, 0.3], "targets": [0.25],
       "layers": [{"weights": [[0.35, 0.9], [-0.4, 0.65]], "activation": "sigmoid"},
                  {"weights": [[0.55, -0.45]], "activation": "sigmoid"}],
       "loss": "half-squared-error", "optimizer": {"kind": "\(optimizer)", "lr": 0.05}}
      """
    return try ModelFile.read(Data(text.utf8), file: "x").model()
  }

  @Test(arguments: optimizers, Language.allCases)
  func `every number of an export is right`(_ optimizer: String, _ language: Language) throws {
    let model = try Self.model(optimizer)
    let document = try Derivation(model).document()
    let renderers: [(String, any Renderer)] = [
      ("text", PlainTextRenderer(language: language)),
      ("Markdown", MarkdownRenderer(language: language)),
      ("HTML", HTMLRenderer(language: language)), ("LaTeX", LaTeXRenderer(language: language)),
    ]
    let key = AnswerKey(model, comparingOrders: true)
    for (format, renderer) in renderers {
      let sheet = try AnswerReader.read(
        Array(renderer.render(document).utf8), file: "export", names: key.knownNames)
      let marking = Marking(sheet, with: key)
      #expect(marking.tally.right > 40, "\(format)")
      #expect(marking.tally.right + marking.tally.tooCoarse == sheet.answers.count, "\(format)")
    }
  }
}
