import GrosirCore

/// Where money went, account by account: the journal of what happened, and what went in and out of each account.
///
/// Each amount fits 64 bits, and so does what one session has at a time, but not what all of them move together.
struct MoneyAccounts {
  /// One account in one currency.
  struct Balance {
    let account: Account
    let currency: Currency
    /// What came in.
    var received: Int128 = 0
    /// What went out.
    var given: Int128 = 0
    /// What is there.
    var balance: Int128 { received - given }
  }

  private struct Key: Hashable {
    let account: Account
    let currency: Currency
  }

  private var balances: [Key: Balance] = [:]
  private var journal = Journal()

  /// Entries that the journal had already, or would not have.
  private(set) var refusedCount = 0

  /// Whether a balance went beyond what a journal counts; from then on it has not all entries.
  private var isBeyondJournal = false

  /// Posts an entry; once, and only where the journal's rules allow it.
  mutating func post(_ entry: JournalEntry) {
    do throws(JournalError) {
      if try journal.post(entry).isRepeated {
        refusedCount += 1
        return
      }
    } catch {
      if case .balanceOverflow = error { isBeyondJournal = true }
      guard isBeyondJournal else {
        refusedCount += 1
        return
      }
    }
    for movement in entry.movements { count(movement) }
  }

  private mutating func count(_ movement: Movement) {
    guard !movement.amount.isZero else { return }
    change(movement.source, movement.amount.currency) { $0.given += Int128(movement.amount.amount) }
    change(movement.target, movement.amount.currency) { $0.received += Int128(movement.amount.amount) }
  }

  private mutating func change(_ account: Account, _ currency: Currency, _ body: (inout Balance) -> Void) {
    body(&balances[Key(account: account, currency: currency), default: Balance(account: account, currency: currency)])
  }

  /// All accounts by currency, and then in the order in which SPEC §9 lists them.
  var all: [Balance] { balances.values.sorted { ($0.currency, $0.account) < ($1.currency, $1.account) } }

  /// What lies in one account.
  func balance(of account: Account, in currency: Currency) -> Int128 {
    balances[Key(account: account, currency: currency)]?.balance ?? 0
  }

  /// Accounts that the journal has otherwise than what went in and out of them says, and what it finds in itself.
  var differenceCount: Int {
    guard !isBeyondJournal else { return 0 }
    let others = balances.values.count { account in
      Int128(journal.balance(of: account.account, in: account.currency).amount) != account.balance
    }
    return others + journal.differences().count
  }
}
