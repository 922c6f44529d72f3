/// What a withdrawal costs, what is the least, and when they are paid (SPEC §9).
public struct WithdrawalTerms: Sendable, Hashable {
  /// The least that can be withdrawn.
  public let minimum: Money

  /// What each withdrawal costs, taken out of what is withdrawn.
  public let fee: Money

  /// When batches run.
  public let schedule: WeeklySchedule

  /// Creates terms, or nil if the fee is negative, of another currency than the minimum, or not less than it: something
  /// has to arrive.
  public init?(minimum: Money, fee: Money, schedule: WeeklySchedule = .withdrawalBatches) {
    guard minimum.currency == fee.currency, !fee.isNegative, fee.amount < minimum.amount else { return nil }
    self.init(unchecked: minimum, fee, schedule)
  }

  private init(unchecked minimum: Money, _ fee: Money, _ schedule: WeeklySchedule) {
    self.minimum = minimum
    self.fee = fee
    self.schedule = schedule
  }

  /// At least 10 000 rupiah, for a flat 2 500, on Tuesdays and Fridays at 10:00, +07:00.
  public static var standard: WithdrawalTerms {
    WithdrawalTerms(unchecked: Money(10_000, .idr), Money(2_500, .idr), .withdrawalBatches)
  }
}
