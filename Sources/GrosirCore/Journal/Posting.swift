/// One side of a movement: what it changed on one account (SPEC §9).
public struct Posting: Sendable, Hashable {
  /// The account.
  public let account: Account

  /// What was added to its balance; negative where money left it.
  public let amount: Money

  /// Creates a posting.
  public init(_ account: Account, _ amount: Money) {
    self.account = account
    self.amount = amount
  }
}

extension Movement {
  /// What the movement takes from its source.
  public var taken: Posting {
    // The amount is not negative, and the opposite of what is not negative always fits.
    Posting(source, Money(-amount.amount, amount.currency))
  }

  /// What it brings to its target.
  public var brought: Posting { Posting(target, amount) }
}
