extension Row {
  /// What a row is: in tables, which of them it belongs in.
  ///
  /// The raw values are kept with what is stored.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A product's newest version.
    case product
    /// A session.
    case session
    /// A participant.
    case participant
    /// What a buyer has open in a session.
    case buyer
    /// A payment.
    case payment
    /// A refund.
    case refund
    /// A factory.
    case factory
    /// A warehouse or another location.
    case location
    /// A purchase order.
    case purchaseOrder
    /// The stock of a key.
    case stockItem
    /// What is held for an order or a session.
    case reservation
    /// What the platform's units of a stock had cost.
    case stockCosts
    /// An order.
    case order
    /// Money that arrived for an order.
    case orderPayment
    /// Money of an order that went back.
    case orderRefund
    /// An address that was given at a purchase.
    case address
    /// A withdrawal.
    case withdrawal
    /// A settlement.
    case settlement
    /// A seller's registration.
    case seller
    /// Who a seller is and where they are paid.
    case sellerDetails
    /// A reseller's listing.
    case listing
  }

  /// What it is.
  package var kind: Kind {
    switch self {
    case .product: .product
    case .session: .session
    case .participant: .participant
    case .buyer: .buyer
    case .payment: .payment
    case .refund: .refund
    case .factory: .factory
    case .location: .location
    case .purchaseOrder: .purchaseOrder
    case .stock(.item): .stockItem
    case .stock(.reservation): .reservation
    case .stock(.costs): .stockCosts
    case .order(.order): .order
    case .order(.payment): .orderPayment
    case .order(.refund): .orderRefund
    case .order(.address): .address
    case .money(.withdrawal): .withdrawal
    case .money(.settlement): .settlement
    case .partner(.seller): .seller
    case .partner(.sellerDetails): .sellerDetails
    case .partner(.listing): .listing
    }
  }

  /// All that is to be kept of it; what it is stands beside that.
  package var stored: Record {
    switch self {
    case .product(let row): row.stored
    case .session(let row): row.stored
    case .participant(let row): row.stored
    case .buyer(let row): row.stored
    case .payment(let row): row.stored
    case .refund(let row): row.stored
    case .factory(let row): row.stored
    case .location(let row): row.stored
    case .purchaseOrder(let row): row.stored
    case .stock(.item(let row)): row.stored
    case .stock(.reservation(let row)): row.stored
    case .stock(.costs(let row)): row.stored
    case .order(.order(let row)): row.stored
    case .order(.payment(let row)): row.stored
    case .order(.refund(let row)): row.stored
    case .order(.address(let row)): row.stored
    case .money(.withdrawal(let row)): row.stored
    case .money(.settlement(let row)): row.stored
    case .partner(.seller(let row)): row.stored
    case .partner(.sellerDetails(let row)): row.stored
    case .partner(.listing(let row)): row.stored
    }
  }

  /// The row of a kind that was kept.
  ///
  /// - Throws: ``StoredFault`` where none was.
  package init(_ kind: Kind, stored: Record) throws(StoredFault) {
    switch kind {
    case .product: self = .product(try Product(stored: stored))
    case .session: self = .session(try GroupSession(stored: stored))
    case .participant: self = .participant(try Participant(stored: stored))
    case .buyer: self = .buyer(try BuyerStanding(stored: stored))
    case .payment: self = .payment(try Payment(stored: stored))
    case .refund: self = .refund(try Refund(stored: stored))
    case .factory: self = .factory(try Factory(stored: stored))
    case .location: self = .location(try Location(stored: stored))
    case .purchaseOrder: self = .purchaseOrder(try PurchaseOrder(stored: stored))
    case .stockItem: self = .stock(.item(try StockItem(stored: stored)))
    case .reservation: self = .stock(.reservation(try Reservation(stored: stored)))
    case .stockCosts: self = .stock(.costs(try StockCosts(stored: stored)))
    case .order: self = .order(.order(try Order(stored: stored)))
    case .orderPayment: self = .order(.payment(try OrderPayment(stored: stored)))
    case .orderRefund: self = .order(.refund(try OrderRefund(stored: stored)))
    case .address: self = .order(.address(try AddressSnapshot(stored: stored)))
    case .withdrawal: self = .money(.withdrawal(try Withdrawal(stored: stored)))
    case .settlement: self = .money(.settlement(try SettledPeriod(stored: stored)))
    case .seller: self = .partner(.seller(try Seller(stored: stored)))
    case .sellerDetails: self = .partner(.sellerDetails(try SellerDetails(stored: stored)))
    case .listing: self = .partner(.listing(try Listing(stored: stored)))
    }
  }
}
