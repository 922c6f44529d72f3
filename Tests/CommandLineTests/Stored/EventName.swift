import GrosirCore

/// The name of every event there is, listed so that a new one does not compile before it has its name here; and then
/// there must be an example of how it is stored.
enum EventName: String, CaseIterable {
  case productRevised = "PRODUCT_REVISED"
  case factoryConfigured = "FACTORY_CONFIGURED"
  case locationConfigured = "LOCATION_CONFIGURED"
  case sessionCreated = "SESSION_CREATED"
  case sessionJoined = "SESSION_JOINED"
  case sessionPledged = "SESSION_PLEDGED"
  case paymentConfirmed = "PAYMENT_CONFIRMED"
  case paymentReturned = "PAYMENT_RETURNED"
  case pledgeAdmitted = "PLEDGE_ADMITTED"
  case holdLapsed = "HOLD_LAPSED"
  case sessionLeft = "SESSION_LEFT"
  case paymentReversed = "PAYMENT_REVERSED"
  case refundRefused = "REFUND_REFUSED"
  case toleranceBreached = "TOLERANCE_BREACHED"
  case sessionNearExpiry = "SESSION_NEAR_EXPIRY"
  case sessionRulesMoved = "SESSION_RULES_MOVED"
  case stockSetAside = "STOCK_SET_ASIDE"
  case sessionClosed = "SESSION_CLOSED"
  case sessionCancelled = "SESSION_CANCELLED"
  case participantSettled = "PARTICIPANT_SETTLED"
  case stockReleased = "STOCK_RELEASED"
  case sessionRenewalProposed = "SESSION_RENEWAL_PROPOSED"
  case fulfilmentBegun = "FULFILMENT_BEGUN"
  case demandCovered = "DEMAND_COVERED"
  case sessionOrderPlaced = "SESSION_ORDER_PLACED"
  case sessionOrderRefused = "SESSION_ORDER_REFUSED"
  case sessionProductionStarted = "SESSION_PRODUCTION_STARTED"
  case sessionProductionCompleted = "SESSION_PRODUCTION_COMPLETED"
  case sessionOrderShipped = "SESSION_ORDER_SHIPPED"
  case fulfilmentShort = "FULFILMENT_SHORT"
  case fulfilmentOverdue = "FULFILMENT_OVERDUE"
  case sessionStockReceived = "SESSION_STOCK_RECEIVED"
  case escrowReleased = "ESCROW_RELEASED"
  case sessionFulfilled = "SESSION_FULFILLED"
  case heldGoodsPurchased = "HELD_GOODS_PURCHASED"
  case inventoryLimitsSet = "INVENTORY_LIMITS_SET"
  case inventoryAdjusted = "INVENTORY_ADJUSTED"
  case inventoryReserved = "INVENTORY_RESERVED"
  case reservationExtended = "RESERVATION_EXTENDED"
  case inventoryConsumed = "INVENTORY_CONSUMED"
  case inventoryReleased = "INVENTORY_RELEASED"
  case inventoryValued = "INVENTORY_VALUED"
  case inventorySold = "INVENTORY_SOLD"
  case inventoryWrittenOff = "INVENTORY_WRITTEN_OFF"
  case listingConfigured = "LISTING_CONFIGURED"
  case listingSwitchedOff = "LISTING_SWITCHED_OFF"
  case listingSwitchedOn = "LISTING_SWITCHED_ON"
  case inventorySynced = "INVENTORY_SYNCED"
  case inventoryOutOfStock = "INVENTORY_OUT_OF_STOCK"
  case inventoryBackInStock = "INVENTORY_BACK_IN_STOCK"
  case orderPlaced = "ORDER_PLACED"
  case orderPaymentBegun = "ORDER_PAYMENT_BEGUN"
  case orderPaid = "ORDER_PAID"
  case orderPaymentReturned = "ORDER_PAYMENT_RETURNED"
  case orderPaymentFailed = "ORDER_PAYMENT_FAILED"
  case orderExpired = "ORDER_EXPIRED"
  case orderCancelled = "ORDER_CANCELLED"
  case shipmentBooked = "SHIPMENT_BOOKED"
  case orderShipped = "ORDER_SHIPPED"
  case orderDelivered = "ORDER_DELIVERED"
  case shipmentTracked = "SHIPMENT_TRACKED"
  case orderRefunded = "ORDER_REFUNDED"
  case purchaseOrderPlaced = "PURCHASE_ORDER_PLACED"
  case purchaseOrderSent = "PURCHASE_ORDER_SENT"
  case purchaseOrderAcknowledged = "PURCHASE_ORDER_ACKNOWLEDGED"
  case productionStarted = "PRODUCTION_STARTED"
  case productionCompleted = "PRODUCTION_COMPLETED"
  case purchaseOrderShipped = "PURCHASE_ORDER_SHIPPED"
  case goodsReceived = "GOODS_RECEIVED"
  case purchaseOrderRefused = "PURCHASE_ORDER_REFUSED"
  case purchaseOrderCancelled = "PURCHASE_ORDER_CANCELLED"
  case withdrawalRequested = "WITHDRAWAL_REQUESTED"
  case withdrawalClaimed = "WITHDRAWAL_CLAIMED"
  case withdrawalCompleted = "WITHDRAWAL_COMPLETED"
  case withdrawalFailed = "WITHDRAWAL_FAILED"
  case payeeSettled = "PAYEE_SETTLED"
  case settlementPaid = "SETTLEMENT_PAID"
  case sellerRegistered = "SELLER_REGISTERED"
  case sellerActivated = "SELLER_ACTIVATED"
  case sellerSuspended = "SELLER_SUSPENDED"
}

