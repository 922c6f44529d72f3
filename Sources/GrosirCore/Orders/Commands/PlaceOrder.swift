/// A buyer goes to the till: everything in the cart is held until it is paid, or nothing is (SPEC §12, §7).
///
/// A cart with goods of several sellers or factories becomes one order for each, whose identities are the checkout's
/// with `/1`, `/2` and so on; each is paid, cancelled and shipped for itself. Discount, tax and shipping are divided
/// over them as the goods' cost is, to the unit.
///
/// Prices are the seller's: the engine notes them, and checks that everything adds up.
public struct PlaceOrder: Command, Hashable {
  /// The checkout's identity, of 120 bytes at most; the same one never makes orders twice.
  public var checkout: CheckoutID
  /// Who buys.
  public var buyer: BuyerID
  /// What is in the cart, 1 to 100 lines.
  public var lines: [Line]
  /// Where it goes.
  public var address: ShippingAddress.Draft
  /// What is taken off the goods' cost, in the currency's smallest charged unit.
  public var discount: Int64
  /// Taxes on top.
  public var tax: Int64
  /// Shipping on top.
  public var shipping: Int64
  /// What all of it costs the buyer: goods − discount + tax + shipping.
  public var total: Money
  /// The platform's share of what each order costs.
  public var fee: BasisPoints
  /// For how long the units are held.
  public var span: ReservationSpan
  /// For how long units may be held at all.
  public var rules: ReservationRules

  /// Units of one variant of one product, from one stock.
  public struct Line: Sendable, Hashable {
    /// The product.
    public var product: ProductID
    /// The variant.
    public var variant: VariantID
    /// How many units.
    public var units: Int
    /// What one of them costs, the variant's adjustment included, in the currency's smallest charged unit.
    public var unitPrice: Int64
    /// Who sells it.
    public var seller: SellerID
    /// Whose stock it is, and where: the seller's own, or a supplier's.
    public var place: StockPlace

    /// Creates a line.
    public init(
      _ product: ProductID, _ variant: VariantID, units: Int, unitPrice: Int64, soldBy seller: SellerID,
      from place: StockPlace
    ) {
      self.product = product
      self.variant = variant
      self.units = units
      self.unitPrice = unitPrice
      self.seller = seller
      self.place = place
    }

    /// The stock it comes from.
    var key: StockKey { place.key(of: variant) }

    /// The listing that it may come through, if the stock is not the seller's own.
    var listing: ListingKey? { place.owner.text == seller.text ? nil : ListingKey(seller, variant) }
  }

  /// The orders that were made.
  public struct Receipt: Recordable, Hashable {
    /// In the order in which their sellers and factories occur in the cart.
    public let orders: [Placed]

    /// One of them.
    public struct Placed: Recordable, Hashable {
      /// The order; payments are confirmed with it.
      public let order: OrderID
      /// Who sells.
      public let seller: SellerID
      /// Who makes the goods.
      public let factory: FactoryID
      /// What is to be paid for it.
      public let total: Money
      /// Before which instant.
      public let until: Instant
    }
  }

  /// Creates the command.
  public init(
    _ checkout: CheckoutID, buyer: BuyerID, lines: [Line], to address: ShippingAddress.Draft, discount: Int64 = 0,
    tax: Int64 = 0, shipping: Int64 = 0, total: Money, fee: BasisPoints = Factory.defaultFee,
    lasting span: ReservationSpan = .standard, under rules: ReservationRules = .standard
  ) {
    self.checkout = checkout
    self.buyer = buyer
    self.lines = lines
    self.address = address
    self.discount = discount
    self.tax = tax
    self.shipping = shipping
    self.total = total
    self.fee = fee
    self.span = span
    self.rules = rules
  }

  /// The command's name on the wire.
  public static var name: String { "placeOrder" }

  /// The most lines a cart may have.
  public static var mostLines: Int { 100 }

  /// The largest accepted length of a checkout's identity, in bytes: its orders' are a little longer.
  public static var longestCheckout: Int { 120 }

