/// What day and time it is somewhere, and back (SPEC §2).
extension Instant {
  /// The day it is then at an offset; every instant has one.
  ///
  ///     try Instant(rfc3339: "2026-03-02T17:30:00Z").localDate()    // 2026-03-03 in Jakarta
  public func localDate(at offset: UTCOffset = .westernIndonesia) -> LocalDate {
    LocalDate(unchecked: local(at: offset).day)
  }

  /// The time of day it is then at an offset.
  public func localTime(at offset: UTCOffset = .westernIndonesia) -> LocalTime {
    LocalTime(unchecked: local(at: offset).millisecond)
  }

  /// Creates the instant of a local day and time, or nil if it lies outside the years 0000 to 9999 of UTC.
  public init?(_ date: LocalDate, _ time: LocalTime, at offset: UTCOffset = .westernIndonesia) {
    // At most 2 932 897 days either way: nowhere near the limits of 64 bits.
    let local = Int64(date.daysSince1970) * Int64(LocalTime.millisecondsInDay) + Int64(time.millisecondsSinceMidnight)
    self.init(millisecondsSince1970: local - offset.milliseconds)
  }

  /// The first local midnight strictly after this instant; nil if it lies past the year 9999 of UTC.
  ///
  /// When a renewed session opens (SPEC §5). At midnight itself the answer is the next one, a day later.
  ///
  ///     try Instant(rfc3339: "2026-03-02T09:00:00+07:00").nextMidnight()    // 2026-03-02T17:00:00Z
  public func nextMidnight(at offset: UTCOffset = .westernIndonesia) -> Instant? {
    localDate(at: offset).adding(days: 1).flatMap { Instant($0, .midnight, at: offset) }
  }

  private func local(at offset: UTCOffset) -> (day: Int, millisecond: Int) {
    let local = millisecondsSince1970 + offset.milliseconds
    let millisecondsInDay = Int64(LocalTime.millisecondsInDay)
    let day = local.dividedRoundingDown(by: millisecondsInDay)
    return (Int(day), Int(local - day * millisecondsInDay))
  }
}
