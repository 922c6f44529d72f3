import GrosirCore
import XCTest

/// "A composition must cover at least one variant, list none twice, and have b ≥ 1 for each; every violation is
/// reported, not just the first." (SPEC §3.1).
final class AllocationValidationTests: XCTestCase {
  private typealias Line = AllocationRules.Line

  private func id(_ text: String) -> VariantID { VariantID(unchecked: text) }

  /// The violations of rules as `path: code`.
  private func violations(_ lines: [Line], at path: FieldPath = FieldPath("variants")) -> [String] {
    described(thrown { () throws(AllocationError) in try AllocationRules(lines, policy: .standard, at: path) })
  }

  private func described(_ error: AllocationError?) -> [String] {
    guard case .invalid(let violations)? = error else { return ["\(String(describing: error))"] }
    XCTAssertEqual(error?.code, "invalid")
    XCTAssertTrue(violations.allSatisfy { !$0.message.isEmpty })
    return violations.map { "\($0.path.description): \($0.code)" }
  }

  // MARK: Rules

  func testACompositionCoversAtLeastOneVariant() {
    XCTAssertEqual(violations([]), ["variants: missing"])
    XCTAssertEqual(violations([], at: FieldPath("session").field("rules")), ["session.rules: missing"])
  }

  func testEveryViolationIsReportedWithItsPath() {
    let lines = [
      Line(id("S"), unitsPerBundle: 0, tolerance: -1), Line(id("M"), unitsPerBundle: 1, tolerance: 0),
      Line(id("S"), unitsPerBundle: -3), Line(id("M"), unitsPerBundle: 1_000_000_001, tolerance: 1_000_000_001),
      Line(id("S"), unitsPerBundle: 1, tolerance: .min),
    ]
    XCTAssertEqual(
      Set(violations(lines)),
      [
        "variants[0].unitsPerBundle: outOfRange", "variants[0].tolerance: outOfRange", "variants[2].id: duplicate",
        "variants[2].unitsPerBundle: outOfRange", "variants[3].id: duplicate",
        "variants[3].unitsPerBundle: outOfRange", "variants[3].tolerance: outOfRange", "variants[4].id: duplicate",
        "variants[4].tolerance: outOfRange",
      ])
    XCTAssertEqual(violations(lines).count, 9)
    XCTAssertTrue(violations(lines, at: FieldPath("lines")).contains("lines[4].id: duplicate"))
  }

  func testTheLimitsThemselvesAreAccepted() throws {
    let limits = [
      Line(id("S"), unitsPerBundle: 1_000_000_000, tolerance: 1_000_000_000),
      Line(id("M"), unitsPerBundle: 1, tolerance: 0), Line(id("L"), unitsPerBundle: 1),
    ]
    let rules = try AllocationRules(limits, policy: .standard)
    XCTAssertEqual(rules.composition.variants, [id("S"), id("M"), id("L")])
    XCTAssertEqual(rules.composition.unitsInBundle, 1_000_000_002)
    XCTAssertEqual((0..<3).map { rules.composition.unitsPerBundle(at: $0) }, [1_000_000_000, 1, 1])
    XCTAssertEqual((0..<3).map { rules.tolerance(at: $0) }, [1_000_000_000, 0, nil])
    XCTAssertEqual(rules.composition.position(of: id("L")), 2)
    XCTAssertNil(rules.composition.position(of: id("XL")))
  }

  /// However many there are, and however they begin and end.
  func testEveryVariantIsFoundAtItsPosition() throws {
    let shapes: [(Int) -> String] = [
      { "\($0)" }, { "variant-\($0)" }, { "\($0) of those that all end alike" }, { "\u{E9}\($0)" },
      { String(repeating: "x", count: $0 + 1) },
    ]
    for shape in shapes {
      for count in [1, 2, 15, 16, 17, 40] {
        let identities = (0..<count).map { id(shape($0)) }
        let rules = try AllocationRules(identities.map { Line($0, unitsPerBundle: 1) }, policy: .standard)
        for (position, identity) in identities.enumerated() {
          XCTAssertEqual(rules.composition.position(of: identity), position, identity.text)
        }
        for stranger in [shape(count), "-" + shape(0), shape(0) + "-"] {
          XCTAssertNil(rules.composition.position(of: id(stranger)), stranger)
        }
      }
    }
  }

  func testTooManyVariantsAreRefusedBeforeTheyAreLookedAt() {
    let lines = [Line](repeating: Line(id("S"), unitsPerBundle: 0), count: Composition.maximumVariants + 1)
    XCTAssertEqual(violations(lines), ["variants: tooLarge"])
  }

  func testRulesAreEqualWhenTheyAllowTheSame() throws {
    let lines = [Line(id("S"), unitsPerBundle: 2, tolerance: 1), Line(id("M"), unitsPerBundle: 2)]
    let rules = try AllocationRules(lines, policy: .standard)
    XCTAssertEqual(rules, try AllocationRules(lines, policy: .open).under(.standard))
    XCTAssertNotEqual(rules, rules.under(.open))
    XCTAssertNotEqual(rules, try AllocationRules(lines.reversed(), policy: .standard))
    XCTAssertNotEqual(
      rules, try AllocationRules([lines[0], Line(id("M"), unitsPerBundle: 2, tolerance: 0)], policy: .standard))
  }

  // MARK: Policies

