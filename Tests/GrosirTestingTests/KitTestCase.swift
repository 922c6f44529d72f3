import Foundation
import XCTest

/// A test of the kit that plants its own seeds and numbers of cases, and so cannot run under others.
class KitTestCase: XCTestCase {
  override func setUpWithError() throws {
    let environment = ProcessInfo.processInfo.environment
    for variable in ["GROSIR_SEED", "GROSIR_CASES"] {
      try XCTSkipIf(environment[variable] != nil, "\(variable) would override what this test plants")
    }
  }
}
