import GrosirCore
import GrosirMemory
import GrosirTesting
import XCTest

/// A table by identity holds what a dictionary would hold.
final class IdentityTableTests: XCTestCase {
  private typealias Key = CommandID

  func testItHoldsWhatADictionaryHolds() throws {
    try checkProperty("a table is a dictionary", cases: 2_000) { choices in
      // Few enough to meet again, and enough for several sizes of the table.
      let keys = (0..<choices.integer(in: 1...60)).compactMap { Key("identity-\($0)") }
      var table = IdentityTable<Key, Int>()
      var dictionary: [Key: Int] = [:]
      try choices.steps(0...300) { choices in
        let key = choices.element(of: keys)
        let value = choices.integer(in: 0...1_000)
        switch choices.integer(in: 0...4) {
        case 0:
          table.set(value, for: key)
          dictionary[key] = value
        case 1:
          let isNew = dictionary[key] == nil
          if isNew { dictionary[key] = value }
          try expectEqual(table.insert(value, for: key), isNew, "inserting")
        case 2, 3: try expectEqual(table.remove(key), dictionary.removeValue(forKey: key), "removing")
        default: try expectEqual(table.find(key), dictionary[key], "finding")
        }
        try expectEqual(table.values.sorted(), dictionary.values.sorted(), "all values")
      }
      for key in keys { try expectEqual(table.find(key), dictionary[key], "at the end") }
    }
  }

  /// The hash value that is remembered is that of the identity asked for last, and of no other.
  func testTextsOfTheSameBytesAreTheSameIdentity() throws {
    var table = IdentityTable<Key, Int>()
    for number in 0..<1_000 {
      let text = "an identity that is longer than a few bytes, \(number)"
      let (first, second) = (try XCTUnwrap(Key(text)), try XCTUnwrap(Key(String(decoding: text.utf8, as: UTF8.self))))
      XCTAssertNil(table.find(first))
      table.set(number, for: second)
      XCTAssertEqual(table.find(first), number)
      XCTAssertFalse(table.insert(0, for: first))
    }
    XCTAssertEqual(table.values.sorted(), Array(0..<1_000))
  }
}
