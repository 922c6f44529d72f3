/// The platform's promise to top a session up with virtual units, so that the few who joined early get their goods
/// (SPEC §5; the sources' "bot").
///
/// Virtual units count towards success and tier. They are not a buyer: no demand, no order, no refund, no money, and
/// they are always shown as what they are. Where nobody paid, nothing is topped up.
public struct PlatformGuarantee: Sendable, Hashable {
  /// The share of the target up to which the platform tops up.
  public let minimumFill: BasisPoints

  /// A quarter of the target.
  public static var standard: PlatformGuarantee { PlatformGuarantee(minimumFill: .quarter) }

  /// Creates a guarantee.
  public init(minimumFill: BasisPoints) {
    self.minimumFill = minimumFill
  }

  /// The virtual units a session gets: `⌈minimumFill · target⌉ − paid units`, at least 0; none where nobody paid.
  ///
  /// Worked examples with a quarter: 20 paid units of 100 get 5; 10 of 99 get 15; 24 of 100 get 1; 25 and 0 get none.
  ///
  /// - Precondition: `target` is 1…10⁹, `paidUnits` not negative.
  public func fill(paidUnits: Int, target: Int) -> Int {
    guard paidUnits > 0 else { return 0 }
    // At most 10⁹ · 10⁴: fits.
    return max(0, (minimumFill.value * target).dividedRoundingUp(by: BasisPoints.denominator) - paidUnits)
  }
}
