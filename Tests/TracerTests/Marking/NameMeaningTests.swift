import Foundation
import Testing

@testable import Tracer

/// Names that mean a quantity only together with the network, the sheet, or what somebody says.
@Suite struct NameMeaningTests {
  private static let mazur = AnswerKey(Example.mazur.model()).knownNames
  private static let twoTwoTwo = AnswerKey(Example.twoTwoTwo.model()).knownNames

  private static func read(_ text: String, _ names: KnownNames = mazur) throws -> AnswerSheet {
    try AnswerReader.read(Array(text.utf8), file: "sheet", names: names)
  }

  @Test(
    arguments: [
      ("E1", "E_o1"), ("E_1", "E_o1"), ("t1", "target_o1"), ("dEdw5", "dE/dw5"),
      ("dE_dw5", "dE/dw5"), ("grad w5", "dE/dw5"), ("gradient of w5", "dE/dw5"),
      ("grad_w5", "dE/dw5"), ("ŷ1", "out_o1"), ("input(h1)", "net_h1"), ("w5(t+1)", "w5+"),
      ("w5 new", "w5+"), ("new w5", "w5+"), ("Jtotal", "E_total"), ("L", "E_total"),
      ("C", "E_total"), ("Loss", "E_total"), (#"\part E/\part w5"#, "dE/dw5"),
      ("w^{(2)}_{11}", "w5"), (#"\partial L / \partial w_5"#, "dE/dw5"),
      ("∂J/∂net_o1", "dE/dnet_o1"),
      ("netH1", "net_h1"), ("net input of h1", "net_h1"), ("Fehler", "E_total"),
      ("h1의 출력", "out_h1"),
      ("sortie de o1", "out_o1"), ("dLdw5", "dE/dw5"),
    ])
  func `a name is read as people write it`(text: String, expected: String) throws {
    #expect(try Self.read("\(text) = 0.123").answers.first?.quantity == expected)
  }

  @Test(arguments: [("-0.041084", "w5+-w5"), ("0.082167", "dE/dw5")])
  func `Δw is the step or the gradient, by its number`(number: String, expected: String) throws {
    #expect(try Self.read("Δw5 = \(number)").answers.first?.quantity == expected)
  }

  @Test func `Δw is the step where its work has the learning rate in it`() throws {
    let sheet = try Self.read("Δw5 = -0.5 * 0.13850 * 0.59327 = -0.041084")
    #expect(sheet.answers.map(\.quantity) == ["w5+-w5"])
    let marking = Marking(sheet, with: AnswerKey(Example.mazur.model()))
    #expect(marking.isFaultless, "\(marking.marks)")
  }

  @Test func `a name that may mean two quantities is settled by its number`() throws {
    #expect(try Self.read("z1 = 0.3775").answers.map(\.quantity) == ["net_h1"])
    let sheet = try Self.read("z1 = 1.1059")
    #expect(sheet.answers.map(\.quantity) == ["net_o1"])
    #expect(!sheet.assumptions.isEmpty)
  }

  @Test func `a name that may mean two quantities is settled by its work`() throws {
    let sheet = try Self.read("z1 = 0.05·0.15 + 0.1·0.2 + 0.35 = 0.4775")
    #expect(sheet.answers.map(\.quantity) == ["net_h1"])
    #expect(!sheet.assumptions.isEmpty)
  }

  @Test func `a name that nothing settles is not marked`() throws {
    let sheet = try Self.read("z1 = 0.4711")
    #expect(sheet.answers.map(\.quantity) == [nil])
    #expect(Set(sheet.answers[0].candidates).isSuperset(of: ["net_h1", "net_o1"]))
    #expect(sheet.unread == [1])
    #expect(sheet.isHardlyRead)
  }

  @Test func `names that follow each other are those of one layer`() throws {
    let sheet = try Self.read("z1 = 0.3775\nz2 = 0.3333")
    #expect(sheet.answers.map(\.quantity) == ["net_h1", "net_h2"])
  }

  @Test func `the unit that a weight comes from is told by the numbers of the sheet`() throws {
    let toFirst = try Self.read(
      "dE/dw^{(2)}_{12} = 0.0827\ndE/dw^{(2)}_{21} = -0.0226\nw^{(2)}_{12}+ = 0.5")
    #expect(toFirst.answers.map(\.quantity) == ["dE/dw6", "dE/dw7", "w6+"])
    let fromFirst = try Self.read(
      "dE/dw^{(2)}_{12} = -0.0226\ndE/dw^{(2)}_{21} = 0.0827\nw^{(2)}_{12}+ = 0.5")
    #expect(fromFirst.answers.map(\.quantity) == ["dE/dw7", "dE/dw6", "w7+"])
  }

  @Test func `a square matrix is read in the orientation that agrees`() throws {
    let rows = try Self.read("dW2 = [[0.0822 0.0827] [-0.0226 -0.0227]]")
    #expect(rows.answers.map(\.quantity) == ["dE/dw5", "dE/dw6", "dE/dw7", "dE/dw8"])
    #expect(!rows.assumptions.isEmpty)
    let columns = try Self.read("dW2 = [[0.0822 -0.0226] [0.0827 -0.0227]]")
    #expect(columns.answers.map(\.quantity) == ["dE/dw5", "dE/dw7", "dE/dw6", "dE/dw8"])
  }

  @Test func `a square matrix that fits neither way is left open`() throws {
    let sheet = try Self.read("dW2 = [[5 6] [7 8]]")
    #expect(sheet.answers.count == 4)
    #expect(sheet.answers[1].quantity == nil)
    #expect(Set(sheet.answers[1].candidates).isSuperset(of: ["dE/dw6", "dE/dw7"]))
  }

  @Test func `a file of names says what theirs mean`() throws {
    let names = try Self.mazur.learning(
      Array("# mine\nfoo = net_h1\n q_1 = dE/dw5  # slope\n".utf8), file: "names")
    #expect(
      try Self.read("foo = 1\nq1 = 2", names).answers.map(\.quantity) == ["net_h1", "dE/dw5"])
    let error = #expect(throws: AnswerSheetError.self) {
      try Self.mazur.learning(Array("foo = net_h1\nbar = nets_h1".utf8), file: "names")
    }
    #expect(error?.description.hasPrefix("names:2: ") == true)
    #expect(error?.description.contains("net_h1") == true)
  }

  @Test func `the summary tells what was read and what was not`() throws {
    let sheet = try Self.read("net_h1 = 0.3775\nblorp = 0.5\nout_h1 = 0.5933")
    #expect(sheet.readCount == 2)
    #expect(sheet.unread == [2])
    #expect(!sheet.isHardlyRead)
    #expect(
      sheet.summary.english.words == "2 numbers were read as answers, 1 was not (line 2).")
    let unread = try Self.read("blorp = 0.5\nblarp = 0.5\nnet_h1 = 0.3775")
    #expect(unread.isHardlyRead)
    #expect(unread.summary.english.words.contains("--names FILE"))
  }
}
