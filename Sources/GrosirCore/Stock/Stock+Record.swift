extension StockKey: Recordable {
  /// The three parts as fields, for records that have others besides.
  var fields: [Record.Field] {
    [.init("owner", owner.record), .init("location", location.record), .init("variant", variant.record)]
  }

  /// Owner, location and variant.
  public var record: Record { .fields(fields) }

  /// From owner, location and variant.
  public init?(record: Record) {
    guard let owner: OwnerID = record.field("owner"), let location: LocationID = record.field("location"),
      let variant: VariantID = record.field("variant")
    else { return nil }
    self.init(owner: owner, location: location, variant: variant)
  }
}

extension StockLine: Recordable {
  /// The key's parts, and the units.
  public var record: Record {
    .fields([
      .init("owner", .text(key.owner.text)), .init("location", .text(key.location.text)),
      .init("variant", .text(key.variant.text)), .init("units", .integer(Int64(units))),
    ])
  }

  /// From the key's parts, and the units.
  public init?(record: Record) {
    guard let key = StockKey(record: record), let units: Int = record.field("units") else { return nil }
    self.init(key, units)
  }
}

extension StockPlace: Recordable {
  /// Owner and location.
  public var record: Record { ["owner": owner.record, "location": location.record] }

  /// From owner and location.
  public init?(record: Record) {
    guard let owner: OwnerID = record.field("owner"), let location: LocationID = record.field("location") else {
      return nil
    }
    self.init(owner: owner, location: location)
  }
}

extension StockCount: Recordable {
  /// Both counts.
  public var record: Record { ["onHand": onHand.record, "reserved": reserved.record] }

  /// From both counts.
  public init?(record: Record) {
    guard let onHand: Int = record.field("onHand"), let reserved: Int = record.field("reserved") else { return nil }
    self.init(onHand: onHand, reserved: reserved)
  }
}

extension StockLimits: Recorded {
  /// Both limits.
  public var record: Record { ["reorderPoint": reorderPoint.record, "maximum": maximum.record] }
}

extension StockMovement: Recorded {
  /// Which stock, what it was and is, why, and on whose account.
  public var record: Record {
    .fields(
      key.fields + [
        .init("before", before.record), .init("after", after.record), .init("cause", .text(cause.name)),
        .init("reference", reference.record),
      ])
  }
}

extension StockReference: Recorded {
  /// The kind, and which one.
  public var record: Record {
    switch self {
    case .reservation(let holder): holder.record
    case .adjustment(let adjustment): ["adjustment": adjustment.record]
    }
  }
}

extension ReservationHolder: Recordable {
  /// The order or the session.
  public var record: Record {
    switch self {
    case .order(let order): ["order": order.record]
    case .session(let session): ["session": session.record]
    }
  }

  /// From the order or the session.
  public init?(record: Record) {
    if let order: OrderID = record.field("order") {
      self = .order(order)
    } else if let session: SessionID = record.field("session") {
      self = .session(session)
    } else {
      return nil
    }
  }
}

extension ReservationState: Recordable {
  /// Its name, and why it was released if it was.
  public var record: Record {
    guard case .released(let reason) = self else { return ["name": .text(name)] }
    return ["name": .text(name), "reason": .text(reason.rawValue)]
  }

  /// From its name, and why it was released.
  public init?(record: Record) {
    guard let name: String = record.field("name") else { return nil }
    switch name {
    case "reserved": self = .reserved
    case "consumed": self = .consumed
    case "released":
      guard let word: String = record.field("reason"), let reason = ReleaseReason(rawValue: word) else { return nil }
      self = .released(reason)
    default: return nil
    }
  }
}

extension Reservation: Recorded {
  /// For whom what is held, since when, until when, and what became of it.
  public var record: Record {
    [
      "holder": holder.record, "lines": lines.record, "madeAt": life.madeAt.record,
      "expiresAt": life.expiresAt.record, "state": life.state.record,
    ]
  }
}

extension ReservationOutcome: Recordable {
  /// Where it is now, and whether that is new.
  public var record: Record { ["state": state.record, "isNew": isNew.record] }

  /// From where it is now, and whether that is new.
  public init?(record: Record) {
    guard let state: ReservationState = record.field("state"), let isNew: Bool = record.field("isNew") else {
      return nil
    }
    self.init(state, isNew: isNew)
  }
}

extension ReservationRules: Recorded {
  /// Both spans.
  public var record: Record { ["timeToLive": timeToLive.record, "maxLifetime": maxLifetime.record] }
}

extension ReservationSpan: Recorded {
  /// The milliseconds it lasts, or a word.
  public var record: Record {
    switch self {
    case .standard: "standard"
    case .lasting(let time): time.record
    case .untilReleased: "untilReleased"
    }
  }
}
