import GrosirCore

/// Lengths of time as people write them: `7d`, `1d2h30m`, `90s`, `250ms`.
///
/// Days of 24 hours, hours, minutes, seconds and milliseconds, each once at most and the longer before the shorter.
enum CompactTimespan {
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
  ]

  /// The length of a text, or nil if it is not of that form or does not fit.
  static func parse(_ text: some StringProtocol) -> Timespan? {
    var rest = text.utf8[...]
    var next = units.startIndex
    var total: Int64 = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { 0x30...0x39 ~= $0 }
      guard 1...15 ~= digits.count, let count = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix { !(0x30...0x39 ~= $0) }
      let name = String(decoding: letters, as: UTF8.self)
      guard let unit = units[next...].firstIndex(where: { $0.name == name }) else { return nil }
      rest = rest.dropFirst(letters.count)
      next = unit + 1
      guard let part = count.checkedMultiplied(by: units[unit].milliseconds), let sum = total.checkedAdding(part)
      else { return nil }
      total = sum
    }
    return Timespan(milliseconds: total)
  }
}

/// Reads a point in time: an instant, or how long after the scenario's start it is.
struct ScenarioTimeReader: ValueReader {
  static let expected =
    "an instant such as 2026-03-02T09:00:00+07:00, or the time since the start, such as +1d2h30m"

  /// From when offsets count; where it could not be read, any will do.
  let start: Instant

  /// Reads the value if it is such a text.
  func read(_ value: JSONValue, in context: ReadingContext) -> Instant? {
    guard case .string(let text) = value else { return context.refuse(value, expected: "text") }
    guard text.hasPrefix("+") || text.hasPrefix("-") else {
      guard let instant = Instant(readable: text) else { return refuse(text, in: context) }
      return instant
    }
    guard let length = CompactTimespan.parse(text.dropFirst()) else { return refuse(text, in: context) }
    guard let instant = start.adding(text.hasPrefix("-") ? length.negated : length) else {
      context.refuse(.outOfRange, "must lie within the years 0000 to 9999, but \"\(shortened(text))\" does not")
      return nil
    }
    return instant
  }

  private func refuse(_ text: String, in context: ReadingContext) -> Instant? {
    context.refuse(.malformed, "must be \(ScenarioTimeReader.expected), but is \"\(shortened(text))\"")
    return nil
  }
}

/// Reads a length of time within bounds.
struct TimespanReader: ValueReader {
  let range: ClosedRange<Timespan>

  /// Reads the value if it is such a text.
  func read(_ value: JSONValue, in context: ReadingContext) -> Timespan? {
    guard case .string(let text) = value else { return context.refuse(value, expected: "text") }
    guard let length = CompactTimespan.parse(text) else {
      context.refuse(.malformed, "must be a length of time such as 7d or 1h30m, but is \"\(shortened(text))\"")
      return nil
    }
    guard range ~= length else {
      let days = range.upperBound.milliseconds / Timespan.days(1).milliseconds
      let least = range.lowerBound == .zero ? "" : "more than nothing and "
      context.refuse(.outOfRange, "must be \(least)at most \(days)d, but is \"\(shortened(text))\"")
      return nil
    }
    return length
  }
}

extension ValueReader where Self == ScenarioTimeReader {
  /// An instant, or an offset from the scenario's start.
  static func time(since start: Instant) -> Self { ScenarioTimeReader(start: start) }
}

extension ValueReader where Self == TimespanReader {
  /// A length of time; nothing is one too.
  static var timespan: Self { TimespanReader(range: .zero...Product.longestTimespan) }

  /// A length of time that is longer than nothing.
  static var positiveTimespan: Self { TimespanReader(range: .milliseconds(1)...Product.longestTimespan) }
}

extension Instant {
  /// The instant of an RFC 3339 text, or nil if it is none.
  init?(readable text: String) {
    do throws(RFC3339Error) {
      try self.init(rfc3339: text)
    } catch {
      return nil
    }
  }
}
