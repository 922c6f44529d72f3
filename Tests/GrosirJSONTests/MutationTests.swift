import GrosirCore
import GrosirJSON
import GrosirTesting
import XCTest

/// SPEC §14, §15: whatever arrives, the answer is a result or a problem document, never a trap.
///
/// The worked examples are spoiled, mostly in their structure so that many of them still mean something, and taken the
/// whole way from bytes to an answer that is parsed again. Where they reach a decision, it keeps the laws of the
/// specification, whatever the numbers.
final class MutationTests: XCTestCase {
  func testEveryMutationOfAFixtureIsAnsweredOrRefused() throws {
    let fixtures = try Tool.answering.flatMap { try Fixture.all(of: $0) }
    let trees = try fixtures.map { MutableDocument(try JSONValue(parsing: $0.input)) }
    let report = try checkProperty(
      "a mutated document is answered or refused", cases: 30_000,
      minimumShares: ["parsed": 0.5, "read": 0.2, "decided": 0.1, "refused basket": 0.005, "settled": 0.02]
    ) { choices in
      let position = choices.integer(in: 0...(fixtures.count - 1))
      let tool = choices.chance(1, in: 40) ? choices.element(of: Tool.answering) : fixtures[position].tool
      var tree = trees[position]
      if choices.boolean() {
        choices.steps(1...6) { tree = tree.gentlyMutated($0) }
      } else {
        choices.steps(1...3) { tree = tree.mutated($0, donor: $0.element(of: trees)) }
      }
      var bytes = Array(tree.text.utf8)
      if choices.chance(1, in: 6) { Self.flip(&bytes, choices) }
      choices.note("\(tool): \(String(decoding: bytes, as: UTF8.self))")
      try Self.check(bytes, tool, choices)
    }
    print(report)
  }

  /// One to three bytes replaced, cut out or put in.
  static func flip(_ bytes: inout [UInt8], _ choices: Choices) {
    choices.steps(1...3) { choices in
      let position = choices.integer(in: 0...bytes.count)
      let byte = choices.boolean() ? choices.integer(in: 0...255) : choices.element(of: Array("{}[]\",:\\-.0e ".utf8))
      switch choices.integer(in: 0...2) {
      case 0 where position < bytes.count: bytes[position] = byte
      case 1 where position < bytes.count: bytes.remove(at: position)
      default: bytes.insert(byte, at: position)
      }
    }
  }

  private static func check(_ bytes: [UInt8], _ tool: Tool, _ choices: Choices) throws {
    guard let document = try? JSONValue(parsing: bytes) else { return try checkRefusal(of: bytes, tool) }
    choices.count("parsed")
    let answer: JSONValue
    switch tool {
    case .availability:
      guard let request = try? DocumentReader().read(document, as: .object(AvailabilityRequest.self)) else {
        return try checkRefusal(of: bytes, tool)
      }
      choices.count("read")
      guard let result = try? AvailabilityAnswer(to: request) else { return try checkRefusal(of: bytes, tool) }
      answer = result.json
      try AvailabilityLaws(document: document, answer: answer).check(choices)
    case .settle:
      guard let request = try? DocumentReader().read(document, as: .object(SettlementRequest.self)) else {
        return try checkRefusal(of: bytes, tool)
      }
      choices.count("read")
      guard let result = try? SettlementAnswer(to: request) else { return try checkRefusal(of: bytes, tool) }
      answer = result.json
      try SettlementLaws(document: document, answer: answer).check(choices)
    // Scenarios are spoiled and run in a test of their own.
    case .replay: return
    }
    choices.count("decided")
    for layout in JSONValue.Layout.allCases {
      try expect(JSONValue(parsing: answer.printedBytes(layout)) == answer, "what is printed is what is parsed again")
    }
    try expect(tool.output(for: bytes) == answer.printedBytes(.indented) + [0x0A], "same bytes in, same bytes out")
  }

  /// A refusal says what is wrong, as a document that can be read, and says it again the next time.
  private static func checkRefusal(of bytes: [UInt8], _ tool: Tool) throws {
    let found = violations { () throws(InvalidDocument) in try tool.answer(to: bytes) }
    try expect(!found.isEmpty, "refused without a violation")
    let problem = ProblemDocument(InvalidDocument(found)).json
    try expect(JSONValue(parsing: problem.printedBytes(.indented)) == problem, "the problem is what is parsed again")
    let again = violations { () throws(InvalidDocument) in try tool.answer(to: bytes) }
    try expectEqual(again, found, "refused alike each time")
  }
}

// MARK: - Laws

/// What every answer about availability keeps to (SPEC §3.1, §15).
private struct AvailabilityLaws {
  let document: JSONValue
  let answer: JSONValue

