/// What makes a page alive: its program, and the style of what the program adds.
package struct PageProgram: Sendable {
  package let script: String
  package let style: String

  package init(script: String, style: String) {
    self.script = script
    self.style = style
  }
}
