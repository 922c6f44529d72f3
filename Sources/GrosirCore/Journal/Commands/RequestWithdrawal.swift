/// A buyer asks for money out of their wallet (SPEC §9).
///
/// All of it leaves the wallet at once; a batch pays it, less the fee.
public struct RequestWithdrawal: Command, Hashable {
  /// The withdrawal's identity; nil for a new one.
  public var withdrawal: WithdrawalID?
  /// Whose wallet.
  public var buyer: BuyerID
  /// What is to leave it, the fee included.
  public var amount: Money
  /// What can be asked for, and the fee.
  public var terms: WithdrawalTerms

  /// What was requested.
  public struct Receipt: Recordable, Hashable {
    /// The withdrawal.
    public let withdrawal: WithdrawalID
    /// What of it the platform keeps if it is paid.
    public let fee: Money
    /// What the buyer gets.
    public let net: Money
    /// What is left in the wallet.
    public let balance: Money
    /// When it was requested; batches go by it.
    public let requestedAt: Instant
  }

  /// Creates the command.
  public init(
    _ withdrawal: WithdrawalID? = nil, of amount: Money, for buyer: BuyerID, under terms: WithdrawalTerms = .standard
  ) {
    self.withdrawal = withdrawal
    self.buyer = buyer
    self.amount = amount
    self.terms = terms
  }

  /// The command's name on the wire.
  public static var name: String { "requestWithdrawal" }

  /// What the wallet holds, and whether there is such a withdrawal.
  public func reads(in context: Context) -> [Read] {
    let wallet = Read.money(.standing(of: .wallet(buyer), in: amount.currency))
    return [wallet] + (withdrawal.map { [.money(.withdrawal($0))] } ?? [])
  }

  /// Takes the money out of the wallet.
  ///
  /// - Throws: in this order ``WithdrawalError/duplicateWithdrawal(_:)``;
  ///   ``WithdrawalError/belowMinimum(asked:minimum:)``; ``WithdrawalError/exceedsBalance(asked:balance:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<WithdrawalError>) -> Receipt {
    if let withdrawal, workingSet.withdrawal(withdrawal) != nil { throw .refused(.duplicateWithdrawal(withdrawal)) }
    let wallet = workingSet.standing(of: .wallet(buyer), in: amount.currency)
    let instant = max(context.now, wallet.lastInstant ?? context.now)
    let id = withdrawal ?? changes.makeIdentifier()
    let made: Withdrawal
    do throws(WithdrawalError) {
      made = try Withdrawal(id, of: amount, for: buyer, whoHas: wallet.balance, under: terms, at: instant)
    } catch {
      throw .refused(error)
    }
    var rows = MoneyRows()
    changes.record(.withdrawalRequested(made), at: instant, on: &rows)
    changes.save(rows)
    // What is asked for is in the wallet.
    let left = Money(wallet.balance.amount - amount.amount, amount.currency)
    return Receipt(withdrawal: id, fee: made.fee, net: made.net, balance: left, requestedAt: instant)
  }

  /// What is asked for.
  public var record: Record {
    [
      "withdrawal": withdrawal.record, "buyer": buyer.record, "amount": amount.record, "terms": terms.record,
    ]
  }
}

extension RequestWithdrawal.Receipt {
  /// Everything.
  public var record: Record {
    [
      "withdrawal": withdrawal.record, "fee": fee.record, "net": net.record, "balance": balance.record,
      "requestedAt": requestedAt.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let withdrawal: WithdrawalID = record.field("withdrawal"), let fee: Money = record.field("fee"),
      let net: Money = record.field("net"), let balance: Money = record.field("balance"),
      let requestedAt: Instant = record.field("requestedAt")
    else { return nil }
    self.init(withdrawal: withdrawal, fee: fee, net: net, balance: balance, requestedAt: requestedAt)
  }
}
