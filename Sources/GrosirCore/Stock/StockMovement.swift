/// One change of one stock level: what it was, what it is, why, on whose account and when (SPEC §7).
///
/// A key's movements follow one another without a gap: each begins where the one before it ended, and none is dated
/// before the one before it.
public struct StockMovement: Sendable, Hashable {
  /// Which stock.
  public let key: StockKey
  /// What it was.
  public let before: StockCount
  /// What it is.
  public let after: StockCount
  /// Why.
  public let cause: StockCause
  /// On whose account.
  public let reference: StockReference
  /// When.
  public let instant: Instant

  /// Creates a movement.
  package init(
    key: StockKey, before: StockCount, after: StockCount, cause: StockCause, reference: StockReference, instant: Instant
  ) {
    self.key = key
    self.before = before
    self.after = after
    self.cause = cause
    self.reference = reference
    self.instant = instant
  }
}

/// Why a stock level changed.
public enum StockCause: Sendable, Hashable, BitwiseCopyable {
  /// Units were promised.
  case reserved
  /// Promised units went out.
  case consumed
  /// Promised units became free.
  case released(ReleaseReason)
  /// Units came or went without having been promised.
  case adjusted(AdjustmentReason)

  /// The cause's name on the wire.
  public var name: String {
    switch self {
    case .reserved: "reserved"
    case .consumed: "consumed"
    case .released(let reason): reason.rawValue
    case .adjusted(let reason): reason.rawValue
    }
  }
}

/// Why units came or went without having been promised; the raw values are part of the wire format.
public enum AdjustmentReason: String, Sendable, Hashable, CaseIterable, BitwiseCopyable {
  /// Goods came in.
  case receipt
  /// Somebody counted, and it was more or less.
  case correction
  /// Goods are lost or spoilt.
  case writeOff = "write_off"
  /// A buyer sent goods back.
  case customerReturn = "return"

  /// Whether so many units can come, or go if negative, for this reason.
  ///
  /// Goods come in and back, and are written off; only a correction goes either way, and none is of nothing.
  func allows(_ units: Int) -> Bool {
    switch self {
    case .receipt, .customerReturn: units > 0
    case .writeOff: units < 0
    case .correction: units != 0
    }
  }

  /// What is wrong with so many units, if anything.
  func violation(of units: Int) -> Violation? {
    guard units.magnitude <= Quantity.maximum else {
      return Violation(FieldPath("units"), .tooLarge, "\(units) is more than \(Quantity.maximum) either way")
    }
    guard !allows(units) else { return nil }
    let expected =
      switch self {
      case .receipt, .customerReturn: "1 or more"
      case .writeOff: "−1 or less"
      case .correction: "anything but 0"
      }
    return Violation(FieldPath("units"), .outOfRange, "units of a \(rawValue) are \(expected), not \(units)")
  }
}

/// On whose account a stock level changed.
public enum StockReference: Sendable, Hashable {
  /// An order's or a session's, for which units were reserved, consumed or released.
  case reservation(ReservationHolder)
  /// A document's, such as a delivery note: whatever whoever adjusted named.
  case adjustment(AdjustmentID)
}

/// What an adjustment goes back to; a subject for ``AdjustmentID`` and nothing else.
public enum StockAdjustment: Sendable {}

/// The identity of what an adjustment goes back to: a delivery note, a purchase order, a count.
public typealias AdjustmentID = Identifier<StockAdjustment>
