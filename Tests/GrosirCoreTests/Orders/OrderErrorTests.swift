import GrosirCore
import XCTest

/// Every refusal has a code of its own, speaks, and is the same again from its record.
final class OrderErrorTests: XCTestCase {
  private let errors: [OrderError] = [
    .invalid([Violation(FieldPath("total"), .inconsistent, "it is not")]),
    .unknownOrder(OrderID(literal: "O")),
    .duplicateCheckout(CheckoutID(literal: "C")),
    .invalidTransition(from: .shipped, payment: .paid, action: .cancel),
    .belongsToSession(SessionID(literal: "S")),
    .conflictingPayment(PaymentReference(literal: "P")),
    .conflictingRefund(RefundID(literal: "R")),
    .conflictingShipment(TrackingNumber(literal: "T")),
    .exceedsPaid(asked: Money(2, .idr), left: Money(1, .idr)),
    .sellersNotActive([SellerStanding(seller: SellerID(literal: "budi"), status: .suspended)]),
    .listingsNotSellable([ListingKey(SellerID(literal: "ani"), VariantID(literal: "S"))]),
    .stock(.insufficient([])),
    .stock(.invalid([Violation(FieldPath("units"), .outOfRange, "none")])),
  ]

  func testEveryErrorComesBackFromItsRecord() {
    for error in errors { XCTAssertEqual(OrderError(record: error.record), error) }
    XCTAssertNil(OrderError(record: ["code": "unheardOf"]))
    XCTAssertNil(OrderError(record: ["code": "unknownOrder"]))
    XCTAssertNil(OrderError(record: ["code": "exceedsPaid", "asked": Money(2, .idr).record]))
    XCTAssertNil(OrderError(record: ["code": "invalidTransition", "from": "shipped", "payment": "paid"]))
    XCTAssertNil(OrderError(record: .null))
  }

  func testEveryErrorSpeaks() {
    XCTAssertEqual(
      errors.map { $0.code },
      [
        "invalid", "unknownOrder", "duplicateCheckout", "invalidTransition", "belongsToSession", "conflictingPayment",
        "conflictingRefund", "conflictingShipment", "exceedsPaid", "sellersNotActive", "listingsNotSellable",
        "insufficient", "invalid",
      ])
    XCTAssertEqual(
      errors.dropLast(2).map { "\($0)" },
      [
        "total: it is not", "there is no order O", "there was a checkout C already",
        "an order that is shipped, its payment paid, is not there to cancel",
        "the order is the group session S's; ask that", "the payment P is another one", "the refund R is another one",
        "the order has gone out as T", "IDR 2 is to be given back, and IDR 1 is left of what was paid",
        "nothing is sold of budi, who is suspended", "switched off or out of stock: ani/S",
      ])
    XCTAssertEqual("\(errors[12])", "units: none")
  }
}
