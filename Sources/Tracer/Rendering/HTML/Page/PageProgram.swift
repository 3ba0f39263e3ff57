/// What makes a page alive: its program, and the style of what the program adds.
package struct PageProgram: Sendable {
  /// In JavaScript.
  package let script: String
  /// In CSS.
  package let style: String

  /// A program and a style.
  package init(script: String, style: String) {
    self.script = script
    self.style = style
  }
}
