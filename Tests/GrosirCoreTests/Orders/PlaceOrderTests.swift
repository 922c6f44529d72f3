import GrosirCore
import GrosirTesting
import XCTest

/// Checkouts: what is refused, what is reserved, and how a cart is divided (SPEC §12, §7).
final class PlaceOrderTests: XCTestCase {
  func testACartOfTwoFactoriesIsTwoOrders() throws {
    var example = try OrderExample()
    let command = OrderExample.checkout(
      "C-1",
      [
        OrderExample.line("shirt-s", 2, 100_000), OrderExample.line("cap-0", 3, 30_000),
        OrderExample.line("shirt-m", 1, 105_000),
      ], discount: 10_001, tax: 7, shipping: 20_000)
    let receipt = try example.accept(command, at: 1)
    XCTAssertEqual(receipt.orders.map { $0.order.text }, ["C-1/1", "C-1/2"])
    XCTAssertEqual(receipt.orders.map { $0.factory.text }, ["bandung-1", "solo-2"])
    XCTAssertEqual(receipt.orders.map { $0.until }, [OrderExample.at(16), OrderExample.at(16)])
    let orders = try receipt.orders.map { try XCTUnwrap(example.world.orders[$0.order]) }
    XCTAssertEqual(orders.map { $0.lines.map { $0.variant.text } }, [["shirt-s", "shirt-m"], ["cap-0"]])
    // 305 000 and 90 000 of 395 000: ⌊10 001·305/395⌋ = 7 722, and the rest; ⌊7·305/395⌋ = 5; ⌊20 000·305/395⌋.
    XCTAssertEqual(orders.map { $0.amounts.discount.amount }, [7_722, 2_279])
    XCTAssertEqual(orders.map { $0.amounts.tax.amount }, [5, 2])
    XCTAssertEqual(orders.map { $0.amounts.shipping.amount }, [15_443, 4_557])
    XCTAssertEqual(orders.reduce(Int64(0)) { $0 + $1.amounts.total.amount }, command.total.amount)
    for order in orders {
      XCTAssertEqual(order.status, .pendingPayment)
      XCTAssertEqual(order.origin, .checkout(CheckoutID(literal: "C-1")))
      XCTAssertEqual(example.reservation(order.id)?.life.expiresAt, order.payBefore)
      let keys = order.lines.map { StockLine(OrderExample.key($0.variant.text), $0.units) }
      XCTAssertEqual(example.reservation(order.id)?.lines, keys)
    }
    XCTAssertEqual(example.count("cap-0"), "5 3")
    let effects = ["orderPayment/C-1/1", "orderPayment/C-1/2"]
    XCTAssertEqual(example.world.effects.map { $0.key }, effects)
    XCTAssertEqual(example.balance(.gateway), 0)
  }

  func testWhatWasBoughtStaysAsItWas() throws {
    var example = try OrderExample()
    let command = OrderExample.checkout("C", [OrderExample.line("shirt-m", 1, 99_000)])
    let id = try XCTUnwrap(example.accept(command, at: 1).orders.first?.order)
    var draft = OrderExample.shirt()
    draft.name = "Blouse"
    draft.variants[1].name = "Large"
    draft.variants[1].priceAdjustment = 9_000
    try example.accept(PutProduct(draft), at: 2)
    let line = try XCTUnwrap(example.world.orders[id]?.lines.first)
    XCTAssertEqual(line.productName, "Shirt")
    XCTAssertEqual(line.variantName, "Medium")
    XCTAssertEqual(line.sku?.text, "SHIRT-M")
    XCTAssertEqual(line.version, 1)
    XCTAssertEqual(line.unitPrice, Money(99_000, .idr))
    XCTAssertEqual(line.priceAdjustment, Money(5_000, .idr))
  }

