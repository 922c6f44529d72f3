import Dispatch
import GrosirCore
import GrosirEngine
import GrosirMemory

/// Joins, payments and closings through the engine on the memory store, against the commands without an engine and
/// against dictionaries keyed by text.
enum SessionBenchmarks {
  private static let variants = 12

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    let sizes = options.isQuick ? [10, 1_000] : [10, 1_000, 100_000]
    return sizes.map(joins) + [flatness(sizes), payments(1_000), closing(options.isQuick ? 10_000 : 100_000)]
  }

  /// What is to be timed: after so many have joined a session, more do.
  private static func joins(_ joined: Int) -> Planned {
    let title = "join, \(variants) variants, \(joined) have joined"
    return Planned(group: "session", title: title) {
      let stream = joins(after: joined)
      return Comparison(
        group: "session", title: title, items: 1,
        contenders: [
          joining("engine, memory store", joined, stream, EngineShop.init),
          joining("commands alone", joined, stream, CoreShop.init),
          joining("dictionaries keyed by text", joined, stream, DictionaryShop.init),
        ], goals: [])
    }
  }

  /// A join costs the same, however many have joined before.
  private static func flatness(_ sizes: [Int]) -> Planned {
    let title = "join, \(variants) variants, by how many have joined"
    return Planned(group: "session", title: title) {
      let contenders = sizes.map { joining("engine, \($0) have joined", $0, joins(after: $0), EngineShop.init) }
      return Comparison(group: "session", title: title, items: 1, contenders: contenders, goals: [])
    }
  }

  private static func payments(_ joined: Int) -> Planned {
    let title = "payment, \(variants) variants, \(joined) have joined"
    return Planned(group: "session", title: title) {
      Comparison(
        group: "session", title: title, items: 1,
        contenders: [
          paying("engine, memory store", joined, EngineShop.init), paying("commands alone", joined, CoreShop.init),
          paying("dictionaries keyed by text", joined, DictionaryShop.init),
        ], goals: [])
    }
  }

  private static func closing(_ participants: Int) -> Planned {
    let title = "closing, \(participants) participants have paid"
    return Planned(group: "session", title: title) {
      let stream = SessionStream(variants: variants, turns: [participants])
      return Comparison(
        group: "session", title: title, items: participants,
        contenders: [
          closing("engine, memory store", stream, EngineShop.init), closing("commands alone", stream, CoreShop.init),
          closing("dictionaries keyed by text", stream, DictionaryShop.init),
        ], goals: [])
    }
  }
}

// MARK: Turns

extension SessionBenchmarks {
  /// Where many have joined it takes long to get there, and some more make no difference: that shop stays open.
  private static let manyJoined = 50_000

  /// Joins timed in one go: enough that what is timed is joins, not a store that has just been made.
  private static let pass = 1_000

  /// So many joins of each session, and those that are timed after them.
  private static func joins(after joined: Int) -> SessionStream {
    let sessions = sessions(joined)
    return SessionStream(
      sessions: sessions, variants: variants,
      turns: [joined, (joined >= manyJoined ? 100 : 1) * pass / sessions])
  }

  /// Of sessions with few there are so many that as many join at a time.
  private static func sessions(_ joined: Int) -> Int { max(1, pass / joined) }

  private static func joining<S: Shop>(
    _ name: String, _ joined: Int, _ stream: SessionStream, _ open: @escaping (SessionStream) throws -> S
  ) -> Contender {
    let first = sessions(joined) * joined
    let isKept = joined >= manyJoined
    var kept: (shop: S, joined: Int)?
    return Contender(name: name) { calls in
      var (done, time) = (0, 0.0)
      while done < calls {
        var (shop, from) = try kept ?? (open(stream), 0)
        kept = nil
        if from == 0 {
          _ = try shop.join(stream, 0..<first)
          from = first
        }
        let range = from..<from + min(pass, calls - done)
        time += try shop.join(stream, range)
        try require(try shop.count(stream) == range.upperBound, "not everybody has joined")
        done += range.count
        if isKept, range.upperBound + pass <= stream.count { kept = (shop, range.upperBound) }
      }
      return Turn(calls: done, nanoseconds: time)
    }
  }

