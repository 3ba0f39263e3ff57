/// Walking up: an optimizer that is given the gradient with its sign changed.
package struct Ascent: Optimizer {
  /// How the way is made of what it takes for the gradient.
  package let base: any Optimizer

  /// The way up that an optimizer takes.
  package init(_ base: any Optimizer) { self.base = base }

  /// What it is called.
  package var title: Phrase { base.title }

  /// What its symbols stand for.
  package var remark: Phrase { base.remark }

  /// g = −∂f/∂w, then the optimizer's own rule.
  package func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    base.update(w, gradient: step.intermediate("g", -g), in: &step)
  }
}
