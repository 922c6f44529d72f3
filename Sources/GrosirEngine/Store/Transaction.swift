public import GrosirCore

/// A command as a store runs it: what it is, what it reads, and what it decides from that.
///
/// The engine makes one of every command, so that a store need not know any.
public struct Transaction: Sendable {
  /// Whose it is, under which identity, by whom and when.
  public let context: Context

  /// The command's name on the wire.
  public let name: String

  /// Everything the command asks for; the same identity with another content is a conflict.
  ///
  /// It is made each time: of most commands nobody asks.
  public var content: Record { command.content }

  /// The command itself; for who keeps it and seldom looks at it again.
  @usableFromInline package let command: any KeptCommand

  /// What must be brought before it can decide.
  public let reads: [Read]

  /// Decides; pure, so it may be called as often as a store likes.
  public let decide: @Sendable (WorkingSet) -> Decision

  /// Makes a transaction of its parts, for tests.
  package init(
    _ context: Context, name: String, content: Record, reads: [Read],
    decide: @escaping @Sendable (WorkingSet) -> Decision
  ) {
    self.context = context
    self.name = name
    command = StatedCommand(name, content, in: context)
    self.reads = reads
    self.decide = decide
  }

  /// Makes the same transaction with another decision, for tests that listen to it.
  package init(_ other: Transaction, decide: @escaping @Sendable (WorkingSet) -> Decision) {
    context = other.context
    name = other.name
    command = other.command
    reads = other.reads
    self.decide = decide
  }

  /// Makes a transaction of a command.
  @inlinable
  public init<C: Command>(_ command: C, in context: Context) {
    let given = GivenCommand(command, in: context)
    self.context = context
    name = C.name
    self.command = given
    reads = command.reads(in: context)
    decide = { given.decide(from: $0) }
  }
}

/// What is kept of a command that was given, behind one reference.
@usableFromInline
package protocol KeptCommand: AnyObject, Sendable {
  /// Whose it is, under which identity, by whom and when.
  var context: Context { get }

  /// Its name on the wire.
  var name: String { get }

  /// Everything it asks for; made each time.
  var content: Record { get }
}

/// A command of which only the content is known.
private final class StatedCommand: KeptCommand {
  let context: Context
  let name: String
  let content: Record

  init(_ name: String, _ content: Record, in context: Context) {
    self.context = context
    self.name = name
    self.content = content
  }
}

/// A command with its context, behind one reference, which is all that a transaction's closures hold.
///
/// It can be inlined where the command is known: to find out what it is each time it is given would cost more than much
/// of what is done for it.
@usableFromInline
final class GivenCommand<C: Command>: KeptCommand {
  @usableFromInline let command: C
  @usableFromInline package let context: Context

  @inlinable
  init(_ command: C, in context: Context) {
    self.command = command
    self.context = context
  }

  @usableFromInline package var name: String { C.name }

  @usableFromInline package var content: Record { command.record }

  @inlinable
  func decide(from workingSet: WorkingSet) -> Decision {
    var changes = Changes(in: context)
    do throws(Interruption<C.Refusal>) {
      let receipt = try command.decide(from: workingSet, in: context, into: &changes)
      return .accepted(receipt: AnswerContent(made: receipt), changes)
    } catch {
      switch error {
      case .refused(let refusal): return .refused(AnswerContent(made: refusal))
      case .needs(let reads): return .needs(reads)
      }
    }
  }
}

/// What a command says to what was brought.
public enum Decision: Sendable {
  /// It is done; the receipt, and all that changes.
  case accepted(receipt: AnswerContent, Changes)
  /// It is refused; why.
  case refused(AnswerContent)
  /// These must be brought besides.
  case needs([Read])
}

/// What became of a transaction.
public enum TransactionOutcome: Sendable, Hashable {
  /// The answer, and whether it was given before and nothing has changed now.
  case answered(Answer, isRepeated: Bool)
  /// The command's identity is that of another command.
  case conflict
}

/// Between the steps of a transaction in a store, for those that watch it or make it fail there, in tests.
public enum TransactionPoint: String, Sendable, Hashable, CaseIterable {
  /// Nothing was read yet.
  case beforeReading
  /// It is decided, and nothing is written.
  case beforeCommit
  /// What changes is written, and has not taken effect.
  case whileCommitting
  /// It has taken effect, and nobody has been told.
  case afterCommit
}

/// Called at each point of every transaction; if it throws, the transaction fails there.
///
/// It must not use the store, which may be locked.
public typealias TransactionHook = @Sendable (TransactionPoint) throws(StoreError) -> Void
