/// The provider refused a refund: the money goes into the buyer's wallet instead (SPEC §5).
///
/// Either way it has left escrow once. Where the buyer has charged the payment back already, they have their money, and
/// what the provider kept goes against the dispute.
public struct RefuseRefund: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// The refund that was refused.
  public var refund: RefundID

  /// What became of the money.
  public struct Receipt: Recordable, Hashable {
    /// How much it was.
    public let amount: Money
    /// Where it went.
    public let target: RefusedRefundTarget
    /// Whether that was known before, and nothing has changed.
    public let isRepeated: Bool
  }

  /// Creates the command.
  public init(_ session: SessionID, refund: RefundID) {
    self.session = session
    self.refund = refund
  }

  /// The command's name on the wire.
  public static var name: String { "refuseRefund" }

  /// The session, what has lapsed in it, and the refund.
  public func reads(in context: Context) -> [Read] {
    SessionTurn.reads(of: session, in: context) + [.refund(refund)]
  }

  /// Credits the wallet.
  ///
  /// - Throws: ``SessionError/unknownSession(_:)``, ``SessionError/unknownRefund(_:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .refuseRefund, from: workingSet, in: context)
    let (found, payment) = try turn.refund(refund)
    if let target = found.refusedTo {
      turn.end(into: &changes)
      return Receipt(amount: found.amount, target: target, isRepeated: true)
    }
    let target: RefusedRefundTarget = payment.isReversed ? .disputes : .wallet
    turn.record(.refundRefused(refund, found.amount, of: found.buyer, to: target))
    if target == .wallet {
      turn.request(
        .creditWallet(
          WalletCredit(
            buyer: found.buyer, session: session, participant: found.participant, amount: found.amount,
            refusedRefund: refund)))
    }
    turn.end(into: &changes)
    return Receipt(amount: found.amount, target: target, isRepeated: false)
  }

  /// The session and the refund.
  public var record: Record { ["session": session.record, "refund": refund.record] }
}

extension RefuseRefund.Receipt {
  /// Everything.
  public var record: Record {
    ["amount": amount.record, "target": .text(target.rawValue), "isRepeated": isRepeated.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let amount: Money = record.field("amount"), let word: String = record.field("target"),
      let target = RefusedRefundTarget(rawValue: word), let isRepeated: Bool = record.field("isRepeated")
    else { return nil }
    self.init(amount: amount, target: target, isRepeated: isRepeated)
  }
}
