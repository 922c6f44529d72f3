/// What one buyer has open in one session, so that limits need not count participants.
///
/// It is kept while the session is open; how that ends is not written here.
public struct BuyerStanding: Sendable, Hashable {
  /// The buyer.
  public let buyer: BuyerID

  /// The session.
  public let session: SessionID

  /// Orders and pledges that await payment.
  public internal(set) var openHolds = 0

  /// Units asked for and not given up: held, paid, waiting, or pledged and not paid yet.
  public internal(set) var units = 0

  /// The standing of somebody who has not joined yet.
  init(of buyer: BuyerID, in session: SessionID) {
    self.buyer = buyer
    self.session = session
  }
}
