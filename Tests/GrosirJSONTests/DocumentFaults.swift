import GrosirCore
import GrosirJSON

/// A document with one fault, and where it must be found.
struct DocumentFault {
  enum Kind: String, CaseIterable {
    case missing, wrongType, outOfRange, malformed, duplicate, unknown
  }

  let kind: Kind
  let document: JSONValue
  let path: FieldPath
  let code: Violation.Code
  /// What the member named `DocumentFault.twin` is called in the text: a tree cannot hold a name twice.
  var twinName = ""

  static let twin = "@twin"

  /// The document as text.
  var text: String {
    let printed = document.printed()
    guard !twinName.isEmpty else { return printed }
    return printed.split(separator: "\"\(DocumentFault.twin)\"", omittingEmptySubsequences: false)
      .joined(separator: JSONValue.string(twinName).printed())
  }

  /// The same fault, the document it is in being part of a larger one.
  func placed(in outer: (JSONValue) -> JSONValue) -> DocumentFault {
    DocumentFault(kind: kind, document: outer(document), path: path, code: code, twinName: twinName)
  }
}

extension Shape {
  /// Every fault that one change makes of a valid value of this shape, or of a part of it.
  func faults(in value: JSONValue, at path: FieldPath = .root) -> [DocumentFault] {
    ownFaults(at: path) + innerFaults(of: value, at: path)
  }

  private func innerFaults(of value: JSONValue, at path: FieldPath) -> [DocumentFault] {
    switch (self, value) {
    case (.nullable(let shape), _):
      return shape.innerFaults(of: value, at: path)
    case (.list(let shape, _), .array(let elements)):
      return elements.indices.flatMap { position in
        shape.faults(in: elements[position], at: path.index(position)).map { fault in
          fault.placed { inner in
            var changed = elements
            changed[position] = inner
            return .array(changed)
          }
        }
      }
    case (.map(let shape, _), .object(let object)):
      return object.members.flatMap { member in
        Shape.faults(of: member, shaped: shape, in: object, at: path)
          + [Shape.twinFault(of: member, in: object, at: path)]
      } + Shape.nameFaults(in: object, at: path)
    case (.object(let members), .object(let object)):
      return members.flatMap { $0.faults(in: object, at: path) } + [Shape.strangerFault(in: object, at: path)]
    default: return []
    }
  }

  // MARK: The value itself

  /// What may stand in place of a value of this shape and is a fault there.
  private func ownFaults(at path: FieldPath) -> [DocumentFault] {
    let ofType = Shape.everyKind.filter { !accepts(kindOf: $0) }.map { value in
      DocumentFault(kind: .wrongType, document: value, path: path, code: .wrongType)
    }
    return ofType + spoilt.map { DocumentFault(kind: $0, document: $1, path: path, code: $2) }
  }

  /// A value of every kind JSON has, and the numbers that are no integers.
  private static let everyKind: [JSONValue] =
    [nil, true, 7, "text", [], [:]] + ["1.5", "1.0", "1e3"].compactMap(NumberLiteral.init).map(JSONValue.number)

  private func accepts(kindOf value: JSONValue) -> Bool {
    switch (self, value) {
    case (.integer, .integer), (.boolean, .bool), (.list, .array), (.map, .object), (.object, .object): true
    case (.identifier, .string), (.currency, .string), (.choice, .string), (.text, .string): true
    case (.nullable(let shape), _): value == .null || shape.accepts(kindOf: value)
    default: false
    }
  }

