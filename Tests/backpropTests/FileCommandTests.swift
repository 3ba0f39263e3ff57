import Foundation
import Testing

/// The subcommands that read what a person wrote.
@Suite struct FileCommandTests {
  static let shopping = """
    apple = 100
    count = 2
    tax = 1.1
    subtotal = apple * count
    total = subtotal * tax

    """

  @Test(arguments: ["2-2-2", "mazur", "apples", "regression", "softmax", "xor"])
  func `an exported example is traced like the example`(_ name: String) throws {
    try withTemporaryFolder { folder in
      #expect(try Command("export", name, "--output", "my-model.json", in: folder).status == 0)
      let text = try String(
        contentsOf: folder.appending(path: "my-model.json"), encoding: .utf8)
      let isNetwork = text.hasPrefix("{")
      // A calculation is no JSON, whatever its file is called.
      let file = isNetwork ? "my-model.json" : "-"
      for options in [["--digits", "5"], ["--only", isNetwork ? "w2" : "apple"]] {
        let words = ["--format", "json"] + options
        let ours = try Command(["trace", file] + words, input: text, in: folder)
        let example = try Command(["trace", name] + words, in: folder)
        #expect(ours.status == 0, "\(ours.notes)")
        #expect(ours.output.split(separator: "\n").dropFirst(2).count > 10)
        #expect(
          ours.output.replacing("standard input", with: name) == example.output)
      }
    }
  }

  @Test func `the gradient of a calculation is named after its output`() throws {
    let run = try Command("trace", "-", "--format", "json", input: Self.shopping)
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let steps = try #require(record["steps"] as? [[String: Any]])
    let quantities = try #require(steps[0]["quantities"] as? [[String: Any]])
    let gradient = quantities.first { $0["name"] as? String == "dtotal/dapple" }
    #expect(gradient?["value"] as? Double == 2.2)
  }

  @Test(arguments: [
    ("total = appel * 2\n", 65, "standard input:1:9: appel is not defined"),
    ("{\"format\": \"backprop-model\"}", 65, "standard input: the field version is missing"),
    ("{", 65, "standard input:1:2: a name in quotation marks expected; the end of the text found"),
    ("{\"version\": 1,\n \"version\": 1}", 65, "standard input:2:2: \"version\" stands on line 1"),
    ("", 65, "standard input:1:1: a formula expected"),
  ])
  func `a mistake in a file ends with its place and code 65`(
    _ input: String, status: Int32, message: String
  ) throws {
    for subcommand in ["trace", "gradcheck", "export", "optimize"] {
      let run = try Command(subcommand, "-", input: input)
      #expect(run.status == status)
      #expect(run.output.isEmpty)
      #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
    }
  }

  @Test func `a fault in a file's numbers or letters names the file`() throws {
    try withTemporaryFolder { folder in
      let network = #"""
        {"format": "backprop-model", "version": 1, "name": "a", "inputs": [2], "targets": [0],
         "layers": [{"weights": [[5e153]], "activation": "identity"}],
         "loss": "half-squared-error", "optimizer": {"kind": "adam", "lr": 0.1}}
        """#
      let latin = Data("x = 1\n# caf".utf8) + [0xE9] + Data("\ny = x * 2\n".utf8)
      for (file, contents, message) in [
        ("big.json", Data(network.utf8), ": v_w1+ is not a finite number"),
        ("latin.calc", latin, ":2: a text in UTF-8 expected"),
      ] {
        try contents.write(to: folder.appending(path: file))
        let run = try Command("trace", file, in: folder)
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(run.notes.hasPrefix("backprop: \(file)\(message)"), "\(run.notes)")
      }
    }
  }

  @Test func `a learning rate of 0 changes nothing, on the command line as in a file`() throws {
    let run = try Command("trace", "mazur", "--only", "w5", "--learning-rate", "0")
    #expect(run.status == 0 && run.output.contains("this update does not move w5"))
  }

  @Test func `a file that is not there ends with code 66`() throws {
    let run = try Command("trace", "nowhere/my-model.json")
    #expect(run.status == 66)
    #expect(run.notes.hasPrefix("backprop: nowhere/my-model.json: cannot be read"))
  }

  @Test func `a gradient check passes, and fails where the step is too large`() throws {
    let passed = try Command("gradcheck", "mazur", "--only", "w5")
    #expect(passed.status == 0)
    #expect(passed.output.contains("∂E/∂w5 = (E_plus − E_minus)/(2 · h)"))
    #expect(try Command("gradcheck", "mazur", "--step", "3").status == 1)
    #expect(try Command("gradcheck", "mazur", "--step", "0").status == 64)
  }

  @Test func `the plots of a Markdown file stand beside it`() throws {
    try withTemporaryFolder { folder in
      let run = try Command("optimize", "valley", "--output", "valley.md", in: folder)
      #expect(run.status == 0 && run.output.isEmpty)
      let text = try String(contentsOf: folder.appending(path: "valley.md"), encoding: .utf8)
      #expect(text.contains("](valley-1.svg)"))
      let image = try String(
        contentsOf: folder.appending(path: "valley-1.svg"), encoding: .utf8)
      #expect(image.hasPrefix("<svg ") && image.contains("<polyline "))
      #expect(
        try Command("optimize", "valley", "--format", "markdown").output.contains("<svg "))
    }
  }

  @Test(arguments: [
    (["optimize", "valley", "--optimizer", "adm"], "--optimizer adm: kind: adam"),
    (
      ["optimize", "valley", "--optimizer", "adam:lr=much"],
      "--optimizer adam:lr=much: lr: a number, 0 or more expected"
    ),
    (["optimize", "valley", "--start", "1"], "--start 1: 2 numbers, for x, y, expected"),
    (["optimize", "vale"], "vale: no such surface or file"),
    (["optimize", "mazur"], "optimize mazur: a surface or an expression file expected"),
  ])
  func `a wrong call of optimize gets code 64`(_ words: [String], message: String) throws {
    let run = try Command(words)
    #expect(run.status == 64)
    #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
  }

  @Test func `optimizing needs a number to start from`() throws {
    let run = try Command("optimize", "-", input: "const a = 2\nb = a * 3\n")
    #expect(run.status == 65)
    #expect(run.notes.contains("no number to optimize over; a line such as x = 2 gives one"))
  }

  @Test func `no variable is called as the learning rate is`() throws {
    let run = try Command("optimize", "-", input: "alpha = 2\nf = alpha^2\n")
    #expect(run.status == 65)
    #expect(run.notes.contains("alpha stands for something else in the optimizers' rules"))
  }

  @Test(arguments: ["en", "ko"])
  func `no line of any example is wider than a hundred columns`(_ language: String) throws {
    let list = try Command("list").output.split(separator: "\n").filter { $0.first != " " }
    #expect(list.count > 10)
    var runs = list.map { ["trace", String($0.prefix { $0 != " " })] }
    runs += [
      ["optimize", "beale"], ["gradcheck", "xor"], ["optimize", "valley", "--derive", "2"],
      ["optimize", "saddle", "--ascend"],
    ]
    for words in runs {
      let run = try Command(words + ["--language", language])
      #expect(run.status == 0, "\(words)")
      for line in run.output.split(separator: "\n") {
        #expect(line.count <= 100, "\(words): \(line)")
      }
    }
  }
}
