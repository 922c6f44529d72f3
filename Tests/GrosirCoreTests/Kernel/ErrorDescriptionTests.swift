import GrosirCore
import XCTest

/// What a log shows of an error: one line, with every violation and where it is.
final class ErrorDescriptionTests: XCTestCase {
  private let violations = [
    Violation(FieldPath("variants").index(2).field("tolerance"), .outOfRange, "too small"),
    Violation(.root, .malformed, "not a document"),
  ]

  func testAViolationSaysWhereAndWhat() {
    XCTAssertEqual(violations.map { "\($0)" }, ["variants[2].tolerance: too small", "not a document"])
  }

  func testEveryErrorListsItsViolations() {
    let line = "variants[2].tolerance: too small; not a document"
    XCTAssertEqual("\(AllocationError.invalid(violations))", line)
    XCTAssertEqual("\(PricingError.invalid(violations))", line)
    XCTAssertEqual("\(CatalogueError.invalid(violations))", line)
  }

  func testTheOthersSayWhatIsWrong() {
    XCTAssertEqual("\(AllocationError.quantityOutOfRange)", "a count of units is not within 0…1000000000")
    XCTAssertEqual("\(AllocationError.exceedsHeld(asked: 3, held: 2))", "3 units are more than the 2 held")
    XCTAssertEqual("\(AllocationError.exceedsPaid(asked: 3, paid: 2))", "3 units are more than the 2 paid for")
    XCTAssertEqual("\(AllocationError.totalOutOfRange)", "the total over all variants is too large to be counted")
    XCTAssertEqual("\(CatalogueError.versionsExhausted)", "the product has no further version")
    XCTAssertEqual(
      "\(CatalogueError.otherProduct(ProductID(literal: "shirt"), given: ProductID(literal: "cap")))",
      "a revision of shirt cannot be cap")
  }
}
