import Foundation
import GrosirCore
import GrosirEngine
import GrosirPostgres
import GrosirTesting

/// Many who want the last units at the same time, in several processes on one database.
///
/// All is sold and nothing twice; every attempt has one answer, whoever gives it; no effect is delivered by two at a
/// time, and each in the end; each deadline is met once; nobody is told of the others.
struct Storm {
  private let place: DatabasePlace
  private let plan: StormPlan

  init(in server: String, _ plan: StormPlan) throws {
    place = try DatabasePlace(in: server, named: "storm-\(plan.seed)")
    self.plan = plan
  }

  func run() async throws {
    print("storm of \(plan.attempts) attempts, seed \(plan.seed)")
    let store = try await place.open()
    try await open(store)
    var children: [Child] = []
    for number in 0..<StormPlan.processes {
      children.append(
        try await Child(["storm-caller", place.text, "\(plan.attempts)", "\(plan.seed)", "\(number)"]))
    }
    let began = ContinuousClock.now
    for child in children { try child.tell("go") }
    for child in children { try await child.wait { $0 == "done" } }
    let took = (ContinuousClock.now - began) / .seconds(1)
    try await waitUntilNothingIsDue(store)
    let lines = try children.flatMap { child in
      try child.end()
      return try child.takeLines()
    }
    let told = try StormWords(lines)
    for line in told.remarks { print(line) }
    let verdict = try StormVerdict(plan, told)
    try await verdict.check(store)
    await store.close()
    try place.remove()
    print("\(Int(Double(told.answers.count) / took)) answers a second; \(verdict)")
  }

  private func open(_ store: PostgresStore) async throws {
    for number in 0..<StormPlan.shops { try await StormShop(store, number).open(plan, number) }
    let timed = StormShop(store, StormPlan.shops)
    // They close one after the other while the storm lasts.
    let step = max(50, plan.attempts / 2 / StormPlan.timedSessions)
    let now = SystemClock().now()
    for number in 0..<StormPlan.timedSessions {
      let closes = Timespan.milliseconds(1_500 + Int32(number * step))
      try await timed.openTimed(
        number, holdsFor: .milliseconds(1_000 + Int32(number * step / 2)), closesAt: now.adding(closes) ?? .latest)
    }
  }

  /// Until the relays have delivered everything, and the last of the sessions is closed.
  private func waitUntilNothingIsDue(_ store: PostgresStore) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
      let waiting = try await store.outbox().counts.reduce(0) { $0 + ($1.state == "delivered" ? 0 : $1.count) }
      let soon = SystemClock().now().adding(.minutes(5)) ?? .latest
      let deadlines = try await store.deadlines(dueBy: soon, limit: 100)
      if waiting == 0, deadlines.isEmpty { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw ExpectationFailure("effects or deadlines are left over: \(try await store.outbox())")
  }
}

/// What the processes of a storm have said.
struct StormWords {
  /// How an attempt went.
  struct Said {
    let number: Int
    let word: String
    let digest: String
    let isRepeated: Bool
  }

  /// A delivery, from when to when.
  struct Delivery {
    let key: String
    let began: UInt64
    let ended: UInt64
    let isDone: Bool
  }

  private(set) var answers: [Said] = []
  private(set) var deliveries: [Delivery] = []
  /// The deadlines that were met, by a line for each.
  private(set) var met: [String] = []
  /// How long it took.
  private(set) var remarks: [String] = []

  /// Understands them; fails if one has complained.
  init(_ lines: [String]) throws {
    var complaints: [String] = []
    for line in lines where line != "ready" && line != "done" {
      let words = line.dropFirst().split(separator: " ").map(String.init)
      switch (line.first, words.count) {
      case ("=", 4):
        answers.append(
          Said(number: Int(words[0]) ?? -1, word: words[1], digest: words[2], isRepeated: words[3] == "again"))
      case ("<", 4):
        deliveries.append(
          Delivery(
            key: words[0], began: UInt64(words[1]) ?? 0, ended: UInt64(words[2]) ?? 0,
            isDone: words[3] == "delivered"))
      case ("@", _): met.append(line)
      case ("#", _): remarks.append(String(line.dropFirst()))
      default: complaints.append(line)
      }
    }
    try expect(complaints.isEmpty, "\(complaints.count) complaints: \(complaints.prefix(5))")
  }
}
