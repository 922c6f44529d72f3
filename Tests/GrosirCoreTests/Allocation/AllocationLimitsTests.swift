import GrosirCore
import GrosirTesting
import XCTest

/// Counts beyond the limit of 10⁹ units, or that are not there, are refused with a typed error, and nothing is changed
/// (SPEC §2 and §3).
final class AllocationLimitsTests: XCTestCase {
  private let most = Quantity.maximum

  func testATallyIsWithinItsLimits() {
    XCTAssertEqual(Tally(ordered: 0), .zero)
    XCTAssertEqual(Tally(ordered: 5, held: 2, onHand: 7)?.paid, 3)
    XCTAssertEqual(Tally(ordered: 5, held: 2, onHand: 7)?.firm, -4)
    XCTAssertEqual(Tally(ordered: 5, held: 2, onHand: 7)?.net, -2)
    XCTAssertNotNil(Tally(ordered: most, held: most, onHand: most))
    for counts in [(-1, 0, 0), (most + 1, 0, 0), (1, 2, 0), (1, -1, 0), (0, 0, -1), (0, 0, most + 1)] {
      XCTAssertNil(Tally(ordered: counts.0, held: counts.1, onHand: counts.2), "\(counts)")
    }
  }

  func testEveryChangeThatIsRefused() throws {
    let tally = try XCTUnwrap(Tally(ordered: most - 10, held: 6, onHand: 3))
    let refused: [(TallyChange, AllocationError)] = [
      (.held(11), .quantityOutOfRange), (.held(0), .quantityOutOfRange), (.held(-1), .quantityOutOfRange),
      (.held(.max), .quantityOutOfRange), (.held(.min), .quantityOutOfRange),
      (.paid(7), .exceedsHeld(asked: 7, held: 6)), (.paid(0), .quantityOutOfRange), (.paid(.min), .quantityOutOfRange),
      (.paid(.max), .exceedsHeld(asked: .max, held: 6)),
      (.lapsed(7), .exceedsHeld(asked: 7, held: 6)), (.lapsed(-6), .quantityOutOfRange),
      (.departed(most - 15), .exceedsPaid(asked: most - 15, paid: most - 16)), (.departed(0), .quantityOutOfRange),
      (.setAside(-1), .quantityOutOfRange), (.setAside(most + 1), .quantityOutOfRange),
    ]
    for (change, error) in refused {
      var changed = tally
      XCTAssertEqual(thrown { () throws(AllocationError) in try changed.apply(change) }, error, "\(change)")
      XCTAssertEqual(changed, tally, "\(change) was refused, and changed something")
    }
    let accepted: [(TallyChange, Tally?)] = [
      (.held(10), Tally(ordered: most, held: 16, onHand: 3)), (.paid(6), Tally(ordered: most - 10, onHand: 3)),
      (.lapsed(6), Tally(ordered: most - 16, onHand: 3)),
      (.departed(most - 16), Tally(ordered: 6, held: 6, onHand: 3)),
      (.setAside(most), Tally(ordered: most - 10, held: 6, onHand: most)),
    ]
    for (change, expected) in accepted {
      var changed = tally
      try changed.apply(change)
      XCTAssertEqual(changed, expected, "\(change)")
    }
  }

  /// What a single tally refuses, an index and many tallies refuse alike, and answer afterwards as before.
  func testARefusedChangeChangesNothing() throws {
    try checkProperty(
      "a refused change changes nothing", cases: 10_000, minimumShares: ["refused": 0.3, "applied": 0.2]
    ) { choices in
      let (rules, tallies) = drawCase(choices, 1...4, AllocationPolicy.Kind.allCases, .extreme)
      var index = AllocationIndex(of: tallies, under: rules)
      let position = choices.integer(in: 0...(tallies.count - 1))
      let change = drawChange(choices, tallies[position])
      choices.note("\(change) at \(position)")
      var (expected, changed) = (tallies[position], tallies)
      let error = thrown { () throws(AllocationError) in try expected.apply(change) }
      try expectEqual(thrown { () throws(AllocationError) in try changed.apply(change, at: position) }, error)
      let refusal = thrown { () throws(AllocationError) in try index.apply(change, at: position) }
      try expectEqual(refusal, error, "how the index refuses")
      choices.count(error == nil ? "applied" : "refused")
      if error != nil { try expectEqual(changed, tallies, "tallies after a refusal") }
      try expectEqual(index.tallies, changed, "tallies of the index")
      try expectAgreement(index, AllocationOracle(rules, changed))
    }
  }

