import GrosirCore
import GrosirJSON
import XCTest

final class JSONParserTests: XCTestCase {
  func testEveryKindOfValue() throws {
    let text = #" {"b": [null, true, false, -7, 1.50, "é\n\u00e9\ud83d\ude00"], "a": {}} "#
    let expected: JSONValue = [
      "b": [nil, true, false, -7, .number(try XCTUnwrap(NumberLiteral("1.50"))), "é\né😀"], "a": [:],
    ]
    XCTAssertEqual(try JSONValue(parsing: text.utf8), expected)
  }

  func testTopLevelScalars() throws {
    XCTAssertEqual(try JSONValue(parsing: "null".utf8), nil)
    XCTAssertEqual(try JSONValue(parsing: " true\n".utf8), true)
    XCTAssertEqual(try JSONValue(parsing: "\"x\"".utf8), "x")
    XCTAssertEqual(try JSONValue(parsing: "-0".utf8), 0)
    XCTAssertEqual(try JSONValue(parsing: "1e999".utf8), .number(try XCTUnwrap(NumberLiteral("1e999"))))
  }

  func testMembersKeepTheirOrder() throws {
    let names = (0..<100).map { "name\($0 * 37 % 100)" }
    let text = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    guard case .object(let object) = try JSONValue(parsing: text.utf8) else { return XCTFail("no object") }
    XCTAssertEqual(object.members.map(\.name), names)
  }

  func testIntegersAreExactUpToTheirBounds() throws {
    XCTAssertEqual(try JSONValue(parsing: "9223372036854775807".utf8), .integer(.max))
    XCTAssertEqual(try JSONValue(parsing: "-9223372036854775808".utf8), .integer(.min))
    for text in ["9223372036854775808", "-9223372036854775809", "1.0", "1e3", "-0.0", "0E+0"] {
      let literal = try XCTUnwrap(NumberLiteral(text))
      XCTAssertEqual(try JSONValue(parsing: "[\(text)]".utf8), .array([.number(literal)]), text)
    }
  }

  func testWhatIsNoJSON() {
    let texts = [
      "", " ", "\n\t\r ", "{", "[", "]", "}", "{\"a\":1,}", "[1,]", "[,1]", "[1,,2]", "[1 2]", "{\"a\" 1}", "{\"a\"}",
      "{a:1}",
      "{'a':1}", "{1:1}", "{\"a\":}", "{,}", "1 2", "{}{}", "[]]", "// c\n1", "/* c */1", "NaN", "-Infinity",
      "Infinity", "nul",
      "truex", "True", "01", "-01", "+1", "-", ".5", "1.", "1.e3", "1e", "1e+", "0x10", "1_000", "[01]", "[-]", "\"abc",
      "\"a\\",
      "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\ud800\"", "\"\\udc00\"", "\"a\nb\"",
      "\"a\u{0}b\"",
      "{\"\\ud800\":1}", "\u{C}1", "\u{A0}1", "1\u{0}", "1\u{7F}", "{\"a\":1 \"b\":2}", "\u{FEFF}1",
    ]
    for text in texts {
      let found = violations(parsing: text)
      XCTAssertEqual(found.map(\.path), [.root], text)
      XCTAssertEqual(found.map(\.code), [.malformed], text)
    }
  }

