import GrosirCore

/// The stocks and reservations of one tenant, and what is needed to find what has expired without looking at all.
final class StockMemory {
  private var items: [StockKey: StockItem] = [:]
  private var reservations: [ReservationHolder: ReservationMemory] = [:]
  private var costs: [StockKey: StockCosts] = [:]
  private var expiries = BinaryHeap<Expiry>()
  private var expiriesByKey: [StockKey: BinaryHeap<Expiry>] = [:]
  /// The keys of each owner, in order.
  private var keys: [OwnerID: [StockKey]] = [:]
  /// The open reservations that have lines of a variant.
  private var openByVariant: [VariantID: Set<ReservationHolder>] = [:]
  private var outOfStep = OutOfStepStocks()

  /// A reservation's row, in one place for everything that leads to it.
  private final class ReservationMemory {
    var row: Reservation
    /// Rises whenever its expiry is another.
    var version = 0
    init(_ row: Reservation) { self.row = row }

    /// From when its units are not held any more, if they are now.
    var expiry: Instant? { row.life.state == .reserved ? row.life.expiresAt : nil }
  }

  /// That a reservation expires; no longer so once it has ended or been extended.
  private struct Expiry: Comparable {
    let instant: Instant
    let reservation: ReservationMemory
    let version: Int

    var isCurrent: Bool { reservation.version == version && reservation.expiry != nil }

    static func < (left: Expiry, right: Expiry) -> Bool {
      if left.instant != right.instant { return left.instant < right.instant }
      return left.reservation.row.holder < right.reservation.row.holder
    }

    static func == (left: Expiry, right: Expiry) -> Bool {
      left.instant == right.instant && left.reservation === right.reservation
    }
  }

  // MARK: Finding

  /// What there is for a read.
  func find(_ read: StockRead) -> WorkingSet.Found {
    switch read {
    case .item(let key): items[key].map { .row(.stock(.item($0))) } ?? .nothing
    case .reservation(let holder):
      reservations[holder].map { .row(.stock(.reservation($0.row))) } ?? .nothing
    case .costs(let key): costs[key].map { .row(.stock(.costs($0))) } ?? .nothing
    case .due(let key, let instant): .rows(due(on: key, through: instant))
    case .expired(let instant, let limit): .rows(expired(through: instant, limit))
    case .items(let owner, let last, let limit): .rows(items(of: owner, after: last, limit))
    case .open(let variant, let last, let limit): .rows(open(of: variant, after: last, limit))
    case .outOfStep(let scope, let limit):
      .rows(outOfStep.first(limit, of: scope).compactMap { items[$0].map { .stock(.item($0)) } })
    case .outOfStepCount(let scope): .count(outOfStep.count(of: scope))
    }
  }

  private func due(on key: StockKey, through instant: Instant) -> [Row] {
    var due: [Row] = []
    expiriesByKey[key]?.forEach({ $0.instant <= instant }) { expiry in
      if expiry.isCurrent { due.append(.stock(.reservation(expiry.reservation.row))) }
    }
    return due
  }

  /// The oldest first; what is no longer so is left out for good.
  private func expired(through instant: Instant, _ limit: Int) -> [Row] {
    var found: [Expiry] = []
    while found.count < limit, let first = expiries.first, first.instant <= instant {
      expiries.removeFirst()
      if first.isCurrent { found.append(first) }
    }
    for expiry in found { expiries.insert(expiry) }
    return found.map { .stock(.reservation($0.reservation.row)) }
  }

  private func items(of owner: OwnerID, after last: StockKey?, _ limit: Int) -> [Row] {
    let keys = keys[owner] ?? []
    let first = last.map { last in keys.firstPlace { $0 > last } } ?? 0
    return keys[first...].prefix(limit).compactMap { items[$0].map { .stock(.item($0)) } }
  }

  private func open(of variant: VariantID, after last: ReservationHolder?, _ limit: Int) -> [Row] {
    let holders = openByVariant[variant]?.filter { holder in last.map { holder > $0 } ?? true } ?? []
    return holders.sorted().prefix(limit).compactMap { reservations[$0].map { .stock(.reservation($0.row)) } }
  }

  // MARK: Saving

  /// Saves a row.
  func save(_ row: StockRow) {
    switch row {
    case .item(let item):
      let before = items.updateValue(item, forKey: item.key)
      outOfStep.change(item.key, from: before?.mirror?.outOfStepSince, to: item.mirror?.outOfStepSince)
      guard before == nil else { return }
      let place = keys[item.key.owner]?.firstPlace { $0 > item.key } ?? 0
      keys[item.key.owner, default: []].insert(item.key, at: place)
    case .reservation(let reservation): save(reservation)
    case .costs(let costs): self.costs[costs.key] = costs
    }
  }

  private func save(_ row: Reservation) {
    let before: Reservation?
    let memory: ReservationMemory
    if let known = reservations[row.holder] {
      (before, memory) = (known.row, known)
      known.row = row
    } else {
      (before, memory) = (nil, ReservationMemory(row))
      reservations[row.holder] = memory
    }
    noteOpen(row, before)
    for line in before?.lines ?? [] where expiriesByKey[line.key] != nil { forgetPast(on: line.key) }
    guard let instant = memory.expiry else { return }
    let isEntered = before?.life.state == .reserved && before?.life.expiresAt == instant && before?.lines == row.lines
    guard !isEntered else { return }
    memory.version += 1
    let expiry = Expiry(instant: instant, reservation: memory, version: memory.version)
    expiries.insert(expiry)
    for line in row.lines { expiriesByKey[line.key, default: BinaryHeap()].insert(expiry) }
  }

  /// Notes of which variants a reservation holds units.
  private func noteOpen(_ row: Reservation, _ before: Reservation?) {
    let (isOpen, wasOpen) = (row.life.state == .reserved, before?.life.state == .reserved)
    if wasOpen, !isOpen || before?.lines != row.lines {
      for line in before?.lines ?? [] { openByVariant[line.key.variant]?.remove(row.holder) }
    }
    guard isOpen else { return }
    for line in row.lines { openByVariant[line.key.variant, default: []].insert(row.holder) }
  }

  /// Takes what is no longer so off the top, so that what is left is found at once.
  private func forgetPast(on key: StockKey) {
    while let first = expiriesByKey[key]?.first, !first.isCurrent { expiriesByKey[key]?.removeFirst() }
  }
}
