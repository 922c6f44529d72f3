import GrosirCore
import GrosirTesting
import XCTest

final class UUIDv7Tests: XCTestCase {
  private enum Thing {}

  /// Randomness that says the same word every time.
  private struct Constant: RandomNumberGenerator {
    let word: UInt64
    mutating func next() -> UInt64 { word }
  }

  func testTheLayout() throws {
    // The instant of RFC 9562's own example, 2022-02-22T14:22:22-05:00.
    let now = try Instant(rfc3339: "2022-02-22T14:22:22-05:00")
    var generator = UUIDv7Generator(randomness: Constant(word: .max))
    let identifier: Identifier<Thing> = generator.makeIdentifier(at: now)
    XCTAssertEqual(identifier.text, "017f22e2-79b0-77ff-bfff-ffffffffffff")
    XCTAssertEqual(generator.makeUUID(at: now).description, "017f22e2-79b0-7800-8000-0000ffffffff")
    var zeros = UUIDv7Generator(randomness: Constant(word: 0))
    XCTAssertEqual(zeros.makeUUID(at: .epoch).description, "00000000-0000-7000-8000-000000000000")
    XCTAssertEqual(zeros.makeUUID(at: .epoch).description, "00000000-0000-7000-8000-000100000000")
    XCTAssertEqual(zeros.makeUUID(at: .latest).description, "e677d21f-dbff-7000-8000-000000000000")
  }

  func testTheTextIsCanonicalAndAnIdentifier() {
    var generator = UUIDv7Generator(randomness: SeededGenerator(seed: 7))
    for _ in 0..<1_000 {
      let identifier: Identifier<Thing> = generator.makeIdentifier(at: .epoch)
      let bytes = Array(identifier.text.utf8)
      XCTAssertEqual(Identifier<Thing>(identifier.text), identifier)
      XCTAssertEqual(bytes.count, 36)
      XCTAssertEqual(bytes.indices.filter { bytes[$0] == UInt8(ascii: "-") }, [8, 13, 18, 23])
      XCTAssertEqual(bytes[14], UInt8(ascii: "7"))
      XCTAssertTrue("89ab".utf8.contains(bytes[19]))
      XCTAssertTrue(bytes.allSatisfy { "0123456789abcdef-".utf8.contains($0) })
    }
  }

  func testIdentifiersRiseWhileTheClockJumps() throws {
    try checkProperty("identifiers rise while the clock jumps", cases: 300, minimumShares: ["back": 0.5]) { choices in
      var generator = UUIDv7Generator(randomness: SeededGenerator(seed: choices.integer(in: 0 ... .max)))
      var now = choices.instant()
      var last: Identifier<Thing>?
      try choices.steps(0...200) { choices in
        let jump = choices.chance(1, in: 3) ? choices.integer(in: Int32(-10_000)...10_000) : 0
        if jump < 0 { choices.count("back") }
        now = now.adding(.milliseconds(jump)) ?? now
        let made: Identifier<Thing> = generator.makeIdentifier(at: now)
        if let last { try expect(last < made, "\(made) after \(last), at \(now)") }
        last = made
      }
    }
  }

  func testTheClockIsFollowedForwardsOnly() {
    var generator = UUIDv7Generator(randomness: SeededGenerator(seed: 1))
    let milliseconds = [5, 5, 9, 3, 9, 10].map { now in
      generator.makeUUID(at: Instant.epoch.adding(.milliseconds(now)) ?? .epoch).milliseconds
    }
    XCTAssertEqual(milliseconds, [5, 5, 9, 9, 9, 10])
  }

  func testAnInstantBefore1970CountsAs1970() {
    var generator = UUIDv7Generator(randomness: SeededGenerator(seed: 1))
    XCTAssertEqual(generator.makeUUID(at: .earliest).milliseconds, 0)
  }

  func testAUsedUpCounterTakesTheNextMillisecond() {
    let largest: UInt64 = (1 << 42) - 1
    let last = UUIDv7(milliseconds: 1_000, counter: largest - 1, random: .max)
    var generator = UUIDv7Generator(randomness: SeededGenerator(seed: 1), after: last)
    let final = generator.makeUUID(at: .epoch)
    XCTAssertEqual([final.milliseconds, final.counter], [1_000, largest])
    let next = generator.makeUUID(at: .epoch)
    XCTAssertEqual(next.milliseconds, 1_001)
    XCTAssertLessThan(next.counter, 1 << 41)
    XCTAssertLessThan(final, next)
  }

  func testPartsComeBackAndTheOrderIsThatOfTheTexts() throws {
    try checkProperty("parts come back, and the order is that of the texts", cases: 5_000) { choices in
      let uuids = (0..<2).map { _ in
        UUIDv7(
          milliseconds: choices.boundaryInteger(in: 0...(1 << 48) - 1),
          counter: choices.boundaryInteger(in: 0...(1 << 42) - 1), random: choices.boundaryInteger(in: 0 ... .max))
      }
      let texts = uuids.map(\.description)
      try expectEqual(texts[0] < texts[1], uuids[0] < uuids[1], "\(texts)")
      let first = UUIDv7(milliseconds: uuids[0].milliseconds, counter: uuids[0].counter, random: 0)
      try expectEqual(first.high, uuids[0].high)
      try expectEqual(first.low >> 32, uuids[0].low >> 32)
    }
  }

  func testTheSameSeedMakesTheSameIdentifiers() {
    func identifiers(seed: UInt64) -> [UUIDv7] {
      var generator = UUIDv7Generator(randomness: SeededGenerator(seed: seed))
      return (0..<10).map { _ in generator.makeUUID(at: .epoch) }
    }
    XCTAssertEqual(identifiers(seed: 3), identifiers(seed: 3))
    XCTAssertNotEqual(identifiers(seed: 3), identifiers(seed: 4))
  }
}
