/// All stock and all reservations of a process, in memory (SPEC §7).
///
/// Nothing in it is oversold, and no reservation is both consumed and released, whatever is asked in whatever order.
/// Identifiers become handles once, where a request comes in; inside there are numbers only, side by side in memory,
/// so that a transition takes no more steps with half a million open reservations than with a hundred:
///
///     var book = ReservationBook()
///     let medium = try book.handle(of: StockKey(owner: platform, location: jakarta, variant: m))
///     try book.adjust(medium, by: 8, .receipt, reference: deliveryNote, at: now)
///     let order = try book.handle(of: orderID)
///     let made = try book.reserve([.init(medium, 5)], for: order, at: now)
///     try book.consume(made.reservation, at: later)
///
/// It reads no clock. A clock may jump back: what an operation changes goes by its own last instant where that is later
/// than the now that is given. Expiry is judged when it matters: a reservation whose time is over is not there for
/// whoever wants its units, swept or not.
///
/// It is the only owner of its storage. It is not a store: what it is told is gone with the process, unless somebody
/// keeps its ``movement(at:)``s. It can hold about 2³¹ lines; whatever would not fit is refused, and nothing traps but
/// a handle of another book.
public struct ReservationBook: ~Copyable, Sendable {
  /// For how long units may be held.
  public let rules: ReservationRules

  var slots = SlotStorage()
  var levels = DenseStorage<LevelSlot>()
  var limits: [StockLimits] = []
  var orders = DenseStorage<OrderSlot>()
  var wheel = ExpiryWheel()
  var log = DenseStorage<LoggedMovement>()
  var names = BookNames()

  /// Places of slots that are vacant.
  var vacantSlots = DenseStorage<UInt32>()
  /// Places of orders that nobody has, and such that may still stand in the log.
  var vacantOrders = DenseStorage<UInt32>()
  var leavingOrders = DenseStorage<UInt32>()

  /// The reservations that have ended, in the order in which they did; linked as a queue.
  var firstEnded = nowhere
  var lastEnded = nowhere

  /// The lines of the order that is being reserved, those of a key together.
  var sums = DenseStorage<BookLine>()

  /// Something of all that was prefetched last; kept so that it has to be looked at.
  var prefetched: UInt32 = 0

  /// How many reservations are open; one that has expired is until it is released.
  public internal(set) var openReservations = 0

  /// How many reservations have ended and are not forgotten.
  public internal(set) var endedReservations = 0

  /// Creates an empty book.
  public init(rules: ReservationRules = .standard) {
    self.rules = rules
  }
}

// MARK: - Identifiers

extension ReservationBook {
  /// What the book calls a stock key; one that is new to it has nothing on hand.
  ///
  /// - Throws: ``StockError/bookFull``.
  /// - Complexity: O(1).
  public mutating func handle(of key: StockKey) throws(StockError) -> StockHandle {
    if let place = names.place(of: key) { return StockHandle(place: place) }
    guard levels.count < DenseStorage<LevelSlot>.mostElements else { throw .bookFull }
    names.add(key)
    limits.append(.none)
    return StockHandle(place: levels.append(LevelSlot()))
  }

  /// What the book calls a stock key, or nil if it never heard of it.
  ///
  /// - Complexity: O(1).
  public func existingHandle(of key: StockKey) -> StockHandle? {
    names.place(of: key).map { StockHandle(place: $0) }
  }

  /// What the book calls an order.
  ///
  /// It keeps the name until told to ``letGo(of:)``.
  ///
  /// - Throws: ``StockError/bookFull``.
  /// - Complexity: O(1).
  public mutating func handle(of order: OrderID) throws(StockError) -> OrderHandle {
    if let handle = existingHandle(of: order) { return handle }
    let place: UInt32
    if vacantOrders.count > 0 {
      place = vacantOrders.removeLast()
    } else {
      guard orders.count < DenseStorage<OrderSlot>.mostElements else { throw .bookFull }
      place = orders.append(OrderSlot())
    }
    names.add(order, at: place)
    return OrderHandle(place: place, generation: orders[place].generation)
  }

