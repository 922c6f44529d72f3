/// Why a command about fulfilment or a purchase order was refused; nothing has changed then (SPEC §6, §8, §14).
///
/// Each case carries what a caller needs to act.
public enum FulfilmentError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])
  /// There is no such session.
  case unknownSession(SessionID)
  /// There is no such product.
  case unknownProduct(ProductID)
  /// The product's factory is not configured; configure it, and try again.
  case unknownFactory(FactoryID)
  /// There is no such purchase order.
  case unknownPurchaseOrder(PurchaseOrderNumber)
  /// The number is another purchase order's.
  case duplicatePurchaseOrder(PurchaseOrderNumber)
  /// The delivery was counted already, with this order.
  case duplicateReceipt(ReceiptID, PurchaseOrderNumber)
  /// In its state, a session does not allow that.
  case invalidTransition(from: SessionState, action: SessionAction)
  /// In its status, a purchase order does not allow that.
  case invalidOrderTransition(from: PurchaseOrderStatus, action: PurchaseOrderAction)
  /// All that is missing is outstanding on orders already.
  case nothingMissing
  /// It is due at this instant, and not before.
  case notYetDue(at: Instant)
  /// Units or money would be too much to count.
  case totalOutOfRange

  /// A stable word for programs and logs.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .unknownSession: "unknownSession"
    case .unknownProduct: "unknownProduct"
    case .unknownFactory: "unknownFactory"
    case .unknownPurchaseOrder: "unknownPurchaseOrder"
    case .duplicatePurchaseOrder: "duplicatePurchaseOrder"
    case .duplicateReceipt: "duplicateReceipt"
    case .invalidTransition: "invalidTransition"
    case .invalidOrderTransition: "invalidOrderTransition"
    case .nothingMissing: "nothingMissing"
    case .notYetDue: "notYetDue"
    case .totalOutOfRange: "totalOutOfRange"
    }
  }

  /// The same refusal, where a session said it.
  ///
  /// - Precondition: there is no such session, or its state does not allow the action.
  init(ofSession error: SessionError) {
    switch error {
    case .unknownSession(let session): self = .unknownSession(session)
    case .invalidTransition(let state, let action): self = .invalidTransition(from: state, action: action)
    default: preconditionFailure("\(error)")
    }
  }

  /// The same refusal, where a stock said it.
  ///
  /// - Precondition: units or costs would be too much to count; fulfilment asks for nothing that is not there.
  init(ofStock error: StockError) {
    switch error {
    case .tooManyUnits, .costOutOfRange: self = .totalOutOfRange
    default: preconditionFailure("\(error)")
    }
  }
}

extension FulfilmentError: CustomStringConvertible {
  /// What went wrong and what to do, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .unknownSession(let id): "there is no session \(id.text)"
    case .unknownProduct(let id): "there is no product \(id.text)"
    case .unknownFactory(let id): "the factory \(id.text) is not configured; configure it, and try again"
    case .unknownPurchaseOrder(let number): "there is no purchase order \(number.text)"
    case .duplicatePurchaseOrder(let number): "there is a purchase order \(number.text) already"
    case .duplicateReceipt(let receipt, let number):
      "the delivery \(receipt.text) was counted with purchase order \(number.text) already"
    case .invalidTransition(let state, let action):
      "\(SessionError.invalidTransition(from: state, action: action))"
    case .invalidOrderTransition(let status, let action):
      "a purchase order that is \(status.rawValue) takes no \(action.rawValue)"
    case .nothingMissing: "all that is missing has been ordered already"
    case .notYetDue(let instant): "not due before \(instant.rfc3339)"
    case .totalOutOfRange: "units or money would be too much to count"
    }
  }
}

extension FulfilmentError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .unknownSession(let id): ["code": code, "session": id.record]
    case .unknownProduct(let id): ["code": code, "product": id.record]
    case .unknownFactory(let id): ["code": code, "factory": id.record]
    case .unknownPurchaseOrder(let number), .duplicatePurchaseOrder(let number):
      ["code": code, "purchaseOrder": number.record]
    case .duplicateReceipt(let receipt, let number):
      ["code": code, "receipt": receipt.record, "purchaseOrder": number.record]
    case .invalidTransition(let from, let action): ["code": code, "from": from.record, "action": action.record]
    case .invalidOrderTransition(let from, let action): ["code": code, "from": from.record, "action": action.record]
    case .nothingMissing, .totalOutOfRange: ["code": code]
    case .notYetDue(let instant): ["code": code, "at": instant.record]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    guard let code: String = record.field("code") else { return nil }
    let made: FulfilmentError? =
      switch code {
      case "invalid": record.field("violations").map { .invalid($0) }
      case "unknownSession": record.field("session").map { .unknownSession($0) }
      case "unknownProduct": record.field("product").map { .unknownProduct($0) }
      case "unknownFactory": record.field("factory").map { .unknownFactory($0) }
      case "unknownPurchaseOrder": record.field("purchaseOrder").map { .unknownPurchaseOrder($0) }
      case "duplicatePurchaseOrder": record.field("purchaseOrder").map { .duplicatePurchaseOrder($0) }
      case "nothingMissing": .nothingMissing
      case "totalOutOfRange": .totalOutOfRange
      case "notYetDue": record.field("at").map { .notYetDue(at: $0) }
      default: FulfilmentError(severalFieldsOf: code, record)
      }
    guard let made else { return nil }
    self = made
  }

  private init?(severalFieldsOf code: String, _ record: Record) {
    switch code {
    case "duplicateReceipt":
      guard let receipt: ReceiptID = record.field("receipt"),
        let number: PurchaseOrderNumber = record.field("purchaseOrder")
      else { return nil }
      self = .duplicateReceipt(receipt, number)
    case "invalidTransition":
      guard let from: SessionState = record.field("from"), let action: SessionAction = record.field("action") else {
        return nil
      }
      self = .invalidTransition(from: from, action: action)
    case "invalidOrderTransition":
      guard let from: PurchaseOrderStatus = record.field("from"),
        let action: PurchaseOrderAction = record.field("action")
      else { return nil }
      self = .invalidOrderTransition(from: from, action: action)
    default: return nil
    }
  }
}
