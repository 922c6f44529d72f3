import Foundation
import GrosirJSON
import XCTest

/// For every field of every document: a missing, a wrong-typed, an out-of-range, a duplicate and an unknown one each
/// exit with 1, a problem document that names the path, and nothing on standard output (SPEC §14, §15).
final class FieldFaultTests: XCTestCase {
  /// A document with every field of its kind in it, and what is known of the fields by name.
  private struct Sample {
    var command: String
    var text: String
    /// Where the same name is another field elsewhere: what of this kind of document may be absent, by name or path.
    var optional: Set<String>?
    /// Objects whose names are data and stand for themselves.
    var maps: Set<String> = []
    /// Values out of range, likewise.
    var outOfRange: [String: [JSONValue]]?
  }

  private let samples = [
    Sample(
      command: "availability",
      text: """
        {"policy": {"kind": "bundleTolerance", "committedBundles": 1, "capacityBundles": 9},
         "variants": [{"id": "S", "unitsPerBundle": 2, "tolerance": 20, "ordered": 3, "held": 1, "onHand": 1},
                      {"id": "M", "unitsPerBundle": 5}], "basket": {"M": 5}}
        """),
    Sample(
      command: "availability",
      text: """
        {"policy": {"kind": "allocationMultiple", "multiple": 2, "catchUp": "slowest"},
         "variants": [{"id": "S", "unitsPerBundle": 2}]}
        """),
    Sample(
      command: "availability",
      text: """
        {"policy": {"kind": "progressiveUnlock", "target": 100},
         "variants": [{"id": "S", "unitsPerBundle": 2}]}
        """),
    Sample(
      command: "settle",
      text: """
        {"target": 100, "basePrice": 200000, "currency": "IDR", "tiers": [{"threshold": 2500, "price": 150000}],
         "guarantee": {"minimumFill": 2500}, "successRule": "lowestTier",
         "participants": [{"id": "A", "units": 10, "priceAdjustment": 0, "paid": true}]}
        """),
    Sample(
      command: "replay", text: FieldFaultTests.scenario, optional: FieldFaultTests.optionalInScenarios,
      maps: ["basket", "unitPrices", "lines", "openingStock", "units", "damaged"],
      outOfRange: FieldFaultTests.outOfRangeInScenarios),
    Sample(
      command: "replay", text: FieldFaultTests.checkout, optional: FieldFaultTests.optionalInCheckouts,
      outOfRange: FieldFaultTests.outOfRangeInCheckouts),
    Sample(
      command: "replay", text: FieldFaultTests.shop, optional: FieldFaultTests.optionalInShops,
      outOfRange: FieldFaultTests.outOfRangeInShops),
  ]

  /// Fields that may be absent.
  private let optional: Set = [
    "committedBundles", "capacityBundles", "tolerance", "ordered", "held", "onHand", "basket", "M", "multiple",
  ]

  /// For each field a value of the right type that is just out of range; the others have no range.
  private let outOfRange: [String: [JSONValue]] = [
    "kind": ["bundletolerance"], "committedBundles": [-1, 1_000_000_001], "capacityBundles": [-1, 1_000_000_001],
    "variants": [[]], "unitsPerBundle": [0, 1_000_000_001], "tolerance": [-1, 1_000_000_001],
    "ordered": [-1, 1_000_000_001], "held": [-1, 4, 1_000_000_001], "onHand": [-1, 1_000_000_001],
    "basket": [.object(JSONObject([]))], "M": [0, 1_000_000_001], "multiple": [0, 1_000_000_001],
    "catchUp": ["fastest"], "target": [0, 1_000_000_001], "id": ["", .string(String(repeating: "x", count: 129))],
    "basePrice": [0, -1], "currency": ["idr", "IDRX"], "tiers": [[]], "threshold": [0, 10_001], "price": [0, 200_001],
    "minimumFill": [-1, 10_001], "successRule": ["always"], "units": [0, 1_000_000_001],
    "priceAdjustment": [-150_001, .integer(.min)],
  ]

  /// The samples themselves are accepted: what is refused below is refused for the fault alone.
  func testSamplesAreAccepted() throws {
    for sample in samples {
      let result = try Tool.run([sample.command], input: Data(sample.text.utf8))
      XCTAssertEqual(result.status, 0, result.problem)
    }
  }

