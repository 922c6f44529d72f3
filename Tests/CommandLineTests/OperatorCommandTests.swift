import Foundation
import GrosirJSON
import XCTest

/// `grosir explain` and `grosir reconcile` as operators meet them (SPEC §13).
final class OperatorCommandTests: XCTestCase {
  private static let folder = "Fixtures/scenarios"

  /// What help says that its document comes to, it comes to.
  func testHelpShowsWhatItsExampleSays() throws {
    for (name, words) in [
      ("explain", ["available", "rina/jakarta/M"]), ("history", ["stock", "rina/jakarta/M"]), ("reconcile", []),
    ] {
      let help = try Tool.run([name, "--help"]).output
      let lines = help.components(separatedBy: "\n")
      let start = try XCTUnwrap(lines.firstIndex { $0.hasPrefix("  {") })
      let document = lines[start...].prefix { !$0.isEmpty }.joined(separator: "\n")
      let shown = try XCTUnwrap(lines.firstIndex { $0.contains("and of it \"grosir \(name) --pretty") })
      let end = try XCTUnwrap(lines[shown...].firstIndex { $0.hasPrefix("exit status") })
      let output = lines[(shown + 2)..<(end - 1)].map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 }
      let result = try Tool.run([name, "--pretty"] + words, input: Data(document.utf8))
      XCTAssertEqual(result.status, 0, result.problem)
      XCTAssertEqual(output.joined(separator: "\n") + "\n", result.output, name)
    }
  }

  /// SPEC §9: what a wallet comes to, step by step, and who made each.
  func testAWallet() throws {
    let file = "\(OperatorCommandTests.folder)/withdrawals-and-payouts.json"
    let answer = try object(["explain", "balance", "wallet/ani", file])
    XCTAssertEqual(answer["kind"], "balance")
    XCTAssertEqual(answer["id"], "wallet/ani/IDR")
    XCTAssertEqual(
      [answer["counted"], answer["kept"], answer["agrees"]], [.integer(390_000), .integer(390_000), true])
    // 10 units at a refund of 65 000; 100 000 withdrawn on Tuesday, and 10 000 a week later; 150 000 are left of both.
    XCTAssertEqual(steps(answer, "change"), [.integer(500_000), .integer(-100_000), .integer(-10_000)])
  }

  /// The last steps are listed, and all are counted.
  func testAFewSteps() throws {
    let file = "\(OperatorCommandTests.folder)/a-retail-day.json"
    let all = try object(["explain", "available", "rina/jakarta/hoodie-m", file])
    XCTAssertEqual(steps(all, "change"), [8, -3, -5, 3, -3, 3, 1].map { .integer($0) })
    XCTAssertEqual(steps(all, "total"), [8, 5, 0, 3, 0, 3, 4].map { .integer($0) })
    XCTAssertEqual(steps(all, "by").last, .string("warehouse"))
    for count in 1...8 {
      let some = try object(["explain", "--steps", "\(count)", "available", "rina/jakarta/hoodie-m", file])
      XCTAssertEqual(steps(some, "total"), Array(steps(all, "total").suffix(count)))
      XCTAssertEqual(some["earlierSteps"], .integer(Int64(max(0, 7 - count))))
      let opening: [Int64] = [0, 8, 5, 0, 3, 0, 3, 4]
      XCTAssertEqual(some["opening"], .integer(opening[max(0, 7 - count)]))
      XCTAssertEqual(some["counted"], all["counted"])
    }
  }

  /// What has expired and nobody swept is a step of nobody's, at the instant at which it expired.
  func testWhatNobodyNoticedYet() throws {
    let file = "\(OperatorCommandTests.folder)/a-retail-day.json"
    for (until, reserved) in [("11:14", 1), ("11:15", 0)] {
      let answer = try object([
        "explain", "--until", "2026-03-02T\(until):00+07:00", "reserved", "rina/jakarta/hoodie-s", file,
      ])
      XCTAssertEqual([answer["counted"], answer["kept"]], [.integer(Int64(reserved)), .integer(Int64(reserved))])
      let last = try XCTUnwrap(steps(answer).last)
      XCTAssertEqual(last["number"] == .null, reserved == 0)
      XCTAssertEqual(last["by"] == .null, reserved == 0)
      XCTAssertEqual(last["at"], reserved == 0 ? "2026-03-02T04:15:00Z" : "2026-03-02T04:00:00Z")
    }
  }

  /// SPEC §3: why a variant is locked, with what was sold of every variant.
  func testWhatMayBeSold() throws {
    let file = "\(OperatorCommandTests.folder)/a-first-look.json"
    let answer = try object([
      "explain", "--until", "2026-03-02T11:30:00+07:00", "availability", "march/M", file,
    ])
    XCTAssertEqual([answer["counted"], answer["kept"]], [.integer(0), .integer(0)])
    guard case .object(let allocation)? = answer["allocation"] else { return XCTFail("no allocation") }
    XCTAssertEqual(allocation["maxAllowed"], .integer(10))
    XCTAssertEqual(allocation["constraint"], ["kind": "tolerance", "variant": "S"])
    guard case .string(let sentence)? = allocation["because"] else { return XCTFail("no sentence") }
    XCTAssertTrue(sentence.contains("once 2 more S are sold and paid"), sentence)
    let closed = try Tool.run(["explain", "--pretty", "availability", "march/S", file])
    XCTAssertTrue(closed.output.contains("The session is moq_reached: nothing more is sold."), closed.output)
  }

  /// What there is nothing of is told, with the names that are nearest.
  func testUnknownNumbers() throws {
    let file = "\(OperatorCommandTests.folder)/a-first-look.json"
    for (words, expected) in [
      (["availability", "march/X"], "the nearest are \"march/S\", \"march/M\""),
      (["balance", "wallet/anni"], "the nearest are \"wallet/ani/IDR\""),
      (["onHand", "a/b/c"], "there is none at all"),
      (["balance", "escrow/march/USD"], "the nearest are \"escrow/march/IDR\""), (["balance", "march"], "the nearest"),
      (["balance", String(repeating: "/", count: 100_000)], "the nearest"),
    ] {
      let result = try Tool.run(["explain"] + words + [file])
      XCTAssertEqual(result.status, 1, "\(words)")
      XCTAssertEqual(result.output, "")
      XCTAssertTrue(result.problem.contains("\"code\": \"unknown\""), result.problem)
      XCTAssertTrue(result.problem.replacingOccurrences(of: "\\\"", with: "\"").contains(expected), result.problem)
    }
  }

  /// Identities with a stroke in them are found all the same, and in which currency only where there are several.
  func testNamesWithStrokes() throws {
    let document = """
      {"start": "2026-03-02T09:00:00+07:00", "products": [], "steps": [
        {"at": "+0m", "adjustStock": {
          "owner": "a/b", "location": "c", "variant": "d/e", "units": 2, "reason": "receipt"}},
        {"at": "+0m", "adjustStock": {
          "owner": "a", "location": "b/c", "variant": "x", "units": 3, "reason": "receipt"}},
        {"at": "+0m", "adjustStock": {
          "owner": "a/b", "location": "c", "variant": "x", "units": 4, "reason": "receipt"}}]}
      """
    let found = try Tool.run(["explain", "onHand", "a/b/c/d/e"], input: Data(document.utf8))
    XCTAssertEqual(found.status, 0, found.problem)
    XCTAssertTrue(found.output.contains("\"counted\": 2,"), found.output)
    let several = try Tool.run(["explain", "onHand", "a/b/c/x"], input: Data(document.utf8))
    XCTAssertEqual(several.status, 1)
    XCTAssertTrue(several.problem.contains("may mean several"), several.problem)
  }

  /// Everything of every scenario agrees, and a step that did not end as expected is told all the same.
  func testEverythingAgrees() throws {
    let folder = Tool.repository.appendingPathComponent(OperatorCommandTests.folder).path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
      name.hasSuffix(".json") && !name.contains(".report.") && !name.contains(".schema.")
    }
    XCTAssertGreaterThan(names.count, 10)
    for name in names {
      let answer = try object(["reconcile", "\(OperatorCommandTests.folder)/\(name)"])
      XCTAssertEqual([answer["agrees"], answer["differenceCount"]], [true, .integer(0)], name)
      let pretty = try Tool.run(["reconcile", "--pretty", "\(OperatorCommandTests.folder)/\(name)"])
      XCTAssertTrue(pretty.output.contains("Everything agrees: "), pretty.output)
      for line in pretty.output.split(separator: "\n") { XCTAssertLessThanOrEqual(line.count, 100) }
    }
    let document = """
      {"start": "2026-03-02T09:00:00+07:00", "products": [], "steps": [
        {"at": "+0m", "adjustStock": {"owner": "a", "location": "c", "variant": "x", "units": 2, "reason": "receipt"},
         "expect": "insufficient"}]}
      """
    for words in [["reconcile"], ["explain", "onHand", "a/c/x"]] {
      let unmet = try Tool.run(words, input: Data(document.utf8))
      XCTAssertEqual(unmet.status, 1, "\(words)")
      XCTAssertTrue(unmet.problem.contains("unmetExpectation"), unmet.problem)
      XCTAssertTrue(unmet.output.contains("\"agrees\": true"), unmet.output)
    }
  }

  // MARK: Support

  private func object(_ arguments: [String]) throws -> JSONObject {
    let result = try Tool.run(arguments)
    XCTAssertEqual(result.status, 0, result.problem)
    guard case .object(let object) = try JSONValue(parsing: Array(result.output.utf8)) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return object
  }

  private func steps(_ answer: JSONObject) -> [JSONObject] {
    guard case .array(let steps)? = answer["steps"] else { return [] }
    return steps.compactMap { step in
      if case .object(let object) = step { object } else { nil }
    }
  }

  private func steps(_ answer: JSONObject, _ name: String) -> [JSONValue] { steps(answer).compactMap { $0[name] } }
}
