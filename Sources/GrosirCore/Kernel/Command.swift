/// A use case as a value: what it reads, and what it decides from that (SPEC §13, §14).
///
/// A command is pure and synchronous. A store brings what it declares to read, calls ``decide(from:in:into:)``, and
/// saves what it says, all in one transaction; it may do so again with a fresh look whenever it likes, because nothing
/// happens outside ``Changes``.
///
/// Its record is what it asks for. The same ``CommandID`` with another record is a conflict.
public protocol Command: Recorded {
  /// What it answers.
  associatedtype Receipt: Recordable

  /// Why it may be refused.
  associatedtype Refusal: Error, Recordable

  /// Its name on the wire: `joinSession`.
  static var name: String { get }

  /// What must be brought before it can decide.
  func reads(in context: Context) -> [Read]

  /// Decides from what was brought; whatever is to happen goes into the changes.
  ///
  /// - Throws: ``Interruption/refused(_:)``, and all changes are to be discarded; ``Interruption/needs(_:)`` when more
  ///   must be brought, after which it is to be asked again, with new changes.
  func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<Refusal>) -> Receipt
}

/// Why a command does not decide, or not yet.
public enum Interruption<Refusal: Error>: Error {
  /// It is refused; nothing is to be changed.
  case refused(Refusal)

  /// What must be read besides became known only now: who waits, when somebody can be let in, for instance.
  case needs([Read])

  /// The same of a command whose refusals are others.
  func map<Other: Error>(_ refusal: (Refusal) -> Other) -> Interruption<Other> {
    switch self {
    case .refused(let refused): .refused(refusal(refused))
    case .needs(let reads): .needs(reads)
    }
  }
}
