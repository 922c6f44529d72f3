import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting
import XCTest

/// SPEC §13: who did what when to something, and what it was before and after.
final class HistoryTests: XCTestCase {
  /// Each thing begins where it ended before, ends as it is kept, and is told the same in pages of any size.
  func testHistoriesHaveNoGaps() async throws {
    let report = try await checkProperty(
      "what something was before is what it was after", cases: 150,
      minimumShares: ["session": 0.9, "stock": 0.2, "wallet": 0.05, "purchaseOrder": 0.02]
    ) { choices in
      let scenario = choices.scenario()
      choices.note(scenario.text)
      let run = try await FinishedRun(of: scenario.read(), on: MemoryStore())
      for subject in try await run.subjects() {
        choices.count(subject.kind.rawValue)
        let whole = try await run.engine.history(of: subject, in: run.tenant, limit: 10_000)
        try expect(whole.next == nil && !whole.entries.isEmpty, "all of it on one page")
        var values: [String: Record] = [:]
        for change in whole.entries.flatMap({ $0.changes }) {
          try expectEqual(change.before, values[change.name] ?? change.before, "\(subject): \(change.name)")
          try expect(change.before != change.after, "\(subject): \(change.name) has changed")
          values[change.name] = change.after
        }
        try await run.expect(subject, toBe: values)
        let size = choices.integer(in: 1...7)
        var pages: [HistoryEntry] = []
        var next: Int64? = 0
        while let place = next {
          let page = try await run.engine.history(of: subject, in: run.tenant, after: place, limit: size)
          try expect(page.entries.count <= size, "a page of \(size)")
          pages += page.entries
          next = page.next
        }
        try expect(pages == whole.entries, "\(subject) in pages of \(size)")
      }
    }
    print(report)
  }

  /// SPEC §7, §13: what came, was promised and went out of a stock, and by whose doing.
  func testAStock() throws {
    let result = try Tool.run([
      "history", "stock", "rina/jakarta/hoodie-s", "Fixtures/scenarios/a-retail-day.json",
    ])
    guard case .object(let document) = try JSONValue(parsing: Array(result.output.utf8)),
      case .array(let events)? = document["events"]
    else { return XCTFail(result.problem) }
    let told = events.map { event -> String in
      guard case .object(let event) = event, case .string(let name)? = event["event"],
        case .string(let actor)? = event["by"], case .array(let changes)? = event["changes"]
      else { return "" }
      let words = changes.map { change -> String in
        guard case .object(let change) = change, case .string(let name)? = change["name"] else { return "" }
        return "\(name) \(change["before"]?.printed() ?? "") \(change["after"]?.printed() ?? "")"
      }
      return "\(actor) \(name): \(words.joined(separator: ", "))"
    }
    XCTAssertEqual(
      told,
      [
        "warehouse INVENTORY_ADJUSTED: onHand 0 8, available 0 8, status \"out_of_stock\" \"in_stock\"",
        "shop INVENTORY_RESERVED: reserved 0 1, available 8 7",
        "shop INVENTORY_RESERVED: reserved 1 3, available 7 5",
        "shop INVENTORY_RELEASED: reserved 3 2, available 5 6", "job INVENTORY_RELEASED: reserved 2 0, available 6 8",
        "shop INVENTORY_RESERVED: reserved 0 2, available 8 6",
        "warehouse INVENTORY_CONSUMED: onHand 8 6, reserved 2 0",
        "shop INVENTORY_RESERVED: reserved 0 1, available 6 5",
      ])
    let few = try Tool.run([
      "history", "--steps", "1", "stock", "rina/jakarta/hoodie-s", "Fixtures/scenarios/a-retail-day.json",
    ])
    XCTAssertTrue(few.output.contains("\"earlierEvents\": 7"), few.output)
    XCTAssertTrue(few.output.contains("\"before\": 6, \"after\": 5"), few.output)
    let unknown = try Tool.run(["history", "stock", "rina/medan/hoodie-s", "Fixtures/scenarios/a-retail-day.json"])
    XCTAssertEqual(unknown.status, 1)
    XCTAssertTrue(unknown.problem.contains("the nearest are"), unknown.problem)
  }

  /// A configuration's settings, before and after an operator changed them.
  func testSettings() throws {
    let result = try Tool.run([
      "history", "product", "shirt", "Fixtures/scenarios/rules-moved-and-stock-set-aside.json",
    ])
    XCTAssertEqual(result.status, 0, result.problem)
    XCTAssertTrue(result.output.contains(#"{"name": "version", "before": 1, "after": 2}"#), result.output)
  }
}

extension FinishedRun {
  /// Everything to which anything has happened.
  func subjects() async throws -> [EventSubject] {
    var subjects: Set<EventSubject> = []
    for logged in try await engine.store.events(of: nil, in: tenant, after: 0, limit: .max) {
      logged.dated.event.forEachSubject { subjects.insert($0) }
    }
    return subjects.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
  }

  /// Expects something to be kept as its history tells.
  func expect(_ subject: EventSubject, toBe values: [String: Record]) async throws {
    func number(_ name: String) -> Int { values[name].flatMap { Int(record: $0) } ?? 0 }
    func word(_ name: String) -> String? { values[name].flatMap { String(record: $0) } }
    switch subject {
    case .stock(let key):
      let found = try await engine.store.look(at: [.stock(.item(key))], of: tenant).stockItem(key)
      let level = found?.level ?? StockLevel(.zero)
      try expectEqual(number("onHand"), level.count.onHand, "on hand of \(key)")
      try expectEqual(number("available"), level.count.available, "available of \(key)")
      try expectEqual(word("status") ?? "out_of_stock", level.status.rawValue, "status of \(key)")
      try expectEqual(number("maximum"), level.limits.maximum ?? 0, "maximum of \(key)")
    case .session(let id):
      guard let session = try await engine.store.look(at: [.session(id)], of: tenant).session(id) else { return }
      try expectEqual(word("state"), session.state.rawValue, "state of \(id)")
      try expectEqual(number("escrow.\(session.escrow.currency.code)"), Int(session.escrow.amount), "escrow of \(id)")
      for (position, variant) in session.composition.variants.enumerated() {
        try expectEqual(number("\(variant.text).ordered"), session.tallies[position].ordered, "ordered in \(id)")
        try expectEqual(
          number("\(variant.text).tolerance"), session.rules.tolerance(at: position) ?? 0, "tolerance in \(id)")
      }
    case .purchaseOrder(let id):
      let order = try await engine.purchaseOrder(id, of: tenant)
      try expectEqual(word("status"), order?.status.rawValue, "status of \(id)")
    case .wallet(let buyer):
      let balance = try await engine.balance(of: .wallet(buyer), in: .idr, of: tenant)
      try expectEqual(number("balance.IDR"), Int(balance.amount), "wallet of \(buyer)")
    case .order(let id):
      guard let order = try await engine.store.look(at: [.order(.order(id))], of: tenant).order(id) else { return }
      try expectEqual(word("status"), order.status.rawValue, "status of \(id)")
    case .withdrawal(let id):
      try expectEqual(word("state"), try await engine.withdrawal(id, of: tenant)?.state.rawValue, "state of \(id)")
    case .product(let id):
      try expectEqual(number("version"), try await engine.product(id, of: tenant)?.version, "version of \(id)")
    case .seller(let id):
      try expectEqual(word("status"), try await engine.seller(id, of: tenant)?.status.rawValue, "status of \(id)")
    case .factory, .location, .payee, .listing: break
    }
  }
}
