package import Foundation
package import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting
import grosir

/// A scenario whose end an earlier version has stored: this version and every later one reads it, brought to its schema
/// first.
///
/// What is stored under `Fixtures/stored` is never written again. That of a later schema is added beside it by a test
/// with `GROSIR_STORED_FIXTURES=write`.
package struct GoldenLife {
  private let scenario: Scenario

  /// The scenario: goods of a factory and a warehouse, orders, wallets, payouts.
  package init() throws {
    let found = try ScenarioFixtures.all().first { $0.name == "a-full-life-under-warehouse.json" }
    guard let found else { throw ExpectationFailure("the scenario is not there") }
    scenario = found.scenario
  }

  /// Where what was stored under a schema is.
  package static func file(ofSchema number: Int, _ ending: String) -> URL {
    ScenarioFixtures.folder.deletingLastPathComponent()
      .appendingPathComponent("stored/a-full-life.schema-\(number).\(ending)")
  }

  /// Runs it on a store that is new.
  package func run(on store: some GrosirStore) async throws {
    var replay = Replay(scenario, on: store)
    try await replay.run()
  }

  /// What an earlier version stored is what this one would have, and every number agrees with the log.
  package func expectReadBack(by store: some GrosirStore) async throws {
    let found = try await Engine(store).reconciliation(of: scenario.tenant)
    guard found.differences.isEmpty, found.comparisons > 50 else {
      throw ExpectationFailure("of \(found.comparisons) comparisons differ: \(found.differences)")
    }
    let memory = MemoryStore()
    try await run(on: memory)
    let expected = try await StoreView(of: scenario.tenant, in: memory)
    guard expected.events.count > 50 else { throw ExpectationFailure("there are only \(expected.events.count) events") }
    try await StoreView(of: scenario.tenant, in: store).expectSame(as: expected)
  }

  /// Whoever gives the same commands again gets the same answers, and changes nothing.
  package func expectAnsweredAgain(by store: some GrosirStore) async throws {
    let before = try await events(in: store)
    try await run(on: store)
    guard try await events(in: store) == before else { throw ExpectationFailure("something was done once more") }
  }

  private func events(in store: some GrosirStore) async throws -> [LoggedEvent] {
    try await store.events(of: nil, in: scenario.tenant, after: 0, limit: 100_000)
  }
}
