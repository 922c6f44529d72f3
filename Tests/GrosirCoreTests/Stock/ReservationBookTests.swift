import GrosirCore
import GrosirTesting
import XCTest

/// Stock and reservations by example (SPEC §7).
final class ReservationBookTests: XCTestCase {
  private let noon = Instant.epoch
  private let note = AdjustmentID(literal: "delivery note 1")

  private func after(_ minutes: Int32) -> Instant { noon.adding(.minutes(minutes)) ?? .latest }

  private func key(_ text: StaticString) -> StockKey { StockHistory.key("\(text)") }

  private func order(_ text: StaticString) -> OrderID { OrderID(literal: text) }

  /// A book with so many units of M and of L.
  private func book(m: Int, l: Int = 0) throws -> ReservationBook {
    var book = ReservationBook()
    for (text, units) in [("M", m), ("L", l)] where units > 0 {
      try book.adjust(try book.handle(of: StockHistory.key(text)), by: units, .receipt, reference: note, at: noon)
    }
    return book
  }

  private func count(_ book: borrowing ReservationBook, _ text: StaticString) -> StockCount? {
    book.existingHandle(of: key(text)).map { book.level(of: $0).count }
  }

  /// The error that an operation throws, which leaves the book as it was.
  private func refusal(
    _ book: inout ReservationBook, _ body: (inout ReservationBook) throws(StockError) -> Void
  ) -> StockError? {
    do throws(StockError) {
      try body(&book)
      return nil
    } catch {
      return error
    }
  }

  // MARK: Reserve

  func testAllLinesOrNoneAndEveryShortLineIsReported() throws {
    var book = try book(m: 3, l: 5)
    let lines = [
      StockLine(key("M"), 2), StockLine(key("L"), 5), StockLine(key("M"), 2), StockLine(key("XL"), 1),
      StockLine(key("L"), 1),
    ]
    let refused = refusal(&book) { book throws(StockError) in
      try book.reserve(lines, for: order("a"), at: after(0))
    }
    let expected = [("M", 4, 3), ("L", 6, 5), ("XL", 1, 0)].map { text, asked, available in
      StockError.Shortage(key: StockHistory.key(text), asked: asked, available: available)
    }
    XCTAssertEqual(refused, .insufficient(expected))
    XCTAssertEqual(refused?.code, "insufficient")
    XCTAssertEqual(count(book, "M"), StockCount(onHand: 3))
    XCTAssertEqual(count(book, "L"), StockCount(onHand: 5))
    XCTAssertNil(book.existingHandle(of: order("a")), "a refused order's name was kept")
    XCTAssertNil(book.existingHandle(of: key("XL")), "an unknown key's name was kept")
    XCTAssertEqual(book.movementCount, 2)
  }

  func testTheSameOrderGetsTheSameReservation() throws {
    var book = try book(m: 5, l: 5)
    let made = try book.reserve([StockLine(key("M"), 3), StockLine(key("L"), 1)], for: order("a"), at: after(0))
    XCTAssertTrue(made.isNew)
    let again = try book.reserve(
      [StockLine(key("L"), 1), StockLine(key("M"), 1), StockLine(key("M"), 2)], for: order("a"), at: after(1))
    XCTAssertFalse(again.isNew)
    XCTAssertEqual(again.reservation, made.reservation)
    for lines in [[StockLine(key("M"), 3)], [StockLine(key("M"), 3), StockLine(key("L"), 2)]] {
      let refused = refusal(&book) { book throws(StockError) in
        try book.reserve(lines, for: order("a"), at: after(1))
      }
      XCTAssertEqual(refused, .conflict(order("a")))
    }
    try book.release(made.reservation, .cancelled, at: after(2))
    let anew = try book.reserve([StockLine(key("M"), 4)], for: order("a"), at: after(3))
    XCTAssertTrue(anew.isNew)
    XCTAssertNotEqual(anew.reservation, made.reservation)
    XCTAssertEqual(count(book, "M"), StockCount(onHand: 5, reserved: 4))
  }

