import GrosirCore
import GrosirJSON
import GrosirTesting
import XCTest

/// Into random valid documents one fault is put at a time; exactly that one must be found, and where it is.
final class FaultInjectionTests: XCTestCase {
  func testRandomValidDocumentsAreReadBack() throws {
    try checkProperty("a valid document is read back") { choices in
      let order = Self.order(choices)
      let text = Self.shuffled(order.json, choices).printed(.indented)
      try expectEqual(try DocumentReader().read(parsing: text.utf8, as: .object(SampleOrder.self)), order, text)
    }
  }

  func testEverySingleFaultIsFoundWhereItIs() throws {
    try checkProperty("a single fault is found where it is", cases: 60) { choices in
      let document = Self.shuffled(Self.order(choices).json, choices)
      for fault in Self.faults(in: document) {
        let text = fault.document.printed().replacingOccurrences(of: "\"@twin\"", with: "\"\(fault.name)\"")
        let found = violations { () throws(InvalidDocument) in
          try DocumentReader().read(parsing: text.utf8, as: .object(SampleOrder.self))
        }
        let isRight = found.map(\.path) == [fault.path] && found.map(\.code) == [fault.code]
        try expect(isRight, "\(fault.code) at \(fault.path) gave \(found) for \(text)")
      }
    }
  }

  /// A document with one fault.
  struct Fault {
    let document: JSONValue
    let path: FieldPath
    let name: String
    let code: Violation.Code
  }

  /// What a field of the sample may be spoiled with, by its name; the document itself says which fields there are.
  private static func spoilt(_ name: String) -> [(JSONValue, Violation.Code)] {
    switch name {
    case "id", "variant": [(1, .wrongType), ("", .malformed), ("a\u{1}", .malformed)]
    case "kind": [(nil, .wrongType), ("neither", .unknown)]
    case "note": [(nil, .wrongType), (.string(String(repeating: "x", count: 21)), .tooLarge)]
    case "isPaid", "catchUp": [(0, .wrongType), (nil, .wrongType), ("true", .wrongType)]
    case "priority": [(-1, .outOfRange), (10, .outOfRange), (nil, .wrongType)]
    case "discount": [(11, .outOfRange), ("1", .wrongType)]
    case "units": [(0, .outOfRange), (1_000_000_001, .outOfRange), (nil, .wrongType)] + noIntegers
    case "tolerance": [(-1, .outOfRange), ([], .wrongType)] + noIntegers
    case "lines": [([], .outOfRange), ([:], .wrongType), (.array(Array(repeating: nil, count: 21)), .tooLarge)]
    case "basket": [([], .wrongType), (["a": 1, "b": 1, "c": 1, "d": 1, "e": 1], .tooLarge)]
    case "policy": [(nil, .wrongType), ("open", .wrongType)]
    case "multiple": [(0, .outOfRange), (101, .outOfRange), (true, .wrongType)]
    default: [(0, .outOfRange), (nil, .wrongType)]
    }
  }

  private static var noIntegers: [(JSONValue, Violation.Code)] {
    [("1.0", .wrongType), ("1e3", .wrongType), ("99999999999999999999", .outOfRange)].compactMap { text, code in
      NumberLiteral(text).map { (.number($0), code) }
    }
  }

  private static let dispensable: Set = ["note", "priority", "tolerance"]
}

// MARK: - Making faults

extension FaultInjectionTests {
  /// Every fault that one change makes of a valid document or of a part of it.
  static func faults(in value: JSONValue, at path: FieldPath = .root, isMap: Bool = false) -> [Fault] {
    switch value {
    case .array(let elements):
      return elements.indices.flatMap { position in
        faults(in: elements[position], at: path.index(position)).map { fault in
          var changed = elements
          changed[position] = fault.document
          return Fault(document: .array(changed), path: fault.path, name: fault.name, code: fault.code)
        }
      }
    case .object(let object):
      let inside = object.members.indices.flatMap { faults(ofMember: $0, in: object.members, at: path, isMap: isMap) }
      guard !isMap else { return inside }
      let stranger = JSONValue.object(JSONObject(object.members + [JSONObject.Member("stranger", 1)]))
      return inside + [Fault(document: stranger, path: path.field("stranger"), name: "", code: .unknown)]
    default: return []
    }
  }

  private static func faults(
    ofMember position: Int, in members: [JSONObject.Member], at path: FieldPath, isMap: Bool
  ) -> [Fault] {
    let member = members[position]
    let place = path.field(member.name)
    func fault(_ code: Violation.Code, _ path: FieldPath, _ name: String, _ replacement: [JSONObject.Member]) -> Fault {
      var changed = members
      changed.replaceSubrange(position...position, with: replacement)
      return Fault(document: .object(JSONObject(changed)), path: path, name: name, code: code)
    }
    var faults = spoilt(isMap ? "" : member.name).map { value, code in
      fault(code, place, "", [JSONObject.Member(member.name, value)])
    }
    faults += [fault(.duplicate, place, member.name, [member, JSONObject.Member("@twin", member.value)])]
    if !isMap, !dispensable.contains(member.name) { faults += [fault(.missing, place, "", [])] }
    let inside = self.faults(in: member.value, at: place, isMap: member.name == "basket")
    faults += inside.map { fault($0.code, $0.path, $0.name, [JSONObject.Member(member.name, $0.document)]) }
    return faults
  }
}

// MARK: - Making documents

extension FaultInjectionTests {
  static func order(_ choices: Choices) -> SampleOrder {
    SampleOrder(
      id: identifier(choices), kind: choices.boolean() ? .fast : .cheap, note: choices.boolean() ? "note" : nil,
      isPaid: choices.boolean(), priority: choices.integer(in: 0...9),
      discount: choices.optional { $0.integer(in: -10...10) }, lines: choices.list(1...4, of: line),
      basket: choices.boolean() ? ["M": 5, "a.b": choices.integer(in: 1...9)] : [:],
      policy: choices.boolean() ? .multiple(choices.integer(in: 2...100), catchUp: true) : .open)
  }

  private static func line(_ choices: Choices) -> SampleLine {
    SampleLine(
      variant: identifier(choices), units: choices.boundaryInteger(in: 1...Quantity.maximum),
      tolerance: choices.optional { $0.integer(in: 0...50) })
  }

  private static func identifier<Subject>(_ choices: Choices) -> Identifier<Subject> {
    choices.element(of: ["A", "with \"quotes\"", "é", "01HX"].compactMap(Identifier<Subject>.init))
  }

  /// The same document with the members of every object in another order.
  static func shuffled(_ value: JSONValue, _ choices: Choices) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { shuffled($0, choices) })
    case .object(let object):
      let members = object.members.map { JSONObject.Member($0.name, shuffled($0.value, choices)) }
      return .object(JSONObject(choices.shuffled(members)))
    default: return value
    }
  }
}
