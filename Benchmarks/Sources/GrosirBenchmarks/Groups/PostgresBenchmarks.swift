import GrosirCore
import GrosirEngine
import GrosirPostgres

/// Commands through the engine on the PostgreSQL store: against a loop that writes the same rows, one statement each,
/// and against what people write, where all want the same row.
struct PostgresBenchmarks {
  static let group = "postgres"

  private let isQuick: Bool
  private let server: PostgresServer
  private let variants = 12
  /// Callers of the sequence that locks the row first.
  private let rivals = 16

  static func planned(_ options: Options, _ server: PostgresServer) -> [Planned] {
    PostgresBenchmarks(isQuick: options.isQuick, server: server).planned
      + (options.isQuick ? [] : PostgresRestart.planned(server))
  }

  private var planned: [Planned] {
    let (reserving, joining) = (Reserving(variants: variants), Joining(variants: variants))
    let some = [alone(reserving), alone(joining)] + [16, 256].flatMap { [hotStock($0), hotSession($0)] }
    return isQuick ? some : some + [live(10_000), sizes(callers: 1), sizes(callers: 256)]
  }

  /// One command after the other.
  private func alone<Work: StoreWork>(_ work: Work) -> Planned {
    planned("\(work.name), one caller") { title in
      try compare(work)
      let rival = "one statement that writes the same rows"
      return Comparison(
        group: PostgresBenchmarks.group, title: title, items: 1,
        contenders: [try store("PostgreSQL store", work, callers: 1), try loop(rival, work)],
        goals: [.time(of: rival, atMost: 1 / 0.8)])
    }
  }

  /// Everybody wants the same variant.
  private func hotStock(_ callers: Int) -> Planned {
    planned("reserve, one hot row, \(callers) callers") { title in
      let spread = "PostgreSQL store, any of 1 000 variants"
      return Comparison(
        group: PostgresBenchmarks.group, title: title, items: 1,
        contenders: [
          try store("PostgreSQL store", Reserving(variants: 1), callers: callers), try hot(),
          try store(spread, Reserving(variants: 1_000, isRandom: true), callers: callers),
        ], goals: [goal(callers), .faster(than: spread, times: 1)])
    }
  }

  /// Everybody joins the same session.
  private func hotSession(_ callers: Int) -> Planned {
    planned("join, one hot session, \(callers) callers") { title in
      Comparison(
        group: PostgresBenchmarks.group, title: title, items: 1,
        contenders: [try store("PostgreSQL store", Joining(variants: variants), callers: callers), try hot()],
        goals: [goal(callers)])
    }
  }

  private var hotName: String { "FOR UPDATE, two rows added, \(rivals) callers" }

  private func goal(_ callers: Int) -> Goal { .faster(than: hotName, times: callers == 16 ? 12 : 30) }

  /// Reserving costs the same, however much is reserved; both stores have had as many reservations.
  private func live(_ count: Int) -> Planned {
    planned("reserve, 256 callers, by how much is reserved of one variant") { title in
      Comparison(
        group: PostgresBenchmarks.group, title: title, items: 1,
        contenders: [
          try reserving("\(count) live reservations", live: count, of: count),
          try reserving("none", live: 0, of: count),
        ], goals: [.time(of: "none", atMost: 1 / 0.95)])
    }
  }

  /// A join costs the same, however many variants there are.
  private func sizes(callers: Int) -> Planned {
    planned("join, \(callers == 1 ? "one caller" : "\(callers) callers"), by variants") { title in
      let contenders = try [12, 500, 5_000].map { variants in
        try store("\(variants) variants", Joining(variants: variants), callers: callers)
      }
      return Comparison(group: PostgresBenchmarks.group, title: title, items: 1, contenders: contenders, goals: [])
    }
  }

  private func planned(_ title: String, _ make: @escaping (String) throws -> Comparison) -> Planned {
    Planned(group: PostgresBenchmarks.group, title: title) { try make(title) }
  }
}

// MARK: Turns

extension PostgresBenchmarks {
  /// How many commands a turn has at least: enough that callers do not all begin or end in the time that is taken.
  private func least(_ callers: Int) -> Int { callers == 1 ? (isQuick ? 64 : 256) : (isQuick ? 4 : 16) * callers }

  /// Ensures that the loop writes what the store writes.
  private func compare<Work: StoreWork>(_ work: Work) throws {
    let shop = try PostgresShop(on: server, for: work)
    let loop = try PostgresLoop(on: server, for: work, variants: variants)
    _ = try shop.run(work, 0..<1_000, callers: 1)
    _ = try loop.run(variants..<1_000)
    try loop.compare(with: shop)
    try shop.close()
  }

  private func store<Work: StoreWork>(_ name: String, _ work: Work, callers: Int) throws -> Contender {
    let shop = try PostgresShop(on: server, for: work)
    // All have done the work of the same first numbers.
    _ = try shop.run(work, 0..<variants, callers: 1)
    var next = variants
    return Contender(name: name) { calls in
      let range = next..<next + max(calls, least(callers))
      next = range.upperBound
      let time = try shop.run(work, range, callers: callers)
      try shop.check(work, next)
      return Turn(calls: range.count, nanoseconds: time)
    }
  }

  private func loop<Work: StoreWork>(_ name: String, _ work: Work) throws -> Contender {
    let loop = try PostgresLoop(on: server, for: work, variants: variants)
    var next = variants
    return Contender(name: name) { calls in
      let range = next..<next + max(calls, least(1))
      next = range.upperBound
      let time = try loop.run(range)
      try loop.check(work, next)
      return Turn(calls: range.count, nanoseconds: time)
    }
  }

  /// The sequence that locks the row first.
  private func hot() throws -> Contender {
    let row = try HotRow(on: server, callers: rivals)
    var next = 0
    return Contender(name: hotName) { calls in
      let range = next..<next + max(calls, least(rivals))
      next = range.upperBound
      return Turn(calls: range.count, nanoseconds: try row.run(range))
    }
  }

  /// Reserves and, while no time is taken, releases again, so that as many are live in every turn.
  private func reserving(_ name: String, live: Int, of count: Int) throws -> Contender {
    let (work, callers) = (Reserving(variants: 1), 256)
    let shop = try PostgresShop(on: server, for: work)
    _ = try shop.run(work, 0..<count, callers: callers)
    _ = try shop.run(Releasing(), live..<count, callers: callers)
    var next = count
    return Contender(name: name) { calls in
      let range = next..<next + max(calls, least(callers))
      next = range.upperBound
      let time = try shop.run(work, range, callers: callers)
      try shop.check(work, live + range.count)
      _ = try shop.run(Releasing(), range, callers: callers)
      try shop.check(work, live)
      return Turn(calls: range.count, nanoseconds: time)
    }
  }
}
