import GrosirCore
import GrosirTesting
import XCTest

/// Places are found by hash values like by a dictionary, however many names share one.
final class HashedPlacesTests: XCTestCase {
  func testPlacesAreFoundLikeByADictionary() throws {
    let report = try checkProperty(
      "places are found like by a dictionary", cases: 3_000,
      minimumShares: ["found": 0.5, "removed": 0.5, "grown": 0.3]
    ) { choices in
      // Few hash values and such that differ only above what the table looks at, so that names are in each other's way.
      let hashes = (0..<choices.integer(in: 1...12)).map { _ in
        choices.boolean() ? UInt32(choices.integer(in: 0...40)) : UInt32(choices.integer(in: 0...40)) << 26 | 15
      }
      var places = HashedPlaces()
      var model: [String: (place: Int, hash: UInt32)] = [:]
      if choices.boolean() { places.reserveCapacity(choices.integer(in: 0...100)) }
      for step in 0..<choices.integer(in: 1...120) {
        let name = "\(choices.integer(in: 0...80))"
        let hash = hashes[(Int(name) ?? 0) % hashes.count]
        if let known = model[name] {
          choices.count("removed")
          places.remove(known.place, known.hash)
          model[name] = nil
        } else {
          places.add(step, hash)
          model[name] = (step, hash)
        }
        if model.count > 12 { choices.count("grown") }
        for (name, known) in model {
          choices.count("found")
          let found = places.place(known.hash) { $0 == known.place }
          try expectEqual(found, known.place, "the place of \(name) after step \(step)")
        }
        for hash in hashes {
          var shown: Set<Int> = []
          try expect(places.place(hash) { shown.insert($0).inserted && false } == nil, "found what nobody said it is")
          let expected = Set(model.values.filter { $0.hash == hash }.map { $0.place })
          try expectEqual(shown, expected, "the places of \(hash) after step \(step)")
        }
      }
    }
    print(report)
  }
}
