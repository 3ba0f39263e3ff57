import Foundation
import Testing
import Tracer

/// Training on data of one's own, as a user calls it.
@Suite struct TrainCommandTests {
  /// A table of three kinds, one of which lies between the others.
  private static let flowers: String = {
    var generator = NumPyGenerator(seed: 8)
    let rows = (0..<60).map { row -> String in
      let kind = row % 3
      let numbers = (0..<3).map { 2 * Double(kind) + Double($0) + generator.randn() }
      return numbers.map { "\($0)" }.joined(separator: ",") + ",\(["rose", "iris", "tulip"][kind])"
    }
    return (["length,width,height,species"] + rows).joined(separator: "\n") + "\n"
  }()

  private func run(
    _ line: String, in folder: URL, status: Int32 = 0
  ) throws -> Command {
    let run = try Command(line: "backprop \(line)", in: folder)
    #expect(run.status == status, "\(line): \(run.notes)")
    return run
  }

  private func withFlowers(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try Data(Self.flowers.utf8).write(to: folder.appending(path: "flowers.csv"))
      try body(folder)
    }
  }

  private func bytes(_ name: String, in folder: URL) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }

  @Test func `two commands lead from a table to why a sample is told wrong`() throws {
    try withFlowers { folder in
      let trained = try run(
        "train flowers.csv --split 0.8 --standardize --optimizer adam:lr=0.01 --epochs 20 "
          + "--history history.csv --save net.json", in: folder)
      #expect(trained.notes.isEmpty)
      #expect(
        trained.output.contains("flowers.csv: 60 samples of 3 inputs, standardized; 48 to train"))
      #expect(trained.output.contains("3 classes (iris, rose, tulip)"))
      #expect(trained.output.contains("3-16-3, tanh, softmax; loss softmax-cross-entropy"))
      let lines = try String(
        contentsOf: folder.appending(path: "history.csv"), encoding: .utf8
      ).split(separator: "\n")
      #expect(
        lines[0] == "epoch,training_loss,training_accuracy,test_loss,test_accuracy,rate")
      #expect(lines.count == 21 && lines[20].hasSuffix(",0.01"))
      let traced = try run("trace net.json --sample misclassified", in: folder)
      #expect(traced.output.replacing("\n", with: " ").contains(", which is wrong."))
      #expect(traced.output.contains(" (length), "))
      #expect(traced.output.split(separator: "\n").count < 500)
      let listed = try run("trace net.json --sample misclassified --format json", in: folder)
      try Data(listed.output.utf8).write(to: folder.appending(path: "trace.json"))
      let worst = try run("gradcheck net.json --sample test:worst", in: folder)
      #expect(!worst.output.isEmpty)
    }
  }

  @Test func `a saved network is the same in either file, and everything takes it`() throws {
    try withFlowers { folder in
      let words =
        "train flowers.csv --layers 3-4-3 --epochs 3 --scale 0.5 --optimizer momentum:lr=0.02"
      for file in ["net.json", "net.safetensors"] {
        _ = try run("\(words) --save \(file)", in: folder)
        _ = try run("gradcheck \(file) --sample 5", in: folder)
        _ = try run("export \(file) --sample 3,7 --output of-\(file).json", in: folder)
        let traced = try run("trace \(file) --sample 5 --only w1", in: folder)
        try Data(traced.output.utf8).write(to: folder.appending(path: "answers.txt"))
        let marked = try run("check \(file) answers.txt --sample 5", in: folder)
        #expect(!marked.output.contains("wrong:"))
        try Data(traced.output.utf8).write(to: folder.appending(path: "trace-of-\(file).txt"))
      }
      #expect(
        try bytes("trace-of-net.json.txt", in: folder)
          == bytes("trace-of-net.safetensors.txt", in: folder))
      _ = try run("trace of-net.json.json --only w1", in: folder)
    }
  }

  @Test(arguments: ["net.json", "net.safetensors"])
  func `a run that is resumed goes on as if it had not ended`(file: String) throws {
    try withFlowers { folder in
      let words =
        "flowers.csv --layers 3-5-3 --standardize --split 0.7:3 --batch 9 --seed 4 "
        + "--optimizer adam:lr=0.03 --init he"
      _ = try run("train \(words) --epochs 3 --save whole-\(file)", in: folder)
      _ = try run("train \(words) --epochs 2 --save \(file)", in: folder)
      _ = try run(
        "train flowers.csv --split 0.7:3 --load \(file) --resume --save \(file)", in: folder)
      #expect(try bytes("whole-\(file)", in: folder) == bytes(file, in: folder))
      let other = try run(
        "train flowers.csv --split 0.5 --load \(file) --resume", in: folder, status: 65)
      #expect(other.notes.contains("was trained on 42 samples, found 30"))
    }
  }

  @Test func `a model file without weights is trained, and kept from being traced before`() throws {
    try withTemporaryFolder { folder in
      let model = """
        {"format": "backprop-model", "version": 1, "data": "moons:n=50:seed=2",
         "layers": [{"units": 5, "activation": "relu", "weights": "he-uniform"},
                    {"units": 1, "activation": "sigmoid"}],
         "loss": "binary-cross-entropy", "optimizer": {"kind": "rmsprop", "lr": 0.01}}
        """
      try Data(model.utf8).write(to: folder.appending(path: "net.json"))
      let early = try run("trace net.json", in: folder, status: 65)
      #expect(early.notes.contains("weights (train net.json --save FILE"))
      let trained = try run("train net.json --epochs 4 --save trained.json", in: folder)
      #expect(trained.output.contains("2-5-1, relu, sigmoid; loss binary-cross-entropy"))
      #expect(trained.output.contains("rmsprop, lr = 0.01"))
      _ = try run("trace trained.json --sample 3 --only o1", in: folder)
    }
  }

  @Test func `an example trains on its own samples`() throws {
    try withTemporaryFolder { folder in
      let first = try run("train xor --batch all --epochs 2 --save xor.json", in: folder)
      #expect(first.output.contains("epoch 2   loss "))
      _ = try run("trace xor.json --only w1", in: folder)
    }
  }

  @Test func `numbers are told by R²`() throws {
    try withTemporaryFolder { folder in
      let trained = try run(
        "train line:n=50:noise=0 --layers 1-1 --epochs 60 --batch 10 --learning-rate 0.3",
        in: folder)
      #expect(trained.output.contains("epoch 60   loss 0.0000   training R² 1.0000"))
    }
  }

  @Test func `regions are drawn for two inputs, in characters and as an image`() throws {
    try withTemporaryFolder { folder in
      let words = "train blobs:n=60:noise=0.3 --epochs 30 --batch 10 --learning-rate 0.5"
      _ = try run("\(words) --boundary b.txt", in: folder)
      let text = try String(contentsOf: folder.appending(path: "b.txt"), encoding: .utf8)
      for sign in ["·", "*", "o", "+"] { #expect(text.contains(sign), "\(sign)") }
      _ = try run("\(words) --boundary b.svg", in: folder)
      let image = try String(contentsOf: folder.appending(path: "b.svg"), encoding: .utf8)
      // Twenty of each of three classes, and one of each in the legend; no curves.
      #expect(image.components(separatedBy: "<circle").count - 1 == 21)
      #expect(image.components(separatedBy: "Z\" fill").count - 1 == 42)
      #expect(!image.contains(#"stroke-width="1.6""#))
      let refused = try run("train line --boundary c.svg", in: folder, status: 64)
      #expect(refused.notes.contains("data of classes over two inputs"))
    }
  }

  @Test func `numerical gradients lead where backpropagation does, and say what they cost`() throws
  {
    try withTemporaryFolder { folder in
      let words = "train moons:n=40 --layers 2-3-1 --batch 10 --epochs 2 --learning-rate 0.2"
      _ = try run("\(words) --history exact.csv", in: folder)
      let numerical = try run("\(words) --gradients numerical --history n.csv", in: folder)
      // 2·3 + 3 + 3 + 1 = 13 parameters, 4 steps an epoch.
      let told = numerical.output.replacing("\n", with: " ")
      #expect(told.contains("2 forward passes for each of 13 parameters, 26 a step, 208 in all"))
      #expect(numerical.notes.contains("times as long as backpropagation"))
      func figures(_ file: String) throws -> [Double] {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(separator: "\n")
          .dropFirst().flatMap { $0.split(separator: ",").compactMap { Double($0) } }
      }
      let pairs = zip(try figures("exact.csv"), try figures("n.csv"))
      #expect(pairs.allSatisfy { abs($0 - $1) < 1e-8 } && !Array(pairs).isEmpty)
    }
  }

  @Test func `the same command prints the same bytes, in either language`() throws {
    try withTemporaryFolder { folder in
      for language in ["en", "ko"] {
        let words = "train moons:n=30 --split 0.8 --epochs 2 --language \(language)"
        let (first, second) = (try run(words, in: folder), try run(words, in: folder))
        #expect(first.output == second.output)
      }
      let korean = try run("train moons:n=30 --epochs 1 --language ko", in: folder)
      #expect(korean.output.contains("에포크 1   손실 "))
      #expect(!korean.output.contains("epoch"))
    }
  }

  @Test func `a history is written as its name says, and no other name is taken`() throws {
    try withTemporaryFolder { folder in
      let words = "train moons:n=30 --split 0.5 --epochs 3"
      for (name, part) in [
        ("h.json", "\"test_loss\": "), ("h.md", "| Epoch | Training loss |"), ("h.svg", "<svg"),
        ("h.txt", "Training loss"), ("h.csv", "epoch,training_loss"),
      ] {
        _ = try run("\(words) --history \(name)", in: folder)
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        #expect(text.contains(part), "\(name)")
      }
      for option in ["--history", "--plot", "--boundary"] {
        let wrong = try run("\(words) \(option) h.pdf", in: folder, status: 64)
        #expect(wrong.notes.hasPrefix("backprop: \(option) h.pdf: a name ending in "))
      }
    }
  }

  @Test func `the record of a step is traced, with what the optimizer kept`() throws {
    try withTemporaryFolder { folder in
      let words =
        "moons:n=24 --layers 2-3-1 --batch 6 --optimizer momentum:lr=0.1 --seed 3"
      _ = try run("train \(words) --epochs 2 --record-every 6 records", in: folder)
      let record = "records/step-000007.safetensors"
      let traced = try run("trace \(record) --only w1 --format json", in: folder)
      // The seventh step is the third of the second epoch: of the epoch before it the network is saved.
      _ = try run("train \(words) --epochs 1 --save net.json", in: folder)
      let after = try run(
        "trace net.json --after 2 --batch 6 --only w1 --format json", in: folder)
      struct Trace: Decodable {
        let steps: [Step]
        struct Step: Decodable { let quantities: [Quantity] }
        struct Quantity: Decodable { let name: String; let value: Double }
      }
      func updated(_ text: String) throws -> Double? {
        let trace = try JSONDecoder().decode(Trace.self, from: Data(text.utf8))
        return trace.steps.flatMap(\.quantities).first { $0.name == "w1+" }?.value
      }
      let (own, other) = (try updated(traced.output), try updated(after.output))
      #expect(own != nil && own == other)
    }
  }

  /// What lines such as `w1⁺ = w1 − …` come to.
  private func updates(of parameter: String, in text: String) -> [Substring?] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = " \(parameter)⁺ = \(parameter) "
    return lines.indices.filter { lines[$0].contains(first) }.map { start in
      lines[(start + 1)...].prefix { $0.contains(#/^ *= /#) }.last?.split(separator: "= ").last
    }
  }

  @Test func `updates that follow each other take the batches and rates of the training`() throws {
    try withTemporaryFolder { folder in
      let words = "moons:n=24 --layers 2-3-1 --batch 6 --optimizer adam:lr=0.1 --seed 3 "
      let schedule = "--schedule exponential:0.5"
      _ = try run("train \(words + schedule) --epochs 2 --record-every 1 records", in: folder)
      // The last of the three is the first of the second epoch.
      let derived = try run(
        "trace \(words + schedule) --after 2 --derive 3 --only w1 --digits 12", in: folder)
      let steps = try (3...5).map { step in
        try run(
          "trace records/step-00000\(step).safetensors --only w1 --digits 12", in: folder
        ).output
      }
      let recorded = steps.flatMap { updates(of: "w1", in: $0) }
      #expect(recorded.count == 3 && !recorded.contains(nil))
      #expect(updates(of: "w1", in: derived.output) == recorded)
      // Each says on which samples it is made, as the record does.
      let told = derived.output.split(separator: "This update is made on").dropFirst().map { text in
        text.prefix(300).prefix { $0 != "." }.filter { $0.isNumber || $0 == "," }
      }
      let taken = try (4...5).map { step in
        let record = try bytes("records/step-00000\(step).safetensors", in: folder)
        let samples = String(decoding: record, as: UTF8.self)
          .firstMatch(of: /"samples": ?"([0-9, ]+)"/)
        return try #require(samples).output.1.filter { $0 != " " }
      }
      #expect(told == taken)
    }
  }

  @Test func `a batch is taken from the samples that the training was limited to`() throws {
    try withFlowers { folder in
      _ = try run("train flowers.csv --limit 20 --batch 6 --save limited.json", in: folder)
      let title = try run("trace limited.json --batch 6", in: folder).output.prefix(200)
      let samples = title.matches(of: /sample:(\d+)/).compactMap { Int($0.output.1) }
      #expect(samples.count == 6 && samples.allSatisfy { $0 < 20 })
    }
  }

  @Test func `a learning rate asked for goes before that of an optimizer`() throws {
    try withFlowers { folder in
      let trained = try run(
        "train flowers.csv --optimizer adam:lr=0.05 --learning-rate 0.3", in: folder)
      #expect(trained.output.contains("adam, lr = 0.3, "))
      let asked = try run(
        "trace flowers.csv --layers 3-2-3 --after 1 --schedule cosine", in: folder, status: 64)
      #expect(asked.notes.contains("the number of epochs behind it"))
    }
  }

  @Test func `values of an option are compared from the same seed`() throws {
    try withTemporaryFolder { folder in
      let words = "train moons:n=60 --split 0.8 --epochs 7 --learning-rate 0.05"
      let table = try run("\(words) --compare optimizer=gradient-descent,adam", in: folder)
      _ = try run("\(words) --optimizer adam --history h.csv", in: folder)
      let last = try String(contentsOf: folder.appending(path: "h.csv"), encoding: .utf8)
        .split(separator: "\n")[7].split(separator: ",")
      let row = try #require(
        table.output.split(separator: "\n").first { $0.hasPrefix("  adam") }
      ).split(separator: " ")
      #expect(row[1] == "7")
      let (own, alone) = (try #require(Double(row[2])), try #require(Double(last[1])))
      #expect(abs(own - alone) < 1e-3 * alone)
      let wrong = try run("\(words) --compare seed=1,2", in: folder, status: 64)
      #expect(wrong.notes.hasPrefix("backprop: --compare seed=1,2: two values or more of"))
    }
  }

  @Test func `a run stops early where the test loss does not fall, and keeps the best`() throws {
    try withTemporaryFolder { folder in
      let words =
        "train moons:n=40:noise=0.8:seed=1 --split 0.5 --layers 2-20-1 --batch all "
        + "--optimizer adam:lr=0.1"
      let whole = try run("\(words) --epochs 150 --history h.csv", in: folder)
      let losses = try String(contentsOf: folder.appending(path: "h.csv"), encoding: .utf8)
        .split(separator: "\n").dropFirst().compactMap {
          Double($0.split(separator: ",", omittingEmptySubsequences: false)[3])
        }
      let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
      #expect(best < 130)
      #expect(whole.output.contains("The test loss was smallest after epoch \(best + 1), "))
      _ = try run("\(words) --epochs \(best + 1) --save best.json", in: folder)
      let stopped = try run("\(words) --epochs 150 --stop-early 20 --save s.json", in: folder)
      #expect(
        stopped.output.contains("epoch \(best + 21) ")
          && !stopped.output.contains("epoch \(best + 22) "))
      #expect(try bytes("best.json", in: folder) == bytes("s.json", in: folder))
      let told = stopped.output.replacing("\n", with: " ")
      #expect(
        told.contains("Stopped after epoch \(best + 21): the test loss has not fallen for 20 "))
      #expect(told.contains("is the network after epoch \(best + 1)."))
    }
  }

  @Test func `a model file without samples has its weights drawn by its own seed`() throws {
    try withTemporaryFolder { folder in
      let model = """
        {"format": "backprop-model", "version": 1, "seed": 7, "data": "moons:n=40", "layers": [
          {"units": 4, "weights": "he-normal", "bias": "zeros", "activation": "relu"},
          {"units": 1, "activation": "sigmoid"}],
         "loss": "binary-cross-entropy", "optimizer": {"kind": "momentum", "lr": 0.05}}
        """
      try Data(model.utf8).write(to: folder.appending(path: "m.json"))
      let own = try run("train m.json --save a.json", in: folder)
      let same = try run("train m.json --seed 7 --save b.json", in: folder)
      let other = try run("train m.json --seed 8", in: folder)
      #expect(own.output == same.output && own.output != other.output)
      #expect(try bytes("a.json", in: folder) == bytes("b.json", in: folder))
      _ = try run("trace m.json --sample 1 --only w1", in: folder)
      // The order of the samples is drawn behind the weights, whoever asks for it.
      _ = try run("train m.json --batch 4 --record-every 1 records", in: folder)
      let traced = try ["m.json --batch 4", "records/step-000001.safetensors"].map {
        try updates(of: "w1", in: run("trace \($0) --only w1 --digits 12", in: folder).output)
      }
      #expect(traced[0].count == 1 && traced[0] == traced[1])
    }
  }

  @Test func `what a model file leaves open is chosen as suits the data`() throws {
    try withFlowers { folder in
      func model(_ fields: String, output: String = "") throws {
        let text = """
          {"format": "backprop-model", "version": 1, \(fields) "seed": 2, "layers": [
            {"units": 4, "activation": "tanh"}, {"units": 3\(output)}]}
          """
        try Data(text.utf8).write(to: folder.appending(path: "m.json"))
      }
      let chosen = "3-4-3, tanh, softmax; loss softmax-cross-entropy"
      try model("")
      let trained = try run("train m.json --data flowers.csv --save net.json", in: folder)
      #expect(trained.output.contains(chosen))
      #expect(trained.output.contains("gradient-descent, lr = 0.1"))
      let traced = try run("trace net.json --sample 3 --only w1", in: folder)
      #expect(traced.output.contains("e^(net_o1)"))
      try model("", output: #", "activation": "softmax""#)
      #expect(try run("train m.json --data flowers.csv", in: folder).output.contains(chosen))
      try model(#""loss": "mean-squared-error","#)
      let squared = try run("train m.json --data flowers.csv", in: folder)
      #expect(squared.output.contains("3-4-3, tanh, sigmoid; loss mean-squared-error"))
      let exported = try run("export m.json", in: folder)
      #expect(!exported.output.contains("softmax") && !exported.output.contains("identity"))
    }
  }

  @Test func `a training that writes files goes on when its reader goes away`() throws {
    try withTemporaryFolder { folder in
      let run = try Command(
        line: "backprop train moons:n=40 --epochs 30 --save a.json | true; echo ${PIPESTATUS[0]}",
        in: folder)
      #expect(run.output == "0\n")
      let file = try String(contentsOf: folder.appending(path: "a.json"), encoding: .utf8)
      #expect(file.contains(#""epochs": "30""#))
    }
  }

  @Test func `a class without samples has no accuracy`() throws {
    try withTemporaryFolder { folder in
      try Data("x,k\n1,a\n2,b\n3,c\n4,a\n".utf8).write(to: folder.appending(path: "q.csv"))
      try Data("x,k\n1,a\n2,b\n".utf8).write(to: folder.appending(path: "t.csv"))
      let output = try run("train q.csv --test t.csv", in: folder).output
      #expect(output.contains("–") && !output.contains("NaN"))
    }
  }

  @Test func `what one optimizer has kept is not taken by another`() throws {
    try withTemporaryFolder { folder in
      let words = "train moons:n=40 --layers 2-3-1 --batch 10"
      _ = try run("\(words) --optimizer momentum:lr=0.05 --save m.json", in: folder)
      let other = try run(
        "trace m.json --optimizer adam:lr=0.1 --sample 3 --only w1", in: folder)
      #expect(other.notes.contains("what momentum, lr = 0.05, "))
      #expect(other.notes.contains("has kept is left behind"))
      // The first step of Adam sets out from 0.
      #expect(other.output.contains("0.9 · 0 + "))
    }
  }

  @Test func `a learning rate asked for is the one that a schedule changes`() throws {
    try withTemporaryFolder { folder in
      let words = "train moons:n=40 --layers 2-3-1 --batch 10"
      _ = try run("\(words) --schedule exponential:0.5 --epochs 2 --save s.json", in: folder)
      _ = try run(
        "train s.json --load s.json --resume --learning-rate 0.8 --history h.csv", in: folder)
      let row = try String(contentsOf: folder.appending(path: "h.csv"), encoding: .utf8)
        .split(separator: "\n")[1]
      #expect(row.split(separator: ",").last == "0.2")
    }
  }

  @Test func `a saved network finds its columns by whatever names they have`() throws {
    try withTemporaryFolder { folder in
      let names = ["sepal length (cm)", "b.w", "w1", "E, \"x\""]
      func table(_ columns: [Int]) -> Data {
        func row(_ cells: [String]) -> String {
          columns.map { "\"\(cells[$0].replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
        }
        var generator = NumPyGenerator(seed: 8)
        let rows = (0..<40).map { number in
          row((0..<3).map { "\(Double($0 + number % 2) + generator.randn())" } + ["\(number % 2)"])
        }
        return Data(([row(names)] + rows).joined(separator: "\n").utf8)
      }
      try table([0, 1, 2, 3]).write(to: folder.appending(path: "a.csv"))
      try table([3, 1, 2, 0]).write(to: folder.appending(path: "b.csv"))
      try Data("length,target\n1,0\n2,1\n".utf8).write(to: folder.appending(path: "odd.csv"))
      for file in ["net.json", "net.safetensors"] {
        _ = try run("train a.csv --split 0.8 --standardize --save \(file)", in: folder)
        let traced = try ["a.csv", "b.csv"].map { data in
          try run("trace \(file) --data \(data) --sample 3 --only o1", in: folder)
            .output.replacing(data, with: "")
        }
        #expect(traced[0] == traced[1])
        let trained = try ["a.csv", "b.csv"].map { data in
          try run("train \(data) --load \(file) --split 0.8", in: folder)
            .output.replacing(data, with: "")
        }
        #expect(trained[0] == trained[1])
        let other = try run("trace \(file) --data odd.csv --sample 0", in: folder, status: 65)
        #expect(other.notes.contains("3 inputs, as the network "))
      }
    }
  }

  @Test func `the loss of the epochs is drawn beside that of the test samples`() throws {
    try withTemporaryFolder { folder in
      _ = try run(
        "train moons:n=60 --split 0.7 --batch 5 --epochs 6 --history h.svg --plot p.svg", in: folder
      )
      #expect(try bytes("h.svg", in: folder) == bytes("p.svg", in: folder))
    }
  }

  @Test func `what is compared is said, optimizers with rates that suit them`() throws {
    try withTemporaryFolder { folder in
      let words = "train moons:n=40 --layers 2-3-1 --batch 10"
      let rates = try run(
        "\(words) --compare optimizer=gradient-descent,adam:lr=0.02,adam", in: folder)
      for line in [
        "optimizer  gradient-descent, lr = 0.1; batches of 10", "optimizer  adam, lr = 0.02, ",
        "optimizer  adam, lr = 0.01, ", "  gradient-descent:lr=0.1 ", "  adam:lr=0.02 ",
      ] {
        #expect(rates.output.contains(line), "\(line)")
      }
      let sizes = try run("\(words) --compare batch=1,all", in: folder).output
      #expect(sizes.contains("batches of 1\n") && sizes.contains("batches of 40\n"))
      let hidden = try run("train moons:n=40 --compare hidden=3,4-5", in: folder).output
      #expect(hidden.contains("2-3-1, tanh") && hidden.contains("2-4-5-1, tanh"))
      let betas = try run(
        "\(words) --compare optimizer=adam:betas=0.8,0.99,adam", in: folder
      ).output
      #expect(betas.contains("betas = [0.8, 0.99]"))
    }
  }

  @Test func `a schedule is told, and a new run begins where it began`() throws {
    try withTemporaryFolder { folder in
      let words = "train moons:n=40 --layers 2-3-1 --batch 10 --epochs 2"
      _ = try run("\(words) --schedule step:1:0.5 --save s.json", in: folder)
      let traced = try run("trace s.json --after 1", in: folder).output
        .replacing("\n", with: " ")
      #expect(traced.contains("α = 0.1 · 0.5² = 0.025"))
      _ = try run("train s.json --history h.csv", in: folder)
      let row = try String(contentsOf: folder.appending(path: "h.csv"), encoding: .utf8)
        .split(separator: "\n")[1]
      #expect(row.hasSuffix(",0.1"))
      for schedule in ["cosine", "cosine:2"] {
        _ = try run("\(words) --schedule \(schedule) --save c.json", in: folder)
        try FileManager.default.moveItem(
          at: folder.appending(path: "c.json"), to: folder.appending(path: "\(schedule).json"))
      }
      #expect(try bytes("cosine.json", in: folder) == bytes("cosine:2.json", in: folder))
      _ = try run("train --load s.json --resume", in: folder)
    }
  }

  @Test func `a batch is the next one of the training, and what it was is marked right`() throws {
    try withTemporaryFolder { folder in
      _ = try run("train moons:n=40 --layers 2-3-1 --save n.json", in: folder)
      let (batch, first) = (
        try run("trace n.json --batch 4", in: folder), try run("trace n.json", in: folder)
      )
      #expect(batch.output != first.output)
      #expect(
        try run("trace n.json --batch 4 --after 0", in: folder).output == batch.output)
      #expect(
        try run("trace xor --batch 2", in: folder).output != run("trace xor", in: folder).output)
      let answers = try run("trace n.json --sample 3 --after 2 --only w1", in: folder)
      try Data(answers.output.utf8).write(to: folder.appending(path: "a.txt"))
      _ = try run("check n.json a.txt --sample 3 --after 2", in: folder)
      _ = try run("check n.json a.txt --sample 3", in: folder, status: 1)
    }
  }

  @Test func `weights that are none say how to save them`() throws {
    try withTemporaryFolder { folder in
      for text in ["PK\u{3}\u{4}0000000000000000", "x,y\n1,2\n3,4\n5,6\n"] {
        try Data(text.utf8).write(to: folder.appending(path: "w.pt"))
        let run = try run("train moons --load w.pt", in: folder, status: 65)
        #expect(run.notes.contains("w.pt: a model file or safetensors (PyTorch: safetensors.torch"))
      }
    }
  }

  @Test func `a step after others is derived as they left it`() throws {
    try withTemporaryFolder { folder in
      let series = try run("trace 2-2-2 --steps 3 --format json", in: folder)
      let after = try run("trace 2-2-2 --after 2 --format json", in: folder)
      struct Trace: Decodable {
        let steps: [Step]
        struct Step: Decodable { let quantities: [Quantity] }
        struct Quantity: Decodable { let name: String; let value: Double }
      }
      func values(_ text: String, step: Int) throws -> [String: Double] {
        let trace = try JSONDecoder().decode(Trace.self, from: Data(text.utf8))
        return Dictionary(
          trace.steps[step].quantities.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
      }
      let (third, own) = (try values(series.output, step: 2), try values(after.output, step: 0))
      for name in ["w5", "dE/dw5", "w1+", "E_total"] {
        #expect(third[name] != nil && third[name] == own[name], "\(name)")
      }
      let adam = try run(
        "trace 2-2-2 --optimizer adam:lr=0.1 --after 1 --derive 2 --only w5", in: folder)
      #expect(adam.output.contains("0.9²") || adam.output.contains("0.9^2"))
    }
  }

  @Test(arguments: [
    ("train none.csv", 66, "none.csv: cannot be read: no such file"),
    ("train moon", 64, "moon: no such model, file or data set; did you mean moons?"),
    ("train moons:n=x", 65, "moons:n=x: n: a whole number from 6 to 1000000 expected"),
    (
      "train moons --layers 3-1", 64,
      "--layers 3-1: 2 units first, one for each input of moons, expected"
    ),
    ("train moons --layers 2", 64, "--layers 2: up to 18 whole numbers"),
    (
      "train spiral --layers 2-2", 65,
      "spiral: 2 classes, one for each output of the network expected; 3 found"
    ),
    (
      "train moons --optimizer adam:lr=x", 64,
      "--optimizer adam:lr=x: lr: a number, 0 or more expected"
    ),
    ("train moons --split 2", 64, "--split 2: a share between 0 and 1"),
    (
      "train apples", 64,
      "train apples: a network, which learns from data, no calculation, expected"
    ),
    ("train line --loss binary-cross-entropy", 65, "line: y: targets from 0 to 1 for the loss"),
    (
      "train moons --layers 2-3-1 --loss softmax-cross-entropy", 65,
      "moons: a softmax of at least two outputs expected; one, which is always 1, found"
    ),
    ("optimize --gradients 0.1 --steps 5", 64, "--steps and --gradients exclude each other"),
    (
      "train moons --stop-early 3", 64, "--stop-early: a value is missing (--split or --test beside"
    ),
    ("train moons --split 0.5 --test f.csv", 64, "--test and --split exclude each other"),
    ("train moons --inputs x", 65, "moons: no choice of inputs, targets, kind or labels"),
    ("train mnist --split 0.5", 64, "--split and mnist exclude each other"),
    ("trace 2-2-2 --sample 1", 65, "2-2-2: a sample from 0 to 0 expected; 1 found"),
    ("trace 2-2-2 --sample x", 64, "--sample x: samples such as 17"),
    ("train line --learning-rate 1e60", 65, "step "),
    (
      "trace xor --batch 0:32", 64,
      "--batch 0:32: a whole number from 1 to 60000, or all (--sample 0:32 takes"
    ),
    ("trace 2-2-2 --after x", 64, "--after x: updates such as 10, or 3epochs, expected"),
  ])
  func `a wrong call gets one line and its exit code`(
    _ line: String, _ status: Int32, _ message: String
  ) throws {
    try withTemporaryFolder { folder in
      let run = try run(line, in: folder, status: status)
      #expect(run.output.isEmpty)
      #expect(run.notes.hasPrefix("backprop: \(message)"), "\(run.notes)")
      #expect(run.notes.filter(\.isNewline).count == 1)
    }
  }

  @Test func `a saved network finds its data from wherever it is traced`() throws {
    try withFlowers { folder in
      let deep = folder.appending(path: "saved/here")
      try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
      _ = try run(
        "train flowers.csv --layers 3-2-3 --epochs 1 --save saved/here/n.json", in: folder)
      let near = try run("trace n.json --sample 3 --only w1", in: deep)
      let far = try run("trace saved/here/n.json --sample 3 --only w1", in: folder)
      #expect(
        near.output.split(separator: "\n").dropFirst(2)
          == far.output.split(separator: "\n").dropFirst(2))
    }
  }
}