extension EventName {
  init(_ event: Event) {
    self =
      switch event {
      case .product: .productRevised
      case .factory: .factoryConfigured
      case .location: .locationConfigured
      case .session(_, let event): EventName(event)
      case .stock(let event): EventName(event)
      case .order(_, let event): EventName(event)
      case .purchaseOrder(_, _, let event): EventName(event)
      case .money(let event): EventName(event)
      case .seller(_, let event): EventName(event)
      }
  }

  private init(_ event: SessionEvent) {
    self =
      switch event {
      case .created: .sessionCreated
      case .joined(let participant): participant.kind == .order ? .sessionJoined : .sessionPledged
      case .paid: .paymentConfirmed
      case .paymentReturned: .paymentReturned
      case .admitted: .pledgeAdmitted
      case .lapsed: .holdLapsed
      case .left: .sessionLeft
      case .reversed: .paymentReversed
      case .refundRefused: .refundRefused
      case .toleranceBreached: .toleranceBreached
      case .nearExpiryAnnounced: .sessionNearExpiry
      case .rulesMoved: .sessionRulesMoved
      case .stockSetAside: .stockSetAside
      case .closed: .sessionClosed
      case .cancelled: .sessionCancelled
      case .settled: .participantSettled
      case .stockReleased: .stockReleased
      case .renewalProposed: .sessionRenewalProposed
      case .fulfilmentBegun: .fulfilmentBegun
      case .demandCovered: .demandCovered
      case .orderProgressed(_, .placed): .sessionOrderPlaced
      case .orderProgressed(_, .refused): .sessionOrderRefused
      case .orderProgressed(_, .productionStarted): .sessionProductionStarted
      case .orderProgressed(_, .productionCompleted): .sessionProductionCompleted
      case .orderProgressed(_, .shipped): .sessionOrderShipped
      case .fulfilmentShort: .fulfilmentShort
      case .fulfilmentOverdue: .fulfilmentOverdue
      case .stockReceived: .sessionStockReceived
      case .released: .escrowReleased
      case .fulfilled: .sessionFulfilled
      case .heldGoodsPurchased: .heldGoodsPurchased
      }
  }

  private init(_ event: StockEvent) {
    self =
      switch event {
      case .limitsSet: .inventoryLimitsSet
      case .adjusted: .inventoryAdjusted
      case .reserved: .inventoryReserved
      case .extended: .reservationExtended
      case .consumed: .inventoryConsumed
      case .released: .inventoryReleased
      case .valued: .inventoryValued
      case .sold: .inventorySold
      case .writtenOff: .inventoryWrittenOff
      case .listing(let event): EventName(event)
      }
  }

  private init(_ event: ListingEvent) {
    self =
      switch event {
      case .listed: .listingConfigured
      case .switchedOff: .listingSwitchedOff
      case .switchedOn: .listingSwitchedOn
      case .synced: .inventorySynced
      case .outOfStock: .inventoryOutOfStock
      case .backInStock: .inventoryBackInStock
      }
  }

  private init(_ event: OrderEvent) {
    self =
      switch event {
      case .placed: .orderPlaced
      case .paymentBegun: .orderPaymentBegun
      case .paid: .orderPaid
      case .paymentReturned: .orderPaymentReturned
      case .paymentFailed: .orderPaymentFailed
      case .expired: .orderExpired
      case .cancelled: .orderCancelled
      case .shipmentBooked: .shipmentBooked
      case .shipped: .orderShipped
      case .tracked(let event): event.status == .delivered ? .orderDelivered : .shipmentTracked
      case .refunded: .orderRefunded
      }
  }

  private init(_ event: PurchaseOrderEvent) {
    self =
      switch event {
      case .placed: .purchaseOrderPlaced
      case .sent: .purchaseOrderSent
      case .acknowledged: .purchaseOrderAcknowledged
      case .productionStarted: .productionStarted
      case .productionCompleted: .productionCompleted
      case .shipped: .purchaseOrderShipped
      case .received: .goodsReceived
      case .refused: .purchaseOrderRefused
      case .cancelled: .purchaseOrderCancelled
      }
  }

  private init(_ event: MoneyEvent) {
    self =
      switch event {
      case .withdrawalRequested: .withdrawalRequested
      case .withdrawalClaimed: .withdrawalClaimed
      case .withdrawalCompleted: .withdrawalCompleted
      case .withdrawalFailed: .withdrawalFailed
      case .payeeSettled: .payeeSettled
      case .settlementPaid: .settlementPaid
      }
  }

  private init(_ event: SellerEvent) {
    self =
      switch event {
      case .registered: .sellerRegistered
      case .activated: .sellerActivated
      case .suspended: .sellerSuspended
      }
  }
}
