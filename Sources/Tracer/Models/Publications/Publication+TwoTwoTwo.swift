extension Publication {
  /// The 2-2-2 example without biases, in four significant digits.
  static let twoTwoTwo = Publication(
    source: Phrase(
      en: """
        an article in Korean on error backpropagation at \(site, link: site), after Matt Mazur, \
        “A Step by Step Backpropagation Example”
        """,
      ko: """
        \(site, link: site)의 오차 역전파 글 (Matt Mazur, “A Step by Step Backpropagation Example”의 예제를 \
        따름)
        """),
    conventions: Phrase(
      en: "It gives four significant digits and carries the rounded values forward.",
      ko: "유효숫자 네 자리로 적고, 반올림한 값으로 계산을 이어 간다."),
    numbers: """
      i1 0.05   i2 0.1   target_o1 0.01   target_o2 0.99   w1 0.15   w2 0.2   w3 0.25   w4 0.3
      w5 0.35   w6 0.4   w7 0.45   w8 0.5   alpha 0.5   net_h1 0.0275   out_h1 0.5069
      net_h2 0.0425   out_h2 0.5106   net_o1 0.3817   out_o1 0.5943   net_o2 0.4834
      out_o2 0.6186   E_total 0.2397   dE/dout_o1 0.5843   dout_o1/dnet_o1 0.2411
      dnet_o1/dw5 0.5069   dE/dw5 0.0714   w5+ 0.3143   dnet_o1/dw6 0.5106   dE/dw6 0.07193
      w6+ 0.364   dE/dout_o2 -0.3714   dout_o2/dnet_o2 0.2359   dnet_o2/dw7 0.5069
      dE/dw7 -0.04441   w7+ 0.4722   dnet_o2/dw8 0.5106   dE/dw8 -0.04474   w8+ 0.5224
      dout_h1/dnet_h1 0.25   dnet_h1/dw1 0.05   dE/dw1 0.0001235   w1+ 0.1499
      dE/dout_h1 0.0099   dnet_h1/dw2 0.1   dE/dw2 0.0002475   w2+ 0.1999
      dout_h2/dnet_h2 0.2499   dnet_h2/dw3 0.05   dE/dw3 0.0001567   w3+ 0.2499
      dE/dout_h2 0.01255   dnet_h2/dw4 0.1   dE/dw4 0.0003136   w4+ 0.2998   net_h1@1 0.02749
      out_h1@1 0.5069   net_h2@1 0.04248   out_h2@1 0.5106   net_o1@1 0.3452   out_o1@1 0.5855
      net_o2@1 0.5061   out_o2@1 0.6239   E_total@1 0.2326   E_total-E_total@1 0.0071
      """)

  private static let site = "https://bskyvision.com"
}
