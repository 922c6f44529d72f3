/// Certain days of every week at a local time: "Tuesdays and Fridays at 10:00" (SPEC §9).
///
///     let batches = WeeklySchedule.withdrawalBatches
///     let monday = try Instant(rfc3339: "2026-03-02T12:00:00+07:00")
///     batches.first(after: monday)    // Tuesday, 2026-03-03T03:00:00Z
public struct WeeklySchedule: Sendable, Hashable {
  /// The days; at least one.
  public let weekdays: Set<Weekday>

  /// The time on those days.
  public let time: LocalTime

  /// Where the days begin and the time is told.
  public let offset: UTCOffset

  /// Creates a schedule, or nil if there is no weekday.
  public init?(_ weekdays: Set<Weekday>, at time: LocalTime, offset: UTCOffset = .westernIndonesia) {
    guard !weekdays.isEmpty else { return nil }
    self.init(unchecked: weekdays, at: time, offset: offset)
  }

  private init(unchecked weekdays: Set<Weekday>, at time: LocalTime, offset: UTCOffset) {
    self.weekdays = weekdays
    self.time = time
    self.offset = offset
  }

  /// When withdrawal batches run by default: Tuesdays and Fridays at 10:00, +07:00 (SPEC §9).
  public static var withdrawalBatches: WeeklySchedule {
    WeeklySchedule(unchecked: [.tuesday, .friday], at: tenInTheMorning, offset: .westernIndonesia)
  }

  /// When settlements are paid by default: Fridays at 10:00, +07:00 (SPEC §9).
  public static var payouts: WeeklySchedule {
    WeeklySchedule(unchecked: [.friday], at: tenInTheMorning, offset: .westernIndonesia)
  }

  /// The first time of the schedule strictly after an instant; nil if it lies past the year 9999 of UTC.
  ///
  /// At a time of the schedule itself the answer is the following one, so that going from answer to answer visits each
  /// once.
  public func first(after instant: Instant) -> Instant? {
    times(onAndAfter: instant.localDate(at: offset)) { $0 > instant }
  }

  /// The first time of the schedule on a day strictly later than the local day of an instant; nil if it lies past the
  /// year 9999 of UTC.
  ///
  /// The rule for payouts: with the hold ending on a Friday at 09:00, that Friday's 10:00 does not count; it is paid a
  /// week later (SPEC §9).
  public func first(onDayAfter instant: Instant) -> Instant? {
    guard let nextDay = instant.localDate(at: offset).adding(days: 1) else { return nil }
    return times(onAndAfter: nextDay) { _ in true }
  }

  /// The first acceptable time within the eight days from `first` on, which hold every weekday's next time even where
  /// that of the first day has passed.
  private func times(onAndAfter first: LocalDate, where isAcceptable: (Instant) -> Bool) -> Instant? {
    for distance in 0...7 {
      guard let date = first.adding(days: distance), weekdays.contains(date.weekday) else { continue }
      // Before the first instant there is, a time of day may be missing; a later one need not be.
      guard let instant = Instant(date, time, at: offset), isAcceptable(instant) else { continue }
      return instant
    }
    return nil
  }

  private static var tenInTheMorning: LocalTime { LocalTime(uncheckedHour: 10, minute: 0) }
}

extension WeeklySchedule: CustomStringConvertible {
  /// The days in order, the time, and where it is told: `tuesday, friday at 10:00:00 +07:00`.
  public var description: String {
    let days = Weekday.allCases.filter { weekdays.contains($0) }.map { $0.name }
    return "\(days.joined(separator: ", ")) at \(time.description) \(offset.description)"
  }
}
