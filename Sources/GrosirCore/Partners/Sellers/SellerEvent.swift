/// Something that happened to a seller's registration (SPEC §11, §13): a fact, with all that is needed to tell from
/// events alone where it stands.
///
/// None of them says who the seller is: that is in ``SellerDetails``, which can be erased.
public enum SellerEvent: Sendable, Hashable {
  /// They registered, or corrected what they had said while nobody had looked at it.
  case registered
  /// An operator let them sell.
  case activated
  /// An operator stopped them, and why.
  case suspended(Reason)

  /// Its name: `SELLER_REGISTERED`.
  public var name: String {
    switch self {
    case .registered: "SELLER_REGISTERED"
    case .activated: "SELLER_ACTIVATED"
    case .suspended: "SELLER_SUSPENDED"
    }
  }
}

extension SellerEvent: Recorded {
  /// The event's own fields; its name and the seller stand beside them.
  public var record: Record {
    switch self {
    case .registered: ["status": SellerStatus.pending.record]
    case .activated: ["status": SellerStatus.active.record]
    case .suspended(let reason): ["status": SellerStatus.suspended.record, "reason": reason.record]
    }
  }
}

/// The registrations that a command needs, or all of them, and how events change them (SPEC §11, §13).
///
/// What is there is what its events make of nothing:
///
///     var rows = SellerRows()
///     for dated in events { rows.apply(dated.event, to: seller, at: dated.instant) }
public struct SellerRows: Sendable {
  /// The registrations, as far as they are here.
  public internal(set) var sellers = Shelf<SellerID, Seller>()

  /// Nothing.
  public init() {}

  /// Applies an event: the one place where registrations change.
  ///
  /// It never fails; an event of a seller who is not here is a defect, and traps, unless they register.
  ///
  /// - Complexity: O(1).
  package mutating func apply(_ event: SellerEvent, to id: SellerID, at instant: Instant) {
    let made: Seller? = event == .registered ? Seller(id, registeredAt: instant) : nil
    guard var seller = sellers[id] ?? made else { preconditionFailure("an event of a seller who is not here") }
    switch event {
    case .registered: seller.status = .pending
    case .activated: seller.status = .active
    case .suspended(let reason): (seller.status, seller.suspendedBecause) = (.suspended, reason)
    }
    seller.lastInstant = max(seller.lastInstant, instant)
    sellers.save(seller, as: id)
  }

  /// Adds the rows that events have changed.
  func appendChanged(to rows: inout [Row]) {
    sellers.forEachChanged { rows.append(.partner(.seller($0))) }
  }
}
