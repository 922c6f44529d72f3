/// Somebody configures a warehouse or another location, for the first time or anew (SPEC §2.1).
public struct PutLocation: Command, Hashable {
  /// What the location should be.
  public var draft: Location.Draft

  /// The location.
  public struct Receipt: Recordable, Hashable {
    /// Its identity.
    public let location: LocationID
    /// Whether anything about it is new.
    public let isNew: Bool
  }

  /// Creates the command.
  public init(_ draft: Location.Draft) { self.draft = draft }

  /// The command's name on the wire.
  public static var name: String { "putLocation" }

  /// The location as it is, if its identity can be one.
  public func reads(in context: Context) -> [Read] { LocationID(draft.id).map { [.location($0)] } ?? [] }

  /// Configures the location.
  ///
  /// - Throws: ``CatalogueError/invalid(_:)`` with every violation.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<CatalogueError>) -> Receipt {
    let location: Location
    do throws(CatalogueError) {
      location = try Location(draft)
    } catch {
      throw .refused(error)
    }
    let isNew = workingSet.location(location.id) != location
    if isNew { changes.record(location, at: context.now) }
    return Receipt(location: location.id, isNew: isNew)
  }

  /// The draft.
  public var record: Record {
    [
      "id": draft.id.record, "name": draft.name.record, "address": draft.address.record,
      "postalCode": draft.postalCode.record,
    ]
  }
}

extension PutLocation.Receipt {
  /// Everything.
  public var record: Record { ["location": location.record, "isNew": isNew.record] }

  /// From everything.
  public init?(record: Record) {
    guard let location: LocationID = record.field("location"), let isNew: Bool = record.field("isNew") else {
      return nil
    }
    self.init(location: location, isNew: isNew)
  }
}
