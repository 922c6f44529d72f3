/// A person disables a listing, or enables it again (SPEC §10).
///
/// That is apart from whether there is anything to sell: a listing that a person disabled stays so when its stock comes
/// back, and one that a person enables is sellable only if its stock has something.
public struct SwitchListing: Command, Hashable {
  /// Which.
  public var listing: ListingKey
  /// Whether it is to be on.
  public var isOn: Bool
  /// Why it is switched off, if anybody says.
  public var reason: Reason?

  /// How the listing stands.
  public struct Receipt: Recordable, Hashable {
    /// Whether buyers may buy through it now.
    public let isSellable: Bool
    /// Whether anything is new; false where it was so already, and nothing was done.
    public let isNew: Bool
  }

  /// Creates the command.
  public init(_ listing: ListingKey, isOn: Bool, because reason: Reason? = nil) {
    self.listing = listing
    self.isOn = isOn
    self.reason = reason
  }

  /// The command's name on the wire.
  public static var name: String { "switchListing" }

  /// The listing.
  public func reads(in context: Context) -> [Read] { [.partner(.listing(listing))] }

  /// Switches the listing.
  ///
  /// - Throws: ``ListingError/unknownListing(_:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<ListingError>) -> Receipt {
    guard let found = workingSet.listing(listing) else { throw .refused(.unknownListing(listing)) }
    guard workingSet.has(.stock(.item(found.stock))) else { throw .needs([.stock(.item(found.stock))]) }
    guard let item = workingSet.stockItem(found.stock), let reflection = item.reflection else {
      preconditionFailure("what is listed is mirrored")
    }
    let isNew = found.isSwitchedOff == isOn
    if isNew {
      var (listings, stocks) = (ListingRows(), StockRows())
      listings.listings.bring(found, as: listing)
      let event: ListingEvent =
        isOn ? .switchedOn(listing, of: found.stock) : .switchedOff(listing, of: found.stock, reason)
      changes.record(event, at: max(context.now, found.lastInstant), on: &listings, and: &stocks)
      changes.save(listings)
    }
    return Receipt(isSellable: isOn && reflection.syncedStock > 0, isNew: isNew)
  }

  /// Which, how and why.
  public var record: Record { ["listing": listing.record, "isOn": isOn.record, "reason": reason.record] }
}

extension SwitchListing.Receipt {
  /// Everything.
  public var record: Record { ["isSellable": isSellable.record, "isNew": isNew.record] }

  /// From everything.
  public init?(record: Record) {
    guard let isSellable: Bool = record.field("isSellable"), let isNew: Bool = record.field("isNew") else { return nil }
    self.init(isSellable: isSellable, isNew: isNew)
  }
}
