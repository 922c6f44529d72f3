import GrosirCore

/// The stocks and reservations of one tenant, and what is needed to find what has expired without looking at all.
///
/// A key's texts and a reservation's are looked up once a command: behind each lies one object with all that belongs to
/// it, and objects know one another.
final class StockMemory {
  // Behind the lock no two accesses to these can overlap; to check that would cost as much as an access.
  @exclusivity(unchecked) private var keys = IdentityTable<KeyMemory>()
  @exclusivity(unchecked) private var reservations = IdentityTable<ReservationMemory>()
  @exclusivity(unchecked) private var variants: [VariantID: VariantMemory] = [:]
  @exclusivity(unchecked) private var expiries = BinaryHeap<Expiry>()
  /// The keys of each owner that have stock, in order.
  private var keysOfOwner: [OwnerID: [StockKey]] = [:]
  private var outOfStep = OutOfStepStocks()

  /// Everything of one key, in one place for everything that leads to it.
  private final class KeyMemory: TableValue {
    let key: StockKey
    let variant: VariantMemory
    var item: StockItem?
    var costs: StockCosts?
    @exclusivity(unchecked) var expiries = BinaryHeap<Expiry>()
    init(_ key: StockKey, of variant: VariantMemory) { (self.key, self.variant) = (key, variant) }

    /// Takes what is no longer so off the top, so that what is left is found at once.
    func forgetPast() {
      while let first = unsafe expiries.first, !first.isCurrent { unsafe expiries.removeFirst() }
    }
  }

  /// The open reservations that have lines of a variant.
  private final class VariantMemory {
    @exclusivity(unchecked) var open: [ObjectIdentifier: ReservationMemory] = [:]
  }

  /// A reservation's row, in one place for everything that leads to it.
  private final class ReservationMemory: TableValue {
    var row: Reservation
    /// The keys of its lines.
    var keys: [KeyMemory]
    /// Rises whenever its expiry is another.
    var version = 0

    init(_ row: Reservation, _ keys: [KeyMemory]) { (self.row, self.keys) = (row, keys) }

    var key: ReservationHolder { row.holder }

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
    case .item(let key): unsafe keys.find(key)?.item.map { .row(.stock(.item($0))) } ?? .nothing
    case .reservation(let holder):
      unsafe reservations.find(holder).map { .row(.stock(.reservation($0.row))) } ?? .nothing
    case .costs(let key): unsafe keys.find(key)?.costs.map { .row(.stock(.costs($0))) } ?? .nothing
    case .due(let key, let instant): .rows(due(on: key, through: instant))
    case .expired(let instant, let limit): .rows(expired(through: instant, limit))
    case .items(let owner, let last, let limit): .rows(items(of: owner, after: last, limit))
    case .open(let variant, let last, let limit): .rows(open(of: variant, after: last, limit))
    case .outOfStep(let scope, let limit):
      .rows(outOfStep.first(limit, of: scope).compactMap(row))
    case .outOfStepCount(let scope): .count(outOfStep.count(of: scope))
    }
  }

  private func due(on key: StockKey, through instant: Instant) -> [Row] {
    var due: [Row] = []
    unsafe keys.find(key)?.expiries.forEach({ $0.instant <= instant }) { expiry in
      if expiry.isCurrent { due.append(.stock(.reservation(expiry.reservation.row))) }
    }
    return due
  }

  /// The oldest first; what is no longer so is left out for good.
  private func expired(through instant: Instant, _ limit: Int) -> [Row] {
    var found: [Expiry] = []
    while found.count < limit, let first = unsafe expiries.first, first.instant <= instant {
      unsafe expiries.removeFirst()
      if first.isCurrent { found.append(first) }
    }
    for expiry in found { unsafe expiries.insert(expiry) }
    return found.map { .stock(.reservation($0.reservation.row)) }
  }

  private func items(of owner: OwnerID, after last: StockKey?, _ limit: Int) -> [Row] {
    let all = keysOfOwner[owner] ?? []
    let first = last.map { last in all.firstPlace { $0 > last } } ?? 0
    return all[first...].prefix(limit).compactMap(row)
  }

  /// A stock's row.
  private func row(_ key: StockKey) -> Row? { unsafe keys.find(key)?.item.map { .stock(.item($0)) } }

  private func open(of variant: VariantID, after last: ReservationHolder?, _ limit: Int) -> [Row] {
    let open = unsafe (variants[variant]?.open.values).map { $0.map { $0.row } } ?? []
    let behind = open.filter { row in last.map { row.holder > $0 } ?? true }
    return behind.sorted { $0.holder < $1.holder }.prefix(limit).map { .stock(.reservation($0)) }
  }

  // MARK: Saving

  /// Saves a row.
  func save(_ row: StockRow) {
    switch row {
    case .item(let item): save(item)
    case .reservation(let reservation): save(reservation)
    case .costs(let costs): memory(of: costs.key).costs = costs
    }
  }

  private func save(_ item: StockItem) {
    let memory = memory(of: item.key)
    outOfStep.change(item.key, from: memory.item?.reflection?.outOfStepSince, to: item.reflection?.outOfStepSince)
    if memory.item == nil {
      let place = keysOfOwner[item.key.owner]?.firstPlace { $0 > item.key } ?? 0
      keysOfOwner[item.key.owner, default: []].insert(item.key, at: place)
    }
    memory.item = item
  }

  private func memory(of key: StockKey) -> KeyMemory {
    if let known = unsafe keys.find(key) { return known }
    let variant = unsafe variants[key.variant] ?? VariantMemory()
    unsafe variants[key.variant] = variant
    let new = KeyMemory(key, of: variant)
    unsafe keys.set(new)
    return new
  }

  private func save(_ row: Reservation) {
    guard let known = unsafe reservations.find(row.holder) else {
      let new = ReservationMemory(row, row.lines.map { memory(of: $0.key) })
      unsafe reservations.set(new)
      note(new, before: nil)
      return
    }
    let before = known.row
    let keysBefore = known.keys
    known.row = row
    if row.lines != before.lines { known.keys = row.lines.map { memory(of: $0.key) } }
    note(known, before: (before, keysBefore))
  }

  /// Notes what a reservation holds and when it expires, where that is new.
  private func note(_ memory: ReservationMemory, before: (row: Reservation, keys: [KeyMemory])?) {
    let (row, id) = (memory.row, ObjectIdentifier(memory))
    let isSame = before?.row.life.state == .reserved && before?.row.lines == row.lines
    if let before, !isSame || row.life.state != .reserved {
      for key in before.keys { unsafe key.variant.open[id] = nil }
    }
    if row.life.state == .reserved, !isSame {
      for key in memory.keys { unsafe key.variant.open[id] = memory }
    }
    for key in before?.keys ?? [] { key.forgetPast() }
    guard let instant = memory.expiry, !isSame || before?.row.life.expiresAt != instant else { return }
    memory.version += 1
    let expiry = Expiry(instant: instant, reservation: memory, version: memory.version)
    unsafe expiries.insert(expiry)
    for key in memory.keys { unsafe key.expiries.insert(expiry) }
  }
}
