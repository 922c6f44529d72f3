/// Where money is, for whom, or what it was spent on (SPEC §9).
///
/// X → Y posts −amount to X and +amount to Y, so every account's balance has the sign of its ``side``: what is owed or
/// earned is positive, what is owned or spent is negative, and all of them together are zero.
public enum Account: Sendable, Hashable {
  /// With the payment provider.
  case gateway
  /// Paid by the buyers of a session, and nobody's yet.
  case escrow(SessionID)
  /// A buyer's wallet; never negative.
  case wallet(BuyerID)
  /// Owed to a factory.
  case factoryPayable(FactoryID)
  /// Owed to a seller.
  case sellerPayable(SellerID)
  /// Earned by the platform's warehouse with goods of its own.
  case sales
  /// The platform's goods, at what they cost.
  case inventory
  /// What the goods that were sold had cost, and their shipping.
  case costOfGoods
  /// What goods that came damaged had cost, or were lost.
  case writeOffs
  /// Earned by the platform with its share of what others sell.
  case platformFees
  /// On its way out of wallets.
  case withdrawals
  /// Borne by the platform until a dispute with a buyer's bank is settled.
  case disputes
  /// The platform's own money.
  case bank

  /// Its kind, on the wire.
  public var name: String {
    switch self {
    case .gateway: "gateway"
    case .escrow: "escrow"
    case .wallet: "wallet"
    case .factoryPayable: "factoryPayable"
    case .sellerPayable: "sellerPayable"
    case .sales: "sales"
    case .inventory: "inventory"
    case .costOfGoods: "costOfGoods"
    case .writeOffs: "writeOffs"
    case .platformFees: "platformFees"
    case .withdrawals: "withdrawals"
    case .disputes: "disputes"
    case .bank: "bank"
    }
  }

  /// Whose it is: the text of the session's, buyer's, factory's or seller's identity; nil for the platform's own.
  public var owner: String? {
    switch self {
    case .escrow(let session): session.text
    case .wallet(let buyer): buyer.text
    case .factoryPayable(let factory): factory.text
    case .sellerPayable(let seller): seller.text
    case .gateway, .sales, .inventory, .costOfGoods, .writeOffs, .platformFees, .withdrawals, .disputes, .bank: nil
    }
  }

  /// What a balance on it means, and with which sign (SPEC §9).
  public enum Side: Sendable, Hashable, CaseIterable {
    /// Owed to others or earned: its balance is usually positive.
    case owedOrEarned
    /// Owned or spent: its balance is usually negative.
    case ownedOrSpent
  }

  /// What a balance on it means.
  public var side: Side {
    switch self {
    case .escrow, .wallet, .factoryPayable, .sellerPayable, .withdrawals, .platformFees, .sales: .owedOrEarned
    case .gateway, .bank, .inventory, .costOfGoods, .writeOffs, .disputes: .ownedOrSpent
    }
  }

  /// Whether its balance may be below zero at all; a wallet's may not.
  public var mayBeNegative: Bool {
    if case .wallet = self { return false }
    return true
  }
}

extension Account: Comparable {
  /// The order in which SPEC §9 lists the kinds; within one, byte order of the owners' identities.
  public static func < (left: Account, right: Account) -> Bool {
    guard left.rank == right.rank else { return left.rank < right.rank }
    return switch (left, right) {
    case (.escrow(let left), .escrow(let right)): left < right
    case (.wallet(let left), .wallet(let right)): left < right
    case (.factoryPayable(let left), .factoryPayable(let right)): left < right
    case (.sellerPayable(let left), .sellerPayable(let right)): left < right
    default: false
    }
  }

  /// The place of its kind among all, from 0.
  var rank: Int {
    switch self {
    case .gateway: 0
    case .escrow: 1
    case .wallet: 2
    case .factoryPayable: 3
    case .sellerPayable: 4
    case .sales: 5
    case .inventory: 6
    case .costOfGoods: 7
    case .writeOffs: 8
    case .platformFees: 9
    case .withdrawals: 10
    case .disputes: 11
    case .bank: 12
    }
  }

  /// How many kinds there are.
  static var kindCount: Int { 13 }
}

extension Account: SeededHashable {
  /// The hash value of whose it is alone: few accounts have one owner.
  package var seededHash: UInt32 { owner.map { SeededHash.of($0) } ?? UInt32(truncatingIfNeeded: rank) }
}

extension Account: CustomStringConvertible {
  /// The kind, and in parentheses whose: `escrow(S1)`.
  public var description: String { owner.map { "\(name)(\($0))" } ?? name }
}

extension Account: Recordable {
  /// Its kind, and whose it is if it is somebody's.
  public var record: Record {
    var fields: [Record.Field] = [.init("kind", .text(name))]
    if let owner { fields.append(.init("id", .text(owner))) }
    return .fields(fields)
  }

  /// From its kind, and whose it is.
  public init?(record: Record) {
    guard let kind: String = record.field("kind") else { return nil }
    let account: Account? =
      switch kind {
      case "escrow": record.field("id").map { .escrow($0) }
      case "wallet": record.field("id").map { .wallet($0) }
      case "factoryPayable": record.field("id").map { .factoryPayable($0) }
      case "sellerPayable": record.field("id").map { .sellerPayable($0) }
      default: Account.ofPlatform.first { $0.name == kind }
      }
    guard let account else { return nil }
    self = account
  }

  /// The accounts that are nobody else's, in order.
  static var ofPlatform: [Account] {
    [
      .gateway, .sales, .inventory, .costOfGoods, .writeOffs, .platformFees, .withdrawals, .disputes, .bank,
    ]
  }
}
