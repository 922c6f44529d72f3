import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// Whatever was reserved, extended, ended and made anew: a look finds just what looking at everything would.
final class StockMemoryTests: XCTestCase {
  private let names = ["a", "b", "c", "d", "e", "f"]
  private let sizes = ["S", "M", "L"]

  func testLooksFindWhatLookingAtEverythingFinds() async throws {
    let report = try await checkProperty(
      "looks find what looking at everything finds", cases: 1_500,
      minimumShares: ["several have expired": 0.2, "cut short": 0.1, "several are open": 0.3, "accepted": 0.5]
    ) { choices in
      let warehouse = try await LawWarehouse(in: MemoryStore(), units: 30)
      var now: Int64 = 0
      for step in 0..<choices.integer(in: 1...30) {
        now += choices.weighted([(4, 0), (4, choices.integer(in: 0...90_000)), (1, -choices.integer(in: 0...90_000))])
        let isAccepted = try await self.act(choices, at: now, "\(step)", in: warehouse)
        choices.count(isAccepted ? "accepted" : "refused")
        try await self.expectExactLooks(choices, at: now, in: warehouse)
      }
    }
    print(report)
  }

  private func instant(_ milliseconds: Int64) -> Instant {
    Instant(millisecondsSince1970: milliseconds) ?? .latest
  }

  /// Something is done with an order; returns whether it could be.
  private func act(
    _ choices: Choices, at now: Int64, _ id: String, in warehouse: LawWarehouse<MemoryStore>
  ) async throws -> Bool {
    let (name, now) = (choices.element(of: names), instant(now))
    let order = warehouse.order(name)
    switch choices.weighted([(6, 0), (2, 1), (2, 2), (3, 3), (1, 4)]) {
    case 0:
      let length = Timespan.seconds(choices.integer(in: 1...120))
      let lines = choices.list(1...2) { StockLine(warehouse.key($0.element(of: self.sizes)), $0.integer(in: 1...3)) }
      let span = choices.chance(1, in: 5) ? ReservationSpan.untilReleased : .lasting(length)
      return try await warehouse.refusal(of: ReserveStock(order, lines, lasting: span), as: id, at: now) == nil
    case 1: return try await warehouse.refusal(of: ConsumeReservation(order), as: id, at: now) == nil
    case 2:
      let command = ReleaseReservation(order, because: .cancelled)
      return try await warehouse.refusal(of: command, as: id, at: now) == nil
    case 3:
      let until = now.adding(.seconds(choices.integer(in: 1...120))) ?? now
      return try await warehouse.refusal(of: ExtendReservation(order, until: until), as: id, at: now) == nil
    default:
      let command = SweepReservations(limit: choices.integer(in: 1...3))
      return try await warehouse.refusal(of: command, as: id, at: now) == nil
    }
  }

  private func expectExactLooks(
    _ choices: Choices, at now: Int64, in warehouse: LawWarehouse<MemoryStore>
  ) async throws {
    var open: [Reservation] = []
    for name in names {
      guard let row = try await warehouse.keptReservation(of: name), row.life.state == .reserved else { continue }
      open.append(row)
    }
    let instant = instant(now + choices.integer(in: Int64(-1_000)...60_000))
    let due = open.filter { $0.life.isExpired(at: instant) }.sorted { $0.isReleasedBefore($1) }
    let limit = choices.integer(in: 1...4)
    if due.count > 1 { choices.count("several have expired") }
    if due.count > limit { choices.count("cut short") }
    let found = try await warehouse.found(.expired(through: instant, limit: limit))
    try expectEqual(found, due.prefix(limit).map { name(of: $0) }, "the first \(limit) that have expired")
    for size in sizes {
      let key = warehouse.key(size)
      let ofKey = due.filter { $0.lines.contains { $0.key == key } }.map { name(of: $0) }.sorted()
      try expectEqual(try await warehouse.found(.due(on: key, through: instant)).sorted(), ofKey, "due of \(size)")
      let ofVariant = open.filter { $0.lines.contains { $0.key == key } }.map { name(of: $0) }.sorted()
      if ofVariant.count > 1 { choices.count("several are open") }
      let read = StockRead.open(of: key.variant, after: nil, limit: limit)
      try expectEqual(try await warehouse.found(read), Array(ofVariant.prefix(limit)), "open of \(size)")
    }
  }

  private func name(of reservation: Reservation) -> String {
    guard case .order(let order) = reservation.holder else { return "a session's" }
    return order.text
  }
}
