import GrosirCore
import GrosirTesting
import XCTest

/// The commands about stock, one thing at a time (SPEC §7).
final class StockCommandTests: XCTestCase {
  private let a = OrderID(literal: "a")
  private var key: StockKey { StockExample.key("M") }

  // MARK: Reserving

  func testSeveralLinesOfOneStockAreSummed() throws {
    var example = try StockExample()
    let receipt = try example.accept(StockExample.reserving("a", ["M": 3, "S": 1, "M": 5]), at: 0)
    XCTAssertEqual(receipt.lines, [StockLine(StockExample.key("M"), 8), StockLine(StockExample.key("S"), 1)])
    XCTAssertEqual(receipt.expiresAt, StockExample.minute(15))
    XCTAssertEqual(receipt.state, .reserved)
    XCTAssertTrue(receipt.isNew)
    XCTAssertEqual([example.count("M"), example.count("S")], ["8/8", "8/1"])
    XCTAssertEqual(example.world.effects, [])
  }

  func testEveryShortLineIsTold() throws {
    var example = try StockExample()
    try example.accept(StockExample.reserving("a", ["M": 3]), at: 0)
    let refusal = try example.refusal(
      of: StockExample.reserving("b", ["XL": 1, "M": 3, "S": 8, "M": 3, "L": 2]), at: 0)
    XCTAssertEqual(
      refusal,
      .insufficient([
        .init(key: StockExample.key("XL"), asked: 1, available: 0), .init(key: key, asked: 6, available: 5),
        .init(key: StockExample.key("L"), asked: 2, available: 0),
      ]))
    XCTAssertEqual(example.count("S"), "8/0", "all lines or none")
    XCTAssertNil(example.reservation("b"))
  }

  func testWhatIsAskedForMustBeSomething() throws {
    var example = try StockExample()
    let rules = try ReservationRules(timeToLive: .minutes(1), maxLifetime: .minutes(2))
    var command = StockExample.reserving("a", ["M": 0, "M": 1_000_000_001, "S": 1, "M": .min, "M": .max])
    command.rules = rules
    command.span = .lasting(.minutes(3))
    guard case .invalid(let violations) = try example.refusal(of: command, at: 0) else { return XCTFail("accepted") }
    XCTAssertEqual(
      violations.map { "\($0.path.description) \($0.code)" },
      [
        "lines[0].units outOfRange", "lines[1].units tooLarge", "lines[3].units outOfRange", "lines[4].units tooLarge",
        "lasting outOfRange",
      ])
    for (span, isValid) in [(.zero, false), (.milliseconds(1), true), (.minutes(2), true)] as [(Timespan, Bool)] {
      (command.lines, command.span) = ([StockLine(key, 1)], .lasting(span))
      command.order = OrderID(unchecked: "\(span.milliseconds)")
      let isAccepted = if case .success = try example.world.run(command, at: .epoch) { true } else { false }
      XCTAssertEqual(isAccepted, isValid, "\(span)")
    }
    command.lines = []
    command.span = .standard
    guard case .invalid(let none) = try example.refusal(of: command, at: 0) else { return XCTFail("accepted") }
    XCTAssertEqual(none.map { "\($0.path.description) \($0.code)" }, ["lines missing"])
  }

  func testTheSameOrderHasTheSameReservation() throws {
    var example = try StockExample()
    let first = try example.accept(StockExample.reserving("a", ["M": 3, "S": 1]), at: 0)
    let events = example.world.events.count
    let again = try example.accept(StockExample.reserving("a", ["S": 1, "M": 1, "M": 2]), at: 14)
    XCTAssertFalse(again.isNew)
    XCTAssertEqual(again.lines, first.lines)
    XCTAssertEqual(again.expiresAt, first.expiresAt, "nothing was extended")
    XCTAssertEqual(example.world.events.count, events)
    for other in [["M": 3], ["M": 3, "S": 2], ["M": 3, "S": 1, "L": 1]] as [KeyValuePairs<String, Int>] {
      XCTAssertEqual(try example.refusal(of: StockExample.reserving("a", other), at: 14), .conflict(a))
    }
    try example.accept(ConsumeReservation(a), at: 14)
    let consumed = try example.accept(StockExample.reserving("a", ["M": 3, "S": 1]), at: 60)
    XCTAssertEqual(consumed.state, .consumed)
    XCTAssertFalse(consumed.isNew)
    XCTAssertEqual(try example.refusal(of: StockExample.reserving("a", ["M": 1]), at: 60), .conflict(a))
    XCTAssertEqual(example.count("M"), "5/0")
  }

