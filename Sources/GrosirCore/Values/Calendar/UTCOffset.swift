/// How far local time is ahead of UTC, the same all year (SPEC §2).
///
/// Indonesia has no daylight saving, so a fixed offset is all the calendar rules need; a place that has it would need a
/// time-zone database, which the core does not carry.
public struct UTCOffset: Sendable, Hashable {
  /// Minutes ahead of UTC, −1 439…1 439; negative west of Greenwich.
  public let minutes: Int

  /// Creates an offset, or nil if it is a day or more in either direction.
  public init?(minutes: Int) {
    guard -1_439...1_439 ~= minutes else { return nil }
    self.minutes = minutes
  }

  private init(unchecked minutes: Int) {
    self.minutes = minutes
  }

  /// No offset: UTC itself.
  public static var utc: UTCOffset { UTCOffset(unchecked: 0) }

  /// Jakarta and all of Indonesia's western zone, +07:00; the default of every calendar rule.
  public static var westernIndonesia: UTCOffset { UTCOffset(unchecked: 420) }

  var milliseconds: Int64 { Int64(minutes) * 60_000 }
}

extension UTCOffset: CustomStringConvertible {
  /// As RFC 3339 writes it: `+07:00`.
  public var description: String {
    let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
    let sign = minutes < 0 ? "-" : "+"
    return sign + DecimalText.padded(hours, width: 2) + ":" + DecimalText.padded(rest, width: 2)
  }
}
