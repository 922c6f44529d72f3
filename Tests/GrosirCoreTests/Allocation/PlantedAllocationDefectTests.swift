import Foundation
import GrosirCore
import GrosirTesting
import XCTest

/// Plausible mistakes in the closed form, each of which the properties find and shrink to the smallest case there is.
final class PlantedAllocationDefectTests: XCTestCase {
  /// The closed form with one mistake in it.
  struct DefectiveForm {
    enum Defect: String, CaseIterable {
      case ownToleranceIncluded, heldCountedAsFirm, setAsideForgotten, capRoundedUp, capacityForgotten
      case committedForgotten
    }

    let defect: Defect
    let oracle: AllocationOracle
    let rules: BundleTolerance

    func available(_ variant: Int) -> Int128? {
      let needed = oracle.variants.map { divided(firm($0), $0, up: true) }
      let caps = oracle.variants.indices.compactMap { other -> Int128? in
        guard other != variant || defect == .ownToleranceIncluded else { return nil }
        let field = oracle.variants[other]
        return field.tolerance.map { divided(firm(field) + $0, field, up: defect == .capRoundedUp) }
      }
      let capacity = defect == .capacityForgotten ? nil : rules.capacityBundles.map { Int128($0) }
      guard let bound = (caps + [capacity].compactMap { $0 }).min() else { return nil }
      let committed = defect == .committedForgotten ? 0 : Int128(rules.committedBundles)
      let permitted = max(committed, needed.max() ?? 0, bound)
      let stock = defect == .setAsideForgotten ? 0 : oracle.variants[variant].onHand
      return max(0, permitted * oracle.variants[variant].unitsPerBundle + stock - oracle.variants[variant].ordered)
    }

    private func firm(_ variant: AllocationOracle.Variant) -> Int128 {
      defect == .heldCountedAsFirm ? variant.net : variant.firm
    }

    private func divided(_ units: Int128, _ variant: AllocationOracle.Variant, up: Bool) -> Int128 {
      let (quotient, rest) = units.quotientAndRemainder(dividingBy: variant.unitsPerBundle)
      return up ? quotient + (rest > 0 ? 1 : 0) : quotient - (rest < 0 ? 1 : 0)
    }
  }

  /// The smallest case of each defect: rules, tallies, and what is said to be available instead of what is.
  private let smallest: [DefectiveForm.Defect: String] = [
    .ownToleranceIncluded: "1A t0, 1B t∞ under K 0 C ∞; o0 h0 s0, o0 h0 s0 | 0: 0, not ∞",
    .heldCountedAsFirm: "1A t0, 1B t0 under K 0 C ∞; o0 h0 s0, o1 h1 s0 | 0: 1, not 0",
    .setAsideForgotten: "1A t0, 1B t0 under K 0 C ∞; o0 h0 s0, o0 h0 s1 | 1: 0, not 1",
    .capRoundedUp: "1A t0, 2B t1 under K 0 C ∞; o0 h0 s0, o0 h0 s0 | 0: 1, not 0",
    .capacityForgotten: "1A t0, 1B t∞ under K 0 C 0; o0 h0 s0, o0 h0 s0 | 0: ∞, not 0",
    .committedForgotten: "1A t0, 1B t0 under K 1 C ∞; o0 h0 s0, o0 h0 s0 | 0: 0, not 1",
  ]

  func testEachDefectIsFoundAndShrunkToTheSmallestCase() throws {
    try skipUnderOtherSettings()
    for defect in DefectiveForm.Defect.allCases {
      let found = (UInt64(0)..<20).map { failure(of: defect, seed: $0)?.notes.joined(separator: " | ") ?? "not found" }
      XCTAssertEqual(Set(found), [smallest[defect] ?? ""], "\(defect)")
    }
  }

  /// The printed seed runs just the failing case, first of all, and shrinks it to the same.
  func testThePrintedSeedReproducesTheFailure() throws {
    try skipUnderOtherSettings()
    let first = try XCTUnwrap(failure(of: .heldCountedAsFirm, seed: 7))
    let second = try XCTUnwrap(failure(of: .heldCountedAsFirm, cases: 1, seed: first.seed))
    XCTAssertEqual(second.caseNumber, 0)
    XCTAssertEqual(second.notes, first.notes)
    XCTAssertEqual(second.choices, first.choices)
  }

