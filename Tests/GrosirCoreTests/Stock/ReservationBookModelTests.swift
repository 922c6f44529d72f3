import GrosirCore
import GrosirTesting
import XCTest

/// The book does what the specification says, whatever is asked and whatever the clock does (SPEC §7).
final class ReservationBookModelTests: XCTestCase {
  typealias Step = StockHistory.Step

  private let anything: [(weight: Int, element: Step)] = [
    (8, .reserve), (4, .consume), (3, .release), (3, .extend), (2, .sweep), (4, .adjust), (1, .forget),
  ]

  func testTheBookAgreesWithTheModelAfterEveryStep() throws {
    let report = try checkProperty(
      "the book agrees with the model after every step", cases: 12_000,
      minimumShares: [
        "reserve → made": 0.5, "reserve → had": 0.07, "reserve → conflict": 0.2, "reserve → short": 0.3,
        "consume → now": 0.2, "consume → already": 0.05, "consume → expired expired": 0.03,
        "consume → opposite": 0.05, "release → now": 0.1, "release → now expired": 0.01, "release → opposite": 0.05,
        "extend → now": 0.04, "extend → beyond": 0.02, "adjust → below": 0.05, "adjust → too": 0.02,
        "the clock jumped back": 0.3,
      ]
    ) { choices in
      let history = try StockHistory(.standard, keys: ["S", "M", "L", "XL"], orders: ["a", "b", "c", "d"], at: 0)
      try self.stock(history)
      try choices.steps(1...60) { choices in
        history.letTimePass(choices)
        try history.perform(choices.weighted(self.anything), choices)
      }
    }
    print(report)
  }

  /// Reservations that last from a millisecond to thousands of years go through every ring of the wheel.
  func testTheBookAgreesWithTheModelForAnyLifetime() throws {
    try checkProperty("the book agrees with the model for any lifetime", cases: 4_000) { choices in
      let maxLifetime = Timespan(milliseconds: 1 << choices.integer(in: 1...46)) ?? .zero
      let rules = try ReservationRules(timeToLive: .milliseconds(2), maxLifetime: maxLifetime)
      let history = try StockHistory(rules, keys: ["S", "M"], orders: ["a", "b", "c", "d", "e", "f"], at: 0)
      try self.stock(history)
      try choices.steps(1...50) { choices in
        if choices.chance(1, in: 4) { history.pass(choices.boundaryInteger(in: 0...maxLifetime.milliseconds)) }
        history.letTimePass(choices)
        try choices.assume(history.now < 1 << 47)
        try history.perform(choices.weighted(self.anything), choices)
      }
    }
  }

  /// Some of everything but the last is on hand.
  private func stock(_ history: StockHistory) throws {
    for key in ["S", "M"] { _ = try history.adjust(key, 8, .receipt) }
  }

  /// Every history of four steps with one key, two orders and a clock that stands, reaches an expiry or jumps back.
  func testEveryShortHistory() throws {
    let report = try checkExhaustively("every short history of the book") { choices in
      let rules = try ReservationRules(timeToLive: .milliseconds(2), maxLifetime: .milliseconds(4))
      let history = try StockHistory(rules, keys: ["S", "T"], orders: ["a", "b"], at: 10)
      _ = try history.adjust("S", 2, .receipt)
      for step in 0..<4 {
        if step > 0 { history.pass(choices.element(of: [0, 2, -1])) }
        try self.smallStep(history, choices, isFirst: step == 0)
      }
    }
    print(report)
  }

  private func smallStep(_ history: StockHistory, _ choices: Choices, isFirst: Bool) throws {
    history.book.discardMovements()
    history.model.discardMovements()
    let numbers = history.handles.count
    let (found, expected): (String, String)
    switch choices.integer(in: 0...(isFirst ? 1 : numbers == 0 ? 3 : 7)) {
    case 0: (found, expected) = try history.reserve([("S", 1)], "a", nil)
    case 1: (found, expected) = try history.reserve([("S", 1), ("S", 1)], "b", nil)
    case 2: (found, expected) = try history.sweep(limit: 1)
    case 3: (found, expected) = try history.adjust("S", -1, .correction)
    case 4: (found, expected) = try history.consume(numbers - 1)
    case 5: (found, expected) = try history.release(numbers - 1, .cancelled)
    case 6: (found, expected) = try history.extend(numbers - 1, history.now + 2)
    default: (found, expected) = try history.consume(0)
    }
    choices.note("\(history.now): \(expected)")
    choices.count(String(expected.prefix { $0 != " " }))
    try expectEqual(found, expected)
    try history.expectAgreement()
  }
}
