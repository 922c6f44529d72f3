/// The double-entry journal of one tenant: every movement of money there ever was, and what it adds up to (SPEC §9).
///
/// Entries are added and never changed. Each adds up to zero in every currency, so all accounts together do; a balance
/// is the sum of an account's postings, kept along with them.
///
///     var journal = Journal()
///     try journal.post(.payment(reference, of: Money(2_000_000, .idr), into: session, at: now))
///     journal.balance(of: .escrow(session), in: .idr)    // IDR 2000000
///     journal.balance(of: .gateway, in: .idr)            // IDR -2000000
///
/// It is a value, held in memory: what a store keeps in tables has the same rules.
public struct Journal: Sendable {
  /// The accounts.
  var accounts = AccountTable()

  /// The entries, in the order in which they were posted.
  private(set) var headers: [Header] = []

  /// The postings of all entries: of each movement first its source's, then its target's.
  private(set) var rows: [Row] = []

  /// The numbers of the entries, found by their references.
  private var numbers = HashedPlaces()

  /// All of an entry but its movements.
  struct Header: Sendable {
    let reference: EntryReference
    let subject: EntrySubject
    let instant: Instant
    /// The number of its first posting; it has all up to the next entry's first.
    let firstPosting: Int
  }

  /// One posting, with the way back to the account's posting before it.
  struct Row: Sendable {
    let account: Int
    let entry: Int
    let previous: Int
    let amount: Int64
    /// The account's balance after the whole entry.
    var balance: Int64
  }

  /// What became of an entry.
  public struct Receipt: Sendable, Hashable {
    /// The instant from which it counts.
    public let instant: Instant
    /// Whether it had been posted before, and nothing has changed.
    public let isRepeated: Bool
  }

  /// Creates an empty journal.
  public init() {}

  /// How many entries there are.
  public var count: Int { headers.count }

  /// Makes room for so many more entries.
  public mutating func reserveCapacity(_ entries: Int) {
    headers.reserveCapacity(headers.count + entries)
    rows.reserveCapacity(rows.count + 2 * entries)
    numbers.reserveCapacity(entries)
  }

  /// Posts an entry; once, however often it is given.
  ///
  /// A clock may jump back, but an account that somebody owns, an escrow, a wallet or a payable, does not: an entry
  /// counts from its instant, or from the last instant of such an account it concerns where that is later. So the
  /// history of each is in order of time, and what belongs to a period that was settled is all there (SPEC §2).
  ///
  /// - Complexity: O(m) in the number of movements, each O(1) amortized.
  /// - Returns: from when it counts, and whether it had been posted before.
  /// - Throws: ``JournalError/conflict(_:)`` if another entry has its reference;
  ///   ``JournalError/overdrawn(_:holds:wouldHold:)`` if a wallet would be below zero;
  ///   ``JournalError/balanceOverflow(_:_:)``. Then nothing has changed.
  @discardableResult
  public mutating func post(_ entry: JournalEntry) throws(JournalError) -> Receipt {
    let new = headers.count
    let hash = entry.reference.seededHash
    if let number = number(of: entry.reference, hash) {
      guard self.entry(at: number).says(theSameAs: entry) else { throw .conflict(entry.reference) }
      return Receipt(instant: headers[number].instant, isRepeated: true)
    }
    let (firstPosting, knownAccounts) = (rows.count, accounts.rows.count)
    var instant = entry.instant
    for movement in entry.movements {
      let currency = movement.amount.currency
      count(-movement.amount.amount, on: movement.source, currency, by: new, &instant)
      count(movement.amount.amount, on: movement.target, currency, by: new, &instant)
    }
    if let error = settleBalances(from: firstPosting) {
      undo(from: firstPosting, knownAccounts)
      throw error
    }
    for place in firstPosting..<rows.count { date(rows[place].account, instant) }
    numbers.add(new, hash)
    headers.append(
      Header(reference: entry.reference, subject: entry.subject, instant: instant, firstPosting: firstPosting))
    return Receipt(instant: instant, isRepeated: false)
  }

  /// Posts entries in their order: all of them, or none if one is refused.
  ///
  /// - Complexity: as posting each.
  /// - Throws: as ``post(_:)``, for the first that is refused; then nothing has changed.
  public mutating func post(all entries: [JournalEntry]) throws(JournalError) {
    guard entries.count > 1 else {
      if let entry = entries.first { try post(entry) }
      return
    }
    let (knownEntries, firstPosting, knownAccounts) = (headers.count, rows.count, accounts.rows.count)
    var dates: [(account: Int, lastInstant: Instant)] = []
    for entry in entries {
      for movement in entry.movements {
        for account in [movement.source, movement.target] where !account.isOfPlatform {
          guard let number = accounts.number(of: account, in: movement.amount.currency) else { continue }
          dates.append((number, accounts.rows[number].lastInstant))
        }
      }
      do throws(JournalError) {
        try post(entry)
      } catch {
        for number in knownEntries..<headers.count {
          numbers.remove(number, headers[number].reference.seededHash)
        }
        headers.removeSubrange(knownEntries...)
        for date in dates.reversed() { accounts.change(date.account) { $0.lastInstant = date.lastInstant } }
        undo(from: firstPosting, knownAccounts)
        throw error
      }
    }
  }

