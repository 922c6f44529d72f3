/// How many units there are of one stock key, and how many of them are promised (SPEC §7).
///
/// onHand ≥ reserved ≥ 0, always. What is available follows from the two and is never stored. The functions here are
/// the only ways to get from one count to another, for the ``ReservationBook`` as for every store.
public struct StockCount: Sendable, Hashable {
  /// Units that exist, 0…10⁹.
  public let onHand: Int

  /// Units of those that open reservations hold.
  public let reserved: Int

  /// Creates a count, or nil unless 0 ≤ reserved ≤ onHand ≤ 10⁹.
  public init?(onHand: Int, reserved: Int = 0) {
    guard 0 <= reserved, reserved <= onHand, onHand <= Quantity.maximum else { return nil }
    self.init(unchecked: onHand, reserved: reserved)
  }

  /// Creates a count that is known to be valid.
  ///
  /// - Precondition: 0 ≤ reserved ≤ onHand ≤ 10⁹.
  @inline(__always)
  init(unchecked onHand: Int, reserved: Int) {
    assert(0 <= reserved && reserved <= onHand && onHand <= Quantity.maximum)
    self.onHand = onHand
    self.reserved = reserved
  }

  /// Nothing.
  public static var zero: StockCount { StockCount(unchecked: 0, reserved: 0) }

  /// Units that may still be reserved: onHand − reserved.
  public var available: Int { onHand - reserved }
}

extension StockCount {
  /// The count with so many units more reserved, or nil if fewer are available.
  ///
  /// - Precondition: `units` ≥ 0.
  @inline(__always)
  func reserving(_ units: Int) -> StockCount? {
    guard units <= available else { return nil }
    return StockCount(unchecked: onHand, reserved: reserved + units)
  }

  /// The count after a reservation of so many units was released.
  ///
  /// - Precondition: so many are reserved.
  @inline(__always)
  func releasing(_ units: Int) -> StockCount {
    precondition(0 <= units && units <= reserved, "more is released than was reserved")
    return StockCount(unchecked: onHand, reserved: reserved - units)
  }

  /// The count after a reservation of so many units was consumed: both fall.
  ///
  /// - Precondition: so many are reserved.
  @inline(__always)
  func consuming(_ units: Int) -> StockCount {
    precondition(0 <= units && units <= reserved, "more is consumed than was reserved")
    return StockCount(unchecked: onHand - units, reserved: reserved - units)
  }

  /// The count after so many units came, or went if negative.
  ///
  /// - Throws: ``StockError/belowReserved(asked:available:)`` when fewer would be left than are reserved;
  ///   ``StockError/tooManyUnits(asked:onHand:)`` when there would be more than 10⁹.
  func adjusted(by units: Int) throws(StockError) -> StockCount {
    guard let sum = onHand.checkedAdding(units), sum <= Quantity.maximum else {
      throw .tooManyUnits(asked: units, onHand: onHand)
    }
    guard sum >= reserved else { throw .belowReserved(asked: units, available: available) }
    return StockCount(unchecked: sum, reserved: reserved)
  }
}
