import GrosirCore

/// The orders of one tenant, and what is needed to find who is concerned without looking at all.
final class OrderMemory {
  private var orders: [OrderID: Order] = [:]
  private var payments: [PaymentReference: OrderPayment] = [:]
  private var refunds: [RefundID: OrderRefund] = [:]
  private var addresses: [AddressID: AddressSnapshot] = [:]
  private var places: [OrderParty: [OrderPlace]] = [:]
  private var deadlines = BinaryHeap<Due>()

  /// That an order is to be paid by an instant; no longer so once it is anything else.
  private struct Due: Comparable {
    let instant: Instant
    let order: OrderID

    static func < (left: Due, right: Due) -> Bool {
      left.instant == right.instant ? left.order < right.order : left.instant < right.instant
    }
  }

  // MARK: Finding

  /// What there is for a read.
  func find(_ read: OrderRead) -> WorkingSet.Found {
    switch read {
    case .order(let id): orders[id].map { .row(.order(.order($0))) } ?? .nothing
    case .payment(let reference): payments[reference].map { .row(.order(.payment($0))) } ?? .nothing
    case .refund(let id): refunds[id].map { .row(.order(.refund($0))) } ?? .nothing
    case .address(let id): addresses[id].map { .row(.order(.address($0))) } ?? .nothing
    case .due(let instant, let limit): .rows(due(through: instant, limit))
    case .page(let party, let place, let limit): .rows(page(of: party, after: place, limit))
    }
  }

  /// What was due first first; what is no longer so is left out for good.
  private func due(through instant: Instant, _ limit: Int) -> [Row] {
    var found: [(due: Due, order: Order)] = []
    while found.count < limit, let first = deadlines.first, first.instant <= instant {
      deadlines.removeFirst()
      if let order = orders[first.order], order.status == .pendingPayment { found.append((first, order)) }
    }
    for (due, _) in found { deadlines.insert(due) }
    return found.map { .order(.order($0.order)) }
  }

  private func page(of party: OrderParty, after place: OrderPlace?, _ limit: Int) -> [Row] {
    guard let places = places[party] else { return [] }
    let first = place.map { places.firstPosition(behind: $0) } ?? 0
    return places[first...].prefix(max(0, limit)).compactMap { orders[$0.order].map { .order(.order($0)) } }
  }

  // MARK: Saving

  /// Saves a row.
  func save(_ row: OrderRow) {
    switch row {
    case .order(let order): save(order)
    case .payment(let payment): payments[payment.reference] = payment
    case .refund(let refund): refunds[refund.id] = refund
    case .address(let address): addresses[address.id] = address
    }
  }

  private func save(_ order: Order) {
    guard orders.updateValue(order, forKey: order.id) == nil else { return }
    if let instant = order.payBefore { deadlines.insert(Due(instant: instant, order: order.id)) }
    let place = OrderPlace(of: order)
    for party in [OrderParty.buyer(order.buyer), .seller(order.seller)] {
      places[party, default: []].insertInOrder(place)
    }
  }
}

extension [OrderPlace] {
  /// The first position whose place is behind another.
  fileprivate func firstPosition(behind place: OrderPlace) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Puts a place where it belongs; mostly last, since the clock mostly runs forwards.
  fileprivate mutating func insertInOrder(_ place: OrderPlace) {
    if let last, place < last { insert(place, at: firstPosition(behind: place)) } else { append(place) }
  }
}
