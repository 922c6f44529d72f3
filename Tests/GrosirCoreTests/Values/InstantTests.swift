import GrosirCore
import GrosirTesting
import XCTest

final class InstantTests: XCTestCase {
  func testOnlyTheYearsThatHaveAText() {
    XCTAssertEqual(Instant.earliest.rfc3339, "0000-01-01T00:00:00Z")
    XCTAssertEqual(Instant.latest.rfc3339, "9999-12-31T23:59:59.999Z")
    XCTAssertEqual(Instant.epoch.rfc3339, "1970-01-01T00:00:00Z")
    XCTAssertNil(Instant(millisecondsSince1970: Instant.earliest.millisecondsSince1970 - 1))
    XCTAssertNil(Instant(millisecondsSince1970: Instant.latest.millisecondsSince1970 + 1))
    XCTAssertNil(Instant(millisecondsSince1970: .min))
    XCTAssertNil(Instant(millisecondsSince1970: .max))
  }

  func testAddingATimespan() throws {
    let opens = try Instant(rfc3339: "2026-03-02T09:00:00+07:00")
    XCTAssertEqual(opens.adding(.hours(168))?.rfc3339, "2026-03-09T02:00:00Z")
    XCTAssertEqual(opens.subtracting(.milliseconds(1))?.rfc3339, "2026-03-02T01:59:59.999Z")
    XCTAssertNil(Instant.latest.adding(.milliseconds(1)))
    XCTAssertNil(Instant.earliest.subtracting(.milliseconds(1)))
    let longest = try XCTUnwrap(Timespan(milliseconds: .max))
    XCTAssertNil(Instant.latest.adding(longest))
    XCTAssertNil(Instant.earliest.subtracting(longest))
  }

  func testTheTimeBetweenTwoInstantsLeadsFromOneToTheOther() throws {
    try checkProperty("the time between two instants leads from one to the other", cases: 2_000) { choices in
      let from = choices.instant()
      let to = choices.instant()
      let between = to.timespan(since: from)
      try expectEqual(from.adding(between), to)
      try expectEqual(to.subtracting(between), from)
      try expectEqual(between.isNegative, to < from, "from \(from) to \(to)")
    }
    let everything = Instant.latest.timespan(since: .earliest)
    XCTAssertEqual(everything.milliseconds, 315_569_519_999_999)
  }

  func testTimespansInUnits() {
    XCTAssertEqual(Timespan.hours(168), .days(7))
    XCTAssertEqual(Timespan.minutes(60), .hours(1))
    XCTAssertEqual(Timespan.seconds(60), .minutes(1))
    XCTAssertEqual(Timespan.milliseconds(1_000), .seconds(1))
    XCTAssertEqual(Timespan.days(.max).milliseconds, 2_147_483_647 * 86_400_000)
    XCTAssertEqual(Timespan.days(.min).milliseconds, -2_147_483_648 * 86_400_000)
  }

  func testTimespansThatDoNotFitAreNil() throws {
    XCTAssertNil(Timespan(milliseconds: .min))
    let longest = try XCTUnwrap(Timespan(milliseconds: .max))
    XCTAssertEqual(longest.negated.negated, longest)
    XCTAssertNil(longest.adding(.milliseconds(1)))
    XCTAssertNil(longest.negated.adding(.milliseconds(-1)))
    XCTAssertNil(longest.times(2))
    XCTAssertEqual(Timespan.hours(-3).times(-8), .days(1))
    XCTAssertEqual(longest.adding(longest.negated), .zero)
    XCTAssertLessThan(longest.negated, .zero)
    XCTAssertEqual(Timespan.days(7).description, "604800000 ms")
  }
}