  func testAReservationExpiresAtItsExpiryAndNoSooner() throws {
    let beforeExpiry = try XCTUnwrap(after(15).subtracting(.milliseconds(1)))
    for (instant, isFree) in [(beforeExpiry, false), (after(15), true)] {
      var book = try book(m: 5)
      let made = try book.reserve([StockLine(key("M"), 5)], for: order("a"), at: noon)
      let handle = try XCTUnwrap(book.existingHandle(of: key("M")))
      XCTAssertEqual(book.available(handle, at: instant), isFree ? 5 : 0)
      XCTAssertEqual(book.sweep(at: instant, limit: 0).released, 0)
      let refused = refusal(&book) { book throws(StockError) in
        try book.reserve([StockLine(key("M"), 1)], for: order("b"), at: instant)
      }
      XCTAssertEqual(refused == nil, isFree)
      let late = refusal(&book) { book throws(StockError) in try book.consume(made.reservation, at: instant) }
      XCTAssertEqual(late, isFree ? .reservationExpired(at: after(15)) : nil)
    }
  }

  func testAnExpiredReservationIsNotConsumedSweptOrNot() throws {
    for sweeps in [false, true] {
      var book = try book(m: 5)
      let made = try book.reserve([StockLine(key("M"), 5)], for: order("a"), at: noon)
      if sweeps { XCTAssertEqual(book.sweep(at: after(15), limit: 10).released, 1) }
      let expired = StockError.reservationExpired(at: after(15))
      let consumed = refusal(&book) { book throws(StockError) in try book.consume(made.reservation, at: after(15)) }
      XCTAssertEqual(consumed, expired)
      let extended = refusal(&book) { book throws(StockError) in
        try book.extend(made.reservation, until: after(20), at: after(15))
      }
      XCTAssertEqual(extended, expired)
      let outcome = try book.release(made.reservation, .paymentFailed, at: after(15))
      XCTAssertEqual(outcome.state, .released(.expired))
      XCTAssertEqual(outcome.isNew, !sweeps)
    }
  }

  // MARK: What becomes of it

  func testConsumingAndReleasingAgainIsReportedAndTheOppositeIsRefused() throws {
    var book = try book(m: 5)
    let consumed = try book.reserve([StockLine(key("M"), 2)], for: order("a"), at: noon).reservation
    XCTAssertTrue(try book.consume(consumed, at: after(1)).isNew)
    XCTAssertFalse(try book.consume(consumed, at: after(20)).isNew)
    XCTAssertEqual(count(book, "M"), StockCount(onHand: 3))
    let release = refusal(&book) { book throws(StockError) in try book.release(consumed, .cancelled, at: after(1)) }
    XCTAssertEqual(release, .invalidTransition(from: .consumed, action: .release))
    let released = try book.reserve([StockLine(key("M"), 2)], for: order("b"), at: noon).reservation
    XCTAssertTrue(try book.release(released, .paymentFailed, at: after(1)).isNew)
    let again = try book.release(released, .cancelled, at: after(2))
    XCTAssertEqual(again.state, .released(.paymentFailed))
    XCTAssertFalse(again.isNew)
    let consume = refusal(&book) { book throws(StockError) in try book.consume(released, at: after(1)) }
    XCTAssertEqual(consume, .invalidTransition(from: .released(.paymentFailed), action: .consume))
    XCTAssertEqual(count(book, "M"), StockCount(onHand: 3))
  }

  func testAReservationIsExtendedUpToItsLongestLife() throws {
    var book = try book(m: 5)
    let made = try book.reserve([StockLine(key("M"), 2)], for: order("a"), at: noon).reservation
    for minutes: Int32 in [29, 43, 57, 60] {
      try book.extend(made, until: after(minutes), at: after(minutes - 15))
    }
    XCTAssertFalse(try book.extend(made, until: after(60), at: after(50)).isNew)
    let beyond = try XCTUnwrap(after(60).adding(.milliseconds(1)))
    let refused = refusal(&book) { book throws(StockError) in try book.extend(made, until: beyond, at: after(50)) }
    XCTAssertEqual(refused, .beyondLifetime(latest: after(60)))
    XCTAssertEqual(book.sweep(at: after(59), limit: 10).released, 0)
    XCTAssertEqual(book.sweep(at: after(60), limit: 10).released, 1)
  }

