import GrosirCore
import GrosirJSON
import XCTest

final class DocumentReaderTests: XCTestCase {
  static let valid = #"""
    {"id": "A", "kind": "fast", "isPaid": true, "discount": null, "lines": [{"variant": "M", "units": 3}],
     "basket": {"M": 55, "S": 1}, "policy": {"kind": "multiple", "multiple": 2, "catchUp": true}}
    """#

  func read(_ text: String) throws(InvalidDocument) -> SampleOrder {
    try DocumentReader().read(parsing: text.utf8, as: .object(SampleOrder.self))
  }

  func refusals(_ text: String) -> [String] {
    violations { () throws(InvalidDocument) in try read(text) }.map { "\($0.path): \($0.code): \($0.message)" }
  }

  func refusals<Reader: ValueReader>(_ value: JSONValue, _ reader: Reader) -> [String] {
    violations { () throws(InvalidDocument) in try DocumentReader().read(value, as: reader) }
      .map { "\($0.path)|\($0.code)|\($0.message)" }
  }

  func testAValidDocument() throws {
    let order = try read(Self.valid)
    XCTAssertEqual(order.id.text, "A")
    XCTAssertEqual(order.kind, .fast)
    XCTAssertNil(order.note)
    XCTAssertEqual(order.priority, 5)
    XCTAssertNil(order.discount)
    XCTAssertEqual(order.lines.map(\.units), [3])
    XCTAssertEqual(order.basket, ["M": 55, "S": 1])
    XCTAssertEqual(order.policy, .multiple(2, catchUp: true))
  }

  func testEverythingWrongIsReportedInTheOrderOfTheSchema() {
    let text = #"""
      {"zebra": 1, "policy": {"kind": "multiple", "multiple": 1, "catchUp": true}, "priority": 10, "isPaid": null,
       "lines": [{"variant": "", "units": 0, "tolerence": 1}, 7, {"units": 1.0, "variant": "M"}], "note": null,
       "basket": {"": 1, "M": "x"}, "kind": "slow", "discount": 99999999999999999999, "is_paid": true}
      """#
    XCTAssertEqual(
      refusals(text),
      [
        "id: missing: is required, but missing",
        "kind: unknown: must be one of \"fast\", \"cheap\", but is \"slow\"",
        "note: wrongType: must be text, but is null",
        "isPaid: wrongType: must be a boolean, but is null",
        "priority: outOfRange: must be from 0 to 9, but is 10",
        "discount: outOfRange: must be from -10 to 10, but is 99999999999999999999",
        "lines[0].variant: malformed: must be 1 to 128 bytes of text without control characters, but is \"\"",
        "lines[0].units: outOfRange: must be from 1 to 1000000000, but is 0",
        "lines[0].tolerence: unknown: is not a field of this object; did you mean \"tolerance\"?",
        "lines[1]: wrongType: must be an object, but is an integer",
        "lines[2].units: wrongType: must be an integer, written without fraction and exponent, but is 1.0",
        "basket[\"\"]: malformed: must not be empty",
        "basket.M: wrongType: must be an integer, but is text",
        "policy.multiple: inconsistent: must be more than 1 to catch up",
        "zebra: unknown: is not a field of this object",
        "is_paid: unknown: is not a field of this object",
      ])
  }

  func testTheFieldThatDecidesStopsItsObjectOnly() {
    let text = Self.valid.replacingOccurrences(of: "\"kind\": \"multiple\"", with: "\"kind\": \"many\"")
    XCTAssertEqual(refusals(text), ["policy.kind: unknown: must be one of \"open\", \"multiple\", but is \"many\""])
    let open = Self.valid.replacingOccurrences(of: "\"kind\": \"multiple\"", with: "\"kind\": \"open\"")
    XCTAssertEqual(
      refusals(open),
      [
        "policy.multiple: unknown: is not a field of this object",
        "policy.catchUp: unknown: is not a field of this object",
      ])
  }

  func testAMisspeltRequiredFieldIsMissingAndHinted() {
    let text = Self.valid.replacingOccurrences(of: "isPaid", with: "isPiad")
    XCTAssertEqual(
      refusals(text),
      [
        "isPaid: missing: is required, but missing",
        "isPiad: unknown: is not a field of this object; did you mean \"isPaid\"?",
      ])
  }

  func testManyViolationsAreCountedButNotAllListed() {
    let value = JSONValue.array(Array(repeating: "x", count: 1_500))
    let found = violations { () throws(InvalidDocument) in
      try DocumentReader().read(value, as: .array(of: .boolean, count: 0...2_000))
    }
    XCTAssertEqual(found.count, 1_001)
    XCTAssertEqual(found.last?.message, "there are 500 further violations that are not listed")
  }
}

// MARK: - The single readers

extension DocumentReaderTests {
  func testIntegers() throws {
    XCTAssertEqual(try DocumentReader().read(9, as: .integer(1...9)), 9)
    XCTAssertEqual(try DocumentReader().read(.integer(.max), as: .int64(atLeast: 0)), .max)
    XCTAssertEqual(refusals(10, .integer(1...9)), ["|outOfRange|must be from 1 to 9, but is 10"])
    XCTAssertEqual(refusals(0, .integer(atLeast: 1)), ["|outOfRange|must be at least 1, but is 0"])
    XCTAssertEqual(refusals(-2, .int64(from: -1, through: 5)), ["|outOfRange|must be from -1 to 5, but is -2"])
    XCTAssertEqual(refusals(2, .integer(Int.min...1)), ["|outOfRange|must be at most 1, but is 2"])
    let long = try JSONValue(parsing: ("-" + String(repeating: "9", count: 100)).utf8)
    let beginning = "-" + String(repeating: "9", count: 59)
    XCTAssertEqual(refusals(long, .integer(atLeast: 1)), ["|outOfRange|must be at least 1, but is \(beginning)…"])
    XCTAssertEqual(refusals(true, .integer(atLeast: 1)), ["|wrongType|must be an integer, but is a boolean"])
  }

  func testTexts() throws {
    XCTAssertEqual(try DocumentReader().read("é", as: .text(0...2)), "é")
    XCTAssertEqual(refusals("éa", .text(0...2)), ["|tooLarge|must have at most 2 bytes, but has 3"])
    XCTAssertEqual(refusals("a", .text(2...3)), ["|malformed|must have at least 2 bytes, but has 1"])
    XCTAssertEqual(refusals(nil, .text(0...2)), ["|wrongType|must be text, but is null"])
    XCTAssertEqual(try DocumentReader().read("12", as: .text("a whole number") { Int($0) }), 12)
    XCTAssertEqual(
      refusals("x", .text("a whole number") { Int($0) }), ["|malformed|must be a whole number, but is \"x\""])
  }

  func testCollectionsAreBounded() throws {
    XCTAssertEqual(try DocumentReader().read([1, 2], as: .array(of: .integer(0...9), count: 1...2)), [1, 2])
    XCTAssertEqual(refusals([], .array(of: .boolean, count: 1...2)), ["|outOfRange|must not be empty"])
    XCTAssertEqual(refusals([1], .array(of: .boolean, count: 2...2)), ["|outOfRange|must have at least 2 elements"])
    XCTAssertEqual(
      refusals([1, 2, 3], .array(of: .boolean, count: 1...2)), ["|tooLarge|must have at most 2 elements, but has 3"])
    XCTAssertEqual(refusals([:], .array(of: .boolean, count: 0...2)), ["|wrongType|must be a list, but is an object"])
    let map = MapSample.reader
    XCTAssertEqual(try DocumentReader().read(["b": 1, "a": 2], as: map).map(\.key), ["b", "a"])
    XCTAssertEqual(refusals(["a": 0], map), ["a|outOfRange|must be at least 1, but is 0"])
    XCTAssertEqual(refusals([], map), ["|wrongType|must be an object, but is a list"])
    XCTAssertEqual(refusals([:], map), ["|outOfRange|must not be empty"])
    XCTAssertEqual(
      refusals(["a": 1, "b": 1, "c": 1], map), ["|tooLarge|must have at most 2 members, but has 3"])
  }

  func testNullWhereItIsAllowed() throws {
    let reader: NullableReader<IntegerReader<Int>> = .nullable(.integer(1...9))
    XCTAssertEqual(try DocumentReader().read(nil, as: reader), Int?.none)
    XCTAssertEqual(try DocumentReader().read(3, as: reader), Int?.some(3))
    XCTAssertEqual(refusals(0, reader), ["|outOfRange|must be from 1 to 9, but is 0"])
  }

  func testObjectsByFunction() throws {
    let value: JSONValue = ["a": 1]
    let sum = try DocumentReader().read(
      value,
      as: .object { object throws(Unreadable) in
        let first = object.required("a", .integer(0...9))
        let second = object.optional("b", .integer(0...9))
        return try first() + (second() ?? 10)
      })
    XCTAssertEqual(sum, 11)
  }

  private enum MapSample {
    static var reader: MapReader<TextReader, IntegerReader<Int>> {
      .map(from: .text(1...8), to: .integer(atLeast: 1), count: 1...2)
    }
  }
}

// MARK: - Suggestions

extension DocumentReaderTests {
  func hint(_ name: String, known: [String]) -> String? {
    let object = JSONValue.object(JSONObject([JSONObject.Member(name, 1)]))
    let reader: ObjectValueReader<Bool> = .object { object throws(Unreadable) in
      for name in known { _ = object.optional(name, .boolean) }
      return true
    }
    let message = refusals(object, reader).first?.split(separator: "did you mean \"").dropFirst().first
    return message.map { String($0.dropLast(2)) }
  }

  func testSuggestions() {
    let known = ["id", "units", "unitsPerBundle", "tolerance"]
    XCTAssertEqual(hint("unit", known: known), "units")
    XCTAssertEqual(hint("untis", known: known), "units")
    XCTAssertEqual(hint("units_per_bundle", known: known), "unitsPerBundle")
    XCTAssertEqual(hint("UNITSPERBUNDLES", known: known), "unitsPerBundle")
    XCTAssertEqual(hint("tolerance2x", known: known), "tolerance")
    XCTAssertNil(hint("tolerance2xy", known: known))
    XCTAssertEqual(hint("ID", known: known), "id")
    XCTAssertEqual(hint("kidn", known: ["kind"]), "kind")
    XCTAssertNil(hint("kdin2", known: ["kind"]))
    XCTAssertNil(hint("xyz", known: known))
    XCTAssertNil(hint("", known: known))
    XCTAssertEqual(hint("ab", known: ["ax", "ay"]), "ax")
    XCTAssertNil(hint(String(repeating: "u", count: 65), known: [String(repeating: "u", count: 64)]))
  }

  func testAFieldThatIsThereIsNotSuggested() {
    let text = Self.valid.replacingOccurrences(of: "\"id\": \"A\"", with: "\"id\": \"A\", \"isPaidd\": true")
    XCTAssertEqual(refusals(text), ["isPaidd: unknown: is not a field of this object"])
  }
}
