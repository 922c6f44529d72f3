import GrosirCore
import GrosirEngine

/// Everything of one tenant but its effects.
final class TenantMemory {
  let id: TenantID
  let effects = TenantEffects()

  // Behind the lock no two accesses to these can overlap, and none of them leads back here; to check that each time
  // would cost as much as many of the accesses do.
  @exclusivity(unchecked) private var keptRows = TenantRows()
  @exclusivity(unchecked) private var commands = IdentityTable<AnsweredCommand>()
  @exclusivity(unchecked) private var histories = IdentityTable<History>()
  @exclusivity(unchecked) private var lastHistory: History?
  @exclusivity(unchecked) private var log: [LoggedEvent] = []

  private var lastRefusal: Int64 = 0

  /// Those in front of the first are forgotten, and go once they are the most.
  private var keptRefusals: [Refusal] = []
  private var firstRefusal = 0

  init(_ id: TenantID) { self.id = id }

  /// A command that was answered.
  struct AnsweredCommand: TableValue {
    let command: any KeptCommand
    let answer: Answer

    var key: CommandID { command.context.command }
  }

  /// A command that was refused.
  ///
  /// What it asked for is put on record when somebody wants to know.
  struct Refusal {
    let number: Int64
    let command: any KeptCommand
    let reason: AnswerContent

    /// What is told of it.
    var told: RefusedCommand {
      RefusedCommand(
        number: number, context: command.context, name: command.name, content: command.content, refusal: reason.record)
    }
  }

  /// What happened to one subject, by places in the log.
  private final class History: TableValue {
    let key: EventSubject
    @exclusivity(unchecked) var places: [Int] = []
    init(of subject: EventSubject) { key = subject }
  }

  /// Everything that is found by its identity.
  var rows: TenantRows {
    _read { yield unsafe keptRows }
    _modify { yield unsafe &keptRows }
  }

  /// A command that was answered before.
  func answered(_ command: CommandID) -> AnsweredCommand? { unsafe commands.find(command) }

  /// The commands that were refused and are not forgotten, in order.
  var refusals: ArraySlice<Refusal> { keptRefusals[firstRefusal...] }

  /// Keeps a command with its answer.
  func remember(_ transaction: Transaction, _ answer: Answer) {
    unsafe commands.set(AnsweredCommand(command: transaction.command, answer: answer))
    guard case .refused(let refusal) = answer else { return }
    lastRefusal += 1
    keptRefusals.append(Refusal(number: lastRefusal, command: transaction.command, reason: refusal))
  }

  /// Forgets a command, and that it was refused.
  ///
  /// - Complexity: amortized O(1) for the oldest refusal, which mostly goes first.
  func forget(_ command: CommandID) {
    guard let forgotten = unsafe commands.remove(command) else { return }
    guard case .refused = forgotten.answer else { return }
    guard let place = refusals.firstIndex(where: { $0.command.context.command == command }) else { return }
    guard place == firstRefusal else {
      keptRefusals.remove(at: place)
      return
    }
    firstRefusal += 1
    guard firstRefusal > keptRefusals.count / 2 else { return }
    keptRefusals.removeFirst(firstRefusal)
    firstRefusal = 0
  }

  /// Adds an event to the log, and to the histories of what it is about.
  func append(_ dated: DatedEvent, in context: Context) {
    unsafe log.append(LoggedEvent(dated, number: Int64(log.count + 1), in: context))
    dated.event.forEachSubject { subject in
      let history = kept(subject)
      unsafe history.places.append(log.count - 1)
    }
  }

  /// What every account holds, and the last event that is in it.
  var balances: JournalBalances {
    unsafe JournalBalances(rows.money.journal.balances, after: Int64(log.count))
  }

  /// A page of the log, or of one history.
  func events(of subject: EventSubject?, after number: Int64, limit: Int) -> [LoggedEvent] {
    guard let subject else { return unsafe log.page(after: number, limit: limit) { $0.number } }
    guard let history = unsafe histories.find(subject) else { return [] }
    // An event's number is one more than its place.
    let places = unsafe history.places.page(after: number, limit: limit) { Int64($0 + 1) }
    return places.map { unsafe log[$0] }
  }

  /// A subject's history, found at once if it is the one that was asked for last: what happens mostly happens to one.
  private func kept(_ subject: EventSubject) -> History {
    if let lastHistory = unsafe lastHistory, lastHistory.key == subject { return lastHistory }
    let history = unsafe histories.find(subject) { History(of: subject) }.value
    unsafe lastHistory = history
    return history
  }
}
