import GrosirCore
import XCTest

/// Receipts and refusals are the same again from their records; events and effects have records, each name once.
final class SessionRecordTests: XCTestCase {
  /// Every case, chained so that a new one does not compile before it has its place here.
  func testEveryRefusal() throws {
    var found: [SessionError] = []
    var next = SessionError.invalid([Violation(FieldPath("lines").index(2).field("units"), .outOfRange, "wrong")])
    while true {
      found.append(next)
      guard let following = try following(next) else { break }
      next = following
    }
    for error in found {
      XCTAssertEqual(SessionError(record: error.record), error, error.code)
      XCTAssertEqual(error.record["code"], .text(error.code))
      XCTAssertFalse(error.description.isEmpty)
      assertNamesOccurOnce(error.record)
    }
    XCTAssertEqual(Set(found.map { $0.code }).count, found.count)
    XCTAssertNil(SessionError(record: ["code": "unheardOf"]))
    XCTAssertNil(SessionError(record: .null))
  }

  private func following(_ error: SessionError) throws -> SessionError? {
    switch error {
    case .invalid: .unknownSession(SessionID(literal: "s"))
    case .unknownSession: .unknownProduct(ProductID(literal: "p"))
    case .unknownProduct: .unknownParticipant(ParticipantID(literal: "a"))
    case .unknownParticipant: .unknownPayment(PaymentReference(literal: "r"))
    case .unknownPayment: .unknownRefund(RefundID(literal: "f"))
    case .unknownRefund: .duplicateSession(SessionID(literal: "s"))
    case .duplicateSession: .duplicateCode(SessionCode(literal: "c"))
    case .duplicateCode: .duplicateParticipant(ParticipantID(literal: "a"))
    case .duplicateParticipant: .invalidTransition(from: .stockReceived, action: .placeAnotherOrder)
    case .invalidTransition: .notOpenYet(opensAt: SessionExample.hour(1))
    case .notOpenYet: .pastDeadline(closesAt: SessionExample.hour(2))
    case .pastDeadline: .notYetDue(at: SessionExample.hour(3))
    case .notYetDue: .staleQuote(unitPrices: [1, 2], total: Money(5, .idr))
    case .staleQuote: try notAcceptable()
    case .notAcceptable: .noWaitingList
    case .noWaitingList: .tooManyUnits(asked: 5, left: 2)
    case .tooManyUnits: .tooManyOpenHolds(limit: 3)
    case .tooManyOpenHolds: .totalOutOfRange
    case .totalOutOfRange: .notActive(ParticipantID(literal: "a"), status: "left")
    case .notActive: .conflictingPayment(PaymentReference(literal: "r"))
    case .conflictingPayment: .notNewer(version: 3)
    case .notNewer:
      .insufficientStock([
        StockError.Shortage(key: StockPlace.platform.key(of: VariantID(literal: "S")), asked: 2, available: 1)
      ])
    case .insufficientStock: nil
    }
  }

  private func notAcceptable() throws -> SessionError {
    var example = try SessionExample()
    return try example.refusal(of: example.joining("ayu", ["S": 1, "M": 9]), at: SessionExample.hour(1))
  }

  /// Under every policy, a refusal for each constraint and each hint comes back the same.
  func testRefusalsUnderEveryPolicy() throws {
    let policies: [AllocationPolicy] = [
      try bundleTolerance(1, capacity: 1), try bundleTolerance(), .stockOnly,
      .allocationMultiple(try AllocationMultiple(multiple: 1, catchUp: .runnerUp)),
      .progressiveUnlock(try ProgressiveUnlock(target: 100)),
    ]
    for policy in policies {
      var example = try SessionExample(product: { $0.policy = policy })
      let error = try example.refusal(of: example.joining("ayu", ["S": 1, "M": 40]), at: SessionExample.hour(1))
      XCTAssertEqual(error.code, "notAcceptable")
      XCTAssertEqual(SessionError(record: error.record), error)
    }
  }

