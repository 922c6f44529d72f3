/// An operator says when a stock is low, and when it is too much (SPEC §7).
public struct SetStockLimits: Command, Hashable {
  /// Which stock.
  public var key: StockKey
  /// At how many units on hand it counts as low, 0…10⁹; nil for never.
  public var reorderPoint: Int?
  /// How many units there should be at most, 0…10⁹, no fewer than the reorder point; nil for any number.
  public var maximum: Int?

  /// The stock, as it is judged now.
  public typealias Receipt = AdjustStock.Receipt

  /// Creates the command.
  public init(_ key: StockKey, reorderPoint: Int?, maximum: Int?) {
    self.key = key
    self.reorderPoint = reorderPoint
    self.maximum = maximum
  }

  /// The command's name on the wire.
  public static var name: String { "setStockLimits" }

  /// The stock, and what has expired on it.
  public func reads(in context: Context) -> [Read] { StockTurn.reads(of: [key], by: context.now) }

  /// Sets the limits, and judges by them; what has expired on the stock is released before, and what lies above a
  /// maximum stays.
  ///
  /// - Throws: ``StockError/invalid(_:)`` with every violation, at `reorderPoint` or `maximum`.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<StockError>) -> AdjustStock.Receipt {
    let limits: StockLimits
    do throws(StockError) {
      limits = try StockLimits(reorderPoint: reorderPoint, maximum: maximum)
    } catch {
      throw .refused(error)
    }
    var turn = StockTurn(from: workingSet, at: context.now)
    let item = try turn.setLimits(limits, of: key, into: &changes)
    turn.end(into: &changes)
    return AdjustStock.Receipt(item.level)
  }

  /// What is asked for.
  public var record: Record {
    .fields(key.fields + [.init("reorderPoint", reorderPoint.record), .init("maximum", maximum.record)])
  }
}
