import GrosirCore
import GrosirEngine

/// Entries that are about to be posted together: checked first, by the rules of ``Journal``, and written then.
///
/// A clock may jump back, but an account that somebody owns does not: an entry counts from its instant, or from the
/// last instant of such an account it concerns where that is later.
struct JournalPosting {
  private var accounts: [Place: Entry] = [:]
  private var order: [Place] = []
  private var entries: [Posted] = []
  private var counters: TenantCounters

  private struct Place: Hashable {
    let account: Account
    let currency: Currency
  }

  private struct Entry {
    var state: AccountState
    let isNew: Bool
  }

  private struct Posted {
    let entry: JournalEntry
    let instant: Instant
    let number: Int64
    var postings: [(account: Int64, amount: Int64, balance: Int64)]
  }

  /// Begins, with the numbers that are free.
  init(_ counters: TenantCounters) { self.counters = counters }

  /// Checks an entry and counts it in; nothing if it was posted before.
  ///
  /// - Parameters:
  ///   - known: the entry that has its reference, if there is one.
  ///   - find: finds an account.
  mutating func add(
    _ entry: JournalEntry, known: (EntryReference) throws(SQLFailure) -> JournalEntry?,
    find: (Account, Currency) throws(SQLFailure) -> AccountState?
  ) throws(WorkFailure) {
    let earlier: JournalEntry?
    if let own = entries.first(where: { $0.entry.reference == entry.reference })?.entry {
      earlier = own
    } else {
      earlier = try WorkFailure.database { () throws(SQLFailure) in try known(entry.reference) }
    }
    if let earlier {
      guard earlier.says(theSameAs: entry) else {
        throw .refused(.defect("\(JournalError.conflict(entry.reference))"))
      }
      return
    }
    var sides: [(place: Place, amount: Int64)] = []
    for movement in entry.movements {
      let currency = movement.amount.currency
      sides.append((Place(account: movement.source, currency: currency), -movement.amount.amount))
      sides.append((Place(account: movement.target, currency: currency), movement.amount.amount))
    }
    var instant = entry.instant
    var sums: [Place: Int128] = [:]
    for (place, amount) in sides {
      let known = try bring(place, find)
      if place.account.owner != nil { instant = max(instant, known.lastInstant) }
      sums[place, default: Int128(known.balance)] += Int128(amount)
    }
    for (place, _) in sides { try settle(place, sums[place] ?? 0, at: instant) }
    post(entry, sides.map { ($0.place, $0.amount) }, at: instant)
  }

  private mutating func bring(
    _ place: Place, _ find: (Account, Currency) throws(SQLFailure) -> AccountState?
  ) throws(WorkFailure) -> AccountState {
    if let known = accounts[place] { return known.state }
    let found = try WorkFailure.database { () throws(SQLFailure) in try find(place.account, place.currency) }
    let state = found ?? AccountState(number: counters.takeAccount(), balance: 0, lastInstant: .earliest)
    accounts[place] = Entry(state: state, isNew: found == nil)
    order.append(place)
    return state
  }

  /// Notes what an account holds after an entry; or says why it may not.
  private mutating func settle(_ place: Place, _ sum: Int128, at instant: Instant) throws(WorkFailure) {
    guard let balance = Int64(exactly: sum) else {
      throw .refused(.limitReached("\(JournalError.balanceOverflow(place.account, place.currency))"))
    }
    guard balance >= 0 || place.account.mayBeNegative else {
      let holds = Money(accounts[place]?.state.balance ?? 0, place.currency)
      let error = JournalError.overdrawn(place.account, holds: holds, wouldHold: Money(balance, place.currency))
      throw .refused(.defect("\(error)"))
    }
    accounts[place]?.state.balance = balance
    if place.account.owner != nil { accounts[place]?.state.lastInstant = instant }
  }

  private mutating func post(_ entry: JournalEntry, _ sides: [(place: Place, amount: Int64)], at instant: Instant) {
    let postings = sides.map { place, amount in
      let state = accounts[place]?.state
      return (account: state?.number ?? 0, amount: amount, balance: state?.balance ?? 0)
    }
    entries.append(Posted(entry: entry, instant: instant, number: counters.takeEntry(), postings: postings))
  }

  // MARK: Writing

  /// Writes what was counted in, and notes which numbers are taken.
  mutating func write<Connection: SQLConnection>(
    _ tenant: TenantID, _ counters: inout TenantCounters, on connection: Connection,
    _ note: (Account, Currency, AccountState) -> Void
  ) throws(SQLFailure) {
    guard !entries.isEmpty else { return }
    try writeAccounts(tenant, on: connection, note)
    for posted in entries {
      let entry = posted.entry
      let instant = SQLValue.integer(posted.instant.millisecondsSince1970)
      try connection.run(
        JournalStatements.addEntry,
        [
          .text(tenant.text), .integer(posted.number), .text(entry.reference.kind.rawValue),
          .text(entry.reference.id.text), .text(entry.subject.name), SQLValue(entry.subject.id), instant,
        ])
      for posting in posted.postings {
        try connection.run(
          JournalStatements.addPosting,
          [
            .text(tenant.text), .integer(self.counters.takePosting()), .integer(posted.number),
            .integer(posting.account), .integer(posting.amount), .integer(posting.balance), instant,
          ])
      }
    }
    counters = self.counters
  }

  private func writeAccounts<Connection: SQLConnection>(
    _ tenant: TenantID, on connection: Connection, _ note: (Account, Currency, AccountState) -> Void
  ) throws(SQLFailure) {
    for place in order {
      guard let entry = accounts[place] else { continue }
      let (state, last) = (entry.state, SQLValue.integer(entry.state.lastInstant.millisecondsSince1970))
      if entry.isNew {
        try connection.run(
          JournalStatements.addAccount,
          [
            .text(tenant.text), .integer(state.number), .text(place.account.name), .text(place.account.owner ?? ""),
            .text(place.currency.code), .integer(state.balance), last,
          ])
      } else {
        try connection.run(
          JournalStatements.changeAccount, [.integer(state.balance), last, .text(tenant.text), .integer(state.number)])
      }
      note(place.account, place.currency, state)
    }
  }
}
