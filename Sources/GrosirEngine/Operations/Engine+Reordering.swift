public import GrosirCore

/// What is to be ordered again of a product, and why (SPEC §7, reorder).
public struct Reordering: Sendable, Hashable {
  /// Of which product.
  public let product: ProductID
  /// For whose stock, and where.
  public let place: StockPlace
  /// Where each variant stands, in product order.
  public let positions: [ReorderPosition]
  /// How many bundles to order; nil if no variant is low.
  public let proposal: ReorderProposal?
}

extension Engine {
  /// How many whole bundles of a product to order so that none of its variants stays low, or nil if there is no such
  /// product (SPEC §7).
  ///
  /// A variant's position is what is available, and what is to come, less paid demand for which nothing is reserved:
  ///
  /// - To come is what is outstanding on purchase orders that were sent and have not ended, whatever the factory has
  ///   said since; a draft is nothing that comes.
  /// - Demand is what sessions that succeeded have sold and is not there yet; of one whose fulfilment has not begun,
  ///   what is not set aside for it. What an open session has sold is none yet: should it succeed, it takes from stock
  ///   or orders bundles of its own.
  ///
  /// A variant is low at the reorder point of its stock; where nobody has set one there, at the product's.
  ///
  ///     // 4/4/4 to a bundle, reorder at 4; of 8/8/8, five M are sold:
  ///     try await engine.reordering(of: product, in: tenant, at: now)?.proposal?.bundles    // 1
  ///
  /// - Parameters:
  ///   - product: Of what.
  ///   - place: For whose stock, and where.
  ///   - tenant: Whose everything is.
  ///   - now: When; what has expired by then counts as released.
  /// - Throws: ``StoreError/limitReached(_:)`` where units are more than can be counted.
  /// - Complexity: O(e) in all events of the tenant, of which a page is held in memory, and one look for each purchase
  ///   order and session.
  public func reordering(
    of product: ProductID, for place: StockPlace = .platform, in tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> Reordering? {
    guard let found = try await self.product(product, of: tenant) else { return nil }
    let (orders, sessions) = try await concerned(by: product, place, in: tenant)
    var inbound: [VariantID: Int] = [:]
    for number in orders {
      guard let order = try await purchaseOrder(number, of: tenant), order.status != .draft else { continue }
      for line in order.outstanding { inbound[line.variant, default: 0] += line.units }
    }
    var demand: [VariantID: Int] = [:]
    for session in sessions {
      guard let kept = try await store.look(at: [.session(session)], of: tenant).session(session) else { continue }
      for line in kept.unreservedDemand { demand[line.variant, default: 0] += line.units }
    }
    var positions: [ReorderPosition] = []
    for variant in found.variants {
      let level = try await stock(of: place.key(of: variant.id), in: tenant, at: now)?.level
      positions.append(
        ReorderPosition(
          variant.id, unitsPerBundle: variant.unitsPerBundle,
          reorderPoint: level?.limits.reorderPoint ?? variant.reorderPoint, available: level?.count.available ?? 0,
          inbound: inbound[variant.id] ?? 0, unreservedDemand: demand[variant.id] ?? 0))
    }
    do throws(StockError) {
      return Reordering(
        product: product, place: place, positions: positions, proposal: try ReorderProposal(for: positions))
    } catch {
      throw .limitReached("\(error)")
    }
  }

  /// The purchase orders and sessions that bring units of a product to a place, or take some from there.
  private func concerned(
    by product: ProductID, _ place: StockPlace, in tenant: TenantID
  ) async throws(StoreError) -> (orders: [PurchaseOrderNumber], sessions: [SessionID]) {
    var orders: [PurchaseOrderNumber] = []
    var sessions: [SessionID] = []
    try await read(nil, of: tenant, after: 0) { logged in
      switch logged.dated.event {
      case .purchaseOrder(let number, _, .placed(let order)):
        if order.product == product, order.destination == place { orders.append(number) }
      case .session(let session, .created(let plan, _, _)):
        if plan.product == product, plan.warehouse == place { sessions.append(session) }
      default: break
      }
    }
    return (orders, sessions)
  }
}

extension GroupSession {
  /// Paid demand for which nothing is reserved yet.
  fileprivate var unreservedDemand: [VariantUnits] {
    switch state {
    case .moqReached:
      (settlement?.demand ?? []).map { line in
        let setAside = composition.position(of: line.variant).map { tallies[$0].onHand } ?? 0
        return VariantUnits(line.variant, max(0, line.units - setAside))
      }
    case .pendingStock: fulfilment?.missing ?? []
    case .forming, .active, .stockReceived, .success, .failed, .cancelled: []
    }
  }
}

extension Reordering: Recorded {
  /// The positions, and what to order.
  public var record: Record {
    [
      "product": product.record, "place": place.record, "positions": positions.record,
      "bundles": (proposal?.bundles ?? 0).record, "low": (proposal?.low ?? []).record,
      "units": (proposal?.units ?? []).record,
    ]
  }
}

extension ReorderPosition: Recorded {
  /// Everything.
  public var record: Record {
    [
      "variant": variant.record, "unitsPerBundle": unitsPerBundle.record, "reorderPoint": reorderPoint.record,
      "available": available.record, "inbound": inbound.record, "unreservedDemand": unreservedDemand.record,
    ]
  }
}

extension ReorderProposal.Low: Recorded {
  /// Where it stands, and what lifts it.
  public var record: Record {
    ["variant": variant.record, "position": position.record, "bundles": bundles.record]
  }
}
