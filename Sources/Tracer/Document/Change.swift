/// What an update did to a quantity, in the numbers that a derivation shows.
struct Change {
  let name: String
  /// What it was before and what it is after, in the numbers that are told.
  let old: Double, new: Double
  /// Whether both are shown as the same number.
  let looksSame: Bool
  /// By how much it rose, calculated with all digits; 0 where that is nothing but rounding.
  let rise: Double

  init(of name: String, from old: Double, to new: Double, exactly fall: Double, digits: Int) {
    let style = NumberStyle(digits: digits)
    (self.name, self.old, self.new) = (name, old, new)
    looksSame = style.rounded(old) == style.rounded(new)
    rise = abs(fall) <= max(abs(old), abs(new)).ulp ? 0 : -fall
  }

  /// Whether the numbers shown say of the change what is true of it.
  var isShown: Bool { looksSame ? rise == 0 : (new > old) == (rise > 0) && rise != 0 }

  /// The first number less the second; 0 where that is nothing but rounding.
  static func difference(_ a: Double, _ b: Double) -> Double {
    (Approximate(given: a) - Approximate(given: b)).settled(recorded: a - b).value
  }
}
