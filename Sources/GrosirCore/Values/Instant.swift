/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (SPEC §2).
///
/// Every instant has an RFC 3339 text, hence lies in the years 0000 to 9999 of UTC; what would lie outside cannot be
/// made. Nothing here reads a clock: `now` always comes from whoever asks.
///
///     let opens = try Instant(rfc3339: "2026-03-02T09:00:00+07:00")
///     opens.adding(.hours(168))?.rfc3339    // "2026-03-09T02:00:00Z"
public struct Instant: Sendable, Hashable, BitwiseCopyable {
  /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
  public let millisecondsSince1970: Int64

  /// Creates an instant, or nil if it lies outside the years 0000 to 9999 of UTC.
  public init?(millisecondsSince1970: Int64) {
    guard Instant.accepted ~= millisecondsSince1970 else { return nil }
    self.millisecondsSince1970 = millisecondsSince1970
  }

  private init(unchecked milliseconds: Int64) {
    self.millisecondsSince1970 = milliseconds
  }

  /// 1970-01-01T00:00:00Z.
  public static var epoch: Instant { Instant(unchecked: 0) }

  /// The first instant there is: 0000-01-01T00:00:00Z.
  public static var earliest: Instant { Instant(unchecked: accepted.lowerBound) }

  /// The last instant there is: 9999-12-31T23:59:59.999Z.
  public static var latest: Instant { Instant(unchecked: accepted.upperBound) }

  private static var accepted: ClosedRange<Int64> { -62_167_219_200_000...253_402_300_799_999 }

  /// The instant so much later, or earlier for a negative timespan; nil if that lies outside the years 0000 to 9999.
  ///
  /// Where a deadline only has to be far away, `now.adding(window) ?? .latest` says so.
  public func adding(_ timespan: Timespan) -> Instant? {
    millisecondsSince1970.checkedAdding(timespan.milliseconds).flatMap(Instant.init(millisecondsSince1970:))
  }

  /// The instant so much earlier, or later for a negative timespan; nil if that lies outside the years 0000 to 9999.
  public func subtracting(_ timespan: Timespan) -> Instant? {
    adding(timespan.negated)
  }

  /// The time that passes from another instant to this one; negative if the other is later.
  ///
  /// It always fits.
  public func timespan(since other: Instant) -> Timespan {
    // The two lie less than 10 000 years apart, which is below 2⁴⁹ milliseconds.
    Timespan(unchecked: millisecondsSince1970 - other.millisecondsSince1970)
  }
}

extension Instant: Comparable {
  /// Whether the left one is earlier.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.millisecondsSince1970 < right.millisecondsSince1970
  }
}

extension Instant: CustomStringConvertible {
  /// The RFC 3339 text in UTC.
  public var description: String { rfc3339 }
}
