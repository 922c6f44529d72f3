public import GrosirCore

/// How long is kept what need not be kept for ever (SPEC §13): what commands were answered, refusals among it, and
/// effects that were delivered.
///
/// Events and rows are always kept, and so is every effect that was not delivered, parked ones among them.
///
/// A command whose answer was forgotten is run again if it is given again. So keep answers for longer than anybody may
/// go on asking: providers repeat what they have to say for days.
public struct Retention: Sendable, Hashable {
  /// How long answers, refusals and delivered effects are kept.
  public let time: Timespan

  /// How many are forgotten in one step of the store, 1 or more.
  public let batch: Int

  /// Keeps things for a time.
  ///
  /// - Precondition: the time is positive, and a batch holds something.
  public init(_ time: Timespan, batch: Int = 1_000) {
    precondition(time > .zero, "something is kept for a while")
    precondition(batch > 0, "a batch holds something")
    self.time = time
    self.batch = batch
  }

  /// For thirty days.
  public static var standard: Retention { Retention(.days(30)) }
}

/// What came of purging.
public struct PurgeReport: Sendable, Hashable {
  /// How many answers and effects were forgotten.
  public internal(set) var forgotten = 0

  /// Whether nothing is left that is old enough; if not, give the job again.
  public internal(set) var isComplete = false
}

extension Engine {
  /// Forgets what is older than it is kept, of all tenants; a job to be given from time to time.
  ///
  /// It goes batch by batch, so that nobody waits for it long, and may be given again at any time, at once in several
  /// processes, and after it was interrupted: each thing is forgotten once.
  ///
  /// - Parameters:
  ///   - retention: How long what is kept.
  ///   - now: When it is given.
  ///   - batches: How many batches it goes on for at most, 1 or more.
  public func purge(
    _ retention: Retention = .standard, at now: Instant, batches: Int = 1_000
  ) async throws(StoreError) -> PurgeReport {
    precondition(batches > 0, "a job does something")
    var report = PurgeReport()
    guard let before = now.subtracting(retention.time) else {
      report.isComplete = true
      return report
    }
    for _ in 0..<batches {
      let count = try await store.purge(before: before, limit: retention.batch)
      report.forgotten += count
      if count < retention.batch {
        report.isComplete = true
        break
      }
    }
    return report
  }
}
