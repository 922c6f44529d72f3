import GrosirCore
import GrosirEngine

/// Everything of one tenant but its effects.
final class TenantMemory {
  let id: TenantID
  let rows = TenantRows()
  let effects = TenantEffects()
  private(set) var commands: [CommandID: AnsweredCommand] = [:]
  private var log: [LoggedEvent] = []
  private var numbers: [EventSubject: [Int64]] = [:]
  private var lastRefusal: Int64 = 0

  /// Those in front of the first are forgotten, and go once they are the most.
  private var keptRefusals: [RefusedCommand] = []
  private var firstRefusal = 0

  init(_ id: TenantID) { self.id = id }

  /// A command that was answered.
  struct AnsweredCommand {
    let name: String
    let content: @Sendable () -> Record
    let answer: Answer
  }

  /// The commands that were refused and are not forgotten, in order.
  var refusals: ArraySlice<RefusedCommand> { keptRefusals[firstRefusal...] }

  /// Keeps a command with its answer.
  func remember(_ transaction: Transaction, _ answer: Answer) {
    commands[transaction.context.command] = AnsweredCommand(
      name: transaction.name, content: transaction.makeContent, answer: answer)
    guard case .refused(let refusal) = answer else { return }
    lastRefusal += 1
    keptRefusals.append(RefusedCommand(transaction, because: refusal, number: lastRefusal))
  }

  /// Forgets a command, and that it was refused.
  ///
  /// - Complexity: amortized O(1) for the oldest refusal, which mostly goes first.
  func forget(_ command: CommandID) {
    guard let forgotten = commands.removeValue(forKey: command) else { return }
    guard case .refused = forgotten.answer else { return }
    guard let place = refusals.firstIndex(where: { $0.context.command == command }) else { return }
    guard place == firstRefusal else {
      keptRefusals.remove(at: place)
      return
    }
    firstRefusal += 1
    guard firstRefusal > keptRefusals.count / 2 else { return }
    keptRefusals.removeFirst(firstRefusal)
    firstRefusal = 0
  }

  /// Adds events to the log, and to the histories of what they are about.
  func append(_ events: [DatedEvent], in context: Context) {
    for dated in events {
      let number = Int64(log.count + 1)
      log.append(LoggedEvent(dated, number: number, in: context))
      dated.event.forEachSubject { numbers[$0, default: []].append(number) }
    }
  }

  /// What every account holds, and the last event that is in it.
  var balances: JournalBalances { JournalBalances(Array(rows.money.journal.balances), after: Int64(log.count)) }

  /// A page of the log, or of one history.
  func events(of subject: EventSubject?, after number: Int64, limit: Int) -> [LoggedEvent] {
    // Numbers rise by one from 1 on.
    guard let subject else { return Array(log.dropFirst(Int(clamping: max(0, number))).prefix(limit)) }
    guard let history = numbers[subject] else { return [] }
    return history.page(after: number, limit: limit) { $0 }.map { log[Int($0) - 1] }
  }
}
