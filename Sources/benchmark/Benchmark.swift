import FMAPeak
import Foundation
import Tracer

@main
enum Benchmark {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.contains("--help") {
      print(Options.usage)
      return
    }
    do {
      let options = try Options(arguments)
      let report = try measure(options)
      print(options.isJSON ? try report.json : report.table)
    } catch {
      FileHandle.standardError.write(Data("benchmark: \(error)\n".utf8))
      exit(error is UsageFault ? 64 : 65)
    }
  }

  private static let peak = "FMA peak, 1 core"
  private static let plain = "float, 1 thread"
  /// What a library that takes as many threads as it likes is compared with.
  private static let both = "float, 2 threads"

  private static func measure(_ options: Options) throws -> Report {
    let training = try Training(steps: options.steps)
    // The first contender alone, so that the peak of memory is that of training.
    let first = try training.contender(plain, Float.self)
    _ = try first.measure()
    var report = Report(
      machine: .init(
        processor: processor, cores: ProcessInfo.processInfo.activeProcessorCount,
        kernels: Kernels<Float>.best.name),
      runs: options.runs, stepsPerRun: options.steps, peakMemoryMB: peakMemoryMB)
    var contenders = [
      Contender(name: peak, reference: nil, unit: .gigaflops) { fma_peak() },
      first,
      try training.contender(both, Float.self, threads: 2, reference: plain),
      try training.contender(
        "float, inputs without zeros", Float.self, isDense: true, reference: plain),
      try training.contender("double, 1 thread", Double.self, reference: plain),
      try training.contender(
        "small tensors of every step", Float.self, recording: .smallTensors(), reference: plain),
      try training.contender(
        "all tensors of the current step", Float.self, recording: .everything(), reference: plain),
      try training.contender(
        "all tensors of the last 16 steps", Float.self, recording: .everything(last: 16),
        reference: plain),
      try training.contenderThroughGraph("through graph and trace", reference: plain),
      .workedExample(),
    ]
    if options.hasPeers { contenders += peers(options, notes: &report.notes) }
    let figures = try turns(contenders, count: options.runs)
    report.add(contenders, figures: figures, peak: peak)
    return report
  }

  /// Measures all contenders in turns, after one turn to warm up that does not count.
  private static func turns(
    _ contenders: [Contender], count: Int
  ) throws -> [String: [Double]] {
    var figures: [String: [Double]] = [:]
    for turn in 0...count {
      for contender in contenders {
        let figure = try contender.measure()
        if turn > 0 { figures[contender.name, default: []].append(figure) }
      }
    }
    return figures
  }

  private static func peers(_ options: Options, notes: inout [String]) -> [Contender] {
    let interpreters = options.interpreters + Peer.installed
    var contenders: [Contender] = []
    for library in Peer.Library.all {
      guard
        let found = Peer.interpreter(having: library.module, among: interpreters),
        let peer = try? Peer(library, python: found.path)
      else {
        notes.append("\(library.name): not measured, since no Python here has \(library.module)")
        continue
      }
      contenders.append(
        Contender(
          name: "\(library.name) (\(found.version))",
          reference: library.threads == 1 ? plain : both, unit: .millisecondsPerStep
        ) { try peer.measure(steps: options.steps) })
    }
    return contenders
  }

  /// The most memory that this process has held, in MB of 10⁶ bytes.
  private static var peakMemoryMB: Double {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) * 1024 / 1e6
    #else
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1e6
    #endif
  }

  private static var processor: String {
    let information = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let line = information?.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
      ?? "unknown processor"
  }
}