  func testWhatIsReservedUntilReleasedNeverExpires() throws {
    var book = try book(m: 5)
    let made = try book.reserve([StockLine(key("M"), 5)], for: order("set-aside"), lasting: .untilReleased, at: noon)
    XCTAssertEqual(book.sweep(at: .latest, limit: 10).released, 0)
    let refused = refusal(&book) { book throws(StockError) in
      try book.extend(made.reservation, until: after(1), at: noon)
    }
    XCTAssertEqual(refused, .neverExpires)
    let expired = refusal(&book) { book throws(StockError) in
      try book.release(made.reservation, .expired, at: .latest)
    }
    XCTAssertEqual(expired, .notExpired(expiresAt: nil))
    XCTAssertTrue(try book.consume(made.reservation, at: .latest).isNew)
  }

  // MARK: Adjust, status, movements

  func testAnAdjustmentDoesNotPushStockBelowWhatIsReserved() throws {
    var book = try book(m: 5)
    let handle = try book.handle(of: key("M"))
    try book.reserve([StockLine(key("M"), 3)], for: order("a"), at: noon)
    let refused = refusal(&book) { book throws(StockError) in
      try book.adjust(handle, by: -3, .writeOff, reference: note, at: noon)
    }
    XCTAssertEqual(refused, .belowReserved(asked: -3, available: 2))
    let after = try book.adjust(handle, by: -2, .writeOff, reference: note, at: noon)
    XCTAssertEqual(after, StockCount(onHand: 3, reserved: 3))
    for (units, reason) in [(0, AdjustmentReason.correction), (-1, .receipt), (1, .writeOff), (.min, .correction)] {
      let refused = refusal(&book) { book throws(StockError) in
        try book.adjust(handle, by: units, reason, reference: note, at: noon)
      }
      XCTAssertEqual(refused?.code, "invalid", "\(reason) of \(units)")
    }
    let tooMany = refusal(&book) { book throws(StockError) in
      try book.adjust(handle, by: 1_000_000_000, .receipt, reference: note, at: noon)
    }
    XCTAssertEqual(tooMany, .tooManyUnits(asked: 1_000_000_000, onHand: 3))
  }

  func testStatusAndOverflow() throws {
    let limits = try StockLimits(reorderPoint: 4, maximum: 8)
    let levels: [(onHand: Int, reserved: Int, status: StockStatus, overflow: Int)] = [
      (0, 0, .outOfStock, 0), (9, 9, .outOfStock, 1), (4, 0, .lowStock, 0), (4, 3, .lowStock, 0), (5, 4, .inStock, 0),
      (8, 0, .inStock, 0), (12, 1, .inStock, 4),
    ]
    for (onHand, reserved, status, overflow) in levels {
      let level = StockLevel(try XCTUnwrap(StockCount(onHand: onHand, reserved: reserved)), limits: limits)
      XCTAssertEqual(level.status, status, "\(onHand) on hand, \(reserved) reserved")
      XCTAssertEqual(level.overflow, overflow, "\(onHand) on hand")
    }
    let unlimited = StockLevel(try XCTUnwrap(StockCount(onHand: 1)))
    XCTAssertEqual(unlimited.status, .inStock)
    XCTAssertEqual(unlimited.overflow, 0)
    XCTAssertEqual(StockStatus.allCases.map(\.rawValue), ["out_of_stock", "low_stock", "in_stock"])
    XCTAssertNil(StockCount(onHand: 1, reserved: 2))
    let invalid = thrown { () throws(StockError) in try StockLimits(reorderPoint: 5, maximum: 4) }
    XCTAssertEqual(invalid?.code, "invalid")
  }

