/// What happens to a variant's tally, in units.
public enum TallyChange: Sendable, Hashable {
  /// Units were ordered and wait for payment.
  case held(Int)
  /// Held units were paid for.
  case paid(Int)
  /// Held units lapsed, or their buyer left before paying.
  case lapsed(Int)
  /// The buyer of paid units left, or the payment was reversed.
  case departed(Int)
  /// So many warehouse units are set aside from now on, in place of those before.
  case setAside(Int)
}
