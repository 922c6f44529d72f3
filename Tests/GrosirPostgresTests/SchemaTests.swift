import GrosirSQL
import XCTest

/// What was released of the schema stays as it is: databases out there were made by it.
final class SchemaTests: XCTestCase {
  /// The checksums of the steps, as they stand in every database.
  ///
  /// A change of the schema is a new step, and a new line here. That what earlier versions stored can be read is what
  /// the tests of the golden file and database show.
  private static let released: [Int64] = [-5_776_271_399_903_152_699]

  func testReleasedStepsNeverChange() {
    XCTAssertEqual(Migration.all(in: .postgres).map { $0.checksum }, SchemaTests.released)
  }
}
