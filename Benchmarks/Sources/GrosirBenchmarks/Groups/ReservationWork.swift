import GrosirCore
import GrosirTesting

/// What is reserved by whom, the same for every contender.
///
/// As many orders again are known as are open at once; an order comes again once its reservation was forgotten, so that
/// there are as many in the end as in the beginning.
struct ReservationWork {
  /// How long a reservation lasts, in milliseconds.
  static let window: Int64 = 900_000

  let live: Int
  let keys: [StockKey]
  let orders: [OrderID]
  /// The key of each order.
  let keyOf: [Int]

  init(live: Int) {
    self.live = live
    let choices = Choices(seed: 7)
    keys = (0..<max(10, live / 50)).map { number in
      StockKey(
        owner: OwnerID(literal: "platform"), location: LocationID(literal: "jakarta"),
        variant: ReservationWork.identifier("variant", number))
    }
    let mostKey = keys.count - 1
    orders = (0..<2 * live).map { ReservationWork.identifier("order", $0) }
    keyOf = orders.map { _ in choices.integer(in: 0...mostKey) }
  }

  /// The text by which a rival knows a stock key.
  func text(ofKey number: Int) -> String { keys[number].description }

  /// An order that none of the others is.
  func newOrder(_ number: Int) -> OrderID { ReservationWork.identifier("order", orders.count + number) }

  /// A text as long as a UUID's.
  private static func identifier<Subject>(_ kind: String, _ number: Int) -> Identifier<Subject> {
    let digits = String(number * 2_654_435_761 % 1_000_000_007, radix: 36)
    let text = "\(kind)-\(String(repeating: "0", count: max(0, 28 - digits.count)))\(digits)-\(number)"
    guard let identifier = Identifier<Subject>(text) else { preconditionFailure("not an identifier") }
    return identifier
  }

  /// When a first reservation was made: one after the other in the course of half of the window, so that none expires
  /// while transitions are timed.
  func madeAt(_ place: Int) -> Int64 { Int64(place) * start / Int64(live) }

  /// When transitions begin.
  var start: Int64 { ReservationWork.window / 2 }
}

/// Which orders reserve and which reservations end, step by step; made before anything is timed.
///
/// Of all that are open, one at random ends in each step.
struct ReservationScript {
  /// An order reserves, and the reservation at a place ends and makes way for it.
  struct Step {
    let order: Int
    let place: Int
    /// The order whose reservation ends.
    let ending: Int
    let isConsumed: Bool
    let now: Instant
  }

  private var open: [Int]
  private var idle: [Int]
  private var now: Int64
  private var step = 0
  private var random = SeededGenerator(seed: 11)

  init(_ work: ReservationWork) {
    open = Array(0..<work.live)
    idle = Array(work.live..<work.orders.count)
    now = work.start
  }

  mutating func next(_ count: Int) -> [Step] {
    (0..<count).map { _ in
      step += 1
      // Slow enough that nothing expires by itself before it ends.
      if step & 15 == 0 { now += 1 }
      let place = Int(random.next(upTo: UInt64(open.count - 1)))
      let (order, ending) = (idle[step % idle.count], open[place])
      idle[step % idle.count] = ending
      open[place] = order
      return Step(order: order, place: place, ending: ending, isConsumed: step & 1 == 0, now: Instant(now))
    }
  }
}
