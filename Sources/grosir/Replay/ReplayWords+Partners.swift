import GrosirCore
import GrosirJSON

extension ReplayWords {
  // MARK: Asked

  /// What somebody asked about sellers or listings, as said of them: `lists hoodie-m of bandung/warehouse`.
  func askedOfPartners(_ content: Record, _ entry: ReplayEntry) -> String {
    let seller = text(content, "seller")
    switch ScenarioVerb(rawValue: entry.name) {
    case .registerSeller: return "registers as a seller"
    case .activateSeller: return "lets \(seller) sell"
    case .suspendSeller: return "stops \(seller): \(text(content, "reason"))"
    case .putListing:
      return "lists \(text(content, "variant")) of \(text(content, "supplier"))/\(text(content, "location"))"
    case .switchListing:
      let reason: String? = content.field("reason")
      return "switches \(content["listing"].map { text($0, "variant") } ?? "a listing") "
        + (content["isOn"] == .flag(true) ? "on" : "off") + (reason.map { ": \($0)" } ?? "")
    default:
      let (supplier, variant): (String?, String?) = (content.field("supplier"), content.field("variant"))
      let which = supplier.map { " of \($0)'s stock" } ?? variant.map { " of \($0)" } ?? ""
      return "synchronises listings\(which)"
    }
  }

  // MARK: Happened

  /// What happened to a seller's registration, on a line.
  func words(for event: SellerEvent, of seller: SellerID) -> (text: String, paint: Paint) {
    switch event {
    case .registered: ("\(seller.text) is registered, and an operator is to look at it", .plain)
    case .activated: ("\(seller.text) may sell", .good)
    case .suspended: ("nothing more of \(seller.text) is sold", .warning)
    }
  }

  /// What happened to listings, on a line.
  func words(for event: ListingEvent) -> (text: String, paint: Paint) {
    switch event {
    case .listed(let listing, let former, let shown):
      let move = former.map { " instead of \(name(of: $0))" } ?? ""
      return (
        "\(listing.key.reseller.text) lists \(name(of: listing.stock))\(move): shows \(grouped(shown))",
        listing.isSellable(showing: shown) ? .good : .warning
      )
    case .switchedOff(let key, of: _, _): return ("\(name(of: key)) is switched off", .warning)
    case .switchedOn(let key, of: _): return ("\(name(of: key)) is switched on", .good)
    case .synced(let sync):
      return (
        "\(count(sync.listings, "listing")) of \(name(of: sync.stock)): \(grouped(sync.before)) → "
          + "\(grouped(sync.after))", .plain
      )
    case .outOfStock(let key, of: _): return ("\(name(of: key)) is out of stock", .warning)
    case .backInStock(let key, of: _): return ("\(name(of: key)) is back in stock", .good)
    }
  }

  private func name(of key: ListingKey) -> String { "\(key.variant.text) at \(key.reseller.text)" }
}
