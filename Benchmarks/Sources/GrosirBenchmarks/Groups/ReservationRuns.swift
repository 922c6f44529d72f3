import GrosirCore

/// What a contender keeps from turn to turn, looked up once a turn.
final class Kept<Value: ~Copyable> {
  var value: Value

  init(_ value: consuming Value) { self.value = value }
}

extension Instant {
  /// An instant of the benchmarks' time.
  init(_ milliseconds: Int64) { self = Instant(millisecondsSince1970: milliseconds) ?? .latest }
}

/// How many steps are asked at a time; the movements are discarded after them, as if they had been kept elsewhere.
private let stepsAtATime = 1_024

/// Asks so many steps in batches, and adds up the time they take.
private func inBatches(_ calls: Int, _ batch: (Int) throws -> Double) rethrows -> Turn {
  var (done, time) = (0, 0.0)
  while done < calls {
    let count = min(stepsAtATime, calls - done)
    time += try batch(count)
    done += count
  }
  return Turn(calls: done, nanoseconds: time)
}

/// A book in which reservations are made and end.
struct BookRun: ~Copyable {
  private var book: ReservationBook
  private let keys: [StockHandle]
  private let orders: [OrderHandle]
  private var open: [ReservationHandle]
  private var script: ReservationScript

  /// A book in which the first orders have reserved.
  static func make(_ work: ReservationWork) throws -> BookRun {
    var book = ReservationBook()
    let note = AdjustmentID(literal: "note")
    let keys = try work.keys.map { try book.handle(of: $0) }
    for key in keys { try book.adjust(key, by: 900_000_000, .receipt, reference: note, at: .epoch) }
    let orders = try work.orders.map { try book.handle(of: $0) }
    var open: [ReservationHandle] = []
    for order in 0..<work.live {
      let lines = [ReservationBook.Line(keys[work.keyOf[order]], 1)]
      open.append(try book.reserve(lines, for: orders[order], at: Instant(work.madeAt(order))).reservation)
    }
    book.discardMovements()
    return BookRun(book, keys, orders, open, ReservationScript(work))
  }

  private init(
    _ book: consuming ReservationBook, _ keys: [StockHandle], _ orders: [OrderHandle], _ open: [ReservationHandle],
    _ script: ReservationScript
  ) {
    self.book = book
    (self.keys, self.orders, self.open, self.script) = (keys, orders, open, script)
  }

  /// - Parameter prefetching: How many steps are announced at a time, if any.
  mutating func run(_ calls: Int, _ work: ReservationWork, prefetching: Int? = nil) throws -> Turn {
    let turn = try inBatches(calls) { count in
      let steps = script.next(count)
      // Whoever ends a reservation has its handle at hand; of one made in this batch, once it was.
      var madeAt: [Int: Int] = [:]
      let asked = steps.enumerated().map { number, step in
        (
          step: step, order: orders[step.order], key: keys[work.keyOf[step.order]], ending: open[step.place],
          madeAt: madeAt.updateValue(number, forKey: step.place)
        )
      }
      var made: [ReservationHandle] = []
      made.reserveCapacity(count)
      let time = try timed { (run) throws(StockError) in
        var lines = [ReservationBook.Line(run.keys[0], 1)]
        for (number, (step, order, key, ending, madeAt)) in asked.enumerated() {
          if let prefetching, number % prefetching == 0 {
            let next = asked[number..<min(number + prefetching, asked.count)]
            run.book.prefetch(next.map { $0.order }, next.map { $0.ending })
          }
          lines[0].key = key
          made.append(try run.book.reserve(lines, for: order, at: step.now).reservation)
          try run.end(madeAt.map { made[$0] } ?? ending, step)
        }
      }
      for (step, reservation) in zip(steps, made) { open[step.place] = reservation }
      return time
    }
    return try verdict(turn, work)
  }

  /// As if every request came with its identifiers, and nothing else.
  mutating func runByIdentifier(_ calls: Int, _ work: ReservationWork) throws -> Turn {
    let turn = try inBatches(calls) { count in
      let asked = script.next(count).map { step in
        (
          step: step, order: work.orders[step.order].again, lines: [StockLine(work.keys[work.keyOf[step.order]], 1)],
          ending: work.orders[step.ending].again
        )
      }
      return try timed { (run) throws(StockError) in
        for (step, order, lines, ending) in asked {
          try run.book.reserve(lines, for: order, at: step.now)
          guard let known = run.book.existingHandle(of: ending), let reservation = run.book.reservation(of: known)
          else { throw StockError.unknownOrder }
          try run.end(reservation, step)
        }
      }
    }
    return try verdict(turn, work)
  }

  @inline(__always)
  private mutating func timed(_ body: (inout BookRun) throws(StockError) -> Void) throws -> Double {
    var failure: StockError?
    let time = nanoseconds {
      do throws(StockError) { try body(&self) } catch { failure = error }
    }
    if let failure { throw failure }
    book.discardMovements()
    return time
  }

  @inline(__always)
  private mutating func end(_ reservation: ReservationHandle, _ step: ReservationScript.Step) throws(StockError) {
    if step.isConsumed {
      try book.consume(reservation, at: step.now)
    } else {
      try book.release(reservation, .cancelled, at: step.now)
    }
    book.forget(endedThrough: step.now, limit: 1)
  }

  private func verdict(_ turn: Turn, _ work: ReservationWork) throws -> Turn {
    try require(book.openReservations == work.live, "\(book.openReservations) open, not \(work.live)")
    return turn
  }
}

/// The same with dictionaries.
struct DictionaryRun: ~Copyable {
  private var stock: DictionaryReservations
  private var script: ReservationScript

  init(_ work: ReservationWork) {
    stock = DictionaryReservations(keys: work.keys.indices.map { work.text(ofKey: $0) }, units: 900_000_000)
    script = ReservationScript(work)
    for order in 0..<work.live {
      let now = work.madeAt(order)
      _ = stock.reserve(
        work.text(ofKey: work.keyOf[order]), 1, order: work.orders[order].text, expiry: now + ReservationWork.window,
        at: now)
    }
    stock.discardMovements()
  }

  mutating func run(_ calls: Int, _ work: ReservationWork) throws -> Turn {
    try inBatches(calls) { count in
      let asked = script.next(count).map { step in
        (
          step: step, order: work.orders[step.order].again.text, key: work.text(ofKey: work.keyOf[step.order]),
          ending: work.orders[step.ending].again.text
        )
      }
      var done = 0
      let time = nanoseconds {
        for (step, order, key, ending) in asked {
          let now = step.now.millisecondsSince1970
          if stock.reserve(key, 1, order: order, expiry: now + ReservationWork.window, at: now) { done += 1 }
          if step.isConsumed ? stock.consume(ending, at: now) : stock.release(ending, at: now) { done += 1 }
          stock.forget(ending)
        }
      }
      try require(done == 2 * count, "\(2 * count - done) transitions were refused")
      stock.discardMovements()
      return time
    }
  }
}

extension Identifier {
  /// The same identifier as it comes with a request: a text of its own.
  fileprivate var again: Identifier {
    guard let copy = Identifier(String(decoding: Array(text.utf8), as: UTF8.self)) else {
      preconditionFailure("not an identifier")
    }
    return copy
  }
}
