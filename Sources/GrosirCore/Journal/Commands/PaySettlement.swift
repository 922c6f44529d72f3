/// An operator pays a settlement out, when its time has come (SPEC §9).
///
/// It is paid once, and never more than is owed: where buyers were refunded after the period, less is.
public struct PaySettlement: Command, Hashable {
  /// Which.
  public var settlement: SettlementID

  /// What was paid out.
  public struct Receipt: Recordable, Hashable {
    /// How much; perhaps nothing.
    public let amount: Money
    /// When.
    public let paidAt: Instant
    /// Whether it was paid now; false where it had been before, and nothing was done.
    public let isNew: Bool
  }

  /// Creates the command.
  public init(_ settlement: SettlementID) { self.settlement = settlement }

  /// The command's name on the wire.
  public static var name: String { "paySettlement" }

  /// The settlement; then the payable, once it is known whose it is.
  public func reads(in context: Context) -> [Read] { [.money(.settlement(settlement))] }

  /// Takes the money from the payable, and asks for it to be paid; nothing is asked for where nothing is owed.
  ///
  /// - Throws: in this order ``SettlementError/unknownSettlement(_:)``; ``SettlementError/notYetDue(at:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SettlementError>) -> Receipt {
    guard var settled = workingSet.settlement(settlement) else { throw .refused(.unknownSettlement(settlement)) }
    let (account, currency) = (settled.settlement.payee.account, settled.currency)
    let read = Read.money(.standing(of: account, in: currency))
    guard workingSet.has(read) else { throw .needs([read]) }
    let payable = workingSet.standing(of: account, in: currency)
    let now = max(context.now, settled.lastInstant, payable.lastInstant ?? context.now)
    let isNew: Bool
    do throws(SettlementError) {
      isNew = try settled.pay(from: payable.balance, at: now)
    } catch {
      throw .refused(error)
    }
    guard let payout = settled.payout else { preconditionFailure("what was paid has a payout") }
    if isNew {
      var rows = MoneyRows()
      changes.record(.settlementPaid(settled), at: now, on: &rows)
      changes.save(rows)
      if !payout.amount.isZero {
        changes.request(
          .payOut(PayoutOrder(settlement: settlement, payee: settled.settlement.payee, amount: payout.amount)))
      }
    }
    return Receipt(amount: payout.amount, paidAt: payout.paidAt, isNew: isNew)
  }

  /// Which.
  public var record: Record { ["settlement": settlement.record] }
}

extension PaySettlement.Receipt {
  /// Everything.
  public var record: Record { ["amount": amount.record, "paidAt": paidAt.record, "isNew": isNew.record] }

  /// From everything.
  public init?(record: Record) {
    guard let amount: Money = record.field("amount"), let paidAt: Instant = record.field("paidAt"),
      let isNew: Bool = record.field("isNew")
    else { return nil }
    self.init(amount: amount, paidAt: paidAt, isNew: isNew)
  }
}
