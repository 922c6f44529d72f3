/// Where a group session stands in its life (SPEC §5); the raw values are the wire's.
public enum SessionState: String, Sendable, Hashable, CaseIterable {
  /// Nobody has paid yet.
  case forming
  /// Somebody was admitted and has paid.
  case active
  /// It closed successfully; the demand is to be fulfilled.
  case moqReached = "moq_reached"
  /// Goods were ordered from the factory.
  case pendingStock = "pending_stock"
  /// Everything that was sold is there.
  case stockReceived = "stock_received"
  /// Everybody got their goods. Final.
  case success
  /// Too little was sold; everybody got everything back. Final.
  case failed
  /// An operator ended it; everybody got back what they had paid, less what was credited before. Final.
  case cancelled

  /// Whether buyers may still come and go, the clock permitting.
  public var isOpen: Bool { self == .forming || self == .active }

  /// Whether nothing leads out of it.
  public var isFinal: Bool { self == .success || self == .failed || self == .cancelled }
}

/// What can be done to a session (SPEC §5); the raw values are the wire's.
public enum SessionAction: String, Sendable, Hashable, CaseIterable {
  /// A buyer joins, or pledges.
  case join
  /// Money arrived.
  case confirmPayment
  /// A buyer leaves the session or its waiting list.
  case leave
  /// Holds that expired are let go.
  case lapse
  /// A payment was charged back.
  case reversePayment
  /// The provider refused a refund.
  case refuseRefund
  /// The platform's fill is announced.
  case announceNearExpiry
  /// An operator moves the session to newer rules.
  case moveToRules
  /// An operator sets warehouse stock aside for it.
  case setAsideStock
  /// The deadline has come, or an operator closes early.
  case close
  /// An operator ends it.
  case cancel
  /// The demand is met from stock, or goods are ordered.
  case fulfil
  /// The factory began.
  case startProduction
  /// The factory is done.
  case completeProduction
  /// The goods are on their way.
  case ship
  /// The factory refused the purchase order.
  case refuseOrder
  /// An operator orders once more.
  case placeAnotherOrder
  /// The goods should have been there.
  case reportOverdue
  /// Goods arrived.
  case receive
  /// The goods are there, and everybody gets theirs.
  case complete
}

extension SessionState {
  /// The states an action can lead to from here; none if it is an invalid transition.
  ///
  /// This is the table of SPEC §5. In an open session every action begins with what has lapsed, and that may let in
  /// somebody who waits and has paid; so each can lead on from ``forming`` as if it had been ``active`` already.
  public func successors(under action: SessionAction) -> [SessionState] {
    switch self {
    case .forming:
      switch action {
      case .close: [.failed, .moqReached]
      case .cancel: [.cancelled]
      default: action.isOfBuyers ? [.forming, .active] : []
      }
    case .active:
      switch action {
      case .close: [.moqReached, .failed]
      case .cancel: [.cancelled]
      default: action.isOfBuyers ? [.active] : []
      }
    case .moqReached:
      switch action {
      case .fulfil: [.success, .pendingStock]
      case .cancel: [.cancelled]
      default: action.isOfMoney || action == .close ? [.moqReached] : []
      }
    case .pendingStock:
      switch action {
      case .receive: [.pendingStock, .stockReceived]
      case .cancel: [.cancelled]
      default: action.isOfProduction || action.isOfMoney || action == .close ? [.pendingStock] : []
      }
    case .stockReceived:
      switch action {
      case .complete: [.success]
      default: action.isOfMoney || action == .close ? [.stockReceived] : []
      }
    case .success: action.isOfMoney || action == .close || action == .receive ? [.success] : []
    case .failed: action.isOfMoney || action == .close ? [.failed] : []
    case .cancelled: action.isOfMoney || action == .receive ? [.cancelled] : []
    }
  }
}

extension SessionAction {
  /// What happens while buyers come and go.
  fileprivate var isOfBuyers: Bool {
    switch self {
    case .join, .leave, .lapse, .announceNearExpiry, .moveToRules, .setAsideStock: true
    default: isOfMoney
    }
  }

  /// What other parties do to money, whatever the session's state: it is never ignored.
  fileprivate var isOfMoney: Bool {
    switch self {
    case .confirmPayment, .reversePayment, .refuseRefund: true
    default: false
    }
  }

  /// What happens while goods are awaited, and leaves the session awaiting them.
  fileprivate var isOfProduction: Bool {
    switch self {
    case .startProduction, .completeProduction, .ship, .refuseOrder, .placeAnotherOrder, .reportOverdue: true
    default: false
    }
  }
}

extension SessionAction: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}

extension SessionState: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}
