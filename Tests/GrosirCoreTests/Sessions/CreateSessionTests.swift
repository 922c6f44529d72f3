import GrosirCore
import XCTest

/// Creating a session, by SPEC §5.
final class CreateSessionTests: XCTestCase {
  private typealias Example = SessionExample

  private func world() throws -> SessionWorld {
    var world = SessionWorld()
    _ = try world.run(PutProduct(Example.product), at: Example.hour(0)).get()
    return world
  }

  func testASessionIsCreated() throws {
    var world = try world()
    world.stockUp(9, of: "M", at: Example.hour(0))
    var creation = Example.creation
    creation.closesAt = nil
    creation.openingStock = [VariantUnits(VariantID(literal: "M"), 4)]
    let receipt = try world.run(creation, at: Example.hour(0)).get()
    let session = try XCTUnwrap(world.sessions[receipt.session])
    XCTAssertEqual(receipt.closesAt, Example.hour(168), "the product's sessions last so long")
    XCTAssertEqual(session.plan.terms.target, 100)
    XCTAssertEqual(session.plan.terms.guarantee, .standard)
    XCTAssertEqual(session.plan.conditions, SessionConditions())
    XCTAssertEqual(session.tallies[1].onHand, 4)
    XCTAssertEqual(session.state, .forming)
    XCTAssertEqual(
      world.events.map { $0.event.name },
      ["PRODUCT_REVISED", "SESSION_CREATED", "INVENTORY_RESERVED", "STOCK_SET_ASIDE"])
    let key = StockPlace.platform.key(of: VariantID(literal: "M"))
    XCTAssertEqual(world.stock[key]?.level.count, StockCount(onHand: 9, reserved: 4))
    XCTAssertEqual(world.reservations[.session(receipt.session)]?.lines, [StockLine(key, 4)])
    XCTAssertNil(world.reservations[.session(receipt.session)]?.life.expiresAt)
  }

  /// "A session may take the warehouse's free units as onHand"; "with `useFreeStock` it takes all that is free".
  ///
  /// What a checkout holds is not free, until it has expired.
  func testFreeStockIsTaken() throws {
    var world = try world()
    let (medium, large) = (VariantID(literal: "M"), VariantID(literal: "L"))
    world.stockUp(9, of: "M", at: Example.hour(0))
    world.stockUp(5, of: "L", at: Example.hour(0))
    let place = StockPlace.platform
    for (order, variant) in [("short", medium), ("long", large)] {
      let span = ReservationSpan.lasting(order == "short" ? .minutes(15) : .minutes(60))
      let reserve = ReserveStock(OrderID(unchecked: order), [StockLine(place.key(of: variant), 2)], lasting: span)
      _ = try world.run(reserve, at: Example.hour(0)).get()
    }
    var creation = Example.creation
    let later = try XCTUnwrap(Example.hour(0).adding(.minutes(15)))
    creation.openingStock = [VariantUnits(large, 4)]
    let short = [StockError.Shortage(key: place.key(of: large), asked: 4, available: 3)]
    for usesFreeStock in [false, true] {
      creation.conditions.useFreeStock = usesFreeStock
      XCTAssertEqual(try refusal(of: creation, &world, at: later), .insufficientStock(short))
    }
    creation.openingStock = []
    let session = try world.run(creation, at: later).get().session
    XCTAssertEqual((0..<4).map { world.sessions[session]?.tallies[$0].onHand }, [0, 9, 3, 0])
    XCTAssertEqual(world.reservations[.order(OrderID(literal: "short"))]?.life.state, .released(.expired))
    XCTAssertEqual(world.stock[place.key(of: large)]?.level.count, StockCount(onHand: 5, reserved: 5))
  }

  func testWhatIsTakenAlready() throws {
    var world = try world()
    _ = try world.run(Example.creation, at: Example.hour(0)).get()
    var creation = Example.creation
    creation.product = ProductID(literal: "unknown")
    XCTAssertEqual(try refusal(of: creation, &world), .unknownProduct(creation.product))
    creation.product = Example.creation.product
    XCTAssertEqual(try refusal(of: creation, &world), .duplicateSession(Example.session))
    creation.session = nil
    XCTAssertEqual(try refusal(of: creation, &world), .duplicateCode(creation.code))
    creation.code = SessionCode(literal: "OTHER")
    XCTAssertNotEqual(try world.run(creation, at: Example.hour(0)).get().session, Example.session)
  }

