import Foundation
import Testing

@testable import Tracer

/// What NumPy says of the files that it wrote: `Facts/data.py`.
private struct Figures: Decodable {
  let X: [Double]
  let y: [UInt8]
  let types: [String: [Double]]
  let drawn: [String: [[Double]]]
  let images: [UInt8]
  let mean: [Double]
  let deviation: [Double]
  let permutation: [Int]

  /// Four numbers of one sample.
  func row(_ sample: Int) -> ArraySlice<Double> { X[4 * sample..<4 * sample + 4] }

  /// One number of every sample.
  func column(_ number: Int) -> [Double] {
    stride(from: number, to: X.count, by: 4).map { X[$0] }
  }

  static let all = Result {
    try JSONDecoder().decode(Figures.self, from: Facts.data("data/figures.json"))
  }
}

extension Samples.Inputs {
  var numbers: [Double] {
    switch self {
    case .bytes(let bytes, let scale): bytes.map { Double($0) * scale }
    case .numbers(let numbers): numbers
    }
  }
}

@Suite struct DataSetTests {
  private func read(_ name: String, _ choice: DataChoice = DataChoice()) throws -> DataSet {
    try DataSet(file: Facts.path("data/\(name)"), choice: choice)
  }

  private func write(_ text: String, _ name: String, in folder: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    return "\(folder)/\(name)"
  }

  @Test(arguments: [
    "table.csv", "decimal-comma.csv", "table.npy", "fortran.npy", "big-endian.npy", "stored.npz",
    "deflated.npz", "table.safetensors",
  ])
  func `one table has the same bits in every format`(file: String) throws {
    let figures = try Figures.all.get()
    let data = try read(file)
    #expect(data.count == 23 && data.width == 4)
    #expect(data.inputs.numbers == figures.X)
    #expect(data.targets == .classes(figures.y, names: ["0", "1", "2"]))
  }

  @Test func `columns of an array, and arrays of an archive, are chosen by name`() throws {
    let figures = try Figures.all.get()
    var choice = DataChoice()
    (choice.targets, choice.inputs) = (["c2"], ["c5", "1"])
    let one = try read("table.npy", choice)
    #expect(one.inputs.numbers[..<2] == [Double(figures.y[0]), figures.X[0]])
    #expect(one.targets == .numbers(figures.column(1), names: ["c2"]))
    (choice.targets, choice.inputs) = (["X[3]"], ["y", "X[0]"])
    let other = try read("deflated.npz", choice)
    #expect(other.inputs.numbers[..<2] == [Double(figures.y[0]), figures.X[0]])
    #expect(other.targets == .numbers(figures.column(3), names: ["X[3]"]))
  }

  @Test func `NumPy's types of numbers are read`() throws {
    for (type, expected) in try Figures.all.get().types {
      var choice = DataChoice()
      choice.kind = .numbers
      #expect(try read("\(type).npy", choice).inputs.numbers == expected, "\(type)")
    }
  }

  @Test func `images stay bytes and keep their columns`() throws {
    var choice = DataChoice()
    choice.labels = Facts.path("data/labels.idx")
    let data = try read("images.idx", choice)
    guard case .bytes(let bytes, let scale) = data.inputs else {
      Issue.record("not bytes")
      return
    }
    #expect(try bytes == Figures.all.get().images && scale == 1)
    #expect(data.pictureColumns == 4 && data.width == 12)
    #expect(data.targets == .classes([0, 1, 1, 0, 1], names: ["0", "1"]))
    #expect(try data.normalized(by: .scale(1 / 255.0)).samples(outputs: 1).width == 12)
  }

