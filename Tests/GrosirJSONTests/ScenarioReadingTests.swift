import Foundation
import GrosirCore
import GrosirJSON
import XCTest

/// SPEC §15: what a scenario means where it leaves something out, and what must agree in it.
final class ScenarioReadingTests: XCTestCase {
  private static let product =
    #"{"id": "shirt", "basePrice": 1000, "target": 10, "variants": [{"id": "S", "unitsPerBundle": 2}]}"#

  private func scenario(products: String = product, _ steps: String) -> String {
    #"{"start": "2026-03-02T09:00:00+07:00", "products": [\#(products)], "steps": [\#(steps)]}"#
  }

  private func open(_ session: String) -> String {
    #"{"at": "+0m", "createSession": {"session": "\#(session)", "tiers": [{"threshold": 2500, "price": 900}]}}"#
  }

  private func read(_ text: String) throws -> Scenario {
    try DocumentReader().read(parsing: text.utf8, as: .object(Scenario.self))
  }

  private func faults(_ text: String) -> [String] { refusal(of: text, .replay).map { "\($0.path) \($0.code)" } }

  func testOffsetsCountFromTheStart() throws {
    let times = [
      ("+0m", "2026-03-02T02:00:00Z"), ("+1d2h30m", "2026-03-03T04:30:00Z"), ("-90s", "2026-03-02T01:58:30Z"),
      ("+1m1ms", "2026-03-02T02:01:00.001Z"), ("+48h", "2026-03-04T02:00:00Z"),
      ("2026-03-05T00:00:00+07:00", "2026-03-04T17:00:00Z"),
    ]
    for (text, expected) in times {
      let found = try read(scenario(#"{"at": "\#(text)", "lapseHolds": {"session": "s"}},"# + open("s")))
      XCTAssertEqual(found.steps.first?.at.rfc3339, expected, text)
    }
  }

  func testWhatIsLeftOutIsTheOnlySessionAndProduct() throws {
    let found = try read(
      scenario(#"{"at": "+1h", "joinSession": {"participant": "ani", "basket": {"S": 1}}},"# + open("s")))
    XCTAssertEqual(found.steps[0].action.session?.text, "s")
    guard case .joinSession(let join) = found.steps[0].action, case .createSession(let create) = found.steps[1].action
    else { return XCTFail("a join, then a session") }
    XCTAssertEqual(join.buyer.text, "ani")
    XCTAssertNil(join.quote)
    XCTAssertEqual(create.product.text, "shirt")
    XCTAssertEqual(create.code.text, "s")
    XCTAssertEqual(create.opensAt.rfc3339, "2026-03-02T02:00:00Z")
  }

  func testWhereThereAreSeveralSessionsAStepSaysWhich() {
    let step = #"{"at": "+1h", "lapseHolds": {}}"#
    XCTAssertEqual(faults(scenario("\(open("a")), \(open("b")), \(step)")), ["steps[2].lapseHolds.session missing"])
    XCTAssertEqual(faults(scenario(step)), ["steps[0].lapseHolds.session missing"])
    XCTAssertEqual(faults(scenario("\(open("a")), \(open("a")), \(step)")), [], "the same session, given twice")
  }

  func testWhereThereAreSeveralProductsASessionSaysWhich() {
    let other = ScenarioReadingTests.product.replacing("shirt", with: "cap")
    let products = "\(ScenarioReadingTests.product), \(other)"
    XCTAssertEqual(faults(scenario(products: products, open("a"))), ["steps[0].createSession.product missing"])
    XCTAssertEqual(faults(scenario(products: "", open("a"))), ["steps[0].createSession.product missing"])
  }

  func testAStepDoesOneThing() {
    XCTAssertEqual(faults(scenario(#"{"at": "+0m"}"#)), ["steps[0] missing"])
    XCTAssertEqual(
      faults(scenario(#"{"at": "+0m", "lapseHolds": {"session": "s"}, "moveToRules": {"session": "s"}}"#)),
      ["steps[0].moveToRules inconsistent"])
  }

  func testAVerbThatIsNearlyOneIsSuggested() {
    let found = refusal(of: scenario(#"{"at": "+0m", "joinSesion": {}}"#), .replay)
    XCTAssertTrue(found.contains { $0.message.contains("did you mean \"joinSession\"?") }, "\(found)")
  }

  func testWhatMustAgreeInAJoin() {
    let cases = [
      (#""basket": {"S": 1}, "acceptPartial": true"#, "acceptPartial"),
      (#""basket": {"S": 1}, "quote": {"unitPrices": {"M": 5}, "total": 5}"#, "quote.unitPrices"),
      (#""basket": {"S": 1, "M": 1}, "quote": {"unitPrices": {"M": 5}, "total": 5}"#, "quote.unitPrices"),
    ]
    for (fields, path) in cases {
      let step = #"{"at": "+0m", "joinSession": {"session": "s", "participant": "a", \#(fields)}}"#
      XCTAssertEqual(faults(scenario(step)), ["steps[0].joinSession.\(path) inconsistent"], fields)
    }
  }

  /// A stock is the platform's own in its warehouse, and a reservation lasts as long as the rules say.
  func testWhatIsLeftOutOfAReservation() throws {
    let line = #"{"variant": "M", "units": 2}"#
    let found = try read(
      scenario(#"{"at": "+0m", "reserveStock": {"order": "cart", "lines": [\#(line), \#(line)]}}"#))
    guard case .reserveStock(let command) = found.steps[0].action else { return XCTFail("another command") }
    let key = StockPlace.platform.key(of: VariantID(literal: "M"))
    XCTAssertEqual(command, ReserveStock(OrderID(literal: "cart"), [StockLine(key, 2), StockLine(key, 2)]))
    let both = #"{"order": "cart", "lines": [\#(line)], "lasting": "5m", "untilReleased": true}"#
    XCTAssertEqual(
      faults(scenario(#"{"at": "+0m", "reserveStock": \#(both)}"#)), ["steps[0].reserveStock.lasting inconsistent"])
  }

  /// A checkout costs what it adds up to, and its units are the seller's own.
  func testWhatIsLeftOutOfACheckout() throws {
    let address = #"{"recipient": "Ani", "lines": ["Jalan Mawar 1"], "postalCode": "40111", "phone": "+6281234567890"}"#
    func order(_ lines: String, _ fields: String) throws -> PlaceOrder? {
      let given = #"{"checkout": "c", "buyer": "ani", "lines": [\#(lines)], "address": \#(address)\#(fields)}"#
      let steps = try read(scenario(#"{"at": "+0m", "placeOrder": \#(given)}"#)).steps
      guard case .order(.placeOrder(let command)) = steps[0].action else { return nil }
      return command
    }
    let line = #"{"variant": "S", "units": 3, "unitPrice": 900, "seller": "toko"}"#
    let command = try XCTUnwrap(order("\(line), \(line)", #", "discount": 400, "tax": 20, "shipping": 7"#))
    XCTAssertEqual(command.total, Money(6 * 900 - 400 + 20 + 7, .idr))
    XCTAssertEqual(command.fee.value, 500)
    XCTAssertEqual(command.span, .standard)
    XCTAssertEqual(command.lines[0].product.text, "shirt")
    XCTAssertEqual(
      command.lines[0].place, StockPlace(owner: OwnerID(literal: "toko"), location: StockPlace.platform.location))
    let dear = #"{"variant": "S", "units": 3, "unitPrice": \#(Int64.max), "seller": "toko"}"#
    XCTAssertEqual(try order("\(dear), \(line)", #", "tax": 1"#)?.total.amount, .max, "for the engine to refuse")
    let given = #"{"checkout": "c", "buyer": "ani", "lines": [\#(line)], "address": \#(address)}"#
    XCTAssertEqual(
      faults(scenario(products: "", #"{"at": "+0m", "placeOrder": \#(given)}"#)),
      ["steps[0].placeOrder.lines[0].product missing"])
  }

  /// Each thing that is said of a purchase order takes what belongs to it.
  func testWhatMustAgreeInAMark() {
    let cases = [
      (#""mark": "sent", "trackingNumber": "J""#, ["trackingNumber inconsistent"]),
      (#""mark": "acknowledged", "shippingCost": 5"#, ["shippingCost inconsistent"]),
      (#""mark": "shipped", "reason": "why""#, ["reason inconsistent"]),
      (#""mark": "refused""#, ["reason missing"]), (#""mark": "cancelled", "reason": "why""#, []),
      (#""mark": "shipped", "trackingNumber": "J", "shippingCost": 5"#, []),
    ]
    for (fields, expected) in cases {
      let step = #"{"at": "+0m", "markPurchaseOrder": {"number": "po", \#(fields)}}"#
      XCTAssertEqual(faults(scenario(step)), expected.map { "steps[0].markPurchaseOrder.\($0)" }, fields)
    }
  }

  func testGoodsAreCountedInBundlesOrInUnits() throws {
    let cases = [
      (#""bundles": 1, "units": {"S": 1}"#, ["units inconsistent"]), (#""damaged": {"S": 1}"#, ["bundles missing"]),
      (#""bundles": 1"#, []), (#""units": {"S": 1}"#, []),
    ]
    for (fields, expected) in cases {
      let step = #"{"at": "+0m", "receiveGoods": {"number": "po", "receipt": "r", \#(fields)}}"#
      XCTAssertEqual(faults(scenario(step)), expected.map { "steps[0].receiveGoods.\($0)" }, fields)
    }
  }

  /// A session sells its factory's goods from the platform's warehouse, and a factory's particulars seldom matter.
  func testWhatIsLeftOutOfFulfilment() throws {
    let order = #"{"at": "+0m", "orderForStock": {"bundles": 2}}"#
    let found = try read(scenario(#"\#(open("s")), \#(order), {"at": "+0m", "putFactory": {"id": "factory"}}"#))
    guard case .createSession(let create) = found.steps[0].action,
      case .orderForStock(let ordered) = found.steps[1].action, case .putFactory(let put) = found.steps[2].action
    else { return XCTFail("other commands") }
    XCTAssertEqual(create.selling, .consignment)
    XCTAssertEqual(create.warehouse, .platform)
    XCTAssertEqual(ordered, OrderForStock(ProductID(literal: "shirt"), bundles: 2))
    XCTAssertEqual(try Factory(put.draft).fee, Factory.defaultFee)
    let other = ScenarioReadingTests.product.replacing("shirt", with: "cap")
    XCTAssertEqual(
      faults(scenario(products: "\(ScenarioReadingTests.product), \(other)", order)),
      ["steps[0].orderForStock.product missing"])
  }

  func testMoneyIsNamedByThePaymentOrTheParticipant() {
    for verb in ["reversePayment", "refuseRefund"] {
      XCTAssertEqual(
        faults(scenario(#"{"at": "+0m", "\#(verb)": {"session": "s"}}"#)), ["steps[0].\(verb).participant missing"])
      XCTAssertEqual(
        faults(scenario(#"{"at": "+0m", "\#(verb)": {"session": "s", "payment": "p", "participant": "a"}}"#)),
        ["steps[0].\(verb).payment inconsistent"])
    }
  }

  /// What only the domain knows is found too, where it stands in the document.
  func testProductsAreValidAsAWhole() {
    let product = #"""
      {"id": "shirt", "basePrice": 1000, "target": 10, "name": " shirt", "variants": [
        {"id": "S", "unitsPerBundle": 2, "priceAdjustment": -1001, "reorderPoint": 5, "maximum": 4},
        {"id": "S", "unitsPerBundle": 2, "sku": "VARIANT-1"}]}
      """#
    XCTAssertEqual(
      faults(scenario(products: product, "")),
      [
        "products[0].name malformed", "products[0].variants[0].priceAdjustment inconsistent",
        "products[0].variants[0].maximum inconsistent", "products[0].variants[1].id duplicate",
        "products[0].variants[1].sku duplicate",
      ])
  }

  func testAProductIsListedOnce() {
    XCTAssertEqual(
      faults(scenario(products: "\(ScenarioReadingTests.product), \(ScenarioReadingTests.product)", "")),
      ["products[1].id duplicate"])
  }

  func testMoreStepsThanAllowedAreRefusedUnread() {
    let steps = Array(repeating: "0", count: Scenario.maximumSteps + 1).joined(separator: ",")
    XCTAssertEqual(faults(scenario(steps)), ["steps tooLarge"])
  }

  func testRecordsBecomeJSON() throws {
    let instant = try Instant(rfc3339: "2026-03-02T09:00:00+07:00")
    let record: Record = [
      "none": .null, "flag": .flag(true), "count": .integer(-3), "text": "a", "at": .instant(instant),
      "list": [["x": .integer(1)], .null],
    ]
    let text = #"{"none":null,"flag":true,"count":-3,"text":"a","at":"2026-03-02T02:00:00Z","list":[{"x":1},null]}"#
    XCTAssertEqual(JSONValue(record).printed(), text)
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    components(separatedBy: part).joined(separator: other)
  }
}