  private static func paying<S: Shop>(
    _ name: String, _ joined: Int, _ open: @escaping (SessionStream) throws -> S
  ) -> Contender {
    let stream = SessionStream(variants: variants, turns: [joined])
    return Contender(name: name) { calls in
      var (done, time) = (0, 0.0)
      while done < calls {
        var shop = try open(stream)
        _ = try shop.join(stream, 0..<joined)
        let range = 0..<min(joined, calls - done)
        time += try shop.pay(stream, range)
        try require(try shop.escrow() == Int64(range.count) * SessionStream.basePrice, "not everything is in escrow")
        done += range.count
      }
      return Turn(calls: done, nanoseconds: time)
    }
  }

  private static func closing<S: Shop>(
    _ name: String, _ stream: SessionStream, _ open: @escaping (SessionStream) throws -> S
  ) -> Contender {
    Contender(name: name) { calls in
      var time = 0.0
      for _ in 0..<calls {
        var shop = try open(stream)
        _ = try shop.join(stream, 0..<stream.count)
        _ = try shop.pay(stream, 0..<stream.count)
        time += try shop.close(stream)
        let owed = Int64(stream.count) * SessionStream.tierPrice
        try require(try shop.escrow() == owed, "the refunds are not right")
      }
      return Turn(calls: calls, nanoseconds: time)
    }
  }
}

// MARK: Shops

/// One way to run a session; its times are in nanoseconds.
private protocol Shop {
  mutating func join(_ stream: SessionStream, _ range: Range<Int>) throws -> Double
  mutating func pay(_ stream: SessionStream, _ range: Range<Int>) throws -> Double
  mutating func close(_ stream: SessionStream) throws -> Double
  /// How many have joined.
  func count(_ stream: SessionStream) throws -> Int
  /// What lies in escrow of the first session.
  func escrow() throws -> Int64
}

/// Through the engine: with the record of every command, the log, the outbox and the lock.
private struct EngineShop: Shop {
  private let engine = Engine(MemoryStore())

  init(_ stream: SessionStream) throws {
    let engine = engine
    try waiting {
      _ = try await engine.execute(stream.product, in: SessionStream.context("product", 0))
      for (number, session) in stream.sessions.enumerated() {
        _ = try await engine.execute(session, in: SessionStream.context("session", number))
      }
    }
  }

  func join(_ stream: SessionStream, _ range: Range<Int>) throws -> Double {
    try run(range, "join", stream.join)
  }

  func pay(_ stream: SessionStream, _ range: Range<Int>) throws -> Double {
    try run(range, "pay", stream.payment)
  }

  func close(_ stream: SessionStream) throws -> Double {
    try run(0..<1, "close", at: SessionStream.closing) { _ in stream.close }
  }

  func count(_ stream: SessionStream) throws -> Int {
    try stream.sessions.indices.reduce(0) { try $0 + session($1).joinedCount }
  }

  func escrow() throws -> Int64 { try session(0).escrow.amount }

  private func session(_ number: Int) throws -> GroupSession {
    let engine = engine
    return try waiting {
      let found = try await engine.session(
        SessionID(known: "session-\(number)"), of: TenantID(literal: "tenant"), at: SessionStream.opening)
      guard let found else { throw Disagreement(description: "the session is gone") }
      return found
    }
  }

  private func run<C: Command>(
    _ range: Range<Int>, _ kind: String, at now: Instant = SessionStream.opening, _ command: (Int) -> C
  ) throws -> Double {
    let engine = engine
    let given = range.map { (command($0), SessionStream.context(kind, $0, at: now)) }
    return try waiting {
      let clock = ContinuousClock()
      let start = clock.now
      for (command, context) in given { _ = try await engine.execute(command, in: context) }
      return nanoseconds(clock.now - start)
    }
  }
}

