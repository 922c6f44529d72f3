public import GrosirCore

/// What an event is about.
public enum EventSubject: Sendable, Hashable {
  /// A session.
  case session(SessionID)
  /// A product.
  case product(ProductID)
  /// An order, with its payment and shipment, and what is reserved for it.
  case order(OrderID)
  /// The stock of one key.
  case stock(StockKey)
  /// A purchase order.
  case purchaseOrder(PurchaseOrderNumber)
  /// A factory.
  case factory(FactoryID)
  /// A location.
  case location(LocationID)
  /// A buyer's wallet.
  case wallet(BuyerID)
  /// A withdrawal.
  case withdrawal(WithdrawalID)
  /// A seller's registration.
  case seller(SellerID)
  /// A reseller's listing; what it shows of its stock is in the stock's history.
  case listing(ListingKey)
  /// A factory or seller, and what is owed to them.
  case payee(Payee)
}

extension Event {
  /// Visits everything that the event is about: it stands in the history of each.
  public func forEachSubject(_ body: (EventSubject) -> Void) {
    switch self {
    case .product(let product): body(.product(product.id))
    case .session(let session, let event):
      body(.session(session))
      if let buyer = event.creditedBuyer { body(.wallet(buyer)) }
    case .purchaseOrder(let number, let source, _):
      body(.purchaseOrder(number))
      if let session = source.session { body(.session(session)) }
    case .factory(let factory): body(.factory(factory.id))
    case .location(let location): body(.location(location.id))
    case .stock(let event):
      if let holder = event.holder { body(EventSubject(of: holder)) }
      event.forEachKey { body(.stock($0)) }
      if case .listing(let event) = event, let listing = event.listing { body(.listing(listing)) }
    case .order(let order, _): body(.order(order))
    case .seller(let seller, _): body(.seller(seller))
    case .money(let event):
      if let withdrawal = event.withdrawal {
        body(.withdrawal(withdrawal.id))
        body(.wallet(withdrawal.buyer))
      }
      if let settled = event.settlement { body(.payee(settled.settlement.payee)) }
    }
  }
}

extension SessionEvent {
  /// Whose wallet money of the session went into, if it did.
  fileprivate var creditedBuyer: BuyerID? {
    switch self {
    case .settled(let settlement): settlement.credited.isZero ? nil : settlement.buyer
    case .refundRefused(_, _, let buyer, to: .wallet): buyer
    default: nil
    }
  }
}

extension EventSubject {
  /// Whoever holds a reservation.
  public init(of holder: ReservationHolder) {
    switch holder {
    case .order(let order): self = .order(order)
    case .session(let session): self = .session(session)
    }
  }
}

/// An event as it stands in the log: what happened, and by whose doing.
public struct LoggedEvent: Sendable, Equatable {
  /// Rises in the order in which the events of a tenant were saved; numbers may be left out.
  public let number: Int64

  /// What happened, and from when it counts.
  public let dated: DatedEvent

  /// Of the command that it follows from; one reference, because many events are kept.
  private let context: Context

  /// Whose it is.
  public var tenant: TenantID { context.tenant }

  /// The command that it follows from.
  public var command: CommandID { context.command }

  /// Who gave the command.
  public var actor: ActorID { context.actor }

  /// When the command was given, by its own clock.
  public var now: Instant { context.now }

  /// Creates what is told of one.
  public init(_ dated: DatedEvent, number: Int64, in context: Context) {
    self.number = number
    self.dated = dated
    self.context = context
  }
}

/// A command that was refused: who wanted what, and why not (SPEC §13).
public struct RefusedCommand: Sendable, Hashable {
  /// Rises in the order in which the commands of a tenant were refused; numbers may be left out.
  public let number: Int64

  /// Whose it is, under which identity, by whom and when.
  public let context: Context

  /// The command's name on the wire.
  public let name: String

  /// Everything it asked for.
  public let content: Record

  /// Why it was refused.
  public let refusal: Record

  /// Creates what is told of one, from what was kept.
  public init(number: Int64, context: Context, name: String, content: Record, refusal: Record) {
    self.number = number
    self.context = context
    self.name = name
    self.content = content
    self.refusal = refusal
  }
}
