/// When a settlement is paid: after a hold, on a weekday (SPEC §9).
public struct SettlementTerms: Sendable, Hashable {
  /// How long after the period's end nothing is paid yet; not negative.
  public let hold: Timespan

  /// The days and the time at which settlements are paid.
  public let schedule: WeeklySchedule

  /// Creates terms, or nil for a negative hold.
  public init?(hold: Timespan = .days(7), schedule: WeeklySchedule = .payouts) {
    guard !hold.isNegative else { return nil }
    self.init(unchecked: hold, schedule)
  }

  private init(unchecked hold: Timespan, _ schedule: WeeklySchedule) {
    self.hold = hold
    self.schedule = schedule
  }

  /// After seven days, on the next local Friday at 10:00, +07:00.
  public static var standard: SettlementTerms { SettlementTerms(unchecked: .days(7), .payouts) }

  /// When the settlement of a period can be paid: at the first time of the schedule whose date is strictly later than
  /// the date of the period's end plus the hold; nil if that lies past the year 9999.
  ///
  ///     let end = try Instant(rfc3339: "2026-03-06T00:00:00+07:00")    // a Friday
  ///     SettlementTerms.standard.payableAt(periodEnd: end)             // Friday, 2026-03-20T03:00:00Z
  public func payableAt(periodEnd: Instant) -> Instant? {
    periodEnd.adding(hold).flatMap { schedule.first(onDayAfter: $0) }
  }
}
