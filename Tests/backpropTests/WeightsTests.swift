import Foundation
import Testing
import Tracer

/// A file of weights says of which network they are; where it does not, one is asked.
@Suite struct WeightsTests {
  private static let small = ["--hidden", "8", "--limit", "64"]
  private static let question =
    "backprop: --activation: a value is missing (NAME of that of the hidden layers, of which bare says "
    + "nothing)\n"

  /// What is noted besides that the step is told in short.
  private func notes(_ run: Command) -> String {
    run.notes.split(separator: "\n").filter { !$0.hasPrefix("backprop: told in short; ") }
      .map { $0 + "\n" }.joined()
  }

  /// The file without what it says of the network, as Python writes it.
  private func strip(_ file: String, as name: String, in folder: URL) throws {
    var weights = try Safetensors(path: folder.appending(path: file).path)
    weights.metadata = [:]
    try weights.write(to: folder.appending(path: name).path)
  }

  @Test(arguments: ["relu", "tanh"])
  func `a trace takes the activation with which the weights were trained`(
    _ activation: String
  ) throws {
    try withTemporaryFolder { folder in
      let trained = try Command(
        ["train", "mnist", "--activation", activation, "--save", "w"] + Self.small, in: folder)
      #expect(trained.status == 0)
      try strip("w", as: "bare", in: folder)
      let named = try Command("trace", "mnist", "--load", "w", in: folder)
      #expect(notes(named).isEmpty)
      let asked = try Command(
        "trace", "mnist", "--load", "bare", "--activation", activation, in: folder)
      #expect(notes(asked).isEmpty)
      #expect(named.output == asked.output)
      let unnamed = try Command("trace", "mnist", "--load", "bare", in: folder)
      #expect(unnamed.status == 64 && unnamed.output.isEmpty)
      #expect(unnamed.notes == Self.question)
    }
  }

  @Test func `a record of a step says of which network it is`() throws {
    try withTemporaryFolder { folder in
      let options = ["--activation", "relu", "--hidden", "8"]
      let first = try Command(
        ["trace", "mnist", "--record", "step"] + options, in: folder)
      let again = try Command("trace", "mnist", "--load", "step", in: folder)
      #expect(notes(again).isEmpty)
      #expect(again.output == first.output)
      let trained = try Command(
        ["train", "mnist", "--record-every", "2", "records"] + options + ["--limit", "64"],
        in: folder)
      #expect(trained.status == 0)
      let record = try Safetensors(
        path: folder.appending(path: "records/step-000001.safetensors").path)
      #expect(record.metadata["activation"] == "relu")
      #expect(record.metadata["layers"] == "784-8-10")
    }
  }

  @Test func `a training from weights takes their activation, or asks for one`() throws {
    try withTemporaryFolder { folder in
      let trained = try Command(
        ["train", "mnist", "--activation", "relu", "--save", "w"] + Self.small, in: folder)
      #expect(trained.status == 0)
      try strip("w", as: "bare", in: folder)
      let limit = ["--limit", "64"]
      for options in [["--load", "w"], ["--load", "w", "--resume"]] {
        let run = try Command(["train", "mnist", "--save", "next"] + options + limit, in: folder)
        #expect(run.status == 0 && run.notes.isEmpty, "\(run.notes)")
        let next = try Safetensors(path: folder.appending(path: "next").path)
        #expect(next.metadata["activation"] == "relu")
      }
      let bare = try Command(["train", "mnist", "--load", "bare"] + limit, in: folder)
      #expect(bare.status == 64)
      #expect(bare.notes == Self.question)
    }
  }

  @Test func `an activation that contradicts the file, or that there is not, is refused`() throws {
    try withTemporaryFolder { folder in
      let trained = try Command(["train", "mnist", "--save", "w"] + Self.small, in: folder)
      #expect(trained.status == 0)
      for words in [["trace", "mnist", "--load"], ["train", "mnist", "--load"]] {
        let run = try Command(words + ["w", "--activation", "relu"], in: folder)
        #expect(run.status == 64)
        #expect(run.notes == "backprop: --activation relu: sigmoid, as in w, expected\n")
        #expect(run.output.isEmpty)
      }
      var weights = try Safetensors(path: folder.appending(path: "w").path)
      weights.metadata = ["activation": "gelu"]
      try weights.write(to: folder.appending(path: "w").path)
      let run = try Command("trace", "mnist", "--load", "w", in: folder)
      #expect(run.status == 65)
      #expect(
        run.notes == """
          backprop: w: activation: one of sigmoid, tanh, relu, leaky-relu, softplus, identity, \
          softmax in the metadata expected; gelu found

          """)
    }
  }
}
