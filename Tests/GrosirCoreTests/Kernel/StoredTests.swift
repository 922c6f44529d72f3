import GrosirCore
import XCTest

/// What is stored of a session and its people, field by field; that all of it is read back is shown over whole
/// scenarios elsewhere.
final class StoredTests: XCTestCase {
  func testAParticipantIsARowOfColumns() throws {
    var example = try SessionExample()
    let id = try example.join("ayu", ["S": 2, "M": 1], at: SessionExample.hour(1))
    let participant = try XCTUnwrap(example.world.participants[id])
    XCTAssertEqual(
      participant.stored,
      [
        "participant": "p0", "session": "session", "buyer": "ayu", "number": .integer(0), "kind": "order",
        "lines": [
          ["variant": "S", "units": .integer(2)], ["variant": "M", "units": .integer(1)],
        ],
        "currency": "IDR", "total": .integer(600_000), "requestedAt": .instant(SessionExample.hour(1)),
        "status": "awaitingPayment", "until": .instant(SessionExample.hour(25)), "admitted": [],
        "place": .integer(0), "paidAt": .null, "payment": .null, "escrowed": .integer(0), "credited": .integer(0),
        "isDisputed": .flag(false),
      ])
    XCTAssertEqual(try Participant(stored: participant.stored), participant)
    try example.pay(id, at: SessionExample.hour(2))
    let paid = try XCTUnwrap(example.world.participants[id])
    XCTAssertEqual(paid.stored["escrowed"], .integer(600_000))
    XCTAssertEqual(paid.stored["paidAt"], .instant(SessionExample.hour(2)))
    XCTAssertEqual(try Participant(stored: paid.stored), paid)
  }

  /// A table gives columns in its own order, text for an instant, and null or nothing for what is not there.
  func testTheOrderOfFieldsDoesNotMatter() throws {
    var example = try SessionExample()
    let id = try example.buy("ayu", ["S": 2], at: SessionExample.hour(1))
    let participant = try XCTUnwrap(example.world.participants[id])
    let session = try XCTUnwrap(example.world.sessions[SessionExample.session])
    for change in [Record.reversed, Record.withTexts, Record.withoutNulls] {
      XCTAssertEqual(try Participant(stored: change(participant.stored)), participant)
      XCTAssertEqual(try GroupSession(stored: change(session.stored)), session)
    }
  }

  func testFaultsSayWhere() throws {
    var example = try SessionExample()
    let id = try example.buy("ayu", ["S": 2], at: SessionExample.hour(1))
    let good = try XCTUnwrap(example.world.participants[id]).stored
    let faults: [(String, Record?, StoredFault)] = [
      ("buyer", nil, StoredFault(.missing, at: FieldPath("buyer"))),
      ("buyer", .integer(3), StoredFault(.malformed, at: FieldPath("buyer"))),
      ("number", .integer(-1), StoredFault(.malformed, at: FieldPath("number"))),
      ("colour", "red", StoredFault(.unknown, at: FieldPath("colour"))),
      ("lines", [], StoredFault(.inconsistent("nothing was asked for"), at: FieldPath("lines"))),
      (
        "escrowed", .integer(400_001), StoredFault(.inconsistent("it is more than was paid"), at: FieldPath("escrowed"))
      ),
      (
        "lines", [["variant": "S", "units": .integer(0)]],
        StoredFault(.malformed, at: FieldPath("lines").index(0).field("units"))
      ),
      (
        "admitted", [["variant": "S", "units": .integer(3)]],
        StoredFault(.inconsistent("it was not asked for"), at: FieldPath("admitted"))
      ),
      ("status", "gone", StoredFault(.malformed, at: FieldPath("status"))),
      ("status", "awaitingPayment", StoredFault(.missing, at: FieldPath("until"))),
      ("status", "waiting", StoredFault(.inconsistent("only a pledge waits"), at: FieldPath("kind"))),
      ("paidAt", .null, StoredFault(.inconsistent("a payment has its instant"), at: FieldPath("paidAt"))),
    ]
    for (name, value, expected) in faults {
      do throws(StoredFault) {
        _ = try Participant(stored: good.replacing(name, by: value))
        XCTFail("\(name) \(String(describing: value)) is accepted")
      } catch {
        XCTAssertEqual(error, expected)
      }
    }
    XCTAssertEqual("\(faults[0].2)", "buyer: it is missing")
    XCTAssertEqual(
      "\(StoredFault(.unknownVersion(2), at: FieldPath("version")))",
      "version: version 2 is not known here; a newer program may have kept it")
  }

