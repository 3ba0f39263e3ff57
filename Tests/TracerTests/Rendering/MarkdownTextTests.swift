import Testing

@testable import Tracer

@Suite struct MarkdownTextTests {
  @Test func `words that look like markup are words`() {
    let name = "<i>a*b</i> $x$"
    #expect(
      Rendered.markdown(.paragraph(Phrase("The class is \(name)."))) == #"""
        The class is \<i>a\*b\</i> \$x\$.
        """#)
  }
}
