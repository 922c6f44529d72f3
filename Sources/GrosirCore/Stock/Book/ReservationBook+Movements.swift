extension ReservationBook {
  /// How many movements there were since they were last discarded.
  public var movementCount: Int { log.count }

  /// A movement, counted from the first since they were last discarded.
  ///
  /// - Precondition: there were so many.
  public func movement(at index: Int) -> StockMovement {
    precondition(0 <= index && index < log.count, "there was no such movement")
    let logged = log[UInt32(truncatingIfNeeded: index)]
    let reference: StockReference =
      if case .adjusted = logged.cause {
        .adjustment(names.adjustments[Int(logged.reference)])
      } else {
        .reservation(.order(names.orders[Int(logged.reference)]))
      }
    return StockMovement(
      key: names.keys[Int(logged.level)], before: logged.before, after: logged.after, cause: logged.cause,
      reference: reference, instant: logged.instant)
  }

  /// Discards the movements, once they are kept elsewhere; no unit moves.
  ///
  /// - Complexity: O(n) in the adjustments, and the orders that were let go of, since the last time.
  public mutating func discardMovements() {
    log.removeAll()
    names.removeAdjustments()
    while leavingOrders.count > 0 { vacantOrders.append(leavingOrders.removeLast()) }
  }
}

/// A movement in numbers.
struct LoggedMovement: BitwiseCopyable {
  let instant: Instant
  let level: UInt32
  /// The order's place, or the adjustment's.
  let reference: UInt32
  private let onHandBefore: UInt32
  private let reservedBefore: UInt32
  private let onHandAfter: UInt32
  private let reservedAfter: UInt32
  let cause: StockCause

  @inline(__always)
  init(
    _ level: UInt32, _ before: StockCount, _ after: StockCount, _ cause: StockCause, reference: UInt32,
    at instant: Instant
  ) {
    self.level = level
    self.reference = reference
    self.cause = cause
    self.instant = instant
    onHandBefore = UInt32(truncatingIfNeeded: before.onHand)
    reservedBefore = UInt32(truncatingIfNeeded: before.reserved)
    onHandAfter = UInt32(truncatingIfNeeded: after.onHand)
    reservedAfter = UInt32(truncatingIfNeeded: after.reserved)
  }

  var before: StockCount { StockCount(unchecked: Int(onHandBefore), reserved: Int(reservedBefore)) }

  var after: StockCount { StockCount(unchecked: Int(onHandAfter), reserved: Int(reservedAfter)) }
}
