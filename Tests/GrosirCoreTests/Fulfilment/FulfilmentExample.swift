import GrosirCore
import GrosirTesting
import XCTest

/// The session of SPEC §3.1's example, closed: M 40, L 25, S 20, XL 5 sold of 3/3/3/3, at the tier of 75 %.
///
/// Everybody paid 200 000 a unit and owes 120 000. A unit costs 60 000, shipping 150 000.
struct FulfilmentExample {
  typealias Hour = SessionExample

  static let session = SessionExample.session
  static let number = PurchaseOrderNumber(literal: "PO-1")
  static let factory = FactoryID(literal: "bandung-1")
  static let place = StockPlace.platform

  var example: SessionExample
  var journal = Journal()
  private var posted = 0

  /// Closes the session, where the warehouse has so much of each variant.
  init(
    selling: Selling = .consignment, demand: KeyValuePairs<String, Int> = ["M": 40, "L": 25, "S": 20, "XL": 5],
    stock: [String: Int] = [:], setAside: [VariantUnits] = [], hasFactory: Bool = true
  ) throws {
    example = try SessionExample(stock: 0, withStock: stock) { creation in
      creation.selling = selling
      creation.openingStock = setAside
      creation.conditions.maxOpenHoldsPerBuyer = 100
      creation.tiers = [(2_500, 150_000), (5_000, 135_000), (7_500, 120_000), (10_000, 105_000)].map {
        Ladder.Draft.Tier(threshold: $0.0, price: $0.1)
      }
    } product: { product in
      product.unitCost = 60_000
      product.expectedCompletion = .days(20)
      for place in product.variants.indices { product.variants[place].tolerance = nil }
    }
    if hasFactory { try configure() }
    for (variant, units) in demand { try example.buy("buyer-\(variant)", [variant: units], at: Hour.hour(1)) }
    _ = try run(CloseSession(Self.session), at: 168)
  }

  mutating func configure() throws {
    _ = try run(PutFactory(Self.factoryDraft), at: 1)
    _ = try run(
      PutLocation(Location.Draft(id: "warehouse", name: "Gudang", address: "Jl. Merdeka 1", postalCode: "40111")),
      at: 1)
  }

  static var factoryDraft: Factory.Draft {
    Factory.Draft(
      id: factory.text, name: "Pabrik Bandung", phone: "+6281234567890",
      bank: BankDetails.Draft(code: "BCA", account: "12345678", holder: "Pabrik"), postalCode: "40111")
  }

  // MARK: Commands

  /// Runs a command that must be accepted, and posts what its events moved.
  @discardableResult
  mutating func run<Given: Command>(_ command: Given, at hour: Int) throws -> Given.Receipt {
    let receipt = try example.accept(command, at: Hour.hour(hour))
    try post()
    return receipt
  }

  mutating func refusal<Given: Command>(of command: Given, at hour: Int = 200) throws -> Given.Refusal {
    try example.refusal(of: command, at: Hour.hour(hour))
  }

  private mutating func post() throws {
    for dated in example.world.events.dropFirst(posted) {
      for entry in dated.entries { try journal.post(entry) }
    }
    posted = example.world.events.count
  }

  @discardableResult
  mutating func fulfil(shippingCost: Int64 = 150_000, at hour: Int = 169) throws -> FulfilSession.Receipt {
    try run(FulfilSession(Self.session, number: Self.number, shippingCost: shippingCost), at: hour)
  }

  @discardableResult
  mutating func receive(
    _ goods: ReceiveGoods.Goods, damaged: [VariantUnits] = [], as receipt: String = "R-1",
    for number: PurchaseOrderNumber = Self.number, at hour: Int = 300
  ) throws -> ReceiveGoods.Receipt {
    try run(ReceiveGoods(number, receipt: ReceiptID(unchecked: receipt), goods, damaged: damaged), at: hour)
  }

  @discardableResult
  mutating func mark(
    _ mark: MarkPurchaseOrder.Mark, _ number: PurchaseOrderNumber = Self.number, at hour: Int = 200
  ) throws -> MarkPurchaseOrder.Receipt {
    try run(MarkPurchaseOrder(number, mark), at: hour)
  }

  mutating func cancel(at hour: Int = 400) throws {
    try run(CancelSession(Self.session, because: XCTUnwrap(Reason("no cloth"))), at: hour)
  }

  // MARK: What is there

  var row: GroupSession {
    get throws { try example.session }
  }

  var state: SessionState {
    get throws { try row.state }
  }

  /// On hand and reserved of each variant in the warehouse.
  var counts: [String: [Int]] {
    var counts: [String: [Int]] = [:]
    for item in example.world.stock.values where item.level.count != .zero {
      counts[item.key.variant.text] = [item.level.count.onHand, item.level.count.reserved]
    }
    return counts
  }

  /// The balances that are not zero, by what the accounts are called; buyers' wallets and the gateway left out.
  var balances: [String: Int64] {
    Dictionary(
      uniqueKeysWithValues: journal.balances.filter {
        !$0.balance.isZero && $0.account.name != "wallet" && $0.account != .gateway
      }.map { ("\($0.account)", $0.balance.amount) })
  }

  func order(_ number: PurchaseOrderNumber = Self.number) throws -> PurchaseOrder {
    try XCTUnwrap(example.world.purchaseOrders[number])
  }

  /// What the platform's units in stock had cost.
  var costOfStock: Int64 { example.world.costs.values.reduce(0) { $0 + $1.layers.cost.amount } }

  var notices: [FactoryNotice] {
    example.world.effects.compactMap { if case .notifyFactory(let notice) = $0 { notice } else { nil } }
  }

  func units(_ lines: KeyValuePairs<String, Int>) -> [VariantUnits] {
    lines.map { VariantUnits(VariantID(unchecked: $0.key), $0.value) }
  }
}
