import Testing

@testable import Tracer

/// Names as each script writes them.
@Suite struct SymbolTests {
  @Test(
    arguments: [
      ("E", "E", #"E"#),
      ("w5", "w5", #"w_{5}"#),
      ("w12", "w12", #"w_{12}"#),
      ("apple", "apple", #"\mathit{apple}"#),
      ("net_h1", "net_h1", #"\mathit{net}_{h1}"#),
      ("E_total", "E_total", #"E_{\mathrm{total}}"#),
      ("tax_out", "tax_out", #"\mathit{tax}_{\mathit{out}}"#),
      ("tax_of_all", "tax_of_all", #"\mathit{tax}_{\mathrm{of\_all}}"#),
      ("alpha", "α", #"\alpha"#),
      ("delta_o1", "δ_o1", #"\delta_{o1}"#),
      ("beta1", "β1", #"\beta_{1}"#),
      ("m_hat_w1", "m\u{302}_w1", #"\hat{m}_{w1}"#),
    ])
  func `a name is a letter or a word, and what stands below`(
    name: String, text: String, tex: String
  ) { expect(name, text, tex) }

  @Test(
    arguments: [
      ("W1[406,17]", "W1[406,17]", #"W_{1}[406,17]"#),
      ("net_h[3]", "net_h[3]", #"\mathit{net}_{h}[3]"#),
      ("net_h1(2)", "net_h1(2)", #"\mathit{net}_{h1}^{(2)}"#),
      ("w5+", "w5⁺", #"w_{5}^{+}"#),
      ("v_w5+", "v_w5⁺", #"v_{w5}^{+}"#),
      ("W1[3,4]+", "W1[3,4]⁺", #"W_{1}^{+}[3,4]"#),
      ("net_h1@1", "net_h1⁺", #"\mathit{net}_{h1}^{+}"#),
      ("net_h1@20", "net_h1@20", #"\mathit{net}_{h1}^{[20]}"#),
      ("out_o1(3)@1", "out_o1(3)⁺", #"\mathit{out}_{o1}^{(3)+}"#),
    ])
  func `index, sample, update and step have places of their own`(
    name: String, text: String, tex: String
  ) { expect(name, text, tex) }

  @Test(
    arguments: [
      ("dE/dw5", "∂E/∂w5", #"\frac{\partial E}{\partial w_{5}}"#),
      ("dE_o1/dout_h1", "∂E_o1/∂out_h1", #"\frac{\partial E_{o1}}{\partial \mathit{out}_{h1}}"#),
      ("E_total-E_total@1", "E_total − E_total⁺", #"E_{\mathrm{total}} - E_{\mathrm{total}}^{+}"#),
    ])
  func `a derivative and a change are made of two names`(
    name: String, text: String, tex: String
  ) { expect(name, text, tex) }

  private func expect(_ name: String, _ text: String, _ tex: String) {
    #expect(PlainScript().symbol(name).text == text)
    #expect(TeXScript().symbol(name).text == tex)
  }
}
