/// The arithmetic of the proleptic Gregorian calendar, in days since 0000-01-01.
///
/// Every function is exact for years within ±10¹², far more than any ``LocalDate`` asks for.
enum CivilCalendar {
  /// Days from 0000-01-01 to 1970-01-01.
  static var daysBefore1970: Int { 719_528 }

  /// Whether a year has a 29 February.
  static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// Days from 0000-01-01 to the first of January of a year; negative for years before.
  ///
  /// A leap year counts in the days before the *next* year. Of the years from 0 up to, but without, `year`, ⌈year / n⌉
  /// are multiples of n; the same formula counts backwards below zero.
  static func daysBefore(year: Int) -> Int {
    let leapYears =
      year.dividedRoundingUp(by: 4) - year.dividedRoundingUp(by: 100) + year.dividedRoundingUp(by: 400)
    return year * 365 + leapYears
  }

  /// Days from the first of January to the first of a month, for months 1 to 12.
  static func daysBefore(month: Int, year: Int) -> Int {
    let ofCommonYear =
      switch month {
      case 1: 0
      case 2: 31
      case 3: 59
      case 4: 90
      case 5: 120
      case 6: 151
      case 7: 181
      case 8: 212
      case 9: 243
      case 10: 273
      case 11: 304
      default: 334
      }
    return month > 2 && isLeap(year) ? ofCommonYear + 1 : ofCommonYear
  }

  /// The date so many days after 0000-01-01.
  static func components(daysSinceYearZero days: Int) -> (year: Int, month: Int, day: Int) {
    // 400 years have 146 097 days, so this guess at the year is off by one at most.
    var year = (days * 400).dividedRoundingDown(by: 146_097)
    if daysBefore(year: year) > days { year -= 1 }
    if daysBefore(year: year + 1) <= days { year += 1 }
    let dayOfYear = days - daysBefore(year: year)
    // No month is longer than 31 days, so this guess at the month is never late, and early by one at most.
    var month = dayOfYear / 31 + 1
    if month < 12, daysBefore(month: month + 1, year: year) <= dayOfYear { month += 1 }
    return (year, month, dayOfYear - daysBefore(month: month, year: year) + 1)
  }
}
