import GrosirCore

/// A session as the book has it.
final class SessionBook {
  let plan: SessionPlan
  let id: SessionID
  let variants: [VariantID]
  var rules: SalesRules
  var version: Int
  var state = SessionState.forming
  var tallies: [SalesTally]
  /// Participants in the order in which they came.
  var members: [MemberBook] = []
  var last: Instant
  var escrow: Int64 = 0
  /// Whether somebody paid left, or rules or stock changed: then excess may be beyond what sales alone would leave.
  var isGuaranteeBroken = false
  var announcedFill: Int?
  var tier: Ladder.Tier?
  var closedAt: Instant?
  var expectsRenewal = false
  var isRenewed = false
  var fulfilment: FulfilmentBook?

  init(_ plan: SessionPlan, _ rules: SalesRules, _ variants: [VariantID], version: Int, at instant: Instant) {
    self.plan = plan
    id = plan.session
    self.variants = variants
    self.rules = rules
    self.version = version
    tallies = variants.map { _ in SalesTally() }
    last = instant
  }

  var currency: Currency { plan.terms.ladder.basePrice.currency }
  var basePrice: Int64 { plan.terms.ladder.basePrice.amount }

  func place(of variant: VariantID) -> Int? { variants.firstIndex(of: variant) }

  func isJoinable(at instant: Instant) -> Bool {
    (state == .forming || state == .active) && plan.opensAt <= instant && instant < plan.closesAt
  }

  /// Whether it is time to announce what the fill would be.
  func isNearExpiry(at instant: Instant) -> Bool {
    let from = plan.closesAt.subtracting(plan.conditions.nearExpiryWindow) ?? .earliest
    return from <= instant && isJoinable(at: instant)
  }

  func units(_ lines: [VariantUnits]) -> [Int]? {
    var units = variants.map { _ in 0 }
    for line in lines {
      guard let place = place(of: line.variant) else { return nil }
      units[place] += line.units
    }
    return units
  }

  /// What units cost at a price for the variant without adjustment.
  func cost(of units: [Int], at price: Int64) -> Int64 {
    var sum: Int64 = 0
    for place in units.indices { sum += Int64(units[place]) * (price + plan.priceAdjustments[place]) }
    return sum
  }

  func openHolds(of buyer: BuyerID) -> Int {
    members.reduce(0) { $0 + ($1.buyer == buyer && $1.isAwaiting ? 1 : 0) }
  }

  func units(of buyer: BuyerID) -> Int {
    members.reduce(0) { $0 + ($1.buyer == buyer && ($1.isAwaiting || $1.isIn) ? $1.unitCount : 0) }
  }
}

/// A participation as the book has it.
final class MemberBook {
  enum Status: Equatable { case awaiting, waiting, paid, lapsed, left, reversed, returned }

  let id: ParticipantID
  unowned let session: SessionBook
  let buyer: BuyerID
  let lines: [VariantUnits]
  let units: [Int]
  let unitCount: Int
  let total: Int64
  let isPledge: Bool
  let acceptsPartial: Bool
  let until: Instant
  var status = Status.awaiting
  /// Units of each variant that are in.
  var admitted: [Int]
  var payment: PaymentReference?
  var escrowed: Int64 = 0
  var credited: Int64 = 0
  var isDisputed = false
  /// What the buyer paid that counted, and what went back of it or was released; equal in the end.
  var paidIn: Int64 = 0
  var refunded: Int64 = 0
  var disputed: Int64 = 0
  var released: Int64 = 0
  var order: OrderID?
  var expectedSettlement: (credited: Int64, returned: Int64, disputed: Int64, isIn: Bool)?

  init(_ row: Participant, _ units: [Int], of session: SessionBook) {
    id = row.id
    self.session = session
    buyer = row.buyer
    lines = row.lines
    self.units = units
    unitCount = units.reduce(0, +)
    total = row.total.amount
    if case .pledge(let acceptsPartial) = row.kind {
      (isPledge, self.acceptsPartial) = (true, acceptsPartial)
    } else {
      (isPledge, acceptsPartial) = (false, false)
    }
    until = row.deadline ?? .earliest
    admitted = units.map { _ in 0 }
  }

  var isAwaiting: Bool { status == .awaiting }
  var isIn: Bool { status == .paid || status == .waiting }

  /// Units of each variant that wait.
  var waiting: [Int] { status == .waiting ? zip(units, admitted).map { $0 - $1 } : units.map { _ in 0 } }
}

/// How far a session's demand is met, as the book has it.
final class FulfilmentBook {
  let demand: [Int]
  let factory: FactoryID
  let fee: Int
  let deadline: Instant
  var fromStock: [Int]
  var fromBundles: [Int]
  /// Units of own bundles with what they cost.
  var served: [(place: Int, units: Int, cost: Int64)] = []
  var orders: [PurchaseOrderNumber] = []
  var isOverdue = false
  var consigned: Int64 = 0

  init(_ demand: [Int], _ factory: FactoryID, fee: Int, until deadline: Instant) {
    self.demand = demand
    self.factory = factory
    self.fee = fee
    self.deadline = deadline
    fromStock = demand.map { _ in 0 }
    fromBundles = fromStock
  }

  func missing(_ place: Int) -> Int { demand[place] - fromStock[place] - fromBundles[place] }
  var isCovered: Bool { demand.indices.allSatisfy { missing($0) == 0 } }
}
