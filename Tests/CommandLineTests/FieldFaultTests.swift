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
      for fault in self.faults(in: document, at: "") {
        let text = fault.apply(document).printed().replacingOccurrences(of: twin, with: "")
        let result = try Tool.run([sample.command], input: Data(text.utf8))
        XCTAssertEqual(result.status, 1, "\(fault.name) at \(fault.path): \(text)")
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
  private func faults(in value: JSONValue, at path: String) -> [Fault] {
    switch value {
    case .object(let object):
      let unknown = Fault(name: "unknown", path: join(path, "surprise")) { value in
        guard case .object(let object) = value else { return value }
        return .object(JSONObject(object.members + [JSONObject.Member("surprise", 1)]))
      }
      // A map's names are data: there an unknown one is an unknown variant.
      return [unknown] + object.members.indices.flatMap { faults(ofMember: $0, in: object, at: path) }
    case .array(let elements):
      return elements.indices.flatMap { position in
        faults(in: elements[position], at: "\(path)[\(position)]").map { fault in
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

  private func faults(ofMember position: Int, in object: JSONObject, at path: String) -> [Fault] {
    let member = object.members[position]
    let memberPath = join(path, member.name)
    func replacing(_ name: String, with value: JSONValue) -> Fault {
      Fault(name: name, path: memberPath) { self.replacing($0, position) { _ in [(member.name, value)] } }
    }
    var faults = [replacing("wrong type", with: wrongType(of: member.value))]
    faults += (outOfRange[member.name] ?? []).map { replacing("out of range", with: $0) }
    faults.append(
      Fault(name: "duplicate", path: memberPath) { value in
        self.replacing(value, position) { [(member.name, $0), (member.name + self.twin, $0)] }
      })
    if !optional.contains(member.name) {
      faults.append(Fault(name: "missing", path: memberPath) { self.replacing($0, position) { _ in [] } })
    }
    faults += self.faults(in: member.value, at: memberPath).map { fault in
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
