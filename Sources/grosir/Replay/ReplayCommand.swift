import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory

/// `grosir replay`: a scenario of timed commands, run through the whole engine.
struct ReplayCommand: Command {
  static let name = "replay"
  static let summary = "a session's whole life: who joins, pays and leaves, what locks and why, and every rupiah"
  static let keepsFiles = true
  static let options: [Option] = [.pretty, .format, .summary, .events, .until, .store, .schema]
  static var schema: String { ScenarioSchema.document.printed(.indented) + "\n" }
  static let help = """
    Runs a scenario, products and timed commands, through the whole engine, and prints what happened: a timeline with
    everybody's answers, availability with reasons where it changes, the settlement, how what was sold is fulfilled and
    what that leaves over, and where every unit and every rupiah went.

    usage: grosir replay [--pretty] [--format json] [--summary] [--events] [--until INSTANT]
                         [--store memory | --store sqlite:PATH | --store postgresql://…] [FILE]

      FILE             the scenario; "-" or nothing for standard input
      --pretty         for people, in place of JSON
      --format json    one JSON document (default)
      --summary        only what it comes to: no timeline, no participants
      --events         only what happened, for other systems: a CloudEvents 1.0 document (JSON) on each line
      --until INSTANT  stop at an instant, such as 2026-03-03T12:00:00+07:00, and show how things stand then
      --store memory   where it is run: in memory (default), in an SQLite file with --store sqlite:PATH, or in a
                       PostgreSQL database with --store postgresql://USER@HOST/DATABASE; its tables are made if there
                       are none, and may have no history of the scenario's tenant yet
      --schema         print the JSON schema of scenarios instead

    The scenario:

      {"start": "2026-03-02T09:00:00+07:00",
       "products": [
         {"id": "hoodie", "basePrice": 200000, "target": 20,
          "variants": [{"id": "S", "unitsPerBundle": 2, "tolerance": 4},
                       {"id": "M", "unitsPerBundle": 5, "tolerance": 10}]}],
       "steps": [
         {"at": "+0m", "createSession": {"session": "march", "tiers": [{"threshold": 2500, "price": 150000}]}},
         {"at": "+1h", "joinSession": {"participant": "ani", "basket": {"M": 10}, "paid": true}},
         {"at": "+2h", "joinSession": {"participant": "budi", "basket": {"M": 5}}, "expect": "notAcceptable"},
         {"at": "+3h", "joinSession": {"participant": "citra", "basket": {"S": 2}}},
         {"at": "+4h", "confirmPayment": {"participant": "citra"}}]}

      at        an instant, or the time since the start: +90s, +1d2h30m; steps are run as they stand, so the clock may
                  jump back
      verbs     putProduct, putFactory, putLocation, createSession, joinSession, confirmPayment, leaveSession,
                  lapseHolds, reversePayment, refuseRefund, announceNearExpiry, moveToRules, setAsideStock,
                  closeSession, cancelSession, fulfilSession, placeAnotherOrder, markPurchaseOrder, receiveGoods,
                  orderForStock, reportOverdue, reserveStock, extendReservation, consumeReservation,
                  releaseReservation, sweepReservations, adjustStock, setStockLimits,
                  requestWithdrawal, runWithdrawalBatch, completeWithdrawal, failWithdrawal, settlePayee,
                  paySettlement,
                  placeOrder, beginOrderPayment, confirmOrderPayment, failOrderPayment, expireOrders, cancelOrder,
                  bookShipment, shipOrder, recordTracking, refundOrder, registerSeller, activateSeller,
                  suspendSeller, putListing, switchListing, syncListings
      expect    "accepted", the code of a refusal ("notAcceptable") or why money goes back ("alreadyPaid"); where it
                  comes out otherwise, the problem names the step
      command   the command's identity: the same again is answered as before, and does nothing

    What may be left out: the session or product where there is only one; a join's quote and a payment's amount, which
    are then the right ones; a payment's reference, which is then the participant's or the order's name. "paid" pays at
    once. The orders of checkout c are c/1, c/2 and so on; its total may be left out too, and a refund's amount. Holds
    lapse, fills are announced, sessions close and goods are reported overdue by themselves, when they are due; what a
    session sold is fulfilled by a step. "grosir replay --schema" has all.

    exit status 1 also where a step did not end as expected, 70 also where the account does not add up.

    examples:

      grosir replay --pretty Fixtures/scenarios/hoodie-m-locks-and-unlocks.json
      grosir replay --pretty --until 2026-03-03T12:00:00+07:00 Fixtures/scenarios/pledge-opens-a-bundle.json
      grosir replay --pretty Fixtures/scenarios/a-full-life-on-consignment.json
      grosir replay --summary Fixtures/scenarios/awkward-payments.json
      grosir replay --events Fixtures/scenarios/a-retail-day.json

    """

  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) async throws(Failure) -> Answer {
    let scenario = try read(bytes, as: Scenario.self)
    if arguments.isEvents, arguments.isPretty || arguments.isSummary {
      throw .misuse("--events has a form of its own; leave out --pretty and --summary", command: ReplayCommand.name)
    }
    switch arguments.store {
    case .memory: return try await answer(scenario, on: MemoryStore(), arguments, usesColor: usesColor)
    case .durable(let place):
      return try await place.writing { store throws(Failure) in
        try await checkIsNew(scenario.tenant, in: store)
        return try await self.answer(scenario, on: store, arguments, usesColor: usesColor)
      }
    }
  }

  /// Refuses a store in which something happened already: the report would be about that, too.
  private func checkIsNew(_ tenant: TenantID, in store: some GrosirStore) async throws(Failure) {
    let first = try await Failure.ofStore { () async throws(StoreError) in
      try await store.events(of: nil, in: tenant, after: 0, limit: 1)
    }
    guard first.isEmpty else {
      throw .misuse("the store has a history of \(tenant.text) already; name an empty one", command: ReplayCommand.name)
    }
  }

  private func answer(
    _ scenario: Scenario, on store: some GrosirStore, _ arguments: Arguments, usesColor: Bool
  ) async throws(Failure) -> Answer {
    let keepsTimeline = !arguments.isSummary && !arguments.isEvents
    var replay = Replay(scenario, on: store, until: arguments.until, keepsTimeline: keepsTimeline)
    do throws(StoreError) {
      try await replay.run()
    } catch {
      throw .defect(error.debugDescription)
    }
    let report = ReplayReport(replay, of: scenario, until: arguments.until, isSummary: arguments.isSummary)
    let failure = failure(of: report) ?? replay.unmetExpectations
    if arguments.isEvents { return Answer(try await events(of: scenario.tenant, in: store), but: failure) }
    let output =
      arguments.isPretty
      ? ReplayView(report: report, palette: Palette(usesColor: usesColor)).text
      : report.json.printed(.indented) + "\n"
    return Answer(output, but: failure)
  }

  /// What happened, each as other systems take it, on a line of its own.
  private func events(of tenant: TenantID, in store: some GrosirStore) async throws(Failure) -> String {
    var lines = ""
    var last: Int64 = 0
    do throws(StoreError) {
      while true {
        let page = try await store.events(of: nil, in: tenant, after: last, limit: 10_000)
        guard let newest = page.last else { return lines }
        for logged in page { lines += CloudEvent(logged).json.printed() + "\n" }
        last = newest.number
      }
    } catch {
      throw .defect(error.debugDescription)
    }
  }

  /// What is wrong although there is a report: it does not add up.
  private func failure(of report: ReplayReport) -> Failure? {
    report.checks.first { !$0.holds }.map { check in
      .defect("the account does not add up: \(check.name) is \(check.counted) and should be \(check.kept)")
    }
  }
}

extension CloudEvent {
  /// An event as it stands in the log.
  init(_ logged: LoggedEvent) {
    self.init(
      logged.dated, number: logged.number, of: logged.tenant, from: logged.command, by: logged.actor,
      givenAt: logged.now)
  }
}
