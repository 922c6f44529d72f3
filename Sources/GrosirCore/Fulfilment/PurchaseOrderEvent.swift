/// Something that happened to a purchase order (SPEC §8, §13): a fact.
public enum PurchaseOrderEvent: Sendable, Equatable {
  /// It was placed, or written down.
  case placed(PurchaseOrder)
  /// It went to the factory.
  case sent
  /// The factory has said that it knows.
  case acknowledged
  /// The factory has begun.
  case productionStarted
  /// The factory is done.
  case productionCompleted
  /// The goods left; what shipping costs.
  case shipped(TrackingNumber?, shippingCost: Money)
  /// Goods came.
  case received(GoodsReceipt)
  /// The factory does not make it.
  case refused(Reason)
  /// An operator does not want it any more, or its session was cancelled.
  case cancelled(Reason)

  /// Its name: `PURCHASE_ORDER_PLACED`.
  public var name: String {
    switch self {
    case .placed: "PURCHASE_ORDER_PLACED"
    case .sent: "PURCHASE_ORDER_SENT"
    case .acknowledged: "PURCHASE_ORDER_ACKNOWLEDGED"
    case .productionStarted: "PRODUCTION_STARTED"
    case .productionCompleted: "PRODUCTION_COMPLETED"
    case .shipped: "PURCHASE_ORDER_SHIPPED"
    case .received: "GOODS_RECEIVED"
    case .refused: "PURCHASE_ORDER_REFUSED"
    case .cancelled: "PURCHASE_ORDER_CANCELLED"
    }
  }
}

extension PurchaseOrder {
  /// Applies an event: the one place where an order changes.
  package mutating func apply(_ event: PurchaseOrderEvent, at instant: Instant) {
    lastInstant = max(lastInstant, instant)
    switch event {
    case .placed: break
    case .sent: advance(.send)
    case .acknowledged: advance(.acknowledge)
    case .productionStarted: advance(.startProduction)
    case .productionCompleted: advance(.completeProduction)
    case .shipped(let number, let cost):
      advance(.ship)
      trackingNumber = number
      shippingCost = cost
    case .received(let receipt):
      receipts.append(receipt.id)
      received = received.adding(receipt.lines.lazy.map { VariantUnits($0.variant, $0.units) }, in: lines)
      damaged = damaged.adding(receipt.lines.lazy.map { VariantUnits($0.variant, $0.damaged) }, in: lines)
      advance(outstanding.isEmpty ? .receiveRest : .receivePart)
    case .refused: advance(.refuse)
    case .cancelled: advance(.cancel)
    }
  }

  private mutating func advance(_ action: PurchaseOrderAction) {
    guard let next = status.successor(under: action) else {
      preconditionFailure("an event that the order does not allow")
    }
    status = next
  }
}

extension [VariantUnits] {
  /// These units and others together, in the order of an order's lines; without those of which there are none.
  func adding(_ others: some Sequence<VariantUnits>, in lines: [VariantUnits]) -> [VariantUnits] {
    let others = [VariantUnits](others)
    return lines.compactMap { line in
      let units = self.units(of: line.variant) + others.units(of: line.variant)
      return units > 0 ? VariantUnits(line.variant, units) : nil
    }
  }
}

extension PurchaseOrderEvent: Recorded {
  /// The event's own fields; its name and the order's number stand beside them.
  public var record: Record {
    switch self {
    case .placed(let order): order.record
    case .sent, .acknowledged, .productionStarted, .productionCompleted: .fields([])
    case .shipped(let number, let cost): ["trackingNumber": number.record, "shippingCost": cost.record]
    case .received(let receipt): receipt.record
    case .refused(let reason), .cancelled(let reason): ["reason": reason.record]
    }
  }
}

extension PurchaseOrderEvent {
  /// The journal entries of an event of a purchase order, in order (SPEC §9).
  ///
  /// What is bought is owed to the factory at unit cost, what came damaged as well, shipping once.
  func entries(
    of number: PurchaseOrderNumber, _ source: PurchaseOrderSource, at instant: Instant
  ) -> [JournalEntry] {
    guard case .received(let receipt) = self else { return [] }
    let (factory, subject) = (source.factory, source.subject)
    var entries: [JournalEntry] = []
    do throws(JournalError) {
      if !receipt.purchased.isZero {
        entries.append(
          try .goodsPurchased(
            receipt.id, costing: receipt.purchased, from: factory, about: subject, at: instant))
      }
      if !receipt.damaged.isZero {
        entries.append(
          try .goodsDamaged(
            receipt.id, costing: receipt.damaged, from: factory, about: subject, at: instant))
      }
      if let cost = receipt.shipping, !cost.isZero {
        entries.append(try .shipping(of: number, costing: cost, by: factory, about: subject, at: instant))
      }
    } catch {
      preconditionFailure("the costs of a receipt are not negative")
    }
    return entries
  }
}

/// Whose goods a purchase order brings, and on whose account.
public struct PurchaseOrderSource: Sendable, Hashable {
  /// The factory.
  public let factory: FactoryID
  /// The session; nil if the order is for the warehouse.
  public let session: SessionID?

  /// What its entries are about.
  var subject: EntrySubject { session.map { .session($0) } ?? .factory(factory) }
}
