import GrosirCore
import GrosirEngine

/// Everybody whom effects reach: gateway, bank, factories, carriers.
///
/// It keeps a book of its own of what it was asked.
/// It is used by one task at a time.
final class Outside: EffectHandler, @unchecked Sendable {
  /// What it makes of the next effects, in turn; of any beyond those, it does what it is asked.
  var answers: ArraySlice<OutsideAnswer> = []
  /// What it has done, by key: the same asked again is not done again.
  private(set) var done: [String: Effect] = [:]
  /// What it has done and nobody has looked at yet.
  private(set) var inbox: [Effect] = []
  /// How often it was asked.
  private(set) var asked = 0

  func deliver(_ leased: LeasedEffect) async -> Delivery {
    asked += 1
    switch answers.popFirst() ?? .done {
    case .done:
      take(leased)
      return .delivered
    case .answerLost:
      take(leased)
      return .failed(because: "the answer is lost")
    case .unreachable: return .failed(because: "nobody is there")
    case .rejected: return .rejected(because: "nobody will ever be there")
    }
  }

  private func take(_ leased: LeasedEffect) {
    if done.updateValue(leased.effect, forKey: leased.key) == nil { inbox.append(leased.effect) }
  }

  /// What it has done since somebody last looked.
  func open() -> [Effect] {
    defer { inbox.removeAll(keepingCapacity: true) }
    return inbox
  }
}

/// Seeds that follow from the identity of a step, so that leaving others out does not change its identities.
final class StepSeeds: SeedSource, @unchecked Sendable {
  private var state: UInt64 = 0

  static func seed(of command: CommandID) -> UInt64 {
    command.text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  func begin(_ command: CommandID) { state = StepSeeds.seed(of: command) }

  func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}
