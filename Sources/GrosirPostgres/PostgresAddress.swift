internal import CPostgres
package import GrosirSQL

/// Where a database is, and as whom one connects to it: `postgresql://user@host/database?host=/socket/folder`.
///
/// It is what PostgreSQL's own tools take, and what is left out is found as they find it: in the environment, in
/// `~/.pgpass`, in the system's defaults. A password in it is never printed.
package struct PostgresAddress: Sendable {
  /// What the client library knows of it, by keyword.
  private let settings: [Setting]

  private struct Setting: Sendable {
    let keyword: String
    let value: String
  }

  /// What is not said in an address; `application_name` is what operators see in `pg_stat_activity`.
  private static let defaults = [
    Setting(keyword: "connect_timeout", value: "10"), Setting(keyword: "application_name", value: "grosir"),
    // A server that is no longer there is noticed within a minute, not within hours.
    Setting(keyword: "keepalives_idle", value: "20"), Setting(keyword: "keepalives_interval", value: "10"),
    Setting(keyword: "keepalives_count", value: "3"), Setting(keyword: "tcp_user_timeout", value: "60000"),
  ]

  /// Reads an address.
  ///
  /// - Throws: ``SQLFailure`` of kind `cannotOpen` that says what is wrong with it.
  package init(_ text: String) throws(SQLFailure) {
    guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else {
      throw PostgresAddress.wrong("it begins with postgresql://")
    }
    guard !text.utf8.contains(0) else { throw PostgresAddress.wrong("U+0000 is in it") }
    let given = try PostgresAddress.parse(text)
    if let timeout = given.first(where: { $0.keyword == "connect_timeout" })?.value {
      guard let seconds = Int32(timeout), seconds > 0 else {
        throw PostgresAddress.wrong("connect_timeout is a number of seconds, 1 or more")
      }
    }
    if given.contains(where: { $0.keyword == "replication" }) {
      throw PostgresAddress.wrong("replication is nothing for a store")
    }
    let missing = PostgresAddress.defaults.filter { one in !given.contains { $0.keyword == one.keyword } }
    settings =
      given.filter { $0.keyword != "client_encoding" } + missing
      + [Setting(keyword: "client_encoding", value: "UTF8")]
  }

  /// What the client library reads out of an address.
  private static func parse(_ text: String) throws(SQLFailure) -> [Setting] {
    var complaint: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(text, &complaint) else {
      let said = unsafe complaint.map { unsafe String(cString: $0) } ?? "it cannot be read"
      unsafe PQfreemem(complaint)
      throw wrong(withoutQuotes(said))
    }
    defer { unsafe PQconninfoFree(options) }
    var found: [Setting] = []
    var next = unsafe options
    while let keyword = unsafe next.pointee.keyword {
      if let value = unsafe next.pointee.val {
        found.append(unsafe Setting(keyword: String(cString: keyword), value: String(cString: value)))
      }
      unsafe next += 1
    }
    return found
  }

  /// The library repeats parts of an address, and a password may be in them.
  private static func withoutQuotes(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    return line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset % 2 == 0 || $0.element.count <= 1 ? String($0.element) : "..." }.joined(separator: "\"")
  }

  private static func wrong(_ said: String) -> SQLFailure {
    SQLFailure(
      .cannotOpen,
      "the address is not understood: \(said); postgresql://user@host/database is one, "
        + "postgresql:///database?host=/folder/of/socket another")
  }

  /// The database it names, if it does.
  package var database: String? { settings.first { $0.keyword == "dbname" }?.value }

  // MARK: Connecting

  /// Connects, and waits for it as long as `connect_timeout` says, for all its servers together.
  ///
  /// - Throws: ``SQLFailure`` of kind `cannotOpen` if that does not help to be tried again: nobody answers in time, or
  ///   one is not let in; of kind `disconnected` if no server runs there now, or it is starting.
  func connect() throws(SQLFailure) -> PostgresHandle {
    let keywords = CStrings(settings.map { $0.keyword })
    let values = CStrings(settings.map { $0.value })
    let opened = unsafe PQconnectStartParams(keywords.pointers, values.pointers, 0)
    guard let opened = unsafe opened else { throw SQLFailure(.cannotOpen, "there is no memory for a connection") }
    let handle = unsafe PostgresHandle(opened)
    let end = ContinuousClock.now.advanced(by: .seconds(timeout))
    switch handle.connect(until: end) {
    case .connected: return handle
    case .late: throw SQLFailure(.cannotOpen, "no server answered within \(timeout) s; see that one runs there")
    case .refused: throw failure(handle.message, needsPassword: handle.needsPassword)
    }
  }

  /// How many seconds may pass until one is connected.
  private var timeout: Int { settings.first { $0.keyword == "connect_timeout" }.flatMap { Int($0.value) } ?? 10 }

  /// Why a server did not let one in.
  private func failure(_ message: String, needsPassword: Bool) -> SQLFailure {
    var said = message
    if let password = settings.first(where: { $0.keyword == "password" })?.value, !password.isEmpty {
      said = said.split(separator: password, omittingEmptySubsequences: false).joined(separator: "...")
    }
    // The server's own reasons stand behind their SQLSTATE.
    let state = message.split(separator: ":").map { $0.drop { $0 == " " } }.first { word in
      word.utf8.count == 5 && word.contains { $0.isNumber } && word.allSatisfy { $0.isNumber || $0.isUppercase }
    }
    if needsPassword { return SQLFailure(.cannotOpen, "\(said); put one into the address, or into ~/.pgpass") }
    guard let state else { return .disconnected("\(said); see that a server runs there") }
    return SQLFailure(state: String(state), said)
  }
}

extension PostgresAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Which database it is; neither where nor as whom.
  package var description: String { "postgresql:///\(database ?? "")" }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
