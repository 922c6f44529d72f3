import GrosirCore
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
    var generator = UUIDv7Generator(randomness: SeededRandomness(seed: 7))
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

  func testIdentifiersRiseWhileTheClockJumps() {
    forSeeds(200) { randomness in
      var generator = UUIDv7Generator(randomness: SeededRandomness(seed: randomness.next()))
      var now = randomness.instant()
      var made: [Identifier<Thing>] = []
      for _ in 0..<200 {
        if randomness.next() % 3 == 0 {
          let jump = Int32.random(in: -10_000...10_000, using: &randomness)
          now = now.adding(.milliseconds(jump)) ?? now
        }
        made.append(generator.makeIdentifier(at: now))
      }
      return zip(made, made.dropFirst()).allSatisfy(<)
    }
  }

  func testTheClockIsFollowedForwardsOnly() {
    var generator = UUIDv7Generator(randomness: SeededRandomness(seed: 1))
    let milliseconds = [5, 5, 9, 3, 9, 10].map { now in
      generator.makeUUID(at: Instant.epoch.adding(.milliseconds(now)) ?? .epoch).milliseconds
    }
    XCTAssertEqual(milliseconds, [5, 5, 9, 9, 9, 10])
  }

  func testAnInstantBefore1970CountsAs1970() {
    var generator = UUIDv7Generator(randomness: SeededRandomness(seed: 1))
    XCTAssertEqual(generator.makeUUID(at: .earliest).milliseconds, 0)
  }

  func testAUsedUpCounterTakesTheNextMillisecond() {
    let largest: UInt64 = (1 << 42) - 1
    let last = UUIDv7(milliseconds: 1_000, counter: largest - 1, random: .max)
    var generator = UUIDv7Generator(randomness: SeededRandomness(seed: 1), after: last)
    let final = generator.makeUUID(at: .epoch)
    XCTAssertEqual([final.milliseconds, final.counter], [1_000, largest])
    let next = generator.makeUUID(at: .epoch)
    XCTAssertEqual(next.milliseconds, 1_001)
    XCTAssertLessThan(next.counter, 1 << 41)
    XCTAssertLessThan(final, next)
  }

  func testPartsComeBackAndTheOrderIsThatOfTheTexts() {
    forSeeds(5_000) { randomness in
      let uuids = (0..<2).map { _ in
        UUIDv7(
          milliseconds: randomness.next() >> 16, counter: randomness.next() >> 22,
          random: UInt32.random(in: 0 ... .max, using: &randomness))
      }
      let first = UUIDv7(milliseconds: uuids[0].milliseconds, counter: uuids[0].counter, random: 0)
      return (uuids[0] < uuids[1]) == (uuids[0].description < uuids[1].description)
        && first.high == uuids[0].high && first.low >> 32 == uuids[0].low >> 32
    }
  }

  func testTheSameSeedMakesTheSameIdentifiers() {
    func identifiers(seed: UInt64) -> [UUIDv7] {
      var generator = UUIDv7Generator(randomness: SeededRandomness(seed: seed))
      return (0..<10).map { _ in generator.makeUUID(at: .epoch) }
    }
    XCTAssertEqual(identifiers(seed: 3), identifiers(seed: 3))
    XCTAssertNotEqual(identifiers(seed: 3), identifiers(seed: 4))
  }
}
