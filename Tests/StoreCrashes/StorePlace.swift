import Foundation
import GrosirEngine
import GrosirPostgres
import GrosirSQL
import GrosirSQLite

/// Where a store is, and how it is opened there, by this process or another one.
protocol StorePlace: Sendable {
  /// The store there.
  associatedtype Store: InspectedStore

  /// How many processes may write there at once.
  static var writers: Int { get }

  /// What another process is told, to find it.
  var text: String { get }

  /// Finds what another process was told of.
  init(text: String)

  /// Makes an empty place, under a name that nobody else uses.
  init(in surroundings: String, named name: String) throws

  /// Opens the store; it is made if there is none.
  func open() async throws -> Store

  /// Takes it away.
  func remove() throws
}

/// A store that can be closed, and asked what is wrong with what it is kept in.
protocol InspectedStore: GrosirStore {
  /// What is wrong with the file or the database itself; nothing if all is well.
  func faults() async throws(StoreError) -> [String]

  /// Ends what was begun, and closes it.
  func close() async
}

extension SQLiteStore: InspectedStore {}
extension PostgresStore: InspectedStore {}

/// A file in a folder, on whatever file system that is.
struct FilePlace: StorePlace {
  static var writers: Int { 1 }

  let text: String

  init(text: String) { self.text = text }

  init(in folder: String, named name: String) { text = "\(folder)/\(name).sqlite" }

  func open() throws -> SQLiteStore { try SQLiteStore(path: text) }

  /// The folder is the caller's.
  func remove() {}
}

/// A database on a server.
struct DatabasePlace: StorePlace {
  static var writers: Int { 2 }

  let text: String

  init(text: String) { self.text = text }

  init(in server: String, named name: String) throws {
    let database = "\(name.replacing("-", with: "_"))_\(ProcessInfo.processInfo.processIdentifier)"
    try DatabasePlace.run("CREATE DATABASE \(database)", on: server)
    text = DatabasePlace.address(of: database, on: server)
  }

  /// Whether a text is an address, and not a folder.
  static func isAddress(_ text: String) -> Bool { text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") }

  func open() async throws -> PostgresStore { try await PostgresStore(text) }

  func remove() throws {
    let database = text.prefix { $0 != "?" }.split(separator: "/").last ?? ""
    try DatabasePlace.run(
      "DROP DATABASE \(database) WITH (FORCE)", on: DatabasePlace.address(of: "postgres", on: text))
  }

  /// The address of another database on the same server.
  private static func address(of database: String, on server: String) -> String {
    let parts = server.split(separator: "?", maxSplits: 1)
    let base = parts[0].prefix(through: parts[0].lastIndex(of: "/") ?? parts[0].startIndex)
    return "\(base)\(database)\(parts.count > 1 ? "?\(parts[1])" : "")"
  }

  private static func run(_ statement: String, on address: String) throws {
    try PostgresConnection(PostgresAddress(address)).run(SQLStatement(statement), [])
  }
}
