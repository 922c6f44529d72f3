public import GrosirCore

/// Runs commands against a store, and answers questions (SPEC §13): all that an embedding service calls.
///
///     let engine = Engine(MemoryStore())
///     let receipt = try await engine.execute(JoinSession(…), in: stamp.context(of: tenant, by: actor))
///
/// It keeps nothing, so there may be many for one store.
public struct Engine<Store: GrosirStore>: Sendable {
  /// Where everything is kept.
  public let store: Store

  /// Creates an engine.
  public init(_ store: Store) { self.store = store }

  /// Gives a command.
  ///
  /// The same command again, under the same identity, does nothing and is answered the same; so whoever does not know
  /// whether a command got through gives it again.
  ///
  /// - Throws: ``EngineError/refused(_:)`` and nothing has changed; ``EngineError/commandConflict(_:)`` when the
  ///   identity is that of another command; ``EngineError/store(_:)``.
  @inlinable
  public func execute<C: Command>(
    _ command: C, in context: Context
  ) async throws(EngineError<C.Refusal>) -> C.Receipt {
    try await run(command, in: context).receipt
  }

  /// Gives a command, and says whether it had been answered before.
  ///
  /// - Throws: as ``execute(_:in:)``.
  @inlinable
  public func run<C: Command>(
    _ command: C, in context: Context
  ) async throws(EngineError<C.Refusal>) -> CommandResult<C.Receipt> {
    let outcome: TransactionOutcome
    do throws(StoreError) {
      outcome = try await store.transact(Transaction(command, in: context))
    } catch {
      throw .store(error)
    }
    // Both the first answer and every repeated one are what the store keeps, so they cannot differ.
    switch outcome {
    case .conflict: throw .commandConflict(context.command)
    case .answered(.accepted(let kept), let isRepeated):
      guard let receipt: C.Receipt = kept.value() else {
        throw .store(.defect("the receipt of \(C.name) cannot be read"))
      }
      return CommandResult(receipt: receipt, isRepeated: isRepeated)
    case .answered(.refused(let kept), _):
      guard let refusal: C.Refusal = kept.value() else {
        throw .store(.defect("the refusal of \(C.name) cannot be read"))
      }
      throw .refused(refusal)
    }
  }
}

/// What a command was answered, and when.
public struct CommandResult<Receipt: Recordable>: Sendable {
  /// The answer.
  public let receipt: Receipt

  /// Whether it had been given before, and nothing has changed now.
  public let isRepeated: Bool

  @inlinable
  init(receipt: Receipt, isRepeated: Bool) {
    self.receipt = receipt
    self.isRepeated = isRepeated
  }
}

/// Why a command was not done.
public enum EngineError<Refusal: Error & Sendable>: Error {
  /// It was refused, and nothing has changed.
  case refused(Refusal)
  /// The identity is that of another command.
  case commandConflict(CommandID)
  /// The store did not do it, or does not know whether it did.
  case store(StoreError)
}

extension EngineError: Equatable where Refusal: Equatable {}

extension EngineError: CustomStringConvertible {
  /// What went wrong, for people; nothing of the store's details.
  public var description: String {
    switch self {
    case .refused(let refusal): "\(refusal)"
    case .commandConflict(let command): "the command identity \(command.text) is that of another command"
    case .store(let error): error.description
    }
  }
}