  /// Dates an account's next entry: not before an instant.
  mutating func date(_ account: Int, _ instant: Instant) {
    accounts.change(account) { row in
      if row.isOwned { row.lastInstant = max(row.lastInstant, instant) }
    }
  }

  // MARK: Posting

  private mutating func count(
    _ amount: Int64, on account: Account, _ currency: Currency, by entry: Int, _ instant: inout Instant
  ) {
    let number = accounts.numberAdding(account, in: currency)
    let place = rows.count
    var previous = -1
    accounts.change(number) { row in
      row.balance += Int128(amount)
      previous = row.lastPosting
      row.lastPosting = place
      instant = max(instant, row.lastInstant)
    }
    rows.append(Row(account: number, entry: entry, previous: previous, amount: amount, balance: 0))
  }

  /// Notes the balances after an entry; or says why they may not be so.
  private mutating func settleBalances(from firstPosting: Int) -> JournalError? {
    for place in firstPosting..<rows.count {
      let number = rows[place].account
      guard let balance = Int64(exactly: accounts.rows[number].balance) else {
        return .balanceOverflow(accounts.rows[number].account, accounts.rows[number].currency)
      }
      guard balance >= 0 || accounts.rows[number].mayBeNegative else {
        return overdrawn(accounts.rows[number], balance, firstPosting)
      }
      rows[place].balance = balance
    }
    return nil
  }

  private func overdrawn(_ account: AccountTable.Row, _ balance: Int64, _ firstPosting: Int) -> JournalError {
    .overdrawn(
      account.account, holds: before(account, firstPosting), wouldHold: Money(balance, account.currency))
  }

  /// What an account held before the postings from one on.
  private func before(_ account: AccountTable.Row, _ firstPosting: Int) -> Money {
    var place = account.lastPosting
    while place >= firstPosting { place = rows[place].previous }
    return Money(place < 0 ? 0 : rows[place].balance, account.currency)
  }

  private mutating func undo(from firstPosting: Int, _ knownAccounts: Int) {
    while rows.count > firstPosting {
      let row = rows.removeLast()
      accounts.change(row.account) { account in
        account.balance -= Int128(row.amount)
        account.lastPosting = row.previous
      }
    }
    accounts.keepFirst(knownAccounts)
  }

  // MARK: Reading

  /// What an account holds; nothing if nothing was ever posted to it.
  ///
  /// - Complexity: O(1) on average.
  public func balance(of account: Account, in currency: Currency) -> Money {
    guard let number = accounts.number(of: account, in: currency) else { return .zero(currency) }
    // Every entry was refused that would have made it anything else.
    return Money(Int64(accounts.rows[number].balance), currency)
  }

  /// The instant before which nothing is dated any more on an account that somebody owns; nil where nothing is yet.
  public func lastInstant(of account: Account, in currency: Currency) -> Instant? {
    guard !account.isOfPlatform, let number = accounts.number(of: account, in: currency) else { return nil }
    return accounts.rows[number].lastInstant
  }

  /// The entry of a reference, dated as it counts; nil if none was posted.
  public func entry(_ reference: EntryReference) -> JournalEntry? {
    number(of: reference, reference.seededHash).map { entry(at: $0) }
  }

  private func number(of reference: EntryReference, _ hash: UInt32) -> Int? {
    numbers.place(hash) { headers[$0].reference == reference }
  }

  /// The entries, in the order in which they were posted.
  ///
  /// - Complexity: O(1); each entry is put together when it is asked for.
  public var entries: some RandomAccessCollection<JournalEntry> {
    headers.indices.lazy.map { self.entry(at: $0) }
  }

  /// The entry of a number.
  func entry(at number: Int) -> JournalEntry {
    let header = headers[number]
    let end = number + 1 < headers.count ? headers[number + 1].firstPosting : rows.count
    let movements = stride(from: header.firstPosting, to: end, by: 2).map { place in
      let (source, target) = (accounts.rows[rows[place].account], accounts.rows[rows[place + 1].account])
      return Movement(
        source: source.account, target: target.account, amount: Money(rows[place + 1].amount, target.currency))
    }
    return JournalEntry(header.reference, about: header.subject, at: header.instant, moving: movements)
  }
}
