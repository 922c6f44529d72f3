/// What tables find by a hash value that nobody outside can foresee.
package protocol SeededHashable: Equatable {
  /// Equal for equal values, and another one in every process: nothing but where something is found may depend on it.
  var seededHash: UInt32 { get }
}

/// Hash values of texts.
///
/// The texts come from outside, so the values depend on seeds that every process draws anew: nobody who does not know
/// them can choose texts that collide. Swift's own hasher gives that too, and serves everything that is no identity; of
/// texts as short as identities it takes several times as long, most of it to begin and to end.
package enum SeededHash {
  private static let seeds = (draw(0), draw(1), draw(2))

  private static func draw(_ number: Int) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(number)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// The hash value of a text, by its bytes.
  ///
  /// - Parameter previous: That of the text before it, of several that are hashed together.
  /// - Complexity: linear in the bytes, sixteen at a time.
  package static func of(_ text: String, after previous: UInt32 = 0) -> UInt32 {
    if let hash = unsafe text.utf8.withContiguousStorageIfAvailable({ unsafe of($0, previous) }) { return hash }
    return unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe of($0, previous) }
  }

  @inline(__always)
  private static func of(_ text: UnsafeBufferPointer<UInt8>, _ previous: UInt32) -> UInt32 {
    let (bytes, seeds) = (UnsafeRawBufferPointer(text), seeds)
    var state = seeds.0 ^ UInt64(previous)
    var offset = 0
    while offset + 16 < bytes.count {
      state = unsafe folded(bytes.word(at: offset) ^ seeds.1, bytes.word(at: offset + 8) ^ state)
      offset += 16
    }
    let (first, last) = unsafe bytes.ends
    // The length apart from the bytes, which could cancel it out.
    let hash = folded(folded(first ^ seeds.1, last ^ state), seeds.2 ^ UInt64(bytes.count))
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  /// Both halves of a product in one: every bit of either factor changes about half of its bits.
  @inline(__always)
  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}

extension UnsafeRawBufferPointer {
  @inline(__always)
  fileprivate func word(at offset: Int) -> UInt64 { unsafe loadUnaligned(fromByteOffset: offset, as: UInt64.self) }

  @inline(__always)
  private func halfWord(at offset: Int) -> UInt64 {
    UInt64(unsafe loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The last sixteen bytes in two words; of fewer all, some of them twice.
  @inline(__always)
  fileprivate var ends: (UInt64, UInt64) {
    switch count {
    case 17...: unsafe (word(at: count - 16), word(at: count - 8))
    case 8...: unsafe (word(at: 0), word(at: count - 8))
    case 4...: unsafe (halfWord(at: 0), halfWord(at: count - 4))
    case 1...: unsafe (UInt64(self[0]) << 16 | UInt64(self[count / 2]) << 8 | UInt64(self[count - 1]), 0)
    default: (0, 0)
    }
  }
}

extension Identifier: SeededHashable {
  /// The hash value of its text.
  package var seededHash: UInt32 { SeededHash.of(text) }
}
