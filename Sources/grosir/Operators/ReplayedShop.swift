import GrosirCore
import GrosirEngine
import GrosirJSON

/// A scenario that was run, for questions about how it ended.
struct ReplayedShop<Store: GrosirStore> {
  /// Answers questions.
  let engine: Engine<Store>
  /// Whose everything is.
  let tenant: TenantID
  /// When it ended: the instant that was asked for, or the last at which anything was done.
  let end: Instant
  /// What is wrong with the scenario, although it was run.
  let failure: Failure?

  /// Runs a scenario on an empty store.
  init(running scenario: Scenario, on store: Store, until limit: Instant?) async throws(Failure) {
    var replay = Replay(scenario, on: store, until: limit, keepsTimeline: false)
    do throws(StoreError) {
      try await replay.run()
    } catch {
      throw .defect(error.debugDescription)
    }
    engine = Engine(store)
    tenant = scenario.tenant
    end = limit ?? replay.lastInstant
    failure = replay.unmetExpectations
  }

  /// Asks the engine.
  func ask<Answer>(
    _ question: (Engine<Store>) async throws(StoreError) -> Answer
  ) async throws(Failure) -> Answer {
    do throws(StoreError) {
      return try await question(engine)
    } catch {
      throw .defect(error.debugDescription)
    }
  }
}

extension ReplayedShop {
  /// Visits everything that happened, in order.
  func forEachEvent(_ body: (LoggedEvent) -> Void) async throws(Failure) {
    var last: Int64 = 0
    while true {
      let after = last
      let page = try await ask { (engine) async throws(StoreError) in
        try await engine.store.events(of: nil, in: tenant, after: after, limit: 10_000)
      }
      guard let newest = page.last else { return }
      for logged in page { body(logged) }
      last = newest.number
    }
  }
}

extension Failure {
  /// There is nothing of a kind that has a name, or several things may be meant by it.
  static func unknown(_ kind: String, _ id: String, among known: [String], meaning meant: [String]) -> Failure {
    func listed(_ names: some Sequence<String>) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
    guard meant.isEmpty else { return .unknown("\(kind) \"\(id)\" may mean several: \(listed(meant))") }
    let nearest = NameSuggestion.nearestFirst(to: id, among: known).prefix(5)
    let others = nearest.isEmpty ? "there is none at all" : "the nearest are \(listed(nearest))"
    return .unknown("there is no \(kind) \"\(id)\": \(others)")
  }
}

extension Replay {
  /// The steps that did not end as their writer expected, as what is wrong with the scenario; nil if all did.
  var unmetExpectations: Failure? {
    guard !surprises.isEmpty else { return nil }
    return .unmet(
      surprises.map { surprise in
        Violation(
          FieldPath("steps").index(surprise.step).field("expect"), .inconsistent,
          "is \"\(surprise.expected.rawValue)\", but it came out as \"\(surprise.found.rawValue)\"")
      })
  }
}
