import GrosirCore
import XCTest

/// What was stored and breaks a rule of what it is, is refused where the rule is broken: one row and one field at a
/// time, each from an example that is right.
final class StoredRuleTests: XCTestCase {
  func testRowsThatBreakARuleAreRefused() throws {
    let lines = try StoredFile.rows.lines()
    for (name, field, value) in StoredRuleTests.breaches {
      let line = try XCTUnwrap(lines.first { $0.name == name }, name)
      let record = line.stored.replacing(field, by: value)
      XCTAssertNotEqual(record, line.stored, "\(name).\(field)")
      do throws(StoredFault) {
        _ = try StoredFile.rows.storedAgain(StoredLine(name, record))
        XCTFail("\(name) is read with \(field) as \(value)")
      } catch {
        XCTAssertNotEqual(error.reason, .missing, "\(name).\(field)")
        XCTAssertNotEqual(error.reason, .unknown, "\(name).\(field)")
      }
    }
  }

  private static var breaches: [(name: String, field: String, value: Record)] {
    people + goods + orders + money
  }

  private static var people: [(name: String, field: String, value: Record)] {
    [
      ("participant/paid", "payment", .null), ("participant/paid", "credited", .integer(1_200_001)),
      ("participant/lapsed", "payment", "pay"), ("participant/lapsed", "until", .instant(.epoch)),
      ("participant/waiting", "kind", "order"), ("participant/waiting", "escrowed", .integer(500_001)),
      ("payment/accepted", "returnReason", "lapsed"), ("payment/returned", "returnReason", .null),
      ("payment/accepted", "outcome", "lost"), ("payment/accepted", "amount", .integer(-1)),
      ("refund", "returnReason", .null), ("refund", "reason", "left"), ("buyer", "openHolds", .integer(-1)),
      ("session/active", "settlement", .fields([])), ("session/moq_reached", "settlement", .null),
      ("session/success", "escrow", .integer(1)), ("session/moq_reached", "state", "active"),
      ("session/success", "tiers", [["threshold": .integer(1), "price": .integer(1)]]),
      ("session/active", "closesAt", .instant(.epoch)), ("product", "version", .integer(0)),
      ("product", "variants", []), ("product", "unitCost", .integer(-1)), ("factory", "phone", "0812"),
      ("factory", "fee", .integer(10_001)), ("factory", "bankAccount", "12"), ("location", "name", " x"),
      ("seller/suspended", "suspendedBecause", .null), ("seller/active", "registeredAt", .instant(.latest)),
      ("sellerDetails", "name", ""), ("sellerDetails", "phone", "12"), ("address", "lines", []),
      ("address", "postalCode", "x"),
    ]
  }

  private static var goods: [(name: String, field: String, value: Record)] {
    [
      ("stockItem", "reserved", .integer(11)), ("stockItem", "onHand", .integer(1_000_000_001)),
      ("stockItem", "reorderPoint", .integer(-1)), ("stockItem", "maximum", .integer(-1)),
      ("stockItem", "listings", .integer(0)), ("stockItem", "listings", .null), ("stockItem", "syncedStock", .null),
      ("stockItem", "syncedStock", .integer(-1)), ("stockItem", "outOfStepSince", .null),
      ("stockItem", "syncedStock", .integer(10)), ("reservation/reserved", "lines", []),
      ("reservation/reserved", "order", "order"), ("reservation/released", "order", .null),
      ("reservation/released", "releaseReason", .null), ("reservation/reserved", "releaseReason", "expired"),
      ("reservation/reserved", "madeAt", .instant(.latest)),
      ("stockCosts", "layers", [["units": .integer(0), "unitCost": .integer(1)]]),
      ("stockCosts", "layers", [["units": .integer(2), "unitCost": .integer(.max)]]),
      ("stockCosts", "layers", [["units": .integer(2), "unitCost": .integer(-1)]]),
      ("purchaseOrder/received", "bundles", .integer(0)), ("purchaseOrder/received", "bundles", .integer(5)),
      ("purchaseOrder/received", "lines", []), ("purchaseOrder/received", "unitCost", .integer(.max)),
      ("purchaseOrder/sent", "received", [["variant": "nobody's", "units": .integer(1)]]),
      ("purchaseOrder/sent", "damaged", [["variant": "S", "units": .integer(1)]]),
      ("purchaseOrder/sent", "receipts", ["twice", "twice"]), ("purchaseOrder/sent", "placedAt", .instant(.latest)),
    ]
  }

  private static var orders: [(name: String, field: String, value: Record)] {
    [
      ("order/paid", "lines", []), ("order/paid", "goods", .integer(1)), ("order/paid", "discount", .integer(.max)),
      ("order/paid", "tax", .integer(-1)), ("order/paid", "shipping", .integer(.max)),
      ("order/paid", "refunded", .integer(.max)), ("order/paid", "returnedUnits", []),
      ("order/paid", "returnedUnits", [.integer(3), .integer(0)]), ("order/paid", "checkout", .null),
      ("order/paid", "participant", "ani"), ("order/paid", "currency", "USD"),
      ("order/paid", "sellerKind", "warehouse"),
      ("order/paid", "placedAt", .instant(.latest)), ("order/shipped", "shipmentStatus", .null),
      ("orderPayment/accepted", "share", .null), ("orderPayment/returned", "returnReason", .null),
      ("orderRefund", "share", .null), ("orderRefund", "because", "why not"), ("orderRefund", "reason", "granted"),
      ("orderRefund", "returnReason", "soldOut"), ("orderRefund", "amount", .integer(-1)),
    ]
  }

  private static var money: [(name: String, field: String, value: Record)] {
    [
      ("withdrawal/pending", "fee", .integer(1_000_001)), ("withdrawal/pending", "batch", .instant(.epoch)),
      ("withdrawal/processing", "batch", .null), ("withdrawal/pending", "requestedAt", .instant(.latest)),
      ("settlement", "net", .integer(228_001)), ("settlement", "fee", .integer(12_001)),
      ("settlement", "until", .instant(.epoch)), ("settlement", "paid", .integer(-1)), ("settlement", "paidAt", .null),
      ("settlement", "settledAt", .instant(.epoch)), ("settlement", "payeeKind", "warehouse"),
      ("settlement", "releases", .integer(.max)),
    ]
  }
}

extension Record {
  /// The record with another value of a name.
  fileprivate func replacing(_ name: String, by value: Record) -> Record {
    guard case .fields(let fields) = self else { return self }
    return .fields(fields.map { $0.name == name ? Field(name, value) : $0 })
  }
}
