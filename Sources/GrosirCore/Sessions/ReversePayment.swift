/// A buyer's bank took a payment back: a chargeback (SPEC §5).
///
/// Before the session's deadline it is a departure without a refund. Afterwards it changes no outcome: the platform
/// bears the money until the dispute is settled, and what would still go back to the buyer goes against it.
public struct ReversePayment: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// The payment that was taken back.
  public var payment: PaymentReference

  /// What became of it.
  public struct Receipt: Recordable, Hashable {
    /// How much was taken back.
    public let amount: Money
    /// Where the money comes from.
    public let source: ReversalSource
    /// Whether that was known before, and nothing has changed.
    public let isRepeated: Bool
    /// The variants of which more would be left over than is tolerated, now that the buyer is gone.
    public let breaches: [ToleranceBreach]
  }

  /// Creates the command.
  public init(_ session: SessionID, payment: PaymentReference) {
    self.session = session
    self.payment = payment
  }

  /// The command's name on the wire.
  public static var name: String { "reversePayment" }

  /// The session, what has lapsed in it, and the payment.
  public func reads(in context: Context) -> [Read] {
    SessionTurn.reads(of: session, in: context) + [.payment(payment)]
  }

  /// Posts the reversal; before the deadline the buyer is out, and others may be in.
  ///
  /// From the deadline on it counts as after the close, whether or not that was processed already: what a session
  /// comes to does not depend on who looked when.
  ///
  /// - Throws: ``SessionError/unknownSession(_:)``, ``SessionError/unknownPayment(_:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .reversePayment, from: workingSet, in: context)
    let (found, participant) = try turn.payment(payment)
    let isCounted = participant.payment == payment && (participant.status == .paid || participant.status == .waiting)
    let source: ReversalSource =
      isCounted && turn.session.state.isOpen && turn.now < turn.session.plan.closesAt ? .escrow : .disputes
    guard !found.isReversed else {
      turn.end(into: &changes)
      let before: ReversalSource =
        participant.status == .reversed && participant.payment == payment ? .escrow : .disputes
      return Receipt(amount: found.amount, source: before, isRepeated: true, breaches: [])
    }
    turn.record(.reversed(payment, found.amount, from: source))
    var breaches: [ToleranceBreach] = []
    if source == .escrow {
      try turn.admit()
      breaches = turn.reportBreaches()
    }
    turn.end(into: &changes)
    return Receipt(amount: found.amount, source: source, isRepeated: false, breaches: breaches)
  }

  /// The session and the payment.
  public var record: Record { ["session": session.record, "payment": payment.record] }
}

extension ReversePayment.Receipt {
  /// Everything.
  public var record: Record {
    [
      "amount": amount.record, "source": .text(source.rawValue), "isRepeated": isRepeated.record,
      "breaches": breaches.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let amount: Money = record.field("amount"), let word: String = record.field("source"),
      let source = ReversalSource(rawValue: word), let isRepeated: Bool = record.field("isRepeated"),
      let breaches: [ToleranceBreach] = record.field("breaches")
    else { return nil }
    self.init(amount: amount, source: source, isRepeated: isRepeated, breaches: breaches)
  }
}
