/// What a reseller sells of a supplier's stock (SPEC §10): a view of that stock, which no reseller can change.
///
/// Two things make it sellable, and neither stands for the other: that the supplier has any, which is mirrored in the
/// stock (``StockReflection``) for all its listings at once, and that nobody switched it off. So what a person disabled
/// stays disabled whatever is synchronised.
///
/// An order for listed goods names the supplier's stock like any other, and draws on it alone: a listing is asked only
/// whether it is sellable.
public struct Listing: Sendable, Hashable {
  /// Whose, and of what.
  public let key: ListingKey

  /// The supplier's stock that it mirrors.
  public internal(set) var stock: StockKey

  /// Whether a person disabled it.
  public internal(set) var isSwitchedOff: Bool

  /// The last instant at which anything happened to it; whatever happens next does so no earlier.
  public internal(set) var lastInstant: Instant

  /// A listing in which nothing has happened yet.
  init(_ key: ListingKey, of stock: StockKey, at instant: Instant) {
    self.key = key
    self.stock = stock
    isSwitchedOff = false
    lastInstant = instant
  }

  /// Whether buyers may buy through it, by what it shows of its stock.
  public func isSellable(showing syncedStock: Int) -> Bool { syncedStock > 0 && !isSwitchedOff }
}

/// Whose listing, and of what: a reseller lists a variant once.
public struct ListingKey: Sendable, Hashable {
  /// Who sells it.
  public let reseller: SellerID
  /// What.
  public let variant: VariantID

  /// Creates a key.
  public init(_ reseller: SellerID, _ variant: VariantID) {
    self.reseller = reseller
    self.variant = variant
  }
}

extension ListingKey: CustomStringConvertible {
  /// Both: `toko-ani/hoodie-m`.
  public var description: String { "\(reseller.text)/\(variant.text)" }
}

extension ListingKey: Recordable {
  /// Both.
  public var record: Record { ["reseller": reseller.record, "variant": variant.record] }

  /// From both.
  public init?(record: Record) {
    guard let reseller: SellerID = record.field("reseller"), let variant: VariantID = record.field("variant") else {
      return nil
    }
    self.init(reseller, variant)
  }
}
