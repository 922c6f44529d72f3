/// A reseller lists a variant from a supplier's stock, or from another's than before (SPEC §10).
///
/// The listing shows at once what the stock's listings show; where it is the first, what is available. One that a
/// person switched off stays so. The same again changes nothing.
///
/// A reseller who is not active may prepare listings: nothing is sold by them, and the till asks.
public struct PutListing: Command, Hashable {
  /// Who lists it.
  public var reseller: SellerID
  /// The supplier's stock; its variant is what is listed.
  public var stock: StockKey

  /// The listing.
  public struct Receipt: Recordable, Hashable {
    /// Units that it shows.
    public let syncedStock: Int
    /// Whether buyers may buy through it.
    public let isSellable: Bool
    /// Whether anything about it is new.
    public let isNew: Bool
  }

  /// Creates the command.
  public init(by reseller: SellerID, of stock: StockKey) {
    self.reseller = reseller
    self.stock = stock
  }

  /// The command's name on the wire.
  public static var name: String { "putListing" }

  /// The listing as it is.
  public var key: ListingKey { ListingKey(reseller, stock.variant) }

  /// The listing as it is, and the stock.
  public func reads(in context: Context) -> [Read] { [.partner(.listing(key)), .stock(.item(stock))] }

  /// Lists the variant.
  ///
  /// - Throws: in this order ``ListingError/invalid(_:)``, at `supplier`, when the stock is the reseller's own, which
  ///   needs no listing; ``ListingError/unknownStock(_:)``; ``ListingError/tooManyListings(of:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<ListingError>) -> Receipt {
    guard stock.owner.text != reseller.text else {
      let violation = Violation(FieldPath("supplier"), .inconsistent, "one's own stock is sold without a listing")
      throw .refused(.invalid([violation]))
    }
    guard let item = workingSet.stockItem(stock) else { throw .refused(.unknownStock(stock)) }
    let known = workingSet.listing(key)
    let shown = item.reflection?.syncedStock ?? item.level.count.available
    if let known, known.stock == stock {
      return Receipt(syncedStock: shown, isSellable: known.isSellable(showing: shown), isNew: false)
    }
    let others = item.reflection?.listings ?? 0
    guard others < StockReflection.mostListings else { throw .refused(.tooManyListings(of: stock)) }
    var (listings, stocks) = (ListingRows(), StockRows())
    stocks.items.bring(item, as: stock)
    var instant = max(context.now, item.lastInstant, known?.lastInstant ?? context.now)
    if let former = known?.stock {
      guard workingSet.has(.stock(.item(former))) else { throw .needs([.stock(.item(former))]) }
      guard let item = workingSet.stockItem(former) else { preconditionFailure("what is mirrored is there") }
      stocks.items.bring(item, as: former)
      instant = max(instant, item.lastInstant)
    }
    var listing = known ?? Listing(key, of: stock, at: instant)
    (listing.stock, listing.lastInstant) = (stock, instant)
    changes.record(.listed(listing, from: known?.stock, showing: shown), at: instant, on: &listings, and: &stocks)
    changes.save(listings)
    changes.save(stocks)
    return Receipt(syncedStock: shown, isSellable: listing.isSellable(showing: shown), isNew: true)
  }

  /// Who lists what, and whose it is.
  public var record: Record { .fields([.init("reseller", reseller.record)] + stock.supplierFields) }
}

extension PutListing.Receipt {
  /// Everything.
  public var record: Record {
    ["syncedStock": syncedStock.record, "isSellable": isSellable.record, "isNew": isNew.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let syncedStock: Int = record.field("syncedStock"), let isSellable: Bool = record.field("isSellable"),
      let isNew: Bool = record.field("isNew")
    else { return nil }
    self.init(syncedStock: syncedStock, isSellable: isSellable, isNew: isNew)
  }
}
