package import GrosirCore
package import GrosirEngine

/// A tenant's warehouse with stocks, and what can happen there, in few words.
package struct LawWarehouse<Store: GrosirStore>: Sendable {
  package let engine: Engine<Store>
  package let tenant: TenantID

  package var store: Store { engine.store }

  /// A warehouse in a store, with so many units of S and of M.
  package init(in store: Store, tenant: TenantID = TenantID(literal: "tenant"), units: Int) async throws {
    engine = Engine(store)
    self.tenant = tenant
    for size in ["S", "M"] {
      try await run(AdjustStock(key(size), by: units, because: .receipt), as: "receive \(size)")
    }
  }

  /// The key of a size's stock.
  package func key(_ size: String) -> StockKey { StockPlace.platform.key(of: VariantID(unchecked: size)) }

  /// The identity of an order.
  package func order(_ name: String) -> OrderID { OrderID(unchecked: name) }

  /// A command to reserve units of each size.
  package func reserve(
    _ name: String, _ lines: KeyValuePairs<String, Int>, lasting span: ReservationSpan = .standard
  ) -> ReserveStock {
    ReserveStock(order(name), lines.map { StockLine(key($0.key), $0.value) }, lasting: span)
  }

  /// The context of a command whose identity is as given.
  package func context(_ command: String, at now: Instant = LawScene.start) -> Context {
    Context(
      tenant: tenant, command: CommandID(unchecked: command), actor: ActorID(literal: "law"), now: now,
      seed: SeededGenerator.seed(ofText: command))
  }

  /// Gives a command that is to be accepted.
  @discardableResult
  package func run<C: Command>(
    _ command: C, as name: String, at now: Instant = LawScene.start
  ) async throws -> C.Receipt where C.Refusal == StockError {
    try await engine.execute(command, in: context(name, at: now))
  }

  /// Why a command is refused, or nil if it is not.
  package func refusal<C: Command>(
    of command: C, as name: String, at now: Instant = LawScene.start
  ) async throws -> StockError? where C.Refusal == StockError {
    do throws(EngineError<StockError>) {
      _ = try await engine.execute(command, in: context(name, at: now))
      return nil
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      return refusal
    }
  }

  /// The stock's row as it is kept, whatever has expired.
  package func keptItem(_ size: String) async throws -> StockItem? {
    try await store.look(at: [.stock(.item(key(size)))], of: tenant).stockItem(key(size))
  }

  /// The reservation's row as it is kept.
  package func keptReservation(of name: String) async throws -> Reservation? {
    let holder = ReservationHolder.order(order(name))
    return try await store.look(at: [.stock(.reservation(holder))], of: tenant).reservation(of: holder)
  }

  /// The names of the orders whose reservations are found.
  package func found(_ read: StockRead) async throws -> [String] {
    try await store.look(at: [.stock(read)], of: tenant).reservations(read).map { reservation in
      guard case .order(let order) = reservation.holder else { return "a session's" }
      return order.text
    }
  }

  /// Expects a count to be so many on hand and reserved.
  package func expectCount(_ size: String, _ onHand: Int, _ reserved: Int, _ what: String) async throws {
    let count = try await keptItem(size)?.level.count
    try expectEqual(count, StockCount(onHand: onHand, reserved: reserved), "the count of \(size) \(what)")
  }
}
