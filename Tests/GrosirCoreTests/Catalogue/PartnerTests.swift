import GrosirCore
import XCTest

final class FactoryTests: XCTestCase {
  func testAFactoryHoldsWhatItsDraftSaid() throws {
    let factory = try Factory(CatalogueExamples.factory)
    XCTAssertEqual(factory.draft, CatalogueExamples.factory)
    XCTAssertEqual(factory.fee.value, 500)
    XCTAssertEqual(factory.phone.text, "+6281234567890")
    XCTAssertEqual(factory.bank.account, "5550001111")
  }

  func testEveryViolationIsReportedAtOnce() {
    let draft = Factory.Draft(
      id: "", name: "", phone: "081234567890",
      bank: BankDetails.Draft(code: "bca", account: "1234567", holder: "Al"), postalCode: "4", fee: 10_001)
    let error = thrown { () throws(CatalogueError) in try Factory(draft) }
    XCTAssertEqual(
      CatalogueExamples.summary(error),
      [
        "id malformed", "name outOfRange", "phone malformed", "bank.code malformed", "bank.account malformed",
        "bank.holder outOfRange", "postalCode malformed", "fee outOfRange",
      ])
  }

  func testAFeeIsNothingToEverything() throws {
    var draft = CatalogueExamples.factory
    for fee in [0, 10_000] {
      draft.fee = fee
      XCTAssertEqual(try Factory(draft).fee.value, fee)
    }
    draft.fee = -1
    XCTAssertEqual(
      CatalogueExamples.summary(thrown { () throws(CatalogueError) in try Factory(draft) }), ["fee outOfRange"])
  }
}

final class BankDetailsTests: XCTestCase {
  private func violations(_ code: String, _ account: String, _ holder: String) -> [String] {
    let draft = BankDetails.Draft(code: code, account: account, holder: holder)
    return CatalogueExamples.summary(thrown { () throws(CatalogueError) in try BankDetails(draft) })
  }

  func testAccountsHaveEightToTwentyDigits() {
    XCTAssertEqual(violations("BCA", String(repeating: "1", count: 8), "Dewi"), [])
    XCTAssertEqual(violations("BCA", String(repeating: "1", count: 20), "Dewi"), [])
    for account in ["", "1234567", String(repeating: "1", count: 21), "1234 5678", "12345678x", "１２３４５６７８"] {
      XCTAssertEqual(violations("BCA", account, "Dewi"), ["account malformed"], account)
    }
  }

  func testHoldersHaveThreeCharacters() {
    XCTAssertEqual(violations("BCA", "12345678", "Adi"), [])
    XCTAssertEqual(violations("BCA", "12345678", "Al"), ["holder outOfRange"])
    XCTAssertEqual(violations("BCA", "12345678", "   "), ["holder malformed"])
    // Two characters, although three scalars.
    XCTAssertEqual(violations("BCA", "12345678", "Ae\u{301}"), ["holder outOfRange"])
  }

  func testCodesAreThoseOfGateways() {
    for code in ["BCA", "014", "ID_MANDIRI"] { XCTAssertEqual(violations(code, "12345678", "Dewi"), [], code) }
    for code in ["", "B", "bca", "B-A", String(repeating: "A", count: 21)] {
      XCTAssertEqual(violations(code, "12345678", "Dewi"), ["code malformed"], code)
    }
  }

  func testTheDescriptionHidesTheAccount() throws {
    let bank = try BankDetails(CatalogueExamples.factory.bank)
    XCTAssertEqual(bank.description, "BCA …1111")
    XCTAssertFalse("\(try Factory(CatalogueExamples.factory))".contains("555000"))
    XCTAssertEqual(bank.draft, CatalogueExamples.factory.bank)
  }
}

final class LocationTests: XCTestCase {
  func testALocationHoldsWhatItsDraftSaid() throws {
    XCTAssertEqual(try Location(CatalogueExamples.location).draft, CatalogueExamples.location)
  }

  func testEveryViolationIsReportedAtOnce() {
    let draft = Location.Draft(
      id: "\u{7F}", name: "Gudang\n", address: String(repeating: "x", count: 501), postalCode: "13-")
    XCTAssertEqual(
      CatalogueExamples.summary(thrown { () throws(CatalogueError) in try Location(draft) }),
      ["id malformed", "name malformed", "address tooLarge", "postalCode malformed"])
  }

  func testTextHoldsNothingThatCannotBeSeen() {
    var draft = CatalogueExamples.location
    for name in ["a\u{0}b", "a\tb", "a\u{85}b", "a\u{2028}b", "a\u{202E}b", "a\u{2066}b", "\u{A0}a", "a\u{FEFF}"] {
      draft.name = name
      XCTAssertEqual(
        CatalogueExamples.summary(thrown { () throws(CatalogueError) in try Location(draft) }), ["name malformed"])
    }
    for name in ["a b", "Gudang Cakung № 3", "ꦒꦸꦢꦁ", "倉庫", "👩‍👩‍👧"] {
      draft.name = name
      XCTAssertNil(thrown { () throws(CatalogueError) in try Location(draft) }, name)
    }
  }
}

final class CodesTests: XCTestCase {
  func testPhoneNumbers() {
    for text in ["+6281234567890", "+1234567", "+123456789012345"] { XCTAssertEqual(PhoneNumber(text)?.text, text) }
    for text in [
      "", "+", "6281234567890", "+0812345678", "+123456", "+1234567890123456", "+62 812345678", "+62812-345678",
      "+6281234567８", "++6281234567",
    ] {
      XCTAssertNil(PhoneNumber(text), text)
    }
  }

  func testPostalCodes() {
    for text in ["13910", "SW1A 1AA", "1234-567", "ABC", "1234567890"] {
      XCTAssertEqual(PostalCode(text)?.text, text)
    }
    for text in ["", "12", "12345678901", " 13910", "13910 ", "13  910", "13--9", "sw1a", "-13", "13910\n", "１３９１０"] {
      XCTAssertNil(PostalCode(text), text)
    }
  }

  func testSKUs() {
    for text in ["TSHIRT-001", "~", "!", String(repeating: "x", count: 64)] { XCTAssertEqual(SKU(text)?.text, text) }
    for text in ["", " ", "A B", "é", "a\u{7F}", String(repeating: "x", count: 65)] { XCTAssertNil(SKU(text), text) }
  }
}
