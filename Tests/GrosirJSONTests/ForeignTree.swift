import FoundationEssentials
import GrosirJSON

/// What Foundation's decoder by itself makes of a document: the yardstick for the parser.
///
/// It asks for one type after the other and knows nothing of outlines; it is slow and sees only one of two equal names.
indirect enum ForeignTree: Decodable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number
  case string(String)
  case array([ForeignTree])
  case object([String: ForeignTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else if (try? container.decode(Double.self)) != nil {
      self = .number
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let elements = try? container.decode([ForeignTree].self) {
      self = .array(elements)
    } else {
      self = .object(try container.decode([String: ForeignTree].self))
    }
  }

  static func decode(_ bytes: [UInt8]) -> ForeignTree? {
    try? JSONDecoder().decode(ForeignTree.self, from: Data(bytes))
  }

  /// Whether both are the same document; where the parser has a number literal, the decoder may have any number.
  func matches(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.null, .null): true
    case (.bool(let mine), .bool(let other)): mine == other
    case (.integer(let mine), .integer(let other)): mine == other
    case (.integer, .number), (.number, .number): true
    case (.string(let mine), .string(let other)): mine.utf8.elementsEqual(other.utf8)
    case (.array(let mine), .array(let other)):
      mine.count == other.count && zip(mine, other).allSatisfy { $0.matches($1) }
    case (.object(let mine), .object(let other)):
      mine.count == other.members.count
        && other.members.allSatisfy { member in mine[member.name].map { $0.matches(member.value) } ?? false }
    default: false
    }
  }
}
