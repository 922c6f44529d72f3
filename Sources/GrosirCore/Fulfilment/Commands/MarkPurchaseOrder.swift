/// Something is said about a purchase order, by its factory or an operator (SPEC §6, §8).
///
/// Steps may be left out, and none is taken back. What is said twice in a row does nothing the second time.
public struct MarkPurchaseOrder: Command, Hashable {
  /// Which order.
  public var number: PurchaseOrderNumber
  /// What is said.
  public var mark: Mark

  /// What is said about a purchase order.
  public enum Mark: Sendable, Hashable {
    /// A draft goes to the factory.
    case sent
    /// The factory knows.
    case acknowledged
    /// The factory has begun.
    case productionStarted
    /// The factory is done.
    case productionCompleted
    /// The goods left; what shipping costs, if that is not what was agreed, in the currency's smallest charged unit.
    case shipped(TrackingNumber?, shippingCost: Int64?)
    /// The factory does not make it.
    case refused(Reason)
    /// An operator does not want it any more.
    case cancelled(Reason)
  }

  /// Where the order stands.
  public struct Receipt: Recordable, Hashable {
    /// Its status.
    public let status: PurchaseOrderStatus
    /// Whether that is new.
    public let isNew: Bool
    /// What its session now lacks that nobody has ordered; an operator orders it, or cancels the session.
    public let short: [VariantUnits]
  }

  /// Creates the command.
  public init(_ number: PurchaseOrderNumber, _ mark: Mark) {
    self.number = number
    self.mark = mark
  }

  /// The command's name on the wire.
  public static var name: String { "markPurchaseOrder" }

  /// The order; its session follows from it.
  public func reads(in context: Context) -> [Read] { [.purchaseOrder(number)] }

  /// Notes what is said, for the order and for the session that awaits it.
  ///
  /// - Throws: in this order ``FulfilmentError/invalid(_:)`` at `shippingCost`,
  ///   ``FulfilmentError/unknownPurchaseOrder(_:)``, ``FulfilmentError/invalidOrderTransition(from:action:)``,
  ///   ``FulfilmentError/totalOutOfRange``, ``FulfilmentError/unknownFactory(_:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<FulfilmentError>) -> Receipt {
    try checkShippingCost()
    guard var order = workingSet.purchaseOrder(number) else { throw .refused(.unknownPurchaseOrder(number)) }
    guard let status = order.status.successor(under: mark.action) else {
      if order.status == mark.status { return Receipt(status: order.status, isNew: false, short: []) }
      throw .refused(.invalidOrderTransition(from: order.status, action: mark.action))
    }
    let event = try event(for: order)
    if let session = order.session, let mark = mark.ofSession {
      let read = Read.session(session)
      guard workingSet.has(read) else { throw .needs(SessionTurn.reads(of: session, in: context)) }
      if workingSet.session(session)?.state == .pendingStock {
        return try progress(session, mark, event, from: workingSet, in: context, &changes)
      }
    }
    changes.record(event, at: max(context.now, order.lastInstant), on: &order)
    changes.save(order)
    if mark == .sent { changes.request(try order.notice(from: workingSet)) }
    return Receipt(status: status, isNew: true, short: [])
  }

  /// Notes it for the order and its session.
  private func progress(
    _ session: SessionID, _ mark: OrderMark, _ event: PurchaseOrderEvent, from workingSet: WorkingSet,
    in context: Context, _ changes: inout Changes
  ) throws(Interruption<FulfilmentError>) -> Receipt {
    var turn = try FulfilmentTurn(at: session, to: mark.action, from: workingSet, in: context)
    var order = try turn.order(number)
    turn.record(event, on: &order)
    turn.record(.orderProgressed(number, mark))
    let short = order.status.isOpen ? [] : try turn.short()
    if !short.isEmpty { turn.record(.fulfilmentShort(short)) }
    turn.end(into: &changes)
    return Receipt(status: order.status, isNew: true, short: short)
  }

  private func checkShippingCost() throws(Interruption<FulfilmentError>) {
    guard case .shipped(_, let cost?) = mark, let violation = FulfilmentError.violation(ofShippingCost: cost) else {
      return
    }
    throw .refused(.invalid([violation]))
  }

  private func event(for order: PurchaseOrder) throws(Interruption<FulfilmentError>) -> PurchaseOrderEvent {
    switch mark {
    case .sent: return .sent
    case .acknowledged: return .acknowledged
    case .productionStarted: return .productionStarted
    case .productionCompleted: return .productionCompleted
    case .shipped(let tracking, let cost):
      let cost = cost.map { Money($0, order.unitCost.currency) } ?? order.shippingCost
      guard PurchaseOrder.total(order.lines, order.unitCost, cost) != nil else { throw .refused(.totalOutOfRange) }
      return .shipped(tracking, shippingCost: cost)
    case .refused(let reason): return .refused(reason)
    case .cancelled(let reason): return .cancelled(reason)
    }
  }

  /// The order's number and what is said.
  public var record: Record {
    var fields: [Record.Field] = [.init("number", number.record), .init("mark", .text(mark.name))]
    switch mark {
    case .sent, .acknowledged, .productionStarted, .productionCompleted: break
    case .shipped(let tracking, let cost):
      fields += [.init("trackingNumber", tracking.record), .init("shippingCost", cost.record)]
    case .refused(let reason), .cancelled(let reason): fields.append(.init("reason", reason.record))
    }
    return .fields(fields)
  }
}

