import GrosirCore
import GrosirTesting

/// What is wanted in a storm, by whom, and how much there is of it; the same in every process.
struct StormPlan: Sendable {
  /// How many different commands are given.
  let attempts: Int
  /// From which everything follows.
  let seed: UInt64

  /// How many processes there are.
  static let processes = 4
  /// How many in each of them want something at the same time.
  static let callers = 8
  /// The shops; most want something of the first.
  static let shops = 4
  /// Sessions with deadlines of their own, in a shop of their own.
  static let timedSessions = 40

  /// What somebody wants.
  enum Wish: String, Sendable, Hashable, CaseIterable {
    /// A unit of the warehouse.
    case reserve
    /// A place in the session.
    case join
  }

  /// One command.
  struct Attempt: Sendable {
    let number: Int
    let shop: Int
    let wish: Wish
    /// Whether another process gives it as well.
    let isGivenTwice: Bool

    /// The process that gives it; the other one is the next.
    var process: Int { number % StormPlan.processes }

    /// Whether a process gives it.
    func isGiven(by number: Int) -> Bool {
      number == process || (isGivenTwice && number == (process + 1) % StormPlan.processes)
    }
  }

  /// A command by its number.
  func attempt(_ number: Int) -> Attempt {
    var random = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
    let shop = random.next(upTo: 9) < 7 ? 0 : 1 + Int(random.next(upTo: UInt64(StormPlan.shops - 2)))
    return Attempt(
      number: number, shop: shop, wish: random.next(upTo: 1) == 0 ? .reserve : .join,
      isGivenTwice: random.next(upTo: 9) == 0)
  }

  /// All of them, in order.
  var all: [Attempt] { (0..<attempts).map { attempt($0) } }

  /// How many want something of a shop.
  func wanted(_ wish: Wish, of shop: Int) -> Int {
    all.count { $0.shop == shop && $0.wish == wish }
  }

  /// How many units a shop has: too few in the first, just enough in the second, one too few in the others.
  func units(for wish: Wish, in shop: Int) -> Int {
    let wanted = wanted(wish, of: shop)
    return switch shop {
    case 0: max(1, wanted / 5)
    case 1: max(1, wanted)
    default: max(1, wanted - 1)
    }
  }
}
