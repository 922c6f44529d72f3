import GrosirCore
import GrosirTesting
import XCTest

/// One session run by its commands; whatever its events move is posted at once.
struct MoneyWorld {
  static let session = SessionID(literal: "session-1")
  static let factory = FactoryID(literal: "bandung-1")
  static let day: Int64 = 86_400_000

  private(set) var sessions = SessionWorld()
  var journal = Journal()

  /// So many milliseconds after the session opens.
  static func at(_ milliseconds: Int64) throws -> Instant {
    try XCTUnwrap(Instant(millisecondsSince1970: 1_772_400_000_000 + milliseconds))
  }

  /// A session of 3 S + 3 M + 3 L + 3 XL, target 100, base price 200 000, unit cost 60 000, the standard ladder.
  init(tolerance: Int? = nil, successRule: SuccessRule = .lowestTier) throws {
    let variants = ["S", "M", "L", "XL"].map {
      Variant.Draft(id: $0, sku: "SHIRT-\($0)", name: "Shirt \($0)", unitsPerBundle: 3, tolerance: tolerance)
    }
    let draft = Product.Draft(
      id: "shirt", factory: Self.factory.text, sku: "SHIRT", name: "Shirt", currency: "IDR", basePrice: 200_000,
      unitCost: 60_000, target: 100, variants: variants)
    let tiers: [Ladder.Draft.Tier] = [(2_500, 150_000), (5_000, 135_000), (7_500, 120_000), (10_000, 105_000)].map {
      Ladder.Draft.Tier(threshold: $0.0, price: $0.1)
    }
    try run(PutProduct(draft), at: Self.at(0))
    try run(
      CreateSession(
        Self.session, code: SessionCode(literal: "SHIRT-1"), product: ProductID(literal: "shirt"), tiers: tiers,
        successRule: successRule, opensAt: Self.at(0), closesAt: Self.at(7 * Self.day),
        conditions: SessionConditions(maxOpenHoldsPerBuyer: 1_000)), at: Self.at(0))
  }

  /// The session's row.
  var row: GroupSession? { sessions.sessions[Self.session] }

  /// What the journal has in the session's escrow.
  var escrow: Money { journal.balance(of: .escrow(Self.session), in: .idr) }

  /// Those who have paid, in the order in which they joined.
  var paid: [Participant] { sessions.all(of: Self.session).filter { $0.status == .paid } }

  /// All that happened.
  var events: [DatedEvent] { sessions.events }

  /// Somebody who joined.
  func participant(_ id: ParticipantID) -> Participant? { sessions.participants[id] }

  /// Runs a command, and posts what its events moved.
  @discardableResult
  mutating func run<Given: Command>(_ command: Given, at instant: Instant) throws -> Given.Receipt {
    let known = sessions.events.count
    let receipt = try sessions.run(command, at: instant).get()
    for event in sessions.events.dropFirst(known) { try post(event) }
    return receipt
  }

  /// Posts what an event moved.
  mutating func post(_ event: DatedEvent) throws {
    guard case .session(let session, let what) = event.event else { return }
    for entry in what.entries(in: session, at: event.instant) { try journal.post(entry) }
  }
}

extension MoneyWorld {
  /// A buyer asks for units of one variant, at the base price.
  @discardableResult
  mutating func join(
    _ name: String, _ units: Int, of variant: String, waiting: Bool = false, at instant: Instant
  ) throws -> ParticipantID {
    let id = ParticipantID(unchecked: name)
    let line = JoinSession.Line(VariantID(unchecked: variant), units: units, unitPrice: 200_000)
    try run(
      JoinSession(
        Self.session, participant: id, buyer: BuyerID(unchecked: "buyer-\(name)"), lines: [line],
        total: Money(200_000 * Int64(units), .idr), ifLocked: waiting ? .wait(acceptPartial: true) : .refuse),
      at: instant)
    return id
  }

  /// Money arrives for a participant: what was asked for, or another amount.
  @discardableResult
  mutating func pay(_ name: String, amount: Int64? = nil, again: String = "", at instant: Instant) throws
    -> PaymentReference
  {
    let id = ParticipantID(unchecked: name)
    let asked = try XCTUnwrap(participant(id)).total
    let reference = PaymentReference(unchecked: "payment-\(name)\(again)")
    try run(
      ConfirmPayment(
        Self.session, participant: id, payment: reference, amount: amount.map { Money($0, .idr) } ?? asked),
      at: instant)
    return reference
  }

  /// The balances that are not zero, by what the accounts are called.
  var balances: [String: Int64] {
    Dictionary(
      uniqueKeysWithValues: journal.balances.filter { !$0.balance.isZero }.map {
        ("\($0.account)", $0.balance.amount)
      })
  }
}
