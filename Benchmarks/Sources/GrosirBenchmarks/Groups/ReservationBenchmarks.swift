import GrosirCore

/// Reservations made, consumed and released while many others are open, and swept.
///
/// A round trip is a reservation of one line and what becomes of it: two transitions. What is asked is made before it
/// is timed, and each identifier comes as a text of its own, as with a request. Each transition's movement is written
/// down, and the movements are discarded every thousand round trips.
enum ReservationBenchmarks {
  private static let byHandle = "ReservationBook, by handle"
  private static let prefetching = "ReservationBook, 64 steps prefetched"
  private static let byIdentifier = "ReservationBook, by identifier"
  private static let rival = "Dictionary<String, …> and a binary heap"

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    let sizes = options.isQuick ? [100, 100_000] : [100, 500_000]
    let most = options.isQuick ? 100_000 : 1_000_000
    return sizes.map(transitions) + [sweep(released: most / 10, of: most), sweepsByOpen(most), sweepsByReleased(most)]
      + [100, 100_000].map(throughTheEngine) + [flatness([100, 10_000, 100_000])]
  }

  private static func transitions(_ live: Int) -> Planned {
    let title = "reserve, then consume or release, \(live) live"
    return Planned(group: "reservations", title: title) {
      let work = ReservationWork(live: live)
      let (handles, prefetched) = (Kept(try BookRun.make(work)), Kept(try BookRun.make(work)))
      let (identifiers, dictionaries) = (Kept(try BookRun.make(work)), Kept(DictionaryRun(work)))
      return Comparison(
        group: "reservations", title: title, items: 2,
        contenders: [
          Contender(name: prefetching) { try prefetched.value.run($0, work, prefetching: 64) },
          Contender(name: byHandle) { try handles.value.run($0, work) },
          Contender(name: byIdentifier) { try identifiers.value.runByIdentifier($0, work) },
          Contender(name: rival) { try dictionaries.value.run($0, work) },
        ],
        goals: live >= 500_000 ? [.faster(than: rival, times: 10)] : [])
    }
  }

  // MARK: Sweeps, in ns per reservation released

  private static func sweep(released: Int, of open: Int) -> Planned {
    let title = "sweep of \(released) expired among \(open)"
    return Planned(group: "reservations", title: title) {
      let sweeps = SweepWork(released: released, of: open)
      let (book, dictionaries) = (Kept(try BookSweeps.make(sweeps)), Kept(DictionarySweeps(sweeps)))
      return Comparison(
        group: "reservations", title: title, items: 1,
        contenders: [
          Contender(name: "ReservationBook") { try book.value.run($0, sweeps) },
          Contender(name: rival) { try dictionaries.value.run($0, sweeps) },
        ],
        goals: [])
    }
  }

  /// However many are open, a sweep takes as long for each that it releases.
  private static func sweepsByOpen(_ most: Int) -> Planned {
    let sizes = [most / 100, most / 10, most]
    return sweeps("a sweep of 1000 expired, by how many are open", sizes.map { (1_000, $0, "\($0) open") })
  }

  /// However many it releases, a sweep takes as long for each.
  private static func sweepsByReleased(_ most: Int) -> Planned {
    let sizes = [most / 1_000, most / 100, most / 10]
    return sweeps("a sweep among \(most), by how many it releases", sizes.map { ($0, most, "\($0) released") })
  }

  private static func sweeps(_ title: String, _ sizes: [(released: Int, open: Int, name: String)]) -> Planned {
    Planned(group: "reservations", title: title) {
      let contenders = try sizes.map { released, open, name in
        let sweeps = SweepWork(released: released, of: open)
        let book = Kept(try BookSweeps.make(sweeps))
        return Contender(name: name) { try book.value.run($0, sweeps) }
      }
      return Comparison(group: "reservations", title: title, items: 1, contenders: contenders, goals: [])
    }
  }

  // MARK: Through the engine

  private static func throughTheEngine(_ live: Int) -> Planned {
    let title = "the same through the engine, \(live) live"
    return Planned(group: "reservations", title: title) {
      let work = ReservationWork(live: live)
      let engine = try EngineReservations(work)
      let (identifiers, dictionaries) = (Kept(try BookRun.make(work)), Kept(DictionaryRun(work)))
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
}
