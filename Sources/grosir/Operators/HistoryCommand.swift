import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory

/// `grosir history`: what happened to something in a scenario, by whose doing, and what it was before and after.
struct HistoryCommand: Command {
  static let name = "history"
  static let summary = "what happened to something: who did what when, and what it was before and after"
  static let words = ["KIND", "ID"]
  static let options: [Option] = [.pretty, .format, .steps, .until, .store]
  static let help = """
    Runs a scenario, as "grosir replay" does, and tells the history of one thing: who did what when, and what it was
    before and after.

    usage: grosir history [--pretty] [--format json] [--steps N] [--until INSTANT] [--store memory] KIND ID [FILE]

      KIND ID          session, product, order, purchaseOrder, factory, location, seller, withdrawal, and its identity
                       stock, and OWNER/LOCATION/VARIANT; listing, and RESELLER/VARIANT
                       wallet, and the buyer; factoryPayable or sellerPayable, and the factory or seller
      FILE             the scenario; "-" or nothing for standard input
      --pretty         for people, in place of JSON
      --format json    one JSON document (default)
      --steps N        how many events are listed, the last ones (default 100)
      --until INSTANT  up to an instant, such as 2026-03-03T12:00:00+07:00, in place of the end
      --store memory   where it is run (default, and the only one so far)

    The scenario is what "grosir replay --help" shows:

      {"start": "2026-03-02T09:00:00+07:00", "products": [],
       "steps": [
         {"at": "+0m", "adjustStock": {"owner": "rina", "location": "jakarta", "variant": "M", "units": 8,
                                       "reason": "receipt", "reference": "delivery 1"}},
         {"at": "+10m", "reserveStock": {
           "order": "cart-1", "lines": [{"owner": "rina", "location": "jakarta", "variant": "M", "units": 3}]}},
         {"at": "+20m", "consumeReservation": {"order": "cart-1"}}]}

    and of it "grosir history --pretty stock rina/jakarta/M" says:

      The history of stock rina/jakarta/M

        Mon 2 Mar
        09:00     warehouse       INVENTORY_ADJUSTED
                  onHand: 0 → 8
                  available: 0 → 8
                  status: out_of_stock → in_stock
        09:10     shop            INVENTORY_RESERVED
                  reserved: 0 → 3
                  available: 8 → 5
        09:20     warehouse       INVENTORY_CONSUMED
                  onHand: 8 → 5
                  reserved: 3 → 0

    exit status 1 also where nothing is known of it, or a step did not end as expected.

    examples:

      grosir history --pretty stock rina/jakarta/hoodie-m Fixtures/scenarios/a-retail-day.json
      grosir history --pretty purchaseOrder po-1 Fixtures/scenarios/a-full-life-on-consignment.json
      grosir history withdrawal budi-1 Fixtures/scenarios/withdrawals-and-payouts.json

    """

  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) async throws(Failure) -> Answer {
    let (word, id) = (arguments.words[0], arguments.words[1])
    guard let kind = EventSubject.Kind(rawValue: word) else {
      let kinds = EventSubject.Kind.allCases.map { $0.rawValue }
      let nearest = NameSuggestion.nearest(to: word, among: kinds).map { "; did you mean \($0)?" } ?? ""
      throw .misuse("KIND is one of \(kinds.joined(separator: ", "))\(nearest)", command: HistoryCommand.name)
    }
    let shop = try await ReplayedShop(
      running: try read(bytes, as: Scenario.self), on: MemoryStore(), until: arguments.until)
    let known = try await shop.subjects(of: kind)
    let meant = EventSubject.readings(of: kind, id).filter { known.contains($0) }
    guard let subject = meant.first, meant.count == 1 else {
      throw .unknown(kind.rawValue, id, among: known.map { $0.id }, meaning: meant.map { $0.id })
    }
    let (entries, earlier) = try await shop.history(of: subject, last: arguments.steps)
    let output: String
    if arguments.isPretty {
      let view = HistoryView(
        subject: subject, entries: entries, earlier: earlier, palette: Palette(usesColor: usesColor))
      output = view.text
    } else {
      let record: Record = [
        "kind": .text(kind.rawValue), "id": .text(subject.id), "earlierEvents": earlier.record,
        "events": entries.record,
      ]
      output = JSONValue(record).printed(.indented) + "\n"
    }
    return Answer(output, but: shop.failure)
  }
}

extension ReplayedShop {
  /// The things of a kind to which anything happened, in order of first mention.
  fileprivate func subjects(of kind: EventSubject.Kind) async throws(Failure) -> [EventSubject] {
    var subjects: [EventSubject] = []
    var known: Set<EventSubject> = []
    try await forEachEvent { logged in
      logged.dated.event.forEachSubject { subject in
        if subject.kind == kind, known.insert(subject).inserted { subjects.append(subject) }
      }
    }
    return subjects
  }

  /// The last entries of a history, and how many come before them.
  fileprivate func history(
    of subject: EventSubject, last count: Int
  ) async throws(Failure) -> (entries: [HistoryEntry], earlier: Int) {
    var entries: [HistoryEntry] = []
    var earlier = 0
    var place: Int64? = 0
    while let next = place {
      let page = try await ask { (engine) async throws(StoreError) in
        try await engine.history(of: subject, in: tenant, after: next, limit: 100_000)
      }
      entries += page.entries
      if entries.count > count {
        earlier += entries.count - count
        entries.removeFirst(entries.count - count)
      }
      place = page.next
    }
    return (entries, earlier)
  }
}

/// A history for people.
private struct HistoryView {
  let subject: EventSubject
  let entries: [HistoryEntry]
  let earlier: Int
  let palette: Palette

  private static let width = 100

  var text: String {
    var lines = [palette.painted("The history of \(subject.kind.rawValue.inWords) \(subject.id)", .strong), ""]
    if earlier > 0 { lines.append("  … \(Language.english.grouped(earlier)) before") }
    var day = ""
    for entry in entries {
      let today = ReplayWords.day(entry.instant)
      if today != day { lines.append("  \(palette.painted(today, .strong))") }
      day = today
      let name = palette.painted(entry.event, .strong)
      let late = entry.recordedAt == entry.instant ? "" : ", noticed \(ReplayWords.moment(entry.recordedAt))"
      let time = padded(ReplayWords.time(entry.instant), to: 8)
      lines.append("  \(time)  \(padded(abridged(entry.actor.text, to: 14), to: 14))  \(name)\(late)")
      lines += entry.changes.map { change in
        let values = "\(words(change.before)) → \(words(change.after))"
        return "            " + abridged("\(change.name): \(values)", to: HistoryView.width - 12)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(_ record: Record) -> String {
    switch record {
    case .null: "–"
    case .flag(let flag): flag ? "yes" : "no"
    case .integer(let number): Language.english.grouped(number)
    case .text(let text): text
    case .instant(let instant): ReplayWords.moment(instant)
    case .money, .list, .fields:
      Money(record: record).map { "\($0.currency.code) \(Language.english.grouped($0.amount))" }
        ?? JSONValue(record).printed(.compact)
    }
  }
}
