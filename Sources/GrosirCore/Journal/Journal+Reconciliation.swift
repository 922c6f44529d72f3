/// Something that does not agree when balances are counted again from the entries (SPEC §9).
public enum JournalDifference: Sendable, Hashable {
  /// The balance that is kept is not the sum of the account's postings; either may be nothing at all.
  case balance(Account, kept: Money, recounted: Money)
  /// The sum of the account's postings is not an `Int64` count.
  case uncountable(Account, Currency)
  /// A balance is kept twice.
  case keptTwice(Account, Currency)
  /// The wallet is below zero.
  case overdrawn(Account, Money)
  /// Several entries have this reference.
  case repeated(EntryReference)
}

extension Journal {
  /// Counts all balances again from nothing but entries, and lists every difference to those that are kept.
  ///
  /// For an operator's reconciliation: a store gives what it keeps in its tables. There are never to be any.
  ///
  /// - Parameters:
  ///   - balances: What is kept, each account and currency once; what is not among them is kept as nothing.
  ///   - entries: All entries there are, in any order.
  /// - Returns: repeated references in order, then the differences of accounts, by currency and account.
  /// - Complexity: O(n log n) in the number of accounts and of repeated references, O(p) in the number of postings.
  public static func differences(
    between balances: some Sequence<AccountBalance>, and entries: some Sequence<JournalEntry>
  ) -> [JournalDifference] {
    var recount = JournalRecount()
    for entry in entries { recount.count(entry) }
    return recount.differences(to: balances)
  }

  /// Counts all balances again, and lists every difference to those that were kept along.
  ///
  /// - Complexity: O(p + n log n) in the number of postings and accounts.
  public func differences() -> [JournalDifference] { Journal.differences(between: balances, and: entries) }
}

/// All balances counted again, entry by entry, for whoever does not have all entries at once.
///
///     var recount = JournalRecount()
///     for entry in entries { recount.count(entry) }
///     recount.differences(to: balances)    // []
///
/// It keeps the accounts and the references it has met, so that it knows one that comes again.
public struct JournalRecount: Sendable {
  private var accounts = AccountTable()
  private var references: [EntryReference] = []
  private var places = HashedPlaces()
  private var repeated: Set<EntryReference> = []

  /// Nothing counted yet.
  public init() {}

  /// Counts an entry, in any order.
  ///
  /// - Complexity: O(m) in the number of movements, each O(1) on average.
  public mutating func count(_ entry: JournalEntry) {
    let hash = entry.reference.seededHash
    if places.place(hash, where: { references[$0] == entry.reference }) == nil {
      places.add(references.count, hash)
      references.append(entry.reference)
    } else {
      repeated.insert(entry.reference)
    }
    for posting in entry.postings {
      let number = accounts.numberAdding(posting.account, in: posting.amount.currency)
      accounts.change(number) { $0.balance += Int128(posting.amount.amount) }
    }
  }

  /// How many accounts money was on, each currency for itself.
  public var accountCount: Int { accounts.rows.count }

  /// What was counted on an account; nothing where nothing was posted.
  public func balance(of account: Account, in currency: Currency) -> Int128 {
    accounts.number(of: account, in: currency).map { accounts.rows[$0].balance } ?? 0
  }

  /// Every difference to balances that are kept.
  ///
  /// - Parameter balances: What is kept, each account and currency once; what is not among them is kept as nothing.
  /// - Returns: repeated references in order, then the differences of accounts, by currency and account.
  /// - Complexity: O(n log n) in the number of accounts and of repeated references.
  public func differences(to balances: some Sequence<AccountBalance>) -> [JournalDifference] {
    var recounted = accounts
    var kept = [Money?](repeating: nil, count: recounted.rows.count)
    var found: [(row: AccountTable.Row, difference: JournalDifference)] = []
    for line in balances {
      let number = recounted.numberAdding(line.account, in: line.balance.currency)
      if number == kept.count { kept.append(nil) }
      if kept[number] != nil {
        found.append((recounted.rows[number], .keptTwice(line.account, line.balance.currency)))
      }
      kept[number] = line.balance
    }
    for (row, kept) in zip(recounted.rows, kept) {
      found += row.differences(to: kept ?? .zero(row.currency)).map { (row, $0) }
    }
    return repeated.sorted().map { .repeated($0) }
      + found.sorted { ($0.row.currency, $0.row.account) < ($1.row.currency, $1.row.account) }.map { $0.difference }
  }
}

extension AccountTable.Row {
  fileprivate func differences(to kept: Money) -> [JournalDifference] {
    guard let money else { return [.uncountable(account, currency)] }
    var found: [JournalDifference] = []
    if money != kept { found.append(.balance(account, kept: kept, recounted: money)) }
    if money.isNegative, !account.mayBeNegative { found.append(.overdrawn(account, money)) }
    return found
  }
}