  /// Every field with every fault.
  func testEveryFaultOfEveryField() throws {
    var faults = 0
    for sample in samples {
      let document = try JSONValue(parsing: Array(sample.text.utf8))
      for fault in self.faults(in: document, at: "", of: sample) {
        let text = fault.apply(document).printed().replacingOccurrences(of: twin, with: "")
        let result = try Tool.run([sample.command], input: Data(text.utf8))
        XCTAssertEqual(result.status, 1, "\(fault.name) at \(fault.path): \(text)")
        XCTAssertTrue(result.problem.contains("\"invalidDocument\""), "\(fault.name) at \(fault.path)")
        XCTAssertEqual(result.output, "", "\(fault.name) at \(fault.path)")
        XCTAssertTrue(
          result.problem.contains("\"path\": \"\(fault.path)\""), "\(fault.name) at \(fault.path): \(result.problem)")
        faults += 1
      }
    }
    print("field faults tried: \(faults)")
    XCTAssertGreaterThan(faults, 150)
  }

  // MARK: Faults

  /// Tells the second of two equal names from the first until they are printed: a tree has no name twice.
  private let twin = "≡"

  /// A change to one place of a document, and the path that must be named.
  private struct Fault {
    var name: String
    var path: String
    var apply: (JSONValue) -> JSONValue
  }

  /// All faults of all fields of a value and of what is inside it.
  private func faults(in value: JSONValue, at path: String, of sample: Sample) -> [Fault] {
    switch value {
    case .object(let object):
      let unknown = Fault(name: "unknown", path: join(path, "surprise")) { value in
        guard case .object(let object) = value else { return value }
        return .object(JSONObject(object.members + [JSONObject.Member("surprise", 1)]))
      }
      // A map's names are data: there an unknown one is an unknown variant, where a document lists those it may name.
      let name = path.split(separator: ".").last.map { String($0) } ?? ""
      return (sample.maps.contains(name) ? [] : [unknown])
        + object.members.indices.flatMap { faults(ofMember: $0, in: object, at: path, of: sample) }
    case .array(let elements):
      return elements.indices.flatMap { position in
        faults(in: elements[position], at: "\(path)[\(position)]", of: sample).map { fault in
          Fault(name: fault.name, path: fault.path) { value in
            guard case .array(var elements) = value else { return value }
            elements[position] = fault.apply(elements[position])
            return .array(elements)
          }
        }
      }
    default:
      return []
    }
  }

  private func faults(
    ofMember position: Int, in object: JSONObject, at path: String, of sample: Sample
  ) -> [Fault] {
    let member = object.members[position]
    let memberPath = join(path, member.name)
    func replacing(_ name: String, with value: JSONValue) -> Fault {
      Fault(name: name, path: memberPath) { self.replacing($0, position) { _ in [(member.name, value)] } }
    }
    var faults = [replacing("wrong type", with: wrongType(of: member.value))]
    let ranges = sample.outOfRange ?? outOfRange
    faults += (ranges[memberPath] ?? ranges[member.name] ?? []).map { replacing("out of range", with: $0) }
    faults.append(
      Fault(name: "duplicate", path: memberPath) { value in
        self.replacing(value, position) { [(member.name, $0), (member.name + self.twin, $0)] }
      })
    let optional = sample.optional ?? self.optional
    if !optional.contains(member.name), !optional.contains(memberPath) {
      faults.append(Fault(name: "missing", path: memberPath) { self.replacing($0, position) { _ in [] } })
    }
    faults += self.faults(in: member.value, at: memberPath, of: sample).map { fault in
      Fault(name: fault.name, path: fault.path) { value in
        self.replacing(value, position) { [(member.name, fault.apply($0))] }
      }
    }
    return faults
  }

  private func replacing(
    _ value: JSONValue, _ position: Int, by replacement: (JSONValue) -> [(String, JSONValue)]
  ) -> JSONValue {
    guard case .object(let object) = value else { return value }
    var members = object.members
    let new = replacement(members[position].value).map { JSONObject.Member($0.0, $0.1) }
    members.replaceSubrange(position...position, with: new)
    return .object(JSONObject(members))
  }

  private func wrongType(of value: JSONValue) -> JSONValue {
    switch value {
    case .integer: "ten"
    case .string, .array, .bool: 1
    default: [1]
    }
  }

  private func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}

// MARK: - Scenarios

