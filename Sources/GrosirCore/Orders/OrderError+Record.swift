extension OrderError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .unknownOrder(let id): ["code": code, "order": id.record]
    case .duplicateCheckout(let id): ["code": code, "checkout": id.record]
    case .invalidTransition(let from, let payment, let action):
      ["code": code, "from": from.record, "payment": payment.record, "action": .text(action.rawValue)]
    case .belongsToSession(let id): ["code": code, "session": id.record]
    case .conflictingPayment(let reference): ["code": code, "payment": reference.record]
    case .conflictingRefund(let id): ["code": code, "refund": id.record]
    case .conflictingShipment(let number): ["code": code, "trackingNumber": number.record]
    case .exceedsPaid(let asked, let left): ["code": code, "asked": asked.record, "left": left.record]
    case .sellersNotActive(let sellers): ["code": code, "sellers": sellers.record]
    case .listingsNotSellable(let listings): ["code": code, "listings": listings.record]
    case .stock(let error): ["code": code, "stock": error.record]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    guard let code: String = record.field("code") else { return nil }
    if let error: StockError = record.field("stock") {
      self = .stock(error)
      return
    }
    let made: OrderError? =
      switch code {
      case "invalid": record.field("violations").map { .invalid($0) }
      case "unknownOrder": record.field("order").map { .unknownOrder($0) }
      case "duplicateCheckout": record.field("checkout").map { .duplicateCheckout($0) }
      case "belongsToSession": record.field("session").map { .belongsToSession($0) }
      case "conflictingPayment": record.field("payment").map { .conflictingPayment($0) }
      case "conflictingRefund": record.field("refund").map { .conflictingRefund($0) }
      case "conflictingShipment": record.field("trackingNumber").map { .conflictingShipment($0) }
      case "sellersNotActive": record.field("sellers").map { .sellersNotActive($0) }
      case "listingsNotSellable": record.field("listings").map { .listingsNotSellable($0) }
      default: OrderError(severalFieldsOf: code, record)
      }
    guard let made else { return nil }
    self = made
  }

  private init?(severalFieldsOf code: String, _ record: Record) {
    switch code {
    case "invalidTransition":
      guard let from: OrderStatus = record.field("from"), let payment: PaymentStatus = record.field("payment"),
        let word: String = record.field("action"), let action = OrderAction(rawValue: word)
      else { return nil }
      self = .invalidTransition(from: from, payment: payment, action: action)
    case "exceedsPaid":
      guard let asked: Money = record.field("asked"), let left: Money = record.field("left") else { return nil }
      self = .exceedsPaid(asked: asked, left: left)
    default: return nil
    }
  }
}
