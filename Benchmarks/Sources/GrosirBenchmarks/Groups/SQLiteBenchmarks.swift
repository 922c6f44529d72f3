import GrosirCore
import GrosirEngine
import GrosirSQLite

/// Commands through the engine on the SQLite store, against a loop that writes the same rows without a store.
struct SQLiteBenchmarks {
  private let isQuick: Bool
  private let variants = 12
  /// Callers at once, and commands in each transaction of the loop that is compared with them.
  private let callers = 256

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    SQLiteBenchmarks(isQuick: options.isQuick).planned + SQLiteRestart.planned(options)
  }

  private init(isQuick: Bool) { self.isQuick = isQuick }

  private var planned: [Planned] {
    let (reserving, joining) = (Reserving(variants: variants), Joining(variants: variants))
    let some = [alone(reserving), together(reserving), alone(joining), together(joining), live(10_000)]
    return some + (isQuick ? [] : [sizes(callers: 1)]) + [sizes(callers: callers)]
  }

  /// One command per commit.
  private func alone<Work: StoreWork>(_ work: Work) -> Planned {
    planned("\(work.name), one per commit") { title in
      let folder = try StoreFolder()
      try compare(work, folder)
      return Comparison(
        group: "sqlite", title: title, items: 1,
        contenders: [
          try store("SQLite store, one caller", work, callers: 1, folder),
          try raw("raw loop, one per commit", work, together: 1, folder),
        ], goals: [.time(of: "raw loop, one per commit", atMost: 1 / 0.85)])
    }
  }

  /// As many commands in a commit as are waiting.
  private func together<Work: StoreWork>(_ work: Work) -> Planned {
    planned("\(work.name), \(callers) callers") { title in
      let folder = try StoreFolder()
      let (rawName, aloneName) = ("raw loop, \(callers) per commit", "SQLite store, one caller")
      return Comparison(
        group: "sqlite", title: title, items: 1,
        contenders: [
          try store("SQLite store, \(callers) callers", work, callers: callers, folder),
          try raw(rawName, work, together: callers, folder), try store(aloneName, work, callers: 1, folder),
        ], goals: [.time(of: rawName, atMost: 1 / 0.6), .faster(than: aloneName, times: 12)])
    }
  }

  /// Reserving costs the same, however much is reserved; both stores have had as many reservations.
  private func live(_ count: Int) -> Planned {
    planned("reserve, \(callers) callers, by how much is reserved of one variant") { title in
      let folder = try StoreFolder()
      return Comparison(
        group: "sqlite", title: title, items: 1,
        contenders: [
          try reserving("\(count) live reservations", live: count, of: count, folder),
          try reserving("none", live: 0, of: count, folder),
        ], goals: [.time(of: "none", atMost: 1 / 0.95)])
    }
  }

  /// A join costs the same, however many variants there are.
  private func sizes(callers: Int) -> Planned {
    planned("join, \(callers == 1 ? "one caller" : "\(callers) callers"), by variants") { title in
      let folder = try StoreFolder()
      let contenders = try [12, 500, 5_000].map { variants in
        try store("\(variants) variants", Joining(variants: variants), callers: callers, folder)
      }
      return Comparison(group: "sqlite", title: title, items: 1, contenders: contenders, goals: [])
    }
  }

  private func planned(_ title: String, _ make: @escaping (String) throws -> Comparison) -> Planned {
    Planned(group: "sqlite", title: title) { try make(title) }
  }
}

// MARK: Turns

extension SQLiteBenchmarks {
  /// How many commands a turn has at least: enough that callers do not all begin or end in the time that is taken.
  private func least(_ callers: Int) -> Int { callers == 1 ? (isQuick ? 64 : 256) : (isQuick ? 4 : 16) * callers }

  /// Ensures that the loop writes what the store writes.
  private func compare<Work: StoreWork>(_ work: Work, _ folder: StoreFolder) throws {
    let shop = try SQLiteShop(in: folder, for: work)
    let loop = try RawLoop(in: folder, for: work, variants: variants)
    _ = try shop.run(work, 0..<1_000, callers: 1)
    _ = try loop.run(variants..<500, together: 1)
    _ = try loop.run(500..<1_000, together: callers)
    try loop.compare(with: shop)
    try shop.close()
  }

  private func store<Work: StoreWork>(
    _ name: String, _ work: Work, callers: Int, _ folder: StoreFolder
  ) throws -> Contender {
    let shop = try SQLiteShop(in: folder, for: work)
    // Both have done the work of the same first numbers.
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

  private func raw<Work: StoreWork>(
    _ name: String, _ work: Work, together: Int, _ folder: StoreFolder
  ) throws -> Contender {
    let loop = try RawLoop(in: folder, for: work, variants: variants)
    var next = variants
    return Contender(name: name) { calls in
      let range = next..<next + max(calls, least(together))
      next = range.upperBound
      let time = try loop.run(range, together: together)
      try loop.check(work, next)
      return Turn(calls: range.count, nanoseconds: time)
    }
  }

  /// Reserves and, while no time is taken, releases again, so that as many are live in every turn.
  private func reserving(
    _ name: String, live: Int, of count: Int, _ folder: StoreFolder
  ) throws -> Contender {
    let work = Reserving(variants: 1)
    let shop = try SQLiteShop(in: folder, for: work)
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
