public import GrosirCore

extension ScenarioAction {
  /// What a step does about a seller's registration or a reseller's listings.
  public enum PartnerStep: Sendable {
    /// Somebody registers as a seller.
    case registerSeller(RegisterSeller)
    /// An operator lets a seller sell.
    case activateSeller(ActivateSeller)
    /// An operator stops a seller.
    case suspendSeller(SuspendSeller)
    /// A reseller lists a supplier's stock.
    case putListing(PutListing)
    /// A person disables a listing, or enables it again.
    case switchListing(SwitchListing)
    /// Listings follow the stocks that they mirror.
    case syncListings(SyncListings)
  }
}

extension ScenarioAction.PartnerStep {
  /// Reads what a verb takes.
  ///
  /// - Precondition: the verb is one of these.
  init(_ verb: ScenarioVerb, reading object: inout ObjectReader) throws(Unreadable) {
    switch verb {
    case .registerSeller: self = .registerSeller(RegisterSeller(try SellerDetails.Draft(reading: &object)))
    case .activateSeller:
      let seller = object.required("seller", .identifier(SellerID.self))
      object.end()
      self = .activateSeller(ActivateSeller(try seller()))
    case .suspendSeller:
      let seller = object.required("seller", .identifier(SellerID.self))
      let reason = object.required("reason", .reason)
      object.end()
      self = .suspendSeller(try SuspendSeller(seller(), because: reason()))
    case .putListing: self = .putListing(try PutListing(reading: &object))
    case .switchListing: self = .switchListing(try SwitchListing(reading: &object))
    case .syncListings: self = .syncListings(try SyncListings(reading: &object))
    default: preconditionFailure("\(verb.rawValue) is not about a seller or a listing")
    }
  }
}

extension SellerDetails.Draft: DocumentReadable {
  /// Reads a registration; short to write by hand, for what does not matter to a scenario has a default.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let id = object.required("id", .identifier(SellerID.self))
    let name = object.optional("name", .text(1...200))
    let phone = object.defaulted(
      "phone", .text("a number such as +6281234567890") { PhoneNumber($0)?.text }, to: "+62000000000")
    let bank = object.defaulted(
      "bank", .object(BankDetails.Draft.self),
      to: BankDetails.Draft(code: "BANK", account: "00000000", holder: "The seller"))
    object.end()
    let (identifier, called) = try (id().text, name())
    try self.init(id: identifier, name: called ?? identifier, phone: phone(), bank: bank())
  }
}

extension PutListing {
  /// Reads a listing; the supplier's stock is in their warehouse unless it says otherwise.
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let reseller = object.required("reseller", .identifier(SellerID.self))
    let supplier = object.required("supplier", .identifier(OwnerID.self))
    let location = object.defaulted("location", .identifier(LocationID.self), to: StockPlace.platform.location)
    let variant = object.required("variant", .identifier(VariantID.self))
    object.end()
    try self.init(
      by: reseller(), of: StockKey(owner: supplier(), location: location(), variant: variant()))
  }
}

extension SwitchListing {
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let reseller = object.required("reseller", .identifier(SellerID.self))
    let variant = object.required("variant", .identifier(VariantID.self))
    let isOn = object.required("isOn", .boolean)
    let reason = object.optional("reason", .reason)
    object.end()
    try self.init(ListingKey(reseller(), variant()), isOn: isOn(), because: reason())
  }
}

extension SyncListings {
  /// Reads which listings are to follow: all, unless a supplier or a variant is named.
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let supplier = object.optional("supplier", .identifier(OwnerID.self))
    let variant = object.optional("variant", .identifier(VariantID.self))
    let limit = object.defaulted("limit", .integer(1...SyncListings.mostAtOnce), to: SyncListings().limit)
    object.end()
    let scope: SyncScope
    switch try (supplier(), variant()) {
    case (nil, nil): scope = .everything
    case (let supplier?, nil): scope = .supplier(supplier)
    case (nil, let variant?): scope = .variant(variant)
    case (_?, _?): throw object.refuse("variant", .inconsistent, "is not named together with a supplier")
    }
    self.init(scope, limit: try limit())
  }
}
