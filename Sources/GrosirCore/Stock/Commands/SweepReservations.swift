/// A job releases reservations whose time is over, the oldest first (SPEC §7).
///
/// It is housekeeping: whoever reserves or adjusts frees what has expired on the stocks it touches, swept or not.
public struct SweepReservations: Command, Hashable {
  /// How many to release at most, 1…10 000.
  public var limit: Int

  /// What a sweep did.
  public struct Receipt: Recordable, Hashable {
    /// How many reservations it released.
    public let released: Int
    /// Whether nothing is left that had expired; otherwise sweep again.
    public let isComplete: Bool
  }

  /// The most that one sweep may release.
  public static var mostAtOnce: Int { 10_000 }

  /// Creates the command.
  public init(limit: Int = 1_000) { self.limit = limit }

  /// The command's name on the wire.
  public static var name: String { "sweepReservations" }

  /// What has expired, one more than is to be released.
  public func reads(in context: Context) -> [Read] { [.stock(read(in: context))] }

  private func read(in context: Context) -> StockRead {
    // One more tells whether any is left; a limit that is refused reads nothing much.
    .expired(through: context.now, limit: max(0, min(limit, SweepReservations.mostAtOnce)) + 1)
  }

  /// Releases what has expired.
  ///
  /// - Throws: ``StockError/invalid(_:)``, at `limit`.
  /// - Complexity: O(r) in what it releases, independent of how much is reserved.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<StockError>) -> Receipt {
    guard 1...SweepReservations.mostAtOnce ~= limit else {
      throw .refused(
        .invalid([
          Violation(
            FieldPath("limit"), limit < 1 ? .outOfRange : .tooLarge,
            "\(limit) is not between 1 and \(SweepReservations.mostAtOnce)")
        ]))
    }
    let expired = workingSet.reservations(read(in: context))
    var turn = StockTurn(from: workingSet, at: context.now)
    let released = try turn.release(expired: Array(expired.prefix(limit)), by: context.now, &changes)
    turn.end(into: &changes)
    return Receipt(released: released, isComplete: expired.count <= limit)
  }

  /// The limit.
  public var record: Record { ["limit": limit.record] }
}

extension SweepReservations.Receipt {
  /// Everything.
  public var record: Record { ["released": released.record, "isComplete": isComplete.record] }

  /// From everything.
  public init?(record: Record) {
    guard let released: Int = record.field("released"), let isComplete: Bool = record.field("isComplete") else {
      return nil
    }
    self.init(released: released, isComplete: isComplete)
  }
}
