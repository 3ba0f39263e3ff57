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

  private static func measure(_ options: Options) throws -> Report {
    let digits = Work.digits, plain = plain(digits)
    // The first contender alone, so that the peak of memory is that of training.
    let first = try digits.contender(plain, Float.self, steps: options.steps)
    _ = try first.measure()
    var report = Report(
      machine: .init(
        processor: processor, cores: ProcessInfo.processInfo.activeProcessorCount,
        kernels: Kernels<Float>.best.name),
      runs: options.runs, stepsPerRun: options.steps, peakMemoryMB: peakMemoryMB)
    func recording(_ name: String, _ recording: Recording) throws -> Contender {
      try digits.contender(
        name, Float.self, steps: options.steps, recording: recording, reference: plain)
    }
    var contenders = [
      Contender(name: peak, reference: nil, work: nil, unit: .gigaflops) { fma_peak() },
      first,
      try digits.contender(
        "double, 1 thread", Double.self, steps: options.steps, reference: plain),
      try digits.contender(
        "inputs without zeros", Float.self, steps: options.steps, isDense: true, reference: plain),
      try recording("small tensors of every step", .smallTensors()),
      try recording("all tensors of the current step", .everything()),
      try recording("all tensors of the last 16 steps", .everything(last: 16)),
      try digits.contenderThroughGraph(
        "through graph and trace", steps: options.steps, reference: plain),
      .workedExample(),
    ]
    for work in Work.all {
      if work.name != digits.name {
        contenders.append(
          try work.contender(self.plain(work), Float.self, steps: options.steps))
      }
      contenders.append(
        try work.contender(
          both(work), Float.self, steps: options.steps, threads: 2, reference: self.plain(work)))
      if options.hasPeers { contenders += try peers(work, options, notes: &report.notes) }
    }
    let figures = try turns(contenders, count: options.runs)
    report.add(contenders, figures: figures, peak: peak)
    return report
  }

  private static func plain(_ work: Work) -> String { "\(work.title): 1 thread" }
  /// What a library that takes as many threads as it likes is compared with.
  private static func both(_ work: Work) -> String { "\(work.title): 2 threads" }

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

  private static func peers(
    _ work: Work, _ options: Options, notes: inout [String]
  ) throws -> [Contender] {
    let interpreters = options.interpreters + Peer.installed
    let expected = try work.objectiveOfStep100()
    var contenders: [Contender] = []
    for library in Peer.Library.all {
      guard
        let found = Peer.interpreter(having: library.module, among: interpreters),
        let peer = try? Peer(library, work: work.name, python: found.path)
      else {
        notes.append("\(library.name): not measured, since no Python here has \(library.module)")
        continue
      }
      guard abs(peer.objectiveOfStep100 - expected) <= 1e-4 * abs(expected) else {
        notes.append(
          "\(library.name), \(work.name): not measured, since its loss after 100 steps is "
            + "\(peer.objectiveOfStep100) and ours \(expected)")
        continue
      }
      contenders.append(
        Contender(
          name: "\(work.name): \(library.name) (\(found.version))",
          reference: library.threads == 1 ? plain(work) : both(work), work: work,
          unit: .millisecondsPerStep
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
