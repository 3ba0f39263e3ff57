import Foundation
import MNISTData
import Testing

@testable import Tracer

/// Python, where there is one that knows NumPy.
enum Python {
  static let hasNumPy = (try? run(["-c", "import numpy"])) == 0

  @discardableResult
  static func run(_ words: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + words
    // Its threads wait for each other in loops, which beside other tests takes 15 times as long.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"]
    ) { _, one in one }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// What `NumPyProgram.digits` has in its variables at the end.
  /// - Parameter steps: After how many steps it ends.
  static func variables(_ names: [String], afterSteps steps: Int) throws -> [String: [Double]] {
    let loop = "range(0, 60000, 32)"
    #expect(NumPyProgram.digits.contains(loop))
    var found: [String: [Double]] = [:]
    try withTemporaryFolder { folder in
      let program =
        NumPyProgram.digits.replacing(loop, with: "range(0, \(min(60000, 32 * steps)), 32)") + """
          for name in \(names):
              np.asarray(globals()[name], float).tofile(f"\(folder)/{name}")

          """
      let file = "\(folder)/mnist.py"
      try Data(program.utf8).write(to: URL(fileURLWithPath: file))
      #expect(try run([file, MNISTData.folder]) == 0)
      for name in names {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        found[name] = bytes.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
      }
    }
    return found
  }
}

struct NumPyProgramTests {
  /// The largest difference between numbers that should be the same.
  private func difference(_ a: [Double], _ b: [Double]) -> Double {
    a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .infinity
  }

  @Test(.enabled(if: Python.hasNumPy))
  func `the record of the first step is that of the program to 1e-12`() throws {
    var generator = NumPyGenerator(seed: 0)
    let network = Network.digits(from: &generator)
    var training = try Training<Double>(
      ModelDescription(
        name: "mnist", network: network, optimizer: GradientDescent(learningRate: 0.1)),
      training: .mnist(.train, folder: MNISTData.folder),
      generator: generator)
    struct Enough: Error {}
    var first: Safetensors?
    #expect(throws: Enough.self) {
      _ = try training.epoch(
        recordingEvery: 1,
        onMoment: { _, record in
          first = record()
          throw Enough()
        })
    }
    let record = try #require(first)
    let names = [
      "x": "x", "target": "target", "net_h": "net_h", "out_h": "out_h", "net_o": "net_o",
      "y": "out_o",
      "E": "E_total", "delta_o": "dE/dnet_o", "delta_h": "dE/dnet_h", "W1": "W1+", "b1": "b1+",
      "W2": "W2+", "b2": "b2+",
    ]
    let found = try Python.variables(names.keys.sorted(), afterSteps: 1)
    for (theirs, ours) in names {
      let tensor = try #require(record[ours]?.converted(to: Double.self), "\(ours)")
      let distance = difference(tensor.elements, found[theirs] ?? [])
      #expect(distance <= 1e-12, "\(ours): \(distance)")
    }
  }

  @Test(.enabled(if: Python.hasNumPy))
  func `the weights after an epoch are those of the program to 1e-9`() throws {
    let network = try AccuracyTests.doubleSigmoid.get().network
    let found = try Python.variables(["W1", "b1", "W2", "b2"], afterSteps: 1875)
    for (name, tensor) in network.parameters {
      let distance = difference(tensor.elements, found[name] ?? [])
      #expect(distance <= 1e-9, "\(name): \(distance)")
    }
  }
}