  // MARK: A session in parts

  /// An order changes where the session stands and the variants that it is about, and nothing else.
  func testASessionIsKeptInParts() throws {
    var example = try SessionExample()
    func session() throws -> GroupSession { try XCTUnwrap(example.world.sessions[SessionExample.session]) }
    let before = try session()
    try example.buy("ayu", ["M": 2], at: SessionExample.hour(1))
    let after = try session()
    XCTAssertEqual(after.storedPlan, before.storedPlan)
    XCTAssertNotEqual(after.storedProgress, before.storedProgress)
    XCTAssertEqual(after.variantsChanged(since: before), [1])
    XCTAssertEqual(before.variantsChanged(since: before), [])
    XCTAssertEqual(
      after.storedVariant(at: 1),
      [
        "variant": "M", "unitsPerBundle": .integer(3), "tolerance": .integer(2), "priceAdjustment": .integer(0),
        "ordered": .integer(2), "held": .integer(0), "onHand": .integer(0), "waiting": .integer(0),
      ])
    for position in [0, 2, 3] { XCTAssertEqual(after.storedVariant(at: position), before.storedVariant(at: position)) }
    // Who keeps it in tables puts it together of rows, of which only those were written that changed.
    var variants = before.composition.variants.indices.map { before.storedVariant(at: $0) }
    variants[1] = after.storedVariant(at: 1)
    XCTAssertEqual(
      try GroupSession(storedPlan: before.storedPlan, progress: after.storedProgress, variants: variants), after)
    // Who remembers it as it was, reads no more than was written.
    XCTAssertEqual(try before.later(progress: after.storedProgress, variants: [(1, after.storedVariant(at: 1))]), after)
    XCTAssertEqual(try after.later(progress: after.storedProgress, variants: []), after)
    for position in [-1, 0, 2, 4] {
      XCTAssertThrowsError(
        try before.later(progress: after.storedProgress, variants: [(position, after.storedVariant(at: 1))]))
    }
    XCTAssertEqual(try GroupSession(stored: after.stored), after)
  }

  func testWaitingAndNewRulesChangeVariants() throws {
    var example = try SessionExample()
    func session() throws -> GroupSession { try XCTUnwrap(example.world.sessions[SessionExample.session]) }
    let first = try session()
    try example.buy("ayu", ["S": 3, "XL": 9], orWait: true, at: SessionExample.hour(1))
    let waiting = try session()
    XCTAssertEqual(waiting.variantsChanged(since: first), [0, 3])
    // One bundle is committed, and three of the nine are let in with it.
    XCTAssertEqual(waiting.storedVariant(at: 3)["ordered"], .integer(3))
    XCTAssertEqual(waiting.storedVariant(at: 3)["waiting"], .integer(6))
    // A pledge of which nothing is let in changes what waits, and nothing else.
    try example.buy("budi", ["XL": 1], orWait: true, at: SessionExample.hour(1))
    let longer = try session()
    XCTAssertEqual(longer.tallies, waiting.tallies)
    XCTAssertEqual(longer.variantsChanged(since: waiting), [3])
    var rules = SessionExample.product
    rules.variants[2].tolerance = nil
    try example.put(rules, at: SessionExample.hour(2))
    _ = try example.accept(MoveToRules(SessionExample.session), at: SessionExample.hour(2))
    let moved = try session()
    XCTAssertEqual(moved.variantsChanged(since: longer), [2])
    XCTAssertEqual(try GroupSession(stored: moved.stored), moved)
    XCTAssertEqual(moved.storedPlan, first.storedPlan)
    XCTAssertEqual(
      try longer.later(progress: moved.storedProgress, variants: [(2, moved.storedVariant(at: 2))]), moved)
    // With it goes what the rules were before.
    XCTAssertEqual(
      try moved.later(progress: longer.storedProgress, variants: [(2, longer.storedVariant(at: 2))]), longer)
  }

