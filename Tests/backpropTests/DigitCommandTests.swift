import Foundation
import MNISTData
import Testing
import Tracer

@Suite struct DigitCommandTests {
  /// A short training: 320 images, ten steps.
  private static let short = ["train", "mnist", "--limit", "320"]

  @Test func `training prints a line each epoch and counts every test image`() throws {
    let run = try Command(Self.short + ["--epochs", "2", "--precision", "double"])
    #expect(run.status == 0)
    #expect(run.notes.isEmpty)
    let lines = run.output.split(separator: "\n").map(String.init)
    let losses = try lines.prefix(2).enumerated().map { number, line in
      #expect(line.hasPrefix("epoch \(number + 1)   loss "))
      return try #require(Double(line.components(separatedBy: "loss ")[1].prefix { $0 != " " }))
    }
    // Who guesses loses ln 10 an image, and ten steps help a little.
    #expect(abs(losses[0] - log(10)) < 0.1 && losses[1] < losses[0])
    let counted = lines.compactMap { line -> [Int]? in
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      return numbers.count == 11 ? Array(numbers.dropFirst()) : nil
    }
    #expect(counted.count == 10)
    #expect(counted.flatMap(\.self).reduce(0, +) == 10_000)
    let accuracy = lines[1].components(separatedBy: "test ")[1].prefix { $0 != " " }
    let right = counted.enumerated().reduce(0) { $0 + $1.element[$1.offset] }
    #expect(String(format: "%.4f", Double(right) / 10_000) == accuracy)
  }

