extension OptimizerKind {
  /// The optimizer that words describe: `adam`, `momentum:lr=0.1:momentum=0.8`,
  /// `adam:betas=0.8/0.9`.
  /// - Parameter defaultRates: The learning rate of each kind where the words give none.
  /// - Throws: `ModelFileError`, whose path is the setting.
  static func optimizer(
    words: String, defaultRates: [String: Double] = [:]
  ) throws(ModelFileError) -> any Optimizer {
    let parts = words.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    var members: [(name: String, value: JSONValue)] = [("kind", .string(parts[0]))]
    for part in parts.dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      members.append((String(sides[0]), value(sides.count > 1 ? String(sides[1]) : "")))
    }
    if let rate = defaultRates[parts[0]], !members.contains(where: { $0.name == "lr" }) {
      members.append(("lr", .number(rate)))
    }
    return try optimizer(JSONField(.object(members), path: "", file: words))
  }

  private static func value(_ text: String) -> JSONValue {
    if let number = Double(text) { return .number(number) }
    let parts = text.split(separator: "/").map { Double($0) }
    let numbers = parts.compactMap(\.self)
    return parts.count > 1 && numbers.count == parts.count
      ? .array(numbers.map { .number($0) }) : .string(text)
  }
}
