import Foundation
import XCTest

/// What nobody would write into a scenario, and somebody will.
final class ReplayExtremesTests: XCTestCase {
  /// Money that goes back at once may be any amount, any number of times.
  func testMoneyThatTogetherDoesNotFit64Bits() throws {
    let amount = Int64.max
    let result = try run(
      #"""
      {"at": "+1h", "joinSession": {"participant": "a", "basket": {"S": 1}}},
      {"at": "+1h", "confirmPayment": {"participant": "a", "payment": "one", "amount": \#(amount)}},
      {"at": "+1h", "confirmPayment": {"participant": "a", "payment": "two", "amount": \#(amount)}}
      """#)
    XCTAssertEqual(result.status, 0, result.problem)
    XCTAssertTrue(result.output.contains("\"addsUp\": true"))
    let both = UInt64(amount) * 2
    XCTAssertTrue(result.output.contains("\"in\": \(both),"), "what the gateway and the escrow received")
  }

  /// A scenario may name its commands as the tool names those that have no name.
  func testCommandsMayHaveAnyName() throws {
    let names = (0..<6).flatMap { ["due/\($0)", "due/\($0)~0", "step/\($0)", "step/\($0)/paid"] } + ["product/shirt"]
    let joins = names.enumerated().map { place, name in
      #"""
      {"at": "+1h", "command": "\#(name)", "expect": "accepted",
       "joinSession": {"participant": "p\#(place)", "basket": {"S": 2}, "paid": true}},
      {"at": "+1h", "expect": "accepted",
       "joinSession": {"participant": "q\#(place)", "basket": {"S": 2}, "paid": true}}
      """#
    }
    let result = try run(joins.joined(separator: ",\n"))
    XCTAssertEqual(result.status, 0, result.problem)
    XCTAssertFalse(result.output.contains("conflict"))
    XCTAssertTrue(result.output.contains("\"realUnits\": \(names.count * 4),"), "everybody has paid")
  }

  /// A session shorter than the window before its deadline is announced when it is there, not before.
  func testAShortSessionIsAnnouncedWhenItIsThere() throws {
    let result = try run("", closesAt: "+5m", "--pretty")
    XCTAssertEqual(result.status, 0, result.problem)
    let times = result.output.split(separator: "\n").compactMap { line in
      line.contains("  engine  ") || line.contains("  operator  ") ? line.prefix(7).suffix(5) : nil
    }
    XCTAssertEqual(times, ["09:00", "09:00", "09:00", "09:05"])
  }

  /// Runs steps in a session of shirts, S and M, whose price falls with the first tier.
  private func run(_ steps: String, closesAt: String = "+2d", _ options: String...) throws -> Tool.Result {
    let create = """
      {"at": "+0m",
       "createSession": {"session": "s", "closesAt": "\(closesAt)", "tiers": [{"threshold": 1, "price": 9}]}}
      """
    let scenario = """
      {"start": "2026-03-02T09:00:00+07:00",
       "products": [{"id": "shirt", "basePrice": 10, "target": 1000,
                     "variants": [{"id": "S", "unitsPerBundle": 1}, {"id": "M", "unitsPerBundle": 1}]}],
       "steps": [\(([create] + (steps.isEmpty ? [] : [steps])).joined(separator: ",\n"))]}
      """
    return try Tool.run(["replay"] + options, input: Data(scenario.utf8))
  }
}
