/// What files, expressions and options call by a name, and what can be set about it.
///
/// The name and the settings stand in the file of the type itself.
package protocol Configurable: Sendable {
  /// The name.
  static var kind: String { get }
  /// What the name alone stands for.
  init()
  /// What can be set, in the order in which a file says it.
  static var settings: [Setting<Self>] { get }
}

extension Configurable {
  /// Nothing.
  package static var settings: [Setting<Self>] { [] }
}

/// One thing that can be set, called as PyTorch calls it.
package struct Setting<Root: Sendable>: Sendable {
  let name: String
  /// What has to stand in a file.
  let expected: String
  /// The words that it may be, if it is one.
  let words: [String]
  let value: @Sendable (Root) -> JSONValue
  /// Sets the value, if it may be this one.
  let set: @Sendable (inout Root, JSONValue) -> Bool

  /// A number from 0, or any.
  package static func number(
    _ name: String, _ path: any WritableKeyPath<Root, Double> & Sendable,
    mayBeNegative: Bool = false
  ) -> Setting {
    number(name, path, mayBeNegative ? "a number" : "a number, 0 or more") {
      mayBeNegative || $0 >= 0
    }
  }

  /// The part of something that is kept.
  package static func part(
    _ name: String, _ path: any WritableKeyPath<Root, Double> & Sendable
  ) -> Setting {
    number(name, path, "a number from 0 up to but not 1") { $0 >= 0 && $0 < 1 }
  }

  private static func number(
    _ name: String, _ path: any WritableKeyPath<Root, Double> & Sendable, _ expected: String,
    isValid: @escaping @Sendable (Double) -> Bool
  ) -> Setting {
    Setting(
      name: name, expected: expected, words: [], value: { .number($0[keyPath: path]) },
      set: { root, value in
        guard case .number(let number) = value, number.isFinite, isValid(number) else {
          return false
        }
        root[keyPath: path] = number
        return true
      })
  }

  /// Two parts that are kept.
  package static func parts(
    _ name: String, _ first: any WritableKeyPath<Root, Double> & Sendable,
    _ second: any WritableKeyPath<Root, Double> & Sendable
  ) -> Setting {
    Setting(
      name: name,
      expected: "two numbers from 0 up to but not 1, such as [0.9, 0.999] in a file or 0.9/0.999",
      words: [],
      value: { .array([.number($0[keyPath: first]), .number($0[keyPath: second])]) },
      set: { root, value in
        guard case .array(let values) = value, values.count == 2, case .number(let a) = values[0],
          case .number(let b) = values[1], [a, b].allSatisfy({ $0 >= 0 && $0 < 1 })
        else { return false }
        root[keyPath: first] = a
        root[keyPath: second] = b
        return true
      })
  }

  /// One of several words.
  package static func word<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: any WritableKeyPath<Root, Word> & Sendable,
    among choices: [Word] = Array(Word.allCases)
  ) -> Setting {
    Setting(
      name: name, expected: "", words: choices.map(\.rawValue),
      value: { .string($0[keyPath: path].rawValue) },
      set: { root, value in
        guard case .string(let text) = value, let word = Word(rawValue: text) else { return false }
        root[keyPath: path] = word
        return true
      })
  }
}
