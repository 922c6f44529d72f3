import GrosirCore
import GrosirEngine
import GrosirJSON

/// `grosir store`: what an operator does with a store, also while a service uses it.
struct StoreCommand: Command {
  static let name = "store"
  static let summary = "a store: migrate its schema, check all that it keeps, count, look at the outbox"
  static let options: [Option] = [.pretty, .format, .unpark, .tenant]
  static let words = ["migrate, check, stats or outbox"]
  static let readsDocument = false
  static let help = """
    Looks after a store that is kept in an SQLite file or a PostgreSQL database. All but "migrate" and "--unpark" only
    read, and may be used while a service writes there.

    usage: grosir store (migrate | check | stats | outbox) [--pretty] [--format json] STORE
           grosir store outbox --unpark KEY [--tenant TENANT] STORE

      STORE          a file, with or without "sqlite:" before it, or a database: postgresql://USER@HOST/DATABASE; what
                     is not said of it, a password above all, is found as PostgreSQL's own tools find it
      migrate        makes the tables, or brings the schema up to date; says which steps were applied
      check          what the database finds wrong with itself, and for every tenant what "grosir reconcile" compares;
                     progress on standard error, where that is a terminal
      stats          how many rows each table has, and how large all is
      outbox         how many effects wait, are lent, delivered or parked, and which are parked, and why
      --unpark KEY   lets a parked effect be delivered again, from its first attempt on, once a service uses the store;
                     while one writes a file, it is for that service to say
      --tenant NAME  whose effect, where several have one of that key
      --pretty       for people, in place of JSON
      --format json  one JSON document (default)

    exit status 70 also where "check" finds anything, 1 where no such effect is parked.

    examples:

      grosir store migrate shop.sqlite
      grosir store check --pretty shop.sqlite
      grosir store outbox --unpark payment/ani shop.sqlite
      grosir store check --pretty postgresql://shop@localhost/shop

    """

  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) async throws(Failure) -> Answer {
    guard let file = arguments.file else { throw .misuse("name the store", command: StoreCommand.name) }
    let (place, word) = (DurablePlace(file), arguments.words[0])
    try checkOptions(arguments, of: word)
    switch word {
    case "migrate":
      let steps = try await place.migrate()
      return answer(["applied": .array(steps.map { .string($0) })], arguments)
    case "check":
      return try await place.reading { store throws(Failure) in try await check(store, arguments) }
    case "stats":
      return answer(try await place.reading { store throws(Failure) in try await statistics(of: store) }, arguments)
    case "outbox":
      if let key = arguments.unpark { return answer(try await unpark(key, of: arguments.tenant, in: place), arguments) }
      return answer(try await place.reading { store throws(Failure) in try await outbox(of: store) }, arguments)
    case let word:
      throw .misuse("say migrate, check, stats or outbox, not \"\(word)\"", command: StoreCommand.name)
    }
  }

  private func checkOptions(_ arguments: Arguments, of word: String) throws(Failure) {
    if arguments.unpark != nil, word != "outbox" {
      throw .misuse("--unpark is for outbox", command: StoreCommand.name)
    }
    if arguments.tenant != nil, arguments.unpark == nil {
      throw .misuse("--tenant says whose effect --unpark means; name that, too", command: StoreCommand.name)
    }
  }

  /// A document as it is, or for people line by line.
  private func answer(_ document: JSONValue, _ arguments: Arguments, but failure: Failure? = nil) -> Answer {
    guard arguments.isPretty, case .object(let object) = document else {
      return Answer(document.printed(.indented) + "\n", but: failure)
    }
    let width = object.members.map { $0.name.count }.max() ?? 0
    let lines = object.members.map { member in
      let value = if case .string(let text) = member.value { text } else { member.value.printed() }
      return padded(member.name, to: width) + "  " + value
    }
    return Answer(lines.joined(separator: "\n") + "\n", but: failure)
  }

  // MARK: Check

  private func check(_ store: some DurableStore, _ arguments: Arguments) async throws(Failure) -> Answer {
    ProgressLine.write("the database itself")
    let faults = try await Failure.ofStore { () async throws(StoreError) in try await store.faults() }
    let tenants = try await Failure.ofStore { () async throws(StoreError) in try await store.tenants() }
    let engine = Engine(store)
    var (comparisons, differences) = (0, 0)
    var found: [JSONValue] = []
    for (number, tenant) in tenants.enumerated() {
      ProgressLine.write("tenant \(number + 1) of \(tenants.count): \(tenant.text)")
      let result = try await Failure.ofStore { () async throws(StoreError) in
        try await engine.reconciliation(of: tenant)
      }
      comparisons += result.comparisons
      differences += result.differenceCount
      if !result.agrees { found.append(["tenant": .string(tenant.text), "result": JSONValue(result.record)]) }
    }
    ProgressLine.end()
    let document: JSONValue = [
      "tenants": .integer(Int64(tenants.count)), "comparisons": .integer(Int64(comparisons)),
      "faults": .array(faults.map { .string($0) }), "differences": .array(found),
    ]
    let failure: Failure? =
      faults.isEmpty && differences == 0
      ? nil : .defect("\(faults.count) faults of the database, \(differences) differences in what it keeps")
    return answer(document, arguments, but: failure)
  }

  // MARK: Counts

  private func statistics(of store: some DurableStore) async throws(Failure) -> JSONValue {
    let counts = try await Failure.ofStore { () async throws(StoreError) in try await store.statistics() }
    return .object(JSONObject(counts.map { JSONObject.Member($0.name, .integer($0.count)) }))
  }
}

extension Failure {
  /// Why a store did not do what was asked: with its details, since whoever runs this program is an operator.
  static func ofStore(_ error: StoreError) -> Failure { .defect(error.debugDescription) }

  /// What a store does, as what this program does.
  static func ofStore<Value>(_ body: () async throws(StoreError) -> Value) async throws(Failure) -> Value {
    do throws(StoreError) {
      return try await body()
    } catch {
      throw .ofStore(error)
    }
  }
}
