import Foundation
import GrosirCore
import GrosirJSON
import XCTest

/// The schema of scenarios, held to the code that reads them and to the commands there are.
final class ScenarioSchemaTests: XCTestCase {
  private static let folder = Fixture.root.appending(path: "scenarios")

  func testTheFileIsTheSchema() throws {
    let file = try Fixture.file("scenarios/scenario.schema.json")
    XCTAssertEqual(
      String(decoding: file, as: UTF8.self), ScenarioSchema.document.printed(.indented) + "\n",
      "made anew: grosir replay --schema > Fixtures/scenarios/scenario.schema.json")
  }

  // MARK: Verbs

  /// Every command of the core, found in its sources, is a verb, and no other.
  func testEveryCommandIsAVerb() throws {
    XCTAssertEqual(try Self.commands(), Set(ScenarioVerb.allCases.map { $0.rawValue }))
  }

  func testEveryVerbHasASchemaAndAFixture() throws {
    var used: Set<String> = []
    for text in try Self.scenarios().values {
      for step in try JSONValue(parsing: text)["steps"]?.elements ?? [] {
        for verb in ScenarioVerb.allCases where step[verb.rawValue] != nil { used.insert(verb.rawValue) }
      }
    }
    let schema = ScenarioSchema.document
    for verb in ScenarioVerb.allCases {
      XCTAssertTrue(used.contains(verb.rawValue), "\(verb) occurs in no fixture")
      XCTAssertNotNil(schema["$defs"]?[verb.rawValue], "\(verb) has no schema")
      XCTAssertNotNil(schema["$defs"]?["step"]?["properties"]?[verb.rawValue], "\(verb) is no field of a step")
    }
  }

  /// Every refusal and every reason to return money, found in the core's sources, can be expected.
  func testEveryRefusalCanBeExpected() throws {
    var codes: Set = ["accepted", "conflict"]
    let files = [
      "Sessions/SessionError.swift", "Catalogue/CatalogueError.swift", "Journal/Withdrawals/WithdrawalError.swift",
      "Journal/Payables/SettlementError.swift", "Stock/StockError.swift",
      "Fulfilment/FulfilmentError.swift", "Orders/OrderError.swift", "Partners/Sellers/SellerError.swift",
      "Partners/Listings/ListingError.swift",
    ]
    for file in files {
      // Behind it the same words stand for actions.
      let source = try Self.source(file).components(separatedBy: "extension SessionAction")[0]
      let cases = try source.matches(of: Regex(#"case \.(\w+): "(\w+)"\n"#, as: (Substring, Substring, Substring).self))
      codes.formUnion(cases.filter { $0.output.1 == $0.output.2 }.map { String($0.output.1) })
    }
    codes.formUnion(ReturnReason.allCases.map { $0.rawValue })
    codes.formUnion(OrderReturnReason.allCases.map { $0.rawValue })
    XCTAssertEqual(codes, Set(ScenarioExpectation.allCases.map { $0.rawValue }))
  }

  // MARK: Fields

  /// Each object's fields are those its reader asks for, in the same order.
  func testTheSchemaHasTheFieldsThatAreAskedFor() {
    let scope = ScenarioScope(start: .epoch, products: [])
    var parts: [(String, [String])] = [
      ("product", asked { object in _ = try Product.Draft(reading: &object) }),
      ("variant", asked { object in _ = try Variant.Draft(reading: &object) }),
      ("tier", asked { object in _ = try Ladder.Draft.Tier(reading: &object) }),
      ("guarantee", asked { object in _ = try PlatformGuarantee(reading: &object) }),
      ("stockPlace", asked { object in _ = try StockPlace(reading: &object) }),
      ("bank", asked { object in _ = try BankDetails.Draft(reading: &object) }),
      ("step", asked { object in _ = try DraftStep(reading: &object, in: scope) }),
    ]
    for verb in ScenarioVerb.allCases where verb != .putProduct {
      parts.append(
        (verb.rawValue, asked { object in _ = try DraftAction(verb, reading: &object, at: .epoch, in: scope) }))
    }
    for (name, fields) in parts {
      XCTAssertEqual(members(ScenarioSchema.document["$defs"]?[name]?["properties"]), fields, name)
    }
    XCTAssertEqual(
      members(ScenarioSchema.document["properties"]), asked { object in _ = try Scenario(reading: &object) })
  }

  private func asked(_ read: (inout ObjectReader) throws -> Void) -> [String] {
    var reader = ObjectReader(JSONObject(), in: ReadingContext())
    // An empty object is refused, but only after everything was asked for.
    do { try read(&reader) } catch {}
    return reader.asked
  }

  private func members(_ value: JSONValue?) -> [String] {
    if case .object(let object)? = value { object.members.map { $0.name } } else { [] }
  }

  // MARK: Documents

  /// What is read fits the schema, and what does not fit it is not read.
  func testFixturesAndFaultsAreJudgedAlike() throws {
    let validator = try SchemaValidator(ScenarioSchema.document)
    for (name, text) in try Self.scenarios() {
      XCTAssertEqual(validator.faults(in: try JSONValue(parsing: text)), [], name)
    }
    XCTAssertEqual(validator.faults(in: DocumentSample.replay.document), [])
    var judged = 0
    for fault in DocumentSample.replay.shape.faults(in: DocumentSample.replay.document) {
      // A field twice, days that do not exist, lengths of time and control characters are beyond a schema.
      guard fault.kind == .missing || fault.kind == .wrongType || fault.kind == .unknown else { continue }
      XCTAssertNotEqual(validator.faults(in: fault.document), [], "\(fault.kind) at \(fault.path)")
      judged += 1
    }
    XCTAssertGreaterThan(judged, 1_000)
  }

  // MARK: Support

  private static func scenarios() throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".json") && !name.hasSuffix(".report.json") && !name.hasSuffix(".schema.json") {
      found[name] = try [UInt8](Data(contentsOf: folder.appending(path: name)))
    }
    XCTAssertGreaterThanOrEqual(found.count, 7)
    return found
  }

