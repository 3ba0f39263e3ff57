import MNISTData
import Tracer

extension Walkthrough {
  /// The program in NumPy with bugs in it, and what the check of its gradients says.
  static var gradients: Walkthrough {
    Walkthrough(
      name: "gradients", purpose: .marking,
      title: Phrase(
        en: "The NumPy program with three bugs, and what check says of its gradients",
        ko: "버그 세 개를 심은 NumPy 프로그램과 그 기울기를 검사한 결과"),
      GradientsWalkthrough().document)
  }
}

/// What `walkthroughs/gradients.md` tells.
private struct GradientsWalkthrough {
  /// A line of the program and what stands in its place.
  struct Bug {
    let title: Phrase
    let right: String
    let wrong: String
    /// The gradients of the program with it.
    let arrays: (Model) -> [String: Tensor<Double>]
  }

  private static let labels = ["W1", "b1", "W2", "b2"]

  private let bugs = [
    Bug(
      title: Phrase(en: "A mean that is a sum", ko: "평균 대신 합"),
      right: "delta_o = (y - target) / len(batch)", wrong: "delta_o = y - target",
      arrays: { model in
        gradients(of: model).mapValues { sum in
          Tensor(sum.elements.map { $0 * Double(Self.count) }, shape: sum.shape)
        }
      }),
    Bug(
      title: Phrase(en: "A weight that changes too early", ko: "너무 일찍 바뀐 가중치"),
      right: """
        delta_h = delta_o @ W2.T * out_h * (1 - out_h)
        W2, b2 = W2 - alpha * (out_h.T @ delta_o), b2 - alpha * delta_o.sum(axis=0)
        """,
      wrong: """
        W2, b2 = W2 - alpha * (out_h.T @ delta_o), b2 - alpha * delta_o.sum(axis=0)
        delta_h = delta_o @ W2.T * out_h * (1 - out_h)
        """,
      arrays: { gradients(of: $0, order: .inPlace) }),
    Bug(
      title: Phrase(en: "A sum that was forgotten", ko: "빠뜨린 합"),
      right: "db1 = delta_h.sum(axis=0)", wrong: "db1 = delta_h",
      arrays: { model in
        gradients(of: model).merging(gradients(of: model, by: ["net_h": "b1"])) { $1 }
      }),
  ]

  /// How many images are in a batch.
  private static let count = 32

  /// The gradients as a program names them.
  private static func gradients(
    of model: Model, order: UpdateOrder = .simultaneous,
    by names: [String: String] = Dictionary(uniqueKeysWithValues: zip(labels, labels))
  ) -> [String: Tensor<Double>] {
    var descent = Descent(model, order: order)
    descent.differentiate()
    var arrays: [String: Tensor<Double>] = [:]
    for (label, name) in names {
      let node = model.graph.node(labelled: label)
      arrays["d\(name)"] = node.flatMap { descent.trace.gradients[$0.index] }
    }
    return arrays
  }

  func document() throws -> Document {
    var generator = NumPyGenerator(seed: 0)
    var network = Network.digits(from: &generator)
    let all = try DataSet.mnist(.train, folder: MNISTData.found())
    let batch = Array(generator.permutation(all.count).prefix(Self.count))
    try network.take(batch, of: all)
    let model = try network.model(of: all, images: batch, learningRate: 0.1)
    var document = Document(
      digits: 4,
      blocks: [
        .heading(
          level: 1,
          Phrase(
            en: "A backward pass in NumPy, checked", ko: "NumPy로 쓴 역전파의 검사")),
        .paragraph(
          Phrase(
            en: """
              Below, \(code: "mnist.py") has one bug at a time. It saves the gradients of its first step \
              with the line shown, and \(code: "backprop check") compares them with those of the graph, \
              array by array. Where they differ, every mistake that it knows is made in the formulas of \
              the backward pass; the one that is named gives all elements of all arrays.
              """,
            ko: """
              \(code: "mnist.py")에 버그를 하나씩 심었다. 첫 단계의 기울기를 아래 줄로 저장하면 \
              \(code: "backprop check")가 그래프의 기울기와 배열별로 비교한다. 서로 다르면 알려진 실수를 역전파의 \
              식에 하나씩 넣어 보고, 모든 배열의 모든 원소가 그대로 나오는 실수만 이름을 밝힌다.
              """)),
        .listing(
          language: "python",
          text: "np.savez(\"gradients.npz\", dW1=dW1, db1=db1, dW2=dW2, db2=db2)"),
        .listing(language: "sh", text: "backprop check mnist gradients.npz"),
      ])
    for bug in bugs {
      var file = Safetensors()
      for (name, tensor) in bug.arrays(model).sorted(by: { $0.key < $1.key }) {
        file.set(tensor, as: name)
      }
      let marking = GradientMarking(
        try GradientFile(file.encoded(), name: "gradients.npz", for: network), of: network,
        learningRate: 0.1)
      let lines =
        bug.right.split(separator: "\n").map { "- \($0)" }
        + bug.wrong.split(separator: "\n").map { "+ \($0)" }
      document.blocks += [
        .heading(level: 2, bug.title),
        .listing(language: "diff", text: lines.joined(separator: "\n")),
      ]
      document.blocks += marking.document().blocks.dropFirst().filter {
        if case .heading = $0 { false } else { true }
      }
    }
    return document
  }
}
