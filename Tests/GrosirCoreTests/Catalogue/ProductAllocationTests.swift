import GrosirCore
import GrosirTesting
import XCTest

/// A product carries the rules its sessions start from, and they are always valid ones.
final class ProductAllocationTests: XCTestCase {
  func testTheRulesSayWhatTheVariantsSay() throws {
    let rules = try Product(CatalogueExamples.product).allocationRules
    XCTAssertEqual(rules.policy, .bundleTolerance(.standard))
    XCTAssertEqual(rules.composition.variants.map(\.text), ["S", "M", "L"])
    XCTAssertEqual(rules.composition.variants.indices.map { rules.composition.unitsPerBundle(at: $0) }, [2, 5, 4])
    XCTAssertEqual(rules.composition.variants.indices.map { rules.tolerance(at: $0) }, [20, 50, nil])
    XCTAssertEqual(rules.composition.unitsInBundle, 11)
  }

  func testThePolicyIsTheDraftsAndPartOfTheVersion() throws {
    let policies: [AllocationPolicy] = [
      .bundleTolerance(try BundleTolerance(committedBundles: 3, capacityBundles: 40)),
      .allocationMultiple(try AllocationMultiple(multiple: 4, catchUp: .runnerUp)),
      .progressiveUnlock(try ProgressiveUnlock(target: 100)), .stockOnly, .open,
    ]
    XCTAssertEqual(Set(policies.map(\.kind)), Set(AllocationPolicy.Kind.allCases), "a policy without an example")
    var product = try Product(CatalogueExamples.product)
    for (number, policy) in policies.enumerated() {
      var draft = product.draft
      draft.policy = policy
      product = try product.revised(to: draft)
      XCTAssertEqual(product.version, number + 2)
      XCTAssertEqual(product.policy, policy)
      XCTAssertEqual(product.allocationRules.policy, policy)
      XCTAssertEqual(product.draft, draft)
      XCTAssertEqual(try product.revised(to: draft), product, "nothing changed")
    }
  }

  func testAProductWarnsWhenNoSingleVariantOpensABundle() throws {
    var draft = CatalogueExamples.product
    XCTAssertEqual(try Product(draft).warnings, [])
    draft.variants[0].tolerance = 1
    XCTAssertEqual(try Product(draft).warnings, [], "one tight variant leaves the others to open a bundle")
    draft.variants[2].tolerance = 3
    let tight = [draft.variants[0].id, draft.variants[2].id].compactMap(VariantID.init)
    XCTAssertEqual(try Product(draft).warnings, [.cannotOpenNextBundle(variants: tight)])
    draft.variants[2].tolerance = 4
    XCTAssertEqual(try Product(draft).warnings, [], "a tolerance of a whole bundle's units is enough")
    draft.variants[2].tolerance = 3
    draft.policy = .open
    XCTAssertEqual(try Product(draft).warnings, [], "only bundle tolerance goes by tolerances")
  }

  /// Rules made from a product without checking are those that checking would have made.
  func testAValidProductGivesValidRules() throws {
    try checkProperty("a valid product gives valid rules", minimumShares: ["valid": 0.2]) { choices in
      var draft = CatalogueExamples.product
      draft.variants = choices.list(1...6) { choices in
        let number = choices.integer(in: 0...40)
        let tolerance = choices.optional { $0.boundaryInteger(in: 0...Quantity.maximum) }
        return Variant.Draft(
          id: "v\(number)", sku: "sku-\(number)", name: "Variant",
          unitsPerBundle: choices.boundaryInteger(in: 1...Quantity.maximum / 4), tolerance: tolerance)
      }
      draft.policy = choices.element(of: [.standard, .stockOnly, .open])
      guard let product = try? Product(draft) else { return }
      choices.count("valid")
      let lines = product.variants.map {
        AllocationRules.Line($0.id, unitsPerBundle: $0.unitsPerBundle, tolerance: $0.tolerance)
      }
      try expectEqual(product.allocationRules, try AllocationRules(lines, policy: product.policy))
      try expectEqual(product.allocationRules.composition.unitsInBundle, product.unitsPerBundle)
    }
  }

  func testTheMostVariantsGiveRulesToo() throws {
    var draft = CatalogueExamples.product
    draft.variants = (0..<Product.maximumVariants).map {
      Variant.Draft(id: "v\($0)", sku: "sku-\($0)", name: "Variant", unitsPerBundle: 100_000, tolerance: $0)
    }
    let rules = try Product(draft).allocationRules
    XCTAssertEqual(rules.composition.count, 10_000)
    XCTAssertEqual(rules.composition.unitsInBundle, Quantity.maximum)
    XCTAssertLessThanOrEqual(Product.maximumVariants, Composition.maximumVariants)
  }
}
