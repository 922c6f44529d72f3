import GrosirCore
import GrosirTesting

/// Reservations made, consumed and released while many others are open, and swept.
///
/// A round trip is a reservation of one line and what becomes of it: two transitions. Orders come again once their
/// reservation was forgotten, so that the identifiers are the same all the time; each transition's movement is written
/// down, and the movements are discarded every few thousand.
enum ReservationBenchmarks {
  private static let byHandle = "ReservationBook, by handle"
  private static let byIdentifier = "ReservationBook, by identifier"
  private static let rival = "Dictionary<String, …> and a binary heap"

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    let sizes = options.isQuick ? [100, 100_000] : [100, 500_000]
    let sweeps = options.isQuick ? [(10_000, 100_000)] : [(10_000, 100_000), (100_000, 1_000_000)]
    return sizes.map(transitions) + sizes.map(byIdentifiers) + sweeps.map { sweep(expired: $0, of: $1) }
      + [100, 100_000].map(throughTheEngine) + [flatness([100, 100_000])]
  }

  private static func throughTheEngine(_ live: Int) -> Planned {
    let title = "the same through the engine, \(live) live"
    return Planned(group: "reservations", title: title) {
      let work = ReservationWork(live: live)
      let engine = try EngineReservations(work)
      let (identifiers, dictionaries) = (Kept(try work.book()), Kept(work.dictionaries()))
      return Comparison(
        group: "reservations", title: title, items: 2,
        contenders: [
          Contender(name: "engine, memory store") { try engine.run($0) },
          Contender(name: byIdentifier) { try identifiers.value.runByIdentifier($0, work) },
          Contender(name: rival) { try dictionaries.value.run($0, work) },
        ],
        goals: [])
    }
  }

  /// It costs about the same, however many are live.
  private static func flatness(_ sizes: [Int]) -> Planned {
    let title = "the same through the engine, by how many are live"
    return Planned(group: "reservations", title: title) {
      let contenders = try sizes.map { live in
        let engine = try EngineReservations(ReservationWork(live: live))
        return Contender(name: "engine, \(live) live") { try engine.run($0) }
      }
      return Comparison(group: "reservations", title: title, items: 2, contenders: contenders, goals: [])
    }
  }

  private static func transitions(_ live: Int) -> Planned {
    let title = "reserve, then consume or release, \(live) live"
    return Planned(group: "reservations", title: title) {
      let work = ReservationWork(live: live)
      let handles = Kept(try work.book())
      let dictionaries = Kept(work.dictionaries())
      return Comparison(
        group: "reservations", title: title, items: 2,
        contenders: [
          Contender(name: byHandle) { try handles.value.run($0, work) },
          Contender(name: rival) { try dictionaries.value.run($0, work) },
        ],
        goals: live >= 500_000 ? [.faster(than: rival, times: 10)] : [])
    }
  }

  /// As if each request came with its identifiers, which are looked up once.
  private static func byIdentifiers(_ live: Int) -> Planned {
    let title = "the same with identifiers looked up, \(live) live"
    return Planned(group: "reservations", title: title) {
      let work = ReservationWork(live: live)
      let (identifiers, dictionaries) = (Kept(try work.book()), Kept(work.dictionaries()))
      return Comparison(
        group: "reservations", title: title, items: 2,
        contenders: [
          Contender(name: byIdentifier) { try identifiers.value.runByIdentifier($0, work) },
          Contender(name: rival) { try dictionaries.value.run($0, work) },
        ],
        goals: [])
    }
  }

  private static func sweep(expired: Int, of live: Int) -> Planned {
    let title = "sweep of \(expired) expired among \(live)"
    return Planned(group: "reservations", title: title) {
      let work = ReservationWork(live: live, expired: expired)
      // Each turn has a book of its own, and one sweep; making it is not timed.
      return Comparison(
        group: "reservations", title: title, items: expired,
        contenders: [
          Contender(name: "ReservationBook") { _ in
            var book = try work.book()
            return Turn(calls: 1, nanoseconds: try book.swept(work))
          },
          Contender(name: rival) { _ in
            var dictionaries = work.dictionaries()
            return Turn(calls: 1, nanoseconds: try dictionaries.swept(work))
          },
        ],
        goals: [])
    }
  }
}

/// What is reserved by whom, the same for every contender.
struct ReservationWork {
  static let window: Int64 = 900_000

  let live: Int
  let expired: Int
  let keys: [StockKey]
  let keyTexts: [String]
  let orders: [OrderID]
  let orderTexts: [String]
  /// The key of each order, and which open reservation ends next: one of all, at random.
  let keyOf: [Int]
  let next: [Int]

