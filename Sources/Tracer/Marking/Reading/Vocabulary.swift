import Foundation

/// The words with which people say in prose what a number is, in the languages of the write-ups.
enum NameWord: Hashable {
  /// What a unit or a connection has: a symbol of `Symbol.all` stands for it.
  case symbol(String)
  /// After the update: `new`, `neu`.
  case updated
  /// Before it.
  case old
  /// The slope of the error by what follows.
  case gradient
  /// A slope; of what and by what has to be said.
  case derivative
  /// What a parameter is changed by.
  case change
  /// Which layer: 0 for the inputs, 1 for the hidden ones, -1 for the outputs.
  case layer(Int)
  /// A unit, or the layer that it is in; a number may follow.
  case unit
  case layerNoun
  /// A sample of a batch; a number follows.
  case sample
  /// An update; a number stands before it or behind it.
  case step
  /// Behind an update, or behind a number of them.
  case after
  /// Between a derivative and what it is taken by.
  case respect
  /// Which unit.
  case ordinal(Int)
  /// The pass after the update, and a pass of any kind.
  case again
  case pass
  /// Names nothing: an article, a preposition, the heading of a column of values.
  case filler
  /// Joins a name and its number, or begins another statement.
  case verb
  /// What is said with it is not so.
  case hypothetical
  /// Begins another statement.
  case conjunction
  /// Between two numbers it says that neither is meant.
  case alternative

  /// What a word means, or `nil` if it says nothing about quantities.
  init?(_ word: String) {
    let folded = Self.folded(word)
    if let meaning = Self.words[folded] {
      self = meaning
    } else if let last = folded.last, Self.particles.contains(last),
      let meaning = Self.words[String(folded.dropLast())]
    {
      self = meaning
    } else {
      return nil
    }
  }

  /// The layer that it names.
  var layer: Int? { if case .layer(let layer) = self { layer } else { nil } }
  /// The symbol that it stands for.
  var symbol: String? { if case .symbol(let symbol) = self { symbol } else { nil } }
  /// Whether a number may follow that says which.
  var isCounted: Bool { isCounter || layer != nil }
  /// Whether it counts what it names.
  var isCounter: Bool { [.unit, .layerNoun, .sample, .step].contains(self) }

  /// A word for what affixes say.
  var text: String? {
    switch self {
    case .updated: "new"
    case .old: "old"
    case .gradient: "gradient"
    case .change: "change"
    default: nil
    }
  }

  /// What is written in front of a name, or behind it, without a blank.
  static let affixes: [(text: String, word: NameWord)] =
    [("gradient", .gradient), ("grad", .gradient)] + updateWords.map { ($0, .updated) }
    + [("old", .old), ("alt", .old), ("delta", .change), ("d", .gradient)]