  /// What the book calls an order, or nil if it does not know it.
  ///
  /// - Complexity: O(1).
  public func existingHandle(of order: OrderID) -> OrderHandle? {
    names.place(of: order).map { OrderHandle(place: $0, generation: orders[$0].generation) }
  }

  /// Takes back the name of an order that has no reservation here, not even one that has ended.
  ///
  /// - Returns: whether the name was taken back; the handle is worth nothing then.
  /// - Complexity: O(1).
  @discardableResult
  public mutating func letGo(of order: OrderHandle) -> Bool {
    guard isKnown(order), orders[order.place].reservation == nowhere else { return false }
    names.remove(orderAt: order.place)
    orders[order.place].generation += 1
    // A place whose generations are used up is not given out any more.
    if order.generation + 1 < .max {
      if log.count == 0 { vacantOrders.append(order.place) } else { leavingOrders.append(order.place) }
    }
    return true
  }

  /// The newest reservation of an order, or nil if it has none.
  ///
  /// - Complexity: O(1).
  public func reservation(of order: OrderHandle) -> ReservationHandle? {
    guard isKnown(order) else { return nil }
    let slot = orders[order.place].reservation
    return slot == nowhere ? nil : handle(ofFirst: slot)
  }

  func isKnown(_ order: OrderHandle) -> Bool {
    Int(order.place) < orders.count && orders[order.place].generation == order.generation
  }

  @inline(__always)
  func handle(ofFirst slot: UInt32) -> ReservationHandle {
    ReservationHandle(slot: slot, generation: slots[slot].generation)
  }

  /// The first line of a reservation.
  @inline(__always)
  func first(of reservation: ReservationHandle) throws(StockError) -> UInt32 {
    let slot = reservation.slot
    guard Int(slot) < slots.count, slots[slot].generation == reservation.generation, slots[slot].isFirst else {
      throw .unknownReservation
    }
    return slot
  }
}

// MARK: - What there is

extension ReservationBook {
  /// The stock of a key.
  ///
  /// - Precondition: the handle is this book's; so for all that take one.
  public func level(of key: StockHandle) -> StockLevel {
    StockLevel(levels[key.place].count, limits: limits[Int(key.place)])
  }

  /// Units that can be reserved at an instant: what is available, and what expired reservations hold.
  ///
  /// No unit moves; the book notes what has expired, so that nobody need look for it again.
  ///
  /// - Complexity: O(k) in the expired lines of the key that were not swept yet, and in what expired anywhere since
  ///   somebody looked last.
  public mutating func available(_ key: StockHandle, at now: Instant) -> Int {
    let now = max(now, levels[key.place].lastInstant)
    noteExpired(through: now)
    let level = levels[key.place]
    return level.count.available + slots.expiredUnits(of: level, at: now)
  }

  /// The key that a handle stands for.
  public func key(of handle: StockHandle) -> StockKey { names.keys[Int(handle.place)] }

  /// A reservation as it stands.
  ///
  /// - Throws: ``StockError/unknownReservation``.
  /// - Complexity: O(n) in its lines.
  public func reservation(_ handle: ReservationHandle) throws(StockError) -> Reservation {
    let first = try first(of: handle)
    var lines: [StockLine] = []
    var line = first
    while line != nowhere {
      lines.append(StockLine(names.keys[Int(slots[line].level)], Int(slots[line].units)))
      line = slots[line].nextLine
    }
    return Reservation(
      holder: .order(names.orders[Int(slots[first].owner)]), lines: lines, life: slots[first].life)
  }

  /// Sets when a key's stock is low, and when it is too much; no unit moves.
  public mutating func setLimits(_ limits: StockLimits, of key: StockHandle) {
    self.limits[Int(key.place)] = limits
  }
}
