import GrosirCore

/// Where a unit that somebody asked for can be.
enum UnitPlace: String, CaseIterable {
  /// Ordered and paid.
  case sold
  /// Pledged, paid, and let in from the waiting list.
  case admitted
  /// Ordered, and to be paid.
  case held
  /// Pledged, and to be paid.
  case pledged
  /// Pledged and paid, and waiting.
  case waiting
  /// Not paid in time.
  case lapsed
  /// Given up by its buyer.
  case departed
  /// Charged back before the session closed.
  case reversed
  /// Paid, and the money given back because the session ended without it.
  case returned
}

/// One participation, as its events tell it.
struct ParticipantAccount {
  let id: ParticipantID
  let buyer: BuyerID
  let lines: [VariantUnits]
  let total: Money
  let isOrder: Bool
  /// Units of each line that are in.
  var admitted: [Int]
  /// Where those stand that are not in.
  var place: UnitPlace
  /// What was accepted from them.
  var paid: Int64 = 0
  /// What the session's end brought into the buyer's wallet.
  var credited: Int64 = 0
  /// What it gave back through the gateway.
  var refunded: Int64 = 0
  /// What it put against a dispute.
  var disputed: Int64 = 0

  init(_ participant: Participant) {
    id = participant.id
    buyer = participant.buyer
    lines = participant.lines
    total = participant.total
    isOrder = participant.kind == .order
    admitted = lines.map { _ in 0 }
    place = isOrder ? .held : .pledged
  }

  /// Where those are that are in.
  var placeOfAdmitted: UnitPlace { isOrder ? .sold : .admitted }

  /// Nobody of it is in any more.
  mutating func withdraw(to place: UnitPlace) {
    self.place = place
    admitted = lines.map { _ in 0 }
  }
}

/// What the events of one session add up to.
struct SessionAccount {
  let plan: SessionPlan
  let variants: [VariantID]
  private(set) var participants: [ParticipantID: ParticipantAccount] = [:]
  private(set) var order: [ParticipantID] = []
  private(set) var settlement: SessionSettlement?
  private(set) var announcedFill: Int?
  private(set) var cancelled: Reason?
  /// How far the demand is met, once somebody has begun to.
  private(set) var fulfilment: FulfilmentAccount?
  /// Units set aside in all, and of those the ones given back, by variant.
  private(set) var setAside: [Int]
  private(set) var released: [Int]
  private let positions: [VariantID: Int]
  private let unitsPerBundle: [Int]
  private var payer: [PaymentReference: ParticipantID] = [:]

  init(_ plan: SessionPlan, _ rules: AllocationRules) {
    self.plan = plan
    variants = rules.composition.variants
    unitsPerBundle = variants.indices.map { rules.composition.unitsPerBundle(at: $0) }
    setAside = variants.map { _ in 0 }
    released = setAside
    positions = Dictionary(uniqueKeysWithValues: variants.enumerated().map { ($1, $0) })
  }

  /// What a unit of a variant costs up front, or nil if the session does not have it.
  func unitPrice(of variant: VariantID) -> Int64? { positions[variant].map { plan.unitPrice(at: $0).amount } }

  /// The participants in the order in which they joined.
  var inOrder: [ParticipantAccount] { order.compactMap { participants[$0] } }

  /// Counts what happened.
  mutating func count(_ event: SessionEvent) {
    fulfilment?.count(event)
    switch event {
    case .joined(let participant):
      participants[participant.id] = ParticipantAccount(participant)
      order.append(participant.id)
    case .paid(let payment): pay(payment)
    case .admitted(let id, let lines): admit(lines, of: id)
    case .lapsed(let id): participants[id]?.withdraw(to: .lapsed)
    case .left(let id, _): participants[id]?.withdraw(to: .departed)
    case .reversed(let reference, _, from: .escrow):
      if let id = payer[reference] { participants[id]?.withdraw(to: .reversed) }
    case .nearExpiryAnnounced(let fill): announcedFill = fill
    case .stockSetAside(let lines): for line in lines { positions[line.variant].map { setAside[$0] = line.units } }
    case .stockReleased(let lines): for line in lines { positions[line.variant].map { released[$0] += line.units } }
    case .closed(let settlement): self.settlement = settlement
    case .cancelled(let reason): cancelled = reason
    case .settled(let settlement): settle(settlement)
    case .fulfilmentBegun(let begun): fulfilment = FulfilmentAccount(begun, positions)
    case .created, .paymentReturned, .reversed, .refundRefused, .toleranceBreached, .rulesMoved, .renewalProposed,
      .demandCovered, .orderProgressed, .fulfilmentShort, .fulfilmentOverdue, .stockReceived, .released, .fulfilled,
      .heldGoodsPurchased:
      break
    }
  }

  private mutating func pay(_ payment: Payment) {
    payer[payment.reference] = payment.participant
    guard var participant = participants[payment.participant] else { return }
    participant.paid = payment.amount.amount
    if participant.isOrder {
      participant.place = .sold
      participant.admitted = participant.lines.map { $0.units }
    } else {
      participant.place = .waiting
    }
    participants[participant.id] = participant
  }

  private mutating func admit(_ lines: [VariantUnits], of id: ParticipantID) {
    guard var participant = participants[id] else { return }
    for line in lines {
      guard let place = participant.lines.firstIndex(where: { $0.variant == line.variant }) else { continue }
      participant.admitted[place] += line.units
    }
    participants[id] = participant
  }

  private mutating func settle(_ settlement: ParticipantSettlement) {
    guard var participant = participants[settlement.participant] else { return }
    if settlement.status == .returned { participant.withdraw(to: .returned) } else { participant.place = .returned }
    // A cancellation after the close comes on top of what was credited then.
    participant.credited += settlement.credited.amount
    participant.refunded += settlement.refund?.amount.amount ?? 0
    participant.disputed += settlement.disputed.amount
    participants[participant.id] = participant
  }

  // MARK: What it comes to

  /// Every unit that was asked for, by where it is and by variant.
  var units: [UnitPlace: [Int]] {
    var units: [UnitPlace: [Int]] = [:]
    for place in UnitPlace.allCases { units[place] = variants.map { _ in 0 } }
    for participant in participants.values {
      for (line, admitted) in zip(participant.lines, participant.admitted) {
        guard let position = positions[line.variant] else { continue }
        units[participant.placeOfAdmitted]?[position] += admitted
        if line.units > admitted { units[participant.place]?[position] += line.units - admitted }
      }
    }
    return units
  }

  /// Every unit that was ever asked for, by variant.
  var asked: [Int] {
    var asked = variants.map { _ in 0 }
    for line in participants.values.flatMap({ $0.lines }) { positions[line.variant].map { asked[$0] += line.units } }
    return asked
  }

  /// Units paid and in, by variant.
  func sold(_ units: [UnitPlace: [Int]]) -> [Int] {
    variants.indices.map { (units[.sold]?[$0] ?? 0) + (units[.admitted]?[$0] ?? 0) }
  }

  /// Units that are set aside and were not given back, by variant.
  var stock: [Int] { zip(setAside, released).map { $0 - $1 } }

  /// The whole bundles that so many paid units demand, and what they leave over of each variant.
  func shipped(_ sold: [Int]) -> (bundles: Int, leftOver: [Int]) {
    let kept = stock
    let demanded = variants.indices.map { max(0, sold[$0] - kept[$0]) }
    let bundles = variants.indices.map { (demanded[$0] + unitsPerBundle[$0] - 1) / unitsPerBundle[$0] }.max() ?? 0
    return (bundles, variants.indices.map { bundles * unitsPerBundle[$0] - demanded[$0] })
  }
}
