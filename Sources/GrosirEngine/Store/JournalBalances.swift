public import GrosirCore

/// What the accounts of a tenant hold, all of one moment.
public struct JournalBalances: Sendable, Hashable {
  /// What each account holds in each currency, each once, in any order; what is not among them holds nothing.
  public let balances: [AccountBalance]

  /// The number of the last event whose money is in them; 0 before there was any.
  public let lastEvent: Int64

  /// Creates what is told of them.
  public init(_ balances: [AccountBalance], after lastEvent: Int64) {
    self.balances = balances
    self.lastEvent = lastEvent
  }
}