  func testWhatIsNoUTF8() {
    let texts: [[UInt8]] = [
      [0xFF], [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
      [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], [0x31, 0x00], [0x22, 0, 0x61, 0, 0x22, 0],
      [0, 0x22, 0, 0x61, 0, 0x22],
      [0xFF, 0xFE, 0x31, 0x00], [0xFE, 0xFF, 0x00, 0x31], [0x31, 0, 0, 0], [0, 0, 0, 0x31], [0xEF, 0xBB, 0xBF],
    ]
    for bytes in texts {
      let found = violations { () throws(InvalidDocument) in try JSONValue(parsing: bytes) }
      XCTAssertEqual(found.map(\.code), [.malformed], "\(bytes)")
    }
  }

  func testFaultsSayWhereInPlainWords() {
    let cases = [
      ("{\n  \"é\": tru}", "the JSON text needs a value, but there is `tru` (line 2, column 8)"),
      ("{\"a\": 1,}", "the JSON text needs a name in quotes, but there is `}` (line 1, column 9)"),
      ("[1, 2", "the JSON text ends where a comma or ] should follow (line 1, column 6)"),
      ("[\n\"abc", "the JSON text has a string that does not end (line 2, column 1)"),
      ("{} x", "the JSON text goes on after its end, but there is `x` (line 1, column 4)"),
      (
        "[1,\n\"\\ud800\"]",
        "the JSON text has a string that is not UTF-8, or has half a surrogate pair (line 2, column 1)"
      ),
      ("[\u{1}]", "the JSON text needs a value or ], but there is the byte 1 (line 1, column 2)"),
      (
        "[\"\u{1F}\"]",
        "the JSON text has a control character inside a string; it must be written as an escape (line 1, column 3)"
      ),
      ("\u{FEFF}{}", "the JSON text begins with a byte-order mark; send UTF-8 without one (line 1, column 1)"),
      ("[\"\\q\"]", "the JSON text has a backslash in a string that begins no escape of JSON (line 1, column 3)"),
    ]
    for (text, message) in cases {
      XCTAssertEqual(violations(parsing: text).map(\.message), [message])
    }
  }
}

// MARK: - Duplicates and limits

extension JSONParserTests {
  func testEveryDuplicateIsFound() {
    let text = #"{"a": 1, "b": [{"x": 1, "x": 2, "y": {"z": 0, "z": 0}}], "a": 3, "a": {"q": 1, "q": 2}}"#
    let found = violations(parsing: text)
    XCTAssertEqual(found.map(\.path.description), ["b[0].x", "b[0].y.z", "a", "a", "a.q"])
    XCTAssertEqual(Set(found.map(\.code)), [.duplicate])
  }

  func testDuplicatesAreComparedUnescaped() {
    XCTAssertEqual(violations(parsing: #"{"a":1,"\u0061":2}"#).map(\.path.description), ["a"])
    XCTAssertEqual(violations(parsing: #"{"😀":1,"\ud83d\ude00":2}"#).map(\.path.description), ["[\"😀\"]"])
    let escapes = #"{"\/\"\\\b\f\n\r\t":1,"/\u0022\u005C\u0008\u000c\u000A\u000D\u0009":2}"#
    XCTAssertEqual(violations(parsing: escapes).count, 1)
    XCTAssertEqual(violations(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}").count, 1)
    XCTAssertEqual(violations(parsing: #"{"a":1,"A":2,"a ":3,"":4,"\u0000":5}"#), [])
    XCTAssertEqual(violations(parsing: #"[{"a":1},{"a":1}]"#), [])
  }

  func testManyDuplicatesAreCountedButNotAllListed() {
    let text = "{" + Array(repeating: "\"a\":0", count: 5_001).joined(separator: ",") + "}"
    let found = violations(parsing: text)
    XCTAssertEqual(found.count, 1_001)
    XCTAssertEqual(found.last, Violation(.root, .tooLarge, "there are 4000 further violations that are not listed"))
  }

  func testDepthIsLimited() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    XCTAssertEqual(violations(parsing: nested(32)), [])
    let path = String(repeating: "[0]", count: 32)
    XCTAssertEqual(violations(parsing: nested(33)).map(\.path.description), [path])
    XCTAssertEqual(violations(parsing: nested(33)).map(\.code), [.tooLarge])
    XCTAssertEqual(violations(parsing: nested(100_000)).map(\.code), [.tooLarge])
    XCTAssertEqual(violations(parsing: nested(512), limits: JSONLimits(depth: 1_000_000)), [])
    XCTAssertEqual(violations(parsing: nested(513), limits: JSONLimits(depth: 1_000_000)).map(\.code), [.tooLarge])
    let found = violations(parsing: #"{"a":{"b":[{}]}}"#, limits: JSONLimits(depth: 3))
    XCTAssertEqual(found.map(\.path.description), ["a.b[0]"])
  }

  func testSizeAndNamesAreLimited() {
    XCTAssertEqual(violations(parsing: "[123]", limits: JSONLimits(size: 5)), [])
    XCTAssertEqual(violations(parsing: "[1234]", limits: JSONLimits(size: 5)).map(\.code), [.tooLarge])
    let name = String(repeating: "n", count: 1_024)
    XCTAssertEqual(violations(parsing: "{\"\(name)\":1}"), [])
    let found = violations(parsing: "{\"a\":[{\"\(name)n\":1}]}")
    XCTAssertEqual(found.map(\.path.description), ["a[0]"])
    XCTAssertEqual(found.map(\.code), [.tooLarge])
  }
}
