import GrosirCore
import GrosirTesting

/// Values of the core, with a liking for their limits.
extension Choices {
  /// Any 64-bit integer, often one near zero, a limit, or the denominator of basis points.
  func edgyInteger() -> Int64 {
    if chance(1, in: 4) { return element(of: [9_999, 10_000, 10_001, -9_999, -10_000, -10_001]) }
    return boundaryInteger(in: .min ... .max)
  }

  /// Any instant, often one within two days of a limit or of 1970.
  func instant() -> Instant {
    let limits = Instant.earliest.millisecondsSince1970...Instant.latest.millisecondsSince1970
    let near: Int64 = 200_000_000
    let milliseconds =
      switch integer(in: 0...3) {
      case 0: integer(in: -near...near)
      case 1: limits.upperBound - integer(in: 0...near)
      case 2: limits.lowerBound + integer(in: 0...near)
      default: boundaryInteger(in: limits)
      }
    return Instant(millisecondsSince1970: milliseconds) ?? .epoch
  }

  /// Any offset.
  func offset() -> UTCOffset {
    UTCOffset(minutes: boundaryInteger(in: -1_439...1_439)) ?? .utc
  }

  /// Any rate.
  func rate() -> BasisPoints {
    BasisPoints(boundaryInteger(in: 0...BasisPoints.denominator)) ?? .zero
  }
}