  /// A change of as many units as are there or fit, one less or one more, or of any number at all.
  private func drawChange(_ choices: Choices, _ tally: Tally) -> TallyChange {
    let edges = [1, tally.held, tally.paid, most - tally.ordered, most, Int.max - 1]
    let units = choices.element(of: edges) + choices.integer(in: -1...1)
    return choices.element(of: [.held(units), .paid(units), .lapsed(units), .departed(units), .setAside(units)])
  }

  /// 11 variants of 10⁹ units in each of 10⁹ bundles do not fit 64 bits.
  func testATotalThatDoesNotFitIsAnError() throws {
    func session(_ variants: Int) throws -> AllocationSnapshot {
      var lines = [AllocationRules.Line(VariantID(unchecked: "first"), unitsPerBundle: 1)]
      for number in 1...variants {
        lines.append(AllocationRules.Line(VariantID(unchecked: "\(number)"), unitsPerBundle: most))
      }
      let sold = Tally(unchecked: most, held: 0, onHand: 0)
      let tallies = Tallies([sold] + [Tally](repeating: .zero, count: variants))
      return AllocationSnapshot(of: tallies, under: try AllocationRules(lines, policy: .standard))
    }
    let fitting = try session(9)
    XCTAssertEqual(fitting.bundlesNeeded, most)
    XCTAssertEqual(try fitting.producedUnits(), 9_000_000_001_000_000_000)
    XCTAssertEqual(try fitting.excessUnits(), 9_000_000_000_000_000_000)
    let tooLarge = try session(10)
    XCTAssertEqual(thrown { () throws(AllocationError) in try tooLarge.producedUnits() }, .totalOutOfRange)
    XCTAssertEqual(thrown { () throws(AllocationError) in try tooLarge.excessUnits() }, .totalOutOfRange)
    let index = AllocationIndex(of: tooLarge.tallies, under: tooLarge.rules)
    XCTAssertEqual(thrown { () throws(AllocationError) in try index.producedUnits() }, .totalOutOfRange)
  }

  /// The largest numbers that are accepted, all at once, are answered for exactly.
  func testTheLargestAnswers() throws {
    let lines = ["S", "M"].map {
      AllocationRules.Line(VariantID(unchecked: $0), unitsPerBundle: $0 == "S" ? most : 1, tolerance: most)
    }
    let rules = try AllocationRules(lines, policy: bundleTolerance(most))
    let tallies = Tallies([Tally(unchecked: 0, held: 0, onHand: most), Tally(unchecked: most, held: 0, onHand: 0)])
    let snapshot = AllocationSnapshot(of: tallies, under: rules)
    XCTAssertEqual(snapshot.availability(at: 0).maxAllowed, 2 * most * most + most)
    XCTAssertEqual(snapshot.availability(at: 0).excess, most * most + most)
    let index = AllocationIndex(of: tallies, under: rules)
    XCTAssertEqual(index.available(at: 0), 2 * most * most + most)
    try expectAgreement(index, AllocationOracle(rules, tallies))
    XCTAssertTrue(index.decision(on: Basket(most, at: 0)).isAccepted)
    XCTAssertTrue(index.decision(on: Basket(1, at: 1)).bundlesNeeded == most + 1)
  }

  func testErrorCodesAreStable() {
    let errors: [AllocationError] = [
      .invalid([]), .quantityOutOfRange, .exceedsHeld(asked: 1, held: 0), .exceedsPaid(asked: 1, paid: 0),
      .totalOutOfRange,
    ]
    XCTAssertEqual(
      errors.map(\.code), ["invalid", "quantityOutOfRange", "exceedsHeld", "exceedsPaid", "totalOutOfRange"])
  }

  func testConstraintsAreNamedAsOnTheWire() {
    let other = VariantID(unchecked: "S")
    let constraints: [Constraint] = [
      .unlimited, .capacity, .tolerance(of: other), .ahead(of: other), .progress, .stock,
    ]
    XCTAssertEqual(constraints.map(\.kind), ["unlimited", "capacity", "tolerance", "ahead", "progress", "stock"])
    XCTAssertEqual(constraints.map(\.variant), [nil, nil, other, other, nil, nil])
  }
}