  /// Whether there was such a checkout, the products, the sellers and their listings, the stocks, and what has expired
  /// on them.
  public func reads(in context: Context) -> [Read] {
    let lines = lines.prefix(PlaceOrder.mostLines).lazy
    var reads: [Read] = []
    if let order = orderID(1) { reads.append(.order(.order(order))) }
    for product in lines.map({ $0.product }).eachOnce() { reads.append(.product(product)) }
    for seller in sellers { reads.append(.partner(.seller(seller))) }
    for listing in listings { reads.append(.partner(.listing(listing))) }
    return reads + StockTurn.reads(of: lines.map { $0.key }.eachOnce(), by: context.now)
  }

  /// The identity of the checkout's order of a number, or nil if that would be too long.
  private func orderID(_ number: Int) -> OrderID? {
    checkout.text.utf8.count <= PlaceOrder.longestCheckout ? OrderID("\(checkout.text)/\(number)") : nil
  }

  /// Holds everything and asks for payment, order by order; whatever has expired on the stocks is released before.
  ///
  /// - Throws: in this order ``OrderError/invalid(_:)`` with every violation, at `checkout`, `lines[2].units` and the
  ///   like, `address.phone` and the like, `discount`, `tax`, `shipping`, `total` or `lasting`;
  ///   ``OrderError/duplicateCheckout(_:)``; ``OrderError/sellersNotActive(_:)`` with every such seller who has
  ///   registered; ``OrderError/listingsNotSellable(_:)`` with every such listing of a stock that the cart draws on;
  ///   ``OrderError/stock(_:)``: ``StockError/insufficient(_:)`` with every short line of the whole cart,
  ///   ``StockError/conflict(_:)`` where something else is held under an order's identity.
  /// - Complexity: O(n log n) in the lines, and what has expired.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> Receipt {
    let (cart, amounts, address) = try checked(with: workingSet)
    guard let first = orderID(1), workingSet.order(first) == nil else {
      throw .refused(.duplicateCheckout(checkout))
    }
    try checkPartners(in: workingSet)
    let ids = cart.parts.indices.compactMap { orderID($0 + 1) }
    let parts = zip(ids, cart.parts).map { (id: $0, lines: $1.stockLines) }
    var stock = StockTurn(from: workingSet, at: context.now)
    let made = try OrderError.atStock { () throws(Interruption<StockError>) in
      try stock.reserve(parts, span, under: rules, into: &changes)
    }
    // From here on nothing can fail.
    let kept = AddressSnapshot(id: changes.makeIdentifier(), buyer: buyer, address: address)
    changes.save(kept)
    var rows = OrderRows()
    let shares = amounts.divided(asGoodsOf: cart.parts.map { $0.goods })
    for (number, part) in cart.parts.enumerated() {
      let life = made[number].reservation.life
      let order = Order(
        ids[number], of: buyer, from: .checkout(checkout), soldBy: .seller(part.seller), factory: part.factory,
        lines: part.lines, address: kept.id, amounts: shares[number], fee: fee, placedAt: life.madeAt,
        payBefore: life.expiresAt ?? .latest)
      changes.record(.placed(order), of: order.id, at: order.placedAt, on: &rows)
      changes.request(.requestOrderPayment(order.paymentRequest(of: checkout)))
    }
    stock.end(into: &changes)
    changes.save(rows)
    return Receipt(orders: rows.orders.rows.map { Receipt.Placed($0) })
  }
}

extension Order {
  fileprivate func paymentRequest(of checkout: CheckoutID) -> OrderPaymentRequest {
    OrderPaymentRequest(
      checkout: checkout, order: id, buyer: buyer, amount: amounts.total, until: payBefore ?? .latest)
  }
}

extension Cart.Part {
  fileprivate var stockLines: [StockLine] {
    lines.compactMap { line in line.stock.map { StockLine($0, line.units) } }
  }
}

extension PlaceOrder.Receipt.Placed {
  fileprivate init(_ order: Order) {
    guard case .seller(let seller) = order.seller else { preconditionFailure("a checkout's order has a seller") }
    self.init(
      order: order.id, seller: seller, factory: order.factory, total: order.amounts.total,
      until: order.payBefore ?? .latest)
  }
}
