/// What a page with fields to fill in has below them: buttons that save what was filled in, as a file
/// that `check` reads, or print the page.
enum HTMLFields {
  private static let save = Phrase(en: "Save the answers", ko: "답안 저장")
  private static let print = Phrase(en: "Print", ko: "인쇄")

  /// The buttons and their script; nothing for a page without fields.
  static func controls(below page: String, title: String, in language: Language) -> String {
    guard page.contains("<input name=") else { return "" }
    let lines = title.replacing("\\", with: "").replacing("\"", with: "")
    return """

      <p class="controls"><button id="save">\(MathMLScript.escaped(save[language].words))</button>
      <button onclick="print()">\(MathMLScript.escaped(print[language].words))</button></p>
      <script>
      document.getElementById("save").onclick = () => {
        const sheet = document.querySelector("main code");
        const name = sheet ? sheet.textContent : "answers";
        const lines = ["\(lines)", sheet ? "(" + name + ")" : "", ""];
        document.querySelectorAll(".blank input").forEach(field => {
          if (field.value.trim()) lines.push("(" + field.name + ") " + field.value.trim());
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
