import GrosirCore
import XCTest

final class CurrencyTests: XCTestCase {
  func testThreeCapitalLettersAreACurrencyAndNothingElseIs() {
    for code in ["IDR", "USD", "AAA", "ZZZ", "XTS"] { XCTAssertEqual(Currency(code)?.code, code) }
    for code in ["", "ID", "IDRR", "idr", "Idr", "I R", "ID1", "ID\u{0}", "@@@", "[[[", "É", "ÉA"] {
      XCTAssertNil(Currency(code), code)
    }
  }

  func testTheRupiahIsItsCode() {
    XCTAssertEqual(Currency("IDR"), .idr)
    XCTAssertEqual(Currency.idr.description, "IDR")
  }

  func testEveryCodeComesBackAndTheOrderIsAlphabetical() {
    let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(Unicode.Scalar($0)) }
    let codes = letters.flatMap { first in letters.flatMap { second in letters.map { first + second + $0 } } }
    let currencies = codes.compactMap(Currency.init)
    XCTAssertEqual(currencies.map(\.code), codes)
    XCTAssertEqual(Set(currencies).count, 26 * 26 * 26)
    XCTAssertTrue(zip(currencies, currencies.dropFirst()).allSatisfy(<))
  }

  func testACurrencyTakesTwoBytes() {
    XCTAssertEqual(MemoryLayout<Currency>.size, 2)
  }
}
