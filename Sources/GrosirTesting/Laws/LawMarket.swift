package import GrosirCore
package import GrosirEngine

/// A tenant with two suppliers' stocks and resellers who list them, and what can happen there, in few words.
package struct LawMarket<Store: GrosirStore>: Sendable {
  package let engine: Engine<Store>
  package let tenant: TenantID

  package var store: Store { engine.store }

  /// A market in a store: of each supplier so many units of S and of M.
  package init(
    in store: Store, tenant: TenantID = TenantID(literal: "tenant"), suppliers: [String] = ["garut", "solo"], units: Int
  ) async throws {
    engine = Engine(store)
    self.tenant = tenant
    for supplier in suppliers {
      for size in ["S", "M"] { try await adjust(supplier, size, units, as: "receive \(supplier) \(size)") }
    }
  }

  /// The key of a supplier's stock.
  package func stock(_ supplier: String, _ size: String) -> StockKey {
    StockKey(
      owner: OwnerID(unchecked: supplier), location: LocationID(literal: "here"), variant: VariantID(unchecked: size))
  }

  /// The key of a reseller's listing.
  package func listing(_ reseller: String, _ size: String) -> ListingKey {
    ListingKey(SellerID(unchecked: reseller), VariantID(unchecked: size))
  }

  /// The context of a command whose identity is as given.
  package func context(_ command: String, at now: Instant = LawScene.start) -> Context {
    Context(
      tenant: tenant, command: CommandID(unchecked: command), actor: ActorID(literal: "law"), now: now,
      seed: SeededGenerator.seed(ofText: command))
  }

  /// Units come, or go if negative.
  package func adjust(
    _ supplier: String, _ size: String, _ units: Int, as name: String, at now: Instant = LawScene.start
  ) async throws {
    let command = AdjustStock(stock(supplier, size), by: units, because: .correction)
    _ = try await engine.execute(command, in: context(name, at: now))
  }

  /// A reseller lists a supplier's stock.
  package func put(_ reseller: String, _ supplier: String, _ size: String) async throws {
    let command = PutListing(by: SellerID(unchecked: reseller), of: stock(supplier, size))
    _ = try await engine.execute(command, in: context("\(reseller) lists \(supplier) \(size)"))
  }

  /// Listings follow; what was done, as `stocks listings −disabled +enabled left`.
  @discardableResult
  package func sync(
    _ scope: SyncScope = .everything, limit: Int = 1_000, as name: String, at now: Instant = LawScene.start
  ) async throws -> String {
    let done = try await engine.execute(SyncListings(scope, limit: limit), in: context(name, at: now))
    return "\(done.stocks) \(done.listings) −\(done.disabled) +\(done.enabled) \(done.left)"
  }

  /// What a listing shows: `5 sellable`, `5`, or nothing where there is none.
  package func shows(_ reseller: String, _ size: String) async throws -> String {
    guard let view = try await engine.listing(listing(reseller, size), of: tenant) else { return "" }
    return "\(view.syncedStock)" + (view.isSellable ? " sellable" : "")
  }

  /// The stocks of a scope that are out of step, as far as asked for, and how many there are: `garut/S solo/M of 3`.
  package func outOfStep(_ scope: SyncScope, limit: Int = 100) async throws -> String {
    let found = try await engine.listingsOutOfStep(scope, in: tenant, limit: limit)
    let names = found.stocks.map { "\($0.key.owner.text)/\($0.key.variant.text)" }
    return "\(names.joined(separator: " ")) of \(found.count)"
  }
}
