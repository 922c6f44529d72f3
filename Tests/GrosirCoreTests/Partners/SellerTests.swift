import GrosirCore
import XCTest

/// SPEC §11: a seller registers, and sells while active.
final class SellerTests: XCTestCase {
  static let draft = SellerDetails.Draft(
    id: "rina", name: "Toko Rina", phone: "+6281234567890",
    bank: BankDetails.Draft(code: "BCA", account: "5550001111", holder: "Rina"))

  private let rina = SellerID(literal: "rina")
  private let reason = Reason("parcels were empty")

  func testAllThatIsWrongIsListed() throws {
    var example = try OrderExample()
    let bad = SellerDetails.Draft(
      id: "", name: " ", phone: "0812", bank: BankDetails.Draft(code: "b", account: "1", holder: "Al"))
    guard case .invalid(let violations)? = try example.refusal(of: RegisterSeller(bad), at: 0) else {
      return XCTFail("accepted")
    }
    XCTAssertEqual(
      violations.map { "\($0.path) \($0.code.rawValue)" },
      [
        "id malformed", "name malformed", "phone malformed", "bank.code malformed", "bank.account malformed",
        "bank.holder outOfRange",
      ])
  }

  func testARegistrationAndItsDetails() throws {
    var example = try OrderExample()
    let before = example.world.events.count
    let outcome = try example.accept(RegisterSeller(Self.draft), at: 1)
    XCTAssertEqual(outcome.record, SellerOutcome(record: outcome.record)?.record)
    XCTAssertEqual([outcome.seller.text, outcome.status.rawValue, "\(outcome.isNew)"], ["rina", "pending", "true"])
    XCTAssertEqual(example.world.sellerDetails[rina]?.draft, Self.draft)
    XCTAssertFalse(try example.accept(RegisterSeller(Self.draft), at: 2).isNew, "the same again")
    XCTAssertEqual(example.events(since: before), ["SELLER_REGISTERED"])
    // Nobody's name, number or account is in the log.
    for event in example.world.events.dropFirst(before) {
      for word in ["Toko", "+62", "5550001111"] { XCTAssertFalse("\(event.event)".contains(word)) }
    }
  }

  func testWhatIsPendingMayBeCorrected() throws {
    var example = try OrderExample()
    try example.accept(RegisterSeller(Self.draft), at: 1)
    var other = Self.draft
    other.bank.account = "5550002222"
    XCTAssertTrue(try example.accept(RegisterSeller(other), at: 2).isNew)
    XCTAssertEqual(example.world.sellerDetails[rina]?.bank.account, "5550002222")
    XCTAssertEqual(example.world.sellers[rina]?.registeredAt, OrderExample.at(1))
    try example.accept(ActivateSeller(rina), at: 3)
    XCTAssertEqual(try example.refusal(of: RegisterSeller(Self.draft), at: 4), .duplicateSeller(rina))
    XCTAssertEqual(try example.accept(RegisterSeller(other), at: 4).status, .active, "the same again")
    XCTAssertEqual(example.world.sellerDetails[rina]?.bank.account, "5550002222")
  }

  /// Every way from every status: what it becomes, and whether that is new.
  func testEveryWay() throws {
    let reason = try XCTUnwrap(reason)
    let ways: [(from: [String], activated: String, suspended: String)] = [
      ([], "active true", "suspended true"), (["activate"], "active false", "suspended true"),
      (["suspend"], "active true", "suspended false"), (["activate", "suspend"], "active true", "suspended false"),
      (["suspend", "activate"], "active false", "suspended true"),
    ]
    for way in ways {
      var example = try OrderExample()
      try example.accept(RegisterSeller(Self.draft), at: 1)
      for step in way.from {
        if step == "activate" {
          try example.accept(ActivateSeller(rina), at: 2)
        } else {
          try example.accept(SuspendSeller(rina, because: reason), at: 2)
        }
      }
      var other = example
      // By a clock that jumped back: it is dated no earlier than what came before.
      let activated = try example.accept(ActivateSeller(rina), at: 0)
      XCTAssertEqual("\(activated.status.rawValue) \(activated.isNew)", way.activated, "\(way.from)")
      let suspended = try other.accept(SuspendSeller(rina, because: reason), at: 3)
      XCTAssertEqual("\(suspended.status.rawValue) \(suspended.isNew)", way.suspended, "\(way.from)")
      XCTAssertEqual(other.world.sellers[rina]?.suspendedBecause, reason)
      XCTAssertEqual(example.world.sellers[rina]?.lastInstant, OrderExample.at(way.from.isEmpty ? 1 : 2))
      for example in [example, other] { try expectRowsOfEvents(in: example.world) }
    }
  }

