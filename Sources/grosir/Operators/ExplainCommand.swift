import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory

/// `grosir explain`: why a number is what it is at the end of a scenario.
struct ExplainCommand: Command {
  static let name = "explain"
  static let summary = "why a number is what it is: a stock, a balance, what may be sold; step by step"
  static let words = ["KIND", "ID"]
  static let options: [Option] = [.pretty, .format, .steps, .until, .store]
  static let help = """
    Runs a scenario, as "grosir replay" does, and tells why a number is what it is when it ends: every change of it, who
    made it and what it came to, counted from the event log alone, and held against what is kept.

    usage: grosir explain [--pretty] [--format json] [--steps N] [--until INSTANT] [--store memory] KIND ID [FILE]

      KIND ID          onHand, reserved or available, and a stock: OWNER/LOCATION/VARIANT
                       balance, and an account: gateway, escrow/SESSION, wallet/BUYER, factoryPayable/FACTORY,
                         sellerPayable/SELLER, sales, inventory, costOfGoods, writeOffs, platformFees, withdrawals,
                         disputes, bank; with /CURRENCY behind it where it holds several
                       availability, and a variant of a session: SESSION/VARIANT
      FILE             the scenario; "-" or nothing for standard input
      --pretty         for people, in place of JSON
      --format json    one JSON document (default)
      --steps N        how many changes are listed, the last ones (default 100); all are counted
      --until INSTANT  how it is at an instant, such as 2026-03-03T12:00:00+07:00, in place of the end
      --store memory   where it is run (default, and the only one so far)

    The scenario is what "grosir replay --help" shows:

      {"start": "2026-03-02T09:00:00+07:00", "products": [],
       "steps": [
         {"at": "+0m", "adjustStock": {"owner": "rina", "location": "jakarta", "variant": "M", "units": 8,
                                       "reason": "receipt", "reference": "delivery 1"}},
         {"at": "+10m", "reserveStock": {
           "order": "cart-1", "lines": [{"owner": "rina", "location": "jakarta", "variant": "M", "units": 3}]}},
         {"at": "+20m", "consumeReservation": {"order": "cart-1"}},
         {"at": "+21m", "reserveStock": {
           "order": "cart-2", "lines": [{"owner": "rina", "location": "jakarta", "variant": "M", "units": 4}]}},
         {"at": "+40m", "adjustStock": {"owner": "rina", "location": "jakarta", "variant": "M", "units": 1,
                                        "reason": "return", "reference": "return 1"}}]}

    and of it "grosir explain --pretty available rina/jakarta/M" says:

      What is available of rina/jakarta/M is 6 at Mon 2 Mar, 09:40

        when             by         what      of          change  total
        Mon 2 Mar 09:00  warehouse  receipt   delivery 1      +8      8
                  09:10  shop       reserved  cart-1          −3      5
                  09:21  shop       reserved  cart-2          −4      1
                  09:40  warehouse  expired   cart-2          +4      5
                  09:40  warehouse  return    return 1        +1      6

      That is what is kept: 6.

    exit status 1 also where there is no such number, or a step did not end as expected; 70 also where the log does not
    come to what is kept.

    examples:

      grosir explain --pretty available rina/jakarta/hoodie-m Fixtures/scenarios/a-retail-day.json
      grosir explain --pretty balance wallet/budi Fixtures/scenarios/withdrawals-and-payouts.json
      grosir explain --until 2026-03-03T12:00:00+07:00 availability march/M Fixtures/scenarios/a-first-look.json

    """

  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) async throws(Failure) -> Answer {
    let (word, id) = (arguments.words[0], arguments.words[1])
    guard let kind = NumberQuestion.Kind(rawValue: word) else {
      let kinds = NumberQuestion.Kind.allCases.map { $0.rawValue }
      let nearest = NameSuggestion.nearest(to: word, among: kinds).map { "; did you mean \($0)?" } ?? ""
      throw .misuse("KIND is one of \(kinds.joined(separator: ", "))\(nearest)", command: ExplainCommand.name)
    }
    let shop = try await ReplayedShop(
      running: try read(bytes, as: Scenario.self), on: MemoryStore(), until: arguments.until)
    let known = try await shop.numbers(of: kind)
    let currencies = Set(known.compactMap { $0.currency }).sorted { $0.code < $1.code }
    let meant = NumberQuestion.readings(of: kind, id, in: currencies).filter { known.contains($0) }
    guard let question = meant.first, meant.count == 1 else {
      throw .unknown(kind.rawValue, id, among: known.map { $0.id }, meaning: meant.map { $0.id })
    }
    let found = try await shop.ask { (engine) async throws(StoreError) in
      try await engine.explanation(of: question, in: shop.tenant, at: shop.end, limit: arguments.steps)
    }
    guard let explanation = found else { throw .defect("nothing is known of \(question.description)") }
    let output =
      arguments.isPretty
      ? ExplanationView(explanation: explanation, palette: Palette(usesColor: usesColor)).text
      : JSONValue(explanation.record).printed(.indented) + "\n"
    let failure: Failure? =
      explanation.agrees
      ? shop.failure : .defect("the log does not come to what is kept of \(explanation.question.description)")
    return Answer(output, but: failure)
  }
}

extension NumberQuestion {
  /// The currency it is in, if it is in one.
  fileprivate var currency: Currency? {
    if case .balance(of: _, in: let currency) = self { currency } else { nil }
  }
}

extension ReplayedShop {
  /// The numbers of a kind that there are, in order of first mention.
  fileprivate func numbers(of kind: NumberQuestion.Kind) async throws(Failure) -> [NumberQuestion] {
    if kind == .balance {
      let kept = try await ask { (engine) async throws(StoreError) in try await engine.store.balances(of: tenant) }
      return TrialBalance(of: kept.balances).lines.map { .balance(of: $0.account, in: $0.balance.currency) }
    }
    var numbers: [NumberQuestion] = []
    var known: Set<NumberQuestion> = []
    try await forEachEvent { logged in
      for number in logged.dated.event.numbers(of: kind) where known.insert(number).inserted { numbers.append(number) }
    }
    return numbers
  }
}

extension Event {
  /// The numbers of a kind that it is the first to be about, perhaps.
  fileprivate func numbers(of kind: NumberQuestion.Kind) -> [NumberQuestion] {
    var numbers: [NumberQuestion] = []
    switch (kind, self) {
    case (.onHand, .stock(let event)): event.forEachKey { numbers.append(.onHand($0)) }
    case (.reserved, .stock(let event)): event.forEachKey { numbers.append(.reserved($0)) }
    case (.available, .stock(let event)): event.forEachKey { numbers.append(.available($0)) }
    case (.availability, .session(let session, .created(_, let rules, _))):
      numbers = rules.composition.variants.map { .availability(of: $0, in: session) }
    default: break
    }
    return numbers
  }
}
