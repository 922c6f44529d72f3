/// Units of one variant that a session left over, in money (SPEC §9).
///
/// What can be sold off is the variant's clearance rate of what they cost, rounded half away from zero; the rest is
/// waste, so that both always add up to the cost.
public struct Leftovers: Sendable, Hashable {
  /// How many units.
  public let units: Int

  /// What they cost.
  public let cost: Money

  /// What selling them off is estimated to bring in.
  public let recoverable: Money

  /// What the session wasted: leftovers × unit cost × (1 − clearance rate).
  public let waste: Money

  /// Values units at their cost.
  ///
  /// - Throws: ``JournalError/unitsOutOfRange(_:)``; ``JournalError/negativeAmount(_:)``; ``JournalError/money(_:)`` if
  ///   the cost does not fit.
  public init(_ units: Int, at unitCost: Money, clearanceRate: BasisPoints) throws(JournalError) {
    guard 0...Quantity.maximum ~= units else { throw .unitsOutOfRange(units) }
    guard !unitCost.isNegative else { throw .negativeAmount(unitCost) }
    self.units = units
    cost = try JournalError.counting { () throws(MoneyError) in try unitCost.times(units) }
    (recoverable, waste) = cost.split(at: clearanceRate, rounding: .halfAwayFromZero)
  }
}
