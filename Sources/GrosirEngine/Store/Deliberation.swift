public import GrosirCore

/// One attempt at a transaction: says what to bring until the command decides.
///
///     var deliberation = Deliberation(of: transaction)
///     while true {
///       switch try deliberation.next() {
///       case .bring: deliberation.bring { find($0) }
///       case .decided(let answer, let changes): return try save(answer, changes)
///       }
///     }
///
/// It reads and writes nothing itself, so it serves every store. After a failed attempt begin a new one: what was
/// brought may have changed.
public struct Deliberation: Sendable {
  /// What to do next.
  public enum Step: Sendable {
    /// Bring what there is for these.
    case bring([Read])
    /// Save that.
    case decided(Answer, Changes?)
  }

  /// How often a command may ask for more.
  ///
  /// What one needs in turn is known after a few looks; a waiting list's reach doubles each time.
  public static var mostRounds: Int { 64 }

  private let name: String
  private let decide: @Sendable (WorkingSet) -> Decision
  private var workingSet = WorkingSet()
  private var pending: [Read]
  private var rounds = 0

  /// Begins.
  public init(of transaction: Transaction) {
    name = transaction.name
    decide = transaction.decide
    pending = transaction.reads
  }

  /// Puts in what there is for each of the reads that the last step named.
  ///
  /// - Parameter find: Finds what there is for one of them.
  public mutating func bring(_ find: (Read) -> WorkingSet.Found) { workingSet.bring(pending, find) }

  /// The next step.
  ///
  /// - Precondition: what it said to bring was brought.
  /// - Throws: ``StoreError/defect(_:)`` when the command asks for nothing new, or too often.
  public mutating func next() throws(StoreError) -> Step {
    if rounds == 0, !pending.isEmpty {
      rounds = 1
      return .bring(pending)
    }
    // Who reads a participation reads what its buyer has open: to decide before that would be in vain.
    let standings = workingSet.missingStandings(of: pending)
    if !standings.isEmpty {
      pending = standings
      return .bring(pending)
    }
    switch decide(workingSet) {
    case .accepted(let receipt, let changes): return .decided(.accepted(receipt), changes)
    case .refused(let refusal): return .decided(.refused(refusal), nil)
    case .needs(let reads):
      // Mostly a command asks for nothing that it was brought.
      pending = reads.contains { workingSet.has($0) } ? reads.filter { !workingSet.has($0) } : reads
      rounds += 1
      guard !pending.isEmpty, rounds <= Deliberation.mostRounds else {
        throw .defect("\(name) goes on asking for what it was brought")
      }
      return .bring(pending)
    }
  }
}