  /// Values of the right kind that are refused nevertheless.
  private var spoilt: [(DocumentFault.Kind, JSONValue, Violation.Code)] {
    switch self {
    case .integer(let range):
      return Shape.outside(range).map { (.outOfRange, $0, .outOfRange) }
    case .boolean, .object: return []
    case .identifier: return Shape.badIdentifiers.map { (.malformed, .string($0), .malformed) }
    case .text(let spoilt): return spoilt.map { (.malformed, .string($0.text), $0.code) }
    case .currency: return ["", "ID", "IDRR", "idr", "I1R", "ÎDR"].map { (.malformed, .string($0), .malformed) }
    case .choice(let words):
      let near = words.map { $0.uppercased() } + ["", words[0] + " "]
      return near.map { (.malformed, .string($0), .unknown) }
    case .nullable(let shape): return shape.spoilt
    case .list(_, let count):
      let short = (0..<count.lowerBound).map { JSONValue.array(Array(repeating: nil, count: $0)) }
      let long = JSONValue.array(Array(repeating: nil, count: count.upperBound + 1))
      return short.map { (.outOfRange, $0, .outOfRange) } + [(.outOfRange, long, .tooLarge)]
    case .map(_, let count):
      let long = (0...count.upperBound).map { JSONObject.Member("v\($0)", nil) }
      return [(.outOfRange, [:], .outOfRange), (.outOfRange, .object(JSONObject(long)), .tooLarge)]
    }
  }

  private static func outside(_ range: ClosedRange<Int64>) -> [JSONValue] {
    let below = range.lowerBound > .min ? [JSONValue.integer(range.lowerBound - 1), .integer(.min)] : []
    let above = range.upperBound < .max ? [JSONValue.integer(range.upperBound + 1), .integer(.max)] : []
    let beyond = ["9223372036854775808", "-9223372036854775809"].compactMap(NumberLiteral.init)
    return below + above + beyond.map(JSONValue.number)
  }

  private static let badIdentifiers = ["", String(repeating: "x", count: 129), "a\u{1}", "a\u{7F}", "\u{85}"]

  // MARK: Members

  private static func strangerFault(in object: JSONObject, at path: FieldPath) -> DocumentFault {
    let changed = JSONObject(object.members + [JSONObject.Member("stranger", 1)])
    return DocumentFault(kind: .unknown, document: .object(changed), path: path.field("stranger"), code: .unknown)
  }

  private static func nameFaults(in object: JSONObject, at path: FieldPath) -> [DocumentFault] {
    badIdentifiers.map { name in
      let changed = JSONObject(object.members + [JSONObject.Member(name, 1)])
      return DocumentFault(kind: .malformed, document: .object(changed), path: path.field(name), code: .malformed)
    }
  }

  fileprivate static func twinFault(
    of member: JSONObject.Member, in object: JSONObject, at path: FieldPath
  ) -> DocumentFault {
    let changed = JSONObject(object.members + [JSONObject.Member(DocumentFault.twin, member.value)])
    return DocumentFault(
      kind: .duplicate, document: .object(changed), path: path.field(member.name), code: .duplicate,
      twinName: member.name)
  }

  fileprivate static func faults(
    of member: JSONObject.Member, shaped shape: Shape, in object: JSONObject, at path: FieldPath
  ) -> [DocumentFault] {
    shape.faults(in: member.value, at: path.field(member.name)).map { fault in
      fault.placed { .object(object.replacing(member.name, by: $0)) }
    }
  }
}

extension Shape.Member {
  fileprivate func faults(in object: JSONObject, at path: FieldPath) -> [DocumentFault] {
    guard let value = object[name] else { return [] }
    let member = JSONObject.Member(name, value)
    var faults = Shape.faults(of: member, shaped: shape, in: object, at: path)
    faults.append(Shape.twinFault(of: member, in: object, at: path))
    if case .refused = absence {
      let document = JSONValue.object(object.replacing(name, by: nil))
      faults.append(DocumentFault(kind: .missing, document: document, path: path.field(name), code: .missing))
    }
    return faults
  }
}

extension JSONObject {
  /// The same object with another value for a name, or without it.
  func replacing(_ name: String, by value: JSONValue?) -> JSONObject {
    JSONObject(members.compactMap { $0.name == name ? value.map { JSONObject.Member(name, $0) } : $0 })
  }
}
