import GrosirCore
import XCTest

/// Joining, by SPEC §5.
final class JoinSessionTests: XCTestCase {
  private typealias Example = SessionExample

  func testAJoinHoldsUnitsAndAsksForPayment() throws {
    var example = try Example()
    let id = try example.join("ayu", ["S": 2, "M": 1], at: Example.hour(1))
    let participant = try XCTUnwrap(example.world.participants[id])
    XCTAssertEqual(participant.status, .awaitingPayment(until: Example.hour(25)))
    XCTAssertEqual(participant.total, Money(600_000, .idr))
    XCTAssertEqual(try example.session.tallies[0], Tally(ordered: 2, held: 2))
    XCTAssertEqual(try example.session.state, .forming)
    guard case .requestPayment(let request) = try XCTUnwrap(example.world.effects.first) else {
      return XCTFail("no payment request")
    }
    XCTAssertEqual(request.amount, Money(600_000, .idr))
    XCTAssertEqual(request.until, Example.hour(25))
  }

  /// "The hold lapses at min(now + `paymentWindow`, closesAt)".
  func testAHoldEndsWithTheSession() throws {
    var example = try Example()
    let early = try example.join("ayu", ["S": 1], at: Example.hour(144))
    let late = try example.join("budi", ["S": 1], at: Example.hour(145))
    XCTAssertEqual(example.world.participants[early]?.deadline, Example.hour(168))
    XCTAssertEqual(example.world.participants[late]?.deadline, Example.hour(168))
  }

  /// "opensAt ≤ now < closesAt".
  func testDeadlinesAreHalfOpen() throws {
    var example = try Example { $0.opensAt = Example.hour(10) }
    let command = example.joining("ayu", ["S": 1])
    XCTAssertEqual(
      try example.refusal(of: command, at: Example.before(10)), .notOpenYet(opensAt: Example.hour(10)))
    try example.join("ayu", ["S": 1], at: Example.hour(10))
    try example.join("ayu", ["S": 1], at: Example.before(168))
    XCTAssertEqual(
      try example.refusal(of: command, at: Example.hour(168)), .pastDeadline(closesAt: Example.hour(168)))
  }

  /// Every check, each with everything wrong that comes after it.
  func testChecksComeInTheirOrder() throws {
    var example = try Example {
      $0.opensAt = Example.hour(10)
      $0.conditions.maxOpenHoldsPerBuyer = 1
      $0.conditions.maxUnitsPerBuyer = 4
      $0.conditions.hasWaitingList = false
    }
    var wrong = example.joining("ayu", ["S": 9, "Z": 1], orWait: false, as: "p0")
    wrong.total = Money(1, .idr)
    wrong.session = SessionID(literal: "other")
    XCTAssertEqual(try example.refusal(of: wrong, at: Example.hour(0)), .unknownSession(wrong.session))
    wrong.session = Example.session
    XCTAssertEqual(try example.refusal(of: wrong, at: Example.hour(0)), .notOpenYet(opensAt: Example.hour(10)))
    try example.join("ayu", ["S": 1], at: Example.hour(11))
    XCTAssertEqual(try code(of: wrong, &example), "duplicateParticipant")
    wrong.participant = nil
    XCTAssertEqual(try code(of: wrong, &example), "invalid")
    wrong.lines.removeLast()
    XCTAssertEqual(
      try example.refusal(of: wrong, at: Example.hour(11)),
      .staleQuote(unitPrices: [200_000], total: Money(1_800_000, .idr)))
    wrong.total = Money(1_800_000, .idr)
    XCTAssertEqual(try example.refusal(of: wrong, at: Example.hour(11)), .tooManyOpenHolds(limit: 1))
    try example.pay(ParticipantID(literal: "p0"), at: Example.hour(11))
    XCTAssertEqual(try example.refusal(of: wrong, at: Example.hour(11)), .tooManyUnits(asked: 9, left: 3))
    wrong.buyer = BuyerID(literal: "budi")
    XCTAssertEqual(try example.refusal(of: wrong, at: Example.hour(11)), .tooManyUnits(asked: 9, left: 4))
    wrong = example.joining("budi", ["S": 3], orWait: true)
    XCTAssertEqual(try example.refusal(of: wrong, at: Example.hour(11)), .noWaitingList)
    wrong.ifLocked = .refuse
    guard case .notAcceptable(let reasons) = try example.refusal(of: wrong, at: Example.hour(11)) else {
      return XCTFail("not acceptable")
    }
    XCTAssertEqual(reasons.lines.map { $0.available }, [2])
    XCTAssertFalse(reasons.decision.isAccepted)
  }

