import GrosirCore
import XCTest

final class LocalDateTests: XCTestCase {
  /// Every day there is, walked one by one with the rules everybody learns at school.
  func testTheCalendarAgreesWithAWalkThroughAllDays() throws {
    var (year, month, day) = (-1, 12, 31)
    var weekday = 5
    for number in -719_529...2_932_897 {
      let date = try XCTUnwrap(LocalDate(daysSince1970: number))
      let components = date.components
      guard components == (year, month, day), date.weekday.rawValue == weekday,
        LocalDate(year: year, month: month, day: day) == date
      else { return XCTFail("\(number) is \(date), \(date.weekday); not \(year)-\(month)-\(day)") }
      weekday = weekday % 7 + 1
      day += 1
      if day > lengthOfMonth(month, year) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    XCTAssertEqual([year, month, day], [10_000, 1, 2])
  }

  private func lengthOfMonth(_ month: Int, _ year: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  func testKnownDays() {
    XCTAssertEqual(LocalDate(year: 1970, month: 1, day: 1)?.daysSince1970, 0)
    XCTAssertEqual(LocalDate(year: 2000, month: 3, day: 1)?.daysSince1970, 11_017)
    XCTAssertEqual(LocalDate(year: 2024, month: 2, day: 29)?.weekday, .thursday)
    XCTAssertEqual(LocalDate(year: 2026, month: 3, day: 2)?.weekday, .monday)
  }

  func testDaysThatDoNotExist() {
    let missing = [
      (2025, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32),
      (-1, 12, 30), (10_000, 1, 2), (-2, 12, 31), (.min, 1, 1), (.max, 1, 1), (2026, .min, 1), (2026, 1, .max),
    ]
    for (year, month, day) in missing {
      XCTAssertNil(LocalDate(year: year, month: month, day: day), "\(year)-\(month)-\(day)")
    }
    for number in [-719_530, 2_932_898, .min, .max] { XCTAssertNil(LocalDate(daysSince1970: number)) }
  }

  func testAddingDays() throws {
    let date = try XCTUnwrap(LocalDate(year: 2024, month: 2, day: 28))
    XCTAssertEqual(date.adding(days: 1)?.description, "2024-02-29")
    XCTAssertEqual(date.adding(days: 2)?.description, "2024-03-01")
    XCTAssertEqual(date.adding(days: -59)?.description, "2023-12-31")
    XCTAssertNil(date.adding(days: .max))
    XCTAssertNil(date.adding(days: .min))
    XCTAssertLessThan(date, try XCTUnwrap(date.adding(days: 1)))
  }

  func testMonthsThatDoNotExistHaveNoDays() {
    for month in [0, 13, .min, .max] { XCTAssertEqual(LocalDate.daysInMonth(month, ofYear: 2026), 0) }
    XCTAssertEqual((1...12).map { LocalDate.daysInMonth($0, ofYear: 2026) }.reduce(0, +), 365)
    XCTAssertEqual((1...12).map { LocalDate.daysInMonth($0, ofYear: 2024) }.reduce(0, +), 366)
  }

  func testDescriptionsAtTheLimits() {
    XCTAssertEqual(LocalDate(daysSince1970: -719_529)?.description, "-0001-12-31")
    XCTAssertEqual(LocalDate(daysSince1970: -719_528)?.description, "0000-01-01")
    XCTAssertEqual(LocalDate(daysSince1970: 2_932_897)?.description, "10000-01-01")
  }
}

final class LocalTimeTests: XCTestCase {
  func testPartsComeBack() throws {
    for milliseconds in stride(from: 0, to: 86_400_000, by: 7_919) {
      let time = LocalTime(unchecked: milliseconds)
      let again = LocalTime(
        hour: time.hour, minute: time.minute, second: time.second, millisecond: time.millisecond)
      XCTAssertEqual(again, time)
    }
  }

  func testPartsOutOfRange() {
    XCTAssertEqual(LocalTime(hour: 0, minute: 0), .midnight)
    XCTAssertEqual(LocalTime(hour: 23, minute: 59, second: 59, millisecond: 999)?.millisecondsSinceMidnight, 86_399_999)
    XCTAssertNil(LocalTime(hour: 24, minute: 0))
    XCTAssertNil(LocalTime(hour: -1, minute: 0))
    XCTAssertNil(LocalTime(hour: 0, minute: 60))
    XCTAssertNil(LocalTime(hour: 0, minute: -1))
    XCTAssertNil(LocalTime(hour: 0, minute: 0, second: 60))
    XCTAssertNil(LocalTime(hour: 0, minute: 0, second: 0, millisecond: 1_000))
    XCTAssertNil(LocalTime(hour: .max, minute: .max, second: .min, millisecond: .min))
  }

  func testDescriptions() {
    XCTAssertEqual(LocalTime(hour: 10, minute: 0)?.description, "10:00:00")
    XCTAssertEqual(LocalTime(hour: 1, minute: 2, second: 3, millisecond: 4)?.description, "01:02:03.004")
  }

  func testOffsets() {
    XCTAssertEqual(UTCOffset.westernIndonesia.description, "+07:00")
    XCTAssertEqual(UTCOffset.utc.description, "+00:00")
    XCTAssertEqual(UTCOffset(minutes: -210)?.description, "-03:30")
    XCTAssertEqual(UTCOffset(minutes: 1_439)?.description, "+23:59")
    for minutes in [-1_440, 1_440, .min, .max] { XCTAssertNil(UTCOffset(minutes: minutes)) }
  }
}
