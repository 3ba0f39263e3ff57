import Foundation
import Testing

@testable import Tracer

/// What a page carries so that its program can calculate it anew.
@Suite("Live pages") struct LivePageTests {
  private static func page(
    _ name: String, carry: Int? = nil, detail: Detail = .compact
  ) throws -> LivePage {
    var options = DerivationOptions()
    (options.detail, options.carry) = (detail, carry)
    let derivation = try Derivation(#require(Example.named(name)).model(), options: options)
    return LivePage(derivation, derivation.document())
  }

  @Test(
    arguments: Example.all.map(\.name).filter { $0 != "saturated-cross-entropy" }, Detail.allCases)
  func `every quantity follows from those before it`(_ name: String, _ detail: Detail) throws {
    let page = try Self.page(name, detail: detail)
    guard page.isAlive else { return }
    let worked = WorkedStep(try #require(Example.named(name)).model())
    var values = Dictionary(uniqueKeysWithValues: page.given.map { ($0.name, $0.value) })
    for (name, formula) in page.formulas {
      #expect(formula.symbols.allSatisfy { values[$0] != nil }, "\(name)")
      let value = formula.evaluated { values[$0] ?? $1 }
      values[name] = value
      guard let recorded = worked.value(named: name) else { continue }
      #expect(abs(value - recorded) <= 1e-12 * max(abs(recorded), 1e-3), "\(name)")
    }
    #expect(page.shown.allSatisfy { values[$0.name] != nil })
    // What comes of many updates the page calculates by making them.
    let lost = page.said.filter { values[$0] == nil && !$0.contains("@") }
    #expect(lost.isEmpty, "\(lost)")
  }

  @Test(arguments: [
    ["w1": 900.0], ["w1": -900], ["w1": 2], ["w1": 900, "w2": -900], ["w3": 900], ["w2": 40],
  ])
  func `the formulas that are calculated by hold for any numbers`(changes: [String: Double]) throws
  {
    func models(_ net: (Int) -> Double) throws -> [Model] {
      let one = try SaturationTests.model(net: net(1), target: 0)
      return changes.count == 1 && changes["w1"] != nil
        ? [one] : [try SaturationTests.model(nets: (1...3).map(net), right: 0)]
    }
    let usual = try models { 0.1 * Double($0) },
      changed = try models { changes["w\($0)"] ?? 0.1 * Double($0) }
    for (model, other) in zip(usual, changed) {
      let derivation = try Derivation(model)
      let page = LivePage(derivation, derivation.document())
      #expect(page.isAlive)
      var values = Dictionary(uniqueKeysWithValues: page.given.map { ($0.name, $0.value) })
        .merging(changes) { $1 }
      for (name, formula) in page.formulas {
        let by = page.quantities.stable[name].flatMap { $0 } ?? formula
        values[name] = by.evaluated { values[$0] ?? $1 }
      }
      var trace = other.trace
      trace.backward()
      for name in ["out_o1", "E_total", "dE/dnet_o1", "dE/dw1"] {
        let wanted = trace[name] ?? trace.gradient(of: String(name.dropFirst(4))) ?? .nan
        let found = values[name] ?? .nan
        #expect(abs(found - wanted) <= 1e-14 * abs(wanted), "\(name): \(found), not \(wanted)")
      }
    }
  }

  @Test(arguments: ["2-2-2", "mazur", "xor", "deep", "batches", "softmax", "apples-oranges"])
  func `small models are alive`(_ name: String) throws {
    #expect(try Self.page(name).isAlive)
  }

  @Test func `a formula travels as nested lists`() {
    let (a, b) = (Formula.leaf("a"), Formula.leaf("b\""))
    #expect(
      (-(a * b) / .power(1.0 + .call(.exp, -a), 2.5)).json
        == #"["/",["neg",["*","a","b\""]],["^",["+",1,["exp",["neg","a"]]],2.5]]"#)
    #expect((a - 0.1).liveAttribute == "data-v=\"[&quot;-&quot;,&quot;a&quot;,0.1]\"")
    #expect(a.liveAttribute == "data-v=\"a\"")
  }

  @Test func `what is said of these numbers alone is told from what always holds`() throws {
    let page = try Self.page("2-2-2")
    let change = Change(of: "E_total", from: 0.2397, to: 0.2373, exactly: 0.0024, digits: 4)
    #expect(page.isLasting(Phrases.errorReason))
    #expect(page.isLasting(Phrases.backward))
    #expect(!page.isLasting(Phrases.source(try #require(Example.named("2-2-2")).model().source!)))
    #expect(!page.isLasting(Phrases.alone(["w5"], change)))
  }

  @Test(arguments: ["2-2-2", "mazur", "deep"])
  func `of a sentence that depends on signs, one wording is true`(_ name: String) throws {
    let derivation = try Derivation(#require(Example.named(name)).model())
    let phrases = derivation.document().blocks.compactMap { block -> Phrase? in
      if case .paragraph(let phrase) = block, !phrase.holds.isEmpty { phrase } else { nil }
    }
    for phrase in phrases {
      // One sign, or two and that of their product.
      let wordings = phrase.holds.count == 1 ? 2 : 4
      #expect(phrase.otherwise.count == wordings - 1)
      #expect(phrase.holds.allSatisfy { $0.evaluated() > 0 })
      #expect(phrase.otherwise.allSatisfy { $0.holds.contains { $0.evaluated() <= 0 } })
      #expect(Set(([phrase] + phrase.otherwise).map(\.korean)).count == wordings)
    }
    #expect(!phrases.isEmpty)
  }

  @Test(arguments: Language.allCases)
  func `a live page has both languages, one program, and no request`(_ language: Language) throws {
    var options = DerivationOptions()
    options.detail = .compact
    let derivation = try Derivation(#require(Example.named("2-2-2")).model(), options: options)
    let document = derivation.document()
    var live = LivePage(derivation, document)
    live.addMistakes(of: derivation)
    let page = HTMLRenderer(language: language).render(
      document, live: live, PageProgram(script: "go();\n", style: ".tools {}\n"))
    #expect(page.components(separatedBy: "<script>\ngo();\n</script>").count == 2)
    #expect(page.contains("오차") && page.contains("Backward pass"))
    #expect(page.components(separatedBy: "data-e=\"0\"").count == 3)
    let start = try #require(page.range(of: "id=\"trace\">")?.upperBound)
    let rest = page[start...]
    let end = try #require(rest.range(of: "</script>")?.lowerBound)
    let json = try JSONSerialization.jsonObject(with: Data(rest[..<end].utf8)) as? [String: Any]
    let edits = try #require(json?["edits"] as? [[Any]])
    #expect(edits.count == document.equations.count && edits.contains { $0.count > 5 })
    #expect(!page.contains("http://www.w3.org/1999/xhtml") && !page.contains("src="))
  }
}