  /// A session that was read back allows what it allowed before.
  func testASessionReadBackAllowsTheSame() throws {
    var example = try SessionExample()
    try example.buy("ayu", ["M": 3], at: SessionExample.hour(1))
    try example.join("budi", ["L": 2], at: SessionExample.hour(1))
    let session = try XCTUnwrap(example.world.sessions[SessionExample.session])
    let again = try GroupSession(stored: session.stored.withTexts())
    let (old, new) = (
      AllocationSnapshot(of: session.tallies, under: session.rules),
      AllocationSnapshot(of: again.tallies, under: again.rules)
    )
    for (position, variant) in session.composition.variants.enumerated() {
      XCTAssertEqual(new.availability(at: position), old.availability(at: position))
      XCTAssertEqual(new.unlockHint(at: position), old.unlockHint(at: position))
      XCTAssertEqual(again.composition.position(of: variant), position)
    }
    XCTAssertEqual(again.nextDeadline, session.nextDeadline)
    XCTAssertEqual(again.plan, session.plan)
  }

  /// A policy stands with the rest, and the variants' lines do not say which it is.
  func testNewPoliciesAreReadBack() throws {
    for policy in [AllocationPolicy.stockOnly, .open, .progressiveUnlock(try ProgressiveUnlock(target: 7))] {
      var example = try SessionExample()
      let before = try XCTUnwrap(example.world.sessions[SessionExample.session])
      var rules = SessionExample.product
      rules.policy = policy
      try example.put(rules, at: SessionExample.hour(1))
      _ = try example.accept(MoveToRules(SessionExample.session), at: SessionExample.hour(1))
      let after = try XCTUnwrap(example.world.sessions[SessionExample.session])
      XCTAssertEqual(after.rules.policy, policy)
      XCTAssertEqual(try before.later(progress: after.storedProgress, variants: []), after)
      XCTAssertEqual(try GroupSession(stored: after.stored), after)
    }
  }

  func testASessionThatBreaksItsRulesIsRefused() throws {
    let example = try SessionExample()
    let session = try XCTUnwrap(example.world.sessions[SessionExample.session]).stored
    let faults: [(String, Record, String)] = [
      ("target", .integer(1), ""), ("basePrice", .integer(0), ""), ("basePrice", .integer(.max), "basePrice"),
      ("tiers", [], ""), ("minimumFill", .integer(10_001), "minimumFill"), ("state", "asleep", "state"),
      ("state", "success", "settlement"), ("closesAt", .instant(SessionExample.hour(0)), "closesAt"),
      ("paymentWindow", .integer(0), ""), ("maxOpenHoldsPerBuyer", .integer(0), ""),
      ("rulesVersion", .integer(0), "rulesVersion"), ("escrow", .integer(-1), "escrow"),
      ("waitingCount", .integer(-1), "waitingCount"), ("indivisibleCount", .integer(1), "indivisibleCount"),
      ("policy", ["kind": "magic"], "policy.kind"), ("announcedFill", .integer(-1), "announcedFill"),
      ("variants", [], ""),
    ]
    for (name, value, path) in faults {
      XCTAssertThrowsError(try GroupSession(stored: session.replacing(name, by: value)), name) { error in
        XCTAssertEqual((error as? StoredFault)?.path.description, path, "\(name): \(error)")
      }
    }
    let tallies: [(String, Record)] = [
      ("held", .integer(1)), ("ordered", .integer(1_000_000_001)), ("onHand", .integer(-1)), ("waiting", .integer(-1)),
      ("unitsPerBundle", .integer(0)), ("tolerance", .integer(-1)), ("priceAdjustment", .integer(-200_000)),
      ("priceAdjustment", .integer(.max)), ("variant", "M"),
    ]
    guard case .list(var variants)? = session["variants"] else { return XCTFail("a session has variants") }
    let first = variants[0]
    for (name, value) in tallies {
      variants[0] = first.replacing(name, by: value)
      XCTAssertThrowsError(try GroupSession(stored: session.replacing("variants", by: .list(variants))), name)
    }
  }

