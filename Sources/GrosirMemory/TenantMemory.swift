import GrosirCore
import GrosirEngine

/// Everything of one tenant but its effects.
final class TenantMemory {
  let id: TenantID
  let rows = TenantRows()
  let effects = TenantEffects()
  private(set) var commands: [CommandID: AnsweredCommand] = [:]
  private(set) var refusals: [RefusedCommand] = []
  private(set) var log: [EventSubject: [LoggedEvent]] = [:]
  private var lastEvent: Int64 = 0
  private var lastRefusal: Int64 = 0

  init(_ id: TenantID) { self.id = id }

  /// A command that was answered.
  struct AnsweredCommand {
    let name: String
    let content: @Sendable () -> Record
    let answer: Answer
  }

  /// Keeps a command with its answer.
  func remember(_ transaction: Transaction, _ answer: Answer) {
    commands[transaction.context.command] = AnsweredCommand(
      name: transaction.name, content: transaction.makeContent, answer: answer)
    guard case .refused(let refusal) = answer else { return }
    lastRefusal += 1
    refusals.append(RefusedCommand(transaction, because: refusal, number: lastRefusal))
  }

  /// Forgets a command, and that it was refused.
  func forget(_ command: CommandID) {
    guard let forgotten = commands.removeValue(forKey: command) else { return }
    guard case .refused = forgotten.answer else { return }
    // The oldest go first, so this mostly ends at once.
    if let place = refusals.firstIndex(where: { $0.context.command == command }) { refusals.remove(at: place) }
  }

  /// Adds events to the logs of what they are about.
  func append(_ events: [DatedEvent], in context: Context) {
    for dated in events {
      lastEvent += 1
      log[dated.event.subject, default: []].append(LoggedEvent(dated, number: lastEvent, in: context))
    }
  }
}
