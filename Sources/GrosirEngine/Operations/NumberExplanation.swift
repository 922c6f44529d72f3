public import GrosirCore

/// Why a number is what it is: everything that ever changed it, step by step, and what is kept (SPEC §13).
///
/// The steps come from the event log alone. What they add up to is held against what the store keeps; both are of one
/// moment, whatever happens meanwhile.
public struct NumberExplanation: Sendable, Hashable {
  /// Which number.
  public let question: NumberQuestion

  /// When it was asked for; what has expired by then counts as released.
  public let instant: Instant

  /// How many steps come before those that are listed.
  public let earlierSteps: Int

  /// What those add up to.
  public let opening: Int128

  /// The last steps, in the order in which they were saved.
  public let steps: [Step]

  /// What follows from the log; nil where nothing bounds what may be sold.
  public let counted: Int128?

  /// What is kept; nil where nothing bounds what may be sold.
  public let kept: Int128?

  /// Where the number is not a plain sum: how it follows from one.
  public let allocation: AllocationBasis?

  /// Whether the log and what is kept come to the same, the numbers behind an availability included.
  public var agrees: Bool {
    counted == kept && (allocation?.lines.allSatisfy { $0.counted == $0.kept } ?? true)
  }

  /// What all steps add up to: of an availability the units ordered so far.
  public var total: Int128 { steps.last?.total ?? opening }

  /// One change of the number.
  public struct Step: Sendable, Hashable {
    /// The event's place in the log; nil for what has happened and was not noticed yet, such as an expiry that nobody
    /// swept.
    public let number: Int64?
    /// From when it counts.
    public let instant: Instant
    /// Who gave the command that it follows from; nil for what was not noticed yet.
    public let actor: ActorID?
    /// Under which identity the command was given.
    public let command: CommandID?
    /// The event's name.
    public let event: String
    /// Why, in one word of the wire: a stock movement's cause, an entry's kind, the fate of a participant's units.
    public let cause: String
    /// On whose account: an order, a session, a participant, a payment, a delivery note.
    public let reference: String
    /// How much was added; negative for what was taken.
    public let change: Int128
    /// What the number was then.
    public let total: Int128
  }
}

/// How what may be sold of a variant follows from what was sold (SPEC §3).
public struct AllocationBasis: Sendable, Hashable {
  /// Where the session stands; one that is not open sells nothing, whatever its rules would allow.
  public let state: SessionState
  /// The rules' name on the wire.
  public let policy: String
  /// Every variant, in product order.
  public let lines: [Line]
  /// Whole bundles that the paid orders demand.
  public let bundlesNeeded: Int
  /// Units that may have been ordered in all; nil when nothing bounds them.
  public let maxAllowed: Int?
  /// What binds.
  public let constraint: Constraint
  /// Why no more, in one sentence.
  public let sentence: String

  /// One variant's numbers.
  public struct Line: Sendable, Hashable {
    /// The variant.
    public let variant: VariantID
    /// Units of it in a bundle.
    public let unitsPerBundle: Int
    /// Units of it that are accepted as left over; nil for any number.
    public let tolerance: Int?
    /// What the log says was sold, held and set aside.
    public let counted: VariantCount
    /// What is kept of that.
    public let kept: VariantCount
  }
}

extension Record {
  /// A number of any size: an integer, or its digits where it fits no 64 bits; null for none.
  package init(_ number: Int128?) {
    guard let number else {
      self = .null
      return
    }
    self = Int64(exactly: number).map { .integer($0) } ?? .text("\(number)")
  }
}

extension NumberExplanation: Recorded {
  /// Everything.
  public var record: Record {
    var fields: [Record.Field] = [
      .init("kind", .text(question.kind.rawValue)), .init("id", .text(question.id)), .init("at", instant.record),
      .init("counted", Record(counted)), .init("kept", Record(kept)), .init("agrees", agrees.record),
      .init("earlierSteps", earlierSteps.record), .init("opening", Record(opening)), .init("steps", steps.record),
    ]
    if let allocation { fields.append(.init("allocation", allocation.record)) }
    return .fields(fields)
  }
}

extension NumberExplanation.Step: Recorded {
  /// Everything.
  public var record: Record {
    [
      "number": number.record, "at": instant.record, "by": actor.record, "command": command.record,
      "event": .text(event), "cause": .text(cause), "reference": .text(reference), "change": Record(change),
      "total": Record(total),
    ]
  }
}

extension AllocationBasis: Recorded {
  /// Everything.
  public var record: Record {
    [
      "state": state.record, "policy": .text(policy), "variants": lines.record, "bundlesNeeded": bundlesNeeded.record,
      "maxAllowed": maxAllowed.record, "constraint": constraint.record, "because": .text(sentence),
    ]
  }
}

extension AllocationBasis.Line: Recorded {
  /// The bundle's share, and both tallies.
  public var record: Record {
    [
      "variant": variant.record, "unitsPerBundle": unitsPerBundle.record, "tolerance": tolerance.record,
      "counted": counted.record, "kept": kept.record,
    ]
  }
}

/// Steps as they are found: the last of them, and what the others add up to.
struct StepList {
  private let limit: Int
  private var kept: [NumberExplanation.Step] = []
  private var first = 0
  private(set) var opening: Int128 = 0
  private(set) var total: Int128 = 0

  /// Keeps so many at most.
  init(last limit: Int) { self.limit = limit }

  /// How many were found that are not kept.
  private(set) var earlier = 0

  /// Those that are kept.
  var steps: [NumberExplanation.Step] { Array(kept[first...]) }

  /// Adds a step, unless it changes nothing.
  mutating func add(
    _ change: Int128, at instant: Instant, _ event: String, because cause: String, of reference: String,
    in logged: LoggedEvent?
  ) {
    guard change != 0 else { return }
    total += change
    kept.append(
      NumberExplanation.Step(
        number: logged?.number, instant: instant, actor: logged?.actor, command: logged?.command, event: event,
        cause: cause, reference: reference, change: change, total: total))
    guard kept.count - first > limit else { return }
    opening = kept[first].total
    earlier += 1
    first += 1
    // What is not kept goes at once in large portions, so that each costs little.
    if first > limit { dropForgotten() }
  }

  private mutating func dropForgotten() {
    kept.removeFirst(first)
    first = 0
  }
}
