/// What a journal entry is about: in whose history it is found.
public enum EntrySubject: Sendable, Hashable {
  /// A session's money or goods.
  case session(SessionID)
  /// A buyer's wallet.
  case buyer(BuyerID)
  /// What is owed to a factory, or was bought from it outside of any session.
  case factory(FactoryID)
  /// What a seller sold, or was paid.
  case seller(SellerID)
  /// The platform's stock.
  case stock

  /// What it is, on the wire.
  public var name: String {
    switch self {
    case .session: "session"
    case .buyer: "buyer"
    case .factory: "factory"
    case .seller: "seller"
    case .stock: "stock"
    }
  }

  /// Which one.
  public var id: String? {
    switch self {
    case .session(let session): session.text
    case .buyer(let buyer): buyer.text
    case .factory(let factory): factory.text
    case .seller(let seller): seller.text
    case .stock: nil
    }
  }
}

extension EntrySubject: Recordable {
  /// What it is, and which one.
  public var record: Record { ["kind": .text(name), "id": id.record] }

  /// From what it is, and which one.
  public init?(record: Record) {
    guard let name: String = record.field("kind") else { return nil }
    let subject: EntrySubject? =
      switch name {
      case "session": record.field("id").map { .session($0) }
      case "buyer": record.field("id").map { .buyer($0) }
      case "factory": record.field("id").map { .factory($0) }
      case "seller": record.field("id").map { .seller($0) }
      case "stock": .stock
      default: nil
      }
    guard let subject else { return nil }
    self = subject
  }
}
