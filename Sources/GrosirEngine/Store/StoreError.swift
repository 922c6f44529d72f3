/// Why a store did not do what was asked.
///
/// Its description is fit for anybody's eyes; what the database said, perhaps with data in it, is in
/// ``debugDescription`` only.
public enum StoreError: Error, Sendable, Hashable {
  /// It cannot be reached, or is too busy; nothing has changed, and trying again may help.
  case unavailable(_ details: String)
  /// It was lost while saving: everything was saved or nothing. The same command again finds out.
  case outcomeUnknown(_ details: String)
  /// It cannot hold that much.
  case limitReached(_ details: String)
  /// The store or what it was given contradicts itself; nothing has changed, and trying again will not help.
  case defect(_ details: String)

  /// A stable word for programs and logs.
  public var code: String {
    switch self {
    case .unavailable: "storeUnavailable"
    case .outcomeUnknown: "outcomeUnknown"
    case .limitReached: "storeLimitReached"
    case .defect: "storeDefect"
    }
  }

  /// What the store said.
  public var details: String {
    switch self {
    case .unavailable(let details), .outcomeUnknown(let details), .limitReached(let details), .defect(let details):
      details
    }
  }
}

extension StoreError: CustomStringConvertible, CustomDebugStringConvertible {
  /// What it means for whoever asked.
  public var description: String {
    switch self {
    case .unavailable: "the store is not available at the moment"
    case .outcomeUnknown: "it is not known whether this was saved; the same command again will tell"
    case .limitReached: "the store cannot hold any more of this"
    case .defect: "the store failed"
    }
  }

  /// The code, and what the store said.
  public var debugDescription: String { "\(code): \(details)" }
}
