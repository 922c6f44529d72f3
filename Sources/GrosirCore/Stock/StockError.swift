/// Why something about stock was refused (SPEC §7, §14).
///
/// A command that is refused changes nothing; the book has released by then what had expired.
///
/// Each case carries what a caller needs to act.
public enum StockError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])
  /// Not all of it is there: every short line, with what was asked for and what is available.
  case insufficient([Shortage])
  /// The order has reserved other lines.
  case conflict(OrderID)
  /// There is no such reservation, or it was forgotten.
  case unknownReservation
  /// There is no such order, or it was let go of.
  case unknownOrder
  /// The reservation's time was over at this instant.
  case reservationExpired(at: Instant)
  /// What is asked for is the opposite of what happened.
  case invalidTransition(from: ReservationState, action: ReservationAction)
  /// No extension leads beyond this instant.
  case beyondLifetime(latest: Instant)
  /// The reservation lasts until somebody consumes or releases it; there is no expiry to move.
  case neverExpires
  /// The reservation has not expired, and does not before this instant, or ever.
  case notExpired(expiresAt: Instant?)
  /// Fewer units would be left than are reserved: how many should go, and how many may.
  case belowReserved(asked: Int, available: Int)
  /// More than 10⁹ units would be there.
  case tooManyUnits(asked: Int, onHand: Int)
  /// The book holds as many things as it can number.
  case bookFull
  /// What the stock has cost cannot be counted, or is in another currency.
  case costOutOfRange

  /// One line that cannot be reserved in full.
  public struct Shortage: Sendable, Hashable {
    /// Of which stock.
    public let key: StockKey
    /// Units asked for, all lines of the key together.
    public let asked: Int
    /// Units that are available.
    public let available: Int

    /// Creates a shortage.
    package init(key: StockKey, asked: Int, available: Int) {
      self.key = key
      self.asked = asked
      self.available = available
    }
  }

  /// A stable word for programs and logs.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .insufficient: "insufficient"
    case .conflict: "conflict"
    case .unknownReservation: "unknownReservation"
    case .unknownOrder: "unknownOrder"
    case .reservationExpired: "reservationExpired"
    case .invalidTransition: "invalidTransition"
    case .beyondLifetime: "beyondLifetime"
    case .neverExpires: "neverExpires"
    case .notExpired: "notExpired"
    case .belowReserved: "belowReserved"
    case .tooManyUnits: "tooManyUnits"
    case .bookFull: "bookFull"
    case .costOutOfRange: "costOutOfRange"
    }
  }
}

extension StockError: CustomStringConvertible {
  /// What went wrong and what to do, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .insufficient(let shortages):
      "not enough stock: "
        + shortages.map { "\($0.asked) of \($0.key.description) asked for, \($0.available) available" }
        .joined(separator: "; ")
    case .conflict(let order): "the order \(order.text) has reserved other lines"
    case .unknownReservation: "there is no such reservation"
    case .unknownOrder: "there is no such order"
    case .reservationExpired(let instant): "the reservation expired at \(instant.rfc3339)"
    case .invalidTransition(let state, let action):
      "a reservation that is \(state.name) is not there to \(action.rawValue)"
    case .beyondLifetime(let latest): "the reservation ends at \(latest.rfc3339) at the latest"
    case .neverExpires: "the reservation has no expiry to move"
    case .notExpired(let expiry):
      "the reservation has not expired; it does " + (expiry.map { "at \($0.rfc3339)" } ?? "not expire at all")
    case .belowReserved(let asked, let available):
      "\(asked.magnitude) units cannot go: only \(available) are not reserved"
    case .tooManyUnits(let asked, let onHand):
      "with \(asked) units more than \(onHand) there would be more than \(Quantity.maximum)"
    case .bookFull: "the book is full"
    case .costOutOfRange: "what the stock has cost would be too much to count, or is in another currency"
    }
  }
}
