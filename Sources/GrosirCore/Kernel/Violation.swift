/// One thing that is wrong with what was given, and where.
///
/// Whatever is refused is refused whole: validation collects every violation before it answers, so that a caller
/// mends everything in one go instead of one field per attempt (SPEC §14).
public struct Violation: Sendable, Hashable {
  /// Where it is, as fields and positions from the outermost value: `variants[2].tolerance`.
  public let path: FieldPath

  /// What kind of fault it is; stable, for programs.
  public let code: Code

  /// What is wrong and what would be right, for people.
  public let message: String

  /// Creates a violation.
  public init(_ path: FieldPath, _ code: Code, _ message: String) {
    self.path = path
    self.code = code
    self.message = message
  }

  /// The kinds of fault; their raw values are part of the wire format.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// A required field is absent.
    case missing
    /// A field, variant or kind that nobody knows.
    case unknown
    /// The same field, variant or identifier twice.
    case duplicate
    /// Text where a number belongs, and the like.
    case wrongType
    /// The right type, but below or above what is allowed.
    case outOfRange
    /// Text that does not have the form it must have.
    case malformed
    /// Each value is allowed, but not together.
    case inconsistent
    /// More of something than is accepted from outside.
    case tooLarge
  }
}

extension Violation: CustomStringConvertible {
  /// Where and what, for people and logs: `variants[2].tolerance: a tolerance must be …`.
  public var description: String {
    path == .root ? message : "\(path.description): \(message)"
  }
}

extension Sequence<Violation> {
  /// All of them in one line, for an error's description.
  var listed: String { map { $0.description }.joined(separator: "; ") }
}
