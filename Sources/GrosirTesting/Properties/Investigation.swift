/// What happens after a case has failed: it is run again, simplified, and at last described.
///
/// Like ``Shrinker`` it runs nothing itself, so that bodies which suspend and bodies which do not share it.
struct Investigation {
  private enum Phase {
    case confirming, shrinking, describing
    case finished(PropertyFailure.Reason)
  }

  private let caseNumber: Int
  private let seed: UInt64?
  private let kind: FailureKind
  private let error: String
  private var phase = Phase.confirming
  private var shrinker: Shrinker

  /// Begins with a case that threw an error.
  init(_ failing: Recording, threw error: any Error, caseNumber: Int, seed: UInt64?, shrinkLimit: Int) {
    kind = FailureKind(error)
    self.error = "\(error)"
    self.caseNumber = caseNumber
    self.seed = seed
    shrinker = Shrinker(from: failing, limit: shrinkLimit)
  }

  /// The result, once there is one.
  var result: PropertyFailure.Reason? {
    if case .finished(let reason) = phase { reason } else { nil }
  }

  /// Prepares the next case to run; false if the investigation is over.
  mutating func prepare(_ choices: Choices) -> Bool {
    switch phase {
    case .confirming:
      choices.beginReplay(shrinker.best.values)
    case .describing:
      choices.beginReplay(shrinker.best.values, keepingNotes: true)
    case .shrinking:
      if let candidate = shrinker.next() {
        choices.beginReplay(candidate)
      } else {
        phase = .describing
        choices.beginReplay(shrinker.best.values, keepingNotes: true)
      }
    case .finished:
      return false
    }
    return true
  }

  /// Takes what the prepared case threw.
  mutating func conclude(_ choices: Choices, _ thrown: (any Error)?) {
    let failure = thrown.flatMap { FailureKind($0) == kind ? $0 : nil }
    switch phase {
    case .confirming:
      guard failure != nil, choices.recording.choices == shrinker.best.choices else {
        phase = .finished(.unrepeatable(error: error))
        return
      }
      shrinker.restart(from: choices.recording)
      phase = .shrinking
    case .shrinking:
      shrinker.learn(failure == nil ? nil : choices.recording)
    case .describing:
      phase = .finished(failure.map { describe($0, choices) } ?? .unrepeatable(error: error))
    case .finished:
      break
    }
  }

  private func describe(_ failure: any Error, _ choices: Choices) -> PropertyFailure.Reason {
    .counterexample(
      PropertyFailure.Counterexample(
        error: "\(failure)", notes: choices.notes, choices: choices.recording.values, caseNumber: caseNumber,
        seed: seed, shrinkSteps: shrinker.steps, shrinkAttempts: shrinker.attempts))
  }
}

/// Why a case failed, as far as shrinking cares: a simpler case that fails for another reason is another case.
private struct FailureKind: Equatable {
  private let type: ObjectIdentifier
  private let place: String

  init(_ error: any Error) {
    type = ObjectIdentifier(Swift.type(of: error))
    place = (error as? ExpectationFailure).map { "\($0.fileID):\($0.line)" } ?? ""
  }
}