  func check(_ choices: Choices) throws {
    let asked = document["variants"]?.elements ?? []
    let variants = answer["variants"]?.elements ?? []
    try expectEqual(variants.map { $0["id"] }, asked.map { $0["id"] }, "the variants in their order")
    let bundles = try number(answer["bundlesNeeded"])
    let unitsInBundle = try asked.reduce(0) { try $0 + number($1["unitsPerBundle"]) }
    try expectEqual(try number(answer["producedUnits"]), bundles * unitsInBundle, "produced units")
    let excess = try variants.reduce(0) { try $0 + number($1["excess"]) }
    try expectEqual(try number(answer["excessUnits"]), excess, "excess in all")
    for (variant, asked) in zip(variants, asked) { try check(variant, asked) }
    try expect((document["basket"] == nil) == (answer["basket"] == nil), "a basket is answered when it is asked about")
    if let basket = answer["basket"] { try check(basket, variants, bundles: bundles, choices) }
  }

  private func number(_ value: JSONValue?) throws(ExpectationFailure) -> Int128 {
    guard let integer = value?.integer else { throw ExpectationFailure("a number is missing") }
    return Int128(integer)
  }

  private func check(_ variant: JSONValue, _ asked: JSONValue) throws {
    let ordered = try number(variant["ordered"])
    try expectEqual(ordered, Int128(asked["ordered"]?.integer ?? 0), "ordered")
    try expect(try number(variant["excess"]) >= 0, "negative excess")
    let allowed = variant["maxAllowed"]?.integer
    let available = variant["available"]?.integer
    try expectEqual(available.map { Int128($0) }, allowed.map { max(0, Int128($0) - ordered) }, "available")
    try expectEqual(variant["isLocked"], .bool(available == 0), "isLocked")
    let unlock = variant["unlock"]?.elements ?? []
    let kind = variant["constraint"]?["kind"]
    try expectEqual(kind == "unlimited", allowed == nil, "unlimited")
    try expectEqual(unlock.isEmpty, kind != "tolerance", "an unlock hint exactly where a tolerance binds")
    for entry in unlock {
      try expect(try number(entry["units"]) >= 1 && entry["variant"] != variant["id"], "an entry of the unlock hint")
    }
    try expect(variant["constraint"]?["variant"] != variant["id"], "nothing binds itself")
  }

  private func check(_ basket: JSONValue, _ variants: [JSONValue], bundles: Int128, _ choices: Choices) throws {
    let isAccepted = basket["accepted"] == true
    choices.count(isAccepted ? "accepted basket" : "refused basket")
    try expectEqual(basket["violations"]?.elements.isEmpty, isAccepted, "violations exactly when refused")
    try expect(try number(basket["bundlesNeeded"]) >= bundles, "a basket never lowers the bundles needed")
    guard case .object(let lines)? = document["basket"], lines.members.count == 1 else { return }
    // SPEC §3.1: available(v) is the largest order of v alone.
    let variant = variants.first { $0["id"] == .string(lines.members[0].name) }
    let fits = variant?["available"]?.integer.map { $0 >= lines.members[0].value.integer ?? 0 } ?? true
    try expectEqual(isAccepted, fits, "an order of one variant")
  }
}

/// What every settlement keeps to (SPEC §4, §5, §15).
private struct SettlementLaws {
  let document: JSONValue
  let answer: JSONValue

  func check(_ choices: Choices) throws {
    let isSuccess = answer["outcome"] == "success"
    choices.count(isSuccess ? "settled" : "failed")
    let lines = answer["participants"]?.elements ?? []
    let purchases = document["participants"]?.elements ?? []
    try expectEqual(lines.map { $0["id"] }, purchases.map { $0["id"] }, "the lines in their order")
    for (line, purchase) in zip(lines, purchases) { try check(line, purchase, isSuccess) }
    let totals = answer["totals"]
    try expectEqual(number(totals?["paid"]), lines.reduce(0) { $0 + number($1["paid"]) }, "paid in all")
    try expectEqual(number(totals?["owed"]), lines.reduce(0) { $0 + number($1["owed"]) }, "owed in all")
    try expectEqual(number(totals?["refunded"]), lines.reduce(0) { $0 + number($1["refund"]) }, "refunded in all")
    let paidUnits = purchases.reduce(0) { $0 + ($1["paid"] == true ? number($1["units"]) : 0) }
    try expectEqual(number(answer["realUnits"]), paidUnits, "real units")
    try expect(number(answer["platformFill"]) >= 0, "negative fill")
    try expectEqual(answer["tier"] == .null, !isSuccess, "a tier exactly on success")
    try expectEqual(answer["unitPrice"] == .null, !isSuccess, "a price exactly on success")
  }

  private func number(_ value: JSONValue?) -> Int128 { Int128(value?.integer ?? -1) }

  private func check(_ line: JSONValue, _ purchase: JSONValue, _ isSuccess: Bool) throws {
    let (paid, owed, refund) = (number(line["paid"]), number(line["owed"]), number(line["refund"]))
    try expect(paid >= 0 && owed >= 0 && refund >= 0, "negative money")
    try expectEqual(paid, owed + refund, "paid = owed + refunded")
    guard purchase["paid"] == true else { return try expectEqual(paid, 0, "not paid") }
    let units = number(purchase["units"])
    let adjustment = Int128(purchase["priceAdjustment"]?.integer ?? 0)
    try expectEqual(paid, (number(document["basePrice"]) + adjustment) * units, "paid")
    try expectEqual(owed, isSuccess ? (number(answer["unitPrice"]) + adjustment) * units : 0, "owed")
  }
}
