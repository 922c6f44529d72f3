/// A UUID of version 7 as RFC 9562 §5.7 lays it out: 48 bits of milliseconds since 1970, then 74 bits that keep those
/// of one millisecond apart.
///
/// Here the 74 bits are a counter of 42 and 32 random ones; see ``UUIDv7Generator``. From outside, identifiers arrive
/// as ``Identifier`` and are not taken apart.
public struct UUIDv7: Sendable, Hashable {
  /// The first eight bytes: milliseconds, version, and the counter's upper 12 bits.
  package let high: UInt64

  /// The last eight bytes: variant, the counter's lower 30 bits, and 32 random bits.
  package let low: UInt64

  /// Creates a UUID from its parts.
  ///
  /// - Parameters:
  ///   - milliseconds: Since 1970; the lower 48 bits are taken.
  ///   - counter: The lower 42 bits are taken.
  ///   - random: Whatever tells apart what two generators make at once.
  package init(milliseconds: UInt64, counter: UInt64, random: UInt32) {
    high = milliseconds << 16 | 0x7000 | (counter >> 30 & 0xFFF)
    low = 0x8000_0000_0000_0000 | (counter & 0x3FFF_FFFF) << 32 | UInt64(random)
  }

  /// Milliseconds since 1970, 48 bits.
  package var milliseconds: UInt64 { high >> 16 }

  /// The counter, 42 bits.
  package var counter: UInt64 { (high & 0xFFF) << 30 | (low >> 32 & 0x3FFF_FFFF) }
}

extension UUIDv7: Comparable {
  /// Byte order, which is that of the canonical texts, and of time.
  public static func < (left: UUIDv7, right: UUIDv7) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension UUIDv7: CustomStringConvertible {
  /// The canonical text in lower case: `01959f0a-4b2c-7d3e-8f10-2a3b4c5d6e7f`.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (word, groups) in [(high, [4, 2, 2]), (low, [2, 6])] {
      var shift = 64
      for bytes in groups {
        if !text.isEmpty { text.append(UInt8(ascii: "-")) }
        for _ in 0..<bytes * 2 {
          shift -= 4
          text.append(UUIDv7.digit(word >> UInt64(shift) & 0xF))
        }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt64) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + UInt8(value) : UInt8(ascii: "a") + UInt8(value - 10)
  }
}
