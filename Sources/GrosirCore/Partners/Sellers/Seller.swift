/// Whoever sells from their own stock or a supplier's, as far as their registration goes (SPEC §11).
///
/// Who they are and where they are paid is not here but in ``SellerDetails``, so that a person can be erased and the
/// log stays whole.
///
/// A seller whom nobody registered is none: whether one has to register is for the embedding service to say. Whoever
/// did sells only while active; what was ordered before is paid, sent and given back all the same.
public struct Seller: Sendable, Hashable {
  /// Their identity.
  public let id: SellerID

  /// Where the registration stands.
  public internal(set) var status: SellerStatus

  /// Why they were suspended last, if they ever were.
  public internal(set) var suspendedBecause: Reason?

  /// When they registered first.
  public let registeredAt: Instant

  /// The last instant at which anything happened to the registration; whatever happens next does so no earlier.
  public internal(set) var lastInstant: Instant

  /// A registration in which nothing has happened yet.
  init(_ id: SellerID, registeredAt instant: Instant) {
    self.id = id
    status = .pending
    suspendedBecause = nil
    registeredAt = instant
    lastInstant = instant
  }
}

/// The identity of a seller.
public typealias SellerID = Identifier<Seller>

/// Where a seller's registration stands (SPEC §11); the raw values are the wire's.
public enum SellerStatus: String, Sendable, Hashable, CaseIterable {
  /// Nobody has looked at it yet; nothing of theirs is sold.
  case pending
  /// They sell.
  case active
  /// An operator has stopped them; nothing more of theirs is sold until one lets them go on.
  case suspended
}

/// A seller, and where their registration stands.
public struct SellerStanding: Sendable, Hashable {
  /// Who.
  public let seller: SellerID
  /// Where it stands.
  public let status: SellerStatus

  /// Creates a standing.
  package init(seller: SellerID, status: SellerStatus) {
    self.seller = seller
    self.status = status
  }
}

extension SellerStatus: Recordable {
  /// Its name on the wire.
  public var record: Record { .text(rawValue) }

  /// From its name on the wire.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}

extension SellerStanding: Recordable {
  /// Both.
  public var record: Record { ["seller": seller.record, "status": status.record] }

  /// From both.
  public init?(record: Record) {
    guard let seller: SellerID = record.field("seller"), let status: SellerStatus = record.field("status") else {
      return nil
    }
    self.init(seller: seller, status: status)
  }
}