  private func code(of command: JoinSession, _ example: inout Example) throws -> String {
    try example.refusal(of: command, at: Example.hour(11)).code
  }

  /// "Every line ≥ 1 unit of a known variant, no variant twice".
  func testEveryViolationOfALineIsListed() throws {
    var example = try Example()
    let command = example.joining("ayu", ["S": 0, "Z": 1, "M": 1, "M": 2])
    guard case .invalid(let violations) = try example.refusal(of: command, at: Example.hour(1)) else {
      return XCTFail("not invalid")
    }
    XCTAssertEqual(violations.map { $0.code }, [.outOfRange, .unknown, .duplicate])
    guard case .invalid = try example.refusal(of: example.joining("ayu", [:]), at: Example.hour(1)) else {
      return XCTFail("an empty basket")
    }
  }

  /// A stale price of one line, though the total is right.
  func testAStalePriceIsRefusedAndToldTheRightOne() throws {
    var example = try Example(product: { $0.variants[1].priceAdjustment = 5_000 })
    var command = example.joining("ayu", ["S": 1, "M": 1])
    command.total = Money(405_000, .idr)
    let right = SessionError.staleQuote(unitPrices: [200_000, 205_000], total: Money(405_000, .idr))
    XCTAssertEqual(try example.refusal(of: command, at: Example.hour(1)), right)
    command.lines[1].unitPrice = 205_000
    command.total = Money(405_000, Currency("USD") ?? .idr)
    XCTAssertEqual(try example.refusal(of: command, at: Example.hour(1)), right)
    command.total = Money(405_000, .idr)
    XCTAssertEqual(try example.accept(command, at: Example.hour(1)).total, Money(405_000, .idr))
  }

  /// "A buyer may join many times, within … `maxOpenHoldsPerBuyer` (default 3)"; a lapsed hold counts no more, at the
  /// instant at which it lapses.
  func testOpenHoldsAreLimited() throws {
    var example = try Example()
    for _ in 0..<3 { try example.join("ayu", ["S": 1], at: Example.hour(1)) }
    let fourth = example.joining("ayu", ["M": 1], as: "fourth")
    XCTAssertEqual(try example.refusal(of: fourth, at: Example.before(25)), .tooManyOpenHolds(limit: 3))
    try example.join("budi", ["M": 1], at: Example.hour(2))
    XCTAssertTrue(try example.world.run(fourth, at: Example.hour(25)).isAccepted)
  }

  /// Money that would not fit 64 bits is refused before anybody is asked for it.
  func testTooMuchMoneyIsRefused() throws {
    var example = try Example(product: { draft in
      draft.basePrice = 1_000_000_000_000
      draft.policy = .open
    })
    var command = example.joining("ayu", ["S": 9_000_000])
    command.lines[0].unitPrice = 1_000_000_000_000
    command.total = Money(9_000_000_000_000_000_000, .idr)
    _ = try example.accept(command, at: Example.hour(1))
    command.participant = nil
    XCTAssertEqual(try example.refusal(of: command, at: Example.hour(1)), .totalOutOfRange)
    command.lines[0].units = 10_000_000
    XCTAssertEqual(try example.refusal(of: command, at: Example.hour(1)), .totalOutOfRange)
  }

  /// More than 10⁹ units of a variant cannot be counted, however many are available; they can be waited for.
  func testWhatATallyCannotCountIsRefused() throws {
    var example = try Example(
      { $0.tiers = [Ladder.Draft.Tier(threshold: 1, price: 1)] },
      product: { draft in
        draft.basePrice = 1
        draft.policy = .open
      })
    var command = example.joining("ayu", ["S": Quantity.maximum])
    command.lines[0].unitPrice = 1
    command.total = Money(1_000_000_000, .idr)
    _ = try example.accept(command, at: Example.hour(1))
    command.participant = nil
    XCTAssertEqual(try example.refusal(of: command, at: Example.hour(1)).code, "notAcceptable")
    command.ifLocked = .wait(acceptPartial: false)
    XCTAssertEqual(try example.accept(command, at: Example.hour(1)).kind, .pledge(acceptsPartial: false))
  }
}
