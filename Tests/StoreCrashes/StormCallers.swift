import Dispatch
import GrosirCore
import GrosirEngine
import GrosirPostgres

/// One process of a storm: its callers, a relay and a ticker.
///
/// It says how each attempt went (`=number word digest repeated`), what was delivered (`<`), which deadlines were met
/// (`@`), how long it took (`#`), and what must not happen (`!`).
struct StormCallers {
  private let store: PostgresStore
  private let plan: StormPlan
  private let number: Int

  init(_ address: String, _ plan: StormPlan, _ number: Int) async throws {
    store = try await PostgresStore(address)
    self.plan = plan
    self.number = number
  }

  /// Begins when it is told, says when all callers are done, and relays and ticks until there is no more to do.
  func run() async throws {
    Parent.tell("ready")
    var orders = Parent.lines().makeAsyncIterator()
    guard await orders.next() != nil else { return }
    let relaying = Task { await relay() }
    let ticking = Task { await tick() }
    await call()
    Parent.tell("done")
    while await orders.next() != nil {}
    relaying.cancel()
    ticking.cancel()
    await relaying.value
    await ticking.value
    await store.close()
  }

  // MARK: Callers

  private func call() async {
    let mine = plan.all.filter { $0.isGiven(by: number) }
    let shops = (0..<StormPlan.shops).map { StormShop(store, $0) }
    let next = Guarded(0)
    var times: [[Duration]] = []
    await withTaskGroup(of: [Duration].self) { group in
      for _ in 0..<StormPlan.callers {
        group.addTask {
          var times: [Duration] = []
          while true {
            let place = next.withLock { next in
              next += 1
              return next - 1
            }
            guard place < mine.count else { return times }
            let began = ContinuousClock.now
            await StormCallers.give(mine[place], to: shops[mine[place].shop])
            times.append(ContinuousClock.now - began)
          }
        }
      }
      for await caller in group { times.append(caller) }
    }
    tell(times)
  }

  private static func give(_ attempt: StormPlan.Attempt, to shop: StormShop<PostgresStore>) async {
    do throws(StoreError) {
      let reply = try await shop.give(attempt)
      Parent.tell("=\(attempt.number) \(reply.word) \(reply.digest) \(reply.isRepeated ? "again" : "first")")
    } catch {
      Parent.tell("!\(attempt.number): \(error.debugDescription)")
    }
  }

  private func tell(_ times: [[Duration]]) {
    let all = times.joined().sorted()
    guard let last = all.last else { return }
    let counts = times.map { $0.count }
    func milliseconds(_ time: Duration) -> String { "\(Int(time / .microseconds(10)) / 100) ms" }
    Parent.tell(
      """
      #process \(number): p50 \(milliseconds(all[all.count / 2])), p99 \(milliseconds(all[all.count * 99 / 100])), \
      slowest \(milliseconds(last)); each caller was answered \(counts.min() ?? 0) to \(counts.max() ?? 0) times
      """)
  }

  // MARK: Beside them

  private func relay() async {
    let relay = OutboxRelay(
      store, to: Outside(), holder: "relay \(number)",
      schedule: RetrySchedule(firstDelay: .milliseconds(50), longestDelay: .seconds(1), attempts: 5),
      seeds: SystemSeeds())
    do {
      try await relay.run(clock: SystemClock(), batch: 32, pause: .milliseconds(20)) { report in
        switch report {
        case .success(let report) where report.lost > 0 || report.parked > 0: Parent.tell("!relayed \(report)")
        case .success: break
        case .failure(let error): Parent.tell("!relaying: \(error.debugDescription)")
        }
      } sleep: {
        try await Task.sleep(for: .milliseconds($0.milliseconds))
      }
    } catch {
      // It was told to end.
    }
  }

  private func tick() async {
    var ticker = DeadlineTicker(Engine(store), stamp: Stamp(), actor: ActorID(literal: "ticker"))
    do {
      try await ticker.run(longestPause: .milliseconds(50)) { report in
        switch report {
        case .success(let report): report.met.forEach { StormCallers.tell($0) }
        case .failure(let error): Parent.tell("!ticking: \(error.debugDescription)")
        }
      } sleep: {
        try await Task.sleep(for: .milliseconds($0.milliseconds))
      }
    } catch {
      // It was told to end.
    }
  }

  private static func tell(_ met: MetDeadline) {
    let deadline = met.deadline
    switch met.fate {
    case .met: Parent.tell("@\(deadline.session.text) \(deadline.kind.rawValue) \(deadline.instant.rfc3339)")
    case .failed(let error): Parent.tell("!deadline \(deadline): \(error.debugDescription)")
    case .metAlready, .refused: break
    }
  }
}

/// Where effects go in a storm: some fail the first time, and when each was there is told.
private struct Outside: EffectHandler {
  func deliver(_ effect: LeasedEffect) async -> Delivery {
    let began = DispatchTime.now().uptimeNanoseconds
    let fails = effect.attempt == 1 && effect.key.utf8.last.map { $0 % 8 == 0 } == true
    if fails { await Task.yield() }
    let ended = DispatchTime.now().uptimeNanoseconds
    Parent.tell("<\(effect.tenant.text)/\(effect.key) \(began) \(ended) \(fails ? "failed" : "delivered")")
    return fails ? .failed(because: "the first time") : .delivered
  }
}
