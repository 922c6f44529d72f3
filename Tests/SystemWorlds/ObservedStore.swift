import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting

/// The store under test, with somebody who listens: every decision that was saved, in order.
///
/// It is used by one task at a time.
final class ObservedStore: StoreWrapper, @unchecked Sendable {
  let kept: MemoryStore
  private let fault: Fault

  /// Everything that was decided since somebody last asked.
  private(set) var heard: [Heard] {
    _read { yield unsafe keptHeard }
    _modify { yield unsafe &keptHeard }
  }
  @exclusivity(unchecked) private var keptHeard: [Heard] = []

  /// One transaction that was answered; an object, since it is looked at from several sides, and large.
  final class Heard {
    let name: String
    let command: CommandID
    let outcome: TransactionOutcome
    /// What was decided; nil where an earlier answer was given again, or the answer is a refusal.
    let changes: Changes?
    /// The command, for whoever writes it down.
    let kept: any KeptCommand

    fileprivate init(_ transaction: Transaction, _ outcome: TransactionOutcome, _ changes: Changes?) {
      (name, command, kept) = (transaction.name, transaction.context.command, transaction.command)
      self.outcome = outcome
      self.changes = changes
    }
  }

  /// Where the store fails next.
  final class Fault: @unchecked Sendable {
    var point: TransactionPoint?
    /// Whether it has.
    var hasStruck = false
  }

  /// The decision of the transaction that runs, until it is known whether it was saved.
  private final class Draft: @unchecked Sendable {
    var changes: Changes?
    /// Whether there are any; to look into them would copy them.
    var isThere = false

    /// Gives them away.
    func take() -> Changes? {
      isThere = false
      return changes.take()
    }
  }

  private let draft = Draft()

  init() {
    let fault = Fault()
    self.fault = fault
    kept = MemoryStore { point throws(StoreError) in
      guard fault.point == point else { return }
      fault.point = nil
      fault.hasStruck = true
      throw .unavailable("planned")
    }
  }

  /// Has the next transaction fail at a point.
  func fail(at point: TransactionPoint?) {
    fault.point = point
    fault.hasStruck = false
  }

  /// Whether it has failed since.
  var hasFailed: Bool { fault.hasStruck }

  func forget() { heard.removeAll(keepingCapacity: true) }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    let (draft, decide) = (draft, transaction.decide)
    let isRetry = draft.isThere
    let observed = Transaction(transaction) { workingSet in
      let decision = decide(workingSet)
      if case .accepted(_, let changes) = decision { (draft.changes, draft.isThere) = (changes, true) }
      return decision
    }
    do throws(StoreError) {
      let outcome = try await kept.transact(observed)
      note(outcome, of: transaction, isRetry: isRetry)
      return outcome
    } catch {
      // What was decided counts only if it was saved, and that the next attempt will tell.
      if case .outcomeUnknown = error {} else { _ = draft.take() }
      throw error
    }
  }

  private func note(_ outcome: TransactionOutcome, of transaction: Transaction, isRetry: Bool) {
    var changes = draft.take()
    switch outcome {
    case .answered(.accepted, let isRepeated) where !isRepeated || isRetry: break
    default: changes = nil
    }
    heard.append(Heard(transaction, outcome, changes))
  }
}
