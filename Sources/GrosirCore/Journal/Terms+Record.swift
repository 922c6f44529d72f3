extension WeeklySchedule: Recorded {
  /// The days by their numbers, in order, the time, and where it is told.
  public var record: Record {
    [
      "weekdays": Weekday.allCases.filter { weekdays.contains($0) }.map { $0.rawValue }.record,
      "time": .text(time.description), "offset": .text(offset.description),
    ]
  }
}

extension WithdrawalTerms: Recorded {
  /// What can be asked for, the fee, and when batches run.
  public var record: Record { ["minimum": minimum.record, "fee": fee.record, "schedule": schedule.record] }
}

extension SettlementTerms: Recorded {
  /// The hold, and when settlements are paid.
  public var record: Record { ["hold": hold.record, "schedule": schedule.record] }
}
