import Testing

@testable import benchmark

struct ReportTests {
  private static func report() -> Report {
    var report = Report(
      machine: .init(processor: "a processor", cores: 2, kernels: "widest"), runs: 3,
      stepsPerRun: 10, peakMemoryMB: 88)
    func contender(_ name: String, _ unit: Contender.Unit, _ reference: String?) -> Contender {
      Contender(
        name: name, reference: reference, work: unit == .millisecondsPerStep ? .digits : nil,
        unit: unit
      ) { 0 }
    }
    report.add(
      [
        contender("peak", .gigaflops, nil), contender("own", .millisecondsPerStep, nil),
        contender("other", .millisecondsPerStep, "own"), contender("absent", .milliseconds, nil),
      ],
      figures: ["peak": [100, 200, 50], "own": [1, 2, 4], "other": [3, 4, 40]], peak: "peak")
    return report
  }

  @Test func `a ratio is the median of the ratios within a turn`() {
    let rows = Self.report().rows
    #expect(rows.map(\.name) == ["peak", "own", "other"])
    #expect(rows[1].median == 2 && rows[1].least == 1 && rows[1].most == 4)
    #expect(rows[1].ratio == nil)
    // 3/1, 4/2 and 40/4.
    #expect(rows[2].ratio == 3)
  }

  @Test func `the share of the peak is taken within a turn`() throws {
    // 1 ms at 100 GFLOP/s is room for 10⁸ operations, 2 ms at 200 for 4·10⁸, 4 ms at 50 for 2·10⁸.
    let share = try #require(Self.report().rows[1].shareOfPeak)
    #expect(abs(share - Work.digits.operationsPerStep / 2e8) < 1e-12)
    #expect(Self.report().rows[0].shareOfPeak == nil)
  }

  @Test
  func `a step multiplies and adds twice for the first layer's weights and thrice for others`() {
    let products = 2.0 * 78_400 + 3 * 1_000
    #expect(Work.digits.operationsPerStep == 64 * products)
  }

  @Test func `the median of an even number of figures lies between the middle two`() {
    #expect(Report.median([4, 1, 3, 2]) == 2.5)
    #expect(Report.median([5]) == 5)
  }

  @Test func `the table has a line for each row`() {
    let lines = Self.report().table.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("other") && $0.hasSuffix("3.00 x own") })
    #expect(lines.contains("peak memory of training in float: 88 MB"))
  }

  @Test func `options are read`() throws {
    let options = try Options([
      "--peers", "--python", "a", "--python", "b", "--runs", "9", "--json",
    ])
    #expect(options.hasPeers && options.isJSON && options.runs == 9)
    #expect(options.interpreters == ["a", "b"])
    #expect(options.steps == 625)
  }

  @Test(arguments: [
    (["--fast"], "--fast is no option; benchmark --help lists them"),
    (["--runs", "4"], "--runs: expected a number in 5...1000, found 4"),
    (["--steps"], "--steps: expected a number in 1...1875, found nothing"),
    (["--python"], "--python: expected the path of a Python, found nothing"),
  ])
  func `what cannot be followed is refused`(arguments: [String], message: String) {
    #expect {
      try Options(arguments)
    } throws: {
      "\($0)" == message
    }
  }
}
