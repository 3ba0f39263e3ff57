extension Loss {
  /// What a network minimizes if nothing else is said.
  package static func usual(for data: DataSet, outputs: Int?) -> Loss {
    guard let classes = data.classes else { return .meanSquaredError }
    return outputs ?? (classes.count == 2 ? 1 : classes.count) == 1
      ? .binaryCrossEntropy : .softmaxCrossEntropy
  }

  /// What the last layer does if nothing else is said.
  package func usualOutput(for data: DataSet) -> any Primitive {
    switch self {
    case .binaryCrossEntropy: Sigmoid()
    case .crossEntropy, .softmaxCrossEntropy: Softmax()
    default: data.classes == nil ? Identity() : Sigmoid()
    }
  }

  /// How many outputs a network needs: one for each number and for yes or no, else one for each class.
  package func usualOutputs(for data: DataSet) -> Int {
    switch data.targets {
    case .numbers(_, let names): names.count
    case .classes(_, let names): names.count == 2 && ofOutputs != nil ? 1 : names.count
    }
  }
}

extension DataSet {
  /// The names of the inputs, if units can be called so.
  package var unitNames: [String]? {
    width <= 20 && Set(inputNames).count == width && inputNames.allSatisfy(NetworkReader.isUnitName)
      ? inputNames : nil
  }
}

extension Network {
  /// Takes the inputs of data where the network says nothing of its own.
  package mutating func take(inputsOf data: DataSet) throws(DataError) {
    chooseWhatIsOpen(for: data)
    if inputUnits.isEmpty {
      inputUnits = data.unitNames ?? Network.units("i", count: data.width, after: 0)
    }
    guard inputUnits.count == data.width else {
      throw data.fault("\(inputUnits.count) inputs, as the network has,", "\(data.width)")
    }
    if layers[layers.count - 1].activation is Softmax, sizes[sizes.count - 1] == 1 {
      throw data.fault("a softmax of at least two outputs", "one, which is always 1,")
    }
    guard ofProbabilities, case .numbers(let targets, let names) = data.targets,
      let odd = targets.firstIndex(where: { !(0...1).contains($0) })
    else { return }
    throw data.fault(
      "targets from 0 to 1 for the loss \(loss.rawValue)", "\(targets[odd])",
      column: names[odd % names.count])
  }

  /// Chooses the loss and what the last layer does, where a file leaves them to the data.
  private mutating func chooseWhatIsOpen(for data: DataSet) {
    let last = layers.count - 1
    if leavesLossOpen {
      let isOfClasses = data.classes != nil
      loss =
        switch layers[last].activation {
        case _ where leavesOutputOpen: .usual(for: data, outputs: layers[last].units.count)
        case is Softmax: .softmaxCrossEntropy
        case is Sigmoid where isOfClasses: .binaryCrossEntropy
        default: .meanSquaredError
        }
    }
    if leavesOutputOpen { layers[last].activation = loss.usualOutput(for: data) }
    (leavesLossOpen, leavesOutputOpen) = (false, false)
  }

  private var ofProbabilities: Bool {
    [.binaryCrossEntropy, .crossEntropy, .softmaxCrossEntropy].contains(loss)
  }
}

extension ModelDescription {
  /// The network's own samples as data; `nil` if it has none.
  ///
  /// Targets of 0 and 1 for a cross-entropy stand for classes.
  package var ownSamples: DataSet? {
    guard !network.inputs.isEmpty else { return nil }
    let outputs = network.units[network.units.count - 1]
    let numbers = network.targets.flatMap(\.self)
    var targets = DataSet.Targets.numbers(numbers, names: outputs)
    let areSure = numbers.allSatisfy { $0 == 0 || $0 == 1 }
    if areSure, network.loss.ofOutputs == nil, outputs.count <= DataSet.mostClasses {
      let classes = network.targets.map { UInt8($0.firstIndex(of: 1) ?? 0) }
      targets = .classes(classes, names: outputs)
    } else if areSure, network.loss == .binaryCrossEntropy, outputs.count == 1 {
      targets = .classes(numbers.map { UInt8($0) }, names: ["0", "1"])
    }
    return DataSet(
      name: name, count: network.inputs.count, inputNames: network.inputUnits,
      inputs: .numbers(network.inputs.flatMap(\.self)), targets: targets)
  }
}
