/// Walking up: an optimizer that is given the gradient with its sign changed.
struct Ascent: Optimizer {
  /// How the way is made of what it takes for the gradient.
  let base: any Optimizer

  /// The way up that an optimizer takes.
  init(_ base: any Optimizer) { self.base = base }

  var title: Phrase { base.title }

  var remark: Phrase { base.remark }

  /// g = −∂f/∂w, then the optimizer's own rule.
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    base.update(w, gradient: step.intermediate("g", -g), in: &step)
  }
}
