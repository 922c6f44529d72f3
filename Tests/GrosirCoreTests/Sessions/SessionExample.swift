import GrosirCore
import XCTest

/// One session of a worked example: 3 S 3 M 3 L 3 XL with tolerances of 2, target 100, 200 000 a unit and the usual
/// tiers; it opens at hour 0 and closes at hour 168.
struct SessionExample {
  static let session = SessionID(literal: "session")
  var world = SessionWorld()
  private(set) var draft: Product.Draft
  private var joined = 0
  private var paid = 0

  static var product: Product.Draft {
    Product.Draft(
      id: "shirt", factory: "bandung-1", sku: "TSHIRT-001", name: "T-shirt", currency: "IDR", basePrice: 200_000,
      unitCost: 90_000, target: 100,
      variants: ["S", "M", "L", "XL"].map {
        Variant.Draft(id: $0, sku: "TSHIRT-\($0)", name: $0, unitsPerBundle: 3, tolerance: 2)
      })
  }

  static var creation: CreateSession {
    CreateSession(
      session, code: SessionCode(literal: "SHIRTS"), product: ProductID(literal: "shirt"),
      tiers: zip([2_500, 5_000, 7_500, 10_000], [150_000, 135_000, 120_000, 105_000] as [Int64]).map {
        Ladder.Draft.Tier(threshold: $0, price: $1)
      }, opensAt: hour(0), closesAt: hour(168))
  }

  /// Hours from the session's opening.
  static func hour(_ hours: Int) -> Instant { Instant.epoch.adding(.hours(Int32(hours))) ?? .epoch }

  /// The last instant before an hour.
  static func before(_ hours: Int) -> Instant { hour(hours).subtracting(.milliseconds(1)) ?? .epoch }

  /// Creates the session, with so many units of each variant in the warehouse, of some of them another number.
  init(
    stock: Int = 100, withStock others: [String: Int] = [:], _ change: (inout CreateSession) -> Void = { _ in },
    product: (inout Product.Draft) -> Void = { _ in }
  ) throws {
    draft = Self.product
    product(&draft)
    var creation = Self.creation
    change(&creation)
    try put(draft, at: Self.hour(0))
    for variant in draft.variants {
      world.stockUp(others[variant.id] ?? stock, of: variant.id, at: Self.hour(0))
    }
    _ = try accept(creation, at: Self.hour(0))
  }

  // MARK: Commands

  /// Runs a command that must be accepted.
  mutating func accept<Given: Command>(_ command: Given, at instant: Instant) throws -> Given.Receipt {
    try world.run(command, at: instant).get()
  }

  /// Runs a command that must be refused, and has changed nothing then.
  mutating func refusal<Given: Command>(of command: Given, at instant: Instant) throws -> Given.Refusal {
    let (session, events, effects) = (world.sessions[Self.session], world.events.count, world.effects.count)
    switch try world.run(command, at: instant) {
    case .success(let receipt):
      throw ExpectedRefusal(receipt: "\(receipt)")
    case .failure(let refusal):
      XCTAssertEqual(world.sessions[Self.session], session)
      XCTAssertEqual(world.events.count, events)
      XCTAssertEqual(world.effects.count, effects)
      return refusal
    }
  }

  mutating func put(_ draft: Product.Draft, at instant: Instant) throws {
    self.draft = draft
    _ = try world.run(PutProduct(draft), at: instant).get()
  }

  func joining(
    _ buyer: String, _ lines: KeyValuePairs<String, Int>, orWait acceptPartial: Bool? = nil, as id: String = "new"
  ) -> JoinSession {
    let lines = lines.map { JoinSession.Line(VariantID(unchecked: $0.key), units: $0.value, unitPrice: 200_000) }
    let total = lines.reduce(Int64(0)) { $0 + Int64($1.units) * $1.unitPrice }
    return JoinSession(
      Self.session, participant: ParticipantID(unchecked: id), buyer: BuyerID(unchecked: buyer), lines: lines,
      total: Money(total, .idr), ifLocked: acceptPartial.map { .wait(acceptPartial: $0) } ?? .refuse)
  }

  /// Joins; participants are p0, p1 and so on.
  @discardableResult
  mutating func join(
    _ buyer: String, _ lines: KeyValuePairs<String, Int>, orWait acceptPartial: Bool? = nil, at instant: Instant
  ) throws -> ParticipantID {
    let command = joining(buyer, lines, orWait: acceptPartial, as: "p\(joined)")
    joined += 1
    return try accept(command, at: instant).participant
  }

  func paying(_ id: ParticipantID, _ reference: String, _ amount: Int64? = nil) -> ConfirmPayment {
    let total = world.participants[id]?.total.amount ?? 1
    return ConfirmPayment(
      Self.session, participant: id, payment: PaymentReference(unchecked: reference),
      amount: Money(amount ?? total, .idr))
  }

  /// Pays what was asked for; payments are pay-0, pay-1 and so on.
  @discardableResult
  mutating func pay(_ id: ParticipantID, _ amount: Int64? = nil, at instant: Instant) throws -> ConfirmPayment.Receipt {
    let command = paying(id, "pay-\(paid)", amount)
    paid += 1
    return try accept(command, at: instant)
  }

  /// Joins and pays at once.
  @discardableResult
  mutating func buy(
    _ buyer: String, _ lines: KeyValuePairs<String, Int>, orWait acceptPartial: Bool? = nil, at instant: Instant
  ) throws -> ParticipantID {
    let id = try join(buyer, lines, orWait: acceptPartial, at: instant)
    try pay(id, at: instant)
    return id
  }

  // MARK: What is there

  var session: GroupSession {
    get throws { try XCTUnwrap(world.sessions[Self.session]) }
  }

  func status(_ id: ParticipantID) -> String { world.participants[id]?.status.name ?? "unknown" }

  func statuses(_ ids: [ParticipantID]) -> [String] { ids.map { status($0) } }

  /// The session's events, by their names, with the hour from which they count.
  func events(since count: Int = 0) -> [String] {
    world.events[count...].map { dated in
      let milliseconds = dated.instant.millisecondsSince1970
      let hour = "\(milliseconds / 3_600_000)"
      return "\(dated.event.name) \(milliseconds % 3_600_000 == 0 ? hour : hour + "+")"
    }
  }

  /// What an account holds, by the movements of all events.
  func balance(_ account: Account) throws -> Int64 {
    var ledger = SessionLedger()
    for dated in world.events {
      guard case .session(let session, let event) = dated.event else { continue }
      for movement in event.movements(in: session) { try ledger.post(movement) }
    }
    return ledger[account]
  }

  var refunds: [Refund] {
    world.effects.compactMap { effect in
      guard case .refund(let refund) = effect else { return nil }
      return world.refunds[refund.id]
    }
  }
}

/// A command was accepted that must not be.
struct ExpectedRefusal: Error {
  let receipt: String
}
