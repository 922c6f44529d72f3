import GrosirCore
import GrosirTesting
import XCTest

final class MoneyTests: XCTestCase {
  private func rupiah(_ amount: Int64) -> Money { Money(amount, .idr) }
  private func dollars(_ amount: Int64) throws -> Money { Money(amount, try XCTUnwrap(Currency("USD"))) }

  func testArithmeticWithinACurrency() throws {
    XCTAssertEqual(try rupiah(150_000).adding(rupiah(-50_000)), rupiah(100_000))
    XCTAssertEqual(try rupiah(150_000).subtracting(rupiah(200_000)), rupiah(-50_000))
    XCTAssertEqual(try rupiah(7).negated(), rupiah(-7))
    XCTAssertEqual(try rupiah(50_000).times(15), rupiah(750_000))
    XCTAssertEqual(try rupiah(50_000).times(-2), rupiah(-100_000))
    XCTAssertTrue(try rupiah(-1).isLess(than: rupiah(0)))
    XCTAssertFalse(try rupiah(0).isLess(than: rupiah(0)))
    XCTAssertFalse(try rupiah(1).isLess(than: rupiah(0)))
  }

  func testTwoCurrenciesNeverCombine() throws {
    let dollar = try dollars(1)
    let mismatch = MoneyError.currencyMismatch(.idr, dollar.currency)
    XCTAssertEqual(thrown { () throws(MoneyError) in try rupiah(1).adding(dollar) }, mismatch)
    XCTAssertEqual(thrown { () throws(MoneyError) in try rupiah(1).subtracting(dollar) }, mismatch)
    XCTAssertEqual(thrown { () throws(MoneyError) in try rupiah(1).isLess(than: dollar) }, mismatch)
    XCTAssertEqual(thrown { () throws(MoneyError) in try Money.sum(of: [rupiah(1), dollar], in: .idr) }, mismatch)
    XCTAssertNotEqual(rupiah(1), dollar)
  }

  func testWhatDoesNotFitIsAnErrorNotATrap() {
    let largest = rupiah(.max)
    let smallest = rupiah(.min)
    XCTAssertEqual(thrown { () throws(MoneyError) in try largest.adding(rupiah(1)) }, .overflow)
    XCTAssertEqual(thrown { () throws(MoneyError) in try smallest.subtracting(rupiah(1)) }, .overflow)
    XCTAssertEqual(thrown { () throws(MoneyError) in try smallest.negated() }, .overflow)
    XCTAssertEqual(thrown { () throws(MoneyError) in try smallest.times(-1) }, .overflow)
    XCTAssertEqual(thrown { () throws(MoneyError) in try largest.times(2) }, .overflow)
    XCTAssertEqual(thrown { () throws(MoneyError) in try Money.sum(of: [largest, rupiah(1)], in: .idr) }, .overflow)
    XCTAssertEqual(try largest.adding(smallest), rupiah(-1))
  }

  func testASumDependsOnItsTotalAlone() {
    let amounts: [Int64] = [.max, .max, .min, .min, 2]
    for shift in amounts.indices {
      let turned = (amounts[shift...] + amounts[..<shift]).map(rupiah)
      XCTAssertEqual(try Money.sum(of: turned, in: .idr), rupiah(0), "from \(shift)")
    }
    XCTAssertEqual(try Money.sum(of: [], in: .idr), .zero(.idr))
  }

  func testErrorCodesAreStable() throws {
    XCTAssertEqual(MoneyError.overflow.code, "overflow")
    let mismatch = MoneyError.currencyMismatch(.idr, try dollars(0).currency)
    XCTAssertEqual(mismatch.code, "currencyMismatch")
    XCTAssertEqual(mismatch.description, "amounts in IDR and USD do not combine")
  }

  func testDescriptionNamesTheCurrency() {
    XCTAssertEqual(rupiah(-150_000).description, "IDR -150000")
  }

  func testSumAgreesWithAddingOneByOneWhereThatFits() throws {
    try checkProperty("a sum is what adding one by one gives") { choices in
      let amounts = choices.list(0...20) { Money($0.edgyInteger() >> 5, .idr) }
      var total = Money.zero(.idr)
      for amount in amounts { total = try total.adding(amount) }
      try expectEqual(try Money.sum(of: amounts, in: .idr), total)
    }
  }
}
