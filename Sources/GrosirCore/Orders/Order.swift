/// What one buyer bought of one seller, from one factory: with prices and names as they were then, what became of the
/// money, and where the goods are (SPEC §12).
///
/// It comes from a checkout, and then it reserves units, is to be paid and has its own money; or from a participation
/// in a group session that succeeded, and then it is paid already, and its money and units are its session's.
///
/// *Invariants*, of an order from a checkout: while it is open its reservation holds its units; once it has shipped the
/// reservation is consumed; once it is cancelled it is released. It never gives back more than was paid for it.
///
/// An order names its buyer and its address by their identities only. The address itself is an ``AddressSnapshot``, a
/// row of its own that no event carries: so a person can be erased, and the log stays whole.
public struct Order: Sendable, Hashable {
  /// Its identity; its reservation has the same.
  public let id: OrderID

  /// Who bought.
  public let buyer: BuyerID

  /// What it was made from.
  public let origin: OrderOrigin

  /// Who sells.
  public let seller: OrderSeller

  /// Who makes the goods: every line is of one factory.
  public let factory: FactoryID

  /// What was bought, as it was at the purchase; at least one line.
  public let lines: [OrderLine]

  /// Where it goes; nil where a group session's buyer has not said.
  public let address: AddressID?

  /// What it costs, and of what that is made up.
  public let amounts: OrderAmounts

  /// The platform's share of a retail sale; none of a group order, whose session takes it.
  public let fee: BasisPoints

  /// When it was placed.
  public let placedAt: Instant

  /// From when on its units are not held any more unless it is paid; nil where it was paid when it was made.
  public let payBefore: Instant?

  /// Where it stands.
  public internal(set) var status: OrderStatus

  /// Where its payment stands.
  public internal(set) var paymentStatus: PaymentStatus

  /// The payment that was accepted for it.
  public internal(set) var payment: PaymentReference?

  /// How much of it was given back.
  public internal(set) var refunded: Money

  /// How many units of each line came back into stock, by position.
  public internal(set) var returnedUnits: [Int]

  /// Its shipment, once there is one.
  public internal(set) var shipment: Shipment?

  /// The last instant at which anything happened to it; whatever happens next does so no earlier.
  public internal(set) var lastInstant: Instant

  /// Creates an order in which nothing has happened yet.
  init(
    _ id: OrderID, of buyer: BuyerID, from origin: OrderOrigin, soldBy seller: OrderSeller, factory: FactoryID,
    lines: [OrderLine], address: AddressID?, amounts: OrderAmounts, fee: BasisPoints, placedAt: Instant,
    payBefore: Instant?
  ) {
    self.id = id
    self.buyer = buyer
    self.origin = origin
    self.seller = seller
    self.factory = factory
    self.lines = lines
    self.address = address
    self.amounts = amounts
    self.fee = fee
    self.placedAt = placedAt
    self.payBefore = payBefore
    status = payBefore == nil ? .paid : .pendingPayment
    paymentStatus = payBefore == nil ? .paid : .pending
    refunded = .zero(amounts.total.currency)
    returnedUnits = Array(repeating: 0, count: lines.count)
    lastInstant = placedAt
  }
}

/// The identity of an order.
public typealias OrderID = Identifier<Order>

/// What an order was made from.
public enum OrderOrigin: Sendable, Hashable {
  /// A participation in a group session that succeeded.
  case participant(ParticipantID, of: SessionID)
  /// A checkout; one with goods of several sellers or factories makes several orders.
  case checkout(CheckoutID)
}

/// Who sells what an order is about (SPEC §9).
public enum OrderSeller: Sendable, Hashable {
  /// The factory: a session on consignment.
  case factory(FactoryID)
  /// The platform's warehouse: a session whose merchant it is.
  case warehouse
  /// A seller, from stock.
  case seller(SellerID)
}

/// One time that a buyer goes to the till; a subject for ``CheckoutID`` and nothing else.
public enum Checkout: Sendable {}

/// The identity of a checkout, given by whoever sells: its orders' identities are made of it.
public typealias CheckoutID = Identifier<Checkout>

extension Order {
  /// The session whose order it is, if it is one's.
  public var session: SessionID? {
    guard case .participant(_, of: let session) = origin else { return nil }
    return session
  }

  /// What is left of its money: what was paid less what was given back; nothing where nothing was paid.
  public var kept: Money {
    switch paymentStatus {
    // Never more is given back than was paid: fits.
    case .paid, .refunded: Money(amounts.total.amount - refunded.amount, refunded.currency)
    case .pending, .processing, .failed, .expired: .zero(refunded.currency)
    }
  }

  /// The lines' stocks, as they are reserved; none of a group order.
  var stockLines: [StockLine] { lines.compactMap { line in line.stock.map { StockLine($0, line.units) } } }

  /// The order as whoever asks at an instant is to see it, whether its expiry was noticed or not.
  ///
  /// - Parameters:
  ///   - now: When it is asked for.
  ///   - reservation: What is held for it.
  public func judged(at now: Instant, holding reservation: Reservation?) -> Order {
    guard isExpired(at: max(now, lastInstant), holding: reservation) else { return self }
    var order = self
    order.status = .cancelled
    order.paymentStatus = .expired
    return order
  }

  /// Whether its time to be paid is over, by an instant that is not before its last; the reservation says so.
  func isExpired(at now: Instant, holding reservation: Reservation?) -> Bool {
    guard status == .pendingPayment else { return false }
    guard let life = reservation?.life else { return true }
    return !life.state.holdsItsLines || life.isExpired(at: max(now, life.lastInstant))
  }
}
