import GrosirCore
import GrosirEngine
import XCTest

/// What is kept of an answer says the same, as it was made or on record.
final class AnswerTests: XCTestCase {
  private let until = Instant(millisecondsSince1970: 1_772_413_200_000)

  func testWhatWasMadeIsHandedOutAndPutOnRecord() throws {
    let refusal = SessionError.notOpenYet(opensAt: try XCTUnwrap(until))
    let (made, recorded) = (AnswerContent(made: refusal), AnswerContent(refusal.record))
    for content in [made, recorded] {
      XCTAssertEqual(content.value(as: SessionError.self), refusal)
      XCTAssertEqual(content.record, refusal.record)
      XCTAssertEqual("\(content)", "\(refusal.record)")
    }
    XCTAssertEqual(made, recorded)
    XCTAssertEqual(made.hashValue, recorded.hashValue)
    XCTAssertNotEqual(made, AnswerContent(made: SessionError.noWaitingList))
  }

  func testWhatIsNoAnswerOfThatKindIsNone() {
    let answers = [AnswerContent(made: "a text"), AnswerContent("a text")]
    for content in answers { XCTAssertNil(content.value(as: SessionError.self)) }
  }

  func testOnRecordAnAnswerIsTheSame() {
    let content = AnswerContent(made: SessionError.noWaitingList)
    for answer in [Answer.accepted(content), .refused(content)] { XCTAssertEqual(answer.onRecord, answer) }
    XCTAssertNotEqual(Answer.accepted(content), .refused(content))
  }
}
