import GrosirCore
import GrosirJSON
import XCTest

final class ProblemDocumentTests: XCTestCase {
  func testInvalidDocument() {
    let path = FieldPath("variants").index(2).field("tolerance")
    let violation = Violation(path, .outOfRange, "must be at least 0")
    let expected = """
      {
        "type": "urn:grosir:problem:invalid-document",
        "title": "The document is not valid",
        "status": 400,
        "detail": "There is 1 violation.",
        "code": "invalidDocument",
        "violations": [
          {"path": "variants[2].tolerance", "code": "outOfRange", "message": "must be at least 0"}
        ]
      }
      """
    XCTAssertEqual(ProblemDocument(InvalidDocument([violation])).json.printed(.indented), expected)
    let two = ProblemDocument(InvalidDocument([violation, violation]))
    XCTAssertEqual(two.detail, "There are 2 violations.")
    let most = ProblemDocument(InvalidDocument(Array(repeating: violation, count: 1_000)))
    XCTAssertEqual(most.detail, "There are 1000 violations.")
    let more = ProblemDocument(InvalidDocument(Array(repeating: violation, count: 5_000)))
    XCTAssertEqual(more.detail, "There are more than 1000 violations.")
    XCTAssertEqual(more.violations.last?.message, "there are 4000 further violations that are not listed")
  }

  func testOtherProblems() {
    let problem = ProblemDocument(code: "soldOut", title: "Sold out", status: 409)
    let expected = #"{"type":"urn:grosir:problem:sold-out","title":"Sold out","status":409,"code":"soldOut"}"#
    XCTAssertEqual(problem.json.printed(), expected)
  }
}
