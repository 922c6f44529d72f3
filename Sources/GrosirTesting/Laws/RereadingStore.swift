package import GrosirCore
package import GrosirEngine
package import GrosirMemory

/// A store of a test that keeps nothing as it was given, but what can be read back of it: as every store must that
/// outlives its process.
///
/// Whatever is not the same again fails the transaction, by ``StoreError/defect(_:)``.
package struct RereadingStore: StoreWrapper {
  package let kept: MemoryStore
  private let rereading: Rereading

  /// Creates an empty store.
  ///
  /// - Parameters:
  ///   - rereading: How it reads back.
  ///   - hook: As of a ``MemoryStore``.
  package init(_ rereading: Rereading = Rereading(), hook: TransactionHook? = nil) {
    kept = MemoryStore(hook: hook)
    self.rereading = rereading
  }

  package func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    let (rereading, decide, context) = (rereading, transaction.decide, transaction.context)
    let faults = Guarded<[String]>([])
    let outcome = try await kept.transact(
      Transaction(transaction) { workingSet in
        switch decide(workingSet) {
        case .needs(let reads): return .needs(reads)
        case .refused(let reason): return .refused(rereading.reread(reason))
        case .accepted(let receipt, let changes):
          let (found, reread) = rereading.reread(changes, in: context)
          faults.withLock { $0 += found }
          return .accepted(receipt: rereading.reread(receipt), reread)
        }
      })
    if let fault = faults.withLock({ $0.first }) { throw .defect(fault) }
    return outcome
  }
}

/// Turns what a command changes into what is stored of it and back, and says what is not the same again.
package struct Rereading: Sendable {
  private let format: @Sendable (Record) -> Record?

  /// Reads back from records in which instants are text and amounts are fields, as in most formats.
  package init() {
    self.init { $0.asMostFormatsHaveIt }
  }

  /// Reads back from what a format makes of records.
  ///
  /// - Parameter format: writes a record and reads it; nil if that fails.
  package init(through format: @escaping @Sendable (Record) -> Record?) { self.format = format }

  /// What was answered, as it is read back; whoever asks for the answer finds out whether it can be.
  package func reread(_ content: AnswerContent) -> AnswerContent {
    AnswerContent(format(content.record) ?? .null)
  }

  /// What was changed, as it is read back; and what is not the same again.
  ///
  /// What cannot be read at all is left as it was.
  package func reread(_ changes: Changes, in context: Context) -> (faults: [String], changes: Changes) {
    var faults: [String] = []
    let events = changes.events.map { reread($0, "\($0.event.name)", $0.stored, &faults) }
    let effects = changes.effects.map { reread($0, $0.name, $0.stored, &faults) }
    let rows = changes.rows.map { row in
      reread(row, row.kind.rawValue, row.stored, stored: { $0.stored }, &faults) { (record) throws(StoredFault) in
        try Row(row.kind, stored: record)
      }
    }
    _ = reread(context, "context", context.stored, &faults)
    for event in changes.events {
      for entry in event.entries { _ = reread(entry, "entry", entry.stored, &faults) }
    }
    return (faults, Changes(events: events, effects: effects, rows: rows, in: context))
  }

  private func reread<Value: Stored & Equatable>(
    _ value: Value, _ name: String, _ record: Record, _ faults: inout [String]
  ) -> Value {
    reread(value, name, record, stored: { $0.stored }, &faults) { (record) throws(StoredFault) in
      try Value(stored: record)
    }
  }

  private func reread<Value: Equatable>(
    _ value: Value, _ name: String, _ record: Record, stored: (Value) -> Record, _ faults: inout [String],
    _ read: (Record) throws(StoredFault) -> Value
  ) -> Value {
    guard let written = format(record) else {
      faults.append("\(name) cannot be written")
      return value
    }
    do throws(StoredFault) {
      let again = try read(written)
      if again != value { faults.append("\(name) is not the same again") }
      if stored(again) != record { faults.append("\(name) is not stored the same again") }
      return again
    } catch {
      faults.append("\(name) is not read: \(error)")
      return value
    }
  }
}

extension Record {
  /// The same record with the RFC 3339 text of every instant, and the fields of every amount.
  package var asMostFormatsHaveIt: Record {
    switch self {
    case .instant(let instant): .text(instant.rfc3339)
    case .money(let money): .fields(money.fields)
    case .list(let records): .list(records.map { $0.asMostFormatsHaveIt })
    case .fields(let fields): .fields(fields.map { Field($0.name, $0.value.asMostFormatsHaveIt) })
    case .null, .flag, .integer, .text: self
    }
  }
}