  init(live: Int, expired: Int = 0) {
    (self.live, self.expired) = (live, expired)
    let choices = Choices(seed: 7)
    let keyCount = max(10, live / 50)
    keys = (0..<keyCount).map { number in
      StockKey(
        owner: OwnerID(literal: "platform"), location: LocationID(literal: "jakarta"),
        variant: ReservationWork.identifier("variant", number))
    }
    keyTexts = keys.map { "\($0.owner.text)/\($0.location.text)/\($0.variant.text)" }
    // As many again as are open at once, so that an order comes again only after a while; none if they only expire.
    orders = (0..<(expired > 0 ? live : 2 * live)).map { ReservationWork.identifier("order", $0) }
    orderTexts = orders.map(\.text)
    keyOf = orders.map { _ in choices.integer(in: 0...keyCount - 1) }
    next = (0..<65_536).map { _ in choices.integer(in: 0...live - 1) }
  }

  /// An order that none of the others is.
  func newOrder(_ number: Int) -> OrderID { ReservationWork.identifier("order", orders.count + number) }

  /// A text as long as a UUID's.
  private static func identifier<Subject>(_ kind: String, _ number: Int) -> Identifier<Subject> {
    let digits = String(number * 2_654_435_761 % 1_000_000_007, radix: 36)
    let text = "\(kind)-\(String(repeating: "0", count: max(0, 28 - digits.count)))\(digits)-\(number)"
    guard let identifier = Identifier<Subject>(text) else { preconditionFailure("not an identifier") }
    return identifier
  }

  /// When a first reservation of a book was made.
  ///
  /// As it would be: one after the other, each for a quarter of an hour; in the course of half of that if none shall
  /// expire while transitions are timed, of the whole of it for a sweep.
  func madeAt(_ place: Int) -> Int64 {
    Int64(place) * (expired > 0 ? ReservationWork.window : start) / Int64(live)
  }

  /// When transitions begin.
  var start: Int64 { ReservationWork.window / 2 }

  /// When just so many have expired as shall.
  var sweepsAt: Int64 { ReservationWork.window + madeAt(expired - 1) }

  func book() throws -> BookRun { try BookRun.make(self) }

  func dictionaries() -> DictionaryRun { DictionaryRun(self) }
}

/// What a contender keeps from turn to turn, looked up once a turn.
final class Kept<Value: ~Copyable> {
  var value: Value

  init(_ value: consuming Value) { self.value = value }
}

/// A book and which orders are open in it.
struct BookRun: ~Copyable {
  private var book: ReservationBook
  private let keys: [StockHandle]
  private let orders: [OrderHandle]
  private var open: [(order: Int, reservation: ReservationHandle)]
  private var idle: [Int]
  private var now: Int64
  private var step = 0

  /// A book in which the first orders have reserved.
  static func make(_ work: ReservationWork) throws -> BookRun {
    var book = ReservationBook()
    let note = AdjustmentID(literal: "note")
    let keys = try work.keys.map { try book.handle(of: $0) }
    for key in keys { try book.adjust(key, by: 900_000_000, .receipt, reference: note, at: .epoch) }
    let orders = try work.orders.map { try book.handle(of: $0) }
    var open: [(order: Int, reservation: ReservationHandle)] = []
    for order in 0..<work.live {
      let now = Instant(millisecondsSince1970: work.madeAt(order)) ?? .latest
      let lines = [ReservationBook.Line(keys[work.keyOf[order]], 1)]
      let made = try book.reserve(lines, for: orders[order], at: now)
      open.append((order, made.reservation))
    }
    book.discardMovements()
    return BookRun(book, keys, orders, open, now: work.start)
  }

  private init(
    _ book: consuming ReservationBook, _ keys: [StockHandle], _ orders: [OrderHandle],
    _ open: [(order: Int, reservation: ReservationHandle)], now: Int64
  ) {
    self.now = now
    self.book = book
    (self.keys, self.orders, self.open) = (keys, orders, open)
    idle = Array(open.count..<orders.count)
  }

  private func instant(_ milliseconds: Int64) -> Instant { Instant(millisecondsSince1970: milliseconds) ?? .latest }

  mutating func run(_ calls: Int, _ work: ReservationWork) throws -> Turn {
    var failure: StockError?
    let time = nanoseconds {
      do throws(StockError) {
        var lines = [ReservationBook.Line(keys[0], 1)]
        for _ in 0..<calls {
          let (place, order) = beginStep(work)
          lines[0].key = keys[work.keyOf[order]]
          let made = try book.reserve(lines, for: orders[order], at: instant(now)).reservation
          if step & 1 == 0 {
            try book.consume(open[place].reservation, at: instant(now))
          } else {
            try book.release(open[place].reservation, .cancelled, at: instant(now))
          }
          endStep(place, order, made)
        }
      } catch { failure = error }
    }
    return try verdict(calls, time, failure, work)
  }

