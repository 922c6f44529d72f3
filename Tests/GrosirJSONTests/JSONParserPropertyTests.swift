import GrosirCore
import GrosirJSON
import XCTest

final class JSONParserPropertyTests: XCTestCase {
  func testPrintedTreesParseToThemselves() throws {
    try forAll(3_000) { generator in
      let value = RandomDocuments.value(&generator)
      for layout in JSONValue.Layout.allCases {
        let text = value.printed(layout)
        let again = try JSONValue(parsing: text.utf8)
        if again != value || again.printed(layout) != text { return "\(layout): \(text)" }
        if ForeignTree.decode(Array(text.utf8))?.matches(value) == false { return "the decoder differs: \(text)" }
      }
      return nil
    }
  }

  /// Parser and decoder agree on every text, except where the decoder is known to be too generous.
  func testMutatedTextsAreJudgedAsByTheDecoder() {
    var accepted = 0
    var refused = 0
    forAll(20_000) { generator in
      let whole = Array(RandomDocuments.value(&generator, depth: 3).printed(.compact).utf8)
      let bytes = RandomDocuments.mutate(whole, &generator)
      let foreign = ForeignTree.decode(bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      do throws(InvalidDocument) {
        let value = try JSONValue(parsing: bytes)
        accepted += 1
        if let foreign { return foreign.matches(value) ? nil : "different trees: \(text)" }
        return value.holdsNumber ? nil : "only the parser accepts \(text)"
      } catch {
        refused += 1
        if let problem = Self.problem(of: error) { return "\(problem): \(text)" }
        let isKnown = error.violations[0].code != .malformed || Self.isKnownGenerosity(bytes)
        return foreign == nil || isKnown ? nil : "only the decoder accepts \(text): \(error.violations)"
      }
    }
    guard ProcessInfo.processInfo.environment["GROSIR_SEED"] == nil else { return }
    XCTAssertGreaterThan(accepted, 500)
    XCTAssertGreaterThan(refused, 5_000)
  }

  func testArbitraryBytesNeverTrap() {
    let alphabet =
      Array("{}[]\",:\\u0aeE+-.1dtrfn \n\u{0}".utf8) + [0xC3, 0xA9, 0xED, 0xA0, 0x80, 0xEF, 0xBB, 0xBF, 0xFF]
    forAll(20_000) { generator in
      let count = Int.random(in: 0...24, using: &generator)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let isAccepted = (try? JSONValue(parsing: bytes)) != nil
      let isForeign = ForeignTree.decode(bytes) != nil
      return isAccepted && !isForeign && !bytes.contains(where: { $0 == 0x65 || $0 == 0x45 })
        ? "only the parser accepts \(bytes)" : nil
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
  func testOneDuplicateAnywhereIsFound() {
    forAll(3_000) { generator in
      var path = FieldPath.root
      let value = Self.withMarkedMember(RandomDocuments.value(&generator, depth: 4), &path, &generator)
      let text = value.printed().replacingOccurrences(of: "\"twin 2\"", with: "\"twi\\u006e 1\"")
      let found = violations(parsing: text)
      let isRight = found.map(\.path) == [path.field("twin 1")] && found.map(\.code) == [.duplicate]
      return isRight ? nil : "\(text): \(found)"
    }
  }

  /// Puts two members into a random object of the tree, and says into which.
  private static func withMarkedMember(
    _ value: JSONValue, _ path: inout FieldPath, _ generator: inout SeededGenerator
  ) -> JSONValue {
    switch value {
    case .array(var elements) where !elements.isEmpty:
      let position = Int.random(in: elements.indices, using: &generator)
      path = path.index(position)
      elements[position] = withMarkedMember(elements[position], &path, &generator)
      return .array(elements)
    case .object(let object) where !object.members.isEmpty && generator.chance(2, in: 3):
      var members = object.members
      let position = Int.random(in: members.indices, using: &generator)
      path = path.field(members[position].name)
      let inner = withMarkedMember(members[position].value, &path, &generator)
      members[position] = JSONObject.Member(members[position].name, inner)
      return .object(JSONObject(members))
    case .object(let object):
      let middle = Int.random(in: 0...object.members.count, using: &generator)
      let twins = ["twin 1", "twin 2"].map { JSONObject.Member($0, true) }
      return .object(JSONObject([twins[0]] + object.members[..<middle] + [twins[1]] + object.members[middle...]))
    default: return ["twin 1": 1, "twin 2": value]
    }
  }
}
