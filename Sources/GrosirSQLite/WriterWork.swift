internal import GrosirEngine
internal import GrosirSQL

/// What is done on the writer's thread, and nowhere else.
final class WriterWork: @unchecked Sendable {
  private var opened: Opened?
  private let hook: TransactionHook?

  /// What is there until the store is closed.
  private struct Opened {
    let connection: SQLiteConnection
    let writer: SQLWriter<SQLiteConnection>
    /// Goes last.
    let lock: WriterLock
  }

  /// How many are saved together at most: enough that saving costs each little, and few enough that nobody waits long.
  static let mostTogether = 1024

  init(_ connection: SQLiteConnection, _ lock: WriterLock, rowsRemembered: Int, _ hook: TransactionHook?) {
    let writer = SQLWriter(connection, rowsRemembered: rowsRemembered)
    opened = Opened(connection: connection, writer: writer, lock: lock)
    self.hook = hook
  }

  /// Closes the file; what comes later is refused.
  func close() { opened = nil }

  /// Does everything, in as few transactions as it takes.
  func run(_ jobs: [Job]) {
    guard let opened else {
      for job in jobs { job.finish(.unavailable("the store was closed; open it again")) }
      return
    }
    var waiting = jobs
    while !waiting.isEmpty {
      guard let next = runTogether(waiting, opened) else { return }
      waiting = next
    }
  }

  /// Runs jobs in one transaction; returns those that are to be run again, or nil if all have their answers.
  private func runTogether(_ jobs: [Job], _ opened: Opened) -> [Job]? {
    let (connection, writer) = (opened.connection, opened.writer)
    do throws(SQLFailure) {
      try connection.begin()
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
        rollBack(opened)
        return done + jobs[(place + 1)...]
      }
    }
    return save(done, opened)
  }

  /// Saves what was done; returns what is to be run again by itself, or nil.
  private func save(_ done: [Job], _ opened: Opened) -> [Job]? {
    do throws(SQLFailure) {
      try opened.writer.finish()
      try opened.connection.commit()
    } catch {
      rollBack(opened)
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

  private func rollBack(_ opened: Opened) {
    opened.writer.forget()
    guard opened.connection.isInTransaction else { return }
    do throws(SQLFailure) {
      try opened.connection.rollBack()
    } catch {
      // SQLite has rolled back by itself, or will when the next transaction cannot begin; then everybody is told.
      return
    }
  }
}
