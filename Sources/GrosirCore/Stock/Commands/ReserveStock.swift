/// Units are held for an order: all lines or none (SPEC §7).
///
/// Several lines of one stock are summed before they are checked. The same order with the same lines has the same
/// reservation, open or consumed; after a release it reserves anew.
public struct ReserveStock: Command, Hashable {
  /// For which order.
  public var order: OrderID
  /// What is asked for.
  public var lines: [StockLine]
  /// For how long.
  public var span: ReservationSpan
  /// For how long units may be held at all.
  public var rules: ReservationRules

  /// What an order has reserved.
  public struct Receipt: Recordable, Hashable {
    /// What is held: each stock once, in the order in which they were first named.
    public let lines: [StockLine]
    /// From when it is not any more; nil for never.
    public let expiresAt: Instant?
    /// Whether it is reserved or was consumed already.
    public let state: ReservationState
    /// Whether it was reserved now; false where the order had reserved the same lines before.
    public let isNew: Bool
  }

  /// Creates the command.
  public init(
    _ order: OrderID, _ lines: [StockLine], lasting span: ReservationSpan = .standard,
    under rules: ReservationRules = .standard
  ) {
    self.order = order
    self.lines = lines
    self.span = span
    self.rules = rules
  }

  /// The command's name on the wire.
  public static var name: String { "reserveStock" }

  /// The order's reservation, the stocks, and what has expired on them.
  public func reads(in context: Context) -> [Read] {
    [.stock(.reservation(.order(order)))] + StockTurn.reads(of: lines.keys, by: context.now)
  }

  /// Holds the units; whatever has expired on their stocks is released before.
  ///
  /// - Throws: in this order ``StockError/invalid(_:)``, with every violation, at `lines[i].units`, `lines` or
  ///   `lasting`; ``StockError/conflict(_:)``; ``StockError/insufficient(_:)``, with every short line.
  /// - Complexity: O(n log n) in the lines, and what was expired.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<StockError>) -> Receipt {
    let violations =
      StockError.violations(ofUnits: lines.map { $0.units }) + (rules.violation(of: span).map { [$0] } ?? [])
    guard violations.isEmpty else { throw .refused(.invalid(violations)) }
    var turn = StockTurn(from: workingSet, at: context.now)
    let made = try turn.reserve(lines, for: order, span, under: rules, into: &changes)
    turn.end(into: &changes)
    let life = made.reservation.life
    return Receipt(lines: made.reservation.lines, expiresAt: life.expiresAt, state: life.state, isNew: made.isNew)
  }

  /// What is asked for.
  public var record: Record {
    ["order": order.record, "lines": lines.record, "lasting": span.record, "rules": rules.record]
  }
}

extension ReserveStock.Receipt {
  /// Everything.
  public var record: Record {
    ["lines": lines.record, "expiresAt": expiresAt.record, "state": state.record, "isNew": isNew.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let lines: [StockLine] = record.field("lines"), let expiresAt: Instant? = record.field("expiresAt"),
      let state: ReservationState = record.field("state"), let isNew: Bool = record.field("isNew")
    else { return nil }
    self.init(lines: lines, expiresAt: expiresAt, state: state, isNew: isNew)
  }
}
