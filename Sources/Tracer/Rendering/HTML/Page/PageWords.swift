enum PageWords {
  /// Each phrase by the key that the program knows it by.
  static let all: [(key: String, words: Phrase)] = [
    ("tools", Phrase(en: "Tools of the page", ko: "페이지 도구")),
    ("change", Phrase(en: "Change numbers", ko: "값 바꾸기")),
    ("close", Phrase(en: "Close", ko: "닫기")),
    ("goTo", Phrase(en: "Show its line", ko: "구하는 식 보기")),
    ("back", Phrase(en: "Back", ko: "돌아가기")),
    ("given", Phrase(en: "given", ko: "주어진 값")),
    ("drawing", Phrase(en: "Drawing", ko: "그림")),
    ("step", Phrase(en: "Step", ko: "단계")),
    ("of", Phrase(en: "of", ko: "/")),
    ("error", Phrase(en: "The error after each update", ko: "갱신 횟수에 따른 오차")),
    ("changed", Phrase(en: "Recalculated.", ko: "다시 계산했다.")),
    (
      "infinite",
      Phrase(
        en: "is no longer a finite number; undo, or choose smaller numbers.",
        ko: "값이 유한하지 않다. 되돌리거나 더 작은 값을 넣는다.")
    ),
    ("right", Phrase(en: "Right.", ko: "맞다.")),
    ("rounded", Phrase(en: "Right, with rounding on the way.", ko: "중간 반올림을 감안하면 맞다.")),
    ("follows", Phrase(en: "It follows from your earlier answer", ko: "앞에서 적은 답을 따른 값이다")),
    ("wrong", Phrase(en: "Not right", ko: "틀렸다")),
    ("coarse", Phrase(en: "More digits, please.", ko: "자릿수를 더 적는다.")),
    ("unreadable", Phrase(en: "A number is expected, such as 0.0275.", ko: "0.0275처럼 수를 적는다.")),
    ("check", Phrase(en: "Check", ko: "확인")),
    ("hint", Phrase(en: "Your result", ko: "결과")),
  ]

  /// All of them in JSON, by language.
  static var json: String {
    let members = Language.allCases.map { language in
      let words = all.map {
        "\(JSONValue.quoted($0.key)):\(JSONValue.quoted($0.words[language].words))"
      }
      return "\"\(language.rawValue)\":{\(words.joined(separator: ","))}"
    }
    return "{\(members.joined(separator: ","))}"
  }
}
