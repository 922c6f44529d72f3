import Foundation
import SystemWorlds
import XCTest

/// The table of planted faults is about the code as it is.
///
/// `Tests/run defects` plants them and catches each; here it is only seen that they could be planted.
final class PlantedFaultTests: XCTestCase {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  func testEveryTextIsThereOnce() throws {
    for (file, faults) in Dictionary(grouping: PlantedFault.all, by: { $0.file }) {
      let text = try String(contentsOf: PlantedFaultTests.sources.appendingPathComponent(file), encoding: .utf8)
      XCTAssertEqual(faults.compactMap { $0.obstacle(in: text) }, [], file)
      // None overlaps another, or both could not be planted into one copy.
      var places = faults.compactMap { fault in
        fault.range(in: text).map { ($0.lowerBound, $0.upperBound) }
      }
      places.sort { $0.0 < $1.0 }
      for (first, second) in zip(places, places.dropFirst()) {
        XCTAssertLessThanOrEqual(first.1, second.0, "\(file): faults overlap")
      }
    }
  }

  func testEachGroupHasThree() {
    XCTAssertGreaterThanOrEqual(PlantedFault.all.count, 30)
    let counts = Dictionary(grouping: PlantedFault.all, by: { $0.group }).mapValues { $0.count }
    for group in PlantedFault.Group.allCases { XCTAssertGreaterThanOrEqual(counts[group] ?? 0, 3, "\(group)") }
    XCTAssertEqual(Set(PlantedFault.all.map { $0.sentence }).count, PlantedFault.all.count)
  }

  /// A text that has changed is noticed, and so is one that is there twice.
  func testWhatCannotBePlantedIsSaid() throws {
    let fault = try XCTUnwrap(PlantedFault.all.first)
    XCTAssertNil(fault.obstacle(in: "a\n\(fault.context)\nb"))
    XCTAssertNotNil(fault.obstacle(in: "a"))
    XCTAssertNotNil(fault.obstacle(in: fault.context + fault.context))
  }
}
