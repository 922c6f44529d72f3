import GrosirEngine

/// Something that one caller waits for.
class WriterJob<Connection: SQLWritingConnection>: @unchecked Sendable {
  /// The command that is to be run, if it is one.
  let transaction: Transaction?

  init(_ transaction: Transaction?) { self.transaction = transaction }

  /// Does it, within a transaction; it may be done again.
  func perform(_ writer: SQLWriter<Connection>, _ hook: TransactionHook?) throws(WorkFailure) {}

  /// Tells the caller what became of it.
  func finish(_ error: StoreError?) {}
}

/// Something with an answer that one caller waits for.
final class TypedWriterJob<Connection: SQLWritingConnection, Value: Sendable>: WriterJob<Connection>,
  @unchecked Sendable
{
  private let body: @Sendable (SQLWriter<Connection>, TransactionHook?) throws(WorkFailure) -> Value
  private let tell: @Sendable (Result<Value, StoreError>) -> Void
  private var value: Value?

  init(
    _ transaction: Transaction?,
    _ body: @escaping @Sendable (SQLWriter<Connection>, TransactionHook?) throws(WorkFailure) -> Value,
    tell: @escaping @Sendable (Result<Value, StoreError>) -> Void
  ) {
    self.body = body
    self.tell = tell
    super.init(transaction)
  }

  override func perform(_ writer: SQLWriter<Connection>, _ hook: TransactionHook?) throws(WorkFailure) {
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
