import GrosirCore

/// A session by the plainest reading of SPEC §5: a list of people, from which everything else is counted anew whenever
/// somebody asks, and the spec's sentences one after the other.
///
/// It shares values and the allocation's definition with the commands, and no line of theirs.
struct PlainSession {
  let terms: SessionPlan
  var rules: AllocationRules
  var version: Int
  var state = SessionState.forming
  var people: [Person] = []
  var payments: [PaymentReference: Arrived] = [:]
  var refunds: [GoingBack] = []
  var wallets: [BuyerID: Int64] = [:]
  var disputes: Int64 = 0
  /// What is set aside of each variant, and what is free in the warehouse.
  var onHand: [Int]
  var free: [Int]
  var announced: Int?
  var result: Ended?
  var last: Instant
  /// When the present command happens.
  var now: Instant
  private var payers = 0

  /// Somebody who joined or pledged.
  struct Person {
    let id: ParticipantID
    let buyer: BuyerID
    let units: [Int]
    let total: Int64
    let kind: Participant.Kind
    let requestedAt: Instant
    var status = "awaitingPayment"
    var until: Instant?
    var admitted: [Int]
    var paidAt: Instant?
    var turn = 0
    var payment: PaymentReference?
    var escrowed: Int64 = 0
    var credited: Int64 = 0
    var isDisputed = false

    var rest: [Int] { status == "waiting" ? units.indices.map { units[$0] - admitted[$0] } : units.map { _ in 0 } }
  }

  /// Money that arrived.
  struct Arrived {
    let person: Int
    let amount: Money
    let isAccepted: Bool
    var isReversed = false
  }

  /// Money on its way back.
  struct GoingBack: Equatable {
    let payment: PaymentReference
    let amount: Int64
    let reason: String
    var refusedTo: RefusedRefundTarget?
  }

  /// How it ended.
  struct Ended: Equatable {
    let fill: Int
    let threshold: Int?
    let paid: Int64
    let refunded: Int64
    let demand: [Int]
    let closedAt: Instant
  }

  /// A refusal, by its code.
  struct Refused: Error {
    let code: String
    init(_ code: String) { self.code = code }
  }

  init(
    _ terms: SessionPlan, _ rules: AllocationRules, version: Int, warehouse: [Int], opening: [Int], at instant: Instant
  ) {
    self.terms = terms
    self.rules = rules
    self.version = version
    onHand = terms.conditions.useFreeStock ? warehouse : opening
    free = terms.conditions.useFreeStock ? warehouse.map { _ in 0 } : zip(warehouse, opening).map { $0 - $1 }
    last = instant
    now = instant
  }

  // MARK: Counting

  var tallies: Tallies {
    Tallies(
      onHand.indices.map { position in
        var (held, paid) = (0, 0)
        for person in people {
          if person.status == "awaitingPayment", person.kind == .order { held += person.units[position] }
          if ["paid", "waiting", "returned"].contains(person.status) { paid += person.admitted[position] }
        }
        return Tally(ordered: held + paid, held: held, onHand: onHand[position]) ?? .zero
      })
  }

  var snapshot: AllocationSnapshot { AllocationSnapshot(of: tallies, under: rules) }
  var escrow: Int64 { people.reduce(0) { $0 + $1.escrowed } }
  var isOpen: Bool { state == .forming || state == .active }
  func price(_ units: [Int]) -> Int64 {
    units.indices.reduce(0) {
      $0 + Int64(units[$1]) * (terms.terms.ladder.basePrice.amount + terms.priceAdjustments[$1])
    }
  }

  func isAcceptable(_ units: [Int]) throws -> Bool {
    snapshot.decision(on: try basket(units)).isAccepted
  }

  private func basket(_ units: [Int]) throws -> Basket {
    let lines = units.indices.filter { units[$0] > 0 }.map { (rules.composition.variants[$0], units[$0]) }
    return try Basket(lines, of: rules.composition)
  }

  // MARK: A command's turn

  /// Runs what a command does after what has lapsed; a refusal undoes both.
  ///
  /// - Returns: `accepted`, or the refusal's code.
  mutating func take(
    _ action: SessionAction, at instant: Instant, _ body: (inout PlainSession) throws -> Void
  ) throws -> String {
    guard SessionTable.successors(of: state, under: action) != nil else { return "invalidTransition" }
    var copy = self
    copy.now = max(instant, last)
    do {
      if isOpen { try copy.lapse() }
      try body(&copy)
    } catch let refusal as Refused {
      return refusal.code
    }
    self = copy
    return "accepted"
  }

  mutating func happened(at instant: Instant) { last = max(last, instant) }
  mutating func happened() { happened(at: now) }

  private mutating func lapse() throws {
    while let instant = people.compactMap({ $0.until }).filter({ $0 <= now }).min() {
      for place in people.indices where people[place].until == instant { lapse(place) }
      happened(at: instant)
      try admit(at: instant)
    }
  }

  mutating func lapse(_ place: Int) {
    people[place].until = nil
    people[place].status = "lapsed"
  }

  /// Lets in whoever can be, before the deadline.
  mutating func admit(at instant: Instant) throws {
    guard isOpen, instant < terms.closesAt else { return }
    let waiting = people.filter { $0.status == "waiting" }.sorted {
      ($0.paidAt ?? .latest, $0.requestedAt, $0.turn) < ($1.paidAt ?? .latest, $1.requestedAt, $1.turn)
    }
    let pledges = try waiting.map { person in
      Pledge(
        person.id, basket: try basket(person.rest), acceptsPartial: person.kind == .pledge(acceptsPartial: true),
        requestedAt: person.requestedAt, paidAt: person.paidAt ?? .latest)
    }
    var admission = ReferenceAdmission(of: pledges, into: tallies, under: rules)
    for admitted in try admission.admissions() {
      guard let place = people.firstIndex(where: { $0.id == admitted.pledge }) else { continue }
      for position in onHand.indices { people[place].admitted[position] += admitted.basket.units(at: position) }
      if people[place].rest.allSatisfy({ $0 == 0 }) { people[place].status = "paid" }
      state = .active
      happened(at: instant)
    }
  }

  func place(of id: ParticipantID) throws -> Int {
    guard let place = people.firstIndex(where: { $0.id == id }) else { throw Refused("unknownParticipant") }
    return place
  }

  func checkDeadline() throws {
    if now >= terms.closesAt { throw Refused("pastDeadline") }
  }

  mutating func giveBack(_ amount: Int64, of place: Int, _ reason: String) {
    people[place].escrowed -= amount
    guard amount > 0, let payment = people[place].payment else { return }
    refunds.append(GoingBack(payment: payment, amount: amount, reason: reason))
  }

  mutating func nextPayer() -> Int {
    payers += 1
    return payers
  }
}
