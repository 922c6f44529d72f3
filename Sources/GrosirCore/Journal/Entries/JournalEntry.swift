/// One event in money: movements that are posted together or not at all (SPEC §9).
///
/// An entry is made of movements and nothing else, and a movement takes from one account what it brings to another. So
/// the postings of every entry sum to zero in each currency, and no code has to check it.
///
/// Entries are made by functions named after what happened, such as ``payment(_:of:into:at:)``; they alone know which
/// accounts it concerns, and which reference it has.
public struct JournalEntry: Sendable, Hashable {
  /// What makes it unique.
  public let reference: EntryReference

  /// What it is about.
  public let subject: EntrySubject

  /// When it happened; the journal may have to date it later, see ``Journal/post(_:)``.
  public let instant: Instant

  /// The money that moved, in order; a fee of nothing is a movement, too.
  public let movements: [Movement]

  /// An entry of movements.
  package init(
    _ reference: EntryReference, about subject: EntrySubject, at instant: Instant, moving movements: [Movement]
  ) {
    self.reference = reference
    self.subject = subject
    self.instant = instant
    self.movements = movements
  }

  /// What it adds to accounts, each movement's source before its target; they sum to zero in every currency.
  public var postings: [Posting] { movements.flatMap { [$0.taken, $0.brought] } }

  /// Whether another entry says the same: of the same thing, the same movements.
  ///
  /// Not at the same instant: who repeats what may have been lost does so later.
  public func says(theSameAs other: JournalEntry) -> Bool {
    reference == other.reference && subject == other.subject && movements == other.movements
  }
}

extension JournalEntry: Recordable {
  /// Everything.
  public var record: Record {
    [
      "reference": reference.record, "about": subject.record, "at": instant.record, "movements": movements.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let reference: EntryReference = record.field("reference"),
      let subject: EntrySubject = record.field("about"), let instant: Instant = record.field("at"),
      let movements: [Movement] = record.field("movements")
    else { return nil }
    self.init(reference, about: subject, at: instant, moving: movements)
  }
}
