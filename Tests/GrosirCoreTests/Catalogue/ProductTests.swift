import GrosirCore
import GrosirTesting
import XCTest

final class ProductTests: XCTestCase {
  private func violations(_ damage: (inout Product.Draft) -> Void) -> [String] {
    var draft = CatalogueExamples.product
    damage(&draft)
    let error = thrown { () throws(CatalogueError) in try Product(draft) }
    if case .invalid(let violations) = error { XCTAssertTrue(violations.allSatisfy { !$0.message.isEmpty }) }
    return CatalogueExamples.summary(error)
  }

  func testAProductHoldsWhatItsDraftSaid() throws {
    let draft = CatalogueExamples.product
    let product = try Product(draft)
    XCTAssertEqual(product.draft, draft)
    XCTAssertEqual(product.version, 1)
    XCTAssertEqual(product.currency, .idr)
    XCTAssertEqual(product.basePrice, Money(200_000, .idr))
    XCTAssertEqual(product.unitCost, Money(90_000, .idr))
    XCTAssertEqual(product.sessionDuration, .hours(168))
    XCTAssertEqual(product.expectedCompletion, .days(14))
    XCTAssertEqual(product.variants.map(\.id.text), ["S", "M", "L"])
    XCTAssertEqual(product.unitsPerBundle, 11)
    XCTAssertEqual(product.policy, .bundleTolerance(.standard), "unless the draft says otherwise")
  }

  func testAVariantHoldsWhatItsDraftSaid() throws {
    let product = try Product(CatalogueExamples.product)
    let medium = try XCTUnwrap(product.variant(try XCTUnwrap(VariantID("M"))))
    XCTAssertEqual(medium.priceAdjustment, Money(5_000, .idr))
    XCTAssertEqual(medium.tolerance, 50)
    XCTAssertEqual(medium.clearanceRate.value, 8_000)
    XCTAssertEqual(medium.reorderPoint, 4)
    XCTAssertEqual(medium.maximum, 8)
    XCTAssertNil(product.variants[2].tolerance)
    XCTAssertEqual(product.variants[2].clearanceRate, .zero)
    XCTAssertNil(product.variant(try XCTUnwrap(VariantID("XL"))))
  }

  func testEveryViolationIsReportedAtOnce() {
    let found = violations { draft in
      draft.id = ""
      draft.factory = "a\nb"
      draft.sku = "T SHIRT"
      draft.name = " "
      draft.currency = "rupiah"
      draft.basePrice = 0
      draft.unitCost = -1
      draft.target = 1
      draft.sessionDuration = .zero
      draft.expectedCompletion = .days(367)
      draft.variants[0].unitsPerBundle = 0
      draft.variants[1].sku = "TSHIRT-S"
      draft.variants[2].tolerance = -1
      draft.variants[2].id = "S"
    }
    XCTAssertEqual(
      found,
      [
        "id malformed", "factory malformed", "sku malformed", "name malformed", "currency malformed",
        "basePrice outOfRange", "unitCost outOfRange", "target outOfRange", "sessionDuration outOfRange",
        "expectedCompletion outOfRange", "variants[0].unitsPerBundle outOfRange", "variants[2].tolerance outOfRange",
        "variants[2].id duplicate", "variants[1].sku duplicate",
      ])
  }

  func testEachFieldOfAVariantIsChecked() {
    let damages: [(String, (inout Variant.Draft) -> Void)] = [
      ("id malformed", { $0.id = String(repeating: "x", count: 129) }),
      ("sku malformed", { $0.sku = String(repeating: "x", count: 65) }),
      ("name outOfRange", { $0.name = "" }),
      ("name tooLarge", { $0.name = String(repeating: "x", count: 201) }),
      ("priceAdjustment outOfRange", { $0.priceAdjustment = .min }),
      ("priceAdjustment inconsistent", { $0.priceAdjustment = -200_001 }),
      ("priceAdjustment inconsistent", { $0.priceAdjustment = Product.maximumPrice }),
      ("unitsPerBundle outOfRange", { $0.unitsPerBundle = Quantity.maximum + 1 }),
      ("tolerance outOfRange", { $0.tolerance = Quantity.maximum + 1 }),
      ("notes malformed", { $0.notes = "\u{202E}" }),
      ("notes tooLarge", { $0.notes = String(repeating: "x", count: 2_001) }),
      ("clearanceRate outOfRange", { $0.clearanceRate = 10_001 }),
      ("reorderPoint outOfRange", { $0.reorderPoint = -1 }),
      ("maximum outOfRange", { $0.maximum = -1 }),
      ("maximum inconsistent", { $0.maximum = 3 }),
    ]
    for (violation, damage) in damages {
      XCTAssertEqual(violations { damage(&$0.variants[1]) }, ["variants[1].\(violation)"])
    }
  }