  /// The address is a row of its own; no event and no effect says a word of it.
  func testTheAddressIsInNoEvent() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 1)
    try example.pay(id, at: 2)
    try example.accept(BookShipment(id), at: 3)
    let address = try XCTUnwrap(example.world.orders[id]?.address)
    XCTAssertEqual(example.world.addresses[address]?.address.draft, OrderExample.address)
    XCTAssertEqual(example.world.addresses[address]?.buyer, OrderExample.ani)
    for record in example.world.events.map({ $0.event.record }) + example.world.effects.map({ $0.record }) {
      for word in ["Melati", "13910", "81234567890"] {
        XCTAssertFalse("\(record)".contains(word), "\(word) in \(record)")
      }
    }
    guard case .bookShipment(let request)? = example.world.effects.last else { return XCTFail("no booking") }
    XCTAssertEqual(request.address, address)
  }

  func testAllOrNothingOverTheWholeCart() throws {
    var example = try OrderExample()
    // Together 11 of 10 small shirts in two lines, and 6 of 5 caps: nothing is held, and both are told.
    let command = OrderExample.checkout(
      "C",
      [
        OrderExample.line("shirt-s", 5, 1), OrderExample.line("shirt-m", 1, 1), OrderExample.line("cap-0", 6, 1),
        OrderExample.line("shirt-s", 6, 1),
      ])
    guard case .stock(.insufficient(let shortages))? = try example.refusal(of: command, at: 1) else {
      return XCTFail("not refused for stock")
    }
    XCTAssertEqual(
      shortages.map { "\($0.key.variant.text) \($0.asked) \($0.available)" }, ["shirt-s 11 10", "cap-0 6 5"])
    XCTAssertTrue(example.world.orders.isEmpty && example.world.reservations.isEmpty)
  }

  func testWhatHasExpiredIsFreeForTheNext() throws {
    var example = try OrderExample()
    let first = try example.order("C-1", shirts: 10, at: 0)
    let late = OrderExample.checkout("C-2", [OrderExample.line("shirt-s", 10, 100_000)])
    XCTAssertEqual(try example.refusal(of: late, at: 14)?.code, "insufficient")
    try example.accept(late, at: 15)
    XCTAssertEqual(example.count("shirt-s"), "10 10")
    XCTAssertEqual(example.reservation(first)?.life.state, .released(.expired))
    let row = try XCTUnwrap(example.world.orders[first])
    XCTAssertEqual(row.judged(at: OrderExample.at(15), holding: example.reservation(first)).paymentStatus, .expired)
    XCTAssertEqual(row.judged(at: OrderExample.at(0), holding: example.reservation(first)).status, .cancelled)
  }

  func testACheckoutMakesOrdersOnce() throws {
    var example = try OrderExample()
    try example.order("C", at: 0)
    let again = OrderExample.checkout("C", [OrderExample.line("shirt-s", 2, 100_000)])
    XCTAssertEqual(try example.refusal(of: again, at: 1), .duplicateCheckout(CheckoutID(literal: "C")))
    let other = OrderID(literal: "D/1")
    try example.accept(ReserveStock(other, [StockLine(OrderExample.key("cap-0"), 1)]), at: 1)
    let taken = OrderExample.checkout("D", [OrderExample.line("shirt-s", 2, 100_000)])
    XCTAssertEqual(try example.refusal(of: taken, at: 1), .stock(.conflict(other)))
  }

  /// Everything that is wrong is said at once, with its path.
  func testEveryViolationIsListed() throws {
    var example = try OrderExample()
    var command = OrderExample.checkout(String(repeating: "c", count: 121), [])
    command.lines = [
      OrderExample.line("shirt-s", 0, -1), OrderExample.line("shirt-x", 1, 1), OrderExample.line("hat-1", 1, 1),
      OrderExample.line("cap-0", 1_000_000_001, 2_000_000_000_001),
    ]
    command.address = ShippingAddress.Draft(recipient: "", lines: ["a", ""], postalCode: "?", phone: "0812")
    command.discount = -1
    command.tax = -1
    command.shipping = -1
    command.span = .untilReleased
    guard case .invalid(let violations)? = try example.refusal(of: command, at: 1) else { return XCTFail("accepted") }
    XCTAssertEqual(
      violations.map { "\($0.path.description) \($0.code.rawValue)" },
      [
        "checkout tooLarge", "lines[0].units outOfRange", "lines[0].unitPrice outOfRange", "lines[1].variant unknown",
        "lines[2].product unknown", "lines[3].units outOfRange", "lines[3].unitPrice outOfRange",
        "address.recipient outOfRange", "address.lines[1] outOfRange", "address.postalCode malformed",
        "address.phone malformed", "discount outOfRange", "tax outOfRange", "shipping outOfRange",
        "lasting inconsistent",
      ])
  }

  func testAmountsThatDoNotAddUp() throws {
    var example = try OrderExample()
    let lines = [OrderExample.line("shirt-s", 2, 100_000)]
    func violations(_ change: (inout PlaceOrder) -> Void) throws -> [String] {
      var command = OrderExample.checkout("C", lines, tax: 5)
      change(&command)
      guard case .invalid(let violations)? = try example.refusal(of: command, at: 1) else { return [] }
      return violations.map { "\($0.path.description) \($0.code.rawValue)" }
    }
    XCTAssertEqual(try violations { $0.total = Money(200_004, .idr) }, ["total inconsistent"])
    XCTAssertEqual(try violations { $0.discount = 200_001 }, ["discount inconsistent"])
    XCTAssertEqual(try violations { $0.tax = .max }, ["total tooLarge"])
    XCTAssertEqual(try violations { $0.lines = [] }, ["lines missing"])
    XCTAssertEqual(
      try violations { $0.lines = Array(repeating: lines[0], count: PlaceOrder.mostLines + 1) }, ["lines tooLarge"])
    XCTAssertEqual(try violations { $0.span = .lasting(.minutes(61)) }, ["lasting outOfRange"])
    XCTAssertEqual(
      try violations { $0.address.lines = [] }, ["address.lines outOfRange"])
    XCTAssertEqual(
      try violations { $0.address.lines = Array(repeating: "a", count: 7) }, ["address.lines outOfRange"])
    let dollar = try XCTUnwrap(Currency("USD"))
    XCTAssertEqual(try violations { $0.total = Money(200_005, dollar) }, ["lines[0].product inconsistent"])
    let most = OrderExample.line("shirt-s", 1_000_000_000, 2_000_000_000_000)
    XCTAssertEqual(try violations { $0.lines = [most] }, ["lines[0] tooLarge"])
  }

  /// However an amount is divided, nothing is dropped, nothing is negative, and no part is more than one off.
  func testDividedAmountsAddUp() throws {
    let labels: KeyValuePairs = ["nothing weighs": 0.02, "several": 0.5]
    try checkProperty("divided amounts", cases: 2_000, minimumShares: labels) { choices in
      let count = choices.integer(in: 1...5)
      var goods: [Int64] = []
      for _ in 0..<count { goods.append(choices.chance(1, in: 3) ? 0 : choices.integer(in: 0...1_000)) }
      let sum = goods.reduce(0, +)
      if sum == 0 { choices.count("nothing weighs") }
      if count > 1 { choices.count("several") }
      let lines = goods.enumerated().map { number, price in
        OrderExample.line("shirt-s", 1, price, soldBy: SellerID(unchecked: "seller-\(number)"))
      }
      let discount = choices.integer(in: 0...sum)
      let tax = choices.boundaryInteger(in: 0...Int64(1_000_000_000))
      var example = try OrderExample()
      let command = OrderExample.checkout("C", lines, discount: discount, tax: tax, shipping: 10)
      let ids = try example.accept(command, at: 1).orders.map { $0.order }
      try expectEqual(ids.count, count, "an order for each seller")
      let amounts = ids.compactMap { example.world.orders[$0]?.amounts }
      func check(_ whole: Int64, _ part: (OrderAmounts) -> Money) throws {
        let parts = amounts.map { part($0).amount }
        try expectEqual(parts.reduce(0, +), whole, "the parts of \(whole)")
        for (number, part) in parts.enumerated() where sum > 0 {
          // |part − whole·weight/sum| < 1, in whole numbers.
          let off = Int128(part) * Int128(sum) - Int128(whole) * Int128(goods[number])
          try expect(part >= 0 && off.magnitude < Int128(sum).magnitude, "\(parts) of \(whole) by \(goods)")
        }
      }
      try check(discount) { $0.discount }
      try check(tax) { $0.tax }
      try check(10) { $0.shipping }
      try check(sum) { $0.goods }
      try expectEqual(amounts.reduce(0) { $0 + $1.total.amount }, command.total.amount, "the totals")
    }
  }
}
