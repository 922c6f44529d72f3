import GrosirCore

extension ScenarioSchema {
  /// What a verb about sellers or listings takes.
  static func partner(_ verb: ScenarioVerb) -> JSONObject {
    let seller = Property("seller", identifier("who"), isRequired: true)
    let reseller = Property("reseller", identifier("who lists it"), isRequired: true)
    let variant = Property("variant", identifier("what"), isRequired: true)
    switch verb {
    case .registerSeller:
      return object(
        "Somebody registers as a seller: pending, until an operator lets them sell.",
        [
          Property("id", identifier("their name"), isRequired: true),
          Property("name", text("what they are called; their name unless given", 1...200)),
          Property("phone", phone("how they are reached")),
          Property("bank", reference("bank")),
        ])
    case .activateSeller: return object("An operator lets a seller sell.", [seller])
    case .suspendSeller:
      return object(
        "An operator stops a seller: nothing more of theirs is sold.",
        [seller, Property("reason", text("why", 1...500), isRequired: true)])
    case .putListing:
      return object(
        "A reseller lists a supplier's stock.",
        [
          reseller, Property("supplier", identifier("whose stock"), isRequired: true),
          Property("location", identifier("where; \"warehouse\" unless given")), variant,
        ])
    case .switchListing:
      return object(
        "A person disables a listing, or enables it again.",
        [
          reseller, variant, Property("isOn", flag("whether it is to be on"), isRequired: true),
          Property("reason", text("why", 1...500)),
        ])
    case .syncListings:
      return object(
        "Listings follow the stocks that they mirror, those first that waited longest.",
        [
          Property("supplier", identifier("only those of this supplier's stocks")),
          Property("variant", identifier("only those of this variant, and of no supplier in particular")),
          Property("limit", integer(1...SyncListings.mostAtOnce, "how many stocks at most; 1000")),
        ])
    default: preconditionFailure("\(verb.rawValue) is not about a seller or a listing")
    }
  }
}