  func testAfterAReleaseAnOrderReservesAnew() throws {
    var example = try StockExample()
    try example.accept(StockExample.reserving("a", ["M": 8]), at: 0)
    try example.accept(ReleaseReservation(a, because: .cancelled), at: 1)
    let anew = try example.accept(StockExample.reserving("a", ["S": 2]), at: 2)
    XCTAssertTrue(anew.isNew)
    XCTAssertEqual(anew.expiresAt, StockExample.minute(17))
    XCTAssertEqual([example.count("M"), example.count("S")], ["8/0", "8/2"])
    // Expired, and nobody has swept: it is released, then reserved anew.
    let expired = try example.accept(StockExample.reserving("a", ["M": 1]), at: 17)
    XCTAssertTrue(expired.isNew)
    XCTAssertEqual([example.count("M"), example.count("S")], ["8/1", "8/0"])
    XCTAssertEqual(example.eventNames.suffix(2), ["INVENTORY_RELEASED", "INVENTORY_RESERVED"])
  }

  /// At exactly its expiry a reservation has expired, and not a moment before.
  func testWhatHasExpiredIsFree() throws {
    var example = try StockExample()
    try example.accept(StockExample.reserving("a", ["M": 8]), at: 0)
    let justBefore = StockExample.minute(15).subtracting(.milliseconds(1)) ?? .latest
    guard case .failure(.insufficient) = try example.world.run(StockExample.reserving("b", ["M": 1]), at: justBefore)
    else { return XCTFail("sold twice") }
    // A refusal judges as if it were let go, and changes nothing.
    let refusal = try example.refusal(of: StockExample.reserving("b", ["M": 9]), at: 15)
    XCTAssertEqual(refusal, .insufficient([.init(key: key, asked: 9, available: 8)]))
    try example.accept(StockExample.reserving("b", ["M": 8]), at: 15)
    XCTAssertEqual(example.reservation("a")?.life.state, .released(.expired))
    XCTAssertEqual(example.count("M"), "8/8")
  }

  /// A clock that jumps back dates nothing before what it follows, and gives nobody more or less time.
  func testAClockThatJumpsBack() throws {
    var example = try StockExample()
    try example.accept(AdjustStock(key, by: 1, because: .receipt), at: 30)
    let receipt = try example.accept(StockExample.reserving("a", ["M": 9]), at: 0)
    XCTAssertEqual(receipt.expiresAt, StockExample.minute(45))
    XCTAssertEqual(example.item("M")?.lastInstant, StockExample.minute(30))
    try example.accept(ReleaseReservation(a, because: .cancelled), at: 1)
    XCTAssertEqual(example.reservation("a")?.life.lastInstant, StockExample.minute(30))
    // Reserved anew of another stock, it is still the same order.
    let anew = try example.accept(StockExample.reserving("a", ["S": 1]), at: 2)
    XCTAssertEqual(anew.expiresAt, StockExample.minute(45))
    XCTAssertEqual(example.reservation("a")?.life.madeAt, StockExample.minute(30))
  }

  /// Where units expire of which nobody spoke, each stock goes by its own last instant.
  func testWhatExpiresOnSeveralStocksIsDatedByEach() throws {
    var example = try StockExample()
    try example.accept(StockExample.reserving("a", ["M": 1, "S": 1]), at: 0)
    try example.accept(StockExample.reserving("b", ["S": 1], lasting: .untilReleased), at: 10)
    // Whoever releases looks at nothing else, so S is ahead, and the first is still open.
    try example.accept(ReleaseReservation(OrderID(literal: "b"), because: .cancelled), at: 40)
    XCTAssertEqual(example.count("S"), "8/1")
    try example.accept(StockExample.reserving("c", ["M": 1]), at: 20)
    XCTAssertEqual(example.reservation("a")?.life.lastInstant, StockExample.minute(20))
    XCTAssertEqual(example.item("M")?.lastInstant, StockExample.minute(20))
    XCTAssertEqual(example.item("S")?.lastInstant, StockExample.minute(40))
    XCTAssertEqual([example.count("M"), example.count("S")], ["8/1", "8/0"])
  }

