/// A job lets orders expire that were not paid in time, what was due first first (SPEC §7, §12).
///
/// It is housekeeping: whoever does anything to an order, or asks about it, judges by the clock, whether anybody has
/// looked or not.
public struct ExpireOrders: Command, Hashable {
  /// How many to look at at most, 1…10 000.
  public var limit: Int

  /// What it did.
  public struct Receipt: Recordable, Hashable {
    /// How many orders have expired.
    public let expired: Int
    /// Whether nothing is left that was due; otherwise give it again.
    public let isComplete: Bool
  }

  /// The most that one may look at.
  public static var mostAtOnce: Int { 10_000 }

  /// Creates the command.
  public init(limit: Int = 1_000) { self.limit = limit }

  /// The command's name on the wire.
  public static var name: String { "expireOrders" }

  /// What is due, one more than is to be looked at.
  public func reads(in context: Context) -> [Read] { [.order(read(in: context))] }

  private func read(in context: Context) -> OrderRead {
    // One more tells whether any is left; a limit that is refused reads nothing much.
    .due(through: context.now, limit: max(0, min(limit, ExpireOrders.mostAtOnce)) + 1)
  }

  /// Lets them expire, and frees their units.
  ///
  /// - Throws: ``OrderError/invalid(_:)``, at `limit`.
  /// - Complexity: O(r) in what it lets expire, independent of how many orders there are.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> Receipt {
    guard 1...ExpireOrders.mostAtOnce ~= limit else {
      throw .refused(
        .invalid([
          Violation(
            FieldPath("limit"), limit < 1 ? .outOfRange : .tooLarge,
            "\(limit) is not between 1 and \(ExpireOrders.mostAtOnce)")
        ]))
    }
    let due = workingSet.orders(read(in: context))
    let orders = due.prefix(limit)
    let missing = orders.map { Read.stock(.reservation(.order($0.id))) }.filter { !workingSet.has($0) }
    guard missing.isEmpty else { throw .needs(missing) }
    var stock = StockTurn(from: workingSet, at: context.now)
    var rows = OrderRows()
    for order in orders {
      rows.orders.bring(order, as: order.id)
      let reservation = workingSet.reservation(of: .order(order.id))
      let now = max(context.now, order.lastInstant, reservation?.life.lastInstant ?? context.now)
      if reservation?.life.state == .reserved {
        _ = try OrderError.atStock { () throws(Interruption<StockError>) in
          try stock.release(.order(order.id), .expired, into: &changes)
        }
      }
      changes.record(.expired, of: order.id, at: now, on: &rows)
    }
    stock.end(into: &changes)
    changes.save(rows)
    return Receipt(expired: orders.count, isComplete: due.count <= limit)
  }

  /// The limit.
  public var record: Record { ["limit": limit.record] }
}

extension ExpireOrders.Receipt {
  /// Everything.
  public var record: Record { ["expired": expired.record, "isComplete": isComplete.record] }

  /// From everything.
  public init?(record: Record) {
    guard let expired: Int = record.field("expired"), let isComplete: Bool = record.field("isComplete") else {
      return nil
    }
    self.init(expired: expired, isComplete: isComplete)
  }
}
