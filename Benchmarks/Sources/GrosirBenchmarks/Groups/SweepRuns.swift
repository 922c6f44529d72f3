import GrosirCore

/// What is open and expires, one reservation after the other, spread over the window.
///
/// As many are made again as a sweep has released, so that as many are open all the time. Only sweeping is timed.
struct SweepWork {
  let open: Int
  let released: Int
  let work: ReservationWork

  init(released: Int, of open: Int) {
    (self.open, self.released) = (open, released)
    work = ReservationWork(live: open)
  }

  /// When a reservation expires, by its number.
  func expiry(_ number: Int) -> Int64 { 1 + Int64(number) * ReservationWork.window / Int64(open) }

  /// The order of a reservation, by its number; it is free again when its turn comes.
  func order(_ number: Int) -> Int { number % work.orders.count }
}

/// A book that is swept again and again.
struct BookSweeps: ~Copyable {
  private var book: ReservationBook
  private let keys: [StockHandle]
  private let orders: [OrderHandle]
  private var made = 0
  private var released = 0
  private var now = Instant.epoch

  /// A book in which all are open that shall be.
  static func make(_ sweeps: SweepWork) throws -> BookSweeps {
    var book = ReservationBook()
    let note = AdjustmentID(literal: "note")
    let keys = try sweeps.work.keys.map { try book.handle(of: $0) }
    for key in keys { try book.adjust(key, by: 900_000_000, .receipt, reference: note, at: .epoch) }
    let orders = try sweeps.work.orders.map { try book.handle(of: $0) }
    var made = BookSweeps(book, keys, orders)
    try made.make(sweeps.open, sweeps)
    return made
  }

  private init(_ book: consuming ReservationBook, _ keys: [StockHandle], _ orders: [OrderHandle]) {
    self.book = book
    (self.keys, self.orders) = (keys, orders)
  }

  private mutating func make(_ count: Int, _ sweeps: SweepWork) throws {
    for number in made..<made + count {
      let order = sweeps.order(number)
      let left = sweeps.expiry(number) - now.millisecondsSince1970
      let lines = [ReservationBook.Line(keys[sweeps.work.keyOf[order]], 1)]
      try book.reserve(
        lines, for: orders[order], lasting: .lasting(Timespan(milliseconds: left) ?? .zero), at: now)
    }
    made += count
    book.discardMovements()
  }

  /// So many are released, in sweeps of as many as are to be.
  mutating func run(_ count: Int, _ sweeps: SweepWork) throws -> Turn {
    var (done, time) = (0, 0.0)
    while done < count {
      now = Instant(sweeps.expiry(released + sweeps.released - 1))
      var sweep: ReservationBook.Sweep?
      time += nanoseconds { sweep = book.sweep(at: now, limit: sweeps.released) }
      try require(sweep?.released == sweeps.released, "\(sweep?.released ?? 0) released, not \(sweeps.released)")
      (done, released) = (done + sweeps.released, released + sweeps.released)
      book.forget(endedThrough: now, limit: .max)
      try make(sweeps.released, sweeps)
    }
    try require(book.openReservations == sweeps.open, "\(book.openReservations) open, not \(sweeps.open)")
    return Turn(calls: done, nanoseconds: time)
  }
}

/// The same with dictionaries.
struct DictionarySweeps: ~Copyable {
  private var stock: DictionaryReservations
  private var made = 0
  private var released = 0
  private var now: Int64 = 0

  init(_ sweeps: SweepWork) {
    let keys = sweeps.work.keys.indices.map { sweeps.work.text(ofKey: $0) }
    stock = DictionaryReservations(keys: keys, units: 900_000_000)
    make(sweeps.open, sweeps)
  }

  private mutating func make(_ count: Int, _ sweeps: SweepWork) {
    for number in made..<made + count {
      let order = sweeps.order(number)
      _ = stock.reserve(
        sweeps.work.text(ofKey: sweeps.work.keyOf[order]), 1, order: sweeps.work.orders[order].text,
        expiry: sweeps.expiry(number), at: now)
    }
    made += count
    stock.discardMovements()
  }

  mutating func run(_ count: Int, _ sweeps: SweepWork) throws -> Turn {
    var (done, time) = (0, 0.0)
    while done < count {
      now = sweeps.expiry(released + sweeps.released - 1)
      var found = 0
      time += nanoseconds { found = stock.sweep(at: now, limit: sweeps.released) }
      try require(found == sweeps.released, "\(found) released, not \(sweeps.released)")
      for number in released..<released + found { stock.forget(sweeps.work.orders[sweeps.order(number)].text) }
      (done, released) = (done + found, released + found)
      make(found, sweeps)
    }
    return Turn(calls: done, nanoseconds: time)
  }
}