  func testAReservationUntilReleasedNeverExpires() throws {
    var example = try StockExample()
    XCTAssertNil(try example.accept(StockExample.reserving("a", ["M": 8], lasting: .untilReleased), at: 0).expiresAt)
    XCTAssertEqual(try example.accept(SweepReservations(), at: .max).released, 0)
    let later = try example.refusal(of: StockExample.reserving("b", ["M": 1]), at: .max)
    XCTAssertEqual(later, .insufficient([.init(key: key, asked: 1, available: 0)]))
    XCTAssertEqual(
      try example.refusal(of: ExtendReservation(a, until: StockExample.minute(1)), at: 0), .neverExpires)
    XCTAssertEqual(
      try example.refusal(of: ReleaseReservation(a, because: .expired), at: .max), .notExpired(expiresAt: nil))
    XCTAssertTrue(try example.accept(ConsumeReservation(a), at: .max).isNew)
  }

  // MARK: Extending, consuming, releasing

  func testExtending() throws {
    var example = try StockExample()
    func until(_ minute: Int32) -> ExtendReservation { ExtendReservation(a, until: StockExample.minute(minute)) }
    XCTAssertEqual(try example.refusal(of: until(20), at: 0), .unknownReservation)
    try example.accept(StockExample.reserving("a", ["M": 1]), at: 0)
    XCTAssertEqual(try example.accept(until(60), at: 14), ReservationOutcome(.reserved, isNew: true))
    XCTAssertEqual(try example.accept(until(60), at: 20), ReservationOutcome(.reserved, isNew: false))
    XCTAssertEqual(try example.refusal(of: until(61), at: 20), .beyondLifetime(latest: StockExample.minute(60)))
    guard case .invalid(let violations) = try example.refusal(of: until(20), at: 20) else { return XCTFail("extended") }
    XCTAssertEqual(violations.map { $0.path.description }, ["until"])
    XCTAssertEqual(try example.accept(until(30), at: 20).state, .reserved, "it may be made shorter")
    XCTAssertEqual(try example.refusal(of: until(50), at: 30), .reservationExpired(at: StockExample.minute(30)))
    try example.accept(SweepReservations(), at: 30)
    XCTAssertEqual(try example.refusal(of: until(50), at: 30), .reservationExpired(at: StockExample.minute(30)))
    try example.accept(StockExample.reserving("a", ["M": 1]), at: 31)
    try example.accept(ReleaseReservation(a, because: .cancelled), at: 31)
    XCTAssertEqual(
      try example.refusal(of: until(50), at: 31), .invalidTransition(from: .released(.cancelled), action: .extend))
    XCTAssertEqual(example.eventNames.filter { $0 == "RESERVATION_EXTENDED" }.count, 2)
  }

  func testConsuming() throws {
    var example = try StockExample()
    XCTAssertEqual(try example.refusal(of: ConsumeReservation(a), at: 0), .unknownReservation)
    try example.accept(StockExample.reserving("a", ["M": 3, "S": 1]), at: 0)
    XCTAssertEqual(try example.accept(ConsumeReservation(a), at: 14), ReservationOutcome(.consumed, isNew: true))
    XCTAssertEqual([example.count("M"), example.count("S")], ["5/0", "7/0"])
    XCTAssertEqual(try example.accept(ConsumeReservation(a), at: 90), ReservationOutcome(.consumed, isNew: false))
    XCTAssertEqual(
      try example.refusal(of: ReleaseReservation(a, because: .cancelled), at: 90),
      .invalidTransition(from: .consumed, action: .release))
    let b = OrderID(literal: "b")
    try example.accept(StockExample.reserving("b", ["M": 3]), at: 90)
    XCTAssertEqual(
      try example.refusal(of: ConsumeReservation(b), at: 105), .reservationExpired(at: StockExample.minute(105)))
    try example.accept(SweepReservations(), at: 105)
    XCTAssertEqual(
      try example.refusal(of: ConsumeReservation(b), at: 105), .reservationExpired(at: StockExample.minute(105)))
    try example.accept(StockExample.reserving("b", ["M": 3]), at: 106)
    try example.accept(ReleaseReservation(b, because: .paymentFailed), at: 106)
    XCTAssertEqual(
      try example.refusal(of: ConsumeReservation(b), at: 106),
      .invalidTransition(from: .released(.paymentFailed), action: .consume))
  }

