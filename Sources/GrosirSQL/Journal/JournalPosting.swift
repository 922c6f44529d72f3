import GrosirCore
import GrosirEngine

/// Entries that are about to be posted together: checked first, by the rules of ``Journal``, and written then.
///
/// A clock may jump back, but an account that somebody owns does not: an entry counts from its instant, or from the
/// last instant of such an account it concerns where that is later.
struct JournalPosting {
  private var accounts: [AccountPlace: Entry] = [:]
  private var order: [AccountPlace] = []
  private var entries: [Posted] = []
  private var counters: TenantCounters

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
    var sides: [(place: AccountPlace, amount: Int64)] = []
    for movement in entry.movements {
      let currency = movement.amount.currency
      sides.append((AccountPlace(account: movement.source, currency: currency), -movement.amount.amount))
      sides.append((AccountPlace(account: movement.target, currency: currency), movement.amount.amount))
    }
    var instant = entry.instant
    var sums: [AccountPlace: Int128] = [:]
    for (place, amount) in sides {
      let known = try bring(place, find)
      if place.account.owner != nil { instant = max(instant, known.lastInstant) }
      sums[place, default: Int128(known.balance)] += Int128(amount)
    }
    for (place, _) in sides { try settle(place, sums[place] ?? 0, at: instant) }
    post(entry, sides.map { ($0.place, $0.amount) }, at: instant)
  }

  private mutating func bring(
    _ place: AccountPlace, _ find: (Account, Currency) throws(SQLFailure) -> AccountState?
  ) throws(WorkFailure) -> AccountState {
    if let known = accounts[place] { return known.state }
    let found = try WorkFailure.database { () throws(SQLFailure) in try find(place.account, place.currency) }
    let state = found ?? AccountState(number: counters.takeAccount(), balance: 0, lastInstant: .earliest)
    accounts[place] = Entry(state: state, isNew: found == nil)
    order.append(place)
    return state
  }

  /// Notes what an account holds after an entry; or says why it may not.
  private mutating func settle(_ place: AccountPlace, _ sum: Int128, at instant: Instant) throws(WorkFailure) {
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

  private mutating func post(
    _ entry: JournalEntry, _ sides: [(place: AccountPlace, amount: Int64)], at instant: Instant
  ) {
    let postings = sides.map { place, amount in
      let state = accounts[place]?.state
      return (account: state?.number ?? 0, amount: amount, balance: state?.balance ?? 0)
    }
    entries.append(Posted(entry: entry, instant: instant, number: counters.takeEntry(), postings: postings))
  }

  // MARK: Saving

  /// Has what was counted in written, and notes which numbers are taken.
  mutating func save<Connection>(
    on writer: SQLWriter<Connection>, _ tenant: TenantID, _ counters: inout TenantCounters
  ) {
    guard !entries.isEmpty else { return }
    for place in order {
      guard let entry = accounts[place] else { continue }
      writer.save(entry.state, as: place, isNew: entry.isNew, tenant)
    }
    for posted in entries {
      let entry = posted.entry
      let instant = SQLValue.instant(posted.instant)
      writer.unsaved.post(
        entry, as: TenantKey(tenant: tenant, identity: entry.reference),
        [
          tenant.value, .integer(posted.number), .text(entry.reference.kind.rawValue),
          .text(entry.reference.id.text), .text(entry.subject.name), SQLValue(entry.subject.id), instant,
        ])
      for posting in posted.postings {
        writer.unsaved.addedPostings.append([
          tenant.value, .integer(self.counters.takePosting()), .integer(posted.number),
          .integer(posting.account), .integer(posting.amount), .integer(posting.balance), instant,
        ])
      }
    }
    counters = self.counters
  }
}