extension FieldFaultTests {
  /// One step of each verb that has fields of its own, with every field.
  fileprivate static let scenario = """
    {"tenant": "shop", "start": "2026-03-02T09:00:00+07:00",
     "products": [{"id": "shirt", "factory": "f", "sku": "SHIRT", "name": "Shirt", "currency": "IDR",
                   "basePrice": 200000, "unitCost": 90000, "target": 40, "sessionDuration": "3d",
                   "expectedCompletion": "30d",
                   "variants": [{"id": "M", "sku": "SHIRT-M", "name": "M", "priceAdjustment": -500,
                                 "unitsPerBundle": 2, "tolerance": 20, "notes": "n", "clearanceRate": 1,
                                 "reorderPoint": 3, "maximum": 9}],
                   "policy": {"kind": "bundleTolerance", "committedBundles": 2, "capacityBundles": 90}}],
     "steps": [{"at": "+1h", "adjustStock":
                 {"owner": "o", "location": "l", "variant": "M", "units": 3, "reason": "receipt"}},
               {"at": "+1h", "command": "open", "expect": "accepted", "createSession":
                 {"session": "s", "code": "C", "product": "shirt", "target": 30,
                  "tiers": [{"threshold": 2500, "price": 150000}], "guarantee": {"minimumFill": 3000},
                  "successRule": "lowestTier", "opensAt": "+1h", "closesAt": "+3d", "nearExpiryWindow": "5m",
                  "paymentWindow": "90m", "maxUnitsPerBuyer": 50, "maxOpenHoldsPerBuyer": 2, "waitingList": true,
                  "autoRenew": true, "useFreeStock": false, "selling": "warehouse",
                  "warehouse": {"owner": "o", "location": "l"}, "openingStock": {"M": 2}}},
               {"at": "+2h", "joinSession":
                 {"session": "s", "participant": "ani", "buyer": "Ani", "basket": {"M": 5},
                  "quote": {"unitPrices": {"M": 199500}, "total": 997500}, "waitIfLocked": true,
                  "acceptPartial": true, "paid": false}},
               {"at": "+3h", "confirmPayment":
                 {"session": "s", "participant": "ani", "payment": "P", "amount": 997500, "currency": "IDR"}},
               {"at": "+4h", "reversePayment": {"session": "s", "payment": "P"}},
               {"at": "+5h", "refuseRefund": {"session": "s", "participant": "ani"}},
               {"at": "+6h", "leaveSession": {"session": "s", "participant": "ani"}},
               {"at": "+7h", "setAsideStock": {"session": "s", "lines": {"M": 1}}},
               {"at": "+8h", "closeSession": {"session": "s", "earlyBecause": "b"}},
               {"at": "+9h", "cancelSession": {"session": "s", "reason": "b"}},
               {"at": "+9h", "putFactory":
                 {"id": "f", "name": "F", "phone": "+6281234567890", "postalCode": "13910", "fee": 250,
                  "bank": {"code": "BCA", "account": "12345678", "holder": "Who"}}},
               {"at": "+9h", "putLocation":
                 {"id": "l", "name": "L", "address": "somewhere", "postalCode": "13910"}},
               {"at": "+9h", "fulfilSession": {"session": "s", "number": "k", "shippingCost": 1}},
               {"at": "+9h", "placeAnotherOrder": {"session": "s", "number": "k", "shippingCost": 1}},
               {"at": "+9h", "orderForStock":
                 {"product": "shirt", "bundles": 2, "number": "k", "destination": {"owner": "o", "location": "l"},
                  "shippingCost": 1, "draft": true}},
               {"at": "+9h", "markPurchaseOrder":
                 {"number": "k", "mark": "shipped", "trackingNumber": "J", "shippingCost": 1}},
               {"at": "+9h", "markPurchaseOrder": {"number": "k", "mark": "refused", "reason": "b"}},
               {"at": "+9h", "receiveGoods":
                 {"number": "k", "receipt": "r", "units": {"M": 2}, "damaged": {"M": 1}}},
               {"at": "+9h", "receiveGoods": {"number": "k", "receipt": "q", "bundles": 1}},
               {"at": "+9h", "reportOverdue": {"session": "s"}}]}
    """

