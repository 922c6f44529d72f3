import GrosirCore
import GrosirSQL
import GrosirTesting
import XCTest

/// Records are read back from what is printed of them, whatever text is in them.
final class RecordTextTests: XCTestCase {
  func testEveryRecordIsReadBackAsItWasPrinted() throws {
    let report = try checkProperty("a record is the same again as text", minimumShares: ["instant": 0.2]) { choices in
      let record = RecordTextTests.record(choices, depth: 3)
      let text = RecordText.print(record)
      choices.note(text)
      if text.contains("\\u0054") { choices.count("instant") }
      try expectEqual(RecordText.parse(text), record, "the record")
      try expect(!text.utf8.contains { $0 < 0x20 }, "no control character stands in the text as it is")
    }
    print(report)
  }

  /// Each byte that has to be escaped, and its neighbours that need not be, at each place of texts of each length.
  func testWhatHasToBeEscapedIsFoundAnywhere() throws {
    let escapes: [String: String] = [
      "\u{0}": "\\u0000", "\n": "\\u000a", "\u{1F}": "\\u001f", " ": " ", "!": "!", "\"": "\\\"", "#": "#", "[": "[",
      "\\": "\\\\", "]": "]", "\u{7F}": "\u{7F}", "\u{80}": "\u{80}", "\u{A0}": "\u{A0}", "é": "é",
      "\u{1F600}": "\u{1F600}",
    ]
    for length in 0..<40 {
      for place in 0...length {
        let (before, behind) = (String(repeating: "a", count: place), String(repeating: "z", count: length - place))
        for (byte, escaped) in escapes {
          let text = RecordText.print(.text(before + byte + behind))
          XCTAssertEqual(text, "\"\(before)\(escaped)\(behind)\"", "\(length) \(place)")
        }
      }
    }
  }

  /// Whatever size a record has, and at whatever place what needs room begins.
  func testLargeRecordsAreWhole() throws {
    let instant = try Instant(rfc3339: "2026-03-02T02:00:00.250Z")
    let parts: [(Record, String)] = [
      (.instant(instant), "\"2026-03-02\\u005402:00:00.250Z\""), (.integer(.min), "-9223372036854775808"),
      (.integer(.max), "9223372036854775807"), (.integer(0), "0"), (.flag(false), "false"), (.null, "null"),
      (.money(Money(-1_000, .idr)), "{\"\\u0061mount\":-1000,\"currency\":\"IDR\"}"), (.list([]), "[]"),
      (.fields([]), "{}"),
    ]
    for (part, text) in parts {
      for size in Array(900...1_100) + [0, 170, 5_000] {
        let letters = String(repeating: "x", count: size)
        let printed = RecordText.print(.list([.text(letters), part, .fields([Record.Field(letters, part)])]))
        XCTAssertEqual(printed, "[\"\(letters)\",\(text),{\"\(letters)\":\(text)}]", "\(size)")
      }
    }
  }

  func testWhatWasNeverPrintedIsNoRecord() {
    for text in [
      "", " ", "nul", "{", "[1,]", "[1 ,2]", "\"a", "\"\\x\"", "{\"a\"}", "{\"a\":}", "01x", "-", "1.5", "true false",
      "\"\\u0041\\u0054\"", "\"\\ud83d\"", "99999999999999999999", String(repeating: "[", count: 10_000),
    ] {
      XCTAssertNil(RecordText.parse(text), text)
    }
  }

  // MARK: Drawing

  private static func record(_ choices: Choices, depth: Int) -> Record {
    switch choices.integer(in: 0...(depth > 0 ? 7 : 5)) {
    case 0: return .null
    case 1: return .flag(choices.integer(in: 0...1) == 1)
    case 2: return .integer(choices.integer(in: Int64.min...Int64.max))
    case 3: return .text(choices.string(0...8))
    case 4:
      let milliseconds = choices.integer(in: -62_167_219_200_000...253_402_300_799_999 as ClosedRange<Int64>)
      return Instant(millisecondsSince1970: milliseconds).map { .instant($0) } ?? .null
    case 5: return .money(Money(choices.integer(in: Int64.min...Int64.max), .idr))
    case 6: return .list((0..<choices.integer(in: 0...4)).map { _ in record(choices, depth: depth - 1) })
    default:
      return .fields(
        (0..<choices.integer(in: 0...4)).map { number in
          Record.Field("\(number)\(choices.string(0...2))", record(choices, depth: depth - 1))
        })
    }
  }
}
