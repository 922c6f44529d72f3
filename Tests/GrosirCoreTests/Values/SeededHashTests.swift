import GrosirCore
import GrosirTesting
import XCTest

/// Equal texts have equal hash values, and others mostly have other ones, wherever they differ.
final class SeededHashTests: XCTestCase {
  func testTheSameBytesHaveTheSameHashValueHoweverTheyAreHeld() {
    for length in 0...100 {
      let text = String(repeating: "é7x", count: length)
      // In memory of its own, in that of a larger text, and in none of its own where it is short.
      let copy = String(decoding: text.utf8, as: UTF8.self)
      let part = "before\(text)after".dropFirst(6).dropLast(5)
      var grown = ""
      grown.reserveCapacity(1_000)
      grown += text
      for other in [copy, String(part), grown] {
        XCTAssertEqual(SeededHash.of(other), SeededHash.of(text), "\(length)")
        XCTAssertEqual(SeededHash.of(other, after: 7), SeededHash.of(text, after: 7), "\(length)")
      }
    }
  }

  /// A byte that the hash value did not depend on would make many texts collide.
  func testEveryByteCountsInTextsOfEveryLength() {
    for length in 1...80 {
      let text = Array("an identity of up to eighty bytes, so that there are some of one word and of several".utf8)
        .prefix(length)
      let hash = SeededHash.of(String(decoding: text, as: UTF8.self))
      for place in text.indices {
        // Of two changes one may collide by chance, once in four thousand million.
        let others = ([1, 2] as [UInt8]).map { bit in
          var changed = text
          changed[place] ^= bit
          return SeededHash.of(String(decoding: changed, as: UTF8.self))
        }
        XCTAssertNotEqual(others, [hash, hash], "byte \(place) of \(length)")
      }
      XCTAssertNotEqual([1, 2].map { SeededHash.of(String(decoding: text, as: UTF8.self), after: $0) }, [hash, hash])
    }
  }

  /// In a table the lowest bits say where a search begins, and all bits say whether a name is looked at.
  func testNumberedIdentitiesAreSpreadEvenly() {
    for name in ["", "P", "participant-", "0197fb3c-8f2e-7c41-9d52-"] {
      let hashes = (0..<65_536).map { SeededHash.of("\(name)\($0)") }
      // Half a pair of so many collides by chance; more than twelve pairs do so once in 10¹⁵ runs.
      XCTAssertGreaterThan(Set(hashes).count, hashes.count - 12, name)
      for shift in [0, 8, 16] {
        var filled = [Int](repeating: 0, count: 65_536)
        for hash in hashes { filled[Int(hash >> UInt32(shift)) & 65_535] += 1 }
        let empty = filled.count { $0 == 0 }
        // As many balls as urns leave 1/e of the urns empty, with a standard deviation of 80 of these.
        XCTAssertEqual(Double(empty), 65_536 / 2.718_281_828, accuracy: 800, "\(name), bits from \(shift) on")
        XCTAssertLessThan(filled.max() ?? 0, 16, "\(name), bits from \(shift) on")
      }
    }
  }

  func testTheOrderOfTextsHashedTogetherCounts() {
    let (left, right) = ("jakarta", "bandung")
    let both = SeededHash.of(right, after: SeededHash.of(left))
    let others = [SeededHash.of(left, after: SeededHash.of(right)), SeededHash.of(left + right)]
    XCTAssertNotEqual(others, [both, both])
  }

  func testEqualStockKeysHaveEqualHashValues() throws {
    try checkProperty("equal keys have equal hash values", cases: 2_000) { choices in
      func draw() -> (owner: String, location: String, variant: String) {
        (choices.element(of: ["a", "b"]), choices.element(of: ["a", "b"]), choices.element(of: ["a", "b", "c"]))
      }
      let (left, right) = (draw(), draw())
      let keys = [left, right].compactMap { texts in
        OwnerID(texts.owner).flatMap { owner in
          LocationID(texts.location).flatMap { location in
            VariantID(texts.variant).map { StockKey(owner: owner, location: location, variant: $0) }
          }
        }
      }
      try expectEqual(keys.count, 2, "keys")
      try expectEqual(keys[0] == keys[1], left == right, "whether they are equal")
      if left == right { try expectEqual(keys[0].seededHash, keys[1].seededHash, "hash values") }
    }
  }
}
