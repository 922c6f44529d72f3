/// When a session counts as successful (SPEC §5); the raw values are part of the wire format.
public enum SuccessRule: String, Sendable, Hashable, CaseIterable {
  /// When its units, platform fill included, reach the ladder's lowest threshold. The default.
  case lowestTier
  /// When they reach the whole target.
  case fullTarget
}
