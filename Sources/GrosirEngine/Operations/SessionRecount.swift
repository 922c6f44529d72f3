public import GrosirCore

/// What was sold of a variant in a session, as it was counted or is kept: as a ``GrosirCore/Tally``, but not held to
/// its rules.
public struct VariantCount: Sendable, Hashable {
  /// Units ordered, paid or not.
  public internal(set) var ordered: Int
  /// Units of those that are not yet paid.
  public internal(set) var held: Int
  /// Warehouse units set aside.
  public internal(set) var onHand: Int

  /// Nothing yet.
  init() { (ordered, held, onHand) = (0, 0, 0) }

  /// The same as a tally's.
  public init(_ tally: Tally) { (ordered, held, onHand) = (tally.ordered, tally.held, tally.onHand) }

  /// As a tally, or nil if no session could be so.
  var tally: Tally? { Tally(ordered: ordered, held: held, onHand: onHand) }
}

extension VariantCount: Recorded {
  /// All three counts.
  public var record: Record { ["ordered": ordered.record, "held": held.record, "onHand": onHand.record] }
}

/// A session counted again from its events, apart from how the engine counts.
///
/// Whatever the events say, it counts on: what does not fit shows as a difference to what is kept.
struct SessionRecount {
  private(set) var rules: AllocationRules?
  private(set) var state = SessionState.forming
  private(set) var units: [VariantID: VariantCount] = [:]
  private(set) var joined = 0
  private(set) var covered: [VariantID: Int] = [:]
  private var participants: [ParticipantID: Standing] = [:]
  private var payers: [PaymentReference: ParticipantID] = [:]

  /// Where a participant's units are.
  private struct Standing {
    let lines: [VariantUnits]
    let isOrder: Bool
    var holds: Bool
    var admitted: [VariantUnits] = []
  }

  /// A change of what is ordered of a variant.
  struct Change {
    let variant: VariantID
    let units: Int
    let cause: String
    let reference: String
  }

  /// Counts what happened.
  ///
  /// - Returns: what it changed of the units ordered.
  /// - Complexity: O(k) for an event about k variants.
  @discardableResult
  mutating func count(_ event: SessionEvent) -> [Change] {
    switch event {
    case .created(_, let rules, _): self.rules = rules
    case .rulesMoved(let rules, _): self.rules = rules
    case .joined(let participant): return join(participant)
    case .paid(let payment): return pay(payment)
    case .admitted(let id, let lines): return admit(lines, of: id)
    case .lapsed(let id): return withdraw(id, because: "lapsed")
    case .left(let id, _): return withdraw(id, because: "left")
    case .reversed(let reference, _, from: .escrow):
      return payers[reference].map { withdraw($0, because: "reversed") } ?? []
    case .stockSetAside(let lines):
      for line in lines { units[line.variant, default: VariantCount()].onHand = line.units }
    case .stockReleased(let lines):
      for line in lines { units[line.variant, default: VariantCount()].onHand -= line.units }
    case .closed(let settlement): state = settlement.verdict.tier == nil ? .failed : .moqReached
    case .cancelled: state = .cancelled
    case .orderProgressed(_, .placed): state = .pendingStock
    case .stockReceived: state = .stockReceived
    case .fulfilled: state = .success
    case .demandCovered(let lines, _): for line in lines { covered[line.variant, default: 0] += line.units }
    case .paymentReturned, .reversed, .refundRefused, .toleranceBreached, .nearExpiryAnnounced, .settled,
      .renewalProposed, .fulfilmentBegun, .orderProgressed, .fulfilmentShort, .fulfilmentOverdue, .released,
      .heldGoodsPurchased:
      break
    }
    return []
  }

  private mutating func join(_ participant: Participant) -> [Change] {
    joined += 1
    let isOrder = participant.kind == .order
    participants[participant.id] = Standing(lines: participant.lines, isOrder: isOrder, holds: isOrder)
    return isOrder ? change(participant.lines, 1, held: 1, "joined", participant.id) : []
  }

  private mutating func pay(_ payment: Payment) -> [Change] {
    payers[payment.reference] = payment.participant
    guard var standing = participants[payment.participant], standing.isOrder else { return [] }
    let returns = !standing.holds
    standing.holds = false
    standing.admitted = standing.lines
    participants[payment.participant] = standing
    openDoor()
    if returns { return change(standing.lines, 1, held: 0, "returned", payment.participant) }
    return change(standing.lines, 0, held: -1, "paid", payment.participant)
  }

  private mutating func admit(_ lines: [VariantUnits], of id: ParticipantID) -> [Change] {
    participants[id]?.admitted += lines
    openDoor()
    return change(lines, 1, held: 0, "admitted", id)
  }

  private mutating func withdraw(_ id: ParticipantID, because cause: String) -> [Change] {
    guard let standing = participants[id] else { return [] }
    participants[id]?.holds = false
    participants[id]?.admitted = []
    if standing.holds { return change(standing.lines, -1, held: -1, cause, id) }
    return change(standing.admitted, -1, held: 0, cause, id)
  }

  private mutating func openDoor() { if state == .forming { state = .active } }

  private mutating func change(
    _ lines: [VariantUnits], _ ordered: Int, held: Int, _ cause: String, _ participant: ParticipantID
  ) -> [Change] {
    for line in lines {
      units[line.variant, default: VariantCount()].ordered += ordered * line.units
      units[line.variant, default: VariantCount()].held += held * line.units
    }
    guard ordered != 0 else { return [] }
    return lines.map { line in
      Change(variant: line.variant, units: ordered * line.units, cause: cause, reference: participant.text)
    }
  }

  /// What was counted of a variant.
  func count(of variant: VariantID) -> VariantCount { units[variant] ?? VariantCount() }

  /// The tallies of all variants under the rules; nil if no session could have them.
  var tallies: Tallies? {
    guard let rules else { return nil }
    let tallies = rules.composition.variants.compactMap { count(of: $0).tally }
    return tallies.count == rules.composition.count ? Tallies(tallies) : nil
  }
}
