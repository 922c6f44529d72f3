public import GrosirCore

/// Does what is due when it is due (SPEC §5, §6): lets holds lapse, announces the platform's fill, closes sessions,
/// reports goods that are late.
///
/// Nothing is wrong without one but that nobody hears of it: every command and every query begins with what has lapsed.
/// There may be several tickers for one store. The identity of each command follows from its deadline, so each is met
/// once, whoever is first.
///
///     var ticker = DeadlineTicker(engine, stamp: Stamp(), actor: ActorID(literal: "ticker"))
///     try await ticker.run { timespan in try await Task.sleep(for: .milliseconds(timespan.milliseconds)) }
public struct DeadlineTicker<Store: GrosirStore, Clock: WallClock, Seeds: SeedSource>: Sendable {
  private let engine: Engine<Store>
  private let stamp: Stamp<Clock, Seeds>
  private let actor: ActorID

  /// How often a deadline was met by somebody else, as it seems.
  ///
  /// If it is there again the next time, nobody has met it: some other command has the identity. Then another is tried.
  private var rounds: [Deadline: Int] = [:]

  /// How many deadlines were not met the last time; so many more are asked for, or they might be all that is found.
  private var unmet = 0

  /// Creates a ticker.
  ///
  /// - Parameter actor: who stands in the audit trail for what it does.
  public init(_ engine: Engine<Store>, stamp: Stamp<Clock, Seeds>, actor: ActorID) {
    self.engine = engine
    self.stamp = stamp
    self.actor = actor
  }

  /// Meets the deadlines due by now, the earliest first, until none is left or the limit is reached.
  ///
  /// A deadline that a store could not act on is left for the next time, and does not keep the others waiting, however
  /// often that happens.
  ///
  /// - Returns: what was done, and when it is next needed.
  public mutating func tick(limit: Int = 256) async throws(StoreError) -> TickReport {
    let now = stamp.clock.now()
    let due = try await engine.store.deadlines(dueBy: now, limit: limit + unmet)
    var report = TickReport()
    for deadline in due {
      let fate = await meet(deadline, at: now)
      if fate.isAnswerOfBefore { rounds[deadline, default: 0] += 1 } else { rounds[deadline] = nil }
      report.met.append(MetDeadline(deadline: deadline, fate: fate))
    }
    rounds = rounds.filter { due.contains($0.key) }
    unmet = report.met.count { $0.fate != .met }
    report.nextNeeded = try await engine.store.nextDeadline()
    return report
  }

  /// Ticks for ever: whenever something is due, and from time to time, because others set deadlines as well.
  ///
  /// What a store cannot do now is tried again after the longest pause.
  ///
  /// - Parameters:
  ///   - longestPause: how late a deadline is met at most that somebody else has set.
  ///   - report: told of every tick, or of its failure.
  ///   - sleep: waits so long; it ends the loop by throwing, as a task's sleep does when the task is cancelled.
  public mutating func run<Stop: Error>(
    longestPause: Timespan = .seconds(1), report: (Result<TickReport, StoreError>) -> Void = { _ in },
    sleep: (Timespan) async throws(Stop) -> Void
  ) async throws(Stop) {
    precondition(longestPause > .zero, "a pause that lasts")
    while true {
      var pause = longestPause
      do throws(StoreError) {
        let ticked = try await tick()
        report(.success(ticked))
        pause = ticked.pause(at: stamp.clock.now(), longest: longestPause)
      } catch {
        report(.failure(error))
      }
      try await sleep(pause)
    }
  }
}

// MARK: One deadline

extension DeadlineTicker {
  private func meet(_ deadline: Deadline, at now: Instant) async -> MetDeadline.Fate {
    let round = rounds[deadline] ?? 0
    switch deadline.kind {
    case .lapseHolds: return await give(LapseHolds(deadline.session), for: deadline, round, at: now) { .session($0) }
    case .close: return await close(deadline, round, at: now)
    case .reportOverdue:
      return await give(ReportOverdue(deadline.session), for: deadline, round, at: now) { .fulfilment($0) }
    case .announceNearExpiry:
      let fate = await give(AnnounceNearExpiry(deadline.session), for: deadline, round, at: now) { .session($0) }
      // Nobody looked until it was too late to announce anything; the announcement stands before the close no longer.
      guard case .refused(.session(.pastDeadline(let closesAt))) = fate else { return fate }
      return await close(Deadline(.close, of: deadline.session, in: deadline.tenant, at: closesAt), round, at: now)
    }
  }

  private func close(_ deadline: Deadline, _ round: Int, at now: Instant) async -> MetDeadline.Fate {
    await give(CloseSession(deadline.session), for: deadline, round, at: now) { .session($0) }
  }

  private func give<C: Command>(
    _ command: C, for deadline: Deadline, _ round: Int, at now: Instant,
    _ refused: (C.Refusal) -> DeadlineRefusal
  ) async -> MetDeadline.Fate {
    let identity = deadline.command(round: round)
    let context = stamp.context(of: deadline.tenant, by: actor, command: identity, at: now)
    do throws(EngineError<C.Refusal>) {
      return try await engine.run(command, in: context).isRepeated ? .metAlready : .met
    } catch {
      switch error {
      case .refused(let refusal): return .refused(refused(refusal))
      case .commandConflict: return .metAlready
      case .store(let error): return .failed(error)
      }
    }
  }
}

extension Deadline {
  /// The identity of the command that meets it: the same for every ticker.
  func command(round: Int) -> CommandID {
    CommandID("deadline/\(kind.rawValue)/\(instant.millisecondsSince1970)/\(round)/", followedBy: session.text)
  }
}

extension CommandID {
  /// An identity that begins with a few words and ends with a text, or what stands for the text where it is too long.
  init(_ beginning: String, followedBy text: String) {
    let whole = beginning + text
    let isShort = whole.utf8.count <= CommandID.maximumLength
    self.init(unchecked: isShort ? whole : beginning + text.digest)
  }
}

extension String {
  /// Thirty-two hexadecimal digits that stand for a text too long to stand for itself (FNV-1a, from two beginnings).
  fileprivate var digest: String {
    let halves = [0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15 as UInt64].map { beginning in
      // Wrapping around is what the algorithm does; these are bits, not quantities.
      let hash = utf8.reduce(beginning) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
      let digits = String(hash, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return halves.joined()
  }
}
