/// What a page with fields to fill in has below them: buttons that save what was filled in, as a file
/// that `check` reads, or print the page.
enum HTMLFields {
  private static let save = Phrase(en: "Save the answers", ko: "답안 저장")
  private static let print = Phrase(en: "Print", ko: "인쇄")

  /// How blanks look, large enough to write in on paper; nothing for a page without any.
  static func style(of page: String) -> String {
    guard page.contains("class=\"blank\"") else { return "" }
    return """
      .blank { white-space: nowrap; } .blank .label { color: var(--soft); font-size: .8em; }
      .blank input { font: inherit; width: 9em; padding: .2em .4em; color: inherit;
        border: 1.5px solid var(--soft); border-radius: 2px; background: transparent; }
      .blank .filled { display: inline-block; border: 1.5px solid var(--mark);
        margin: .2em 0; padding: .1em .4em; }
      .controls { max-width: 46rem; margin: 0 auto 2rem; padding: 0 1.25rem; }
      @media print { .controls { display: none; } .blank input { height: 1.7em; width: 11em; } }

      """
  }

  /// The buttons and their script; nothing for a page without fields.
  static func controls(below page: String, title: String, in language: Language) -> String {
    guard page.contains("<input name=") else { return "" }
    let lines = title.replacing("\\", with: "").filter { !"\"<>".contains($0) }
    return """

      <p class="controls"><button id="save">\(MathMLScript.escaped(save[language].words))</button>
      <button onclick="print()">\(MathMLScript.escaped(print[language].words))</button></p>
      <script>
      const sheet = document.querySelector("main h1 + p code");
      const name = sheet ? sheet.textContent : "answers";
      const fields = document.querySelectorAll(".blank input");
      const place = [location.pathname, name, fields.length].join(" ");
      let kept = {};
      try { kept = JSON.parse(localStorage[place]); } catch {}
      fields.forEach(field => {
        field.value = kept[field.name] ?? "";
        field.oninput = () => {
          kept[field.name] = field.value;
          try { localStorage[place] = JSON.stringify(kept); } catch {}
        };
      });
      document.getElementById("save").onclick = () => {
        const lines = ["\(lines)", sheet ? "(" + name + ")" : "", ""];
        fields.forEach(field => {
          const label = sheet ? "(" + field.name + ") " : field.dataset.of + " = ";
          if (field.value.trim()) lines.push(label + field.value.trim());
        });
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([lines.join("\\n") + "\\n"], {type: "text/plain"}));
        link.download = name + ".txt";
        link.click();
      };
      </script>
      """
  }
}