  /// As if every request came with its identifiers, and nothing else.
  mutating func runByIdentifier(_ calls: Int, _ work: ReservationWork) throws -> Turn {
    var failure: StockError?
    let time = nanoseconds {
      do throws(StockError) {
        for _ in 0..<calls {
          let (place, order) = beginStep(work)
          let lines = [StockLine(work.keys[work.keyOf[order]], 1)]
          let made = try book.reserve(lines, for: work.orders[order], at: instant(now)).reservation
          guard let known = book.existingHandle(of: work.orders[open[place].order]),
            let reservation = book.reservation(of: known)
          else { throw StockError.unknownOrder }
          if step & 1 == 0 {
            try book.consume(reservation, at: instant(now))
          } else {
            try book.release(reservation, .cancelled, at: instant(now))
          }
          endStep(place, order, made)
        }
      } catch { failure = error }
    }
    return try verdict(calls, time, failure, work)
  }

  /// Which open reservation ends now, and which order comes.
  @inline(__always)
  private mutating func beginStep(_ work: ReservationWork) -> (place: Int, order: Int) {
    step += 1
    // Slow enough that nothing expires by itself before it ends.
    if step & 15 == 0 { now += 1 }
    return (work.next[step & 65_535], idle[step % work.live])
  }

  @inline(__always)
  private mutating func endStep(_ place: Int, _ order: Int, _ made: ReservationHandle) {
    book.forget(endedThrough: instant(now), limit: 1)
    idle[step % idle.count] = open[place].order
    open[place] = (order, made)
    if step & 4_095 == 0 { book.discardMovements() }
  }

  private func verdict(_ calls: Int, _ time: Double, _ failure: StockError?, _ work: ReservationWork) throws -> Turn {
    if let failure { throw failure }
    try require(book.openReservations == work.live, "\(book.openReservations) open, not \(work.live)")
    return Turn(calls: calls, nanoseconds: time)
  }

  /// How long it takes to release what has expired.
  mutating func swept(_ work: ReservationWork) throws -> Double {
    var sweep: ReservationBook.Sweep?
    let time = nanoseconds { sweep = book.sweep(at: instant(work.sweepsAt), limit: .max) }
    try require(sweep?.released == work.expired, "\(sweep?.released ?? 0) released, not \(work.expired)")
    return time
  }
}

/// The same with dictionaries.
struct DictionaryRun: ~Copyable {
  private var stock: DictionaryReservations
  private var open: [Int]
  private var idle: [Int]
  private var now: Int64
  private var step = 0

  init(_ work: ReservationWork) {
    stock = DictionaryReservations(keys: work.keyTexts, units: 900_000_000)
    for order in 0..<work.live {
      let now = work.madeAt(order)
      _ = stock.reserve(
        work.keyTexts[work.keyOf[order]], 1, order: work.orderTexts[order], expiry: now + ReservationWork.window,
        at: now)
    }
    now = work.start
    open = Array(0..<work.live)
    idle = Array(work.live..<work.orders.count)
    stock.discardMovements()
  }

  mutating func run(_ calls: Int, _ work: ReservationWork) throws -> Turn {
    var done = 0
    let time = nanoseconds {
      for _ in 0..<calls {
        step += 1
        if step & 15 == 0 { now += 1 }
        let (place, order) = (work.next[step & 65_535], idle[step % work.live])
        let expiry = now + ReservationWork.window
        if stock.reserve(work.keyTexts[work.keyOf[order]], 1, order: work.orderTexts[order], expiry: expiry, at: now) {
          done += 1
        }
        let ending = work.orderTexts[open[place]]
        if step & 1 == 0 ? stock.consume(ending, at: now) : stock.release(ending, "cancelled", at: now) { done += 1 }
        stock.forget(ending)
        idle[step % idle.count] = open[place]
        open[place] = order
        if step & 4_095 == 0 { stock.discardMovements() }
      }
    }
    try require(done == 2 * calls, "\(2 * calls - done) transitions were refused")
    return Turn(calls: calls, nanoseconds: time)
  }

  /// How long it takes to release what has expired.
  mutating func swept(_ work: ReservationWork) throws -> Double {
    var released = 0
    let time = nanoseconds { released = stock.sweep(at: work.sweepsAt, limit: .max) }
    try require(released == work.expired, "\(released) released, not \(work.expired)")
    return time
  }
}
