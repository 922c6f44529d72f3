/// A length of time in whole milliseconds; negative where it leads back (SPEC §2).
///
/// Constants are written with a unit and always fit; a number from outside goes through ``init(milliseconds:)`` or is
/// checked to be an `Int32` first.
///
///     Timespan.hours(168) == Timespan.days(7)    // true: the default duration of a session
///
/// A timespan is exact elapsed time. It is not a calendar's month or year, which differ in length.
public struct Timespan: Sendable, Hashable {
  /// The length in milliseconds, any `Int64` but the smallest, so that every timespan has an opposite.
  public let milliseconds: Int64

  /// Creates a timespan, or nil for `Int64.min`, which has no opposite.
  public init?(milliseconds: Int64) {
    guard milliseconds != .min else { return nil }
    self.milliseconds = milliseconds
  }

  /// Creates a timespan from a length that is known to be valid.
  ///
  /// - Precondition: the length is not `Int64.min`.
  package init(unchecked milliseconds: Int64) {
    assert(milliseconds != .min)
    self.milliseconds = milliseconds
  }

  /// No time at all.
  public static var zero: Timespan { Timespan(unchecked: 0) }

  /// So many milliseconds.
  public static func milliseconds(_ count: Int32) -> Timespan { Timespan(unchecked: Int64(count)) }

  /// So many seconds.
  public static func seconds(_ count: Int32) -> Timespan { Timespan(unchecked: Int64(count) * 1_000) }

  /// So many minutes of sixty seconds.
  public static func minutes(_ count: Int32) -> Timespan { Timespan(unchecked: Int64(count) * 60_000) }

  /// So many hours of sixty minutes.
  public static func hours(_ count: Int32) -> Timespan { Timespan(unchecked: Int64(count) * 3_600_000) }

  /// So many days of twenty-four hours.
  public static func days(_ count: Int32) -> Timespan { Timespan(unchecked: Int64(count) * 86_400_000) }

  /// Whether it leads back in time.
  public var isNegative: Bool { milliseconds < 0 }

  /// The same length in the other direction.
  public var negated: Timespan { Timespan(unchecked: -milliseconds) }

  /// Both lengths after one another, or nil if that does not fit.
  public func adding(_ other: Timespan) -> Timespan? {
    milliseconds.checkedAdding(other.milliseconds).flatMap(Timespan.init(milliseconds:))
  }

  /// This length so many times over, or nil if that does not fit.
  public func times(_ count: Int) -> Timespan? {
    milliseconds.checkedMultiplied(by: Int64(count)).flatMap(Timespan.init(milliseconds:))
  }
}

extension Timespan: Comparable {
  /// The order of the lengths; one that leads back is less than none.
  public static func < (left: Timespan, right: Timespan) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension Timespan: CustomStringConvertible {
  /// The length in milliseconds with its unit: `604800000 ms`.
  public var description: String { "\(milliseconds) ms" }
}
