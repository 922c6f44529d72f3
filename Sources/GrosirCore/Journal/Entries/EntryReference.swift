/// What makes a journal entry unique: why money moved, and the identity of what it moved for (SPEC §9).
///
/// The same movement always has the same reference, whoever posts it and however often: a payment's confirmation has
/// the payment's identity, a withdrawal's completion the withdrawal's. So it posts once.
public struct EntryReference: Sendable, Hashable {
  /// Why money moved.
  public let kind: EntryKind

  /// The identity of the payment, refund, participant, order, receipt, withdrawal or settlement it moved for.
  public let id: Identifier<JournalEntry>

  /// Creates a reference; within a kind, identities are always those of one kind of thing.
  public init<Subject>(_ kind: EntryKind, _ id: Identifier<Subject>) {
    self.kind = kind
    self.id = Identifier(unchecked: id.text)
  }
}

extension EntryReference {
  /// Whether both are of the same kind and thing.
  public static func == (left: EntryReference, right: EntryReference) -> Bool {
    left.id == right.id && left.kind == right.kind
  }

  /// Feeds the identity alone: few entries share one, and a kind would be hashed as its text.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension EntryReference: SeededHashable {
  /// The hash value of the identity alone: few entries share one.
  package var seededHash: UInt32 { id.seededHash }
}

extension EntryReference: Comparable {
  /// The order of the kinds' names, then byte order of the identities.
  public static func < (left: EntryReference, right: EntryReference) -> Bool {
    guard left.kind == right.kind else { return left.kind.rawValue < right.kind.rawValue }
    return left.id < right.id
  }
}

extension EntryReference: CustomStringConvertible {
  /// Kind and identity: `payment/P-17`.
  public var description: String { "\(kind.rawValue)/\(id.text)" }
}

extension EntryReference: Recordable {
  /// Kind and identity.
  public var record: Record { ["kind": kind.record, "id": id.record] }

  /// From kind and identity.
  public init?(record: Record) {
    guard let kind: EntryKind = record.field("kind"), let id: Identifier<JournalEntry> = record.field("id") else {
      return nil
    }
    self.init(kind, id)
  }
}
