/// The identity of one `Subject`: opaque text of 1–128 bytes of UTF-8 (SPEC §2).
///
/// The subject makes identifiers of different things different types: a ``VariantID`` is not a ``ProductID``. Two
/// identifiers are equal when their bytes are, as they are in every database and on every wire; Swift's own string
/// equality would also match differently composed accents. Control characters are refused: they cannot be stored
/// everywhere, and they would let one identifier look like another in a log.
///
/// An identifier is not a name: nothing may be read off its text.
public struct Identifier<Subject>: Sendable {
  /// The text as it came in.
  public let text: String

  /// The largest accepted length, in bytes of UTF-8.
  public static var maximumLength: Int { 128 }

  /// Creates an identifier, or nil if the text is empty, longer than 128 bytes or holds a control character.
  public init?(_ text: String) {
    guard 1...Self.maximumLength ~= text.utf8.count else { return nil }
    guard !text.unicodeScalars.contains(where: { 0...0x1F ~= $0.value || 0x7F...0x9F ~= $0.value }) else { return nil }
    self.text = text
  }

  /// An identifier that is written in the program itself.
  ///
  /// - Precondition: the literal satisfies ``init(_:)``; whoever writes it sees that at once.
  public init(literal text: StaticString) {
    guard let identifier = Identifier(text.description) else { preconditionFailure("not an identifier") }
    self = identifier
  }

  /// Creates an identifier from text that is known to be valid, such as a generated one.
  ///
  /// - Precondition: the text satisfies ``init(_:)``.
  package init(unchecked text: String) {
    self.text = text
  }
}

extension Identifier: Hashable, Comparable {
  /// Whether both have the same bytes.
  public static func == (left: Self, right: Self) -> Bool {
    // As plain memory: one by one out of the text would be several times slower.
    var (left, right) = (left.text, right.text)
    return left.withUTF8 { left in
      right.withUTF8 { right in unsafe left.count == right.count && left.elementsEqual(right) }
    }
  }

  /// Byte order; the same on every machine and in every database collation `C`.
  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Feeds the bytes to the hasher.
  public func hash(into hasher: inout Hasher) {
    // All bytes at once: one by one would be several times slower.
    var text = text
    text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

extension Identifier: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}
