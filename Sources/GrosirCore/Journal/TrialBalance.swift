/// What an account holds in one currency.
public struct AccountBalance: Sendable, Hashable {
  /// The account.
  public let account: Account

  /// What it holds.
  public let balance: Money

  /// Creates a balance.
  public init(_ account: Account, _ balance: Money) {
    self.account = account
    self.balance = balance
  }
}

extension AccountBalance: Recorded {
  /// The account, and what it holds.
  public var record: Record { ["account": account.record, "balance": balance.record] }
}

/// All balances of a journal, and their sums: what is owed or earned against what is owned or spent (SPEC §9).
public struct TrialBalance: Sendable, Hashable {
  /// The balances, by currency and then by account.
  public let lines: [AccountBalance]

  /// The sums, by currency.
  public let totals: [Total]

  /// The two sides of one currency.
  public struct Total: Sendable, Hashable {
    /// The currency.
    public let currency: Currency
    /// All balances of accounts of what is owed or earned, in the currency's smallest charged units.
    public let owedOrEarned: Int128
    /// All balances of accounts of what is owned or spent.
    public let ownedOrSpent: Int128

    /// Whether one side is the opposite of the other, as it always is.
    public var isBalanced: Bool { owedOrEarned + ownedOrSpent == 0 }
  }

  /// Whether every currency adds up to zero.
  public var isBalanced: Bool { totals.allSatisfy { $0.isBalanced } }

  /// Adds balances up.
  ///
  /// - Complexity: O(n log n) in their number.
  public init(of balances: some Sequence<AccountBalance>) {
    lines = balances.sorted {
      ($0.balance.currency, $0.account) < ($1.balance.currency, $1.account)
    }
    var totals: [Total] = []
    for line in lines {
      let amount = Int128(line.balance.amount)
      let currency = line.balance.currency
      let before =
        totals.last?.currency == currency
        ? totals.removeLast() : Total(currency: currency, owedOrEarned: 0, ownedOrSpent: 0)
      let isOwed = line.account.side == .owedOrEarned
      totals.append(
        Total(
          currency: currency, owedOrEarned: before.owedOrEarned + (isOwed ? amount : 0),
          ownedOrSpent: before.ownedOrSpent + (isOwed ? 0 : amount)))
    }
    self.totals = totals
  }
}

extension Journal {
  /// What every account holds, in order of first use.
  ///
  /// - Complexity: O(n) in the number of accounts.
  public var balances: [AccountBalance] {
    accounts.rows.map { AccountBalance($0.account, Money(Int64($0.balance), $0.currency)) }
  }

  /// All balances, and their sums.
  public var trialBalance: TrialBalance { TrialBalance(of: balances) }
}
