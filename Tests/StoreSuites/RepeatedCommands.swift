import GrosirCore
import GrosirEngine
import GrosirTesting

/// Commands that come again, under the same identity with the same content or with another one, at the same time as
/// many that are new, and after many that were new and each came alone.
struct RepeatedCommands<Kept: GrosirStore> {
  private let engine: Engine<Kept>
  /// What each command asked for and how it was answered, by its number.
  private var given: [(units: Int, answer: Answer)] = []

  private static var tenant: TenantID { TenantID(literal: "shop") }
  private static var key: StockKey {
    StockKey(
      owner: OwnerID(literal: "platform"), location: LocationID(literal: "jakarta"),
      variant: VariantID(literal: "hoodie-m"))
  }

  /// How a command was answered.
  private enum Answer: Equatable {
    case accepted(AdjustStock.Receipt)
    case refused(StockError)
    case identityIsTaken
  }

  init(on store: Kept) { engine = Engine(store) }

  /// Gives commands, and compares each answer with what it has to be.
  mutating func run(_ choices: Choices) async throws {
    for _ in 0..<3 {
      for _ in 0..<80 { try await giveAtOnce([.new(units(choices))]) }
      let tries = (0..<40).map { _ in someTry(choices) }
      choices.note("\(tries)")
      try await giveAtOnce(tries)
      for attempt in tries where !attempt.isNew { choices.count("\(attempt.name)") }
    }
    try await expectEachOnce()
  }

  // MARK: Giving

  /// A command to be given.
  private enum Try: Sendable {
    case new(Int)
    case again(Int)
    case other(Int)

    var isNew: Bool { if case .new = self { true } else { false } }

    var name: String {
      switch self {
      case .new: "new"
      case .again: "again"
      case .other: "other content"
      }
    }
  }

  private func units(_ choices: Choices) -> Int { choices.element(of: [1, 2, 3, -1, -4]) }

  private func someTry(_ choices: Choices) -> Try {
    switch choices.integer(in: 0...7) {
    case 0: .again(choices.integer(in: 0...given.count - 1))
    case 1: .other(choices.integer(in: 0...given.count - 1))
    default: .new(units(choices))
    }
  }

  /// Gives commands at the same time, and waits for all answers.
  private mutating func giveAtOnce(_ tries: [Try]) async throws {
    let engine = engine
    var next = given.count
    var expected: [(number: Int, units: Int, answer: Answer?)] = []
    for attempt in tries {
      switch attempt {
      case .new(let units):
        expected.append((next, units, nil))
        next += 1
      case .again(let number): expected.append((number, given[number].units, given[number].answer))
      case .other(let number): expected.append((number, given[number].units + 7, .identityIsTaken))
      }
    }
    let answers = try await withThrowingTaskGroup(of: (place: Int, answer: Answer).self) { group in
      for (place, command) in expected.enumerated() {
        group.addTask {
          let answer = try await RepeatedCommands.give(command.number, command.units, engine)
          return (place, answer)
        }
      }
      return try await group.reduce(into: [Int: Answer]()) { $0[$1.place] = $1.answer }
    }
    for (place, command) in expected.enumerated() {
      guard let answer = answers[place] else { throw ExpectationFailure("there is no answer") }
      if let known = command.answer {
        try expectEqual(answer, known, "the answer to command \(command.number), given again")
      } else {
        given.append((command.units, answer))
      }
    }
  }

  private static func give(_ number: Int, _ units: Int, _ engine: Engine<Kept>) async throws -> Answer {
    let context = Context(
      tenant: tenant, command: CommandID(unchecked: "c\(number)"), actor: ActorID(literal: "somebody"), now: .epoch,
      seed: UInt64(number))
    do throws(EngineError<StockError>) {
      return .accepted(try await engine.run(AdjustStock(key, by: units, because: .correction), in: context).receipt)
    } catch {
      switch error {
      case .refused(let refusal): return .refused(refusal)
      case .commandConflict: return .identityIsTaken
      case .store(let failure): throw failure
      }
    }
  }

  // MARK: Afterwards

  /// Each command took effect once.
  private func expectEachOnce() async throws {
    var (sum, accepted, refused) = (0, 0, 0)
    for (units, answer) in given {
      switch answer {
      case .accepted: (sum, accepted) = (sum + units, accepted + 1)
      case .refused: refused += 1
      case .identityIsTaken: throw ExpectationFailure("a new identity was taken")
      }
    }
    let store = engine.store
    let found = try await store.look(at: [.stock(.item(RepeatedCommands.key))], of: RepeatedCommands.tenant)
    try expectEqual(found.stockItem(RepeatedCommands.key)?.level.count.onHand, sum, "units on hand")
    let events = try await store.events(of: nil, in: RepeatedCommands.tenant, after: 0, limit: 100_000)
    try expectEqual(events.count, accepted, "events")
    let refusals = try await store.refusals(of: RepeatedCommands.tenant, after: 0, limit: 100_000)
    try expectEqual(refusals.count, refused, "refusals")
  }
}
