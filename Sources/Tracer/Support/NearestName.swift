/// The name that was probably meant: the only one that begins with what was written, or else the one
/// with the fewest letters to insert, delete, replace or exchange with the neighbour.
/// - Parameters:
///   - name: What was written.
///   - names: What it could have been; of equally near ones the first is taken.
/// - Returns: `nil` if there is no such name. At most a third of the longer name's letters may
///   differ, and one letter always may, if another stays.
package func nearestName(to name: String, among names: some Collection<String>) -> String? {
  let longer = names.filter { !name.isEmpty && $0.lowercased().hasPrefix(name.lowercased()) }
  if longer.count == 1 { return longer[0] }
  let written = Array(name.lowercased().unicodeScalars.prefix(longestComparedName))
  var best: (name: String, distance: Int)?
  for candidate in names {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(longestComparedName))
    let longer = max(written.count, letters.count)
    let limit = min(max(1, longer / 3), longer - 1)
    guard abs(written.count - letters.count) <= limit else { continue }
    let distance = editDistance(written, letters)
    if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// Longer names are compared by their first letters, so that time and memory stay bounded.
private let longestComparedName = 64

/// The Damerau–Levenshtein distance with adjacent exchanges (optimal string alignment).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
