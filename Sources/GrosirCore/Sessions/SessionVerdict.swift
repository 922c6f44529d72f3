/// How a session ends, units only.
public struct SessionVerdict: Sendable, Hashable {
  /// Real units paid for.
  public let paidUnits: Int

  /// Virtual units the platform added; on failure, those it would have added.
  public let platformFill: Int

  /// Whether the session succeeded, and at which tier.
  public let outcome: Outcome

  /// Success at a tier, or failure.
  public enum Outcome: Sendable, Hashable {
    /// The session succeeded, and everybody pays this tier's price.
    case success(Ladder.Tier)
    /// The session failed; everybody gets everything back.
    case failed
  }

  /// The tier reached, or nil on failure.
  public var tier: Ladder.Tier? {
    switch outcome {
    case .success(let tier): tier
    case .failed: nil
    }
  }
}
