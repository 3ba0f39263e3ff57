extension Publication {
  /// Matt Mazur's example, with a bias for each layer, in nine decimals.
  static let mazur = Publication(
    source: Phrase(
      en: "\(article), 17 March 2015 (\(address, link: address))",
      ko: "\(article), 2015년 3월 17일 (\(address, link: address))"),
    conventions: Phrase(
      en: """
        It gives nine digits and does not update the biases. According to the text, the hidden-layer \
        gradients use the original weights.
        """,
      ko: "아홉 자리로 적고 편향은 갱신하지 않는다. 은닉층의 기울기는 갱신 전의 가중치로 계산한다고 적혀 있다."),
    numbers: """
      net_h1 0.3775   out_h1 0.593269992   out_h2 0.596884378   net_o1 1.105905967
      out_o1 0.75136507   out_o2 0.772928465   E_o1 0.274811083   E_o2 0.023560026
      E_total 0.298371109   dE/dout_o1 0.74136507   dout_o1/dnet_o1 0.186815602
      dnet_o1/dw5 0.593269992   dE/dw5 0.082167041   w5+ 0.35891648   w6+ 0.408666186
      w7+ 0.511301270   w8+ 0.561370121   dE/dnet_o1 0.138498562   dnet_o1/dout_h1 0.40
      dE_o1/dout_h1 0.055399425   dE_o2/dout_h1 -0.019049119   dE/dout_h1 0.036350306
      dout_h1/dnet_h1 0.241300709   dnet_h1/dw1 0.05   dE/dw1 0.000438568   w1+ 0.149780716
      w2+ 0.19956143   w3+ 0.24975114   w4+ 0.29950229   E_total@1 0.291027924
      E_total@10000 0.0000351085   out_o1@10000 0.015912196   out_o2@10000 0.984065734
      """)

  private static let article = "Matt Mazur, “A Step by Step Backpropagation Example”"
  private static let address =
    "https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/"
}
