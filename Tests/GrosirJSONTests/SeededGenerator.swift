import GrosirCore
import GrosirJSON
import XCTest

/// A small generator of random numbers that gives the same ones for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(_ one: Int, in many: Int) -> Bool {
    Int.random(in: 0..<many, using: &self) < one
  }
}

/// Runs a property many times; `GROSIR_SEED` repeats the case whose seed a failure names.
func forAll(
  _ count: Int, file: StaticString = #filePath, line: UInt = #line,
  _ property: (inout SeededGenerator) throws -> String?
) rethrows {
  let fixed = ProcessInfo.processInfo.environment["GROSIR_SEED"].flatMap { UInt64($0) }
  let first = fixed ?? UInt64.random(in: 0...UInt64(UInt32.max))
  for seed in first..<(first + UInt64(fixed == nil ? count : 1)) {
    var generator = SeededGenerator(seed: seed)
    if let failure = try property(&generator) {
      XCTFail("\(failure)\nrepeat with GROSIR_SEED=\(seed)", file: file, line: line)
      return
    }
  }
}

/// The violations of what the body throws; none if it throws nothing.
func violations<Result>(_ body: () throws(InvalidDocument) -> Result) -> [Violation] {
  do throws(InvalidDocument) {
    _ = try body()
    return []
  } catch {
    return error.violations
  }
}

/// The violations of parsing a text.
func violations(parsing text: String, limits: JSONLimits = .standard) -> [Violation] {
  violations { () throws(InvalidDocument) in try JSONValue(parsing: text.utf8, limits: limits) }
}