  private func failure(
    of defect: DefectiveForm.Defect, cases: Int = 2_000, seed: UInt64?
  ) -> PropertyFailure.Counterexample? {
    do throws(PropertyFailure) {
      try check(defect, cases: cases, seed: seed)
      return nil
    } catch {
      return error.counterexample
    }
  }

  private func check(_ defect: DefectiveForm.Defect, cases: Int, seed: UInt64?) throws(PropertyFailure) {
    try checkProperty("planted in the closed form: \(defect)", cases: cases, seed: seed) { choices in
      var position = 0
      let variants = choices.list(2...5) { choices in
        position += 1
        return (choices.allocationLine(at: position - 1), choices.tally())
      }
      let committed = choices.integer(in: 0...4)
      let capacity = defect == .capacityForgotten ? committed + choices.integer(in: 0...4) : nil
      let algorithm = try BundleTolerance(committedBundles: committed, capacityBundles: capacity)
      let rules = try AllocationRules(variants.map { $0.0 }, policy: .bundleTolerance(algorithm))
      let tallies = Tallies(variants.map { $0.1 })
      choices.note("\(rules.text); \(tallies.text)")
      let oracle = AllocationOracle(rules, tallies)
      let form = DefectiveForm(defect: defect, oracle: oracle, rules: algorithm)
      for position in oracle.variants.indices {
        let counted = oracle.availableUnitByUnit(position, upTo: 500)
        let found = form.available(position)
        if found != counted { choices.note("\(position): \(text(found)), not \(text(counted))") }
        try expect(found == counted)
      }
    }
  }

  private func text(_ units: Int128?) -> String { units.map(String.init) ?? "∞" }

  // MARK: In a fresh process

  /// Run by the test below in processes of their own, skipped everywhere else.
  func testInAFreshProcess() throws {
    try XCTSkipUnless(ProcessInfo.processInfo.environment["GROSIR_PLANTED_ALLOCATION"] != nil, "planted")
    try check(.ownToleranceIncluded, cases: 2_000, seed: nil)
  }

  /// What a failure prints as its reproduction finds the same smallest case in a process that knows nothing else.
  func testWhatIsPrintedReproducesTheFailureInAFreshProcess() throws {
    try skipUnderOtherSettings()
    let first = try runPlanted([:])
    let reproduction = try XCTUnwrap(line("  reproduce: ", of: first)).split(separator: " ")
    let settings = reproduction.map { $0.split(separator: "=").map(String.init) }
    let second = try runPlanted(Dictionary(uniqueKeysWithValues: settings.map { ($0[0], $0[1]) }))
    XCTAssertTrue(try XCTUnwrap(line("  case: number ", of: second)).hasPrefix("0, "))
    XCTAssertEqual(line("  note: ", of: second), line("  note: ", of: first))
    XCTAssertEqual(line("  note: ", of: first), smallest[.ownToleranceIncluded]?.components(separatedBy: " | ").first)
  }

  private func line(_ beginning: String, of output: String) -> String? {
    let lines = output.split(separator: "\n")
    return lines.first { $0.hasPrefix(beginning) }.map { String($0.dropFirst(beginning.count)) }
  }

  private func runPlanted(_ settings: [String: String]) throws -> String {
    let process = Process()
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = ["GrosirCoreTests.PlantedAllocationDefectTests/testInAFreshProcess"]
    let environment = ProcessInfo.processInfo.environment.merging(["GROSIR_PLANTED_ALLOCATION": "1"]) { $1 }
    process.environment = environment.merging(settings) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    XCTAssertNotEqual(process.terminationStatus, 0, "the planted defect was not found")
    return output
  }

  private func skipUnderOtherSettings() throws {
    for variable in ["GROSIR_SEED", "GROSIR_CASES"] {
      let isSet = ProcessInfo.processInfo.environment[variable] != nil
      try XCTSkipIf(isSet, "\(variable) would override what this test plants")
    }
  }
}
