/// Arithmetic that says when a result does not fit, instead of trapping or wrapping around (SPEC §2).
extension FixedWidthInteger {
  /// The sum, or nil if it does not fit.
  @inlinable
  package func checkedAdding(_ other: Self) -> Self? {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? nil : sum
  }

  /// The difference, or nil if it does not fit.
  @inlinable
  package func checkedSubtracting(_ other: Self) -> Self? {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? nil : difference
  }

  /// The product, or nil if it does not fit.
  @inlinable
  package func checkedMultiplied(by other: Self) -> Self? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }
}

extension BinaryInteger {
  /// The mathematical ⌊self / divisor⌋, also below zero, for a positive divisor.
  @inlinable
  package func dividedRoundingDown(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The mathematical ⌈self / divisor⌉, also below zero, for a positive divisor.
  @inlinable
  package func dividedRoundingUp(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder > 0 ? quotient + 1 : quotient
  }
}
