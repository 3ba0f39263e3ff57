import Testing

import Tracer

@Suite struct NearestNameTests {
  @Test(
    arguments: [
      ("out_h3", "out_h1"), ("ent_o1", "net_o1"), ("E_totla", "E_total"), ("w55", "w5"),
      ("OUT_O1", "out_o1"), ("fluffy", nil), ("", nil), ("x", nil),
      ("e_t", "E_total"), ("E", "E_total"), ("out", nil),
    ])
  func `the nearest name is offered, if one is near`(written: String, expected: String?) {
    let names = ["out_h1", "net_o1", "E_total", "w5", "out_o1", "y"]
    #expect(nearestName(to: written, among: names) == expected)
  }

  @Test func `of equally near names the first is taken`() {
    #expect(nearestName(to: "w9", among: ["w1", "w2"]) == "w1")
  }

  // One letter of every three may differ.
  @Test(
    arguments: [
      ("apple", "angle", false), ("apple", "ample", true), ("orange", "arrange", true),
      ("oranges", "orgies", false), ("ab", "cd", false),
    ])
  func `a name is near by its share of equal letters`(a: String, b: String, isNear: Bool) {
    #expect((nearestName(to: a, among: [b]) != nil) == isNear)
  }
}
