extension WorkingValues {
  /// How a number comes out.
  struct Outcome {
    /// The way of carrying numbers on that gives it; `nil` if it is rounded here and there.
    var manner: Manner?
    /// The formula that it comes out of.
    var route: Formula
  }

  /// Where rounding may have brought a quantity that is on the sheet.
  ///
  /// A number of fewer digits than the others is carried on as it is written, its last zeros perhaps
  /// left out, or in the usual digits: what lies between is no number that anybody had.
  private func ball(of figure: Figure, _ entry: AnswerKey.Entry, isUnrounded: Bool)
    -> RoundingInterval
  {
    let usual = precision.excusing.halfUnit(of: abs(figure.value)) * (1 + 1e-9)
    // A zero, and a number that is given, is what it is, unless something was rounded to it.
    let isExact = figure.value == entry.exact && (figure.value == 0 || entry.kind == nil)
    let radius = isExact ? 0 : figure.value == 0 ? figure.radius : min(figure.radius, usual)
    return RoundingInterval(isUnrounded ? figure.unrounded : figure.value, radius: radius)
  }

  /// Whether a number comes out if some of what is on the sheet is carried on as it is written, and some
  /// as it was before that.
  func isBetween(_ number: WrittenNumber, of route: Formula) -> Bool {
    route.evaluated(as: RoundingInterval.self) { name, value in
      guard let position = key.index[name], let figure = figure(position) else {
        return key.index[name].map { ball($0, isUnrounded: false) }
          ?? RoundingInterval(value, radius: 0)
      }
      let (written, unrounded) = (figure.value, figure.unrounded)
      return written == unrounded
        ? ball(position, isUnrounded: false)
        : RoundingInterval((written + unrounded) / 2, radius: abs(written - unrounded) / 2)
    }.contains(number)
  }

  /// Where rounding may have brought a quantity: one that was left out as far as the rounding of its
  /// operations goes.
  private func ball(_ position: Int, isUnrounded: Bool) -> RoundingInterval {
    if let figure = figure(position) {
      return ball(of: figure, key.entries[position], isUnrounded: isUnrounded)
    }
    let place = Place(
      position: position, moment: moment, manner: isUnrounded ? .unrounded : .written)
    if let known = balls[place] { return known }
    let ball =
      routes(to: position).first.map {
        self.ball(of: $0, rounding: precision.excusing, isUnrounded: isUnrounded)
      } ?? RoundingInterval(key.entries[position].exact, radius: 0)
    balls[place] = ball
    return ball
  }

  /// Where rounding may have brought a formula.
  /// - Parameter rounding: To what every single operation is rounded.
  func ball(
    of formula: Formula, rounding: WorkingPrecision = .binary, isUnrounded: Bool = false
  ) -> RoundingInterval {
    formula.evaluated(as: RoundingInterval.self) { name, value in
      var ball =
        key.index[name].map { self.ball($0, isUnrounded: isUnrounded) }
        ?? RoundingInterval(value, radius: 0)
      ball.precision = rounding
      return ball
    }
  }

  /// How a number comes out of one of several formulas; `nil` if it does not, but for the rounding
  /// of the numbers written and of lines left out or, if operations are rounded, of all of them.
  func outcome(
    _ number: WrittenNumber, of routes: [Formula], roundingOperations: Bool = false
  ) -> Outcome? {
    let rounding = roundingOperations ? precision.excusing : .binary
    let near = routes.filter { route in
      [false, true].contains { isUnrounded in
        let ball = ball(of: route, rounding: rounding, isUnrounded: isUnrounded)
        guard ball.radius.isFinite, ball.contains(number) else { return false }
        // What rounding may have made of nothing allows for any number; of numbers on the sheet, it makes
        // none that is larger than itself.
        return !ball.isNoise
          || isAnswered(route) && abs(number.value - ball.value) <= ball.radius * (1 + 1e-9)
      }
    }
    let kept = Manner.ofLines(before: number) + Manner.ofOperations
    return outcome(number, of: near, by: kept) ?? near.first.map { Outcome(route: $0) }
  }

  /// Whether a number is so near to what comes out of lines that were left out that these, calculated
  /// in another way, may have led there: within three times what rounding makes of them.
  func isOpen(_ number: WrittenNumber, of routes: [Formula]) -> Bool {
    routes.contains { route in
      let ball = ball(of: route, rounding: precision.excusing)
      return !isAnswered(route) && ball.radius.isFinite
        && abs(number.value - ball.value) <= 3 * ball.radius + number.tolerance
    }
  }

  /// The way of carrying numbers on that gives a number to its last digit.
  func outcome(
    _ number: WrittenNumber, of routes: [Formula], by manners: [Manner]
  ) -> Outcome? {
    for manner in manners {
      for route in routes where number.states(point(of: route, manner)) {
        return Outcome(manner: manner, route: route)
      }
    }
    return nil
  }

  /// Whether everything that a formula is made of is on the sheet, if under another name.
  func isAnswered(_ route: Formula) -> Bool {
    route.symbols.allSatisfy { name in key.index[name].map { cost($0) == 0 } ?? true }
  }
}
