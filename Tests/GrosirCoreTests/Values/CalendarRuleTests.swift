import GrosirCore
import GrosirTesting
import XCTest

final class CalendarRuleTests: XCTestCase {
  func testTheLocalDayAndTimeOfAnInstant() throws {
    let instant = try Instant(rfc3339: "2026-03-02T17:30:00Z")
    XCTAssertEqual(instant.localDate().description, "2026-03-03")
    XCTAssertEqual(instant.localTime().description, "00:30:00")
    XCTAssertEqual(instant.localDate(at: .utc).description, "2026-03-02")
    XCTAssertEqual(Instant(instant.localDate(), instant.localTime()), instant)
  }

  func testEveryInstantHasALocalDayAndComesBackFromIt() throws {
    try checkProperty("an instant comes back from its local day and time", cases: 20_000) { choices in
      let instant = choices.instant()
      let offset = choices.offset()
      let again = Instant(instant.localDate(at: offset), instant.localTime(at: offset), at: offset)
      try expectEqual(again, instant, "at \(offset)")
    }
    for limit in [Instant.earliest, .latest] {
      for offset in [-1_439, 1_439].compactMap(UTCOffset.init) {
        XCTAssertEqual(Instant(limit.localDate(at: offset), limit.localTime(at: offset), at: offset), limit)
      }
    }
  }

  func testASchedulePrintsItsDaysInOrder() {
    XCTAssertEqual("\(WeeklySchedule.withdrawalBatches)", "tuesday, friday at 10:00:00 +07:00")
    let everyDay = WeeklySchedule(Set(Weekday.allCases.reversed()), at: WeeklySchedule.payouts.time, offset: .utc)
    let days = "monday, tuesday, wednesday, thursday, friday, saturday, sunday"
    XCTAssertEqual(everyDay?.description, "\(days) at 10:00:00 +00:00")
  }

  func testTheNextMidnightIsStrictlyLater() throws {
    let midnight = try Instant(rfc3339: "2026-03-03T00:00:00+07:00")
    XCTAssertEqual(try Instant(rfc3339: "2026-03-02T09:00:00+07:00").nextMidnight(), midnight)
    XCTAssertEqual(midnight.subtracting(.milliseconds(1))?.nextMidnight(), midnight)
    XCTAssertEqual(midnight.nextMidnight()?.rfc3339, "2026-03-03T17:00:00Z")
    XCTAssertNil(Instant.latest.nextMidnight())
    XCTAssertNil(Instant.latest.nextMidnight(at: .utc))
  }

  func testTheNextMidnightIsTheFirstOne() throws {
    try checkProperty("the next midnight is the first one", cases: 20_000) { choices in
      let instant = choices.instant()
      let offset = choices.offset()
      choices.note("\(instant) at \(offset)")
      guard let midnight = instant.nextMidnight(at: offset) else {
        return try expect(instant.adding(.days(1)) == nil, "there is a midnight left")
      }
      try expect(midnight > instant && midnight.timespan(since: instant) <= .days(1), "\(midnight)")
      try expectEqual(midnight.localTime(at: offset), .midnight)
    }
  }

  func testWithdrawalBatchesRunOnTuesdaysAndFridays() throws {
    var instant = try Instant(rfc3339: "2026-03-02T12:00:00+07:00")
    var batches: [String] = []
    for _ in 0..<4 {
      instant = try XCTUnwrap(WeeklySchedule.withdrawalBatches.first(after: instant))
      batches.append(instant.rfc3339)
    }
    XCTAssertEqual(
      batches,
      ["2026-03-03T03:00:00Z", "2026-03-06T03:00:00Z", "2026-03-10T03:00:00Z", "2026-03-13T03:00:00Z"])
  }

  func testABatchInstantIsNotAfterItself() throws {
    let batch = try Instant(rfc3339: "2026-03-06T10:00:00+07:00")
    let before = try XCTUnwrap(batch.subtracting(.milliseconds(1)))
    XCTAssertEqual(WeeklySchedule.withdrawalBatches.first(after: before), batch)
    XCTAssertEqual(WeeklySchedule.withdrawalBatches.first(after: batch)?.rfc3339, "2026-03-10T03:00:00Z")
    XCTAssertEqual(WeeklySchedule.payouts.first(after: batch)?.rfc3339, "2026-03-13T03:00:00Z")
  }

  func testAPayoutIsNeverOnTheDayTheHoldEnds() throws {
    let payouts = [
      // Thursday, the last millisecond: the next day counts.
      "2026-03-05T23:59:59.999+07:00": "2026-03-06T03:00:00Z",
      // Friday, before and after ten: the Friday after.
      "2026-03-06T00:00:00+07:00": "2026-03-13T03:00:00Z",
      "2026-03-06T09:00:00+07:00": "2026-03-13T03:00:00Z",
      "2026-03-06T23:00:00+07:00": "2026-03-13T03:00:00Z",
      // Thursday in UTC, but Friday in Jakarta.
      "2026-03-05T18:00:00Z": "2026-03-13T03:00:00Z",
    ]
    for (holdEnds, paid) in payouts {
      XCTAssertEqual(WeeklySchedule.payouts.first(onDayAfter: try Instant(rfc3339: holdEnds))?.rfc3339, paid, holdEnds)
    }
  }

  func testAScheduleNeedsAWeekday() {
    XCTAssertNil(WeeklySchedule([], at: .midnight))
    XCTAssertNotNil(WeeklySchedule([.sunday], at: .midnight))
  }

  /// Against a walk: of all days around, the first whose weekday, time and lateness are right.
  func testSchedulesAgreeWithAWalkThroughTheDays() throws {
    try checkProperty("a schedule is what a walk through the days finds", cases: 20_000) { choices in
      let instant = choices.instant()
      let offset = choices.offset()
      let time = LocalTime(unchecked: choices.boundaryInteger(in: 0...86_399_999))
      let weekdays = Set(choices.subset(of: Weekday.allCases) + [choices.anyCase(of: Weekday.self)])
      choices.note("\(instant) at \(offset), \(weekdays.map(\.rawValue).sorted()) at \(time)")
      guard let schedule = WeeklySchedule(weekdays, at: time, offset: offset) else {
        throw ExpectationFailure("no schedule")
      }
      let today = instant.localDate(at: offset)
      let days = (-1...9).compactMap { today.adding(days: $0) }.filter { weekdays.contains($0.weekday) }
      let times = days.compactMap { day in Instant(day, time, at: offset).map { (day, $0) } }
      try expectEqual(schedule.first(after: instant), times.first { $0.1 > instant }?.1)
      try expectEqual(schedule.first(onDayAfter: instant), times.first { $0.0 > today }?.1)
    }
  }
}
