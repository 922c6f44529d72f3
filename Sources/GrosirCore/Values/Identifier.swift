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
    guard !text.holdsControlCharacters else { return nil }
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
  @inline(__always)
  public static func == (left: Self, right: Self) -> Bool {
    // Most of those that are equal are copies of one another: rows and events hand their identities on.
    left.isCopy(of: right) || left.text.holdsTheBytes(of: right.text)
  }

  /// Byte order; the same on every machine and in every database collation `C`.
  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Whether both texts are the same memory, or the same few bytes where a text needs none; false says nothing.
  @inline(__always)
  private func isCopy(of other: Self) -> Bool {
    guard MemoryLayout<String>.size == MemoryLayout<(UInt64, UInt64)>.size else { return false }
    let (left, right) = unsafe (
      unsafeBitCast(text, to: (UInt64, UInt64).self), unsafeBitCast(other.text, to: (UInt64, UInt64).self)
    )
    return left == right
  }

  /// The last eight bytes as a number, or all of them if they are fewer: mostly another one for another identifier.
  var ending: UInt64 {
    if let ending = unsafe text.utf8.withContiguousStorageIfAvailable({ unsafe $0.ending }) { return ending }
    return unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe $0.ending }
  }

  /// Feeds the bytes to the hasher.
  public func hash(into hasher: inout Hasher) {
    // All bytes at once: one by one would be several times slower.
    let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isDone == nil {
      var text = text
      text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
    hasher.combine(0xFF as UInt8)
  }
}

extension String {
  /// Whether both have the same bytes.
  package func holdsTheBytes(of other: String) -> Bool {
    // As plain memory: one by one out of the text would be several times slower.
    let areEqual = unsafe utf8.withContiguousStorageIfAvailable { left in
      unsafe other.utf8.withContiguousStorageIfAvailable { right in unsafe left.holdsTheSame(as: right) }
    }
    return (areEqual ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether there is a character of U+0000 to U+001F or U+007F to U+009F.
  fileprivate var holdsControlCharacters: Bool {
    // Mostly it is plain text, as is seen eight bytes at a time.
    if unsafe utf8.withContiguousStorageIfAvailable({ unsafe $0.isPrintableASCII }) ?? false { return false }
    // In UTF-8 those from U+0080 on are 0xC2 and the byte of their number; no other byte of a text is taken for them.
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte < 0x20 || byte == 0x7F || (previous == 0xC2 && byte < 0xA0) { return true }
      previous = byte
    }
    return false
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether another buffer holds the same bytes, compared eight at a time.
  @inline(__always)
  fileprivate func holdsTheSame(as other: Self) -> Bool {
    // The last eight first: they mostly tell them apart, and are the rest where there is one.
    guard count == other.count, unsafe ending == other.ending else { return false }
    guard count > 8 else { return true }
    let (left, right) = (UnsafeRawBufferPointer(self), UnsafeRawBufferPointer(other))
    var offset = 0
    while offset + 8 < count {
      let (first, second) = unsafe (
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
        right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      )
      guard first == second else { return false }
      offset += 8
    }
    return true
  }

  /// Whether every byte is one of 0x20 to 0x7E, looked at eight at a time.
  @inline(__always)
  fileprivate var isPrintableASCII: Bool {
    let bytes = UnsafeRawBufferPointer(self)
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var offset = 0
    while offset + 8 <= count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      // Without its top bit a byte is at most 0x7F: adding 0x60 sets the bit from 0x20 on, adding 1 only for 0x7F.
      let low = word & ~tops
      guard word & tops == 0, (low + 0x60 * ones) & tops == tops, (low + ones) & tops == 0 else { return false }
      offset += 8
    }
    while offset < count {
      guard unsafe 0x20...0x7E ~= self[offset] else { return false }
      offset += 1
    }
    return true
  }

  /// The last eight bytes as a number, or all of them if they are fewer.
  @inline(__always)
  fileprivate var ending: UInt64 {
    guard count < 8 else {
      return unsafe UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }
    var ending: UInt64 = 0
    for place in 0..<count { ending = unsafe ending << 8 | UInt64(self[place]) }
    return ending
  }
}

extension Identifier: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}