  /// Each violation by itself.
  func testEveryViolation() throws {
    let changes: [(String, (inout CreateSession) -> Void)] = [
      (
        "closesAt inconsistent",
        { command in
          command.opensAt = Example.hour(2)
          command.closesAt = Example.hour(2)
        }
      ),
      (
        "closesAt outOfRange",
        { command in
          command.opensAt = Example.hour(-9)
          command.closesAt = Example.hour(0)
        }
      ),
      (
        "closesAt outOfRange",
        { command in
          command.opensAt = .latest
          command.closesAt = nil
        }
      ),
      ("nearExpiryWindow outOfRange", { $0.conditions.nearExpiryWindow = .milliseconds(-1) }),
      ("paymentWindow outOfRange", { $0.conditions.paymentWindow = .zero }),
      ("maxUnitsPerBuyer outOfRange", { $0.conditions.maxUnitsPerBuyer = 0 }),
      ("maxUnitsPerBuyer outOfRange", { $0.conditions.maxUnitsPerBuyer = Quantity.maximum + 1 }),
      ("maxOpenHoldsPerBuyer outOfRange", { $0.conditions.maxOpenHoldsPerBuyer = 0 }),
      ("target outOfRange", { $0.target = 1 }),
      ("target outOfRange", { $0.target = Quantity.maximum + 1 }),
      ("tiers missing", { $0.tiers = [] }),
      ("tiers[1].threshold inconsistent", { $0.tiers[1].threshold = 2_500 }),
      ("tiers[0].price inconsistent", { $0.tiers[0].price = 200_001 }),
      ("tiers[3].price outOfRange", { $0.tiers[3].price = 0 }),
      ("openingStock.S outOfRange", { $0.openingStock = [VariantUnits(VariantID(literal: "S"), 0)] }),
      ("openingStock.Z unknown", { $0.openingStock = [VariantUnits(VariantID(literal: "Z"), 1)] }),
    ]
    for (expected, change) in changes {
      var creation = Example.creation
      change(&creation)
      XCTAssertEqual(try violations(of: creation), [expected])
    }
  }

  /// All of them at once.
  func testEveryViolationIsListed() throws {
    var creation = Example.creation
    creation.closesAt = creation.opensAt
    creation.conditions = SessionConditions(
      nearExpiryWindow: .milliseconds(-1), paymentWindow: .zero, maxUnitsPerBuyer: 0, maxOpenHoldsPerBuyer: 0)
    creation.openingStock = [VariantUnits(VariantID(literal: "Z"), 1)]
    creation.target = 1
    XCTAssertEqual(
      try violations(of: creation),
      [
        "closesAt inconsistent", "closesAt outOfRange", "nearExpiryWindow outOfRange", "paymentWindow outOfRange",
        "maxUnitsPerBuyer outOfRange", "maxOpenHoldsPerBuyer outOfRange", "openingStock.Z unknown",
        "target outOfRange",
      ])
    creation.tiers = []
    XCTAssertTrue(try violations(of: creation).contains("target outOfRange"), "beside a ladder that is wrong, too")
  }

  /// "`closesAt` after … now": at exactly now it is too late.
  func testTheLastMomentToCreate() throws {
    var world = try world()
    guard case .failure = try world.run(Example.creation, at: Example.hour(168)) else { return XCTFail("too late") }
    XCTAssertTrue(try world.run(Example.creation, at: Example.before(168)).isAccepted)
  }

  private func violations(of creation: CreateSession) throws -> [String] {
    var world = try world()
    guard case .invalid(let violations) = try refusal(of: creation, &world) else { return [] }
    XCTAssertTrue(world.sessions.isEmpty)
    return violations.map { "\($0.path) \($0.code.rawValue)" }
  }

  private func refusal(
    of creation: CreateSession, _ world: inout SessionWorld, at instant: Instant = Example.hour(0)
  ) throws -> SessionError? {
    guard case .failure(let error) = try world.run(creation, at: instant) else { return nil }
    return error
  }
}
