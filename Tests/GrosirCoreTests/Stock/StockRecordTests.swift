import GrosirCore
import GrosirTesting
import XCTest

/// Receipts and refusals about stock are the same again from their records; events and commands have records.
final class StockRecordTests: XCTestCase {
  private var key: StockKey { StockExample.key("M") }
  private let a = OrderID(literal: "a")

  // MARK: Refusals

  /// Every case, chained so that a new one does not compile before it has its place here.
  func testEveryRefusal() {
    var found: [StockError] = []
    var next = StockError.invalid([Violation(FieldPath("lines").index(2).field("units"), .outOfRange, "wrong")])
    while true {
      found.append(next)
      guard let following = following(next) else { break }
      next = following
    }
    for error in found {
      XCTAssertEqual(StockError(record: error.record), error, error.code)
      XCTAssertEqual(error.record["code"], .text(error.code))
      XCTAssertFalse(error.description.isEmpty)
      assertNamesOccurOnce(error.record)
      assertNothingIsLost(error.record) { StockError(record: $0).map { $0.record } }
    }
    XCTAssertNil(StockError(record: ["code": "unheardOf"]))
    XCTAssertNil(StockError(record: .null))
  }

  private func following(_ error: StockError) -> StockError? {
    switch error {
    case .invalid:
      .insufficient([
        .init(key: key, asked: 5, available: 2), .init(key: StockExample.key("S"), asked: 1, available: 0),
      ])
    case .insufficient: .conflict(a)
    case .conflict: .belongsToOrder(a)
    case .belongsToOrder: .unknownReservation
    case .unknownReservation: .unknownOrder
    case .unknownOrder: .reservationExpired(at: StockExample.minute(1))
    case .reservationExpired: .invalidTransition(from: .reserved, action: .extend)
    case .invalidTransition(.reserved, _): .invalidTransition(from: .consumed, action: .release)
    case .invalidTransition(.consumed, _): .invalidTransition(from: .released(.paymentFailed), action: .consume)
    case .invalidTransition: .beyondLifetime(latest: StockExample.minute(2))
    case .beyondLifetime: .neverExpires
    case .neverExpires: .notExpired(expiresAt: nil)
    case .notExpired(nil): .notExpired(expiresAt: StockExample.minute(3))
    case .notExpired: .belowReserved(asked: -5, available: 2)
    case .belowReserved: .tooManyUnits(asked: 7, onHand: 999_999_999)
    case .tooManyUnits: .bookFull
    case .bookFull: .costOutOfRange
    case .costOutOfRange: nil
    }
  }

  // MARK: Receipts

  func testEveryReceipt() throws {
    var example = try StockExample()
    try assertIsTheSame(example.accept(StockExample.reserving("a", ["M": 3, "S": 1]), at: 0))
    try assertIsTheSame(example.accept(StockExample.reserving("b", ["M": 3], lasting: .untilReleased), at: 0))
    try assertIsTheSame(example.accept(ExtendReservation(a, until: StockExample.minute(20)), at: 0))
    try assertIsTheSame(example.accept(ExtendReservation(a, until: StockExample.minute(20)), at: 0))
    try assertIsTheSame(example.accept(ConsumeReservation(a), at: 0))
    try assertIsTheSame(example.accept(StockExample.reserving("a", ["M": 3, "S": 1]), at: 0))
    try assertIsTheSame(example.accept(ReleaseReservation(OrderID(literal: "b"), because: .cancelled), at: 0))
    try assertIsTheSame(example.accept(SweepReservations(limit: 1), at: 0))
    try assertIsTheSame(example.accept(SetStockLimits(key, reorderPoint: 1, maximum: 2), at: 0))
    try assertIsTheSame(example.accept(AdjustStock(key, by: -5, because: .writeOff), at: 0))
  }

  private func assertIsTheSame<Receipt: Recordable & Equatable>(_ receipt: Receipt, line: UInt = #line) {
    XCTAssertEqual(Receipt(record: receipt.record), receipt, line: line)
    assertNamesOccurOnce(receipt.record, line: line)
    assertNothingIsLost(receipt.record, line: line) { Receipt(record: $0).map { $0.record } }
  }

  /// A record that lacks a field is either not read, or read as another.
  private func assertNothingIsLost(_ record: Record, line: UInt = #line, _ read: (Record) -> Record?) {
    guard case .fields(let fields) = record else { return XCTFail("a record without fields", line: line) }
    for field in fields {
      let without = Record.fields(fields.filter { $0.name != field.name })
      XCTAssertNotEqual(read(without), record, "without \(field.name)", line: line)
    }
  }

  // MARK: Commands

