/// A place inside Foundation's decoder that holds one value, asked for by its known type.
///
/// The protocols of the standard library speak of a root, of elements and of members in three different ways; this
/// makes them one for the ``JSONWalk``. Their containers of elements and their decoders come only as existentials.
protocol DecodingSource {
  mutating func null() throws -> Bool
  mutating func bool() throws -> Bool
  mutating func integer() throws -> Int64
  mutating func string() throws -> String
  mutating func skip() throws
  mutating func array() throws -> any UnkeyedDecodingContainer
  mutating func object() throws -> KeyedDecodingContainer<MemberName>
}

/// The name of a member, as the decoder wants it.
struct MemberName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// The outermost value.
struct DocumentSource: DecodingSource {
  let decoder: any Decoder

  func null() throws -> Bool { try decoder.singleValueContainer().decodeNil() }
  func bool() throws -> Bool { try decoder.singleValueContainer().decode(Bool.self) }
  func integer() throws -> Int64 { try decoder.singleValueContainer().decode(Int64.self) }
  func string() throws -> String { try decoder.singleValueContainer().decode(String.self) }
  func skip() throws {}
  func array() throws -> any UnkeyedDecodingContainer { try decoder.unkeyedContainer() }
  func object() throws -> KeyedDecodingContainer<MemberName> { try decoder.container(keyedBy: MemberName.self) }
}

/// The next element of a list.
struct ElementSource: DecodingSource {
  var container: any UnkeyedDecodingContainer

  mutating func null() throws -> Bool { try container.decodeNil() }
  mutating func bool() throws -> Bool { try container.decode(Bool.self) }
  mutating func integer() throws -> Int64 { try container.decode(Int64.self) }
  mutating func string() throws -> String { try container.decode(String.self) }
  mutating func skip() throws { _ = try container.decode(Skipped.self) }
  mutating func array() throws -> any UnkeyedDecodingContainer { try container.nestedUnkeyedContainer() }
  mutating func object() throws -> KeyedDecodingContainer<MemberName> {
    try container.nestedContainer(keyedBy: MemberName.self)
  }

  /// Moves on without looking.
  private struct Skipped: Decodable {
    init(from decoder: any Decoder) {}
  }
}

/// One member of an object.
struct MemberSource: DecodingSource {
  let container: KeyedDecodingContainer<MemberName>
  let name: MemberName

  func null() throws -> Bool { try container.decodeNil(forKey: name) }
  func bool() throws -> Bool { try container.decode(Bool.self, forKey: name) }
  func integer() throws -> Int64 { try container.decode(Int64.self, forKey: name) }
  func string() throws -> String { try container.decode(String.self, forKey: name) }
  func skip() throws {}
  func array() throws -> any UnkeyedDecodingContainer { try container.nestedUnkeyedContainer(forKey: name) }
  func object() throws -> KeyedDecodingContainer<MemberName> {
    try container.nestedContainer(keyedBy: MemberName.self, forKey: name)
  }
}
