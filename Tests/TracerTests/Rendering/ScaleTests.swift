import Testing

@testable import Tracer

/// Where the numbers of an axis stand, and which updates a table shows.
@Suite struct ScaleTests {
  @Test(
    arguments: [
      ([0, 1], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
      ([0, 10], ["0", "2", "4", "6", "8", "10"]),
      ([0, 7], ["0", "2", "4", "6"]),
      ([-3, 12], ["0", "5", "10"]),
      ([3, 3], ["2", "3", "4"]),
      ([0, 0], ["−0.4", "−0.2", "0", "0.2", "0.4"]),
      ([0, 500_000], ["0", "100000", "200000", "300000", "400000", "500000"]),
      ([], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
    ] as [([Double], [String])])
  func `about five round numbers stand beside an axis`(numbers: [Double], labels: [String]) {
    let scale = Plot.Scale(Plot.Axis(Phrase("x")), over: numbers)
    #expect(scale.ticks.map(scale.label) == labels)
  }

  @Test(
    arguments: [
      ([0.5, 2000, -1, 0], ["0.1", "1", "10", "100", "1000", "10000"]),
      ([1e-8, 1e4], ["1e−08", "1e−06", "0.0001", "0.01", "1", "100", "10000"]),
    ] as [([Double], [String])])
  func `a logarithmic axis has powers of ten, and no place for the rest`(
    numbers: [Double], labels: [String]
  ) {
    let scale = Plot.Scale(Plot.Axis(Phrase("x"), isLogarithmic: true), over: numbers)
    #expect(scale.ticks.map(scale.label) == labels)
    #expect(scale.place(of: 0) == nil && scale.place(of: -1) == nil)
  }

  @Test(arguments: [
    [-1.7e308, 1.7e308], [1.7e308], [-1.7e308], [0, .greatestFiniteMagnitude],
    [0, .leastNonzeroMagnitude],
    [0x1p-1030, 0x1p-1028], [-1e308, 1e308, 0],
  ])
  func `an axis over the greatest and the smallest doubles has numbers`(numbers: [Double]) {
    for isLogarithmic in [false, true] {
      let scale = Plot.Scale(Plot.Axis(Phrase("x"), isLogarithmic: isLogarithmic), over: numbers)
      #expect(!scale.ticks.isEmpty)
      for tick in scale.ticks {
        let label = scale.label(tick)
        #expect(Double(label.replacing("−", with: "-"))?.isFinite == true, "\(label)")
      }
      let drawn = numbers.filter { $0 > 0 || !isLogarithmic }
      #expect(drawn.allSatisfy { (0...1.001).contains(scale.place(of: $0) ?? -1) })
    }
  }

  @Test func `a number stands where its share of the range is`() {
    let plain = Plot.Scale(Plot.Axis(Phrase("x")), over: [2, 10])
    #expect([2, 4, 10].map(plain.place) == [0, 0.25, 1])
    #expect(plain.place(of: .nan) == nil)
    let logarithmic = Plot.Scale(Plot.Axis(Phrase("x"), isLogarithmic: true), over: [1, 10_000])
    #expect([1, 10, 10_000].map(logarithmic.place) == [0, 0.25, 1])
  }

  @Test(
    arguments: [
      (0, [0]), (1, [0, 1]), (2, [0, 1, 2]), (3, [0, 1, 2, 3]), (10, [0, 1, 2, 5, 10]),
      (60, [0, 1, 2, 5, 10, 20, 50, 60]), (200, [0, 1, 2, 5, 10, 20, 50, 100, 200]),
    ])
  func `a table of updates goes on in 1, 2, 5, 10`(steps: Int, shown: [Int]) {
    #expect(Descent.scale(upTo: steps) == shown)
  }
}
