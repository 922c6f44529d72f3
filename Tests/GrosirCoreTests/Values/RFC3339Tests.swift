import GrosirCore
import GrosirTesting
import XCTest

final class RFC3339Tests: XCTestCase {
  func testAcceptedTexts() {
    let texts = [
      "1970-01-01T00:00:00Z": "1970-01-01T00:00:00Z",
      "2026-03-02T09:00:00+07:00": "2026-03-02T02:00:00Z",
      "2026-03-02t09:00:00z": "2026-03-02T09:00:00Z",
      "2026-03-02T09:00:00-00:00": "2026-03-02T09:00:00Z",
      "2026-03-02T00:30:00+23:59": "2026-03-01T00:31:00Z",
      "2026-03-02T23:30:00-23:59": "2026-03-03T23:29:00Z",
      "2026-03-02T09:00:00.5Z": "2026-03-02T09:00:00.500Z",
      "2026-03-02T09:00:00.05Z": "2026-03-02T09:00:00.050Z",
      "2026-03-02T09:00:00.007Z": "2026-03-02T09:00:00.007Z",
      "2026-03-02T09:00:00.000Z": "2026-03-02T09:00:00Z",
      "2026-03-02T09:00:00.123000000Z": "2026-03-02T09:00:00.123Z",
      "2024-02-29T00:00:00Z": "2024-02-29T00:00:00Z",
      "2000-02-29T23:59:59.999Z": "2000-02-29T23:59:59.999Z",
      "1969-12-31T23:59:59.999Z": "1969-12-31T23:59:59.999Z",
      "0000-01-01T07:00:00+07:00": "0000-01-01T00:00:00Z",
      "9999-12-31T16:59:59.999-07:00": "9999-12-31T23:59:59.999Z",
    ]
    for (text, printed) in texts {
      XCTAssertEqual(try Instant(rfc3339: text).rfc3339, printed, text)
    }
    XCTAssertEqual(try Instant(rfc3339: "2001-09-09T01:46:40Z").millisecondsSince1970, 1_000_000_000_000)
  }

  func testRefusedTextsSayWhatAndWhere() {
    let faults: [(String, RFC3339Error.Reason, Int)] = [
      ("", .expectedDigit, 0),
      ("2026", .expectedSeparator, 4),
      ("2026-3-02T09:00:00Z", .expectedDigit, 6),
      ("+2026-03-02T09:00:00Z", .expectedDigit, 0),
      ("２026-03-02T09:00:00Z", .expectedDigit, 0),
      ("2026/03/02T09:00:00Z", .expectedSeparator, 4),
      ("2026-00-02T09:00:00Z", .monthOutOfRange, 5),
      ("2026-13-02T09:00:00Z", .monthOutOfRange, 5),
      ("2026-03-00T09:00:00Z", .dayOutOfRange, 8),
      ("2026-04-31T09:00:00Z", .dayOutOfRange, 8),
      ("2025-02-29T09:00:00Z", .dayOutOfRange, 8),
      ("1900-02-29T09:00:00Z", .dayOutOfRange, 8),
      ("2026-03-02 09:00:00Z", .expectedSeparator, 10),
      ("2026-03-02T24:00:00Z", .hourOutOfRange, 11),
      ("2026-03-02T09:60:00Z", .minuteOutOfRange, 14),
      ("2026-03-02T09:00Z", .expectedSeparator, 16),
      ("2016-12-31T23:59:60Z", .leapSecond, 17),
      ("2026-03-02T09:00:61Z", .secondOutOfRange, 17),
      ("2026-03-02T09:00:00.Z", .expectedDigit, 20),
      ("2026-03-02T09:00:00,5Z", .expectedSeparator, 19),
      ("2026-03-02T09:00:00.1234Z", .tooPrecise, 23),
      ("2026-03-02T09:00:00.000000001Z", .tooPrecise, 28),
      ("2026-03-02T09:00:00.0000000000Z", .tooPrecise, 29),
      ("2026-03-02T09:00:00", .expectedSeparator, 19),
      ("2026-03-02T09:00:00+24:00", .offsetOutOfRange, 20),
      ("2026-03-02T09:00:00+07:60", .offsetOutOfRange, 23),
      ("2026-03-02T09:00:00+0700", .expectedSeparator, 22),
      ("2026-03-02T09:00:00+07", .expectedSeparator, 22),
      ("2026-03-02T09:00:00Z ", .trailingText, 20),
      ("2026-03-02T09:00:00Z\u{0}", .trailingText, 20),
      ("2026-03-02T09:00:00+07:00Z", .trailingText, 25),
      ("0000-01-01T00:00:00+00:01", .outOfRange, 0),
      ("9999-12-31T23:59:59-00:01", .outOfRange, 0),
    ]
    for (text, reason, position) in faults {
      let error = thrown { () throws(RFC3339Error) in try Instant(rfc3339: text) }
      XCTAssertEqual(error?.reason, reason, text)
      XCTAssertEqual(error?.position, position, text)
    }
    XCTAssertEqual(Set(faults.map(\.1)), Set(RFC3339Error.Reason.allCases), "a reason without an example")
  }

  func testAnErrorDescribesItself() {
    let error = thrown { () throws(RFC3339Error) in try Instant(rfc3339: "2025-02-29T00:00:00Z") }
    XCTAssertEqual(error?.description, "the month has no such day, at position 8")
    XCTAssertEqual(error?.code, "dayOutOfRange")
  }

  func testPrintingAndReadingGivesTheSameInstant() throws {
    try checkProperty("a printed instant reads as itself", cases: 20_000) { choices in
      let instant = choices.instant()
      try expectEqual(try Instant(rfc3339: instant.rfc3339), instant)
    }
  }

  func testALocalTextGivesTheSameInstant() throws {
    try checkProperty("a local text reads as its instant", cases: 20_000) { choices in
      let instant = choices.instant()
      let offset = choices.offset()
      let date = instant.localDate(at: offset)
      // Beyond the limits' own days there are local days that have no text.
      try choices.assume(0...9_999 ~= date.components.year)
      let text = "\(date)T\(instant.localTime(at: offset))\(offset)"
      try expectEqual(try Instant(rfc3339: text), instant, text)
    }
  }

  func testTextsPrintedInOrderStandInOrder() throws {
    try checkProperty("texts stand in the order of their instants", cases: 5_000) { choices in
      // Whole seconds only: "00Z" stands after "00.5Z".
      let instants = [choices.instant(), choices.instant()].compactMap {
        Instant(millisecondsSince1970: $0.millisecondsSince1970 / 1_000 * 1_000)
      }
      let texts = instants.map(\.rfc3339)
      try expectEqual(texts[0] < texts[1], instants[0] < instants[1], "\(texts)")
    }
  }

  /// One changed byte of a valid text gives a valid text or an error, and what is accepted prints as itself again.
  func testDamagedTextsNeverTrap() throws {
    let alphabet = Array("0123456789-+:.TtZz ".utf8)
    let shares: KeyValuePairs = ["accepted": 0.1, "refused": 0.1]
    try checkProperty("a damaged text is refused or reads as itself", cases: 20_000, minimumShares: shares) { choices in
      var bytes = Array(choices.instant().rfc3339.utf8)
      bytes[choices.element(of: Array(bytes.indices))] = choices.element(of: alphabet)
      let text = String(decoding: bytes, as: UTF8.self)
      guard let instant = try? Instant(rfc3339: text) else { return choices.count("refused") }
      choices.count("accepted")
      try expectEqual(try Instant(rfc3339: instant.rfc3339), instant, text)
    }
  }
}
