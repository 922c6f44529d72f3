extension StockError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .insufficient(let shortages): ["code": code, "shortages": shortages.record]
    case .conflict(let order): ["code": code, "order": order.record]
    case .unknownReservation, .unknownOrder, .neverExpires, .bookFull, .costOutOfRange: ["code": code]
    case .reservationExpired(let instant), .beyondLifetime(let instant): ["code": code, "at": instant.record]
    case .invalidTransition(let from, let action):
      ["code": code, "from": from.record, "action": .text(action.rawValue)]
    case .notExpired(let expiry): ["code": code, "expiresAt": expiry.record]
    case .belowReserved(let asked, let available):
      ["code": code, "asked": asked.record, "available": available.record]
    case .tooManyUnits(let asked, let onHand): ["code": code, "asked": asked.record, "onHand": onHand.record]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    guard let code: String = record.field("code") else { return nil }
    let made: StockError? =
      switch code {
      case "invalid": record.field("violations").map { .invalid($0) }
      case "insufficient": record.field("shortages").map { .insufficient($0) }
      case "conflict": record.field("order").map { .conflict($0) }
      case "unknownReservation": .unknownReservation
      case "unknownOrder": .unknownOrder
      case "neverExpires": .neverExpires
      case "bookFull": .bookFull
      case "costOutOfRange": .costOutOfRange
      case "reservationExpired": record.field("at").map { .reservationExpired(at: $0) }
      case "beyondLifetime": record.field("at").map { .beyondLifetime(latest: $0) }
      case "notExpired": record.field("expiresAt").map { .notExpired(expiresAt: $0) }
      default: StockError(severalFieldsOf: code, record)
      }
    guard let made else { return nil }
    self = made
  }

  private init?(severalFieldsOf code: String, _ record: Record) {
    switch code {
    case "invalidTransition":
      guard let from: ReservationState = record.field("from"), let word: String = record.field("action"),
        let action = ReservationAction(rawValue: word)
      else { return nil }
      self = .invalidTransition(from: from, action: action)
    case "belowReserved":
      guard let asked: Int = record.field("asked"), let available: Int = record.field("available") else { return nil }
      self = .belowReserved(asked: asked, available: available)
    case "tooManyUnits":
      guard let asked: Int = record.field("asked"), let onHand: Int = record.field("onHand") else { return nil }
      self = .tooManyUnits(asked: asked, onHand: onHand)
    default: return nil
    }
  }
}

extension StockError.Shortage: Recordable {
  /// Which stock, and how many units were asked for and are available.
  public var record: Record {
    .fields(key.fields + [.init("asked", asked.record), .init("available", available.record)])
  }

  /// From which stock, and how many units were asked for and are available.
  public init?(record: Record) {
    guard let key = StockKey(record: record), let asked: Int = record.field("asked"),
      let available: Int = record.field("available")
    else { return nil }
    self.init(key: key, asked: asked, available: available)
  }
}
