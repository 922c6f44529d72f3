import GrosirCore
import XCTest

/// The order of a participant whose session succeeded (SPEC §6, §12).
final class GroupOrderTests: XCTestCase {
  private let product = ProductID(literal: "shirt")

  private func order(
    _ participant: ParticipantID, in example: SessionExample, soldBy seller: OrderSeller = .warehouse
  ) throws -> Order? {
    Order(
      OrderID(literal: "O"), of: try XCTUnwrap(example.world.participants[participant]), in: try example.session,
      product: try XCTUnwrap(example.world.products[product]), soldBy: seller, at: SessionExample.hour(200))
  }

  func testItCostsWhatTheParticipantFinallyOwes() throws {
    var example = try SessionExample(product: { $0.variants[1].priceAdjustment = 5_000 })
    let command = JoinSession(
      SessionExample.session, participant: ParticipantID(literal: "p"), buyer: BuyerID(literal: "ani"),
      lines: [
        .init(VariantID(literal: "S"), units: 3, unitPrice: 200_000),
        .init(VariantID(literal: "M"), units: 2, unitPrice: 205_000),
      ], total: Money(1_010_000, .idr))
    let id = try example.accept(command, at: SessionExample.hour(1)).participant
    try example.pay(id, at: SessionExample.hour(1))
    XCTAssertNil(try order(id, in: example), "before the session has closed there is none")
    _ = try example.accept(CloseSession(SessionExample.session), at: SessionExample.hour(168))
    let found = try XCTUnwrap(try order(id, in: example, soldBy: .factory(FactoryID(literal: "bandung-1"))))
    XCTAssertEqual(found.status, .paid)
    XCTAssertEqual(found.paymentStatus, .paid)
    XCTAssertNil(found.payBefore)
    XCTAssertEqual(found.buyer.text, "ani")
    XCTAssertEqual(found.origin, .participant(id, of: SessionExample.session))
    XCTAssertEqual(
      found.lines.map { "\($0.variant.text) \($0.units) \($0.unitPrice.amount)" }, ["S 3 200000", "M 2 205000"])
    XCTAssertEqual(found.lines.map { $0.priceAdjustment.amount }, [0, 5_000])
    XCTAssertEqual(found.lines.map { $0.sku?.text }, ["TSHIRT-S", "TSHIRT-M"])
    // At 25 %, by the platform's fill, a unit costs 150 000: 5 · 50 000 were credited.
    XCTAssertEqual(found.amounts.goods.amount, 1_010_000)
    XCTAssertEqual(found.amounts.discount.amount, 250_000)
    XCTAssertEqual(found.amounts.total.amount, 760_000)
    XCTAssertEqual(example.world.participants[id]?.credited.amount, found.amounts.discount.amount)
    XCTAssertTrue(found.lines.allSatisfy { $0.stock == nil })
  }

  func testWhoWasNotServedHasNone() throws {
    var example = try SessionExample()
    let stays = try example.buy("ani", ["S": 3], at: SessionExample.hour(1))
    let leaves = try example.buy("budi", ["M": 3], at: SessionExample.hour(1))
    _ = try example.accept(LeaveSession(SessionExample.session, participant: leaves), at: SessionExample.hour(2))
    _ = try example.accept(CloseSession(SessionExample.session), at: SessionExample.hour(168))
    XCTAssertNotNil(try order(stays, in: example))
    XCTAssertNil(try order(leaves, in: example))
  }

  /// A variant that a later version of the product does not have keeps its identity for a name.
  func testALaterVersionOfTheProduct() throws {
    var example = try SessionExample()
    let id = try example.buy("ani", ["S": 3], at: SessionExample.hour(1))
    _ = try example.accept(CloseSession(SessionExample.session), at: SessionExample.hour(168))
    var draft = SessionExample.product
    draft.variants.removeFirst()
    try example.put(draft, at: SessionExample.hour(169))
    let line = try XCTUnwrap(try order(id, in: example)?.lines.first)
    XCTAssertEqual(line.variantName, "S")
    XCTAssertNil(line.sku)
    XCTAssertEqual(line.version, 2)
  }

  /// It ships and is tracked like another; its money and its units are its session's.
  func testItsMoneyIsItsSessions() throws {
    var example = try SessionExample()
    let id = try example.buy("ani", ["S": 3], at: SessionExample.hour(1))
    _ = try example.accept(CloseSession(SessionExample.session), at: SessionExample.hour(168))
    let made = try XCTUnwrap(try order(id, in: example))
    let session = OrderError.belongsToSession(SessionExample.session)
    var world = OrderWorldWithOneOrder(made)
    XCTAssertEqual(try world.refusal(of: CancelOrder(made.id)), session)
    let money = ConfirmOrderPayment(
      made.id, payment: PaymentReference(literal: "again"), amount: made.amounts.total)
    XCTAssertEqual(try world.accept(money).returned, .alreadyPaid)
    XCTAssertTrue(try world.accept(BookShipment(made.id)).isNew)
    XCTAssertTrue(try world.accept(ShipOrder(made.id)).isNew)
    let reason = try XCTUnwrap(Reason("torn"))
    XCTAssertEqual(
      try world.refusal(of: RefundOrder(made.id, amount: Money(1, .idr), because: reason)), session)
    let delivered = TrackingEvent(.delivered, at: SessionExample.hour(201))
    XCTAssertEqual(try world.accept(RecordTracking(made.id, delivered)).status, .delivered)
    XCTAssertTrue(world.events.allSatisfy { if case .order = $0.event { true } else { false } })
  }
}

/// A store that has one order and nothing else.
private struct OrderWorldWithOneOrder {
  private var rows: [Read: Row] = [:]
  private(set) var events: [DatedEvent] = []

  init(_ order: Order) { rows[.order(.order(order.id))] = .order(.order(order)) }

  mutating func accept<Given: Command>(_ command: Given) throws -> Given.Receipt { try run(command).get() }

  mutating func refusal<Given: Command>(of command: Given) throws -> Given.Refusal? {
    if case .failure(let refusal) = try run(command) { refusal } else { nil }
  }

  private mutating func run<Given: Command>(_ command: Given) throws -> Result<Given.Receipt, Given.Refusal> {
    let context = Context(
      tenant: TenantID(literal: "grosir"), command: CommandID(literal: "command"), actor: ActorID(literal: "tester"),
      now: SessionExample.hour(200), seed: 1)
    var set = WorkingSet()
    for read in command.reads(in: context) { set.bring(read, rows[read].map { .row($0) } ?? .nothing) }
    var changes = Changes(in: context)
    do throws(Interruption<Given.Refusal>) {
      let receipt = try command.decide(from: set, in: context, into: &changes)
      events += changes.events
      for row in changes.rows { if case .order(.order(let order)) = row { rows[.order(.order(order.id))] = row } }
      return .success(receipt)
    } catch .refused(let refusal) {
      return .failure(refusal)
    } catch {
      throw ExpectedRefusal(receipt: "\(error)")
    }
  }
}
