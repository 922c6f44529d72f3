import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting
import grosir

/// What a random scenario came to on some store: all that `grosir replay` would print of it.
struct ScenarioRun: Equatable {
  /// The report, or why there is none.
  let report: String
  /// Whether everything adds up in it.
  let addsUp: Bool
  /// Whether the store failed.
  let hasFailed: Bool

  /// Runs a scenario on a store.
  init(_ scenario: Scenario, on store: some GrosirStore) async {
    var replay = Replay(scenario, on: store)
    do throws(StoreError) {
      try await replay.run()
    } catch {
      (report, addsUp, hasFailed) = (error.debugDescription, false, true)
      return
    }
    let result = ReplayReport(replay, of: scenario)
    (report, addsUp, hasFailed) = (result.json.printed(.indented), result.addsUp, false)
  }

  /// The report but for whether an answer was given before, which it may have been if its first attempt was lost.
  var withoutRepetitions: [Substring] {
    report.split(separator: "\n").filter { !$0.contains("\"repeated\": true") }
      .map { $0.hasSuffix(",") ? $0.dropLast() : $0 }
  }
}

extension RandomScenario {
  /// The scenario as `grosir replay` reads it.
  func read() throws -> Scenario {
    try DocumentReader().read(parsing: Array(text.utf8), as: .object(Scenario.self))
  }
}
