import Tracer

extension Walkthrough {
  /// The index: what is on the shelf, by purpose.
  static func index(of walkthroughs: [Walkthrough], in language: Language) -> String {
    var lines: [String] = [heading[language].words, "", introduction[language].words]
    for purpose in Purpose.allCases {
      lines += ["", "## \(purpose.heading[language].words)", "", purpose.sentence[language].words]
      lines += ["", "| | |", "| --- | --- |"]
      lines += walkthroughs.filter { $0.purpose == purpose }.map { $0.row(in: language) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A picture, the links, a sentence and the call.
  private func row(in language: Language) -> String {
    let page = self.page(language)
    let file = suffix == "svg" ? page : picture.map { "\(name)\(language.fileSuffix)-\($0).svg" }
    let image = file.map {
      "<a href=\"\(page)\"><img src=\"\($0)\" width=\"220\" alt=\"\"></a>"
    }
    let others =
      languages.filter { $0 != language && languages.contains(language) }
      .map { "[\($0.name)](\(self.page($0)))" }
      + self.others.map { "[\($0.name)](\($0.name))" }
    let title = self.title[language].words
    let call = command.map { command -> String in
      let words = command[language].words + language.option
      return "<br>`backprop \(words)\(words.contains("--output") ? "" : " --output \(page)")`"
    }
    return "| \(image ?? "") | **[\(title)](\(page))**"
      + others.map { " · \($0)" }.joined() + "\(call ?? "") |"
  }

  private static let heading = Phrase(en: "# Walkthroughs", ko: "# 풀이 모음")

  private static let introduction = Phrase(
    en: """
      What `backprop` writes, in English and Korean ([한국어](README.ko.md)). Everything in this folder \
      is written by `swift run -c release backprop walkthroughs`; with `--check` it says whether it is \
      up to date.
      """,
    ko: """
      `backprop`이 쓴 글을 영어와 한국어로 모았다([English](README.md)). 이 폴더의 모든 파일은 \
      `swift run -c release backprop walkthroughs`로 만든다. `--check`를 붙이면 파일이 최신인지 확인한다.
      """)
}

extension Walkthrough.Purpose {
  /// The heading in the index.
  fileprivate var heading: Phrase {
    switch self {
    case .step: Phrase(en: "One step, every number", ko: "학습 한 단계의 모든 값")
    case .networks: Phrase(en: "Small networks", ko: "작은 신경망")
    case .calculations: Phrase(en: "The chain rule without a network", ko: "신경망 없이 보는 연쇄 법칙")
    case .training: Phrase(en: "Train", ko: "학습")
    case .optimizers: Phrase(en: "Compare optimizers", ko: "최적화 기법 비교")
    case .marking: Phrase(en: "Mark", ko: "채점")
    case .printing: Phrase(en: "Print", ko: "인쇄")
    case .reference: Phrase(en: "Look up", ko: "찾아보기")
    }
  }

  /// What stands below it.
  fileprivate var sentence: Phrase {
    switch self {
    case .step:
      Phrase(
        en: "The two examples from the web that most students meet first, with no line left out.",
        ko: "많은 학생이 처음 만나는 두 예제를 한 줄도 빠짐없이 푼다.")
    case .networks:
      Phrase(
        en: "One point each: outputs, losses, depth, batches.",
        ko: "출력, 손실, 깊이, 배치를 하나씩 살펴본다.")
    case .calculations:
      Phrase(
        en: "A few sums and products, with what flows along every edge.",
        ko: "덧셈과 곱셈 몇 번, 그리고 모든 변을 따라 흐르는 값.")
    case .training:
      Phrase(
        en: "From the first update to a network that classifies what it has never seen.",
        ko: "첫 갱신부터 처음 보는 데이터를 분류하는 신경망까지.")
    case .optimizers:
      Phrase(
        en: "The same start, the same gradient, six ways to use it.",
        ko: "같은 출발점, 같은 기울기, 기울기를 쓰는 여섯 가지 방법.")
    case .marking:
      Phrase(
        en: "A student's calculation, marked line by line, and the published numbers checked.",
        ko: "학생의 계산을 줄별로 채점하고, 원문에 실린 값을 검증한다.")
    case .printing:
      Phrase(
        en: """
          Any of these as a page for paper and phone (`--output handout.html`) or as an article \
          (`--output handout.tex`).
          """,
        ko: """
          모든 풀이를 종이와 휴대 전화에 맞는 페이지(`--output handout.html`)나 \
          논문 형식(`--output handout.tex`)으로 쓸 수 있다.
          """)
    case .reference:
      Phrase(
        en: "What the program knows, written from its own declarations (in English).",
        ko: "프로그램이 아는 모든 이름. 프로그램의 선언에서 만든다(영어).")
    }
  }
}

extension Language {
  /// What it calls itself.
  fileprivate var name: String { self == .english ? "English" : "한국어" }
}
