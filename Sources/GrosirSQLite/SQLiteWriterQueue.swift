internal import Dispatch
internal import GrosirCore
internal import GrosirEngine
internal import GrosirSQL

/// The one who writes a file: takes what waits together into one transaction, on a thread of its own.
///
/// Each command gets its own verdict. One that cannot be saved is taken out, and the others are run again without it:
/// deciding is pure. So nothing is prepared for that, which hardly ever happens.
final class SQLiteWriterQueue: Sendable {
  private let queue = DispatchQueue(label: "grosir.sqlite.writer")
  private let mailbox = Guarded(Mailbox())
  private let work: WriterWork

  private struct Mailbox {
    var jobs: [Job] = []
    var isRunning = false
  }

  /// Begins to write on a connection, with the right to.
  init(_ connection: sending SQLiteConnection, _ lock: WriterLock, hook: TransactionHook?) {
    work = WriterWork(connection, lock, hook)
  }

  /// Has something done, and waits for what became of it.
  func perform<Value: Sendable>(
    _ body: @escaping @Sendable (SQLWriter<SQLiteConnection>, TransactionHook?) throws(WorkFailure) -> Value,
    callsHook: Bool = false
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await unsafe withUnsafeContinuation { continuation in
      let job = TypedJob(body, callsHook: callsHook) { unsafe continuation.resume(returning: $0) }
      submit(job)
    }
    return try result.get()
  }

  private func submit(_ job: Job) {
    let mustStart = mailbox.withLock { mailbox in
      mailbox.jobs.append(job)
      defer { mailbox.isRunning = true }
      return !mailbox.isRunning
    }
    if mustStart { queue.async { self.drain() } }
  }

  /// Runs what waits, and what comes while that is saved, until nothing waits.
  private func drain() {
    while true {
      let jobs = mailbox.withLock { mailbox in
        let jobs = Array(mailbox.jobs.prefix(WriterWork.mostTogether))
        mailbox.jobs.removeFirst(jobs.count)
        if jobs.isEmpty { mailbox.isRunning = false }
        return jobs
      }
      guard !jobs.isEmpty else { return }
      work.run(jobs)
    }
  }
}

/// Something that one caller waits for.
class Job: @unchecked Sendable {
  fileprivate let callsHook: Bool

  fileprivate init(callsHook: Bool) { self.callsHook = callsHook }

  /// Does it, within a transaction; it may be done again.
  fileprivate func perform(_ writer: SQLWriter<SQLiteConnection>, _ hook: TransactionHook?) throws(WorkFailure) {}

  /// Tells the caller what became of it.
  fileprivate func finish(_ error: StoreError?) {}
}

/// Something with an answer that one caller waits for.
private final class TypedJob<Value: Sendable>: Job, @unchecked Sendable {
  private let body: @Sendable (SQLWriter<SQLiteConnection>, TransactionHook?) throws(WorkFailure) -> Value
  private let tell: @Sendable (Result<Value, StoreError>) -> Void
  private var value: Value?

  init(
    _ body: @escaping @Sendable (SQLWriter<SQLiteConnection>, TransactionHook?) throws(WorkFailure) -> Value,
    callsHook: Bool, tell: @escaping @Sendable (Result<Value, StoreError>) -> Void
  ) {
    self.body = body
    self.tell = tell
    super.init(callsHook: callsHook)
  }

  override func perform(_ writer: SQLWriter<SQLiteConnection>, _ hook: TransactionHook?) throws(WorkFailure) {
    value = try body(writer, hook)
  }

  override func finish(_ error: StoreError?) {
    if let error {
      tell(.failure(error))
    } else if let value {
      tell(.success(value))
    } else {
      preconditionFailure("what is finished was done")
    }
  }
}

/// What is done on the writer's thread, and nowhere else.
private final class WriterWork: @unchecked Sendable {
  private let connection: SQLiteConnection
  private let lock: WriterLock
  private let writer: SQLWriter<SQLiteConnection>
  private let hook: TransactionHook?

  /// How many are saved together at most: enough that saving costs each little, and few enough that nobody waits long.
  static let mostTogether = 1024

  init(_ connection: SQLiteConnection, _ lock: WriterLock, _ hook: TransactionHook?) {
    self.connection = connection
    self.lock = lock
    self.hook = hook
    writer = SQLWriter(connection)
  }

  /// Does everything, in as few transactions as it takes.
  func run(_ jobs: [Job]) {
    var waiting = jobs
    while !waiting.isEmpty {
      guard let next = runTogether(waiting) else { return }
      waiting = next
    }
  }

  /// Runs jobs in one transaction; returns those that are to be run again, or nil if all have their answers.
  private func runTogether(_ jobs: [Job]) -> [Job]? {
    do throws(SQLFailure) {
      try connection.execute("BEGIN IMMEDIATE")
    } catch {
      for job in jobs { job.finish(error.storeError) }
      return nil
    }
    var done: [Job] = []
    done.reserveCapacity(jobs.count)
    for (place, job) in jobs.enumerated() {
      do throws(WorkFailure) {
        try job.perform(writer, hook)
        done.append(job)
      } catch {
        job.finish(error.storeError)
        guard writer.hasBegunToSave || !connection.isInTransaction else { continue }
        rollBack()
        return done + jobs[(place + 1)...]
      }
    }
    return save(done)
  }

  /// Saves what was done; returns what is to be run again by itself, or nil.
  private func save(_ done: [Job]) -> [Job]? {
    do throws(SQLFailure) {
      try writer.finish()
      do throws(SQLFailure) {
        try connection.execute("COMMIT")
      } catch {
        throw error.whileSaving
      }
    } catch {
      rollBack()
      if error.kind == .constraint, done.count > 1 {
        // A rule that is checked at the end does not say who broke it.
        for job in done { run([job]) }
      } else {
        for job in done { job.finish(error.storeError) }
      }
      return nil
    }
    for job in done { finish(job) }
    return nil
  }

  private func finish(_ job: Job) {
    guard let hook, job.callsHook else {
      job.finish(nil)
      return
    }
    do throws(StoreError) {
      try hook(.afterCommit)
      job.finish(nil)
    } catch {
      job.finish(.outcomeUnknown(error.details))
    }
  }

  private func rollBack() {
    writer.forget()
    guard connection.isInTransaction else { return }
    do throws(SQLFailure) {
      try connection.execute("ROLLBACK")
    } catch {
      // SQLite has rolled back by itself, or will when the next transaction cannot begin; then everybody is told.
      return
    }
  }
}