  func testTheLimitsThemselvesAreAccepted() {
    let found = violations { draft in
      draft.basePrice = Product.maximumPrice
      draft.unitCost = 0
      draft.target = 2
      draft.sessionDuration = .milliseconds(1)
      draft.expectedCompletion = Product.longestTimespan
      draft.variants[0].priceAdjustment = -Product.maximumPrice
      draft.variants[0].tolerance = 0
      draft.variants[0].reorderPoint = 8
      draft.variants[0].maximum = 8
      draft.variants[1].priceAdjustment = 0
      draft.variants[1].unitsPerBundle = Quantity.maximum - 6
      draft.variants[1].name = String(repeating: "x", count: 200)
      draft.variants[2].priceAdjustment = 0
    }
    XCTAssertEqual(found, [])
  }

  func testABundleCanBeCounted() {
    XCTAssertEqual(violations { $0.variants[1].unitsPerBundle = Quantity.maximum - 5 }, ["variants tooLarge"])
  }

  func testACompositionHasSomeVariantsAndNotTooMany() throws {
    XCTAssertEqual(violations { $0.variants = [] }, ["variants missing"])
    func many(_ count: Int) -> [Variant.Draft] {
      (0..<count).map { Variant.Draft(id: "v\($0)", sku: "sku-\($0)", name: "Variant", unitsPerBundle: 1) }
    }
    XCTAssertEqual(violations { $0.variants = many(1) }, [])
    XCTAssertEqual(violations { $0.variants = many(10_000) }, [])
    XCTAssertEqual(violations { $0.variants = many(10_001) }, ["variants tooLarge"])
  }

  func testTheLargestBundlesOfTheMostVariantsAreCountedNotTrapped() {
    func many(_ units: Int) -> [Variant.Draft] {
      (0..<Product.maximumVariants).map {
        Variant.Draft(id: "v\($0)", sku: "sku-\($0)", name: "Variant", unitsPerBundle: units)
      }
    }
    XCTAssertEqual(violations { $0.variants = many(Quantity.maximum) }, ["variants tooLarge"])
    XCTAssertEqual(violations { $0.variants = many(Quantity.maximum / Product.maximumVariants) }, [])
    XCTAssertEqual(
      violations { $0.variants = many(Quantity.maximum / Product.maximumVariants + 1) }, ["variants tooLarge"])
  }

  func testARepetitionNamesTheFirst() {
    var draft = CatalogueExamples.product
    draft.variants[1].id = "S"
    draft.variants[2].id = "S"
    guard case .invalid(let violations) = thrown({ () throws(CatalogueError) in try Product(draft) }) else {
      return XCTFail("accepted a repetition")
    }
    XCTAssertEqual(violations.map(\.path.description), ["variants[1].id", "variants[2].id"])
    XCTAssertEqual(violations.map(\.message), Array(repeating: "the same as variants[0].id", count: 2))
  }

  func testAPriceIsNotComparedWithOneThatIsItselfWrong() {
    let found = violations {
      $0.basePrice = .min
      $0.variants[0].priceAdjustment = -Product.maximumPrice
    }
    XCTAssertEqual(found, ["basePrice outOfRange"])
  }