  private static var core: URL { Fixture.root.deletingLastPathComponent().appending(path: "Sources/GrosirCore") }

  private static func source(_ file: String) throws -> String {
    try String(contentsOf: core.appending(path: file), encoding: .utf8)
  }

  /// The names of all commands, as the sources say them.
  private static func commands() throws -> Set<String> {
    var names: Set<String> = []
    let files = FileManager.default.enumerator(atPath: core.path)?.compactMap { $0 as? String } ?? []
    for file in files where file.hasSuffix(".swift") {
      let source = try source(file)
      guard source.contains(try Regex(#"struct \w+: Command\b"#)) else { continue }
      for match in try source.matches(
        of: Regex(#"static var name: String \{ "(\w+)" \}"#, as: (Substring, Substring).self))
      {
        names.insert(String(match.output.1))
      }
    }
    XCTAssertGreaterThan(names.count, 10)
    return names
  }
}

/// As much of JSON Schema as the schema of scenarios uses; whatever else occurs in it is a fault.
private struct SchemaValidator {
  private let root: JSONValue
  private var expressions: [String: Regex<AnyRegexOutput>] = [:]

  init(_ root: JSONValue) throws {
    self.root = root
    try prepare(root)
  }

  private mutating func prepare(_ value: JSONValue) throws {
    for element in value.elements { try prepare(element) }
    guard case .object(let object) = value else { return }
    for member in object.members {
      if member.name == "pattern", case .string(let pattern) = member.value {
        expressions[pattern] = try Regex(pattern)
      } else {
        try prepare(member.value)
      }
    }
  }

  func faults(in value: JSONValue) -> [String] { faults(in: value, root, at: "") }

  private func faults(in value: JSONValue, _ schema: JSONValue?, at path: String) -> [String] {
    guard case .object(let schema)? = schema else { return ["\(path): no schema"] }
    return schema.members.flatMap { faults(in: value, $0, of: schema, at: path) }
  }

  private func faults(
    in value: JSONValue, _ keyword: JSONObject.Member, of schema: JSONObject, at path: String
  ) -> [String] {
    switch keyword.name {
    case "$schema", "$defs", "description", "format": return []
    case "$ref":
      guard case .string(let reference) = keyword.value else { return ["a reference"] }
      return faults(in: value, root["$defs"]?[String(reference.dropFirst("#/$defs/".count))], at: path)
    case "type": return isOfType(value, keyword.value) ? [] : ["\(path): type"]
    case "const": return value == keyword.value ? [] : ["\(path): const"]
    case "enum": return keyword.value.elements.contains(value) ? [] : ["\(path): enum"]
    case "oneOf", "anyOf":
      let fitting = keyword.value.elements.count { faults(in: value, $0, at: path).isEmpty }
      return fitting == 1 || (fitting > 1 && keyword.name == "anyOf") ? [] : ["\(path): \(keyword.name)"]
    case "required":
      return keyword.value.elements.filter { name in
        if case .string(let name) = name, case .object(let object) = value { object[name] == nil } else { false }
      }.map { "\(path): lacks \($0)" }
    case "properties": return properties(of: value, keyword.value, at: path)
    case "additionalProperties": return others(of: value, keyword.value, schema["properties"], at: path)
    case "items": return value.elements.flatMap { faults(in: $0, keyword.value, at: path + "[]") }
    default: return bounds(of: value, keyword, at: path)
    }
  }

  private func isOfType(_ value: JSONValue, _ type: JSONValue) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("integer", .integer), ("boolean", .bool),
      ("null", .null):
      true
    default: false
    }
  }

  private func properties(of value: JSONValue, _ schemas: JSONValue, at path: String) -> [String] {
    guard case .object(let object) = value else { return [] }
    return object.members.flatMap { member in
      schemas[member.name].map { faults(in: member.value, $0, at: "\(path).\(member.name)") } ?? []
    }
  }

  private func others(of value: JSONValue, _ schema: JSONValue, _ known: JSONValue?, at path: String) -> [String] {
    guard case .object(let object) = value else { return [] }
    return object.members.filter { known?[$0.name] == nil }.flatMap { member in
      schema == false ? ["\(path).\(member.name): unknown"] : faults(in: member.value, schema, at: path)
    }
  }

  private func bounds(of value: JSONValue, _ keyword: JSONObject.Member, at path: String) -> [String] {
    let limit = keyword.value.integer ?? 0
    let fits: Bool
    switch (keyword.name, value) {
    case ("minimum", .integer(let number)): fits = number >= limit
    case ("maximum", .integer(let number)): fits = number <= limit
    case ("minLength", .string(let text)): fits = text.unicodeScalars.count >= limit
    case ("maxLength", .string(let text)): fits = text.unicodeScalars.count <= limit
    case ("minItems", .array(let elements)): fits = elements.count >= limit
    case ("maxItems", .array(let elements)): fits = elements.count <= limit
    case ("minProperties", .object(let object)): fits = object.members.count >= limit
    case ("maxProperties", .object(let object)): fits = object.members.count <= limit
    case ("pattern", .string(let text)):
      guard case .string(let pattern) = keyword.value, let expression = expressions[pattern] else { return ["pattern"] }
      fits = text.contains(expression)
    case ("minimum", _), ("maximum", _), ("minLength", _), ("maxLength", _), ("minItems", _), ("maxItems", _),
      ("minProperties", _), ("maxProperties", _), ("pattern", _):
      fits = true
    default: return ["\(keyword.name) is no keyword known here"]
    }
    return fits ? [] : ["\(path): \(keyword.name)"]
  }
}
