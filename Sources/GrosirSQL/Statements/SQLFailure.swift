package import GrosirEngine

/// Why a database did not do what it was asked.
package struct SQLFailure: Error, Sendable, Hashable {
  /// What kind of reason.
  package enum Kind: Sendable, Hashable {
    /// Somebody else is using it; later it may be free.
    case busy
    /// Others changed the same at the same time; again, it may go well.
    case conflict
    /// The connection is gone, or never was; nothing has changed.
    case disconnected
    /// The disk, or what may be used of it, is full.
    case full
    /// It may be read only.
    case readOnly
    /// The file system failed.
    case inputOutput
    /// What is in the file contradicts itself.
    case corrupt
    /// The file is something else.
    case notADatabase
    /// It cannot be opened.
    case cannotOpen
    /// A rule of the schema forbids it.
    case constraint
    /// A text or a statement is too large for it.
    case tooLarge
    /// The schema is newer than this program, or is not what its version says.
    case schema
    /// What was found is nothing that was ever stored.
    case unreadable
    /// The store's own code is at fault, or nobody knows.
    case other
  }

  /// What kind of reason.
  package let kind: Kind

  /// What the database said, and what to do about it; perhaps with data in it.
  package let details: String

  /// Whether it is not known if what was to be saved is saved.
  package let isOutcomeUnknown: Bool

  /// Creates a failure.
  package init(_ kind: Kind, _ details: String, isOutcomeUnknown: Bool = false) {
    self.kind = kind
    self.details = details
    self.isOutcomeUnknown = isOutcomeUnknown
  }

  /// The same failure, of the step that saves.
  package var whileSaving: SQLFailure { SQLFailure(kind, details, isOutcomeUnknown: kind == .inputOutput) }

  /// Whether the same, tried again, may well succeed: nothing was saved, and what was in the way is gone.
  var mayPass: Bool { !isOutcomeUnknown && (kind == .conflict || kind == .disconnected) }

  /// Whether one of several that failed together may be the cause, so that the others would succeed without it.
  var isOfOne: Bool {
    if isOutcomeUnknown { return false }
    return switch kind {
    case .constraint, .tooLarge, .unreadable, .other: true
    case .busy, .conflict, .disconnected, .full, .readOnly, .inputOutput, .corrupt, .notADatabase, .cannotOpen,
      .schema:
      false
    }
  }

  /// The failure as whoever uses a store sees it.
  package var storeError: StoreError {
    if isOutcomeUnknown { return .outcomeUnknown(details) }
    return switch kind {
    case .busy, .conflict, .disconnected, .readOnly, .inputOutput, .cannotOpen: .unavailable(details)
    case .full, .tooLarge: .limitReached(details)
    case .corrupt, .notADatabase, .constraint, .schema, .unreadable, .other: .defect(details)
    }
  }
}
