/// What came of a command about a seller's registration.
public struct SellerOutcome: Recordable, Hashable {
  /// Who.
  public let seller: SellerID
  /// Where the registration stands now.
  public let status: SellerStatus
  /// Whether anything is new; false where it was so already, and nothing was done.
  public let isNew: Bool

  /// Everything.
  public var record: Record { ["seller": seller.record, "status": status.record, "isNew": isNew.record] }

  /// Creates an outcome.
  init(_ seller: SellerID, _ status: SellerStatus, isNew: Bool) {
    self.seller = seller
    self.status = status
    self.isNew = isNew
  }

  /// From everything.
  public init?(record: Record) {
    guard let seller: SellerID = record.field("seller"), let status: SellerStatus = record.field("status"),
      let isNew: Bool = record.field("isNew")
    else { return nil }
    self.init(seller, status, isNew: isNew)
  }
}
