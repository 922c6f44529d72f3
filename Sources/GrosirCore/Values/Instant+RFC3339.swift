extension Instant {
  /// Reads an instant from RFC 3339 text, strictly (SPEC §2, §15).
  ///
  /// The form is `2026-03-02T09:00:00.250+07:00`. Where RFC 3339 leaves room, this is what is accepted:
  ///
  /// - `t` and `z` in lower case; no other separator than those, no space.
  /// - A fraction of one to nine digits, of which those after the third must be zeros: an instant counts milliseconds,
  ///   and what cannot be kept is refused rather than rounded, because rounding could carry it across a deadline.
  /// - Any offset up to 23:59 either way; `-00:00` is UTC.
  /// - No leap second: there is no count for it. No hour 24.
  /// - Only days that exist, and only instants within the years 0000 to 9999 of UTC, after applying the offset.
  ///
  ///       try Instant(rfc3339: "2024-02-29T23:59:59+07:00")    // 2024-02-29T16:59:59Z
  ///       try Instant(rfc3339: "2025-02-29T00:00:00Z")         // throws dayOutOfRange at position 8
  ///
  /// - Complexity: O(1): text is read up to the first fault, and no valid text is longer than 35 bytes.
  /// - Throws: ``RFC3339Error`` with the first fault and its position.
  public init(rfc3339 text: String) throws(RFC3339Error) {
    var reader = RFC3339Reader(text)
    let date = try reader.readDate()
    try reader.readSeparator("T", or: "t")
    let time = try reader.readTime()
    let offset = try reader.readOffset()
    try reader.readEnd()
    guard let instant = Instant(date, time, at: offset) else { throw RFC3339Error(.outOfRange, at: 0) }
    self = instant
  }

  /// RFC 3339 text in UTC, with milliseconds only where there are any: `2026-03-02T02:00:00.250Z`.
  ///
  /// Reading it gives the same instant again.
  ///
  /// - Complexity: O(1).
  public var rfc3339: String {
    unsafe String(unsafeUninitializedCapacity: Instant.longestRFC3339) { text in
      guard let start = text.baseAddress else { return 0 }
      return unsafe writeRFC3339(to: start)
    }
  }

  /// How many bytes ``rfc3339`` has at most.
  package static var longestRFC3339: Int { 24 }

  /// Writes ``rfc3339`` where there is room for the longest, and returns how many bytes it has.
  package func writeRFC3339(to start: UnsafeMutablePointer<UInt8>) -> Int {
    let (year, month, day) = localDate(at: .utc).components
    let time = localTime(at: .utc)
    unsafe Instant.put(year, "-", to: start, digits: 4)
    unsafe Instant.put(month, "-", to: start + 5, digits: 2)
    unsafe Instant.put(day, "T", to: start + 8, digits: 2)
    unsafe Instant.put(time.hour, ":", to: start + 11, digits: 2)
    unsafe Instant.put(time.minute, ":", to: start + 14, digits: 2)
    guard time.millisecond > 0 else {
      unsafe Instant.put(time.second, "Z", to: start + 17, digits: 2)
      return 20
    }
    unsafe Instant.put(time.second, ".", to: start + 17, digits: 2)
    unsafe Instant.put(time.millisecond, "Z", to: start + 20, digits: 3)
    return 24
  }

  /// Writes a number of so many digits, and the character behind it.
  private static func put(
    _ number: Int, _ end: Unicode.Scalar, to start: UnsafeMutablePointer<UInt8>, digits: Int
  ) {
    var rest = UInt(number)
    for place in stride(from: digits - 1, through: 0, by: -1) {
      unsafe start[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    unsafe start[digits] = UInt8(ascii: end)
  }
}