  func testEveryReceipt() throws {
    let reason = try XCTUnwrap(Reason("no cloth"))
    var example = try SessionExample { $0.conditions.nearExpiryWindow = .hours(168) }
    let session = SessionExample.session
    assertIsTheSame(try example.accept(PutProduct(SessionExample.product), at: SessionExample.hour(0)))
    var creation = SessionExample.creation
    creation.session = SessionID(literal: "second")
    creation.code = SessionCode(literal: "SECOND")
    assertIsTheSame(try example.accept(creation, at: SessionExample.hour(0)))
    let id = ParticipantID(literal: "p")
    assertIsTheSame(
      try example.accept(example.joining("ayu", ["S": 9], orWait: true, as: "p"), at: SessionExample.hour(1)))
    assertIsTheSame(try example.accept(example.paying(id, "wrong", 7), at: SessionExample.hour(1)))
    assertIsTheSame(try example.accept(example.paying(id, "right"), at: SessionExample.hour(1)))
    assertIsTheSame(try example.accept(LapseHolds(session), at: SessionExample.hour(1)))
    assertIsTheSame(try example.accept(AnnounceNearExpiry(session), at: SessionExample.hour(1)))
    assertIsTheSame(
      try example.accept(SetAsideStock(session, [VariantUnits(VariantID(literal: "M"), 9)]), at: SessionExample.hour(1))
    )
    try example.put(Self.newRules, at: SessionExample.hour(2))
    assertIsTheSame(try example.accept(MoveToRules(session), at: SessionExample.hour(2)))
    let other = try example.buy("budi", ["M": 1], at: SessionExample.hour(2))
    let held = try example.join("budi", ["M": 1], at: SessionExample.hour(2))
    assertIsTheSame(try example.accept(LeaveSession(session, participant: other), at: SessionExample.hour(2)))
    assertIsTheSame(try example.accept(LeaveSession(session, participant: held), at: SessionExample.hour(2)))
    let refund = try XCTUnwrap(example.refunds.last).id
    assertIsTheSame(try example.accept(RefuseRefund(session, refund: refund), at: SessionExample.hour(2)))
    let early = CloseSession(session, earlyBecause: reason)
    assertIsTheSame(try example.accept(early, at: SessionExample.hour(3)))
    let reversal = ReversePayment(session, payment: PaymentReference(literal: "right"))
    assertIsTheSame(try example.accept(reversal, at: SessionExample.hour(3)))
    assertIsTheSame(try example.accept(CancelSession(session, because: reason), at: SessionExample.hour(3)))
    let second = try XCTUnwrap(creation.session)
    assertIsTheSame(try example.accept(CloseSession(second), at: SessionExample.hour(168)))
  }

  private static var newRules: Product.Draft {
    var draft = SessionExample.product
    draft.variants[0].tolerance = 9
    return draft
  }

  private func assertIsTheSame<Receipt: Recordable & Equatable>(_ receipt: Receipt, line: UInt = #line) {
    XCTAssertEqual(Receipt(record: receipt.record), receipt, line: line)
    assertNamesOccurOnce(receipt.record)
    XCTAssertNil(Receipt(record: .null), line: line)
  }

  /// Every event and effect there is, with the name it must have.
  func testEveryEventAndEffectHasARecord() throws {
    let example = try Self.everything()
    var events: Set<String> = []
    for dated in example.world.events {
      let record = dated.event.record
      XCTAssertEqual(record["event"], .text(dated.event.name))
      guard case .session(_, let event) = dated.event else { continue }
      XCTAssertEqual(event.name, name(of: event))
      XCTAssertEqual(record["data"], event.record)
      assertNamesOccurOnce(record)
      events.insert(event.name)
    }
    XCTAssertEqual(events.count, 19, "\(events.sorted())")
    var effects: Set<String> = []
    for effect in example.world.effects {
      XCTAssertEqual(effect.name, name(of: effect))
      XCTAssertEqual(effect.record["effect"], .text(effect.name))
      XCTAssertEqual(effect.record["key"], .text(effect.key))
      assertNamesOccurOnce(effect.record)
      effects.insert(effect.name)
    }
    XCTAssertEqual(effects.count, 6, "\(effects.sorted())")
  }