  /// "Every change is a stock movement (before, after, cause, reference, instant)".
  func testEveryChangeIsAMovement() throws {
    var book = try book(m: 8)
    let made = try book.reserve([StockLine(key("M"), 3)], for: order("a"), at: after(1))
    try book.consume(made.reservation, at: after(2))
    try book.reserve([StockLine(key("M"), 2)], for: order("b"), at: after(3))
    book.sweep(at: after(18), limit: 1)
    let (first, second) = (order("a"), order("b"))
    let (earlier, reference) = (StockReference.reservation(.order(first)), StockReference.reservation(.order(second)))
    let expected: [(StockCount?, StockCount?, StockCause, StockReference, Instant)] = [
      (StockCount(onHand: 0), StockCount(onHand: 8), .adjusted(.receipt), .adjustment(note), noon),
      (StockCount(onHand: 8), StockCount(onHand: 8, reserved: 3), .reserved, earlier, after(1)),
      (StockCount(onHand: 8, reserved: 3), StockCount(onHand: 5), .consumed, earlier, after(2)),
      (StockCount(onHand: 5), StockCount(onHand: 5, reserved: 2), .reserved, reference, after(3)),
      (StockCount(onHand: 5, reserved: 2), StockCount(onHand: 5), .released(.expired), reference, after(18)),
    ]
    XCTAssertEqual(book.movementCount, expected.count)
    for (index, (before, after, cause, reference, instant)) in expected.enumerated() {
      let movement = book.movement(at: index)
      XCTAssertEqual(movement.key, key("M"))
      XCTAssertEqual(movement.before, before)
      XCTAssertEqual(movement.after, after)
      XCTAssertEqual(movement.cause, cause)
      XCTAssertEqual(movement.reference, reference)
      XCTAssertEqual(movement.instant, instant)
    }
  }

  /// A name that stands in a movement not yet kept elsewhere is not given to another order.
  func testAnOrderThatWasLetGoOfKeepsItsMovements() throws {
    var book = try book(m: 8)
    let made = try book.reserve([StockLine(key("M"), 3)], for: order("a"), at: noon)
    let handle = try XCTUnwrap(book.existingHandle(of: order("a")))
    XCTAssertFalse(book.letGo(of: handle), "an order with a reservation was let go of")
    try book.release(made.reservation, .cancelled, at: noon)
    XCTAssertEqual(book.forget(endedThrough: noon, limit: 5), 1)
    XCTAssertTrue(book.letGo(of: handle))
    XCTAssertFalse(book.letGo(of: handle))
    try book.reserve([StockLine(key("M"), 3)], for: order("b"), at: noon)
    XCTAssertEqual(book.movement(at: 1).reference, .reservation(.order(order("a"))))
    let stale = refusal(&book) { book throws(StockError) in
      try book.reserve([], for: handle, at: noon)
    }
    XCTAssertEqual(stale, .unknownOrder)
    let forgotten = refusal(&book) { book throws(StockError) in try book.consume(made.reservation, at: noon) }
    XCTAssertEqual(forgotten, .unknownReservation)
  }

  func testRulesAreChecked() throws {
    for (timeToLive, maxLifetime) in [(Timespan.zero, Timespan.minutes(1)), (.minutes(2), .minutes(1))] {
      let refused = thrown { () throws(StockError) in
        try ReservationRules(timeToLive: timeToLive, maxLifetime: maxLifetime)
      }
      XCTAssertEqual(refused?.code, "invalid")
    }
    XCTAssertEqual(ReservationRules.standard.timeToLive, .minutes(15))
    XCTAssertEqual(ReservationRules.standard.maxLifetime, .minutes(60))
  }

  func testEveryErrorSpeaks() throws {
    let shortage = StockError.Shortage(key: key("M"), asked: 4, available: 3)
    XCTAssertEqual(
      StockError.insufficient([shortage]).description,
      "not enough stock: 4 of platform/jakarta/M asked for, 3 available")
    XCTAssertEqual(
      StockError.reservationExpired(at: noon).description, "the reservation expired at 1970-01-01T00:00:00Z")
    XCTAssertEqual(
      StockError.belowReserved(asked: .min, available: 3).description,
      "9223372036854775808 units cannot go: only 3 are not reserved")
  }
}
