public import GrosirCore

extension EventSubject {
  /// What kind of thing it is, on the wire: `/history/{kind}/{id}` (SPEC §16).
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A session.
    case session
    /// A product.
    case product
    /// An order.
    case order
    /// The stock of one key.
    case stock
    /// A purchase order.
    case purchaseOrder
    /// A factory.
    case factory
    /// A location.
    case location
    /// A buyer's wallet.
    case wallet
    /// A withdrawal.
    case withdrawal
    /// A seller's registration.
    case seller
    /// A reseller's listing.
    case listing
    /// A factory, and what is owed to it.
    case factoryPayable
    /// A seller, and what is owed to them.
    case sellerPayable
  }

  /// What kind of thing it is.
  public var kind: Kind {
    switch self {
    case .session: .session
    case .product: .product
    case .order: .order
    case .stock: .stock
    case .purchaseOrder: .purchaseOrder
    case .factory: .factory
    case .location: .location
    case .wallet: .wallet
    case .withdrawal: .withdrawal
    case .seller: .seller
    case .listing: .listing
    case .payee(.factory): .factoryPayable
    case .payee(.seller): .sellerPayable
    }
  }

  /// Which one of its kind.
  public var id: String {
    switch self {
    case .session(let id): id.text
    case .product(let id): id.text
    case .order(let id): id.text
    case .stock(let key): key.description
    case .purchaseOrder(let id): id.text
    case .factory(let id): id.text
    case .location(let id): id.text
    case .wallet(let id): id.text
    case .withdrawal(let id): id.text
    case .seller(let id): id.text
    case .listing(let key): key.description
    case .payee(.factory(let id)): id.text
    case .payee(.seller(let id)): id.text
    }
  }

  /// Everything that a text may mean as a thing of a kind; of a stock or a listing perhaps several, since its parts may
  /// have a stroke in them.
  public static func readings(of kind: Kind, _ id: String) -> [EventSubject] {
    if kind == .stock {
      return NumberQuestion.readings(of: .onHand, id).compactMap { $0.stock.map { .stock($0) } }
    }
    if kind == .listing {
      return NumberQuestion.halves(id).compactMap { reseller, variant in
        guard let reseller = SellerID(reseller), let variant = VariantID(variant) else { return nil }
        return .listing(ListingKey(reseller, variant))
      }
    }
    let subject: EventSubject? =
      switch kind {
      case .session: SessionID(id).map { .session($0) }
      case .product: ProductID(id).map { .product($0) }
      case .order: OrderID(id).map { .order($0) }
      case .stock, .listing: nil
      case .purchaseOrder: PurchaseOrderNumber(id).map { .purchaseOrder($0) }
      case .factory: FactoryID(id).map { .factory($0) }
      case .location: LocationID(id).map { .location($0) }
      case .wallet: BuyerID(id).map { .wallet($0) }
      case .withdrawal: WithdrawalID(id).map { .withdrawal($0) }
      case .seller: SellerID(id).map { .seller($0) }
      case .factoryPayable: FactoryID(id).map { .payee(.factory($0)) }
      case .sellerPayable: SellerID(id).map { .payee(.seller($0)) }
      }
    return subject.map { [$0] } ?? []
  }
}

extension EventSubject: Recorded {
  /// What kind of thing, and which one.
  public var record: Record { ["kind": .text(kind.rawValue), "id": .text(id)] }
}