  func testReleasing() throws {
    var example = try StockExample()
    func release(_ reason: ReleaseReason) -> ReleaseReservation { ReleaseReservation(a, because: reason) }
    XCTAssertEqual(try example.refusal(of: release(.cancelled), at: 0), .unknownReservation)
    try example.accept(StockExample.reserving("a", ["M": 3]), at: 0)
    XCTAssertEqual(try example.refusal(of: release(.expired), at: 14), .notExpired(expiresAt: StockExample.minute(15)))
    let failed = ReservationState.released(.paymentFailed)
    XCTAssertEqual(try example.accept(release(.paymentFailed), at: 14), ReservationOutcome(failed, isNew: true))
    XCTAssertEqual(try example.accept(release(.cancelled), at: 14), ReservationOutcome(failed, isNew: false))
    XCTAssertEqual(example.count("M"), "8/0")
    // What has expired ends as expired, whatever the reason.
    try example.accept(StockExample.reserving("a", ["M": 3]), at: 20)
    XCTAssertEqual(try example.accept(release(.cancelled), at: 35).state, .released(.expired))
    guard case .stock(.released(_, let movements)) = example.world.events.last?.event else {
      return XCTFail("nothing is released")
    }
    XCTAssertEqual(movements.map { $0.cause }, [.released(.expired)])
  }

  // MARK: Sweeping

  func testSweepingReleasesTheOldestFirstUpToItsLimit() throws {
    var example = try StockExample()
    for (order, minutes) in [("d", 3), ("c", 1), ("b", 2), ("a", 2), ("e", 9)] as [(String, Int32)] {
      try example.accept(StockExample.reserving(order, ["M": 1], lasting: .lasting(.minutes(minutes))), at: 0)
    }
    try example.accept(ExtendReservation(OrderID(literal: "c"), until: StockExample.minute(4)), at: 0)
    let first = try example.accept(SweepReservations(limit: 2), at: 4)
    XCTAssertEqual([first.released, first.isComplete ? 1 : 0], [2, 0])
    XCTAssertEqual(released(example), ["a", "b"], "of those that expire at once, by name")
    let second = try example.accept(SweepReservations(limit: 2), at: 4)
    XCTAssertEqual([second.released, second.isComplete ? 1 : 0], [2, 1])
    XCTAssertEqual(released(example), ["a", "b", "d", "c"])
    let third = try example.accept(SweepReservations(limit: 2), at: 4)
    XCTAssertEqual([third.released, third.isComplete ? 1 : 0], [0, 1])
    XCTAssertEqual(example.count("M"), "8/1")
  }

  func testASweepHasALimit() throws {
    var example = try StockExample()
    for (limit, code) in [(0, .outOfRange), (.min, .outOfRange), (10_001, .tooLarge), (.max, .tooLarge)]
      as [(Int, Violation.Code)]
    {
      guard case .invalid(let violations) = try example.refusal(of: SweepReservations(limit: limit), at: 0) else {
        return XCTFail("\(limit) is accepted")
      }
      XCTAssertEqual(violations.map { "\($0.path.description) \($0.code)" }, ["limit \(code)"])
    }
    XCTAssertTrue(try example.accept(SweepReservations(limit: 10_000), at: 0).isComplete)
  }

  private func released(_ example: StockExample) -> [String] {
    example.world.events.compactMap { dated in
      guard case .stock(.released(let reservation, _)) = dated.event, case .order(let order) = reservation.holder
      else { return nil }
      return order.text
    }
  }

  // MARK: Adjusting

