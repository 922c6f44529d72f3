/// A time of day, wherever it is observed: midnight up to, but without, the next.
///
///     LocalTime(hour: 10, minute: 0)     // when withdrawal batches run
///     LocalTime(hour: 24, minute: 0)     // nil: that is the next day's midnight
public struct LocalTime: Sendable, Hashable {
  /// Milliseconds since midnight, 0…86 399 999.
  public let millisecondsSinceMidnight: Int

  /// Creates a time of day, or nil if a part is out of its range.
  ///
  /// - Parameters:
  ///   - hour: 0…23.
  ///   - minute: 0…59.
  ///   - second: 0…59; leap seconds are not counted.
  ///   - millisecond: 0…999.
  public init?(hour: Int, minute: Int, second: Int = 0, millisecond: Int = 0) {
    guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second, 0...999 ~= millisecond else { return nil }
    self.init(uncheckedHour: hour, minute: minute, second: second, millisecond: millisecond)
  }

  /// Creates a time of day from parts that are known to be valid.
  ///
  /// - Precondition: the parts satisfy ``init(hour:minute:second:millisecond:)``.
  package init(uncheckedHour hour: Int, minute: Int, second: Int = 0, millisecond: Int = 0) {
    self.init(unchecked: ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond)
  }

  /// Creates a time of day that is known to be valid.
  ///
  /// - Precondition: the argument is in 0…86 399 999.
  package init(unchecked millisecondsSinceMidnight: Int) {
    assert(0..<LocalTime.millisecondsInDay ~= millisecondsSinceMidnight)
    self.millisecondsSinceMidnight = millisecondsSinceMidnight
  }

  /// The first moment of a day.
  public static var midnight: LocalTime { LocalTime(unchecked: 0) }

  /// 0…23.
  public var hour: Int { millisecondsSinceMidnight / 3_600_000 }

  /// 0…59.
  public var minute: Int { millisecondsSinceMidnight / 60_000 % 60 }

  /// 0…59.
  public var second: Int { millisecondsSinceMidnight / 1_000 % 60 }

  /// 0…999.
  public var millisecond: Int { millisecondsSinceMidnight % 1_000 }

  static var millisecondsInDay: Int { 86_400_000 }
}

extension LocalTime: Comparable {
  /// Whether the left time is earlier in the day.
  public static func < (left: LocalTime, right: LocalTime) -> Bool {
    left.millisecondsSinceMidnight < right.millisecondsSinceMidnight
  }
}

extension LocalTime: CustomStringConvertible {
  /// ISO 8601: `10:00:00`, with milliseconds where there are any: `10:00:00.250`.
  public var description: String {
    let parts = [hour, minute, second].map { DecimalText.padded($0, width: 2) }
    let text = parts[0] + ":" + parts[1] + ":" + parts[2]
    return millisecond == 0 ? text : text + "." + DecimalText.padded(millisecond, width: 3)
  }
}