  /// The command that renews a session waits in the outbox; scenarios leave most of it as it is by default.
  func testACommandToComeIsReadBack() throws {
    var command = SessionExample.creation
    XCTAssertEqual(try CreateSession(stored: command.stored), command)
    (command.session, command.target, command.guarantee, command.closesAt) = (nil, 7, nil, nil)
    command.successRule = .fullTarget
    command.selling = .warehouse
    command.warehouse = StockPlace(owner: OwnerID(literal: "rina"), location: LocationID(literal: "jakarta"))
    command.openingStock = [VariantUnits(VariantID(literal: "S"), 3), VariantUnits(VariantID(literal: "M"), 1)]
    command.conditions = SessionConditions(
      nearExpiryWindow: .minutes(1), paymentWindow: .minutes(2), maxUnitsPerBuyer: 4, maxOpenHoldsPerBuyer: 5,
      hasWaitingList: false, autoRenew: true, useFreeStock: true)
    XCTAssertEqual(try CreateSession(stored: command.stored), command)
    XCTAssertEqual(try Effect(stored: Effect.renewSession(command).stored.withTexts()), .renewSession(command))
    command.conditions.useFreeStock = false
    command.guarantee = PlatformGuarantee(minimumFill: .half)
    XCTAssertEqual(try CreateSession(stored: command.stored), command)
  }

  func testAContextIsReadBackWithEverySeed() throws {
    for seed in [0, 1, UInt64.max, 1 << 63] {
      let context = Context(
        tenant: TenantID(literal: "shop"), command: CommandID(literal: "c"), actor: ActorID(literal: "a"),
        now: SessionExample.hour(1), seed: seed)
      XCTAssertEqual(try Context(stored: context.stored), context)
    }
  }
}

extension Record {
  /// The record with another value of a name, or without it.
  fileprivate func replacing(_ name: String, by value: Record?) -> Record {
    guard case .fields(let fields) = self else { return self }
    guard fields.contains(where: { $0.name == name }) else {
      return .fields(fields + (value.map { [Field(name, $0)] } ?? []))
    }
    return .fields(fields.compactMap { $0.name == name ? value.map { Field(name, $0) } : $0 })
  }

  fileprivate func changing(_ change: ([Field]) -> [Field], _ leaf: (Record) -> Record = { $0 }) -> Record {
    switch self {
    case .fields(let fields):
      .fields(change(fields.map { Field($0.name, $0.value.changing(change, leaf)) }))
    case .list(let records): .list(records.map { $0.changing(change, leaf) })
    case .null, .flag, .integer, .text, .instant, .money: leaf(self)
    }
  }

  fileprivate static func reversed(_ record: Record) -> Record { record.changing { $0.reversed() } }

  fileprivate static func withoutNulls(_ record: Record) -> Record {
    record.changing { fields in fields.filter { $0.value != .null } }
  }

  fileprivate static func withTexts(_ record: Record) -> Record { record.withTexts() }

  fileprivate func withTexts() -> Record {
    changing({ $0 }) { leaf in
      guard case .instant(let instant) = leaf else { return leaf }
      return .text(instant.rfc3339)
    }
  }
}
