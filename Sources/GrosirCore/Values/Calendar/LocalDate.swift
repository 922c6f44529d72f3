/// A day of the proleptic Gregorian calendar, wherever it is observed (SPEC §2).
///
/// There are exactly the days that some ``Instant`` falls on at some ``UTCOffset``: those of the years 0000 to 9999,
/// the one before and the one after.
///
///     LocalDate(year: 2024, month: 2, day: 29)?.weekday    // thursday
///     LocalDate(year: 2025, month: 2, day: 29)             // nil
public struct LocalDate: Sendable, Hashable {
  /// Days since 1970-01-01; negative before.
  public let daysSince1970: Int

  /// Creates the day so many days after 1970-01-01, or nil if there is none.
  public init?(daysSince1970: Int) {
    guard LocalDate.accepted ~= daysSince1970 else { return nil }
    self.daysSince1970 = daysSince1970
  }

  /// Creates a day, or nil if there is none of that name: a thirteenth month, a 29 February of a common year.
  ///
  /// - Parameters:
  ///   - year: The astronomical year; year 0 precedes year 1.
  ///   - month: 1 for January to 12.
  ///   - day: The day of the month, from 1.
  public init?(year: Int, month: Int, day: Int) {
    guard -1...10_000 ~= year, 1...12 ~= month else { return nil }
    guard 1...LocalDate.daysInMonth(month, ofYear: year) ~= day else { return nil }
    let daysSinceYearZero = CivilCalendar.daysBefore(year: year) + CivilCalendar.daysBefore(month: month, year: year)
    self.init(daysSince1970: daysSinceYearZero + day - 1 - CivilCalendar.daysBefore1970)
  }

  /// Creates a day that is known to exist.
  ///
  /// - Precondition: the day is that of some instant at some offset.
  init(unchecked daysSince1970: Int) {
    assert(LocalDate.accepted ~= daysSince1970)
    self.daysSince1970 = daysSince1970
  }

  /// From −0001-12-31 to 10000-01-01.
  private static var accepted: ClosedRange<Int> { -719_529...2_932_897 }

  /// Year, month from 1 to 12 and day of the month from 1.
  public var components: (year: Int, month: Int, day: Int) {
    CivilCalendar.components(daysSinceYearZero: daysSince1970 + CivilCalendar.daysBefore1970)
  }

  /// The day of the week.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    Weekday(cycling: daysSince1970 + Weekday.thursday.rawValue)
  }

  /// The day so many days later, or earlier for a negative number; nil if there is none.
  public func adding(days: Int) -> LocalDate? {
    daysSince1970.checkedAdding(days).flatMap(LocalDate.init(daysSince1970:))
  }

  /// How many days a month has.
  ///
  /// - Parameters:
  ///   - month: 1 for January to 12; any other month has no days.
  ///   - year: The astronomical year.
  public static func daysInMonth(_ month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: CivilCalendar.isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1, 3, 5, 7, 8, 10, 12: 31
    default: 0
    }
  }
}

extension LocalDate: Comparable {
  /// Whether the left day is earlier.
  public static func < (left: LocalDate, right: LocalDate) -> Bool {
    left.daysSince1970 < right.daysSince1970
  }
}

extension LocalDate: CustomStringConvertible {
  /// ISO 8601: `2026-03-02`.
  public var description: String {
    let (year, month, day) = components
    var text = year < 0 ? "-" : ""
    text += DecimalText.padded(abs(year), width: 4)
    return text + "-" + DecimalText.padded(month, width: 2) + "-" + DecimalText.padded(day, width: 2)
  }
}