  /// Among them the verbs: without its own a step has none, and that is said of the step.
  fileprivate static let optionalInScenarios: Set = [
    "tenant", "factory", "sku", "name", "currency", "unitCost", "sessionDuration", "expectedCompletion",
    "priceAdjustment", "tolerance", "notes", "clearanceRate", "reorderPoint", "maximum", "policy", "committedBundles",
    "capacityBundles", "command", "expect", "createSession", "joinSession", "confirmPayment", "reversePayment",
    "refuseRefund", "leaveSession", "setAsideStock", "closeSession", "cancelSession", "code", "product", "guarantee",
    "successRule", "opensAt", "closesAt", "nearExpiryWindow", "paymentWindow", "maxUnitsPerBuyer",
    "maxOpenHoldsPerBuyer", "waitingList", "autoRenew", "useFreeStock", "openingStock", "buyer", "quote",
    "waitIfLocked", "acceptPartial", "paid", "payment", "amount", "earlyBecause", "M", "steps[1].createSession.target",
    "steps[2].joinSession.session", "steps[3].confirmPayment.session", "steps[4].reversePayment.session",
    "steps[5].refuseRefund.session", "steps[5].refuseRefund.participant", "steps[6].leaveSession.session",
    "steps[7].setAsideStock.session", "steps[8].closeSession.session", "steps[9].cancelSession.session",
    "adjustStock", "putFactory", "putLocation", "fulfilSession", "placeAnotherOrder", "orderForStock",
    "markPurchaseOrder", "receiveGoods", "reportOverdue", "selling", "warehouse", "owner", "location", "phone",
    "postalCode", "fee", "bank", "address", "shippingCost", "destination", "draft", "trackingNumber", "damaged",
    "steps[12].fulfilSession.session", "steps[12].fulfilSession.number", "steps[13].placeAnotherOrder.session",
    "steps[13].placeAnotherOrder.number", "steps[14].orderForStock.number", "steps[17].receiveGoods.units",
    "steps[19].reportOverdue.session",
  ]

  private static let long = JSONValue.string(String(repeating: "x", count: 129))

  fileprivate static let outOfRangeInScenarios: [String: [JSONValue]] = [
    "tenant": ["", long], "start": ["yesterday"], "id": ["", long], "factory": ["", long], "sku": ["", "A B"],
    "name": [""], "currency": ["idr"], "basePrice": [0, 1_000_000_000_001], "unitCost": [-1, 1_000_000_000_001],
    "target": [1, 1_000_000_001], "sessionDuration": ["0m", "367d", "1w"], "expectedCompletion": ["0m", "367d"],
    "variants": [[]], "priceAdjustment": [-1_000_000_000_001, 1_000_000_000_001, .integer(.min)],
    "unitsPerBundle": [0, 1_000_000_001], "tolerance": [-1, 1_000_000_001], "clearanceRate": [-1, 10_001],
    "reorderPoint": [-1, 1_000_000_001], "maximum": [-1, 2, 1_000_000_001], "kind": ["open "],
    "committedBundles": [-1, 1_000_000_001], "capacityBundles": [-1, 1_000_000_001], "at": ["", "1h", "+9999999d"],
    "command": ["", long], "expect": ["refused"], "session": ["", long], "code": ["", long], "product": ["", long],
    "tiers": [[]], "threshold": [0, 10_001], "price": [0, -1], "minimumFill": [-1, 10_001], "successRule": ["never"],
    "opensAt": ["soon"], "closesAt": ["soon"], "nearExpiryWindow": ["367d", "-1m"], "paymentWindow": ["0m", "367d"],
    "maxUnitsPerBuyer": [0, 1_000_000_001], "maxOpenHoldsPerBuyer": [0, 1_000_000_001],
    "openingStock": [.object(JSONObject([]))], "M": [0, 1_000_000_001],
    "steps[2].joinSession.quote.unitPrices.M": [-1], "participant": ["", long], "buyer": ["", long],
    "basket": [.object(JSONObject([]))], "unitPrices": [.object(JSONObject([]))], "total": [-1], "payment": ["", long],
    "amount": [-1], "lines": [.object(JSONObject([]))], "earlyBecause": [""], "reason": [""],
    "variant": ["", long], "steps[0].adjustStock.units": [-1_000_000_001, 1_000_000_001], "owner": ["", long],
    "location": ["", long], "selling": ["auction"], "phone": ["081234567890", "+0812345678"],
    "postalCode": ["1", "13910 "], "fee": [-1, 10_001], "account": ["1234567"], "holder": ["x"], "address": [""],
    "number": ["", long], "receipt": ["", long], "shippingCost": [-1, 1_000_000_000_001],
    "bundles": [0, 1_000_000_001], "units": [.object(JSONObject([]))], "damaged": [.object(JSONObject([]))],
    "mark": ["lost"], "trackingNumber": ["", long],
  ]
}