  /// Any numbers at all either make a product that keeps every rule, or are refused and break one.
  func testNumbersAreAcceptedExactlyWhenEveryRuleHolds() throws {
    let prices = [1, 5, Product.maximumPrice, 0, .min, .max]
    let counts = [1, 2, 7, 0, -1, Quantity.maximum - 7, Quantity.maximum, Quantity.maximum + 1, .max, .min]
    let shares: KeyValuePairs = ["accepted": 0.05, "refused": 0.05]
    try checkProperty("numbers are accepted when every rule holds", cases: 20_000, minimumShares: shares) { choices in
      var draft = CatalogueExamples.product
      draft.variants.removeLast()
      for position in draft.variants.indices where choices.boolean() {
        draft.basePrice = choices.element(of: prices)
        draft.variants[position].priceAdjustment = choices.integer(in: -6...0)
        draft.variants[position].unitsPerBundle = choices.element(of: counts)
        draft.variants[position].reorderPoint = choices.element(of: counts)
        draft.variants[position].maximum = choices.element(of: counts)
      }
      let keepsRules = ProductTests.keepsRules(draft)
      choices.count(keepsRules ? "accepted" : "refused")
      let error = thrown { () throws(CatalogueError) in try Product(draft) }
      try expectEqual(error == nil, keepsRules, "\(CatalogueExamples.summary(error)) for \(draft)")
    }
  }

  private static func keepsRules(_ draft: Product.Draft) -> Bool {
    let counts = 0...Quantity.maximum
    guard 1...Product.maximumPrice ~= draft.basePrice else { return false }
    var bundle = 0
    for variant in draft.variants {
      guard 1...Quantity.maximum ~= variant.unitsPerBundle else { return false }
      bundle += variant.unitsPerBundle
      guard 0...Product.maximumPrice ~= draft.basePrice + variant.priceAdjustment else { return false }
      if let point = variant.reorderPoint, !counts.contains(point) { return false }
      if let maximum = variant.maximum, !counts.contains(maximum) { return false }
      if let point = variant.reorderPoint, let maximum = variant.maximum, point > maximum { return false }
    }
    return bundle <= Quantity.maximum
  }
}

final class ProductRevisionTests: XCTestCase {
  func testARevisionIsTheNextVersion() throws {
    let product = try Product(CatalogueExamples.product)
    var draft = product.draft
    draft.variants[1].tolerance = 60
    let next = try product.revised(to: draft)
    XCTAssertEqual(next.version, 2)
    XCTAssertEqual(next.variants[1].tolerance, 60)
    XCTAssertEqual(product.variants[1].tolerance, 50, "the old version stays as it was")
    draft.name = "T-shirt, new"
    XCTAssertEqual(try next.revised(to: draft).version, 3)
  }

  func testARevisionThatChangesNothingIsTheSameVersion() throws {
    let product = try Product(CatalogueExamples.product, version: 5)
    XCTAssertEqual(try product.revised(to: product.draft), product)
  }

  func testARevisionIsValidated() throws {
    let product = try Product(CatalogueExamples.product)
    var draft = product.draft
    draft.variants[2].tolerance = -1
    let error = thrown { () throws(CatalogueError) in try product.revised(to: draft) }
    XCTAssertEqual(CatalogueExamples.summary(error), ["variants[2].tolerance outOfRange"])
  }

  func testARevisionIsOfTheSameProduct() throws {
    let product = try Product(CatalogueExamples.product)
    var draft = product.draft
    draft.id = "trousers"
    let error = thrown { () throws(CatalogueError) in try product.revised(to: draft) }
    XCTAssertEqual(error, .otherProduct(product.id, given: try XCTUnwrap(ProductID("trousers"))))
    XCTAssertEqual(error?.code, "otherProduct")
  }

  func testVersionsEnd() throws {
    let product = try Product(CatalogueExamples.product, version: .max)
    var draft = product.draft
    draft.target = 50
    let error = thrown { () throws(CatalogueError) in try product.revised(to: draft) }
    XCTAssertEqual(error, .versionsExhausted)
    XCTAssertEqual(error?.code, "versionsExhausted")
  }

  func testAVersionIsAtLeastOne() {
    for version in [0, -1, .min] {
      let error = thrown { () throws(CatalogueError) in try Product(CatalogueExamples.product, version: version) }
      XCTAssertEqual(CatalogueExamples.summary(error), ["version outOfRange"])
      XCTAssertEqual(error?.code, "invalid")
    }
  }
}
