#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import Dispatch
internal import GrosirCore
package import GrosirEngine

/// One who writes: takes what waits together into one transaction, on a thread of its own.
///
/// Each command gets its own verdict. One that cannot be saved is taken out, and the others are run again without it:
/// deciding is pure. So nothing is prepared for that, which hardly ever happens.
package final class WriterQueue<Connection: SQLWritingConnection>: Sendable {
  private let queue = DispatchQueue(label: "grosir.store.writer")
  private let mailbox = Guarded(Mailbox())
  private let work: WriterWork<Connection>

  private struct Mailbox {
    var jobs: [WriterJob<Connection>] = []
    var isRunning = false
  }

  /// Begins to write on a connection.
  ///
  /// - Parameters:
  ///   - connection: what is written on; nil to make one when it is needed.
  ///   - rowsRemembered: how many rows the writer remembers at least, once it has seen as many.
  ///   - hook: called at each point of every transaction, to make it fail there.
  ///   - reconnect: makes another connection where this one is lost; nil where none can be lost.
  package init(
    _ connection: sending Connection?, rowsRemembered: Int, hook: TransactionHook?,
    reconnect: (@Sendable () throws(SQLFailure) -> sending Connection)? = nil
  ) {
    work = WriterWork(connection, rowsRemembered: rowsRemembered, hook, reconnect)
  }

  /// Runs a command, once.
  package func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    try await perform(transaction) { writer, hook throws(WorkFailure) in
      if let hook { try WorkFailure.refusable { () throws(StoreError) in try hook(.beforeReading) } }
      return try writer.transact(transaction, hook)
    }
  }

  /// Has something done, and waits for what became of it.
  package func perform<Value: Sendable>(
    _ body: @escaping @Sendable (SQLWriter<Connection>) throws(WorkFailure) -> Value
  ) async throws(StoreError) -> Value {
    try await perform(nil) { writer, _ throws(WorkFailure) in try body(writer) }
  }

  /// Ends writing, once what waits is done, and closes the connection.
  package func close() async {
    await unsafe withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      queue.async {
        self.drain()
        self.work.close()
        unsafe continuation.resume()
      }
    }
  }

  private func perform<Value: Sendable>(
    _ transaction: Transaction?,
    _ body: @escaping @Sendable (SQLWriter<Connection>, TransactionHook?) throws(WorkFailure) -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await unsafe withUnsafeContinuation { continuation in
      submit(TypedWriterJob(transaction, body) { unsafe continuation.resume(returning: $0) })
    }
    return try result.get()
  }

  private func submit(_ job: WriterJob<Connection>) {
    let mustStart = mailbox.withLock { mailbox in
      mailbox.jobs.append(job)
      defer { mailbox.isRunning = true }
      return !mailbox.isRunning
    }
    if mustStart { queue.async { self.drain() } }
  }

  /// How many are saved together at most: enough that saving costs each little, and few enough that nobody waits long.
  private static var mostTogether: Int { 1024 }

  /// Runs what waits, and what comes while that is saved, until nothing waits.
  private func drain() {
    var last = 0
    while true {
      if last > 0 { gather(last) }
      let jobs = mailbox.withLock { mailbox in
        let jobs = Array(mailbox.jobs.prefix(WriterQueue.mostTogether))
        mailbox.jobs.removeFirst(jobs.count)
        if jobs.isEmpty { mailbox.isRunning = false }
        return jobs
      }
      guard !jobs.isEmpty else { return }
      work.run(jobs)
      last = jobs.count
    }
  }

  /// Waits a moment for those who were just answered, and mostly come again at once: to save what only the first of
  /// them want would let all others wait for a disk, and to fall asleep takes as long as they need to come.
  private func gather(_ last: Int) {
    let start = WriterQueue.nanoseconds()
    while true {
      let count = mailbox.withLock { $0.jobs.count }
      guard count < last, WriterQueue.nanoseconds() - start < (count == 0 ? 100_000 : 500_000) else { return }
      sched_yield()
    }
  }

  private static func nanoseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
