import GrosirCore
import XCTest

/// A small seeded source of randomness, so that a failure can be had again from the seed it prints.
struct SeededRandomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    // A Weyl sequence, mixed by two rounds of multiplying and folding the upper half down.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 32)) &* 0xD6E8_FEB8_6659_FD93
    mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }

  /// Any 64-bit integer, often one near zero, a power of two or a limit.
  mutating func edgyInteger() -> Int64 {
    let bits = Int64(bitPattern: next())
    switch next() % 4 {
    case 0: return bits
    case 1: return bits >> Int64(next() % 64)
    case 2: return Int64.random(in: -20...20, using: &self)
    default: return [.min, .min + 1, -10_000, -1, 0, 1, 9_999, 10_000, .max - 1, .max][Int(next() % 10)]
    }
  }

  /// Any instant, often one at the limits.
  mutating func instant() -> Instant {
    let limits = Instant.earliest.millisecondsSince1970...Instant.latest.millisecondsSince1970
    let anywhere = Int64.random(in: limits, using: &self)
    let near = Int64.random(in: 0...200_000_000, using: &self)
    let milliseconds =
      switch next() % 4 {
      case 0: limits.lowerBound + near
      case 1: limits.upperBound - near
      case 2: near - 100_000_000
      default: anywhere
      }
    return Instant(millisecondsSince1970: milliseconds) ?? .epoch
  }

  /// Any offset.
  mutating func offset() -> UTCOffset {
    UTCOffset(minutes: Int.random(in: -1_439...1_439, using: &self)) ?? .utc
  }
}

/// The error that a body throws, or nil if it throws none.
func thrown<Success, Failure: Error>(_ body: () throws(Failure) -> Success) -> Failure? {
  do throws(Failure) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// Runs a property for many seeds, each with randomness of its own, and names the seed that fails it.
func forSeeds(
  _ count: UInt64, file: StaticString = #filePath, line: UInt = #line,
  _ holds: (inout SeededRandomness) throws -> Bool
) rethrows {
  for seed in 0..<count {
    var randomness = SeededRandomness(seed: seed)
    guard try holds(&randomness) else {
      XCTFail("fails for seed \(seed)", file: file, line: line)
      return
    }
  }
}