  func testBundleTolerance() throws {
    func check(_ committed: Int, _ capacity: Int?) -> [String] {
      described(
        thrown { () throws(AllocationError) in
          try BundleTolerance(committedBundles: committed, capacityBundles: capacity, at: FieldPath("rules"))
        })
    }
    XCTAssertEqual(check(-1, nil), ["rules.committedBundles: outOfRange"])
    XCTAssertEqual(check(1_000_000_001, nil).first, "rules.committedBundles: outOfRange")
    XCTAssertEqual(check(3, 2), ["rules.capacityBundles: inconsistent"])
    XCTAssertEqual(check(1, 1_000_000_001), ["rules.capacityBundles: outOfRange"])
    XCTAssertEqual(
      check(-1, -2), ["rules.committedBundles: outOfRange", "rules.capacityBundles: outOfRange"])
    for (committed, capacity) in [(0, nil), (0, 0), (2, 2), (1_000_000_000, 1_000_000_000)] as [(Int, Int?)] {
      let policy = try BundleTolerance(committedBundles: committed, capacityBundles: capacity)
      XCTAssertEqual(policy.committedBundles, committed)
      XCTAssertEqual(policy.capacityBundles, capacity)
    }
    XCTAssertEqual(BundleTolerance.standard, try BundleTolerance())
    XCTAssertEqual(AllocationPolicy.standard, .bundleTolerance(try BundleTolerance(committedBundles: 1)))
  }

  func testTheOtherPolicies() throws {
    for multiple in [0, -1, 1_000_000_001, .min, .max] {
      let error = thrown { () throws(AllocationError) in try AllocationMultiple(multiple: multiple, catchUp: .slowest) }
      XCTAssertEqual(described(error), ["policy.multiple: outOfRange"])
    }
    for target in [0, -1, 1_000_000_001, .min, .max] {
      let error = thrown { () throws(AllocationError) in try ProgressiveUnlock(target: target) }
      XCTAssertEqual(described(error), ["policy.target: outOfRange"])
    }
    XCTAssertEqual(try AllocationMultiple(catchUp: .slowest).multiple, 2, "the default")
    XCTAssertEqual(try AllocationMultiple(multiple: 1_000_000_000, catchUp: .runnerUp).multiple, 1_000_000_000)
    XCTAssertEqual(try ProgressiveUnlock(target: 1).target, 1)
  }

  /// Names on the wire.
  func testKinds() throws {
    let policies: [AllocationPolicy] = [
      .standard, .allocationMultiple(try .init(catchUp: .slowest)), .progressiveUnlock(try .init(target: 1)),
      .stockOnly, .open,
    ]
    XCTAssertEqual(
      policies.map(\.kind.rawValue),
      ["bundleTolerance", "allocationMultiple", "progressiveUnlock", "stockOnly", "open"])
    XCTAssertEqual(policies.map(\.kind), AllocationPolicy.Kind.allCases)
    XCTAssertEqual(AllocationMultiple.CatchUp.allCases.map(\.rawValue), ["slowest", "runnerUp"])
  }

  // MARK: Warnings

  /// "Validation warns `cannotOpenNextBundle` when at least two variants have t < b".
  func testCannotOpenNextBundle() throws {
    func warned(_ tolerances: [Int?], _ policy: AllocationPolicy = .standard) throws -> [VariantID] {
      let lines = zip(["S", "M", "L"], tolerances).map { Line(id($0), unitsPerBundle: 3, tolerance: $1) }
      let warnings = try AllocationRules(lines, policy: policy).warnings
      XCTAssertTrue(warnings.allSatisfy { $0.code == "cannotOpenNextBundle" })
      XCTAssertLessThanOrEqual(warnings.count, 1)
      guard case .cannotOpenNextBundle(let variants)? = warnings.first else { return [] }
      return variants
    }
    XCTAssertEqual(try warned([2, 2, 2]), [id("S"), id("M"), id("L")])
    XCTAssertEqual(try warned([2, 3, 0]), [id("S"), id("L")])
    XCTAssertEqual(try warned([2, 3, 3]), [])
    XCTAssertEqual(try warned([2, nil, nil]), [])
    XCTAssertEqual(try warned([nil, 2, 2]), [id("M"), id("L")])
    XCTAssertEqual(try warned([3, 3, 3]), [])
    XCTAssertEqual(try warned([2]), [])
    XCTAssertEqual(try warned([0, 0, 0], .open), [])
  }

  // MARK: Baskets

  func testEveryViolationOfABasketIsReportedWithItsPath() throws {
    let lines = [Line(id("S"), unitsPerBundle: 1), Line(id("M"), unitsPerBundle: 1)]
    let composition = try AllocationRules(lines, policy: .standard).composition
    func check(_ request: [(VariantID, Int)]) -> [String] {
      described(thrown { () throws(AllocationError) in try Basket(request, of: composition) })
    }
    XCTAssertEqual(check([]), ["basket: missing"])
    XCTAssertEqual(check([(id("S"), 0)]), ["basket.S: outOfRange"])
    XCTAssertEqual(check([(id("S"), 1_000_000_001)]), ["basket.S: outOfRange"])
    XCTAssertEqual(
      check([(id("S"), 1), (id("X.1"), -1), (id("S"), 2)]),
      ["basket[\"X.1\"]: outOfRange", "basket[\"X.1\"]: unknown", "basket.S: duplicate"])
    let basket = try Basket([(id("M"), 1_000_000_000), (id("S"), 1)], of: composition)
    XCTAssertEqual(basket.lines.map(\.position), [0, 1])
    XCTAssertEqual([0, 1, 2].map { basket.units(at: $0) }, [1, 1_000_000_000, 0])
    XCTAssertEqual(try Basket([(id("M"), 4)], of: composition), Basket(4, at: 1))
  }
}
