import Foundation

/// From which numbers the givens of a network are drawn where exercises are made of it.
package struct VariantNumbers: Hashable, Sendable {
  package enum Given: String, CaseIterable, Sendable {
    case inputs, weights, biases, targets, lr
  }

  /// For each, the numbers that it may be; the usual ones where it is not named.
  package var lists: [Given: [Double]] = [:]

  private static let most = 10_000

  /// Lists, or ranges such as `{"from": -1, "to": 1, "step": 0.1}`.
  init(_ field: JSONField, loss: Loss) throws(ModelFileError) {
    for (name, list) in try field.members(Given.allCases.map(\.rawValue)) {
      guard let given = Given(rawValue: name) else { continue }
      let numbers = try Self.numbers(list)
      guard !numbers.isEmpty, given != .lr || numbers.allSatisfy({ $0 > 0 }) else {
        throw list.unexpected(given == .lr ? "numbers above 0" : "at least one number")
      }
      if given == .targets {
        guard loss.ofOutputs != nil else {
          throw list.unexpected(
            "no list, since of \(loss.rawValue) another class is drawn for each sheet,")
        }
        guard loss != .binaryCrossEntropy || numbers.allSatisfy((0...1).contains) else {
          throw list.unexpected("numbers from 0 to 1", found: "[\(listing: numbers)]")
        }
      }
      lists[given] = numbers
    }
  }

  private static func numbers(_ field: JSONField) throws(ModelFileError) -> [Double] {
    guard case .object = field.value else {
      return try field.numbers("a list of numbers, or from, to and step,")
    }
    let members = try field.members(["from", "to", "step"])
    let from = try field.required("from", of: members).number()
    let end = try field.required("to", of: members)
    let to = try end.number()
    guard to >= from else { throw end.unexpected("a number that is not below from") }
    let step = try field.required("step", of: members)
    let width = try step.number()
    let count = ((to - from) / width + 1e-9).rounded(.down)
    guard width > 0, (0...Double(most)).contains(count) else {
      throw step.unexpected("a step that makes 1 to \(most) numbers")
    }
    // 0.1 + 2 · 0.1 is no short decimal before it is rounded, and −0.3 + 3 · 0.1 is not zero.
    let unit = Int(log10(width).rounded(.down)) - 9
    return (0...Int(count)).map {
      RoundedDecimal(from + Double($0) * width, unit: unit).value + 0
    }
  }

  var json: JSONValue {
    .object(
      Given.allCases.compactMap { given in
        lists[given].map { (given.rawValue, .numbers($0)) }
      })
  }
}

/// What a model file says of the worksheet that it belongs to.
package struct WorksheetNote: Hashable, Sendable {
  /// The seed and the number of the variant and what tells its options, such as `7-03-k4x`.
  package var code: String
  /// What the blanks ask for, in their order.
  package var blanks: [String]
  /// When new weights take effect, as the sheet says.
  package var order: UpdateOrder?
  /// To how many digits the sheet has every line rounded.
  package var carry: Int?
}

extension WorksheetNote {
  init(_ field: JSONField) throws(ModelFileError) {
    let members = try field.members(["code", "blanks", "update", "carry"])
    code = try field.required("code", of: members).string()
    order = try members["update"]?.word(UpdateOrder.self)
    carry = try members["carry"]?.integer(in: 1...15)
    blanks = try field.required("blanks", of: members).strings("a list of names")
  }

  var json: JSONValue {
    .object(present: [
      ("code", .string(code)), ("blanks", .strings(blanks)),
      ("update", order.map { .string($0.rawValue) }), ("carry", carry.map { .number(Double($0)) }),
    ])
  }
}
