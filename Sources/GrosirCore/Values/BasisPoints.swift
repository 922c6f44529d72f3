/// A share of a whole in basis points, 1/10 000 each: a fee, a threshold, a clearance rate (SPEC §2).
///
/// From none of it (0) to all of it (10 000); more than the whole and less than nothing cannot be expressed.
///
///     BasisPoints(500)       // 5 %
///     BasisPoints(10_001)    // nil
public struct BasisPoints: Sendable, Hashable {
  /// The number of basis points, 0…10 000.
  public let value: Int

  /// Creates a share, or nil if the value is not in 0…10 000.
  public init?(_ value: Int) {
    guard 0...BasisPoints.denominator ~= value else { return nil }
    self.value = value
  }

  /// Creates a share from a value that is known to be valid, such as a constant.
  ///
  /// - Precondition: the value is in 0…10 000.
  package init(unchecked value: Int) {
    assert(0...BasisPoints.denominator ~= value)
    self.value = value
  }

  /// How many basis points make the whole: 10 000.
  public static var denominator: Int { 10_000 }

  /// None of it: 0.
  public static var zero: BasisPoints { BasisPoints(unchecked: 0) }

  /// A quarter: 2 500.
  public static var quarter: BasisPoints { BasisPoints(unchecked: 2_500) }

  /// Half of it: 5 000.
  public static var half: BasisPoints { BasisPoints(unchecked: 5_000) }

  /// Three quarters: 7 500.
  public static var threeQuarters: BasisPoints { BasisPoints(unchecked: 7_500) }

  /// All of it: 10 000.
  public static var whole: BasisPoints { BasisPoints(unchecked: denominator) }

  /// What is missing to the whole: of 500, 9 500.
  public var complement: BasisPoints { BasisPoints(unchecked: BasisPoints.denominator - value) }
}

extension BasisPoints: Comparable {
  /// The order of the values.
  public static func < (left: BasisPoints, right: BasisPoints) -> Bool {
    left.value < right.value
  }
}

extension BasisPoints: CustomStringConvertible {
  /// The number and its unit: `500 bp`.
  public var description: String { "\(value) bp" }
}