extension MarkPurchaseOrder.Mark {
  /// Its name on the wire.
  public var name: String {
    switch self {
    case .sent: "sent"
    case .acknowledged: "acknowledged"
    case .productionStarted: "productionStarted"
    case .productionCompleted: "productionCompleted"
    case .shipped: "shipped"
    case .refused: "refused"
    case .cancelled: "cancelled"
    }
  }

  /// What it does to the order.
  fileprivate var action: PurchaseOrderAction {
    switch self {
    case .sent: .send
    case .acknowledged: .acknowledge
    case .productionStarted: .startProduction
    case .productionCompleted: .completeProduction
    case .shipped: .ship
    case .refused: .refuse
    case .cancelled: .cancel
    }
  }

  /// Where the order stands once it is said; nil where that does not tell whether it was.
  fileprivate var status: PurchaseOrderStatus? {
    switch self {
    case .sent: .sent
    case .acknowledged: .acknowledged
    case .productionStarted: .inProduction
    case .productionCompleted: nil
    case .shipped: .shipped
    case .refused: .refused
    case .cancelled: .cancelled
    }
  }

  /// What it means to the session that awaits the goods, if anything.
  fileprivate var ofSession: OrderMark? {
    switch self {
    case .sent, .acknowledged: nil
    case .productionStarted: .productionStarted
    case .productionCompleted: .productionCompleted
    case .shipped: .shipped
    case .refused, .cancelled: .refused
    }
  }
}

extension OrderMark {
  /// What it is to the session.
  fileprivate var action: SessionAction {
    switch self {
    case .placed: .placeAnotherOrder
    case .refused: .refuseOrder
    case .productionStarted: .startProduction
    case .productionCompleted: .completeProduction
    case .shipped: .ship
    }
  }
}

extension PurchaseOrder {
  /// What its factory is told; an order for the warehouse.
  func notice(from workingSet: WorkingSet) throws(Interruption<FulfilmentError>) -> Effect {
    let reads: [Read] = [.product(product), .factory(factory), .location(destination.location)]
    let missing = reads.filter { !workingSet.has($0) }
    guard missing.isEmpty else { throw .needs(missing) }
    guard let product = workingSet.product(product) else { throw .refused(.unknownProduct(product)) }
    guard let factory = workingSet.factory(factory) else { throw .refused(.unknownFactory(factory)) }
    return .notifyFactory(
      FactoryNotice(
        of: self, product, to: factory, delivering: workingSet.location(destination.location), for: nil))
  }
}

extension MarkPurchaseOrder.Receipt {
  /// Everything.
  public var record: Record { ["status": status.record, "isNew": isNew.record, "short": short.record] }

  /// From everything.
  public init?(record: Record) {
    guard let status: PurchaseOrderStatus = record.field("status"), let isNew: Bool = record.field("isNew"),
      let short: [VariantUnits] = record.field("short")
    else { return nil }
    self.init(status: status, isNew: isNew, short: short)
  }
}
