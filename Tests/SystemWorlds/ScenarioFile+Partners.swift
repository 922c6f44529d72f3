import GrosirCore

extension ScenarioFile {
  func partnerVerb(of deed: Deed) -> (String, String)? {
    typealias File = ScenarioFile
    switch deed {
    case .registerSeller(let command) where !command.draft.name.isEmpty:
      return (
        RegisterSeller.name,
        File.object([("id", File.quoted(command.draft.id)), ("name", File.quoted(command.draft.name))])
      )
    case .activateSeller(let command):
      return (ActivateSeller.name, File.object([("seller", File.quoted(command.seller.text))]))
    case .suspendSeller(let command):
      return (
        SuspendSeller.name,
        File.object([("seller", File.quoted(command.seller.text)), ("reason", File.quoted(command.reason.text))])
      )
    case .putListing(let command):
      return (
        PutListing.name,
        File.object([
          ("reseller", File.quoted(command.reseller.text)), ("supplier", File.quoted(command.stock.owner.text)),
          ("location", File.quoted(command.stock.location.text)),
          ("variant", File.quoted(command.stock.variant.text)),
        ])
      )
    case .switchListing(let command):
      return (
        SwitchListing.name,
        File.object([
          ("reseller", File.quoted(command.listing.reseller.text)),
          ("variant", File.quoted(command.listing.variant.text)), ("isOn", "\(command.isOn)"),
        ])
      )
    case .syncListings(let command) where command.limit > 0:
      let scope: [(String, String)] =
        switch command.scope {
        case .everything: []
        case .supplier(let owner): [("supplier", File.quoted(owner.text))]
        case .variant(let variant): [("variant", File.quoted(variant.text))]
        }
      return (SyncListings.name, File.object(scope + [("limit", "\(command.limit)")]))
    default: return nil
    }
  }
}
