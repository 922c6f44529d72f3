/// Whom the platform owes money for what they sold or shipped (SPEC §9).
public enum Payee: Sendable, Hashable {
  /// A factory.
  case factory(FactoryID)
  /// A seller.
  case seller(SellerID)

  /// The account of what is owed.
  public var account: Account {
    switch self {
    case .factory(let factory): .factoryPayable(factory)
    case .seller(let seller): .sellerPayable(seller)
    }
  }

  /// What entries that pay them are about.
  public var subject: EntrySubject {
    switch self {
    case .factory(let factory): .factory(factory)
    case .seller(let seller): .seller(seller)
    }
  }
}

extension Payee: Recorded {
  /// What they are, and which one.
  public var record: Record { subject.record }
}
