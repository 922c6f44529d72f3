import GrosirCore
import GrosirEngine
import GrosirJSON

/// What the events about sellers and listings add up to.
struct PartnerLedger {
  /// The sellers in the order in which they registered.
  private(set) var sellers: [SellerID] = []
  /// Where each of their registrations stands.
  private(set) var statuses: [SellerID: SellerStatus] = [:]
  /// The listings in the order in which they were made.
  private(set) var listings: [ListingKey] = []
  /// What is known of each.
  private(set) var accounts: [ListingKey: ListingAccount] = [:]

  /// What is known of a listing.
  struct ListingAccount {
    /// The supplier's stock that it mirrors.
    var stock: StockKey
    /// Units that it shows.
    var shown: Int
    /// Whether a person disabled it.
    var isSwitchedOff = false
    /// How often it went out of stock, and how often it came back.
    var timesOut = 0
    var timesBack = 0
  }

  /// Counts what happened.
  mutating func count(_ event: SellerEvent, of id: SellerID) {
    if statuses[id] == nil { sellers.append(id) }
    statuses[id] =
      switch event {
      case .registered: .pending
      case .activated: .active
      case .suspended: .suspended
      }
  }

  /// Counts what happened to listings, if that is what happened.
  mutating func count(_ event: StockEvent) {
    guard case .listing(let event) = event else { return }
    switch event {
    case .listed(let listing, from: _, let shown):
      if accounts[listing.key] == nil { listings.append(listing.key) }
      accounts[listing.key, default: ListingAccount(stock: listing.stock, shown: shown)].stock = listing.stock
      accounts[listing.key]?.shown = shown
    case .switchedOff(let key, of: _, _): accounts[key]?.isSwitchedOff = true
    case .switchedOn(let key, of: _): accounts[key]?.isSwitchedOff = false
    case .synced(let sync):
      for key in listings where accounts[key]?.stock == sync.stock { accounts[key]?.shown = sync.after }
    case .outOfStock(let key, of: _): accounts[key]?.timesOut += 1
    case .backInStock(let key, of: _): accounts[key]?.timesBack += 1
    }
  }
}

/// A listing at the end of a replay.
struct ReplayedListing {
  /// Which.
  let key: ListingKey
  /// As it is kept; nil if it is not.
  let kept: ListingView?
}

extension ReplayCheck {
  /// What has to add up about sellers and listings: where each stands, and what each shows.
  static func partners(
    _ sellers: [Seller], _ listings: [ReplayedListing], in ledger: ReplayLedger
  ) -> [ReplayCheck] {
    func check(_ name: String, _ counted: [Int], _ kept: [Int]) -> ReplayCheck {
      ReplayCheck(name: name, session: nil, counted: counted.map { Int128($0) }, kept: kept.map { Int128($0) })
    }
    let partners = ledger.partners
    guard !partners.sellers.isEmpty || !partners.listings.isEmpty else { return [] }
    func place(_ status: SellerStatus?) -> Int { status.flatMap { SellerStatus.allCases.firstIndex(of: $0) } ?? -1 }
    return [
      check(
        "standing of sellers", partners.sellers.map { place(partners.statuses[$0]) }, sellers.map { place($0.status) })
    ]
      + listings.compactMap { listing in
        partners.accounts[listing.key].map { account in
          let kept = listing.kept
          return check(
            "units shown, and whether it is switched off, of listing \(listing.key)",
            [account.shown, account.isSwitchedOff ? 1 : 0],
            [kept?.syncedStock ?? -1, kept?.listing.isSwitchedOff ?? false ? 1 : 0])
        }
      }
      + outOfStep(listings, in: ledger)
  }

  /// A listing shows what there is, or its stock is known to be out of step; no other shows anything else.
  private static func outOfStep(_ listings: [ReplayedListing], in ledger: ReplayLedger) -> [ReplayCheck] {
    guard !listings.isEmpty else { return [] }
    let late = listings.count { listing in
      guard let account = ledger.partners.accounts[listing.key] else { return false }
      return ledger.stock.accounts[account.stock]?.level?.count.available != account.shown
    }
    let known = listings.count { $0.kept?.reflection.outOfStepSince != nil }
    return [
      ReplayCheck(name: "listings out of step", session: nil, counted: [Int128(late)], kept: [Int128(known)])
    ]
  }
}

extension ScenarioAction.PartnerStep {
  /// Who gives the command.
  var actor: String {
    switch self {
    case .registerSeller(let command): command.draft.id
    case .activateSeller, .suspendSeller: "operator"
    case .putListing(let command): command.reseller.text
    case .switchListing(let command): command.listing.reseller.text
    case .syncListings: "job"
    }
  }
}

extension Seller {
  /// Where the registration stands.
  var json: JSONValue {
    [
      "seller": .string(id.text), "status": .string(status.rawValue), "registeredAt": .string(registeredAt.rfc3339),
      "suspendedBecause": suspendedBecause.map { .string($0.text) } ?? .null,
    ]
  }
}

extension ListingView {
  /// What it shows, and what the supplier has available.
  func json(of available: Int) -> JSONValue {
    var object = JSONObject()
    object.append("reseller", .string(listing.key.reseller.text))
    object.append("variant", .string(listing.key.variant.text))
    object.append("supplier", .string(listing.stock.owner.text))
    object.append("location", .string(listing.stock.location.text))
    object.append("available", .integer(Int64(available)))
    object.append("syncedStock", .integer(Int64(syncedStock)))
    object.append("isSwitchedOff", .bool(listing.isSwitchedOff))
    object.append("isSellable", .bool(isSellable))
    object.append("syncedAt", .string(reflection.syncedAt.rfc3339))
    object.append("outOfStepSince", reflection.outOfStepSince.map { .string($0.rfc3339) } ?? .null)
    return .object(object)
  }
}