  @Test func `a run that is resumed goes on as if it had not ended`() throws {
    try withTemporaryFolder { folder in
      let options = ["--batch", "40", "--learning-rate", "0.2", "--seed", "4", "--init", "he"]
      func train(_ words: String...) throws {
        let run = try Command(Self.short + words, in: folder)
        #expect(run.status == 0, "\(run.notes)")
      }
      func bytes(_ file: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: file))
      }
      let whole = try Command(Self.short + options + ["--epochs", "3", "--save", "a"], in: folder)
      #expect(whole.status == 0)
      let half = try Command(Self.short + options + ["--epochs", "2", "--save", "b"], in: folder)
      #expect(half.status == 0)
      #expect(try bytes("a") != bytes("b"))
      try train("--load", "b", "--resume", "--save", "b")
      #expect(try bytes("a") == bytes("b"))
    }
  }

  /// The command trains on compiled plans; here each update is traced.
  @Test func `what comes after updates is what updates lead to`() throws {
    let run = try Command(
      ["trace", "mnist", "--hidden", "4", "--seed", "3", "--after", "2", "--batch", "8"]
        + ["--optimizer", "adam:lr=0.01", "--only", "b2", "--digits", "9", "--detail", "summary"])
    #expect(run.status == 0, "\(run.notes)")
    var generator = NumPyGenerator(seed: 3)
    let network = Network.digits(hidden: [4], from: &generator)
    let digits = try DataSet.mnist(.train, folder: MNISTData.folder)
    let order = generator.permutation(digits.count)
    func model(_ step: Int, after before: Model?) throws -> Model {
      var model = try network.model(
        of: digits, images: Array(order[8 * step..<8 * step + 8]), learningRate: 1)
      model.optimizer = try Registry.optimizer(words: "adam:lr=0.01")
      guard let before else { return model }
      for id in model.trained { model.leaves[id] = before.leaves[id] }
      (model.updates, model.state) = (before.updates, before.state)
      return model
    }
    let first = try model(0, after: nil).after(updates: 1)
    let second = try model(1, after: first).after(updates: 1)
    let third = WorkedStep(try model(2, after: second))
    for unit in 0..<10 {
      let row = try #require(
        run.output.split(separator: "\n").first { $0.contains("b2[\(unit)]  ") })
      let found = row.split(separator: " ").compactMap { Double($0.replacing("−", with: "-")) }
      let names = ["b2[\(unit)]", "dE/db2[\(unit)]", "b2[\(unit)]+"]
      #expect(found.count == names.count)
      for (number, name) in zip(found, names) {
        let value = try #require(third.value(named: name))
        #expect(abs(number - value) < 1e-8 * abs(value), "\(name)")
      }
    }
  }

  @Test func `every Nth step is recorded, from the first`() throws {
    try withTemporaryFolder { folder in
      let run = try Command(
        Self.short + ["--epochs", "2", "--record-every", "8", "records"], in: folder)
      #expect(run.status == 0)
      let files = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "records").path)
      #expect(
        files.sorted() == [
          "step-000001.safetensors", "step-000009.safetensors", "step-000017.safetensors",
        ])
    }
  }

  @Test func `a digit is chosen as any sample is`() throws {
    func traced(_ words: String...) throws -> String {
      let run = try Command(["trace", "mnist", "--hidden", "4", "--only", "b2[3]"] + words)
      #expect(run.status == 0, "\(run.notes)")
      return run.output
    }
    #expect(try traced() == traced("--sample", "test:0"))
    #expect(try traced("--batch", "8") == traced("--after", "0", "--batch", "8"))
    let misclassified = try traced("--sample", "misclassified:1", "--format", "json")
    let found = (0...9).first { index in
      (try? traced("--sample", "test:\(index)", "--format", "json")) == misclassified
    }
    let digits = try DataSet.mnist(.test, folder: MNISTData.folder)
    var generator = NumPyGenerator(seed: 0)
    let network = Network.digits(hidden: [4], from: &generator)
    let wrong = try (0...9).filter { image in
      let step = WorkedStep(try network.model(of: digits, images: [image], learningRate: 1))
      let scores = (0...9).map { step.value(named: "y[\($0)]") ?? .nan }
      let target = (0...9).first { step.value(named: "target[\($0)]") == 1 }
      return scores.indices.max { scores[$0] < scores[$1] } != target
    }
    #expect(found == wrong[1])
  }

  @Test func `a record of a step can be trained from, and traced`() throws {
    try withTemporaryFolder { folder in
      let traced = try Command(
        "trace", "mnist", "--sample", "0:2", "--record", "step.safetensors", in: folder)
      #expect(traced.status == 0)
      let again = try Command(
        "trace", "mnist", "--sample", "0:2", "--load", "step.safetensors", in: folder)
      #expect(again.output == traced.output)
    }
  }

  @Test func `a loss that is not finite stops the run with step, tensor and the likely cause`()
    throws
  {
    try withTemporaryFolder { folder in
      let run = try Command(
        Self.short + ["--learning-rate", "1e38", "--save", "w", "--plot", "loss.svg"], in: folder)
      #expect(run.status == 65)
      #expect(run.output.isEmpty)
      #expect(
        run.notes.hasPrefix(
          "backprop: step 2: the loss is not a finite number, and the first tensor with such an "
            + "element is net_"))
      #expect(
        run.notes.hasSuffix(
          "; the learning rate 1e+38 is probably too large; try a smaller one\n"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func `Ctrl-C keeps the last finished epoch`() throws {
    try withTemporaryFolder { folder in
      let process = Process()
      process.executableURL = Command.executable
      process.arguments = Self.short + ["--epochs", "100000", "--save", "w.safetensors"]
      process.currentDirectoryURL = folder
      let notes = Pipe()
      process.standardError = notes
      process.standardOutput = Pipe()
      try process.run()
      let file = folder.appending(path: "w.safetensors").path
      let end = Date().addingTimeInterval(60)
      while !FileManager.default.fileExists(atPath: file), Date() < end { usleep(20_000) }
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      let noted = String(decoding: notes.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(noted.contains("interrupted; w.safetensors holds the weights after epoch "))
      let epoch = noted.filter(\.isNumber)
      let resumed = try Command(
        Self.short + ["--load", "w.safetensors", "--resume", "--epochs", "1"], in: folder)
      #expect(resumed.output.hasPrefix("epoch \((Int(epoch) ?? 0) + 1) "))
    }
  }

  @Test(arguments: [
    (["train"], 64, "train: EXAMPLE|FILE|DATA is missing; see backprop train --help"),
    (["train", "mnst"], 64, "mnst: no such model, file or data set; did you mean mnist?"),
    (["train", "mnist", "--hidden", "100,"], 64, "--hidden 100,: up to 16 whole numbers"),
    (
      ["train", "mnist", "--learning-rate", "1e39"], 64, "--learning-rate 1e+39: a number that fits"
    ),
    (["train", "mnist", "--learning-rate", "-1"], 64, "--learning-rate -1: a number, 0 or more"),
    (["train", "mnist", "--record-every", "5"], 64, "train: DIR is missing"),
    (["train", "mnist", "--resume"], 64, "--resume: a value is missing"),
    (["train", "mnist", "--data", "none"], 66, "none: t10k-images-idx3-ubyte or"),
    (["train", "mnist", "--load", "none"], 66, "none: cannot be read: no such file"),
    (["train", "mnist", "--save", "no/w"], 74, "no/w: cannot be written: no such file or folder"),
    (["train", "mnist", "--plot", "no/l.svg"], 74, "no/l.svg: cannot be written"),
    (["trace", "mnist", "--sample", "test:10000"], 65, "mnist: a sample from 0 to 9999 expected"),
    (["trace", "mnist", "--sample", "x"], 64, "--sample x: samples such as 17, test:17"),
    (["trace", "mnist", "--batch", "0:2"], 64, "--batch 0:2: a whole number from 1 to 60000"),
    (["check", "mnist"], 64, "check: ANSWERS is missing"),
    (["trace", "mnist", "--only", "W1[800,3]"], 64, "W1[800,3]: no such parameter or unit"),
  ])
  func `a wrong call gets one line and its exit code`(
    _ words: [String], _ status: Int32, _ message: String
  ) throws {
    try withTemporaryFolder { folder in
      let run = try Command(words, in: folder)
      #expect(run.status == status)
      #expect(run.output.isEmpty)
      #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
      #expect(run.notes.filter(\.isNewline).count == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func `a handout has its digit in a file beside it`() throws {
    try withTemporaryFolder { folder in
      let run = try Command(
        "trace", "mnist", "--language", "ko", "--output", "digit.md", in: folder)
      #expect(run.status == 0)
      let text = try String(contentsOf: folder.appending(path: "digit.md"), encoding: .utf8)
      #expect(text.contains("](digit-1.svg)"))
      let image = try String(contentsOf: folder.appending(path: "digit-1.svg"), encoding: .utf8)
      #expect(image.hasPrefix("<svg "))
      #expect(image.contains("fill=\"rgb(0,0,0)\"") || image.contains("fill=\"rgb(1,1,1)\""))
    }
  }
}
