/// What is wrong with a text that should have been an RFC 3339 instant, and where.
public struct RFC3339Error: Error, Sendable, Hashable {
  /// What is wrong.
  public let reason: Reason

  /// Where it is wrong: bytes of UTF-8 from the start of the text to the fault.
  ///
  /// A number out of its range is where it starts.
  public let position: Int

  init(_ reason: Reason, at position: Int) {
    self.reason = reason
    self.position = position
  }

  /// The error's name for programs; that of its reason.
  public var code: String { reason.rawValue }

  /// The ways in which such a text can be wrong; their raw values are part of the wire format.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// Something else where a digit belongs, or the text ends there.
    case expectedDigit
    /// Something else where `-`, `T`, `:`, `Z` or the sign of an offset belongs, or the text ends there.
    case expectedSeparator
    /// A month other than 01…12.
    case monthOutOfRange
    /// A day that the month of that year does not have.
    case dayOutOfRange
    /// An hour other than 00…23; `24:00` is written as the next day's `00:00`.
    case hourOutOfRange
    /// A minute other than 00…59.
    case minuteOutOfRange
    /// A second above 60.
    case secondOutOfRange
    /// A second 60: leap seconds have no place in a count of milliseconds since 1970.
    case leapSecond
    /// More precise than a millisecond: a fourth or later digit of the fraction that is not zero, or a tenth digit.
    case tooPrecise
    /// An offset with an hour above 23 or a minute above 59.
    case offsetOutOfRange
    /// Something after the end.
    case trailingText
    /// A valid text for an instant outside the years 0000 to 9999 of UTC.
    case outOfRange
  }
}

extension RFC3339Error: CustomStringConvertible {
  /// What is wrong and where, for people: `the month has no such day, at position 8`.
  public var description: String { "\(reason.explanation), at position \(position)" }
}

extension RFC3339Error.Reason {
  fileprivate var explanation: String {
    switch self {
    case .expectedDigit: "a digit belongs here"
    case .expectedSeparator: "'-', 'T', ':', 'Z', '+' or '-' belongs here, as in 2026-03-02T09:00:00+07:00"
    case .monthOutOfRange: "the month is not within 01…12"
    case .dayOutOfRange: "the month has no such day"
    case .hourOutOfRange: "the hour is not within 00…23"
    case .minuteOutOfRange: "the minute is not within 00…59"
    case .secondOutOfRange: "the second is not within 00…59"
    case .leapSecond: "leap seconds are not counted"
    case .tooPrecise: "an instant is no more precise than a millisecond"
    case .offsetOutOfRange: "the offset is not within ±23:59"
    case .trailingText: "nothing belongs after the offset"
    case .outOfRange: "the instant is not within the years 0000 to 9999 of UTC"
    }
  }
}
