import GrosirCore
import GrosirTesting
import XCTest

/// A sweep's cost follows what it releases, oldest first, however much is open (SPEC §7).
final class SweepTests: XCTestCase {
  private let note = AdjustmentID(literal: "delivery note 1")

  private func instant(_ milliseconds: Int64) -> Instant {
    Instant(millisecondsSince1970: milliseconds) ?? .latest
  }

  /// A book of so many open reservations, made at the epoch, that expire spread over so long after `first`.
  private func book(open: Int, from first: Int64, spread: Int64) throws -> ReservationBook {
    let rules = try ReservationRules(timeToLive: .minutes(15), maxLifetime: .days(30_000))
    var book = ReservationBook(rules: rules)
    let keys = try (0..<100).map { try book.handle(of: StockHistory.key("\($0)")) }
    for key in keys { try book.adjust(key, by: open, .receipt, reference: note, at: .epoch) }
    for number in 0..<open {
      let order = try book.handle(of: OrderID(unchecked: "\(number)"))
      // A permutation, so that they are not made in the order in which they expire.
      let place = Int64(number * 7_919 % open)
      let span = Timespan(milliseconds: first + place * spread / Int64(open)) ?? .zero
      try book.reserve([.init(keys[number % 100], 1)], for: order, lasting: .lasting(span), at: .epoch)
    }
    book.discardMovements()
    return book
  }

  /// A thousand expire before all others, which do within the hour after: whether the others are few or many, a sweep
  /// looks at about as much.
  func testASweepLooksAtWhatItReleasesHoweverMuchIsOpen() throws {
    for open in [10_000, 100_000, 1_000_000] {
      var book = try self.book(open: open, from: 60_000, spread: 3_600_000)
      let keys = try (0..<100).map { try book.handle(of: StockHistory.key("\($0)")) }
      for number in 0..<1_000 {
        let order = try book.handle(of: OrderID(unchecked: "early \(number)"))
        let span = Timespan(milliseconds: Int64(1_000 + number * 10)) ?? .zero
        try book.reserve([.init(keys[number % 100], 1)], for: order, lasting: .lasting(span), at: .epoch)
      }
      let sweep = book.sweep(at: instant(12_000), limit: .max)
      print("\(open) open: \(sweep.released) released, \(sweep.visited) looked at")
      XCTAssertEqual(sweep.released, 1_000)
      XCTAssertTrue(sweep.isComplete)
      XCTAssertLessThanOrEqual(sweep.visited, 2 * sweep.released, "\(open) open")
      XCTAssertEqual(book.openReservations, open)
      XCTAssertEqual(book.sweep(at: instant(12_000), limit: .max).visited, 0, "a sweep after a sweep")
    }
  }

  /// What is released grows ten times, and what is looked at with it; what is open stays.
  func testASweepsCostGrowsWithWhatItReleases() throws {
    for share: Int64 in [1, 10, 100] {
      var book = try self.book(open: 100_000, from: 1, spread: 3_600_000)
      let sweep = book.sweep(at: instant(share * 36_000), limit: .max)
      print("\(share) %: \(sweep.released) released, \(sweep.visited) looked at")
      XCTAssertEqual(sweep.released, Int(share) * 1_000)
      // Each is moved once, and what expires within the same second is moved as well: 28 of them here.
      XCTAssertLessThanOrEqual(sweep.visited, 2 * sweep.released + 60)
    }
  }

  /// In many small sweeps everything is released in the order in which it expires, and each is looked at as often as
  /// there are rings at most.
  func testSweepsReleaseOldestFirst() throws {
    try checkProperty("sweeps release oldest first", cases: 150) { choices in
      let spread = Int64(1) << choices.integer(in: 5...40)
      var book = try self.book(open: 1_000, from: choices.integer(in: 1...5_000), spread: spread)
      var (now, visited, last) = (Int64(0), 0, Instant.earliest)
      while book.openReservations > 0 {
        now += choices.integer(in: 0...(spread / 8 + 1))
        let sweep = book.sweep(at: instant(now), limit: choices.integer(in: 1...400))
        visited += sweep.visited
        for index in 0..<book.movementCount {
          guard case .reservation(.order(let order)) = book.movement(at: index).reference,
            let handle = book.existingHandle(of: order), let reservation = book.reservation(of: handle),
            let expiry = try book.reservation(reservation).life.expiresAt
          else { throw ExpectationFailure("a movement without a reservation") }
          try expect(expiry >= last, "\(expiry) after \(last)")
          try expect(expiry <= instant(now), "released too soon")
          last = expiry
        }
        book.discardMovements()
      }
      try expect(visited <= 6 * 1_000, "\(visited) looks")
      try expectEqual(book.violatedInvariants(), [], "the book's invariants")
    }
  }

  /// After the clock jumped back, what expires before the wheel's hand comes first, whatever left in between.
  func testWhatExpiresBeforeTheHandIsReleasedInOrder() throws {
    try checkProperty("what expires before the hand is released in order", cases: 2_000) { choices in
      var book = ReservationBook(rules: try ReservationRules(timeToLive: .minutes(15), maxLifetime: .days(2)))
      let key = try book.handle(of: StockHistory.key("M"))
      try book.adjust(key, by: 1_000, .receipt, reference: self.note, at: .epoch)
      // One stays in the wheel, so that its hand cannot begin anew.
      let late = try book.handle(of: OrderID(literal: "late"))
      try book.reserve([.init(key, 1)], for: late, lasting: .lasting(.days(2)), at: .epoch)
      book.sweep(at: self.instant(86_400_000), limit: 1)
      var open: [(reservation: ReservationHandle, expiry: Int64)] = []
      for number in 0..<choices.integer(in: 1...24) {
        let order = try book.handle(of: OrderID(unchecked: "\(number)"))
        let span = choices.integer(in: Int64(1)...1_000)
        let lasting = ReservationSpan.lasting(Timespan(milliseconds: span) ?? .zero)
        open.append((try book.reserve([.init(key, 1)], for: order, lasting: lasting, at: .epoch).reservation, span))
      }
      for _ in 0..<choices.integer(in: 0...open.count) where !open.isEmpty {
        let place = choices.integer(in: 0...open.count - 1)
        if choices.boolean() {
          try book.release(open.remove(at: place).reservation, .cancelled, at: .epoch)
        } else {
          open[place].expiry = choices.integer(in: Int64(1)...1_000)
          try book.extend(open[place].reservation, until: self.instant(open[place].expiry), at: .epoch)
        }
        try expectEqual(book.violatedInvariants(), [], "the book's invariants")
      }
      for expiry in open.map(\.expiry).sorted() {
        let sweep = book.sweep(at: self.instant(expiry), limit: 1)
        try expectEqual(sweep.released, 1, "released at \(expiry)")
      }
      try expectEqual(book.sweep(at: self.instant(1_000), limit: .max).released, 0, "released at the end")
      try expectEqual(book.openReservations, 1, "open")
    }
  }
}
