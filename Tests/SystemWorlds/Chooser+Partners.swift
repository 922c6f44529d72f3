import GrosirCore
import GrosirTesting

extension Chooser {
  private static let registered = ["kios", "kedai", "depot"].map { SellerID(unchecked: $0) }
  private static let resellers = ["lapak", "loket"].map { SellerID(unchecked: $0) }

  /// What sellers and resellers do, or an operator with them.
  func aboutPartners() -> Deed? {
    switch choices.integer(in: 0...15) {
    case 0, 1: return .registerSeller(RegisterSeller(sellerDraft(choices.element(of: Chooser.registered).text)))
    case 2, 3, 4: return .activateSeller(ActivateSeller(partner()))
    case 5, 6: return .suspendSeller(SuspendSeller(partner(), because: reason()))
    case 7, 8: return .putListing(PutListing(by: choices.element(of: Chooser.resellers), of: someKey()))
    case 9, 10:
      let key = ListingKey(choices.element(of: Chooser.resellers), someKey().variant)
      return .switchListing(SwitchListing(key, isOn: choices.boolean(), because: reason()))
    default: return .syncListings(SyncListings(scope(), limit: choices.element(of: [1, 64, 64, 0])))
    }
  }

  private func partner() -> SellerID {
    choices.chance(1, in: 8) ? SellerID(literal: "nobody") : choices.element(of: Chooser.registered)
  }

  private func scope() -> SyncScope {
    switch choices.integer(in: 0...3) {
    case 0: .supplier(Chooser.shop.owner)
    case 1: .variant(someKey().variant)
    default: .everything
    }
  }

  private func sellerDraft(_ id: String) -> SellerDetails.Draft {
    SellerDetails.Draft(
      id: id, name: choices.element(of: ["Kios", "Kios Budi", ""]), phone: "+6281234567890",
      bank: BankDetails.Draft(code: "BCA", account: "1234567890", holder: "Budi"))
  }

  /// Who sells a line: mostly the shop, sometimes somebody else, who may not be allowed to.
  func someSeller() -> SellerID {
    switch choices.integer(in: 0...11) {
    case 0: SellerID(literal: "warung")
    case 1: choices.element(of: Chooser.registered)
    case 2: choices.element(of: Chooser.resellers)
    default: Chooser.seller
    }
  }
}