/// The commands without an engine.
private struct CoreShop: Shop {
  private var core = CoreAlone()

  init(_ stream: SessionStream) throws {
    _ = try core.run(stream.product, in: SessionStream.context("product", 0))
    for (number, session) in stream.sessions.enumerated() {
      _ = try core.run(session, in: SessionStream.context("session", number))
    }
  }

  mutating func join(_ stream: SessionStream, _ range: Range<Int>) throws -> Double {
    try run(range, "join", stream.join)
  }

  mutating func pay(_ stream: SessionStream, _ range: Range<Int>) throws -> Double {
    try run(range, "pay", stream.payment)
  }

  mutating func close(_ stream: SessionStream) throws -> Double {
    try run(0..<1, "close", at: SessionStream.closing) { _ in stream.close }
  }

  func count(_ stream: SessionStream) throws -> Int { core.count }

  func escrow() throws -> Int64 { core.escrow }

  private mutating func run<C: Command>(
    _ range: Range<Int>, _ kind: String, at now: Instant = SessionStream.opening, _ command: (Int) -> C
  ) throws -> Double {
    let given = range.map { (command($0), SessionStream.context(kind, $0, at: now)) }
    let clock = ContinuousClock()
    let start = clock.now
    for (command, context) in given { _ = try core.run(command, in: context) }
    return nanoseconds(clock.now - start)
  }
}

/// Dictionaries keyed by text.
private struct DictionaryShop: Shop {
  private var sessions: [String: DictionarySession] = [:]

  init(_ stream: SessionStream) throws {
    for (number, _) in stream.sessions.enumerated() { sessions["session-\(number)"] = DictionarySession(stream.sample) }
  }

  mutating func join(_ stream: SessionStream, _ range: Range<Int>) throws -> Double {
    let given = range.map { (stream.join($0), "join-\($0)") }
    let clock = ContinuousClock()
    let start = clock.now
    for (join, command) in given {
      let isHeld = sessions[join.session.text]?.join(
        join.participant?.text ?? "", buyer: join.buyer.text, variant: join.lines[0].variant.text,
        units: join.lines[0].units, amount: join.total.amount, command: command)
      try require(isHeld == true, "a join was refused")
    }
    return nanoseconds(clock.now - start)
  }

  mutating func pay(_ stream: SessionStream, _ range: Range<Int>) throws -> Double {
    let given = range.map { (stream.payment($0), "pay-\($0)") }
    let clock = ContinuousClock()
    let start = clock.now
    for (payment, command) in given {
      let isPaid = sessions[payment.session.text]?.confirm(
        payment.participant.text, payment: payment.payment.text, amount: payment.amount.amount, command: command)
      try require(isPaid == true, "a payment was refused")
    }
    return nanoseconds(clock.now - start)
  }

  mutating func close(_ stream: SessionStream) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    _ = sessions["session-0"]?.close(refundPerUnit: SessionStream.basePrice - SessionStream.tierPrice)
    return nanoseconds(clock.now - start)
  }

  func count(_ stream: SessionStream) throws -> Int { sessions.values.reduce(0) { $0 + $1.participants.count } }

  func escrow() throws -> Int64 { sessions["session-0"]?.escrow ?? 0 }
}

// MARK: Waiting

/// A duration as a number.
private func nanoseconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) * 1e-9
}

/// Does what suspends, and waits for it; nothing else of this program runs meanwhile.
func waiting<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
  let outcome = Outcome<Value>()
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    do { outcome.result = .success(try await body()) } catch { outcome.result = .failure(error) }
    done.signal()
  }
  done.wait()
  guard let result = outcome.result else { throw Disagreement(description: "nothing came of it") }
  return try result.get()
}

/// What came of a task; written before the semaphore is signalled, read after it.
private final class Outcome<Value: Sendable>: @unchecked Sendable {
  var result: Swift.Result<Value, any Error>?
}
