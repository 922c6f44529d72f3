import Foundation
import GrosirPostgres
import GrosirSQL
import XCTest

/// Tests that each have databases of their own, which are gone when the test is.
class DatabaseTestCase: XCTestCase {
  private var databases: [TestDatabase] = []

  override func tearDown() {
    databases.removeAll()
    super.tearDown()
  }

  /// Makes a database; without a server the test is left out, and that is said.
  ///
  /// - Parameter options: how it keeps texts, if not as the server usually does.
  func makeDatabase(options: String = "") throws -> TestDatabase {
    let database = try TestDatabase(options: options)
    databases.append(database)
    return database
  }
}

/// A database of its own for one test, on the server that `GROSIR_POSTGRES` names; it goes with this.
final class TestDatabase: Sendable {
  /// Its name.
  let name: String
  private let server: ServerAddress

  /// Makes one.
  init(options: String = "") throws {
    server = try ServerAddress()
    name = "grosir_\(UUID().uuidString.prefix(13).lowercased().replacing("-", with: "_"))"
    let template = options.isEmpty ? "template1" : "template0 \(options)"
    try TestDatabase.execute("CREATE DATABASE \(name) TEMPLATE \(template)", on: server.address())
  }

  deinit {
    do {
      try TestDatabase.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", on: server.address())
    } catch {
      FileHandle.standardError.write(Data("database \(name) is left over: \(error)\n".utf8))
    }
  }

  /// Its address, with more behind it.
  func address(_ parameters: String...) -> String { server.address(database: name, parameters) }

  /// A connection to it.
  func connect(_ parameters: String...) throws -> PostgresConnection {
    try PostgresConnection(PostgresAddress(server.address(database: name, parameters)))
  }

  /// Runs a statement past everything.
  func execute(_ statement: String) throws { try TestDatabase.execute(statement, on: address()) }

  private static func execute(_ statement: String, on address: String) throws {
    try PostgresConnection(PostgresAddress(address)).run(SQLStatement(statement), [])
  }
}

/// The server that tests may do everything with.
struct ServerAddress: Sendable {
  private let text: String

  init() throws {
    guard let text = ProcessInfo.processInfo.environment["GROSIR_POSTGRES"] else {
      throw XCTSkip(
        """
        no PostgreSQL: nothing of GrosirPostgres is tested. Tests/run test starts a server of its own; or start one \
        with Tests/postgres start FOLDER, and set GROSIR_POSTGRES to what it prints
        """)
    }
    self.text = text
  }

  /// Its address, with more behind it.
  func address(_ parameters: [String]) -> String { address(database: nil, parameters) }

  /// The folder of the socket on which it listens, if it is on this machine.
  var socketFolder: String? {
    let host = URLComponents(string: text)?.queryItems?.first { $0.name == "host" }?.value
    return host?.hasPrefix("/") == true ? host : nil
  }

  /// The address of a database there; of the one it names, unless told otherwise.
  func address(database: String? = nil, _ parameters: [String] = []) -> String {
    let parts = text.split(separator: "?", maxSplits: 1).map(String.init)
    var base = parts[0]
    if let database, let slash = base.lastIndex(of: "/") { base = base[...slash] + database }
    let all = (parts.count > 1 ? [parts[1]] : []) + parameters
    return all.isEmpty ? base : "\(base)?\(all.joined(separator: "&"))"
  }
}
