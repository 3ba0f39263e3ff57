extension Options {
  /// Options that leave no meaning to others beside them, wherever both are known.
  static let exclusions: [(option: any AnyOption, others: [any AnyOption])] = [
    (split, [test]), (standardize, [scale]), (hidden, [layers]),
    (resume, [seed, initialization]), (gradients, [recordEvery, steps]),
    (compare, [save, history, recordEvery, boundary, stopEarly, gradients]),
    (code, [variants, fadeSeries, seed]), (variants, [key, report]), (report, [key]),
    (erroneous, [blank, fade, fadeSeries, ask, points]), (blank, [fade, fadeSeries]),
    (fade, [fadeSeries]),
  ]
}
