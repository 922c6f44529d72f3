/// Where a purchase order stands (SPEC §8); the raw values are the wire's.
///
/// Steps may be left out on the way forward, and none is ever taken back.
public enum PurchaseOrderStatus: String, Sendable, Hashable, CaseIterable {
  /// Written down, and not sent.
  case draft
  /// The factory was told.
  case sent
  /// The factory has said that it knows.
  case acknowledged
  /// The factory has begun.
  case inProduction = "in_production"
  /// The goods are on their way.
  case shipped
  /// Some of the goods are there.
  case partiallyReceived = "partially_received"
  /// All that was ordered has come. Final.
  case received
  /// The factory does not make it. Final.
  case refused
  /// An operator does not want it any more. Final.
  case cancelled

  /// Whether goods are still to come.
  public var isOpen: Bool { self != .received && self != .refused && self != .cancelled }
}

/// What can be done to a purchase order (SPEC §8); the raw values are the wire's.
public enum PurchaseOrderAction: String, Sendable, Hashable, CaseIterable {
  /// The factory is told.
  case send
  /// The factory says that it knows.
  case acknowledge
  /// The factory begins.
  case startProduction
  /// The factory is done; the goods are not on their way yet.
  case completeProduction
  /// The goods leave.
  case ship
  /// Goods come, and more are outstanding.
  case receivePart
  /// Goods come, and nothing is outstanding any more.
  case receiveRest
  /// The factory does not make it.
  case refuse
  /// An operator does not want it any more.
  case cancel
}

extension PurchaseOrderStatus {
  /// The status an action leads to from here; nil if it is an invalid transition.
  ///
  /// Goods are never turned away: what comes for an order that has ended is received, and the order stays as it is. An
  /// order of which anything has come can be neither refused nor cancelled.
  public func successor(under action: PurchaseOrderAction) -> PurchaseOrderStatus? {
    switch action {
    case .send: forward(to: .sent)
    case .acknowledge: forward(to: .acknowledged)
    case .startProduction: forward(to: .inProduction)
    case .completeProduction: isBefore(.shipped) ? .inProduction : nil
    case .ship: forward(to: .shipped)
    case .receivePart: isOpen ? .partiallyReceived : self
    case .receiveRest: isOpen ? .received : self
    case .refuse: isBefore(.shipped) && self != .draft ? .refused : nil
    case .cancel: isBefore(.partiallyReceived) ? .cancelled : nil
    }
  }

  private func forward(to status: PurchaseOrderStatus) -> PurchaseOrderStatus? { isBefore(status) ? status : nil }

  /// Whether it is open, and comes before another on the way.
  private func isBefore(_ status: PurchaseOrderStatus) -> Bool { isOpen && rank < status.rank }

  /// The place on the way; those off it come last.
  private var rank: Int { PurchaseOrderStatus.allCases.firstIndex(of: self) ?? 0 }
}

extension PurchaseOrderStatus: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}

extension PurchaseOrderAction: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}
