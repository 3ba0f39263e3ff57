extension ReLU {
  /// The kink at 0, where the slope is taken as 0.
  public func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    Kink(
      position: x[0, offset],
      remark: Phrase(
        en: "ReLU has a kink at x = 0; the slope is taken as 0 there.",
        ko: "ReLU는 x = 0에서 꺾인다. 그 점의 기울기는 0으로 둔다."))
  }
}
