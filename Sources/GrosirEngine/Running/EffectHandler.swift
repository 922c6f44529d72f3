/// Does what commands ask of the outside: requests payments, sends refunds, tells buyers (SPEC §13).
///
/// An effect is delivered at least once. Pass its key on to whoever is asked, so that the second time does nothing;
/// what has no use for a key must be harmless twice.
public protocol EffectHandler: Sendable {
  /// Delivers an effect.
  ///
  /// It must come to an end before the lease does; see ``OutboxRelay``.
  func deliver(_ effect: LeasedEffect) async -> Delivery
}

/// How a delivery went.
public enum Delivery: Sendable, Hashable {
  /// It is done.
  case delivered
  /// It failed, and may work later.
  case failed(because: String)
  /// It will never work as it is; an operator must look at it.
  case rejected(because: String)
}
