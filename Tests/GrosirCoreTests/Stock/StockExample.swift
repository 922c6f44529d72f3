import GrosirCore
import GrosirTesting
import XCTest

/// A warehouse with some of S and M on a plain store, and what can be asked of it in few words.
struct StockExample {
  var world = SessionWorld()

  /// Eight of S and eight of M are on hand.
  init() throws {
    for size in ["S", "M"] { try accept(AdjustStock(Self.key(size), by: 8, because: .receipt), at: 0) }
  }

  static func key(_ size: String) -> StockKey { StockHistory.key(size) }

  /// So many minutes after everything began.
  static func minute(_ number: Int32) -> Instant { Instant.epoch.adding(.minutes(number)) ?? .latest }

  /// A command to reserve: of each size so many.
  static func reserving(
    _ order: String, _ lines: KeyValuePairs<String, Int>, lasting span: ReservationSpan = .standard
  ) -> ReserveStock {
    ReserveStock(OrderID(unchecked: order), lines.map { StockLine(key($0.key), $0.value) }, lasting: span)
  }

  @discardableResult
  mutating func accept<Given: Command>(
    _ command: Given, at minute: Int32, line: UInt = #line
  ) throws -> Given.Receipt where Given.Refusal == StockError {
    switch try world.run(command, at: Self.minute(minute)) {
    case .success(let receipt): return receipt
    case .failure(let refusal):
      XCTFail("\(refusal)", line: line)
      throw refusal
    }
  }

  /// Why a command is refused, by which nothing may change.
  mutating func refusal<Given: Command>(
    of command: Given, at minute: Int32, line: UInt = #line
  ) throws -> StockError where Given.Refusal == StockError {
    let before = world
    guard case .failure(let refusal) = try world.run(command, at: Self.minute(minute)) else {
      throw ExpectationFailure("\(command) is accepted")
    }
    XCTAssertEqual(world.stock, before.stock, line: line)
    XCTAssertEqual(world.reservations, before.reservations, line: line)
    XCTAssertEqual(world.events.count, before.events.count, line: line)
    return refusal
  }

  func item(_ size: String) -> StockItem? { world.stock[Self.key(size)] }

  /// On hand and reserved: `8/3`.
  func count(_ size: String) -> String {
    item(size).map { "\($0.level.count.onHand)/\($0.level.count.reserved)" } ?? "never heard of"
  }

  func reservation(_ order: String) -> Reservation? { world.reservations[.order(OrderID(unchecked: order))] }

  var eventNames: [String] { world.events.map { $0.event.name } }
}
