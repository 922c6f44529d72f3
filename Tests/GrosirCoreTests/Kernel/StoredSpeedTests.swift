import GrosirCore
import XCTest

/// What it costs to store the rows of a join, and to read them: printed, and beside each what an amount of money costs,
/// because times on shared machines can only be compared within one run.
final class StoredSpeedTests: XCTestCase {
  func testTheRowsOfAJoin() throws {
    var example = try SessionExample(product: { draft in
      draft.variants = (0..<12).map {
        Variant.Draft(id: "variant-\($0)", sku: "SKU-\($0)", name: "Size \($0)", unitsPerBundle: 3, tolerance: 50)
      }
    })
    let id = try example.buy("ayu", ["variant-3": 2, "variant-4": 1], at: SessionExample.hour(1))
    let participant = try XCTUnwrap(example.world.participants[id])
    let session = try XCTUnwrap(example.world.sessions[SessionExample.session])
    let key = StockPlace.platform.key(of: VariantID(literal: "variant-3"))
    let count = try XCTUnwrap(StockCount(onHand: 100, reserved: 3))
    let item = StockItem(key, StockLevel(count), lastInstant: SessionExample.hour(1))
    let event = DatedEvent(
      .session(SessionExample.session, .joined(participant)), at: SessionExample.hour(1))
    let money = Money(200_000, .idr)
    var isSame = true
    let base = try time { isSame = try isSame && Money(stored: money.stored) == money }
    XCTAssertTrue(isSame)
    print("money: \(base) ns stored and read")
    try measure("participant", participant.stored, against: base, { participant.stored }) {
      try Participant(stored: $0)
    }
    try measure("session", session.stored, against: base, { session.stored }) { try GroupSession(stored: $0) }
    try measure("stock item", item.stored, against: base, { item.stored }) { try StockItem(stored: $0) }
    try measure("joined", event.stored, against: base, { event.stored }) { try DatedEvent(stored: $0) }
    let progress = time { isSame = isSame && session.storedProgress["state"] != nil }
    let variant = time { isSame = isSame && session.storedVariant(at: 3)["ordered"] != nil }
    XCTAssertTrue(isSame)
    print("session in parts: where it stands \(progress) ns, one variant \(variant) ns")
  }

  private func measure<Value: Equatable>(
    _ name: String, _ record: Record, against base: Int, _ store: () -> Record, _ read: (Record) throws -> Value
  ) throws {
    let first = try read(record)
    XCTAssertEqual(store(), record, name)
    var kept = 0
    let stored = time { if case .fields(let fields) = store() { kept += fields.count } }
    let wasRead = try time { if try read(record) != first { kept = -1 } }
    XCTAssertGreaterThan(kept, 0, name)
    print("\(name): stored \(stored) ns, read \(wasRead) ns; \((stored + wasRead) / max(base, 1)) times an amount")
  }

  /// Nanoseconds of one of many.
  private func time(_ body: () throws -> Void) rethrows -> Int {
    let (clock, repetitions) = (ContinuousClock(), 20_000)
    let start = clock.now
    for _ in 0..<repetitions { try body() }
    let time = (clock.now - start).components
    return Int((time.seconds * 1_000_000_000 + time.attoseconds / 1_000_000_000) / Int64(repetitions))
  }
}
