import GrosirCore

/// Orders that follow one another: an index that is kept, against computing everything anew for each.
///
/// Before each order the variant's availability is asked; then the order is held, and mostly paid. A payment moves the
/// field, a hold only its own variant.
enum IndexBenchmarks {
  private static let ours = "AllocationIndex"
  private static let column = "recomputing with AvailabilityColumn (two passes)"
  private static let snapshot = "recomputing with AllocationSnapshot (one pass)"
  private static let plain = "recomputing with plain structs (one pass)"

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    let counts = options.isQuick ? [4, 100, 1_000] : [4, 32, 100, 1_000, 10_000, 100_000]
    return counts.map(paid) + counts.map(held) + counts.map(worst) + [flatness(random: true), flatness(random: false)]
  }

  private static func paid(_ count: Int) -> Planned {
    let title = "query + hold + payment, n = \(count)"
    return Planned(group: "order", title: title) {
      let stream = try OrderStream.random(variants: count, orders: orders(count))
      return try comparison(title, stream, pays: true, goals: count == 100 ? [.faster(than: plain, times: 30)] : [])
    }
  }

  private static func held(_ count: Int) -> Planned {
    let title = "query + hold, n = \(count)"
    return Planned(group: "order", title: title) {
      let stream = OrderStream.held(variants: count, orders: min(2_000 * count, orders(count)))
      return try comparison(title, stream, pays: false, goals: count == 100 ? [.faster(than: plain, times: 30)] : [])
    }
  }

  private static func worst(_ count: Int) -> Planned {
    let title = "query + hold + payment, always the tightest, n = \(count)"
    return Planned(group: "order", title: title) {
      let worst = try OrderStream.ofTightest(variants: count, orders: orders(count))
      let random = try OrderStream.random(variants: count, orders: orders(count))
      try agree(worst, pays: true)
      return Comparison(
        group: "order", title: title, items: 1,
        contenders: [
          Contender(name: "AllocationIndex, always the tightest") { try run(worst, pays: true, calls: $0) },
          Contender(name: "AllocationIndex, any variant") { try run(random, pays: true, calls: $0) },
          Contender(name: plain) { try runPlain(worst, pays: true, calls: $0) },
        ],
        goals: [.time(of: "AllocationIndex, any variant", atMost: 4)])
    }
  }

  /// An order costs about the same, however many variants there are.
  private static func flatness(random: Bool) -> Planned {
    let title = "query + hold + payment, n = 100 000 and n = 100" + (random ? "" : ", always the tightest")
    return Planned(group: "order", title: title) {
      let make = random ? OrderStream.random : OrderStream.ofTightest
      let (many, few) = (try make(100_000, orders(100_000)), try make(100, orders(100)))
      return Comparison(
        group: "order", title: title, items: 1,
        contenders: [
          Contender(name: "AllocationIndex, n = 100 000") { try run(many, pays: true, calls: $0) },
          Contender(name: "AllocationIndex, n = 100") { try run(few, pays: true, calls: $0) },
        ],
        goals: random ? [.time(of: "AllocationIndex, n = 100", atMost: 2.5)] : [])
    }
  }

  /// As many that most variants are met, and that no branch can be learnt by heart.
  private static func orders(_ count: Int) -> Int { max(20_000, 2 * count) }

  private static func comparison(
    _ title: String, _ stream: OrderStream, pays: Bool, goals: [Goal]
  ) throws -> Comparison {
    try agree(stream, pays: pays)
    return Comparison(
      group: "order", title: title, items: 1,
      contenders: [
        Contender(name: ours) { try run(stream, pays: pays, calls: $0) },
        Contender(name: column) { try runColumn(stream, pays: pays, calls: $0) },
        Contender(name: snapshot) { try runSnapshot(stream, pays: pays, calls: $0) },
        Contender(name: plain) { try runPlain(stream, pays: pays, calls: $0) },
      ],
      goals: goals)
  }
}

// MARK: Turns

extension IndexBenchmarks {
  /// Takes the stream from its start as often as it takes; making the empty sessions is not timed.
  private static func turn(_ stream: OrderStream, _ calls: Int, _ pass: (Int) throws -> (Double, Int)) throws -> Turn {
    var (done, time) = (0, 0.0)
    while done < calls {
      let count = min(calls - done, stream.orders.count)
      let (nanoseconds, accepted) = try pass(count)
      try require(accepted == count, "\(count - accepted) of \(count) orders were refused")
      done += count
      time += nanoseconds
    }
    return Turn(calls: done, nanoseconds: time)
  }

