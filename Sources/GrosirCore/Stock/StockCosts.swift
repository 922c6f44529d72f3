/// What the platform's units of one stock key had cost (SPEC §9).
///
/// Units that a factory still owns, because they are on consignment, are not among them, nor are those that came at no
/// cost that anybody knows.
public struct StockCosts: Sendable, Equatable {
  /// Which stock.
  public let key: StockKey

  /// The units that were bought, oldest first.
  public internal(set) var layers: CostLayers

  /// Creates what was kept.
  package init(_ key: StockKey, _ layers: CostLayers) {
    self.key = key
    self.layers = layers
  }
}

/// Units of one stock key and what they had cost.
public struct CostedUnits: Sendable, Hashable {
  /// Which stock.
  public let key: StockKey
  /// How many.
  public let units: Int
  /// What all of them together had cost.
  public let cost: Money
}

extension CostedUnits: Recorded {
  /// The key's parts, the units and their cost.
  public var record: Record { .fields(key.fields + [.init("units", units.record), .init("cost", cost.record)]) }
}

extension StockTurn {
  /// Notes what units had cost that came into stock.
  ///
  /// - Throws: ``StockError/costOutOfRange`` where the cost of all cannot be counted.
  mutating func value(
    _ units: Int, of key: StockKey, at unitCost: Money, into changes: inout Changes
  ) throws(Interruption<StockError>) {
    guard units > 0 else { return }
    var layers = try costs(of: key)?.layers ?? CostLayers(in: unitCost.currency)
    do throws(JournalError) {
      try layers.receive(units, at: unitCost)
    } catch {
      throw .refused(.costOutOfRange)
    }
    record(.valued(key, units: units, at: unitCost), into: &changes)
  }

  /// What units had cost that go out now, the oldest first; nil if nobody knows of any cost.
  mutating func cost(of lines: [StockLine]) throws(Interruption<StockError>) -> [CostedUnits] {
    try need(lines.map { .stock(.costs($0.key)) })
    var costed: [CostedUnits] = []
    for line in lines {
      guard var layers = try costs(of: line.key)?.layers, layers.units > 0 else { continue }
      let units = min(line.units, layers.units)
      do throws(JournalError) {
        costed.append(CostedUnits(key: line.key, units: units, cost: try layers.take(units)))
      } catch {
        preconditionFailure("no more is taken than is there")
      }
    }
    return costed
  }

  private mutating func costs(of key: StockKey) throws(Interruption<StockError>) -> StockCosts? {
    if let costs = rows.costs[key] { return costs }
    try need([.stock(.costs(key))])
    guard let costs = workingSet.stockCosts(key) else { return nil }
    bring(costs)
    return costs
  }
}

extension StockRows {
  /// Notes what units had cost that came.
  mutating func receive(_ units: Int, of key: StockKey, at unitCost: Money) {
    change(key, unitCost.currency) { (layers) throws(JournalError) in try layers.receive(units, at: unitCost) }
  }

  /// Takes out what has gone, oldest first.
  mutating func take(_ costed: CostedUnits) {
    change(costed.key, costed.cost.currency) { (layers) throws(JournalError) in
      let cost = try layers.take(costed.units)
      precondition(cost == costed.cost, "units leave at the cost they entered at")
    }
  }

  private mutating func change(
    _ key: StockKey, _ currency: Currency, _ body: (inout CostLayers) throws(JournalError) -> Void
  ) {
    var costs = self.costs[key] ?? StockCosts(key, CostLayers(in: currency))
    do throws(JournalError) {
      try body(&costs.layers)
    } catch {
      preconditionFailure("an event that the costs do not allow")
    }
    self.costs.save(costs, as: key)
  }
}
