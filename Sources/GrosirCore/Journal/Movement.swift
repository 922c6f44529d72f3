/// Money that went from one account to another: −amount there, +amount here (SPEC §9).
public struct Movement: Sendable, Hashable {
  /// Where it came from.
  public let source: Account
  /// Where it went.
  public let target: Account
  /// How much; not negative.
  public let amount: Money

  /// A movement of an amount that is known not to be negative.
  ///
  /// - Precondition: the amount is not negative.
  package init(source: Account, target: Account, amount: Money) {
    assert(!amount.isNegative, "money moves forwards; what goes back has source and target exchanged")
    self.source = source
    self.target = target
    self.amount = amount
  }

  /// Creates a movement.
  ///
  /// - Throws: ``JournalError/negativeAmount(_:)``.
  public init(_ amount: Money, from source: Account, to target: Account) throws(JournalError) {
    guard !amount.isNegative else { throw .negativeAmount(amount) }
    self.init(source: source, target: target, amount: amount)
  }
}

extension Movement: Recordable {
  /// From where to where, and how much.
  public var record: Record { ["source": source.record, "target": target.record, "amount": amount.record] }

  /// From from where to where, and how much.
  public init?(record: Record) {
    guard let source: Account = record.field("source"), let target: Account = record.field("target"),
      let amount: Money = record.field("amount"), !amount.isNegative
    else { return nil }
    self.init(source: source, target: target, amount: amount)
  }
}
