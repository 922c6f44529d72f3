import GrosirCore

/// Where money went, account by account.
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

  /// Takes the money of an entry from account to account.
  mutating func post(_ entry: JournalEntry) {
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

  /// In how many accounts something else lies than is kept.
  func differences(to kept: [AccountBalance]) -> Int {
    var found = balances.mapValues { $0.balance }
    for line in kept {
      found[Key(account: line.account, currency: line.balance.currency), default: 0] -= Int128(line.balance.amount)
    }
    return found.values.count { $0 != 0 }
  }
}
