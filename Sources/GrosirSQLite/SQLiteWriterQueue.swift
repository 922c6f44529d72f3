#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif
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
  init(
    _ connection: sending SQLiteConnection, _ lock: WriterLock, rowsRemembered: Int, hook: TransactionHook?
  ) {
    work = WriterWork(connection, lock, rowsRemembered: rowsRemembered, hook)
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

  /// Ends writing, once what waits is done, and lets others write.
  func close() async {
    await unsafe withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      queue.async {
        self.drain()
        self.work.close()
        unsafe continuation.resume()
      }
    }
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
    var last = 0
    while true {
      if last > 1 { gather(last) }
      let jobs = mailbox.withLock { mailbox in
        let jobs = Array(mailbox.jobs.prefix(WriterWork.mostTogether))
        mailbox.jobs.removeFirst(jobs.count)
        if jobs.isEmpty { mailbox.isRunning = false }
        return jobs
      }
      guard !jobs.isEmpty else { return }
      work.run(jobs)
      last = jobs.count
    }
  }

  /// Waits a moment for those who were just answered together, and mostly come again at once: to save what only the
  /// first of them want would let all others wait for a disk.
  private func gather(_ last: Int) {
    for _ in 0..<10 {
      let count = mailbox.withLock { $0.jobs.count }
      guard count > 0, count < last else { return }
      usleep(20)
    }
  }
}
