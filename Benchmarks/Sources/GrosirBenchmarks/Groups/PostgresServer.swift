import CRivals
import Dispatch
import Foundation

/// A server to make databases on: the one that `GROSIR_POSTGRES` names, or else one of its own, started when it is
/// needed and gone with ``stop()``.
final class PostgresServer {
  private var address: String?
  /// Where the server that was started is.
  private var folder: URL?
  private var made = 0
  /// What ends it when the program is told to end.
  private var watches: [any DispatchSourceSignal] = []

  /// What starts a server, and ends it.
  private static let script = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../../Tests/postgres").standardizedFileURL

  /// Finds a server or starts one.
  ///
  /// - Returns: Why there is none, if there is none.
  func start() -> String? {
    address = ProcessInfo.processInfo.environment["GROSIR_POSTGRES"]
    guard address == nil else { return nil }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("grosir-server-\(UUID().uuidString)")
    self.folder = folder
    watches = [SIGINT, SIGTERM].map { watch($0, folder) }
    let (isDone, said) = PostgresServer.run("start", folder)
    guard isDone else {
      stop()
      return said.isEmpty ? "Tests/postgres cannot start one" : said
    }
    address = said
    return nil
  }

  /// Ends the server that was started, and removes all of it.
  func stop() {
    guard let folder else { return }
    PostgresServer.end(folder)
    self.folder = nil
  }

  /// Nobody else would end the server if the program were ended before its time.
  private func watch(_ number: Int32, _ folder: URL) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let watch = DispatchSource.makeSignalSource(signal: number, queue: .global())
    watch.setEventHandler {
      PostgresServer.end(folder)
      exit(128 + number)
    }
    watch.resume()
    return watch
  }

  private static func end(_ folder: URL) {
    _ = run("stop", folder)
    // What cannot be removed is left to whoever clears temporary files.
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs the script; past `Process`, which waits for the server as well, since the server is a child of its child.
  private static func run(_ word: String, _ folder: URL) -> (isDone: Bool, said: String) {
    let words = [script.path, word, folder.path].map { "'\($0.replacing("'", with: "'\\''"))'" }
    guard let pipe = unsafe popen(words.joined(separator: " ") + " 2>&1", "r") else {
      return (false, "\(script.path) does not run")
    }
    var said: [UInt8] = []
    while case let byte = unsafe fgetc(pipe), byte != EOF { said.append(UInt8(truncatingIfNeeded: byte)) }
    let status = unsafe pclose(pipe)
    return (status == 0, String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Makes a database.
  func makeDatabase() throws -> PostgresDatabase {
    guard let address else { throw Disagreement(description: "no server was started") }
    made += 1
    return try PostgresDatabase("grosir_benchmark_\(ProcessInfo.processInfo.processIdentifier)_\(made)", on: address)
  }
}

/// A database for one contender; dropped when it is no longer needed.
final class PostgresDatabase {
  /// Where it is.
  let address: String
  private let name: String
  private let server: String

  /// Makes one on the server that an address leads to.
  init(_ name: String, on server: String) throws {
    let parts = server.split(separator: "?", maxSplits: 1)
    guard let slash = parts[0].lastIndex(of: "/") else {
      throw Disagreement(description: "GROSIR_POSTGRES is an address like postgresql:///grosir?host=/folder")
    }
    _ = try PostgresDatabase.ask("CREATE DATABASE \(name) TEMPLATE template0", server)
    address = parts[0][...slash] + name + (parts.count > 1 ? "?\(parts[1])" : "")
    (self.name, self.server) = (name, server)
  }

  deinit {
    do {
      _ = try PostgresDatabase.ask("DROP DATABASE \(name) WITH (FORCE)", server)
    } catch {
      FileHandle.standardError.write(Data("grosir-benchmarks: \(name) is left over: \(error)\n".utf8))
    }
  }

  /// What a statement finds in the first column, row by row.
  func ask(_ statement: String) throws -> [String] { try PostgresDatabase.ask(statement, address) }

  /// The number that a query finds.
  func number(_ query: String) throws -> Int { try ask(query).first.flatMap { Int($0) } ?? 0 }

  private static func ask(_ statement: String, _ address: String) throws -> [String] {
    let answer = unsafe postgres_ask(address, statement)
    defer { unsafe free(answer.text) }
    let text = unsafe answer.text.map { unsafe String(cString: $0) } ?? "no memory"
    try require(unsafe answer.is_done != 0, text)
    return text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Every row of every table, table by table; who had which turn to write is left out.
  ///
  /// - Returns: the number of rows and a digest of them all, by table.
  func contents() throws -> [String: String] {
    let tables = try ask(
      """
      SELECT table_name FROM information_schema.tables
      WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name
      """)
    var contents: [String: String] = [:]
    for table in tables {
      let rows = try ask(
        """
        SELECT count(*) || ' rows ' || coalesce(md5(string_agg(md5(t.row), '' ORDER BY t.row COLLATE "C")), '')
        FROM (SELECT (to_jsonb(t) - 'turn')::text AS row FROM \(table) t) t
        """)
      contents[table] = rows[0]
    }
    return contents
  }
}