  /// A session in which everything happens that can.
  private static func everything() throws -> SessionExample {
    let session = SessionExample.session
    var example = try SessionExample { creation in
      creation.conditions.nearExpiryWindow = .hours(168)
      creation.conditions.autoRenew = true
      creation.openingStock = [VariantUnits(VariantID(literal: "XL"), 3)]
    }
    let first = try example.buy("ayu", ["S": 3], at: SessionExample.hour(1))
    for size in ["M", "L", "XL"] { try example.buy("ayu", [size: 3], at: SessionExample.hour(1)) }
    try example.pay(first, at: SessionExample.hour(1))
    try example.buy("budi", ["S": 1], orWait: false, at: SessionExample.hour(1))
    let one = try example.join("citra", ["XL": 1], at: SessionExample.hour(2))
    _ = try example.accept(AnnounceNearExpiry(session), at: SessionExample.hour(30))
    XCTAssertEqual(example.status(one), "lapsed")
    try example.put(newRules, at: SessionExample.hour(31))
    _ = try example.accept(MoveToRules(session), at: SessionExample.hour(31))
    try example.buy("dewi", ["M": 1], orWait: true, at: SessionExample.hour(32))
    try example.buy("dewi", ["L": 1, "S": 1, "M": 1, "XL": 4], orWait: true, at: SessionExample.hour(32))
    _ = try example.accept(LeaveSession(session, participant: first), at: SessionExample.hour(32))
    _ = try example.accept(
      ReversePayment(session, payment: PaymentReference(literal: "pay-1")), at: SessionExample.hour(33))
    _ = try example.accept(
      RefuseRefund(session, refund: try XCTUnwrap(example.refunds.first).id), at: SessionExample.hour(33))
    _ = try example.accept(
      SetAsideStock(session, [VariantUnits(VariantID(literal: "XL"), 50)]), at: SessionExample.hour(33))
    _ = try example.accept(CloseSession(session), at: SessionExample.hour(168))
    _ = try example.accept(CancelSession(session, because: try XCTUnwrap(Reason("x"))), at: SessionExample.hour(169))
    return example
  }

  private func name(of event: SessionEvent) -> String {
    switch event {
    case .created: "SESSION_CREATED"
    case .joined(let participant): participant.kind == .order ? "SESSION_JOINED" : "SESSION_PLEDGED"
    case .paid: "PAYMENT_CONFIRMED"
    case .paymentReturned: "PAYMENT_RETURNED"
    case .admitted: "PLEDGE_ADMITTED"
    case .lapsed: "HOLD_LAPSED"
    case .left: "SESSION_LEFT"
    case .reversed: "PAYMENT_REVERSED"
    case .refundRefused: "REFUND_REFUSED"
    case .toleranceBreached: "TOLERANCE_BREACHED"
    case .nearExpiryAnnounced: "SESSION_NEAR_EXPIRY"
    case .rulesMoved: "SESSION_RULES_MOVED"
    case .stockSetAside: "STOCK_SET_ASIDE"
    case .closed: "SESSION_CLOSED"
    case .cancelled: "SESSION_CANCELLED"
    case .settled: "PARTICIPANT_SETTLED"
    case .stockReleased: "STOCK_RELEASED"
    case .renewalProposed: "SESSION_RENEWAL_PROPOSED"
    case .fulfilmentBegun: "FULFILMENT_BEGUN"
    case .demandCovered: "DEMAND_COVERED"
    case .orderProgressed(_, .placed): "SESSION_ORDER_PLACED"
    case .orderProgressed(_, .refused): "SESSION_ORDER_REFUSED"
    case .orderProgressed(_, .productionStarted): "SESSION_PRODUCTION_STARTED"
    case .orderProgressed(_, .productionCompleted): "SESSION_PRODUCTION_COMPLETED"
    case .orderProgressed(_, .shipped): "SESSION_ORDER_SHIPPED"
    case .fulfilmentShort: "FULFILMENT_SHORT"
    case .fulfilmentOverdue: "FULFILMENT_OVERDUE"
    case .stockReceived: "SESSION_STOCK_RECEIVED"
    case .released: "ESCROW_RELEASED"
    case .fulfilled: "SESSION_FULFILLED"
    case .heldGoodsPurchased: "HELD_GOODS_PURCHASED"
    }
  }

  private func name(of effect: Effect) -> String {
    switch effect {
    case .requestPayment: "requestPayment"
    case .refund: "refund"
    case .creditWallet: "creditWallet"
    case .notifyBuyer: "notifyBuyer"
    case .fulfil: "fulfil"
    case .notifyFactory: "notifyFactory"
    case .renewSession: "renewSession"
    case .requestOrderPayment: "requestOrderPayment"
    case .refundOrder: "refundOrder"
    case .bookShipment: "bookShipment"
    case .cancelShipment: "cancelShipment"
    case .disburse: "disburse"
    case .payOut: "payOut"
    }
  }

  private func assertNamesOccurOnce(_ record: Record, line: UInt = #line) {
    switch record {
    case .fields(let fields):
      XCTAssertEqual(Set(fields.map { $0.name }).count, fields.count, "\(fields.map { $0.name })", line: line)
      for field in fields { assertNamesOccurOnce(field.value, line: line) }
    case .list(let records): for record in records { assertNamesOccurOnce(record, line: line) }
    case .null, .flag, .integer, .text, .instant, .money: break
    }
  }
}