  func testAdjusting() throws {
    var example = try StockExample()
    try example.accept(StockExample.reserving("a", ["M": 5]), at: 0)
    XCTAssertEqual(
      try example.refusal(of: AdjustStock(key, by: -4, because: .writeOff), at: 1),
      .belowReserved(asked: -4, available: 3))
    let left = try example.accept(AdjustStock(key, by: -3, because: .writeOff), at: 1)
    XCTAssertEqual(left.count, StockCount(onHand: 5, reserved: 5))
    XCTAssertEqual(left.status, .outOfStock)
    XCTAssertEqual(
      try example.refusal(of: AdjustStock(key, by: 999_999_996, because: .receipt), at: 1),
      .tooManyUnits(asked: 999_999_996, onHand: 5))
    // What has expired is free for it, too.
    XCTAssertEqual(
      try example.accept(AdjustStock(key, by: -5, because: .correction), at: 15).count, StockCount.zero)
    XCTAssertEqual(example.reservation("a")?.life.state, .released(.expired))
    let returned = AdjustStock(key, by: 2, because: .customerReturn, reference: AdjustmentID(literal: "return 7"))
    try example.accept(returned, at: 16)
    guard case .stock(.adjusted(let movement)) = example.world.events.last?.event else { return XCTFail("no movement") }
    XCTAssertEqual(movement.reference, .adjustment(AdjustmentID(literal: "return 7")))
    XCTAssertEqual(movement.cause, .adjusted(.customerReturn))
  }

  func testAnAdjustmentWithoutAReferenceGoesBackToItsCommand() throws {
    var example = try StockExample()
    let id = CommandID(literal: "count of June")
    _ = try example.world.run(AdjustStock(key, by: -1, because: .correction), at: .epoch, id: id)
    guard case .stock(.adjusted(let movement)) = example.world.events.last?.event else { return XCTFail("no movement") }
    XCTAssertEqual(movement.reference, .adjustment(AdjustmentID(literal: "count of June")))
  }

  func testOnlyACorrectionGoesEitherWay() throws {
    var example = try StockExample()
    let allowed: [AdjustmentReason: [Int]] = [
      .receipt: [1], .customerReturn: [1], .writeOff: [-1], .correction: [-1, 1],
    ]
    for reason in AdjustmentReason.allCases {
      for units in [-1, 0, 1] {
        let outcome = try example.world.run(AdjustStock(key, by: units, because: reason), at: .epoch)
        guard case .failure(let refusal) = outcome else {
          XCTAssertEqual(allowed[reason]?.contains(units), true, "\(units) \(reason)")
          continue
        }
        XCTAssertEqual(allowed[reason]?.contains(units), false, "\(units) \(reason)")
        guard case .invalid(let violations) = refusal else { return XCTFail("\(refusal)") }
        XCTAssertEqual(violations.map { "\($0.path.description) \($0.code)" }, ["units outOfRange"])
      }
      let refusal = try example.refusal(of: AdjustStock(key, by: .min, because: reason), at: 0)
      guard case .invalid(let violations) = refusal else { return XCTFail("\(refusal)") }
      XCTAssertEqual(violations.map { "\($0.path.description) \($0.code)" }, ["units tooLarge"])
    }
  }

  func testLimits() throws {
    var example = try StockExample()
    try example.accept(StockExample.reserving("a", ["M": 8]), at: 0)
    func set(_ reorderPoint: Int?, _ maximum: Int?) -> SetStockLimits {
      SetStockLimits(key, reorderPoint: reorderPoint, maximum: maximum)
    }
    XCTAssertEqual(try example.accept(set(8, nil), at: 0).status, .outOfStock, "all of it is promised")
    XCTAssertEqual(try example.accept(set(8, nil), at: 15).status, .lowStock, "what has expired is free")
    let over = try example.accept(set(7, 7), at: 15)
    XCTAssertEqual([over.status.rawValue, "\(over.overflow)"], ["in_stock", "1"])
    XCTAssertEqual(example.item("M")?.level.limits, try StockLimits(reorderPoint: 7, maximum: 7))
    guard case .invalid(let violations) = try example.refusal(of: set(-1, 1_000_000_001), at: 15) else {
      return XCTFail("accepted")
    }
    XCTAssertEqual(
      violations.map { "\($0.path.description) \($0.code)" }, ["reorderPoint outOfRange", "maximum tooLarge"])
    guard case .invalid(let inOrder) = try example.refusal(of: set(8, 7), at: 15) else { return XCTFail("accepted") }
    XCTAssertEqual(inOrder.map { "\($0.path.description) \($0.code)" }, ["maximum inconsistent"])
    try example.accept(SetStockLimits(StockExample.key("XXL"), reorderPoint: nil, maximum: 0), at: 15)
    XCTAssertEqual(example.count("XXL"), "0/0", "of what was never there")
  }
}
