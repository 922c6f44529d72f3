/// What one buyer has open in one session, so that limits need not count participants.
///
/// It is kept while the session is open; how that ends is not written here.
public struct BuyerStanding: Sendable {
  private var storage: Storage

  /// The standing of somebody who has not joined yet.
  init(of buyer: BuyerID, in session: SessionID) {
    storage = Storage(Contents(buyer: buyer, session: session))
  }

  private struct Contents: Hashable, Sendable {
    let buyer: BuyerID
    let session: SessionID
    var openHolds = 0
    var units = 0
  }

  /// The contents behind one reference, because standings are handed on more often than they are changed: from the
  /// store to the command, and in rows back to the store.
  ///
  /// They are only changed by who is the reference's only owner, so that a standing is a value all the same.
  private final class Storage: @unchecked Sendable {
    // Only its one owner changes it, so that no two accesses can overlap; to check that costs more than the change.
    @exclusivity(unchecked) var contents: Contents
    init(_ contents: Contents) { unsafe self.contents = contents }
  }

  private var contents: Contents {
    get { unsafe storage.contents }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = unsafe Storage(storage.contents) }
      yield unsafe &storage.contents
    }
  }
}

extension BuyerStanding {
  /// The buyer.
  public var buyer: BuyerID { unsafe storage.contents.buyer }

  /// The session.
  public var session: SessionID { unsafe storage.contents.session }

  /// Orders and pledges that await payment.
  public internal(set) var openHolds: Int {
    get { unsafe storage.contents.openHolds }
    set { contents.openHolds = newValue }
  }

  /// Units asked for and not given up: held, paid, waiting, or pledged and not paid yet.
  public internal(set) var units: Int {
    get { unsafe storage.contents.units }
    set { contents.units = newValue }
  }
}

extension BuyerStanding: Hashable {
  /// Whether both are the same in everything.
  public static func == (left: Self, right: Self) -> Bool { left.contents == right.contents }

  /// Feeds everything to the hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(contents) }
}
