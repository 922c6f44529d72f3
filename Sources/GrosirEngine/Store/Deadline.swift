public import GrosirCore

/// Something that is to be done to a session at an instant (SPEC §5).
public struct Deadline: Sendable, Hashable {
  /// Whose session.
  public let tenant: TenantID

  /// The session.
  public let session: SessionID

  /// What is to be done.
  public let kind: Kind

  /// When it is due.
  public let instant: Instant

  /// Creates a deadline.
  public init(_ kind: Kind, of session: SessionID, in tenant: TenantID, at instant: Instant) {
    self.tenant = tenant
    self.session = session
    self.kind = kind
    self.instant = instant
  }

  /// What is to be done at a deadline; in the order in which it is done at one instant.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Let holds lapse that were not paid in time.
    case lapseHolds
    /// Announce the platform's fill.
    case announceNearExpiry
    /// Close the session.
    case close
    /// Report that goods should have been there.
    case reportOverdue
  }
}

extension Deadline.Kind {
  /// What a session as a whole has to have done to it.
  ///
  /// - Precondition: the action is one of ``GroupSession/nextDeadline``.
  public init(_ action: SessionAction) {
    switch action {
    case .announceNearExpiry: self = .announceNearExpiry
    case .close: self = .close
    case .reportOverdue: self = .reportOverdue
    default: preconditionFailure("no deadline of a session is of this kind")
    }
  }
}

extension Deadline: Comparable {
  /// The order in which they are to be met: by instant, then kind, tenant and session.
  public static func < (left: Deadline, right: Deadline) -> Bool {
    if left.instant != right.instant { return left.instant < right.instant }
    if left.kind != right.kind { return left.kind.rank < right.kind.rank }
    if left.tenant != right.tenant { return left.tenant < right.tenant }
    return left.session < right.session
  }
}

extension Deadline.Kind {
  fileprivate var rank: Int {
    switch self {
    case .lapseHolds: 0
    case .announceNearExpiry: 1
    case .close: 2
    case .reportOverdue: 3
    }
  }
}
