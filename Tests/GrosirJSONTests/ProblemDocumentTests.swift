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
  }

  func testOtherProblems() {
    let problem = ProblemDocument(code: "soldOut", title: "Sold out", status: 409)
    let expected = #"{"type":"urn:grosir:problem:sold-out","title":"Sold out","status":409,"code":"soldOut"}"#
    XCTAssertEqual(problem.json.printed(), expected)
  }
}