  /// The letters without case and accents.
  static func folded(_ word: String) -> String {
    word.utf8.allSatisfy { $0 < 0x80 }
      ? word.lowercased()
      : word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  /// The symbol that a word stands for.
  static let symbols = words.compactMapValues(\.symbol)

  /// What Korean puts behind a word.
  private static let particles: Set<Character> = ["은", "는", "이", "가", "을", "를", "의", "도"]

  private static let words: [String: NameWord] = {
    var words: [String: NameWord] = [:]
    for (meaning, list) in lists {
      for word in list.split(separator: " ") { words[folded(String(word))] = meaning }
    }
    return words
  }()

  private static let lists: [(NameWord, String)] = [
    (
      .symbol("net"),
      "net netinput nettoinput nettoeingabe netzeingabe netz preactivation entrada neta logits logit 순입력 "
        + "가중합 입력합 净输入 加权和"
    ),
    (
      .symbol("out"),
      "out output outputs activation ausgabe ausgang sortie salida activacion probs probabilities 출력 출력값 활성값 输出 激活值"
    ),
    (.symbol("input"), "input inputs eingabe eingang entree 입력"),
    (.symbol("target"), "target targets zielwert sollwert ziel cible objetivo 목표값 목표 정답 目标 目标值"),
    (
      .symbol("error"),
      "error loss cost fehler kosten verlust erreur cout perte perdida 오차 손실 비용 误差 损失"
    ),
    (.symbol("weight"), "weight weights gewicht gewichte poids peso pesos 가중치 权重"),
    (.symbol("bias"), "bias biases schwelle biais sesgo 편향 偏置"),
    (.symbol("delta"), "delta deltas 델타"),
    (.symbol("errorterm"), "errorterm fehlerterm fehlersignal 오차항 오차신호"),
    (.symbol("weighted"), "weighted gewichtete ponderada ponderee"),
    (.symbol("sum"), "sum summe suma somme 합"), (.symbol("term"), "term termino terme 항"),
    (.symbol("signal"), "signal senal 신호"),
    (.symbol("total"), "total gesamt totale 총 전체"),
    (.symbol("gesamtfehler"), "gesamtfehler 총오차 전체오차 总误差"),
    (.symbol("lr"), "lernrate 학습률 学习率"), (.symbol("learning"), "learning"),
    (.symbol("rate"), "rate"),
    (
      .updated,
      "new neu neue neues neuer neuen updated next nouveau nouveaux nouvelle nouvelles nuevo nuevos "
        + "aktualisiert aktualisierte actualise actualizado 새 새로운 갱신된 갱신 업데이트된 수정된 新 新的 更新 更新后"
    ),
    (
      .old,
      "old alt alte altes before initial initiale given gegeben ancien anciens donne dado inicial vorher 기존 이전 초기 전 旧 原 "
        + "주어진"
    ),
    (
      .gradient,
      "grad grads gradient gradients gradienten gradiente gradientes 기울기 그래디언트 그레이디언트 梯度"
    ),
    (.derivative, "derivative partial ableitung derivee derivada 미분 편미분 도함수"),
    (
      .change,
      "change update step-size anderung gewichtsanderung variation variacion cambio changement 변화량"
    ),
    (.layer(0), "eingabeschicht 입력층"),
    (
      .layer(1),
      "hidden versteckt versteckte versteckten "
        + "verdeckte verdeckten cachee caches oculta 은닉 은닉층"
    ),
    (.layer(-1), "ausgabeschicht 출력층"),
    (
      .unit, "unit units neuron neurons neurone neuronen node nodes knoten einheit neurona 뉴런 노드 유닛"
    ),
    (.layerNoun, "layer layers schicht couche capa 층"),
    (.sample, "sample pattern example beispiel muster exemple echantillon 샘플 표본 样本"),
    (
      .step,
      "step steps iteration iterations iter epoch epochs epoche update updates schritt schritten etape "
        + "반복 단계 회"
    ),
    (.after, "after apres despues 후 뒤"),
    (.again, "again second zweiter zweite zweites nochmals erneut deuxieme 다시 두번째"),
    (
      .pass,
      "pass forward vorwärts vorwärtsdurchlauf durchlauf propagation propagación passe 순전파 "
        + "vorwärtsrechnung"
    ),
    (
      .filler,
      "the of for at to with 에 번째 a an is are was were sind sont son we wir nous now value values result answer wert werte ergebnis antwort der die das des "
        + "dem den von fur im am la le les l de du d une valeur resultat reponse del el los las quantity name symbol "
        + "groesse grosse grandeur 의 값 은 는 이 가 결과 답 양 s"
    ),
    (.respect, "respect wrt nach by rapport respecto par bezuglich 대한"),
    (.ordinal(1), "first erste erster erstes ersten premier premiere primer primera 첫 첫째"),
    (.ordinal(2), "둘째"), (.ordinal(3), "third dritte drittes dritter troisieme tercera 셋째 세"),
    (.conjunction, "and und et y so while that 그리고 이고 sowie donc thus"),
    (
      .verb,
      "equals equal gives yields produces becomes comes get have has then therefore hence "
        + "finally compute calculate calculated ist betragt ergibt gilt wird also daher damit vaut "
        + "est donne devient alors es vale entonces 이다 따라서 그러므로 계산하면"
    ),
    (
      .hypothetical,
      "if would suppose instead wenn ware wurde falls stattdessen si serait 만약 만일 라면 대신 "
        + "not nicht wrong falsch incorrect doubt guess 아니다 틀린 틀렸다"
    ),
    (.alternative, "or oder ou o bzw 또는 혹은 아니면 vs"),
  ]
}

/// A letter or word in front of the number of a unit or connection, and what it can stand for.
struct Symbol {
  let role: Role
  /// Whether the slope of the error is meant.
  var isGradient = false
  let layers: Layers
  /// How unusual the meaning is.
  var cost = 0

