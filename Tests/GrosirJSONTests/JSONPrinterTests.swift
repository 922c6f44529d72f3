import GrosirJSON
import XCTest

final class JSONPrinterTests: XCTestCase {
  func testCompact() throws {
    let number = JSONValue.number(try XCTUnwrap(NumberLiteral("1.50")))
    let value: JSONValue = ["b": [1, nil, true], "a": ["x": "y"], "": [], "n": number]
    XCTAssertEqual(value.printed(), #"{"b":[1,null,true],"a":{"x":"y"},"":[],"n":1.50}"#)
  }

  func testStringsAreEscaped() {
    let value: JSONValue = "\"\\/\u{8}\t\n\u{C}\r\u{0}\u{F}\u{10}\u{1F}\u{7F}\u{2028}é😀"
    XCTAssertEqual(value.printed(), "\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u000f\\u0010\\u001f\u{7F}\u{2028}é😀\"")
    XCTAssertEqual((["a\"b": 1] as JSONValue).printed(), #"{"a\"b":1}"#)
  }

  func testIndentedKeepsShortInnermostOnOneLine() {
    let value: JSONValue = [
      "bundlesNeeded": 0,
      "variants": [
        ["id": "S", "constraint": ["kind": "tolerance", "variant": "M"], "unlock": [["variant": "M", "units": 5]]]
      ], "none": [:], "basket": ["accepted": false, "violations": []],
    ]
    let expected = """
      {
        "bundlesNeeded": 0,
        "variants": [
          {
            "id": "S",
            "constraint": {"kind": "tolerance", "variant": "M"},
            "unlock": [
              {"variant": "M", "units": 5}
            ]
          }
        ],
        "none": {},
        "basket": {"accepted": false, "violations": []}
      }
      """
    XCTAssertEqual(value.printed(.indented), expected)
    XCTAssertEqual((["a": 1] as JSONValue).printed(.indented), #"{"a": 1}"#)
    XCTAssertEqual(JSONValue.integer(.min).printed(.indented), "-9223372036854775808")
  }

  func testLongInnermostIsBroken() {
    let fits: JSONValue = .array([.string(String(repeating: "é", count: 96))])
    XCTAssertEqual(fits.printed(.indented), "[\"" + String(repeating: "é", count: 96) + "\"]")
    let wide: JSONValue = .array([.string(String(repeating: "é", count: 97))])
    XCTAssertEqual(wide.printed(.indented), "[\n  \"" + String(repeating: "é", count: 97) + "\"\n]")
    let nested: JSONValue = ["name": wide, "other": 1]
    XCTAssertEqual(nested.printed(.indented).split(separator: "\n").count, 6)
  }

  func testPrintingIsLinear() {
    func seconds(_ count: Int) -> Double {
      let wide = JSONValue.array(Array(repeating: "some text", count: count))
      let tall = JSONValue.array((0..<count).map { ["id": .integer(Int64($0)), "lines": [[1, 2], ["a": nil]]] })
      let value: JSONValue = ["wide": wide, "tall": tall]
      let duration = ContinuousClock().measure { XCTAssertGreaterThan(value.printedBytes(.indented).count, count) }
      return duration / .seconds(1)
    }
    _ = seconds(1_000)
    XCTAssertLessThan(seconds(80_000), max(0.5, 40 * seconds(8_000)))
  }
}