  @Test(arguments: DataSet.generatedNames)
  func `built-in data are drawn as NumPy draws them`(name: String) throws {
    let expected = try #require(Figures.all.get().drawn[name])
    let data = try #require(try DataSet(generated: "\(name):n=7:noise=0.25:seed=3"))
    let targets: [Double] =
      if case .numbers(let numbers, _) = data.targets { numbers } else { [] }
    for sample in 0..<7 {
      let row =
        Array(data.inputs.numbers[sample * data.width..<(sample + 1) * data.width])
        + (data.width == 1 ? [targets[sample]] : [])
      for (found, right) in zip(row, expected[sample]) { #expect(found.agrees(with: right)) }
    }
  }

  @Test func `standardizing takes NumPy's means and deviations`() throws {
    let figures = try Figures.all.get()
    let data = try read("table.csv")
    guard case .standard(let means, let deviations) = Normalization(standardizing: data) else {
      return
    }
    for (found, right) in zip(means + deviations, figures.mean + figures.deviation) {
      #expect(found.agrees(with: right))
    }
    let normal = try data.normalized(by: .standard(means: means, deviations: deviations))
    #expect(
      normal.inputs.numbers[5].agrees(with: (figures.X[5] - figures.mean[1]) / figures.deviation[1])
    )
  }

