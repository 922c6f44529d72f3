import GrosirSQL
import XCTest

/// What was released of the schema stays as it is: databases out there were made by it.
final class SchemaTests: XCTestCase {
  /// The checksums of the steps, as they stand in every database.
  ///
  /// A change of the schema is a new step, and a new line here; what the golden files and databases hold is read back by their own tests.
  private static let released: [Int64] = [-5_776_271_399_903_152_699]

  func testReleasedStepsNeverChange() {
    XCTAssertEqual(Migration.all(in: .postgres).map { $0.checksum }, SchemaTests.released)
  }
}
