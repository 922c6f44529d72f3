import Foundation
import GrosirCore
import GrosirJSON
import XCTest

/// SPEC §13: every event in the envelope that other systems know, CloudEvents 1.0.
final class CloudEventTests: XCTestCase {
  private static let folder = Tool.repository.appendingPathComponent("Fixtures/scenarios")

  /// Other systems have been told this, to the byte; whoever changes it needs another version of the data.
  func testTheEventsOfARetailDay() throws {
    let golden = CloudEventTests.folder.appendingPathComponent("a-retail-day.events.jsonl")
    let result = try Tool.run(["replay", "--events", "Fixtures/scenarios/a-retail-day.json"])
    XCTAssertEqual(result.status, 0, result.problem)
    XCTAssertEqual(result.output, try String(contentsOf: golden, encoding: .utf8))
  }

  /// Every kind of event that the core can record is in the envelope, with everything that the envelope requires.
  func testEveryKindOfEvent() throws {
    var types: Set<String> = []
    for name in try names() {
      var ids: Set<String> = []
      var sequences: [String] = []
      for line in try lines(of: name) {
        let event = try object(line)
        try check(event, name)
        guard case .string(let type)? = event["type"], case .string(let id)? = event["id"],
          case .string(let sequence)? = event["sequence"]
        else { return XCTFail("no type, id or sequence: \(line)") }
        types.insert(type)
        XCTAssertTrue(ids.insert(id).inserted, "\(name): \(id) twice")
        sequences.append(sequence)
      }
      XCTAssertEqual(sequences, sequences.sorted(), "in the order of the log")
    }
    let known = try CloudEventTests.knownTypes()
    XCTAssertGreaterThan(known.count, 60)
    XCTAssertEqual(types.subtracting(known), [])
    XCTAssertEqual(known.subtracting(types), [], "of these no scenario tells")
    for name in ["RESERVED", "RELEASED", "CONSUMED"] { XCTAssertTrue(types.contains("INVENTORY_\(name)")) }
  }

  /// The data is the event's record, and its name is the type.
  func testTheDataIsTheEventsRecord() throws {
    let report = try Tool.run(["replay", "Fixtures/scenarios/a-checkout-day.json"]).output
    guard case .object(let document) = try JSONValue(parsing: Array(report.utf8)),
      case .array(let timeline)? = document["timeline"]
    else { return XCTFail("no timeline") }
    let reported = timeline.flatMap { entry -> [JSONValue] in
      guard case .object(let entry) = entry, case .array(let events)? = entry["events"] else { return [] }
      return events
    }
    let told = try lines(of: "a-checkout-day").map { try object($0) }
    XCTAssertEqual(told.count, reported.count)
    for (event, expected) in zip(told, reported) {
      guard case .object(let data)? = event["data"], case .object(let expected) = expected else {
        return XCTFail("no data")
      }
      XCTAssertEqual(event["type"], data["event"])
      XCTAssertEqual(event["time"], expected["at"])
      XCTAssertEqual(data.members, Array(expected.members.dropFirst()))
    }
  }

  /// A tenant of any name is one segment of the source; of what was noticed late both instants are told.
  func testSourcesAndInstants() throws {
    let text = """
      {"start": "2026-03-02T09:00:00+07:00", "tenant": "toko ünik/1", "products": [], "steps": [
        {"at": "+0m", "adjustStock": {"owner": "a", "location": "b", "variant": "c", "units": 2, "reason": "receipt"}},
        {"at": "+0m", "reserveStock": {
          "order": "cart", "lines": [{"owner": "a", "location": "b", "variant": "c", "units": 2}]}}]}
      """
    let result = try Tool.run(["replay", "--events"], input: Data(text.utf8))
    let events = try result.output.split(separator: "\n").map { try object(String($0)) }
    XCTAssertEqual(events.map { $0["source"] }, Array(repeating: "/tenants/toko%20%C3%BCnik%2F1", count: 2))
    XCTAssertEqual(events.map { $0["subject"] }, ["stock/a/b/c", "order/cart"])
    XCTAssertEqual(events.map { $0["actor"] }, ["warehouse", "shop"])
    // A ticker is never late, but somebody may have looked only later.
    let late = CloudEvent(
      DatedEvent(.seller(SellerID(literal: "rina"), .registered), at: try Instant(rfc3339: "2026-03-02T02:00:00Z")),
      number: 12, of: TenantID(literal: "shop"), from: CommandID(literal: "register"), by: ActorID(literal: "clerk"),
      givenAt: try Instant(rfc3339: "2026-03-02T03:00:00Z"))
    guard case .object(let event) = late.json else { return XCTFail("no object") }
    XCTAssertEqual(event["id"], "12")
    XCTAssertEqual(event["sequence"], "0000000000000000012")
    XCTAssertEqual([event["time"], event["recordedtime"]], ["2026-03-02T02:00:00Z", "2026-03-02T03:00:00Z"])
    XCTAssertEqual([event["actor"], event["command"], event["subject"]], ["clerk", "register", "seller/rina"])
  }

  // MARK: Support

  /// CloudEvents 1.0: the attributes, their names and their types.
  private func check(_ event: JSONObject, _ name: String) throws {
    XCTAssertEqual(event["specversion"], "1.0")
    XCTAssertEqual(event["datacontenttype"], "application/json")
    for (attribute, value) in event.members.map({ ($0.name, $0.value) }) where attribute != "data" {
      XCTAssertTrue(attribute.allSatisfy { $0.isLowercase && $0.isASCII || $0.isNumber }, attribute)
      XCTAssertLessThanOrEqual(attribute.count, 20)
      guard case .string(let text) = value else { return XCTFail("\(name): \(attribute) is no text") }
      XCTAssertFalse(text.isEmpty, "\(name): \(attribute) is empty")
    }
    for attribute in ["time", "recordedtime"] {
      guard case .string(let text)? = event[attribute] else { return XCTFail("no \(attribute)") }
      XCTAssertEqual(try Instant(rfc3339: text).rfc3339, text)
    }
    guard case .string(let source)? = event["source"], case .string(let schema)? = event["dataschema"],
      case .string(let type)? = event["type"], case .string(let subject)? = event["subject"]
    else { return XCTFail("an attribute is missing") }
    XCTAssertNotNil(URL(string: source))
    XCTAssertEqual(URL(string: schema)?.scheme, "urn")
    XCTAssertEqual(schema, "urn:grosir:event:\(type):1")
    XCTAssertTrue(subject.contains("/"), subject)
    guard case .object? = event["data"] else { return XCTFail("no data") }
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: CloudEventTests.folder.path).sorted()
      .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".report.json") && !$0.hasSuffix(".schema.json") }
      .map { String($0.dropLast(".json".count)) }
  }

  private func lines(of name: String) throws -> [String] {
    let result = try Tool.run(["replay", "--events", "Fixtures/scenarios/\(name).json"])
    XCTAssertEqual(result.status, 0, result.problem)
    return result.output.split(separator: "\n").map(String.init)
  }

  private func object(_ text: String) throws -> JSONObject {
    guard case .object(let object) = try JSONValue(parsing: Array(text.utf8)) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return object
  }

  /// The names of events, as the core's sources have them.
  private static func knownTypes() throws -> Set<String> {
    let sources = Tool.repository.appendingPathComponent("Sources/GrosirCore")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var types: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.lastPathComponent.hasSuffix("Event.swift") else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for part in text.split(separator: "\"") where part.count > 5 && part.allSatisfy({ $0.isUppercase || $0 == "_" }) {
        types.insert(String(part))
      }
    }
    return types
  }
}
