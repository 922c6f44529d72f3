/// Why an entry is not posted, or cannot be made (SPEC §9, §14).
public enum JournalError: Error, Sendable, Hashable {
  /// An entry of this reference was posted before, and says something else.
  case conflict(EntryReference)
  /// The wallet holds less than the entry takes from it: what is in it, and what it would be afterwards.
  case overdrawn(Account, holds: Money, wouldHold: Money)
  /// The balance of the account would not be an `Int64` count.
  case balanceOverflow(Account, Currency)
  /// A movement is of at least nothing.
  case negativeAmount(Money)
  /// The amounts are in different currencies, or do not fit.
  case money(MoneyError)
  /// More is to be given back than was paid, or is left of it: what was asked for, and what is left.
  case exceedsSale(asked: Money, left: Money)
  /// More units are to leave stock than are in it.
  case notInStock(asked: Int, inStock: Int)
  /// A count of units is negative, or larger than is accepted (SPEC §2).
  case unitsOutOfRange(Int)
  /// The period does not end before this instant, and what is posted in it is not all there yet.
  case periodNotOver(endsAt: Instant)

  /// The error's name for programs; part of the wire format.
  public var code: String {
    switch self {
    case .conflict: "conflict"
    case .overdrawn: "overdrawn"
    case .balanceOverflow: "balanceOverflow"
    case .negativeAmount: "negativeAmount"
    case .money(let error): error.code
    case .exceedsSale: "exceedsSale"
    case .notInStock: "notInStock"
    case .unitsOutOfRange: "unitsOutOfRange"
    case .periodNotOver: "periodNotOver"
    }
  }
}

extension JournalError: CustomStringConvertible {
  /// What went wrong, for people.
  public var description: String {
    switch self {
    case .conflict(let reference): "\(reference) was posted before, and not like this"
    case .overdrawn(let account, let holds, let wouldHold):
      "\(account) holds \(holds), and would hold \(wouldHold)"
    case .balanceOverflow(let account, let currency): "the balance of \(account) in \(currency) would not be countable"
    case .negativeAmount(let amount): "no movement is of \(amount)"
    case .money(let error): error.description
    case .exceedsSale(let asked, let left): "\(asked) is to be given back, and \(left) is left to give"
    case .notInStock(let asked, let inStock): "\(asked) units are to leave, and \(inStock) are in stock"
    case .unitsOutOfRange(let units): "units are 0 to \(Quantity.maximum), not \(units)"
    case .periodNotOver(let end): "the period goes on until \(end.rfc3339)"
    }
  }
}

extension JournalError {
  /// What a computation with money gives, as this feature's error.
  static func counting<Value>(_ body: () throws(MoneyError) -> Value) throws(JournalError) -> Value {
    do throws(MoneyError) {
      return try body()
    } catch {
      throw .money(error)
    }
  }
}
