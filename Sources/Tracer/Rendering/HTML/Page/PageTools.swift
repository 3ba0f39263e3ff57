/// What a page's program adds to it, in one language: the bar of tools, each with what it does and the
/// keys that do the same, and the panel in which every given number can be typed over.
struct PageTools {
  private let page: LivePage
  private let language: Language

  init(_ page: LivePage, _ language: Language) { (self.page, self.language) = (page, language) }

  private func words(_ english: String, _ korean: String) -> String {
    MathMLScript.escaped(language == .korean ? korean : english)
  }

  /// - Parameter sign: What stands on the button in place of its name.
  private func button(
    _ act: String, _ name: String, sign: String? = nil, keys: String = "", _ more: String = ""
  ) -> String {
    let keys = keys.isEmpty ? "" : " aria-keyshortcuts=\"\(keys)\""
    let title = sign == nil ? "" : " aria-label=\"\(name)\" title=\"\(name)\""
    return "<button type=\"button\" data-act=\"\(act)\"\(keys)\(title)\(more)>"
      + "\(sign ?? name)</button>"
  }

  private func group(_ members: [String], _ more: String = "") -> String {
    members.isEmpty ? "" : "<span\(more)>\(members.joined())</span>"
  }

  private func choice(_ name: String, _ title: String, _ options: [(String, String)]) -> String {
    let options = options.map { "<option value=\"\($0)\">\($1)</option>" }
    return "<select name=\"\(name)\" aria-label=\"\(title)\">\(options.joined())</select>"
  }

  /// The bar.
  var bar: String {
    let jump = words("Jump to", "이동")
    let other = language == .korean ? Language.english : .korean
    return group([
      button(
        "previous", words("Previous step", "이전 단계"), sign: "←", keys: "ArrowLeft PageUp"),
      button(
        "next", words("Next step", "다음 단계"), sign: "→", keys: "ArrowRight PageDown Space"),
      choice("outline", jump, [("", jump + " …")]),
      button("end", words("Show all", "모두 보기"), " class=\"whenStepping\""),
    ])
      + group([button("menu", words("Tools of the page", "페이지 도구"), sign: "⋯")], " class=\"menu\"")
      + (page.isAlive ? group(changes) + group(studies) : "")
      + group([
        button("large", words("Large print", "큰 글씨"), sign: "A⁺", keys: "f"),
        button(
          "language", words("한국어", "English"), keys: "l", " lang=\"\(other.rawValue)\""),
      ])
  }

  private var changes: [String] {
    let run = words("Run", "반복")
    let updates =
      if !page.groups.isEmpty {
        [
          "<label>\(words("Updates", "갱신 횟수")) <input type=\"range\" name=\"updates\" min=\"0\" "
            + "max=\"\(page.lastUpdate)\"></label><output></output>"
        ]
      } else if !page.runs.isEmpty {
        [
          button(
            "update", words("Update", "갱신"), keys: "u",
            " title=\"\(words("Take the new parameters and go on", "새 매개변수로 계속한다"))\""),
          button("run", run),
          "<input type=\"number\" name=\"many\" min=\"1\" max=\"10000\" value=\"100\" "
            + "aria-label=\"\(run)\">",
        ]
      } else {
        [String]()
      }
    return [button("change", words("Change numbers", "값 바꾸기"))] + updates
      + [
        button("undo", words("Undo", "되돌리기"), keys: "z"),
        button("reset", words("Reset", "처음으로")),
      ]
  }

  private var studies: [String] {
    let rounding = words("Rounding", "중간 반올림")
    let digits = Set(3...8).union(page.carry.map { [$0] } ?? []).sorted()
    let options =
      [("", "\(rounding): \(words("none", "없음"))")]
      + digits.map { ("\($0)", "\(rounding): \($0) \(words("digits", "자리"))") }
    return [
      button("predict", words("Predict", "맞혀 보기"), keys: "p")
    ] + (page.groups.isEmpty ? [choice("rounding", rounding, options)] : [])
  }

  /// The panel.
  var panel: String {
    guard page.isAlive else { return "" }
    let usual = [
      ("input", words("Inputs", "입력")), ("target", words("Targets", "목푯값")),
      ("weight", words("Weights", "가중치")), ("bias", words("Biases", "편향")),
      ("constant", words("Constants", "상수")), ("rate", words("Optimizer", "최적화")),
    ]
    let own = page.groups.map { ($0.prefix, MathMLScript.escaped($0.title[language].words)) }
    return (usual + own).map { kind, title in
      let names = page.given.filter { $0.kind == kind && $0.name != "t" }.map(\.name)
      let fields = names.map { name in
        "<label><span>\(MathMLScript.escaped(page.plain(name).symbol))</span>"
          + "<input type=\"number\" step=\"any\" name=\"\(MathMLScript.escaped(name))\"></label>"
      }
      return fields.isEmpty
        ? "" : "<fieldset><legend>\(title)</legend>\(fields.joined())</fieldset>"
    }.joined()
  }
}
