/// Where a reservation is in its life: `reserved`, then `consumed` or `released` (SPEC §7).
public enum ReservationState: Sendable, Hashable {
  /// Its units are held.
  case reserved
  /// Its units went out.
  case consumed
  /// Its units are free again.
  case released(ReleaseReason)

  /// The state's name on the wire.
  public var name: String {
    switch self {
    case .reserved: "reserved"
    case .consumed: "consumed"
    case .released: "released"
    }
  }
}

/// Why reserved units became free again; the raw values are part of the wire format.
public enum ReleaseReason: String, Sendable, Hashable, CaseIterable, BitwiseCopyable {
  /// Whoever ordered does not want them any more.
  case cancelled
  /// The payment did not go through.
  case paymentFailed = "payment_failed"
  /// The reservation's time was over.
  case expired
}

/// What can be done with a reservation once it is made.
public enum ReservationAction: String, Sendable, Hashable, CaseIterable {
  /// Its units go out.
  case consume
  /// Its units become free.
  case release
  /// It lasts longer.
  case extend
  /// It lasts until it is consumed or released: its order was paid.
  case secure
}