  /// In which layers a unit can be called so.
  enum Layers { case any, hidden, last, withInputs, first }

  /// What each letter or word can mean; the keys in lower case.
  static let all: [String: [Symbol]] = {
    var all: [String: [Symbol]] = [:]
    func add(_ words: String, _ symbols: Symbol...) {
      for word in words.split(separator: " ") { all[String(word)] = symbols }
    }
    let net = Symbol(role: .net, layers: .any)
    let input = Symbol(role: .input, layers: .first)
    add(
      "net z s u weightedsum sumweighted netinput inputnet netin preact preactivation sum netz", net
    )
    add("in input", net, input)
    add("i", input, Symbol(role: .net, layers: .any, cost: 2))
    add("x xi", input)
    add(
      "a act activation", Symbol(role: .out, layers: .withInputs),
      Symbol(role: .net, layers: .any, cost: 2))
    add("out output outputs", Symbol(role: .out, layers: .withInputs))
    add("h hidden hid", Symbol(role: .out, layers: .hidden))
    add("yhat p pred prediction ypred probs", Symbol(role: .out, layers: .last))
    add(
      "o", Symbol(role: .out, layers: .last), Symbol(role: .out, layers: .hidden, cost: 2))
    add("logits scores", Symbol(role: .net, layers: .last))
    add("d", Symbol(role: .net, isGradient: true, layers: .any, cost: 3))
    add(
      "y", Symbol(role: .out, layers: .last), Symbol(role: .target, layers: .last, cost: 2),
      Symbol(role: .out, layers: .hidden, cost: 2))
    add("t target ytrue", Symbol(role: .target, layers: .last))
    add(
      "delta deltanet d_net errorterm termerror errorsignal signalerror",
      Symbol(role: .net, isGradient: true, layers: .any))
    let error = Symbol(role: .error, layers: .last)
    add("l loss j c cost", error)
    add(
      "e err error", error, Symbol(role: .out, isGradient: true, layers: .any, cost: 2),
      Symbol(role: .net, isGradient: true, layers: .any, cost: 2))
    let bias = Symbol(role: .bias, layers: .any)
    add("b bias", bias)
    add("w weight weights", Symbol(role: .weight, layers: .any))
    add("theta", Symbol(role: .weight, layers: .any), bias)
    // Words of other languages: salida_h1.
    for (word, symbol) in NameWord.symbols where word.count > 3 && all[word] == nil {
      all[word] = all[symbol]
    }
    return all
  }()

  /// The longest of them.
  static let longest = all.keys.map(\.count).max() ?? 0

  /// What people call the error of the whole net.
  static let objectives: Set<String> = {
    let short = ["E", "L", "J", "C", "Error", "Err", "Loss", "Cost"]
    let endings = ["", "total", "tot", "ges", "gesamt", "all", "mean"]
    var all: Set<String> = ["MSE", "SSE", "mse", "sse", "gesamtfehler"]
    for word in short + short.filter({ $0.count > 1 }).map({ $0.lowercased() }) {
      for ending in endings { all.insert(word + ending) }
      if word.count > 1 { all.formUnion(["total\(word)", "Total\(word)"]) }
    }
    return all
  }()

  /// What people call the learning rate.
  static let rates: Set<String> = ["alpha", "eta", "lr", "learningrate", "lernrate", "epsilon"]
}
