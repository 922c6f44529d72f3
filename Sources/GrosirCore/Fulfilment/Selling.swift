/// Who sells what a session's own bundles bring: whose revenue it is, and when the goods are bought (SPEC §9).
///
/// The raw values are the wire's.
public enum Selling: String, Sendable, Hashable, CaseIterable {
  /// The factory is the merchant: what served demand is paid when the session succeeds, less the platform's fee; every
  /// other undamaged unit is bought at unit cost when it comes.
  case consignment
  /// The platform's warehouse is the merchant: every undamaged unit is bought at unit cost when it comes.
  case warehouse
}

extension Selling: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}
