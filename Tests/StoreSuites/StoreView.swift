package import GrosirCore
package import GrosirEngine
package import GrosirJSON
import GrosirTesting
import grosir

/// Everything that can be seen of a store after a scenario: what is printed of it, and what it keeps.
package struct StoreView: Equatable {
  package let report: String
  package let events: [LoggedEvent]
  package let refusals: [RefusedCommand]
  package let balances: Set<AccountBalance>
  package let lastEvent: Int64
  package let deadlines: [Deadline]
  package let histories: [EventSubject: [Int64]]
  package let statements: [Account: [Journal.Statement]]

  /// Runs a scenario on a store, and looks at all there is.
  package init(_ scenario: Scenario, on store: some GrosirStore) async throws {
    var replay = Replay(scenario, on: store)
    do throws(StoreError) {
      try await replay.run()
    } catch {
      throw ExpectationFailure("the store threw \(error.debugDescription)")
    }
    let report = ReplayReport(replay, of: scenario).json.printed(.indented)
    try await self.init(of: scenario.tenant, in: store, report: report)
  }

  /// Looks at all there is of a tenant.
  package init(of tenant: TenantID, in store: some GrosirStore, report: String = "") async throws {
    self.report = report
    events = try await store.events(of: nil, in: tenant, after: 0, limit: 100_000)
    refusals = try await store.refusals(of: tenant, after: 0, limit: 100_000)
    let kept = try await store.balances(of: tenant)
    balances = Set(kept.balances)
    lastEvent = kept.lastEvent
    deadlines = try await store.deadlines(dueBy: .latest, limit: 100_000)
    histories = try await StoreView.histories(of: events, in: tenant, store)
    statements = try await StoreView.statements(of: kept.balances, in: tenant, store)
  }

  private static func histories(
    of events: [LoggedEvent], in tenant: TenantID, _ store: some GrosirStore
  ) async throws -> [EventSubject: [Int64]] {
    var subjects: Set<EventSubject> = []
    for logged in events { logged.dated.event.forEachSubject { subjects.insert($0) } }
    var histories: [EventSubject: [Int64]] = [:]
    for subject in subjects {
      histories[subject] = try await store.events(of: subject, in: tenant, after: 0, limit: 100_000).map { $0.number }
    }
    return histories
  }

  private static func statements(
    of balances: [AccountBalance], in tenant: TenantID, _ store: some GrosirStore
  ) async throws -> [Account: [Journal.Statement]] {
    var statements: [Account: [Journal.Statement]] = [:]
    for balance in balances {
      var place: Journal.Place?
      repeat {
        let page = try await store.statement(
          of: balance.account, in: balance.balance.currency, of: tenant, from: place, limit: 3)
        statements[balance.account, default: []].append(page)
        place = page.next
      } while place != nil
    }
    return statements
  }

  /// Checks that another store shows the same, and says first what differs.
  package func expectSame(as other: StoreView) throws {
    try expect(report == other.report, "the reports differ:\n\(report)\n\(other.report)")
    try expectEqual(events.count, other.events.count, "how many events there are")
    for (mine, others) in zip(events, other.events) {
      try expect(mine == others, "event \(mine.number): \(mine.dated) and \(others.dated)")
    }
    try expectEqual(refusals, other.refusals, "the refusals")
    try expectEqual(balances, other.balances, "the balances")
    try expectEqual(lastEvent, other.lastEvent, "the last event")
    try expectEqual(deadlines, other.deadlines, "the deadlines")
    try expectEqual(histories, other.histories, "the histories")
    try expectEqual(statements, other.statements, "the statements")
  }
}
