/// Units come, or go, that were not promised to anybody: a receipt, a correction, a write-off, a return (SPEC §7).
public struct AdjustStock: Command, Hashable {
  /// Which stock.
  public var key: StockKey
  /// How many units come; negative if they go.
  public var units: Int
  /// Why.
  public var reason: AdjustmentReason
  /// What it goes back to: a delivery note, a count; nil for this command.
  public var reference: AdjustmentID?

  /// The stock afterwards.
  public struct Receipt: Recordable, Hashable {
    /// How many units there are, and how many of them are promised.
    public let count: StockCount
    /// Units above the maximum.
    public let overflow: Int
    /// What a shopper is told.
    public let status: StockStatus

    init(_ level: StockLevel) { self.init(count: level.count, overflow: level.overflow, status: level.status) }

    private init(count: StockCount, overflow: Int, status: StockStatus) {
      self.count = count
      self.overflow = overflow
      self.status = status
    }
  }

  /// Creates the command.
  public init(_ key: StockKey, by units: Int, because reason: AdjustmentReason, reference: AdjustmentID? = nil) {
    self.key = key
    self.units = units
    self.reason = reason
    self.reference = reference
  }

  /// The command's name on the wire.
  public static var name: String { "adjustStock" }

  /// The stock, and what has expired on it.
  public func reads(in context: Context) -> [Read] { StockTurn.reads(of: [key], by: context.now) }

  /// Lets the units come or go; what has expired on the stock is released before.
  ///
  /// - Throws: in this order ``StockError/invalid(_:)``, at `units`, when the reason does not allow so many, or they
  ///   are more than 10⁹ either way; ``StockError/tooManyUnits(asked:onHand:)``;
  ///   ``StockError/belowReserved(asked:available:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<StockError>) -> Receipt {
    if let violation = reason.violation(of: units) { throw .refused(.invalid([violation])) }
    var turn = StockTurn(from: workingSet, at: context.now)
    let reference = reference ?? AdjustmentID(unchecked: context.command.text)
    let item = try turn.adjust(key, by: units, reason, reference, by: context.command, into: &changes)
    turn.end(into: &changes)
    return Receipt(item.level)
  }

  /// What is asked for.
  public var record: Record {
    .fields(
      key.fields + [
        .init("units", units.record), .init("reason", .text(reason.rawValue)), .init("reference", reference.record),
      ])
  }
}

extension AdjustStock.Receipt {
  /// Everything.
  public var record: Record {
    ["count": count.record, "overflow": overflow.record, "status": .text(status.rawValue)]
  }

  /// From everything.
  public init?(record: Record) {
    guard let count: StockCount = record.field("count"), let overflow: Int = record.field("overflow"),
      let word: String = record.field("status"), let status = StockStatus(rawValue: word)
    else { return nil }
    self.init(count: count, overflow: overflow, status: status)
  }
}
