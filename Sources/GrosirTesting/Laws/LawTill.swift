package import GrosirCore
package import GrosirEngine

/// A tenant who sells shirts and caps of two factories from stock, and what can happen there, in few words.
package struct LawTill<Store: GrosirStore>: Sendable {
  package let engine: Engine<Store>
  package let tenant: TenantID

  package var store: Store { engine.store }

  /// What a unit of either costs.
  package static var price: Int64 { 10_000 }

  /// Whose stock it is, and where.
  package static var place: StockPlace { .platform }

  /// A till in a store, with so many of each in stock.
  package init(
    in store: Store, tenant: TenantID = TenantID(literal: "tenant"), shirts: Int, caps: Int
  ) async throws {
    engine = Engine(store)
    self.tenant = tenant
    for (product, factory, units) in [("shirt", "bandung", shirts), ("cap", "solo", caps)] {
      let draft = Product.Draft(
        id: product, factory: factory, sku: product, name: product, currency: "IDR", basePrice: Self.price,
        unitCost: 1, target: 10, variants: [Variant.Draft(id: product, sku: product, name: product, unitsPerBundle: 1)])
      _ = try await engine.execute(PutProduct(draft), in: context("put \(product)"))
      let stocked = AdjustStock(Self.key(product), by: units, because: .receipt)
      _ = try await engine.execute(stocked, in: context("stock \(product)"))
    }
  }

  /// The key of a product's stock.
  package static func key(_ product: String) -> StockKey { place.key(of: VariantID(unchecked: product)) }

  /// The context of a command whose identity is as given.
  package func context(_ command: String, at now: Instant = LawScene.start) -> Context {
    guard let id = CommandID(command) else { preconditionFailure("a law names its commands within the limits") }
    return Context(
      tenant: tenant, command: id, actor: ActorID(literal: "law"), now: now,
      seed: SeededGenerator.seed(ofText: command))
  }

  /// A command to go to the till with so many of each; the orders are the name's with `/1` and `/2`.
  package func cart(_ name: String, shirts: Int, caps: Int, buyer: String = "buyer") -> PlaceOrder {
    let lines = [("shirt", shirts), ("cap", caps)].filter { $0.1 > 0 }.map { product, units in
      PlaceOrder.Line(
        ProductID(unchecked: product), VariantID(unchecked: product), units: units, unitPrice: Self.price,
        soldBy: SellerID(literal: "seller"), from: Self.place)
    }
    let address = ShippingAddress.Draft(
      recipient: "Somebody", lines: ["A street"], postalCode: "13910", phone: "+6281234567890")
    return PlaceOrder(
      CheckoutID(unchecked: name), buyer: BuyerID(unchecked: buyer), lines: lines, to: address,
      total: Money(Self.price * Int64(shirts + caps), .idr))
  }

  /// A command that confirms the payment of so many units of an order.
  package func pay(_ order: String, units: Int) -> ConfirmOrderPayment {
    ConfirmOrderPayment(
      OrderID(unchecked: order), payment: PaymentReference(unchecked: "payment of \(order)"),
      amount: Money(Self.price * Int64(units), .idr))
  }

  /// An order and what is held for it, as they are kept.
  package func kept(_ order: String) async throws -> (order: Order?, reservation: Reservation?) {
    let id = OrderID(unchecked: order)
    let found = try await store.look(at: [.order(.order(id)), .stock(.reservation(.order(id)))], of: tenant)
    return (found.order(id), found.reservation(of: .order(id)))
  }

  /// How many units of a product are there, and how many of them are held.
  package func count(_ product: String) async throws -> StockCount? {
    let key = Self.key(product)
    return try await store.look(at: [.stock(.item(key))], of: tenant).stockItem(key)?.level.count
  }

  /// Why a command is refused, or nil if it is not.
  package func refusal<C: Command>(of command: C, in context: Context) async throws -> C.Refusal? {
    do throws(EngineError<C.Refusal>) {
      _ = try await engine.execute(command, in: context)
      return nil
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      return refusal
    }
  }
}
