import Foundation
import GrosirCore
package import GrosirEngine
package import GrosirJSON
import GrosirMemory
import GrosirTesting
import grosir

/// What every durable store has to show, whichever it is: that it keeps to the laws, and keeps the same as memory.
///
/// Each test throws what it finds first.
package struct StoreSuite<Kept: GrosirStore>: Sendable {
  /// Opens an empty store that remembers so many rows.
  package typealias Open = @Sendable (_ rowsRemembered: Int, _ hook: TransactionHook?) async throws -> Kept

  private let open: Open
  private let close: @Sendable (Kept) async throws -> Void

  /// As many rows as stores remember by themselves.
  private static var many: Int { 32_768 }

  /// The suite for stores that are opened and closed so.
  package init(open: @escaping Open, close: @escaping @Sendable (Kept) async throws -> Void) {
    self.open = open
    self.close = close
  }

  // MARK: Laws

  /// Every law, also where a store has forgotten what it read or wrote.
  package func verifyLaws(rowsRemembered: Int? = nil) async throws {
    for law in StoreLaw.allCases {
      let outcome = try await law.verify { hook in try await open(rowsRemembered ?? StoreSuite.many, hook) }
      try expectEqual(outcome, .held, law.rawValue)
    }
  }

  // MARK: The same as memory

  /// Whatever happens in a scenario that comes with the package, a store shows the same: outcomes, events, refusals,
  /// balances, reports; also one that remembers next to nothing, and reads again what it has forgotten.
  package func compareFixtures(rowsRemembered: Int? = nil) async throws {
    let fixtures = try ScenarioFixtures.all()
    try expect(fixtures.count >= 9, "there are scenarios to compare")
    for (name, scenario) in fixtures {
      try await named(name) { try await compare(scenario, rowsRemembered ?? StoreSuite.many) }
    }
  }

  /// Whatever happens in scenarios that nobody has thought of.
  ///
  /// - Returns: what was tried, in words.
  package func compareRandomScenarios(cases: Int) async throws -> String {
    let report = try await checkProperty(
      "a random scenario gives the same as in memory", cases: cases, minimumShares: ["refused": 0.5, "money": 0.3]
    ) { choices in
      let text = choices.scenario().text
      choices.note(text)
      let scenario = try DocumentReader().read(parsing: Array(text.utf8), as: .object(Scenario.self))
      let kept = try await compare(scenario, StoreSuite.many)
      if !kept.refusals.isEmpty { choices.count("refused") }
      if !kept.balances.isEmpty { choices.count("money") }
    }
    return "\(report)"
  }

  /// Nobody delivers anything until the scenario is over: then the same waits, in the same order.
  package func compareWhatIsAskedOfTheOutside() async throws {
    var names: Set<String> = []
    for (name, scenario) in try ScenarioFixtures.all() {
      try await named(name) {
        let store = try await open(StoreSuite.many, nil)
        let effects = try await UndeliveredStore(kept: store).effects(of: scenario)
        try await close(store)
        let expected = try await UndeliveredStore(kept: MemoryStore()).effects(of: scenario)
        try expectEqual(effects, expected, "what waits")
        names.formUnion(effects.map { $0.effect.name })
      }
    }
    try expect(names.count > 8, "many kinds of effects: \(names.sorted())")
  }

  /// Text that breaks queries, encoders and terminals goes in and comes out, or is refused; it never does anything.
  ///
  /// - Returns: what was tried, in words.
  package func compareHostileIdentities(cases: Int) async throws -> String {
    let report = try await checkProperty(
      "hostile identities round-trip", cases: cases, minimumShares: ["kept": 0.5, "refused": 0.1]
    ) { choices in
      let shop = HostileShop(choices)
      choices.note("\(shop)")
      let store = try await open(StoreSuite.many, nil)
      let kept = try await shop.use(store)
      try kept.expectSame(as: try await shop.use(MemoryStore()))
      try await close(store)
      if !kept.events.isEmpty { choices.count("kept") }
      if !kept.refusals.isEmpty { choices.count("refused") }
    }
    return "\(report)"
  }

  /// A command that comes again is answered as before and does nothing, also among many that are new.
  ///
  /// - Returns: what was tried, in words.
  package func giveCommandsAgain(cases: Int) async throws -> String {
    let report = try await checkProperty(
      "a command takes effect once", cases: cases, minimumShares: ["again": 0.9, "other content": 0.9]
    ) { choices in
      let store = try await open(StoreSuite.many, nil)
      var commands = RepeatedCommands(on: store)
      try await commands.run(choices)
      try await close(store)
    }
    return "\(report)"
  }

  // MARK: Comparing

  @discardableResult
  private func compare(_ scenario: Scenario, _ rowsRemembered: Int) async throws -> StoreView {
    let store = try await open(rowsRemembered, nil)
    let kept = try await StoreView(scenario, on: store)
    try await close(store)
    try kept.expectSame(as: try await StoreView(scenario, on: MemoryStore()))
    return kept
  }

  private func named(_ name: String, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      throw ExpectationFailure("\(name): \(error)")
    }
  }
}

/// The scenarios that come with the package.
package enum ScenarioFixtures {
  /// Where they are.
  static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/scenarios")
  }

  /// All of them, by name.
  package static func all() throws -> [(name: String, scenario: Scenario)] {
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".report.json") && !$0.hasSuffix(".schema.json") }
      .map { name in
        let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
        return (name, try DocumentReader().read(parsing: bytes, as: .object(Scenario.self)))
      }
  }
}

/// A store that lends out no effect, so that after a replay all of them wait.
struct UndeliveredStore<Kept: GrosirStore>: StoreWrapper {
  let kept: Kept

  func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] { [] }

  /// Runs a scenario, and lends out then what has been asked of the outside, in the order in which it is due.
  func effects(of scenario: Scenario) async throws -> [LeasedEffect] {
    var replay = Replay(scenario, on: self)
    try await replay.run()
    let now = Instant.latest.subtracting(.seconds(1)) ?? .epoch
    return try await kept.leaseEffects(LeaseRequest(by: "a test", at: now, until: .latest, limit: 100_000))
  }
}
