#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif
import GrosirEngine

/// What is done on a writer's thread, and nowhere else.
final class WriterWork<Connection: SQLWritingConnection>: @unchecked Sendable {
  private typealias Job = WriterJob<Connection>

  /// Nil while the connection is lost, and once all is closed.
  private var writer: SQLWriter<Connection>?
  private var isClosed = false
  private let rowsRemembered: Int
  private let hook: TransactionHook?
  private let reconnect: (@Sendable () throws(SQLFailure) -> sending Connection)?

  init(
    _ connection: sending Connection?, rowsRemembered: Int, _ hook: TransactionHook?,
    _ reconnect: (@Sendable () throws(SQLFailure) -> sending Connection)?
  ) {
    if let connection { writer = SQLWriter(connection, rowsRemembered: rowsRemembered) }
    self.rowsRemembered = rowsRemembered
    self.hook = hook
    self.reconnect = reconnect
  }

  /// Closes the connection; what comes later is refused.
  func close() {
    isClosed = true
    writer = nil
  }

  /// How a transaction ended for those who were in it.
  private enum Outcome {
    /// All have their answers.
    case done
    /// One has its answer, and stood in the way of these: they are to be run again.
    case again([Job])
    /// Nothing of these was saved, or nobody knows.
    case failed(SQLFailure, [Job])
  }

  /// How often what may pass by itself is tried again.
  private static var mostAttempts: Int { 8 }

  /// Does everything, in as few transactions as it takes.
  func run(_ jobs: [WriterJob<Connection>]) {
    var waiting = jobs
    var attempts = 0
    while !waiting.isEmpty {
      switch runTogether(waiting) {
      case .done: return
      case .again(let others): waiting = others
      case .failed(let failure, let jobs) where failure.mayPass && attempts < WriterWork.mostAttempts:
        // From 10 ms to a second, when another has ended or a server has come back.
        usleep(10_000 << UInt32(attempts))
        attempts += 1
        waiting = jobs
      case .failed(let failure, let jobs) where failure.isOfOne && jobs.count > 1:
        // Which of them it was becomes clear when each is alone.
        for job in jobs { run([job]) }
        return
      case .failed(let failure, let jobs):
        for job in jobs { job.finish(failure.storeError) }
        return
      }
    }
  }

  /// Runs jobs in one transaction.
  private func runTogether(_ jobs: [Job]) -> Outcome {
    var done: [Job] = []
    done.reserveCapacity(jobs.count)
    var next = 0
    do throws(SQLFailure) {
      let writer = try opened()
      try writer.begin(jobs.compactMap { $0.transaction })
      while next < jobs.count {
        let job = jobs[next]
        do throws(WorkFailure) {
          try job.perform(writer, hook)
          done.append(job)
          next += 1
        } catch {
          switch error {
          case .database(let failure): throw failure
          case .refused(let reason): job.finish(reason)
          }
          next += 1
          guard writer.hasBegunToSave else { continue }
          rollBack()
          return .again(done + jobs[next...])
        }
      }
      try writer.finish()
      try writer.connection.commit()
    } catch {
      rollBack()
      return .failed(error, done + jobs[next...])
    }
    for job in done { finish(job) }
    return .done
  }

  private func opened() throws(SQLFailure) -> SQLWriter<Connection> {
    if let writer { return writer }
    guard !isClosed, let reconnect else { throw SQLFailure(.cannotOpen, "the store was closed; open it again") }
    do throws(SQLFailure) {
      let writer = SQLWriter(try reconnect(), rowsRemembered: rowsRemembered)
      self.writer = writer
      return writer
    } catch {
      // Whoever let this program in before may only be coming back.
      throw error.kind == .cannotOpen ? SQLFailure(.disconnected, error.details) : error
    }
  }

  private func finish(_ job: Job) {
    guard let hook, job.transaction != nil else {
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
    guard let writer else { return }
    writer.forget()
    if writer.connection.isInTransaction {
      do throws(SQLFailure) {
        try writer.connection.rollBack()
      } catch {
        // It has rolled back by itself, or will when the next transaction cannot begin; then everybody is told.
      }
    }
    if writer.connection.isLost { self.writer = nil }
  }
}
