/// Somebody configures a factory, for the first time or anew (SPEC §2.1).
///
/// What is wrong with it is found now, and not when a purchase order is due.
public struct PutFactory: Command, Hashable {
  /// What the factory should be.
  public var draft: Factory.Draft

  /// The factory.
  public struct Receipt: Recordable, Hashable {
    /// Its identity.
    public let factory: FactoryID
    /// Whether anything about it is new.
    public let isNew: Bool
  }

  /// Creates the command.
  public init(_ draft: Factory.Draft) { self.draft = draft }

  /// The command's name on the wire.
  public static var name: String { "putFactory" }

  /// The factory as it is, if its identity can be one.
  public func reads(in context: Context) -> [Read] { FactoryID(draft.id).map { [.factory($0)] } ?? [] }

  /// Configures the factory.
  ///
  /// - Throws: ``CatalogueError/invalid(_:)`` with every violation.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<CatalogueError>) -> Receipt {
    let factory: Factory
    do throws(CatalogueError) {
      factory = try Factory(draft)
    } catch {
      throw .refused(error)
    }
    let isNew = workingSet.factory(factory.id) != factory
    if isNew { changes.record(factory, at: context.now) }
    return Receipt(factory: factory.id, isNew: isNew)
  }

  /// The draft.
  public var record: Record {
    [
      "id": draft.id.record, "name": draft.name.record, "phone": draft.phone.record,
      "bank": [
        "code": draft.bank.code.record, "account": draft.bank.account.record, "holder": draft.bank.holder.record,
      ],
      "postalCode": draft.postalCode.record, "fee": draft.fee.record,
    ]
  }
}

extension PutFactory.Receipt {
  /// Everything.
  public var record: Record { ["factory": factory.record, "isNew": isNew.record] }

  /// From everything.
  public init?(record: Record) {
    guard let factory: FactoryID = record.field("factory"), let isNew: Bool = record.field("isNew") else { return nil }
    self.init(factory: factory, isNew: isNew)
  }
}