  private func expectRowsOfEvents(in world: SessionWorld) throws {
    var rows = SellerRows()
    for dated in world.events {
      if case .seller(let seller, let event) = dated.event { rows.apply(event, to: seller, at: dated.instant) }
    }
    XCTAssertEqual(Array(rows.sellers.rows), Array(world.sellers.values))
    let instants = world.events.map { $0.instant }
    XCTAssertEqual(instants, instants.sorted(), "nothing is dated before what came before")
  }

  func testNobodyIsActivatedWhoDidNotRegister() throws {
    var example = try OrderExample()
    XCTAssertEqual(try example.refusal(of: ActivateSeller(rina), at: 1), .unknownSeller(rina))
    let suspend = SuspendSeller(rina, because: try XCTUnwrap(reason))
    XCTAssertEqual(try example.refusal(of: suspend, at: 1), .unknownSeller(rina))
  }

  // MARK: At the till

  /// Who has not registered sells; who has sells only while active, and every one of a cart who may not is named.
  func testOnlyWhoIsActiveSells() throws {
    var example = try OrderExample()
    let siti = SellerID(literal: "siti")
    let lines = [
      OrderExample.line("shirt-s", 1, 100_000, soldBy: rina), OrderExample.line("cap-0", 1, 30_000),
      OrderExample.line("shirt-m", 1, 100_000, soldBy: siti), OrderExample.line("shirt-m", 1, 100_000, soldBy: rina),
    ]
    try example.accept(OrderExample.checkout("unregistered", lines), at: 1)
    try example.accept(RegisterSeller(Self.draft), at: 2)
    let cart = OrderExample.checkout("c", lines)
    let pending = SellerStanding(seller: rina, status: .pending)
    XCTAssertEqual(try example.refusal(of: cart, at: 3), .sellersNotActive([pending]))
    try example.accept(ActivateSeller(rina), at: 4)
    var other = Self.draft
    other.id = "siti"
    try example.accept(RegisterSeller(other), at: 4)
    try example.accept(ActivateSeller(siti), at: 4)
    try example.accept(cart, at: 5)
    try example.accept(SuspendSeller(rina, because: try XCTUnwrap(reason)), at: 6)
    try example.accept(SuspendSeller(siti, because: try XCTUnwrap(reason)), at: 6)
    let both = [rina, siti].map { SellerStanding(seller: $0, status: .suspended) }
    XCTAssertEqual(try example.refusal(of: OrderExample.checkout("d", lines), at: 7), .sellersNotActive(both))
    // What was ordered before is paid and sent all the same.
    let order = OrderID(literal: "c/1")
    try example.pay(order, 200_000, at: 7)
    try example.accept(ShipOrder(order), at: 8)
    XCTAssertEqual(example.status(order), "shipped paid")
  }

  // MARK: Errors

  func testErrorsComeBackFromTheirRecordsAndSpeak() {
    let errors: [SellerError] = [
      .invalid([Violation(FieldPath("phone"), .malformed, "no number")]), .unknownSeller(rina), .duplicateSeller(rina),
    ]
    for error in errors { XCTAssertEqual(SellerError(record: error.record), error) }
    XCTAssertEqual(errors.map { $0.code }, ["invalid", "unknownSeller", "duplicateSeller"])
    XCTAssertEqual(
      errors.map { "\($0)" },
      [
        "phone: no number", "there is no seller rina; register them first",
        "the seller rina is registered with other details, and not pending any more",
      ])
    XCTAssertNil(SellerError(record: ["code": "unheardOf"]))
    XCTAssertNil(SellerError(record: ["code": "unknownSeller"]))
  }
}
