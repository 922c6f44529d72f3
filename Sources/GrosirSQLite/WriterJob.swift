internal import GrosirEngine
internal import GrosirSQL

/// Something that one caller waits for.
class Job: @unchecked Sendable {
  let callsHook: Bool

  init(callsHook: Bool) { self.callsHook = callsHook }

  /// Does it, within a transaction; it may be done again.
  func perform(_ writer: SQLWriter<SQLiteConnection>, _ hook: TransactionHook?) throws(WorkFailure) {}

  /// Tells the caller what became of it.
  func finish(_ error: StoreError?) {}
}

/// Something with an answer that one caller waits for.
final class TypedJob<Value: Sendable>: Job, @unchecked Sendable {
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