  fileprivate static func run(_ stream: OrderStream, pays: Bool, calls: Int) throws -> Turn {
    try turn(stream, calls) { count in
      var index = AllocationIndex(under: stream.sample.rules)
      var accepted = 0
      let time = nanoseconds { accepted = take(stream.orders, count, from: &index, pays: pays) }
      return (time, accepted)
    }
  }

  @inline(never)
  private static func take(
    _ orders: [OrderStream.Order], _ count: Int, from index: inout AllocationIndex, pays: Bool
  ) -> Int {
    var accepted = 0
    do {
      for number in 0..<count {
        let order = orders[number]
        guard let available = index.available(at: order.position), available >= order.units else { continue }
        try index.apply(.held(order.units), at: order.position)
        if pays { try index.apply(.paid(order.units), at: order.position) }
        accepted += 1
      }
    } catch {
      return -1
    }
    return accepted
  }

  fileprivate static func runColumn(_ stream: OrderStream, pays: Bool, calls: Int) throws -> Turn {
    try turn(stream, calls) { count in
      let rules = stream.sample.rules
      var column = AvailabilityColumn(count: stream.sample.count)
      var tallies = Tallies(count: stream.sample.count)
      var accepted = 0
      let time = nanoseconds {
        for number in 0..<count {
          let order = stream.orders[number]
          column.refresh(from: tallies, under: rules)
          guard column[order.position] >= order.units, record(order, in: &tallies, pays: pays) else { continue }
          accepted += 1
        }
      }
      return (time, accepted)
    }
  }

  fileprivate static func runSnapshot(_ stream: OrderStream, pays: Bool, calls: Int) throws -> Turn {
    try turn(stream, calls) { count in
      let rules = stream.sample.rules
      var tallies = Tallies(count: stream.sample.count)
      var accepted = 0
      let time = nanoseconds {
        for number in 0..<count {
          let order = stream.orders[number]
          let available = AllocationSnapshot(of: tallies, under: rules).available(at: order.position)
          guard available ?? .max >= order.units, record(order, in: &tallies, pays: pays) else { continue }
          accepted += 1
        }
      }
      return (time, accepted)
    }
  }

  @inline(__always)
  private static func record(_ order: OrderStream.Order, in tallies: inout Tallies, pays: Bool) -> Bool {
    do {
      try tallies.apply(.held(order.units), at: order.position)
      if pays { try tallies.apply(.paid(order.units), at: order.position) }
      return true
    } catch {
      return false
    }
  }

  fileprivate static func runPlain(_ stream: OrderStream, pays: Bool, calls: Int) throws -> Turn {
    try turn(stream, calls) { count in
      var session = PlainVariants(emptyOf: stream.sample)
      var accepted = 0
      let time = nanoseconds {
        for number in 0..<count {
          let order = stream.orders[number]
          session.look()
          guard session.available(at: order.position) >= order.units else { continue }
          session.variants[order.position].ordered += order.units
          if !pays { session.variants[order.position].held += order.units }
          accepted += 1
        }
      }
      return (time, accepted)
    }
  }
}

// MARK: Agreement

extension IndexBenchmarks {
  /// Walks an index, snapshots and plain structs through the same orders, now and then a buyer leaving, and compares.
  fileprivate static func agree(_ stream: OrderStream, pays: Bool) throws {
    let rules = stream.sample.rules
    var index = AllocationIndex(under: rules)
    var tallies = Tallies(count: stream.sample.count)
    var column = AvailabilityColumn(count: stream.sample.count)
    var plain = PlainVariants(emptyOf: stream.sample)
    for (number, order) in stream.orders.prefix(max(20, 200_000 / stream.sample.count)).enumerated() {
      let leaves = number % 5 == 4
      let changes: [TallyChange] =
        [.held(order.units)] + (pays || leaves ? [.paid(order.units)] : []) + (leaves ? [.departed(order.units)] : [])
      for change in changes {
        try index.apply(change, at: order.position)
        try tallies.apply(change, at: order.position)
        let tally = tallies[order.position]
        plain.variants[order.position].ordered = tally.ordered
        plain.variants[order.position].held = tally.held
        plain.look()
        let snapshot = AllocationSnapshot(of: tallies, under: rules)
        let standing = column.refresh(from: tallies, under: rules)
        try require(index.standing == snapshot.standing && standing == index.standing, "order \(number): standings")
        for position in [0, order.position, index.standing.tightest?.position ?? 0] {
          let expected = plain.available(at: position)
          let answers = [index.available(at: position), snapshot.available(at: position), column[position]]
          try require(answers.allSatisfy { $0 == expected }, "order \(number): \(answers) instead of \(expected)")
        }
      }
    }
  }
}
