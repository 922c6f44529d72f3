/// How far the demand of a session that succeeded is met (SPEC §6).
///
/// *Invariant*: of each variant no more is there than was sold; what is there is held in the warehouse until everything
/// is, and then goes out at once.
public struct Fulfilment: Sendable, Hashable {
  /// The demand, each variant that sold any, in product order.
  public internal(set) var lines: [Line]

  /// Who makes what is missing, and is paid for what its bundles bring.
  public let factory: FactoryID

  /// The platform's share of what is released.
  public let fee: BasisPoints

  /// From when on it is overdue.
  public let deadline: Instant

  /// Whether that was reported.
  public internal(set) var isOverdueReported = false

  /// The purchase orders placed for it, in order.
  public internal(set) var purchaseOrders: [PurchaseOrderNumber] = []

  /// Units of the session's own bundles that are there for its buyers, with what each cost, in the order in which they
  /// came.
  public internal(set) var served: [ServedUnits] = []

  /// When production first started, was last completed, and goods were last shipped.
  public internal(set) var marks = Marks()

  /// One variant's demand.
  public struct Line: Sendable, Hashable {
    /// The variant.
    public let variant: VariantID
    /// Units sold.
    public let demand: Int
    /// Units that are there, from the warehouse's stock.
    public internal(set) var fromStock = 0
    /// Units that are there, from bundles ordered for the session.
    public internal(set) var fromBundles = 0

    /// Units that are not there yet.
    public var missing: Int { demand - fromStock - fromBundles }
  }

  /// Units of one variant that came at one cost.
  public struct ServedUnits: Sendable, Hashable {
    /// The variant.
    public let variant: VariantID
    /// How many.
    public let units: Int
    /// What each of them cost.
    public let unitCost: Money
  }

  /// What the factory said, and when.
  public struct Marks: Sendable, Hashable {
    /// When production started.
    public internal(set) var productionStarted: Instant?
    /// When production was completed.
    public internal(set) var productionCompleted: Instant?
    /// When goods were shipped.
    public internal(set) var shipped: Instant?
  }

  /// Begins to meet a demand.
  init(of demand: [VariantUnits], by factory: Factory, until deadline: Instant) {
    lines = demand.map { Line(variant: $0.variant, demand: $0.units) }
    self.factory = factory.id
    fee = factory.fee
    self.deadline = deadline
  }

  /// Whether everything that was sold is there.
  public var isCovered: Bool { lines.allSatisfy { $0.missing == 0 } }

  /// What is not there yet, in product order.
  public var missing: [VariantUnits] {
    lines.compactMap { $0.missing > 0 ? VariantUnits($0.variant, $0.missing) : nil }
  }

  /// What is there, in product order.
  var present: [VariantUnits] {
    lines.compactMap { line in
      let units = line.fromStock + line.fromBundles
      return units > 0 ? VariantUnits(line.variant, units) : nil
    }
  }

  /// How long after the close a session is fulfilled at the latest where its product does not say.
  public static var defaultDuration: Timespan { .days(30) }
}

extension Fulfilment {
  /// Notes that so much more is there.
  mutating func cover(_ units: [VariantUnits], from source: DemandSource) {
    for line in units {
      guard let place = lines.firstIndex(where: { $0.variant == line.variant }) else {
        preconditionFailure("what is covered was sold")
      }
      switch source {
      case .stock: lines[place].fromStock += line.units
      case .bundles(_, let unitCost):
        lines[place].fromBundles += line.units
        served.append(ServedUnits(variant: line.variant, units: line.units, unitCost: unitCost))
      }
    }
  }

  /// Notes what happened to one of its orders.
  mutating func apply(_ mark: OrderMark, to number: PurchaseOrderNumber, at instant: Instant) {
    switch mark {
    case .placed: purchaseOrders.append(number)
    case .refused: break
    case .productionStarted: marks.productionStarted = marks.productionStarted ?? instant
    case .productionCompleted: marks.productionCompleted = instant
    case .shipped: marks.shipped = instant
    }
  }
}

/// What one participant gets out of a fulfilled session, and whose money that is (SPEC §9).
public struct ParticipantRelease: Sendable, Hashable {
  /// The participant.
  public let participant: ParticipantID
  /// All that leaves escrow.
  public let gross: Money
  /// Whose bundles.
  public let factory: FactoryID
  /// What is released to the factory, for units from the session's own bundles on consignment; nil for none.
  public let consigned: FeeSplit?
  /// What the warehouse earns, for units of its own; nil for none.
  public let warehouse: FeeSplit?
}

extension ParticipantRelease: Recorded {
  /// The participant, and both parts.
  public var record: Record {
    [
      "participant": participant.record, "gross": gross.record, "consigned": consigned.record,
      "warehouse": warehouse.record,
    ]
  }
}

extension Fulfilment.Line: Recorded {
  /// The demand, and where it is met from.
  public var record: Record {
    [
      "variant": variant.record, "demand": demand.record, "fromStock": fromStock.record,
      "fromBundles": fromBundles.record, "missing": missing.record,
    ]
  }
}

extension Fulfilment: Recorded {
  /// All but what the factory said.
  public var record: Record {
    [
      "lines": lines.record, "factory": factory.record, "fee": fee.value.record, "deadline": deadline.record,
      "purchaseOrders": purchaseOrders.record,
    ]
  }
}
