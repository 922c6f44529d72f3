/// One line a participant bought: units of one variant at its price adjustment, paid or not.
///
/// A participant may have several; each is settled for itself.
public struct Purchase: Sendable, Hashable {
  /// Who bought.
  public let participant: ParticipantID

  /// How many units, 1…10⁹.
  public let units: Int

  /// What the variant costs more than the ladder says, or less, per unit in the currency's smallest charged unit.
  public let priceAdjustment: Int64

  /// Whether it is paid for.
  ///
  /// What is not paid counts for nothing when the session closes.
  public let isPaid: Bool

  /// Creates a line; ``Settlement`` validates it.
  public init(_ participant: ParticipantID, units: Int, priceAdjustment: Int64 = 0, isPaid: Bool = true) {
    self.participant = participant
    self.units = units
    self.priceAdjustment = priceAdjustment
    self.isPaid = isPaid
  }
}
