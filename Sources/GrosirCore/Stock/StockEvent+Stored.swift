extension StockEvent {
  /// All of the event's own fields; its name stands beside them.
  var storedData: Record {
    switch self {
    case .limitsSet(let key, let limits):
      .fields(
        key.fields + [.init("reorderPoint", limits.reorderPoint.record), .init("maximum", limits.maximum.record)])
    case .adjusted(let movement): movement.stored
    case .extended(let reservation): reservation.stored
    case .valued, .sold, .writtenOff:
      // Of these nothing is left out where they are shown.
      record
    case .listing(let event): event.storedData
    case .reserved(let reservation, let movements), .consumed(let reservation, let movements),
      .released(let reservation, let movements):
      .fields([.init("reservation", reservation.stored), .init("movements", movements.stored)])
    }
  }

  /// The event of a name, from its own fields.
  init(named name: String, stored: Record) throws(StoredFault) {
    if let event = try ListingEvent(named: name, stored) {
      self = .listing(event)
      return
    }
    switch name {
    case "INVENTORY_ADJUSTED":
      self = .adjusted(try StockMovement(stored: stored))
      return
    case "RESERVATION_EXTENDED":
      self = .extended(try Reservation(stored: stored))
      return
    default: break
    }
    var fields = try StoredFields(stored)
    switch name {
    case "INVENTORY_LIMITS_SET":
      self = .limitsSet(try StockKey(from: &fields), try StockLimits(from: &fields))
    case "INVENTORY_VALUED":
      let key = try StockKey(from: &fields)
      let units = try fields.takeCount("units", upTo: Quantity.maximum)
      self = .valued(key, units: units, at: try fields.take("unitCost"))
    case "INVENTORY_SOLD": self = .sold(try fields.take("holder"), try fields.take("units"))
    case "INVENTORY_WRITTEN_OFF": self = .writtenOff(try fields.take("adjustment"), try fields.take("units"))
    case "INVENTORY_RESERVED": self = .reserved(try fields.take("reservation"), try fields.take("movements"))
    case "INVENTORY_CONSUMED": self = .consumed(try fields.take("reservation"), try fields.take("movements"))
    case "INVENTORY_RELEASED": self = .released(try fields.take("reservation"), try fields.take("movements"))
    default: throw StoredFault(.unknown)
    }
    try fields.end()
  }
}

extension CostedUnits: Stored {
  /// From the key's parts, the units and their cost.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    key = try StockKey(from: &fields)
    units = try fields.takeCount("units", upTo: Quantity.maximum)
    cost = try fields.take("cost")
    try fields.end()
    try StoredFault.unless(!cost.isNegative, "cost", "it is negative")
  }
}

extension StockMovement: Stored {
  /// Which stock, what it was and is, why, on whose account, and when.
  package var stored: Record {
    .fields([
      .init("owner", .text(key.owner.text)), .init("location", .text(key.location.text)),
      .init("variant", .text(key.variant.text)), .init("before", before.record), .init("after", after.record),
      .init("cause", .text(cause.name)), .init("reference", reference.record), .init("at", .instant(instant)),
    ])
  }

  /// From all of that.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let key = try StockKey(from: &fields)
    let (before, after): (StockCount, StockCount) = (try fields.take("before"), try fields.take("after"))
    let (cause, reference): (StockCause, StockReference) = (try fields.take("cause"), try fields.take("reference"))
    self.init(
      key: key, before: before, after: after, cause: cause, reference: reference, instant: try fields.take("at"))
    try fields.end()
  }
}

extension StockCause: Stored {
  /// Its name on the wire, which no other has.
  package var stored: Record { .text(name) }

  /// From its name on the wire.
  package init(stored: Record) throws(StoredFault) {
    guard case .text(let word) = stored else { throw StoredFault(.malformed) }
    if word == "reserved" {
      self = .reserved
    } else if word == "consumed" {
      self = .consumed
    } else if let reason = ReleaseReason(rawValue: word) {
      self = .released(reason)
    } else if let reason = AdjustmentReason(rawValue: word) {
      self = .adjusted(reason)
    } else {
      throw StoredFault(.malformed)
    }
  }
}

extension StockReference: Stored {
  /// From the kind, and which one.
  package init(stored: Record) throws(StoredFault) {
    if let holder = ReservationHolder(record: stored) {
      self = .reservation(holder)
    } else if let adjustment: AdjustmentID = stored.field("adjustment") {
      self = .adjustment(adjustment)
    } else {
      throw StoredFault(.malformed)
    }
  }
}
