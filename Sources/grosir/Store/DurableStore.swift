import GrosirCore
import GrosirEngine
import GrosirPostgres
import GrosirSQLite

/// A store that outlives the program, as far as this program looks after one, whatever it is kept in.
protocol DurableStore: GrosirStore {
  /// Brings what is at a place to this program's schema; it is made if there is none.
  ///
  /// - Returns: the names of the steps that were applied; none if it was up to date.
  static func migrate(_ place: String) async throws(StoreError) -> [String]

  /// Opens what is at a place only to read it, also while a service writes there.
  init(reading place: String) async throws(StoreError)

  /// Opens what is at a place to write it; it is made, or brought up to date.
  init(writing place: String) async throws(StoreError)

  /// Whose things are kept.
  func tenants() async throws(StoreError) -> [TenantID]

  /// What the database finds wrong with itself; nothing if all is well.
  func faults() async throws(StoreError) -> [String]

  /// How many rows each table has, and how large all is.
  func statistics() async throws(StoreError) -> [(name: String, count: Int64)]

  /// How many effects stand where, and the earliest instant at which one is due.
  func outbox() async throws(StoreError) -> (counts: [(state: String, count: Int64)], dueAt: Instant?)

  /// Ends using it.
  func close() async
}

extension SQLiteStore: DurableStore {
  static func migrate(_ place: String) throws(StoreError) -> [String] { try migrate(path: place) }

  convenience init(writing place: String) throws(StoreError) { try self.init(path: place) }
}

extension PostgresStore: DurableStore {
  convenience init(writing place: String) async throws(StoreError) { try await self.init(place) }
}

/// Where a durable store is, and what it is kept in.
struct DurablePlace: Hashable {
  /// What it is kept in.
  enum Kind: Hashable {
    /// An SQLite file.
    case sqlite
    /// A PostgreSQL database.
    case postgres

    /// What opens it.
    fileprivate var type: any DurableStore.Type {
      switch self {
      case .sqlite: SQLiteStore.self
      case .postgres: PostgresStore.self
      }
    }
  }

  let kind: Kind

  /// What its kind finds it by.
  let name: String

  /// Brings it up to date; the names of the steps that were applied.
  func migrate() async throws(Failure) -> [String] {
    try await Failure.ofStore { () async throws(StoreError) in try await kind.type.migrate(name) }
  }

  /// Opens it only to read it, as long as something is done with it.
  func reading<Value>(_ body: (any DurableStore) async throws(Failure) -> Value) async throws(Failure) -> Value {
    let store = try await Failure.ofStore { () async throws(StoreError) -> any DurableStore in
      try await kind.type.init(reading: name)
    }
    return try await closing(store, body)
  }

  /// Opens it to write it, as long as something is done with it.
  func writing<Value>(_ body: (any DurableStore) async throws(Failure) -> Value) async throws(Failure) -> Value {
    let store = try await Failure.ofStore { () async throws(StoreError) -> any DurableStore in
      try await kind.type.init(writing: name)
    }
    return try await closing(store, body)
  }

  private func closing<Value>(
    _ store: any DurableStore, _ body: (any DurableStore) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let value: Value
    do throws(Failure) {
      value = try await body(store)
    } catch {
      await store.close()
      throw error
    }
    await store.close()
    return value
  }
}

/// Where a command is to be run.
enum StoreChoice: Hashable {
  /// In memory, and forgotten afterwards.
  case memory
  /// In a store that stays.
  case durable(DurablePlace)

  /// What can be said, for people.
  static let forms = "memory, sqlite:PATH or postgresql://USER@HOST/DATABASE"

  /// From `memory`, `sqlite:PATH` or `postgresql://…`.
  init?(_ word: String) {
    let scheme = "sqlite:"
    if word == "memory" {
      self = .memory
    } else if word.hasPrefix(scheme), word.utf8.count > scheme.utf8.count {
      self = .durable(DurablePlace(kind: .sqlite, name: String(word.dropFirst(scheme.count))))
    } else if word.hasPrefix("postgresql://") || word.hasPrefix("postgres://") {
      self = .durable(DurablePlace(kind: .postgres, name: word))
    } else {
      return nil
    }
  }
}

extension DurablePlace {
  /// From a store as `--store` takes it, or the path of a file.
  init(_ word: String) {
    if case .durable(let place)? = StoreChoice(word) { self = place } else { self.init(kind: .sqlite, name: word) }
  }
}
