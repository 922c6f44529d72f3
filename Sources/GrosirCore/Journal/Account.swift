/// Where money is, or for whom (SPEC §9).
public enum Account: Sendable, Hashable {
  /// With the payment provider.
  case gateway
  /// Paid by the buyers of a session, and nobody's yet.
  case escrow(SessionID)
  /// A buyer's wallet.
  case wallet(BuyerID)
  /// Borne by the platform until a dispute with a buyer's bank is settled.
  case disputes

  /// Its kind, on the wire.
  public var name: String {
    switch self {
    case .gateway: "gateway"
    case .escrow: "escrow"
    case .wallet: "wallet"
    case .disputes: "disputes"
    }
  }
}

/// Money that went from one account to another: −amount there, +amount here (SPEC §9).
public struct Movement: Sendable, Hashable {
  /// Where it came from.
  public let source: Account
  /// Where it went.
  public let target: Account
  /// How much; not negative.
  public let amount: Money
}
