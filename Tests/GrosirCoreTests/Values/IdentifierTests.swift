import GrosirCore
import XCTest

final class IdentifierTests: XCTestCase {
  private enum Thing {}

  func testOneTo128BytesWithoutControlCharacters() {
    for text in ["x", " ", "é", String(repeating: "x", count: 128), String(repeating: "é", count: 64)] {
      XCTAssertEqual(Identifier<Thing>(text)?.text, text)
    }
    for text in [
      "", String(repeating: "x", count: 129), String(repeating: "é", count: 65), "a\u{0}", "\n", "a\u{1F}b", "\u{7F}",
      "a\u{80}", "\u{9F}b",
    ] {
      XCTAssertNil(Identifier<Thing>(text))
    }
    XCTAssertNotNil(Identifier<Thing>("\u{A0}"))
  }

  /// Every character that may be refused or is next to one, at every place of texts of several lengths.
  func testControlCharactersAreFoundWhereverTheyStand() throws {
    let values = Array(0...0x180) + [0x1F80, 0x2080, 0xFF80, 0x1F600]
    for value in values {
      let scalar = try XCTUnwrap(Unicode.Scalar(UInt32(value)))
      let isControl = 0...0x1F ~= value || 0x7F...0x9F ~= value
      for length in [1, 7, 8, 9, 16, 20] {
        for place in 0..<length {
          let text = (0..<length).map { $0 == place ? String(scalar) : "~" }.joined()
          XCTAssertEqual(Identifier<Thing>(text) == nil, isControl, "\(value) at \(place) of \(length)")
        }
      }
    }
  }

  /// Texts that are copies, that are the same in other memory, and that differ in one byte.
  func testEqualityIsThatOfTheBytes() throws {
    for length in [1, 7, 8, 15, 16, 17, 36, 128] {
      let text = String(repeating: "x", count: length)
      let identifier = try XCTUnwrap(Identifier<Thing>(text))
      let same = try XCTUnwrap(Identifier<Thing>(String(decoding: Array(text.utf8), as: UTF8.self)))
      XCTAssertEqual(identifier, same)
      XCTAssertEqual(identifier.hashValue, same.hashValue)
      for place in 0..<length {
        var bytes = Array(text.utf8)
        bytes[place] = UInt8(ascii: "y")
        let other = try XCTUnwrap(Identifier<Thing>(String(decoding: bytes, as: UTF8.self)))
        XCTAssertNotEqual(identifier, other, "at \(place) of \(length)")
      }
    }
  }

  func testDifferentlyComposedTextsAreDifferent() throws {
    let composed = try XCTUnwrap(Identifier<Thing>("\u{E9}"))
    let decomposed = try XCTUnwrap(Identifier<Thing>("e\u{301}"))
    XCTAssertEqual(composed.text, decomposed.text, "to a string they are the same")
    XCTAssertNotEqual(composed, decomposed)
    XCTAssertEqual(Set([composed, decomposed]).count, 2)
  }

  func testTheOrderIsThatOfTheBytes() throws {
    let texts = ["A", "AA", "B", "a", "e\u{301}", "f", "\u{E9}", "\u{FF5E}", "\u{1F600}"]
    let identifiers = texts.compactMap { Identifier<Thing>($0) }
    XCTAssertEqual(identifiers.shuffled().sorted().map(\.text), texts)
    XCTAssertTrue(zip(identifiers, identifiers.dropFirst()).allSatisfy { $0 < $1 && !($1 < $0) })
  }
}

final class CheckedArithmeticTests: XCTestCase {
  /// Every pair of 8-bit integers, against the same in a wider type.
  func testResultsAreExactOrNil() {
    for left in Int8.min ... .max {
      for right in Int8.min ... .max {
        XCTAssertEqual(left.checkedAdding(right), Int8(exactly: Int(left) + Int(right)))
        XCTAssertEqual(left.checkedSubtracting(right), Int8(exactly: Int(left) - Int(right)))
        XCTAssertEqual(left.checkedMultiplied(by: right), Int8(exactly: Int(left) * Int(right)))
      }
    }
  }

  func testDivisionRoundsDownAndUpAlsoBelowZero() {
    for dividend in Int8.min ... .max {
      for divisor in Int8(1) ... .max {
        let down = Int(dividend.dividedRoundingDown(by: divisor)) * Int(divisor)
        let up = Int(dividend.dividedRoundingUp(by: divisor)) * Int(divisor)
        XCTAssertTrue(0..<Int(divisor) ~= Int(dividend) - down)
        XCTAssertTrue(0..<Int(divisor) ~= up - Int(dividend))
      }
    }
  }
}
