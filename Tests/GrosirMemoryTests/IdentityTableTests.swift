import GrosirCore
import GrosirMemory
import GrosirTesting
import XCTest

/// A table by identity holds what a dictionary would hold.
final class IdentityTableTests: XCTestCase {
  private typealias Key = CommandID

  private struct Numbered: TableValue, Equatable {
    let key: Key
    let number: Int
  }

  func testItHoldsWhatADictionaryHolds() throws {
    try checkProperty("a table is a dictionary", cases: 2_000) { choices in
      // Few enough to meet again, and enough for several sizes of the table.
      let keys = (0..<choices.integer(in: 1...60)).compactMap { Key("identity-\($0)") }
      var table = IdentityTable<Numbered>()
      var dictionary: [Key: Numbered] = [:]
      try choices.steps(0...300) { choices in
        let key = choices.element(of: keys)
        let value = Numbered(key: key, number: choices.integer(in: 0...1_000))
        switch choices.integer(in: 0...5) {
        case 0:
          table.set(value)
          dictionary[key] = value
        case 1:
          let isNew = dictionary[key] == nil
          if isNew { dictionary[key] = value }
          try expectEqual(table.insert(value), isNew, "inserting")
        case 2:
          let isNew = dictionary[key] == nil
          if isNew { dictionary[key] = value }
          let found = table.find(key) { value }
          try expectEqual(found.isNew, isNew, "finding or making")
          try expectEqual(found.value, dictionary[key], "finding or making")
        case 3, 4: try expectEqual(table.remove(key), dictionary.removeValue(forKey: key), "removing")
        default: try expectEqual(table.find(key), dictionary[key], "finding")
        }
        try expectEqual(
          table.values.sorted { $0.key < $1.key }, dictionary.values.sorted { $0.key < $1.key }, "all values")
      }
      for key in keys { try expectEqual(table.find(key), dictionary[key], "at the end") }
    }
  }

  /// The hash value that is remembered is that of the identity asked for last, and of no other.
  func testTextsOfTheSameBytesAreTheSameIdentity() throws {
    var table = IdentityTable<Numbered>()
    for number in 0..<1_000 {
      let text = "an identity that is longer than a few bytes, \(number)"
      let (first, second) = (try XCTUnwrap(Key(text)), try XCTUnwrap(Key(String(decoding: text.utf8, as: UTF8.self))))
      XCTAssertNil(table.find(first))
      table.set(Numbered(key: second, number: number))
      XCTAssertEqual(table.find(first)?.number, number)
      XCTAssertFalse(table.insert(Numbered(key: first, number: 0)))
    }
    XCTAssertEqual(table.values.map { $0.number }.sorted(), Array(0..<1_000))
  }
}
