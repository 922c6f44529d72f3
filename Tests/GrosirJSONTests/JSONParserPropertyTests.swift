import GrosirCore
import GrosirJSON
import GrosirTesting
import XCTest

final class JSONParserPropertyTests: XCTestCase {
  func testPrintedTreesParseToThemselves() throws {
    try checkProperty("a printed tree parses to itself", cases: 3_000) { choices in
      let value = RandomDocuments.value(choices)
      for layout in JSONValue.Layout.allCases {
        let text = value.printed(layout)
        let again = try JSONValue(parsing: text.utf8)
        try expectEqual(again, value, "\(layout): \(text)")
        try expectEqual(again.printed(layout), text, "\(layout)")
        let foreign = ForeignTree.decode(Array(text.utf8))
        try expect(foreign?.matches(value) != false, "the decoder differs: \(text)")
      }
    }
  }

  /// Parser and decoder agree on every text, except where the decoder is known to be too generous.
  func testMutatedTextsAreJudgedAsByTheDecoder() throws {
    let shares: KeyValuePairs = ["accepted": 0.025, "refused": 0.25]
    try checkProperty("parser and decoder judge alike", cases: 20_000, minimumShares: shares) { choices in
      let whole = Array(RandomDocuments.value(choices, depth: 3).printed(.compact).utf8)
      let bytes = RandomDocuments.mutate(whole, choices)
      let foreign = ForeignTree.decode(bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      let (value, refusal) = Self.parsed(bytes)
      if let value {
        choices.count("accepted")
        try expect(foreign != nil || value.holdsNumber, "only the parser accepts \(text)")
        try expect(foreign?.matches(value) != false, "different trees: \(text)")
      }
      if let refusal {
        choices.count("refused")
        try expectEqual(Self.problem(of: refusal), nil, text)
        let isKnown = refusal.violations[0].code != .malformed || Self.isKnownGenerosity(bytes)
        try expect(foreign == nil || isKnown, "only the decoder accepts \(text): \(refusal.violations)")
      }
    }
  }

  func testArbitraryBytesNeverTrap() throws {
    let alphabet =
      Array("{}[]\",:\\u0aeE+-.1dtrfn \n\u{0}".utf8) + [0xC3, 0xA9, 0xED, 0xA0, 0x80, 0xEF, 0xBB, 0xBF, 0xFF]
    try checkProperty("arbitrary bytes are judged", cases: 20_000, minimumShares: ["accepted": 0.005]) { choices in
      let bytes = choices.list(0...24) { $0.element(of: alphabet) }
      guard Self.parsed(bytes).value != nil else { return }
      choices.count("accepted")
      let hasExponent = bytes.contains { $0 == 0x65 || $0 == 0x45 }
      try expect(ForeignTree.decode(bytes) != nil || hasExponent, "only the parser accepts \(bytes)")
    }
  }

  /// What the parser makes of a text: a tree or a refusal.
  private static func parsed(_ bytes: [UInt8]) -> (value: JSONValue?, refusal: InvalidDocument?) {
    do throws(InvalidDocument) {
      return (try JSONValue(parsing: bytes), nil)
    } catch {
      return (nil, error)
    }
  }

  /// What is wrong with the answer to a text that was refused; nil if it is as it should be.
  private static func problem(of error: InvalidDocument) -> String? {
    let codes = Set(error.violations.map(\.code))
    guard codes.count == 1, let code = codes.first else { return "violations of several kinds" }
    guard code == .malformed else {
      return [.duplicate, .tooLarge].contains(code) ? nil : "\(code) is not for a parser"
    }
    let violation = error.violations[0]
    let isPlain = error.violations.count == 1 && violation.path == .root && violation.message.contains("(line ")
    return isPlain && !violation.message.contains("is not valid") ? nil : "an unclear fault: \(violation)"
  }

  /// Whether a text has something the decoder accepts though it is no JSON: a comma before a closing bracket, a
  /// byte-order mark, or zero bytes, which it takes for another encoding.
  private static func isKnownGenerosity(_ bytes: [UInt8]) -> Bool {
    let dense = bytes.filter { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
    let hasTrailingComma = zip(dense, dense.dropFirst()).contains { $0 == 0x2C && ($1 == 0x5D || $1 == 0x7D) }
    return hasTrailingComma || bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.contains(0)
  }
}

extension JSONValue {
  /// Whether there is a number somewhere that `Double` may not hold.
  fileprivate var holdsNumber: Bool {
    switch self {
    case .number: true
    case .array(let elements): elements.contains { $0.holdsNumber }
    case .object(let object): object.members.contains { $0.value.holdsNumber }
    default: false
    }
  }
}

// MARK: - Duplicates

extension JSONParserPropertyTests {
  /// A name written twice anywhere is found there, and nothing else is.
  func testOneDuplicateAnywhereIsFound() throws {
    try checkProperty("one duplicate anywhere is found", cases: 3_000) { choices in
      var path = FieldPath.root
      let value = Self.withMarkedMember(RandomDocuments.value(choices, depth: 4), &path, choices)
      let text = value.printed().replacingOccurrences(of: "\"twin 2\"", with: "\"twi\\u006e 1\"")
      let found = violations(parsing: text)
      try expectEqual(found.map(\.path), [path.field("twin 1")], text)
      try expectEqual(found.map(\.code), [.duplicate], text)
    }
  }

  /// Puts two members into a random object of the tree, and says into which.
  private static func withMarkedMember(
    _ value: JSONValue, _ path: inout FieldPath, _ choices: Choices
  ) -> JSONValue {
    switch value {
    case .array(var elements) where !elements.isEmpty:
      let position = choices.element(of: Array(elements.indices))
      path = path.index(position)
      elements[position] = withMarkedMember(elements[position], &path, choices)
      return .array(elements)
    case .object(let object) where !object.members.isEmpty && choices.chance(2, in: 3):
      var members = object.members
      let position = choices.element(of: Array(members.indices))
      path = path.field(members[position].name)
      let inner = withMarkedMember(members[position].value, &path, choices)
      members[position] = JSONObject.Member(members[position].name, inner)
      return .object(JSONObject(members))
    case .object(let object):
      let middle = choices.integer(in: 0...object.members.count)
      let twins = ["twin 1", "twin 2"].map { JSONObject.Member($0, true) }
      return .object(JSONObject([twins[0]] + object.members[..<middle] + [twins[1]] + object.members[middle...]))
    default: return ["twin 1": 1, "twin 2": value]
    }
  }
}
