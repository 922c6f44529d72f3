extension StockKey: Stored {
  /// From the three parts, among other fields.
  init(from fields: inout StoredFields) throws(StoredFault) {
    self.init(
      owner: try fields.take("owner"), location: try fields.take("location"), variant: try fields.take("variant"))
  }
}

extension StockLine: Stored {}
extension StockCount: Stored {}
extension ReservationHolder: Stored {}
extension ReleaseReason: StoredName {}
extension AdjustmentReason: StoredName {}

extension StockItem: Stored {
  /// The whole row, flat.
  package var stored: Record {
    let (count, limits) = (level.count, level.limits)
    return .fields([
      .init("owner", .text(key.owner.text)), .init("location", .text(key.location.text)),
      .init("variant", .text(key.variant.text)), .init("onHand", .integer(Int64(count.onHand))),
      .init("reserved", .integer(Int64(count.reserved))), .init("reorderPoint", limits.reorderPoint.record),
      .init("maximum", limits.maximum.record), .init("lastInstant", .instant(lastInstant)),
      .init("listings", (reflection?.listings).record), .init("syncedStock", (reflection?.syncedStock).record),
      .init("syncedAt", (reflection?.syncedAt).record), .init("lastDelay", (reflection?.lastDelay).record),
      .init("outOfStepSince", (reflection?.outOfStepSince).record),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let key = try StockKey(from: &fields)
    let count = StockCount(onHand: try fields.take("onHand"), reserved: try fields.take("reserved"))
    guard let count else {
      throw StoredFault(
        .inconsistent("0 ≤ reserved ≤ onHand ≤ \(Quantity.maximum) does not hold"), at: FieldPath("onHand"))
    }
    let limits = try StockLimits(from: &fields)
    let lastInstant: Instant = try fields.take("lastInstant")
    let reflection = try StockReflection(from: &fields, available: count.available)
    self.init(key, StockLevel(count, limits: limits), lastInstant: lastInstant, reflection: reflection)
    try fields.end()
  }
}

extension StockLimits {
  /// Both limits among other fields.
  init(from fields: inout StoredFields) throws(StoredFault) {
    let (reorderPoint, maximum): (Int?, Int?) = (try fields.take("reorderPoint"), try fields.take("maximum"))
    if reorderPoint == nil, maximum == nil {
      self = .none
      return
    }
    do throws(StockError) {
      try self.init(reorderPoint: reorderPoint, maximum: maximum)
    } catch {
      guard case .invalid(let violations) = error else { throw StoredFault(.malformed) }
      throw StoredFault(violations)
    }
  }
}

extension StockReflection {
  /// What listings show among other fields of their stock, or nil where none do.
  fileprivate init?(from fields: inout StoredFields, available: Int) throws(StoredFault) {
    let (listings, syncedStock): (Int?, Int?) = (try fields.take("listings"), try fields.take("syncedStock"))
    let (syncedAt, lastDelay): (Instant?, Timespan?) = (try fields.take("syncedAt"), try fields.take("lastDelay"))
    let since: Instant? = try fields.take("outOfStepSince")
    switch (listings, syncedStock, syncedAt, lastDelay) {
    case (nil, nil, nil, nil):
      try StoredFault.unless(since == nil, "outOfStepSince", "there are no listings")
      return nil
    case (let listings?, let syncedStock?, let syncedAt?, let lastDelay?):
      self.init(showing: syncedStock, at: syncedAt)
      (self.listings, self.lastDelay, outOfStepSince) = (listings, lastDelay, since)
      try StoredFault.unless(
        1...StockReflection.mostListings ~= listings, "listings", "they are 1 to \(StockReflection.mostListings)")
      try StoredFault.unless(0...Quantity.maximum ~= syncedStock, "syncedStock", "no stock has so many units")
      try StoredFault.unless(
        (since == nil) == (available == syncedStock), "outOfStepSince", "it is in step or not, by what is available")
    default: throw StoredFault(.inconsistent("listings show all of it or nothing"), at: FieldPath("listings"))
    }
  }
}

extension Reservation: Stored {
  /// The whole row.
  package var stored: Record {
    .fields([
      .init("order", holder.order.record), .init("session", holder.session.record), .init("lines", lines.record),
      .init("madeAt", .instant(life.madeAt)), .init("lastInstant", .instant(life.lastInstant)),
      .init("expiresAt", life.expiresAt.record), .init("state", .text(life.state.name)),
      .init("releaseReason", life.state.releaseReason.stored),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let holder = try ReservationHolder(from: &fields)
    let lines: [StockLine] = try fields.take("lines")
    let (madeAt, lastInstant): (Instant, Instant) = (try fields.take("madeAt"), try fields.take("lastInstant"))
    let (expiresAt, name): (Instant?, String) = (try fields.take("expiresAt"), try fields.take("state"))
    let reason: ReleaseReason? = try fields.take("releaseReason")
    try fields.end()
    guard let state = ReservationState(name, reason) else { throw StoredFault(.malformed, at: FieldPath("state")) }
    self.init(
      holder: holder, lines: lines,
      life: ReservationLife(madeAt: madeAt, lastInstant: lastInstant, expiresAt: expiresAt, state: state))
    try lines.checkStored(at: "lines")
    try StoredFault.unless(!lines.isEmpty || state != .reserved, "lines", "nothing is held")
    try StoredFault.unless(madeAt <= lastInstant, "lastInstant", "it is before the reservation was made")
  }
}

extension [StockLine] {
  /// Checks that each stock is there once, with one unit or more, and no more than can be counted.
  func checkStored(at name: String) throws(StoredFault) {
    for position in indices where !(1...Quantity.maximum ~= self[position].units) {
      throw StoredFault(.malformed, at: FieldPath(name).index(position).field("units"))
    }
    try StoredFault.unless(isDistinct { $0.key }, name, "a stock is there twice")
  }
}

extension ReservationHolder {
  fileprivate var order: OrderID? {
    guard case .order(let order) = self else { return nil }
    return order
  }

  fileprivate var session: SessionID? {
    guard case .session(let session) = self else { return nil }
    return session
  }

  /// The order or the session, among other fields.
  fileprivate init(from fields: inout StoredFields) throws(StoredFault) {
    let (order, session): (OrderID?, SessionID?) = (try fields.take("order"), try fields.take("session"))
    switch (order, session) {
    case (let order?, nil): self = .order(order)
    case (nil, let session?): self = .session(session)
    default: throw StoredFault(.inconsistent("units are held for an order or a session"), at: FieldPath("order"))
    }
  }
}

extension ReservationState {
  fileprivate var releaseReason: ReleaseReason? {
    guard case .released(let reason) = self else { return nil }
    return reason
  }

  fileprivate init?(_ name: String, _ reason: ReleaseReason?) {
    switch (name, reason) {
    case ("reserved", nil): self = .reserved
    case ("consumed", nil): self = .consumed
    case ("released", let reason?): self = .released(reason)
    default: return nil
    }
  }
}

extension StockCosts: Stored {
  /// The whole row: the units by what they cost, oldest first, in one currency.
  package var stored: Record {
    .fields([
      .init("owner", key.owner.record), .init("location", key.location.record), .init("variant", key.variant.record),
      .init("currency", layers.currency.stored), .init("layers", layers.layers.stored),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let key = try StockKey(from: &fields)
    let currency: Currency = try fields.take("currency")
    var layers = CostLayers(in: currency)
    let kept: [CostLayers.StoredLayer] = try fields.take("layers")
    try fields.end()
    for layer in kept {
      do throws(JournalError) {
        try layers.receive(layer.units, at: Money(layer.unitCost, currency))
      } catch {
        throw StoredFault(.inconsistent("its units or costs cannot be counted"), at: FieldPath("layers"))
      }
    }
    self.init(key, layers)
  }
}

extension CostLayers {
  /// Units that came at the same cost, in the currency of all.
  fileprivate struct StoredLayer: Stored {
    let units: Int
    let unitCost: Int64

    var stored: Record { ["units": units.record, "unitCost": unitCost.record] }

    init(stored: Record) throws(StoredFault) {
      var fields = try StoredFields(stored)
      units = try fields.takeCount("units")
      unitCost = try fields.take("unitCost")
      try fields.end()
      try StoredFault.unless(units > 0, "units", "what was used up is not kept")
    }
  }
}

extension [CostLayers.Layer] {
  fileprivate var stored: Record {
    .list(map { ["units": $0.units.record, "unitCost": $0.unitCost.amount.record] })
  }
}
