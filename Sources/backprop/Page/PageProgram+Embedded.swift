import Tracer

extension PageProgram {
  /// The program of a derivation's page, whose files are part of this one.
  static let embedded = PageProgram(
    script: "{\n\"use strict\";\n"
      + [
        PackageResources.numbers_js, PackageResources.formulas_js, PackageResources.state_js,
        PackageResources.view_js, PackageResources.plots_js, PackageResources.words_js,
        PackageResources.predict_js, PackageResources.steps_js, PackageResources.origin_js,
        PackageResources.panel_js, PackageResources.page_js,
      ].map { String(decoding: $0, as: UTF8.self) }.joined() + "}\n",
    style: String(decoding: PackageResources.page_css, as: UTF8.self))
}
