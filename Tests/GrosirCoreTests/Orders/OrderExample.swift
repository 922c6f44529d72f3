import GrosirCore
import GrosirTesting
import XCTest

/// A shop with stock of a shirt and a cap, of two factories: in S and M 10 shirts each, 5 caps.
struct OrderExample {
  static let ani = BuyerID(literal: "ani")
  static let budi = SellerID(literal: "budi")
  static let place = StockPlace(owner: OwnerID(literal: "budi"), location: LocationID(literal: "jakarta"))
  static let address = ShippingAddress.Draft(
    recipient: "Ani", lines: ["Jalan Melati 4", "Jakarta Timur"], postalCode: "13910", phone: "+6281234567890")

  var world = SessionWorld()
  var journal = Journal()

  /// Minutes after everything began.
  static func at(_ minutes: Int) -> Instant { Instant.epoch.adding(.minutes(Int32(minutes))) ?? .epoch }

  static func shirt() -> Product.Draft {
    Product.Draft(
      id: "shirt", factory: "bandung-1", sku: "SHIRT", name: "Shirt", currency: "IDR", basePrice: 100_000,
      unitCost: 60_000, target: 10,
      variants: [
        Variant.Draft(id: "shirt-s", sku: "SHIRT-S", name: "Small", unitsPerBundle: 2),
        Variant.Draft(id: "shirt-m", sku: "SHIRT-M", name: "Medium", priceAdjustment: 5_000, unitsPerBundle: 2),
      ])
  }

  static func cap() -> Product.Draft {
    Product.Draft(
      id: "cap", factory: "solo-2", sku: "CAP", name: "Cap", currency: "IDR", basePrice: 30_000, unitCost: 10_000,
      target: 10, variants: [Variant.Draft(id: "cap-0", sku: "CAP-0", name: "One size", unitsPerBundle: 2)])
  }

  static func key(_ variant: String) -> StockKey { place.key(of: VariantID(unchecked: variant)) }

  init() throws {
    try accept(PutProduct(Self.shirt()), at: 0)
    try accept(PutProduct(Self.cap()), at: 0)
    for (variant, units) in [("shirt-s", 10), ("shirt-m", 10), ("cap-0", 5)] {
      try accept(AdjustStock(Self.key(variant), by: units, because: .receipt), at: 0)
    }
  }

  // MARK: Commands

  /// Runs a command, and posts what its events moved.
  mutating func run<Given: Command>(
    _ command: Given, at instant: Instant
  ) throws -> Result<Given.Receipt, Given.Refusal> {
    let known = world.events.count
    let result = try world.run(command, at: instant)
    for event in world.events.dropFirst(known) {
      for entry in event.entries { try journal.post(entry) }
    }
    return result
  }

  @discardableResult
  mutating func accept<Given: Command>(_ command: Given, at minutes: Int) throws -> Given.Receipt {
    try run(command, at: Self.at(minutes)).get()
  }

  /// Why a command is refused; it has changed nothing then.
  mutating func refusal<Given: Command>(of command: Given, at minutes: Int) throws -> Given.Refusal? {
    let (orders, stock) = (world.orders, world.stock)
    let (events, effects) = (world.events.count, world.effects.count)
    guard case .failure(let refusal) = try run(command, at: Self.at(minutes)) else { return nil }
    XCTAssertEqual(world.orders, orders)
    XCTAssertEqual(world.stock, stock)
    XCTAssertEqual(world.events.count, events)
    XCTAssertEqual(world.effects.count, effects)
    return refusal
  }

  static func line(
    _ variant: String, _ units: Int, _ price: Int64, soldBy seller: SellerID = budi
  ) -> PlaceOrder.Line {
    let product = ProductID(unchecked: variant.split(separator: "-").first.map(String.init) ?? variant)
    return PlaceOrder.Line(
      product, VariantID(unchecked: variant), units: units, unitPrice: price, soldBy: seller, from: place)
  }

  /// A checkout whose total adds up.
  static func checkout(
    _ id: String, _ lines: [PlaceOrder.Line], discount: Int64 = 0, tax: Int64 = 0, shipping: Int64 = 0
  ) -> PlaceOrder {
    let goods = lines.reduce(Int64(0)) { $0 + Int64($1.units) * $1.unitPrice }
    return PlaceOrder(
      CheckoutID(unchecked: id), buyer: ani, lines: lines, to: address, discount: discount, tax: tax,
      shipping: shipping, total: Money(goods - discount + tax + shipping, .idr))
  }

  /// Orders so many small shirts at 100 000 each; the order's identity.
  @discardableResult
  mutating func order(_ id: String, shirts: Int = 2, at minutes: Int) throws -> OrderID {
    let command = Self.checkout(id, [Self.line("shirt-s", shirts, 100_000)])
    return try XCTUnwrap(accept(command, at: minutes).orders.first?.order)
  }

  static func paying(_ order: OrderID, _ amount: Int64, as reference: String) -> ConfirmOrderPayment {
    ConfirmOrderPayment(order, payment: PaymentReference(unchecked: reference), amount: Money(amount, .idr))
  }

  @discardableResult
  mutating func pay(
    _ order: OrderID, _ amount: Int64 = 200_000, as reference: String = "pay", at minutes: Int
  ) throws -> ConfirmOrderPayment.Receipt {
    try accept(Self.paying(order, amount, as: reference), at: minutes)
  }

  // MARK: What is there

  func status(_ order: OrderID) -> String {
    world.orders[order].map { "\($0.status.rawValue) \($0.paymentStatus.rawValue)" } ?? "unknown"
  }

  func reservation(_ order: OrderID) -> Reservation? { world.reservations[.order(order)] }

  func count(_ variant: String) -> String {
    let count = world.stock[Self.key(variant)]?.level.count ?? .zero
    return "\(count.onHand) \(count.reserved)"
  }

  func balance(_ account: Account) -> Int64 { journal.balance(of: account, in: .idr).amount }

  /// The names of what happened since so many events.
  func events(since count: Int) -> [String] { world.events.dropFirst(count).map { $0.event.name } }
}
