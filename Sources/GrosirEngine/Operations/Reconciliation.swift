public import GrosirCore

/// What came of holding everything that is kept against what the event log makes of nothing (SPEC §13).
///
/// Differences are defects, of the engine or of a store: there are never to be any.
public struct Reconciliation: Sendable, Hashable {
  /// How many events were read.
  public internal(set) var events = 0

  /// How many things were looked at, of every kind of which there are any.
  public internal(set) var subjects: [Count] = []

  /// How many numbers and states were held against each other.
  public internal(set) var comparisons = 0

  /// How many of them differ.
  public internal(set) var differenceCount = 0

  /// Those that differ, in the order in which they were found; of very many the first.
  public internal(set) var differences: [Difference] = []

  /// How many differences are listed at most.
  public static var mostDifferences: Int { 1_000 }

  /// Whether everything agrees.
  public var agrees: Bool { differenceCount == 0 }

  /// How many things of a kind were looked at.
  public struct Count: Sendable, Hashable {
    /// The kind.
    public let kind: String
    /// How many.
    public internal(set) var count: Int
  }

  /// Two numbers, or two states, that should be one.
  public struct Difference: Sendable, Hashable {
    /// What it is about.
    public let subject: Subject
    /// Which number of it, in words: `reserved, by movements`.
    public let number: String
    /// What the log makes it.
    public let counted: Value
    /// What is kept, or must be.
    public let kept: Value
  }

  /// What a difference is about.
  public enum Subject: Sendable, Hashable {
    /// Something that has a history.
    case entity(EventSubject)
    /// An account in a currency.
    case account(Account, Currency)
    /// Everything of the tenant together.
    case everything

    /// What kind of thing it is, on the wire.
    public var kind: String {
      switch self {
      case .entity(let subject): subject.kind.rawValue
      case .account: "account"
      case .everything: "everything"
      }
    }

    /// Which one; empty for everything.
    public var id: String {
      switch self {
      case .entity(let subject): subject.id
      case .account(let account, let currency): NumberQuestion.balance(of: account, in: currency).id
      case .everything: ""
      }
    }
  }

  /// A number or a state.
  public enum Value: Sendable, Hashable {
    /// A count of units or of things, or an amount of money in its smallest unit.
    case number(Int128)
    /// A state, by its wire name; or that there is nothing.
    case word(String)
  }
}

extension Reconciliation.Value: CustomStringConvertible {
  /// The digits, or the word.
  public var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .word(let word): word
    }
  }
}

extension Reconciliation.Value: Recorded {
  /// The number, or the word.
  public var record: Record {
    switch self {
    case .number(let number): Record(number)
    case .word(let word): .text(word)
    }
  }
}

extension Reconciliation.Difference: Recorded {
  /// Everything.
  public var record: Record {
    [
      "kind": .text(subject.kind), "id": .text(subject.id), "number": .text(number), "counted": counted.record,
      "kept": kept.record,
    ]
  }
}

extension Reconciliation: Recorded {
  /// Everything.
  public var record: Record {
    [
      "events": events.record,
      "subjects": .fields(subjects.map { Record.Field($0.kind, $0.count.record) }),
      "comparisons": comparisons.record, "differenceCount": differenceCount.record, "differences": differences.record,
      "agrees": agrees.record,
    ]
  }
}

extension Reconciliation {
  /// Counts one thing more of a kind.
  mutating func note(_ kind: String, _ count: Int = 1) {
    if let place = subjects.firstIndex(where: { $0.kind == kind }) {
      subjects[place].count += count
    } else {
      subjects.append(Count(kind: kind, count: count))
    }
  }

  /// Holds what was counted against what is kept.
  mutating func compare(_ subject: Subject, _ number: String, _ counted: Value, _ kept: Value) {
    comparisons += 1
    if counted != kept { add(Difference(subject: subject, number: number, counted: counted, kept: kept)) }
  }

  /// Adds a difference.
  mutating func add(_ difference: Difference) {
    differenceCount += 1
    if differences.count < Reconciliation.mostDifferences { differences.append(difference) }
  }

  /// Adds what was found elsewhere.
  mutating func add(_ other: Reconciliation) {
    comparisons += other.comparisons
    differenceCount += other.differenceCount
    differences += other.differences.prefix(Reconciliation.mostDifferences - differences.count)
    for count in other.subjects { note(count.kind, count.count) }
  }
}

/// What is found about one thing.
struct Findings {
  let subject: Reconciliation.Subject
  private(set) var result = Reconciliation()

  init(_ subject: EventSubject) { self.subject = .entity(subject) }

  init(_ subject: Reconciliation.Subject) { self.subject = subject }

  /// Holds counts against each other.
  mutating func compare(_ number: String, _ counted: Int, _ kept: Int) {
    result.compare(subject, number, .number(Int128(counted)), .number(Int128(kept)))
  }

  /// Holds amounts against each other.
  mutating func compare(_ number: String, _ counted: Int128, _ kept: Int128) {
    result.compare(subject, number, .number(counted), .number(kept))
  }

  /// Holds states against each other; nil is that there is nothing.
  mutating func compare(_ number: String, _ counted: String?, _ kept: String?) {
    result.compare(subject, number, .word(counted ?? "nothing"), .word(kept ?? "nothing"))
  }
}
