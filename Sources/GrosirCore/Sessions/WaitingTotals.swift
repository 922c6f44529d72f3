/// How much waits in a session, so that nobody need look who does unless somebody can be let in.
public struct WaitingTotals: Sendable, Hashable {
  /// Units waited for, by position of the variant.
  public internal(set) var units: [Int]

  /// How many wait.
  public internal(set) var count = 0

  /// How many of those can only be taken whole, or have several variants.
  public internal(set) var indivisibleCount = 0

  /// Nobody waits for any of so many variants.
  init(variants: Int) {
    units = Array(repeating: 0, count: variants)
  }

  /// Counts a participant in who waits.
  mutating func insert(_ participant: Participant, in composition: Composition) {
    change(by: participant, in: composition, sign: 1)
  }

  /// Counts a participant out who waits.
  mutating func remove(_ participant: Participant, in composition: Composition) {
    change(by: participant, in: composition, sign: -1)
  }

  private mutating func change(by participant: Participant, in composition: Composition, sign: Int) {
    count += sign
    if !participant.isTakenByTheUnit { indivisibleCount += sign }
    for line in participant.waitingLines {
      guard let position = composition.position(of: line.variant) else { continue }
      units[position] += sign * line.units
    }
  }
}