  @Test func `an input that never changes is divided by 1`() throws {
    let data = try DataSet(Data("1,2,a\n1,4,b\n".utf8), file: "f")
    #expect(
      Normalization(standardizing: data) == .standard(means: [1, 3], deviations: [1, 1]))
  }

  @Test func `a split takes the first of NumPy's permutation`() throws {
    let (training, test) = try read("table.csv").split(0.8, seed: 5)
    let figures = try Figures.all.get()
    #expect(training.count == 18 && test.count == 5)
    let rows = training.inputs.numbers + test.inputs.numbers
    #expect(rows == figures.permutation.flatMap(figures.row))
  }

  private func text(
    _ text: String, _ change: (inout DataChoice) -> Void = { _ in }
  ) throws -> DataSet {
    var choice = DataChoice()
    change(&choice)
    return try DataSet(Data(text.utf8), file: "f.csv", choice: choice)
  }

  @Test func `columns are chosen by name or number, classes sorted, quotes taken off`() throws {
    let table = "\u{FEFF}\"kind, said\",b , c\r\n\"x \"\"1\"\"\",1.5,2\r\n\r\na,-3e2,+4\r\n"
    let data = try text(table) { ($0.targets, $0.inputs) = (["kind, said"], ["c", "2"]) }
    #expect(data.inputNames == ["c", "b"])
    #expect(data.inputs.numbers == [2, 1.5, 4, -300])
    #expect(data.targets == .classes([1, 0], names: ["a", "x \"1\""]))
  }

  @Test func `classes that are numbers come in the order of the numbers`() throws {
    let data = try text("1,10\n2,9\n3,10.0\n4,9\n")
    #expect(data.targets == .classes([1, 0, 1, 0], names: ["9", "10"]))
    #expect(data.inputNames == ["c1"])
  }

  @Test func `fractions and many different numbers are numbers`() throws {
    #expect(try text("1,0.5\n2,1\n").targets == .numbers([0.5, 1], names: ["c2"]))
    #expect(try text("1,7\n2,8\n3,9\n").targets == .numbers([7, 8, 9], names: ["c2"]))
    let forced = try text("1,7\n2,8\n3,9\n") { $0.kind = .classes }
    #expect(forced.targets == .classes([0, 1, 2], names: ["7", "8", "9"]))
    let two = try text("a,b,c\n1,2,3\n4,5,6\n") { $0.targets = ["a", "c"] }
    #expect(two.targets == .numbers([1, 3, 4, 6], names: ["a", "c"]))
  }

  @Test func `numbers are read to the last bit`() throws {
    let numbers = [
      "0.1", "123456789012345678901234567890", "5e-324", "1.7976931348623157e308",
      "9007199254740993", "-0.000000000000000000000000123456789", "1e23", ".5", "5.",
    ]
    let data = try text(numbers.map { "\($0),1.5" }.joined(separator: "\n"))
    #expect(data.inputs.numbers == numbers.map { strtod($0, nil) })
  }

  @Test(arguments: [
    ("", "f.csv: rows of numbers expected; nothing found"),
    ("a,b\n", "f.csv: rows of numbers below the names expected; none found"),
    (
      "a,b\n1,2\n3\n",
      "f.csv:3: 2 cells between commas, as in the first line, expected; 1 found"
    ),
    ("a,b\n1,2\n,3\n", "f.csv:3: a: a number expected; nothing found"),
    ("a,b\n1,2\n2,?\n", "f.csv:3: b: a target expected; \"?\" found"),
    ("a,b\n1,2\nNaN,3\n", "f.csv:3: a: a number expected; \"NaN\" found"),
    (
      "a,b\n1,2\n1e999,3\n",
      "f.csv:3: a: a number (or other inputs named by --inputs) expected; \"1e999\" found"
    ),
    (
      "a,b\n1,2\nx,3\n",
      "f.csv:3: a: a number (or other inputs named by --inputs) expected; \"x\" found"
    ),
    (
      "a,b\n1,2\n2,x\n",
      "f.csv:3: b: a number, as in 1 other rows (or classes, if you say so), expected; x found"
    ),
    ("a,b\n1,x\n2,x\n", "f.csv: b: 2 to 256 classes expected; only x found"),
    ("a\n1\n2\n", "f.csv:1: columns between commas, semicolons or tabs expected; a found"),
    ("a,b\n1,\"2\n", "f.csv:2: a quotation mark that closes the one here expected"),
    ("a,b\n1\n", "f.csv:2: 2 cells between commas, as in the first line, expected; 1 found"),
  ])
  func `bad data get one line with their place`(table: String, message: String) {
    let error = #expect(throws: DataError.self) { try text(table) }
    #expect(error?.description == message)
    #expect(error?.kind == .badData)
  }

  @Test func `a column that is not there gets the nearest`() {
    let error = #expect(throws: DataError.self) {
      try text("width,kind\n1,2\n") { $0.targets = ["kin"] }
    }
    #expect(
      error?.description
        == "f.csv: kind, or one of the columns width, kind expected; kin found")
  }

  @Test func `a million columns are refused`() {
    let row = Data(repeating: UInt8(ascii: ","), count: 999_999)
    let error = #expect(throws: DataError.self) { try DataSet(row, file: "f") }
    #expect(error?.description == "f:1: at most 100000 columns expected; 1000000 found")
  }

  @Test func `a gigabyte of text is refused before it is read`() throws {
    try withTemporaryFolder { folder in
      let file = "\(folder)/big.csv"
      #expect(FileManager.default.createFile(atPath: file, contents: nil))
      let handle = try #require(FileHandle(forWritingAtPath: file))
      try handle.truncate(atOffset: 1_000_000_000)
      let error = #expect(throws: DataError.self) { try DataSet(file: file) }
      #expect(
        error?.description.hasSuffix("(.npy files may be larger) expected; 1.0 GB found") == true)
    }
  }

  @Test func `more than 256 classes are none`() {
    let rows = (0..<300).map { "\($0),k\($0)" }.joined(separator: "\n")
    let error = #expect(throws: DataError.self) { try text(rows) }
    #expect(error?.description == "f.csv: c2: 2 to 256 classes expected; 300 found")
  }

  @Test func `damaged arrays get one line each`() throws {
    let whole = try Facts.data("data/f8.npy")
    let archive = try Facts.data("data/deflated.npz")
    var broken = archive
    for place in 60..<90 { broken[place] = 0xFF }
    let cases: [Data] = [
      whole.prefix(9), whole.prefix(40), whole.dropLast(3), whole + [1], archive.prefix(300),
      broken,
      Data("PK".utf8),
    ]
    for bytes in cases {
      let fault = #expect(throws: DataError.self) { try DataSet(Data(bytes), file: "f") }
      #expect(fault?.description.contains("\n") == false)
    }
  }

  @Test func `the arrays of an archive are bounded in their sum, before any is unpacked`() throws {
    let archive = try Facts.data("data/deflated.npz")
    let file = NumPyFile(file: "f.npz")
    let arrays = try file.arrays(archive)
    let bytes = arrays.map { 8 * $0.shape.reduce(1, *) }
    #expect(bytes.count > 1)
    let fault = #expect(throws: MemoryFault.self) {
      try file.arrays(archive, available: 3 * (bytes.max() ?? 0) + 500)
    }
    #expect(fault?.description.hasPrefix("f.npz: about ") == true)
  }

  @Test func `numbers in an array that are not finite are named`() throws {
    let array = NumericArray(name: "X", shape: [2, 2], content: .numbers([1, .nan, 2, 3]))
    let labels = NumericArray(name: "y", shape: [2], content: .numbers([0, 1]))
    let error = #expect(throws: DataError.self) {
      try DataSet([array, labels], file: "f.npz", choice: DataChoice())
    }
    #expect(error?.description == "f.npz: X[1]: finite numbers expected; nan in row 0 found")
  }

  @Test func `a test set knows the classes of the training set`() throws {
    try withTemporaryFolder { folder in
      var reference = DataReference(
        source: try write("1,a\n2,b\n3,c\n", "training.csv", in: folder))
      reference.test = try write("1,c\n2,c\n", "test.csv", in: folder)
      #expect(try reference.open().test?.targets == .classes([2, 2], names: ["a", "b", "c"]))
      reference.test = try write("1,c\n2,d\n", "odd.csv", in: folder)
      let error = #expect(throws: DataError.self) { try reference.open() }
      #expect(
        error?.description.hasSuffix(
          "odd.csv:2: c2: one of the classes a, b, c, which the network knows, expected; d found")
          == true)
    }
  }

  @Test func `columns are known by their names wherever they stand`() throws {
    try withTemporaryFolder { folder in
      var reference = DataReference(
        source: try write("w,b,kind\n1,2,a\n3,4,b\n", "training.csv", in: folder))
      reference.test = try write("kind,b,w\na,20,10\nb,40,30\n", "test.csv", in: folder)
      let test = try #require(try reference.open().test)
      #expect(test.inputs.numbers == [10, 20, 30, 40])
      #expect(test.targets == .classes([0, 1], names: ["a", "b"]))
      reference.test = try write("b,height,kind\n1,2,a\n", "odd.csv", in: folder)
      let error = #expect(throws: DataError.self) { try reference.open() }
      #expect(
        error?.description.hasSuffix(
          "odd.csv: the columns w, b, kind expected; b, height, kind found") == true)
    }
  }

  @Test func `a text in another encoding is refused where it says something`() throws {
    // 장 and 쟁 in CP949, which differ in the last byte; both would be the same replacement.
    let korean = Data(
      [UInt8]("a,b\n1,".utf8) + [0xC0, 0xE5] + [UInt8]("\n2,".utf8) + [0xC0, 0xE6])
    var errors: [String] = []
    for bytes in [korean, Data([0xFF, 0xFE, 0x61, 0]), Data([0xC0, 0xE5, 0x2C, 0x62, 0x0A])] {
      errors.append(
        (#expect(throws: DataError.self) { try DataSet(bytes, file: "f") })?.description ?? "")
    }
    let expected = "text in UTF-8 (spreadsheets save it as \u{201C}CSV UTF-8\u{201D}) expected;"
    #expect(
      errors == [
        "f:2: b: \(expected) another encoding found", "f: \(expected) UTF-16 found",
        "f:1: c1: \(expected) another encoding found",
      ])
  }

  @Test func `a minus sign is one, typeset or typed`() throws {
    let data = try text("a,b\n−1.5,2\n-1.5,3.25\n−2e-3,−4\n") { $0.kind = .numbers }
    #expect(data.inputs.numbers == [-1.5, -1.5, -0.002])
    #expect(data.targets == .numbers([2, 3.25, -4], names: ["b"]))
  }

  @Test func `an input that is the same everywhere is standardized to 0`() throws {
    let data = DataSet(
      name: "f", count: 7, inputNames: ["a"], inputs: .numbers([Double](repeating: 0.1, count: 7)),
      targets: .numbers([1, 2, 3, 4, 5, 6, 7], names: ["b"]))
    #expect(Normalization(standardizing: data) == .standard(means: [0.1], deviations: [1]))
  }

  private func array(_ name: String, _ rows: Int, _ columns: Int) -> NumericArray {
    NumericArray(
      name: name, shape: columns == 1 ? [rows] : [rows, columns],
      content: .numbers((0..<rows * columns).map { Double($0 % 7) + (columns > 1 ? 0.5 : 0) }))
  }

  @Test func `arrays of several lengths are not chosen among in silence`() throws {
    let all = [array("one", 6, 2), array("two", 6, 1), array("three", 2, 2), array("four", 2, 1)]
    let error = #expect(throws: DataError.self) {
      try DataSet(all, file: "f.npz", choice: DataChoice())
    }
    #expect(error?.description.contains("two [6] and four [2] found") == true)
    var choice = DataChoice()
    (choice.inputs, choice.targets) = (["one"], ["two"])
    #expect(try DataSet(all, file: "f.npz", choice: choice).count == 6)
  }

  @Test(arguments: [
    (["y", "X"], "X"), (["X", "y"], "X"), (["labels", "data"], "data"),
    (["answer", "images"], "images"),
    (["Label", "w"], "w"), (["target", "id", "features"], "features"),
  ])
  func `the names of arrays tell inputs from targets`(names: [String], inputs: String) throws {
    let arrays = names.map { array($0, 8, $0 == inputs ? 2 : 1) }
    let data = try DataSet(arrays, file: "f.npz", choice: DataChoice())
    #expect(data.inputNames == ["\(inputs)[0]", "\(inputs)[1]"])
    guard case .numbers(let numbers, let targets) = data.targets else {
      Issue.record("classes")
      return
    }
    #expect(numbers == [0, 1, 2, 3, 4, 5, 6, 0] && targets[0] != inputs && targets.count == 1)
  }

  @Test func `which of two arrays is the target is asked where nothing tells`() throws {
    let error = #expect(throws: DataError.self) {
      try DataSet([array("a", 8, 1), array("b", 8, 2)], file: "f.npz", choice: DataChoice())
    }
    #expect(
      error?.description.hasSuffix("may be either, expected; a [8] and b [8, 2] found") == true)
    #expect(
      try DataSet([array("b", 8, 2), array("a", 8, 1)], file: "f", choice: DataChoice()).width == 2)
  }

  @Test func `a file of both parts has both`() throws {
    var choice = DataChoice()
    let all = [
      array("x_test", 3, 2), array("x_train", 6, 2), array("y_test", 3, 1), array("y_train", 6, 1),
    ]
    for (part, count) in [(DataSet.Part.train, 6), (.test, 3)] {
      choice.part = part
      let data = try DataSet(all, file: "f.npz", choice: choice)
      #expect(data.count == count && data.part == part)
      #expect(data.columns == DataChoice.Columns(inputs: ["x"], targets: ["y"]))
    }
  }

  @Test func `several columns with a 1 among zeros are classes`() throws {
    let table = "a,b,x,y,z\n1,2,0,1,0\n3,4,1,0,0\n5,6,0,0,1\n"
    let classes = try text(table) { $0.targets = ["x", "y", "z"] }
    #expect(classes.targets == .classes([1, 0, 2], names: ["x", "y", "z"]))
    let numbers = try text(table) { ($0.targets, $0.kind) = (["x", "y", "z"], .numbers) }
    #expect(numbers.targets == .numbers([0, 1, 0, 1, 0, 0, 0, 0, 1], names: ["x", "y", "z"]))
    let halves = try text("a,x,y\n1,0,1\n3,1,1\n") { $0.targets = ["x", "y"] }
    #expect(halves.targets == .numbers([0, 1, 1, 1], names: ["x", "y"]))
    let error = #expect(throws: DataError.self) {
      try text("a,x,y\n1,0,1\n3,1,1\n") { ($0.targets, $0.kind) = (["x", "y"], .classes) }
    }
    #expect(error?.description.hasSuffix("expected; other numbers in x, y found") == true)
  }

  @Test func `a delimiter at the end of every line begins no column`() throws {
    let data = try text("a,b,c,\n1,2,yes,\n3,4,no,\n")
    #expect(data.inputNames == ["a", "b"])
    #expect(data.targets == .classes([1, 0], names: ["no", "yes"]))
    #expect(try text(",a,b\n0,1,2\n1,3,4\n").inputNames == ["c1", "a"])
  }

  @Test func `beside tabs, commas are points where they can be nothing else`() throws {
    #expect(try text("a\tb\n1,5\t2\n0,25\t1,125\n").inputs.numbers == [1.5, 0.25])
    for table in ["a\tb\n1,500\t2\n2,250\t3\n", "a\tb\n1,5\t2\n0.5\t3\n"] {
      #expect(throws: DataError.self) { try text(table) }
    }
  }

  @Test func `a column with a comma in its name is listed as an option takes it`() throws {
    let table = "\"d,e\",b,c\n1,2,3\n4,5,6\n"
    #expect(try text(table) { $0.inputs = ["d,e"] }.inputs.numbers == [1, 4])
    let error = #expect(throws: DataError.self) { try text(table) { $0.inputs = ["q"] } }
    #expect(error?.description.contains("one of the columns \"d,e\", b, c expected") == true)
  }

  // Two samples of two numbers as IEEE 754 writes them, 1.5, −2, 0.25 and 3, and the classes 0 and 1.
  @Test func `IDX files of other types than bytes are read, and images are no labels`() throws {
    try withTemporaryFolder { folder in
      let numbers: [UInt8] = [0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0, 0x3E, 0x80, 0, 0, 0x40, 0x40, 0, 0]
      let files: [(name: String, bytes: [UInt8])] = [
        ("x", [0, 0, 13, 2, 0, 0, 0, 2, 0, 0, 0, 2] + numbers),
        ("y", [0, 0, 11, 1, 0, 0, 0, 2, 0, 0, 0, 1]),
        ("images", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]),
      ]
      for file in files {
        try Data(file.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
      }
      var choice = DataChoice()
      choice.labels = "\(folder)/y"
      let data = try DataSet(file: "\(folder)/x", choice: choice)
      #expect(data.inputs.numbers == [1.5, -2, 0.25, 3])
      #expect(data.targets == .classes([0, 1], names: ["0", "1"]))
      choice.labels = "\(folder)/images"
      let error = #expect(throws: DataError.self) {
        try DataSet(file: "\(folder)/x", choice: choice)
      }
      #expect(
        error?.description.hasSuffix("for each sample, expected; an array [2, 1, 2] found") == true)
    }
  }

  @Test func `images and labels are counted before they are unpacked`() throws {
    try withTemporaryFolder { folder in
      // A header that promises a million images, of which there is none.
      let images = Data([0, 0, 8, 3, 0, 15, 66, 64, 0, 0, 0, 32, 0, 0, 0, 32])
      let labels = Data([0, 0, 8, 1, 0, 0, 0, 2, 1, 0])
      try images.write(to: URL(fileURLWithPath: "\(folder)/i"))
      try labels.write(to: URL(fileURLWithPath: "\(folder)/l"))
      var choice = DataChoice()
      choice.labels = "\(folder)/l"
      let error = #expect(throws: DataError.self) {
        try DataSet(file: "\(folder)/i", choice: choice)
      }
      #expect(error?.description.contains("1000000 labels, one for each sample of") == true)
      #expect(error?.description.hasSuffix("expected; 2 found") == true)
    }
  }

  @Test func `settings of built-in data that there are not are named`() throws {
    for words in ["moons:m=3", "moons:n=1.5", "moons:noise=-1", "spiral:seed", "blobs:n=1e9"] {
      let error = #expect(throws: DataError.self) { try DataSet(generated: words) }
      #expect(error?.description.hasPrefix(words) == true)
    }
    #expect(try DataSet(generated: "moon") == nil)
  }
}
