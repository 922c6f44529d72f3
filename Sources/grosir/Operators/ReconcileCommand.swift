import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory

/// `grosir reconcile`: whether everything that is kept at the end of a scenario is what its log makes of nothing.
struct ReconcileCommand: Command {
  static let name = "reconcile"
  static let summary = "everything that is kept against the event log: every unit, every rupiah, every state"
  static let options: [Option] = [.pretty, .format, .until, .store]
  static let help = """
    Runs a scenario, as "grosir replay" does, and holds everything that is kept when it ends against what the event log
    makes of nothing: stocks against their movements and open reservations, balances against their entries, sessions
    against their participants and events, purchase orders against deliveries, orders against refunds and reservations,
    withdrawals and settlements against what was said of them. Every difference is listed with both numbers; there are
    never to be any.

    usage: grosir reconcile [--pretty] [--format json] [--until INSTANT] [--store memory] [FILE]

      FILE             the scenario; "-" or nothing for standard input
      --pretty         for people, in place of JSON
      --format json    one JSON document (default)
      --until INSTANT  at an instant, such as 2026-03-03T12:00:00+07:00, in place of the end
      --store memory   where it is run (default, and the only one so far)

    The scenario is what "grosir replay --help" shows:

      {"start": "2026-03-02T09:00:00+07:00", "products": [],
       "steps": [
         {"at": "+0m", "adjustStock": {"owner": "rina", "location": "jakarta", "variant": "M", "units": 8,
                                       "reason": "receipt"}},
         {"at": "+10m", "reserveStock": {
           "order": "cart-1", "lines": [{"owner": "rina", "location": "jakarta", "variant": "M", "units": 3}]}}]}

    and of it "grosir reconcile --pretty" says:

      Held against 2 events of the log:

        what     how many
        account         0
        order           1
        stock           1

      Everything agrees: 15 comparisons.

    exit status 1 also where a step did not end as expected, 70 also where anything differs.

    examples:

      grosir reconcile --pretty Fixtures/scenarios/a-checkout-day.json
      grosir reconcile Fixtures/scenarios/a-full-life-on-consignment.json

    """

  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) async throws(Failure) -> Answer {
    let shop = try await ReplayedShop(
      running: try read(bytes, as: Scenario.self), on: MemoryStore(), until: arguments.until)
    let result = try await shop.ask { (engine) async throws(StoreError) in
      try await engine.reconciliation(of: shop.tenant)
    }
    let output =
      arguments.isPretty
      ? ReconciliationView(result: result, palette: Palette(usesColor: usesColor)).text
      : JSONValue(result.record).printed(.indented) + "\n"
    let failure: Failure? =
      result.agrees ? shop.failure : .defect("what is kept is not what the log makes: \(result.differenceCount) differ")
    return Answer(output, but: failure)
  }
}