  /// Each field that a command has makes another record: the same identity with another content is a conflict.
  func testEveryFieldOfACommandIsInItsRecord() throws {
    let other = OrderID(literal: "b")
    let rules = try ReservationRules(timeToLive: .minutes(1), maxLifetime: .minutes(2))
    let (line, later) = (StockLine(key, 1), StockExample.minute(9))
    assertAllDiffer([
      ReserveStock(a, [line]), ReserveStock(other, [line]), ReserveStock(a, [line, line]),
      ReserveStock(a, [line], lasting: .lasting(.minutes(15))), ReserveStock(a, [line], lasting: .untilReleased),
      ReserveStock(a, [line], under: rules),
    ])
    assertAllDiffer([
      ExtendReservation(a, until: later), ExtendReservation(other, until: later), ExtendReservation(a, until: .latest),
      ExtendReservation(a, until: later, under: rules),
    ])
    assertAllDiffer([ConsumeReservation(a), ConsumeReservation(other)])
    assertAllDiffer([
      ReleaseReservation(a, because: .cancelled), ReleaseReservation(other, because: .cancelled),
      ReleaseReservation(a, because: .expired),
    ])
    assertAllDiffer([SweepReservations(), SweepReservations(limit: 1)])
    let owner = StockKey(owner: OwnerID(literal: "seller"), location: key.location, variant: key.variant)
    let place = StockKey(owner: key.owner, location: LocationID(literal: "medan"), variant: key.variant)
    assertAllDiffer([
      AdjustStock(key, by: 1, because: .receipt), AdjustStock(owner, by: 1, because: .receipt),
      AdjustStock(place, by: 1, because: .receipt), AdjustStock(StockExample.key("S"), by: 1, because: .receipt),
      AdjustStock(key, by: 2, because: .receipt), AdjustStock(key, by: 1, because: .customerReturn),
      AdjustStock(key, by: 1, because: .receipt, reference: AdjustmentID(literal: "note")),
    ])
    assertAllDiffer([
      SetStockLimits(key, reorderPoint: nil, maximum: nil), SetStockLimits(owner, reorderPoint: nil, maximum: nil),
      SetStockLimits(key, reorderPoint: 1, maximum: nil), SetStockLimits(key, reorderPoint: nil, maximum: 1),
    ])
  }

  private func assertAllDiffer<Given: Command>(_ commands: [Given], line: UInt = #line) {
    XCTAssertEqual(Set(commands.map { $0.record }).count, commands.count, Given.name, line: line)
    for command in commands { assertNamesOccurOnce(command.record, line: line) }
  }

  // MARK: Events

  func testEveryEventHasARecord() throws {
    var example = try StockExample()
    try example.accept(SetStockLimits(key, reorderPoint: 3, maximum: 9), at: 0)
    try example.accept(StockExample.reserving("a", ["M": 3, "S": 1]), at: 0)
    try example.accept(ExtendReservation(a, until: StockExample.minute(20)), at: 0)
    try example.accept(ConsumeReservation(a), at: 0)
    try example.accept(StockExample.reserving("b", ["M": 2]), at: 0)
    try example.accept(SweepReservations(), at: 15)
    let names = [
      "INVENTORY_ADJUSTED", "INVENTORY_ADJUSTED", "INVENTORY_LIMITS_SET", "INVENTORY_RESERVED", "RESERVATION_EXTENDED",
      "INVENTORY_CONSUMED", "INVENTORY_RESERVED", "INVENTORY_RELEASED",
    ]
    XCTAssertEqual(example.eventNames, names)
    for dated in example.world.events {
      guard case .stock(let event) = dated.event else { return XCTFail("an event about something else") }
      XCTAssertEqual(dated.event.record["event"], .text(name(of: event)))
      XCTAssertEqual(dated.event.record["data"], event.record)
      assertNamesOccurOnce(dated.event.record)
    }
    let released = try XCTUnwrap(example.world.events.last).event.record["data"]
    XCTAssertEqual(released?["units"], .integer(2))
    XCTAssertEqual(released?["reason"], "expired")
    XCTAssertEqual(released?["reservation"]?["holder"]?["order"], "b")
    XCTAssertEqual(released?["reservation"]?["state"]?["name"], "released")
    guard case .list(let movements)? = released?["movements"] else { return XCTFail("no movements") }
    XCTAssertEqual(movements.map { $0["variant"] }, ["M"])
    XCTAssertEqual(movements.first?["before"], ["onHand": .integer(5), "reserved": .integer(2)])
    XCTAssertEqual(movements.first?["after"], ["onHand": .integer(5), "reserved": .integer(0)])
  }

  private func name(of event: StockEvent) -> String {
    switch event {
    case .limitsSet: "INVENTORY_LIMITS_SET"
    case .adjusted: "INVENTORY_ADJUSTED"
    case .reserved: "INVENTORY_RESERVED"
    case .extended: "RESERVATION_EXTENDED"
    case .consumed: "INVENTORY_CONSUMED"
    case .released: "INVENTORY_RELEASED"
    case .valued: "INVENTORY_VALUED"
    case .sold: "INVENTORY_SOLD"
    case .writtenOff: "INVENTORY_WRITTEN_OFF"
    case .listing(let event): event.name
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
