internal import GrosirSQL

extension SQLFailure {
  /// What a server's complaint about a statement means, and what to do about it; no value is in it.
  init(_ complaint: PostgresComplaint, of statement: SQLStatement) {
    // What is said of values repeats them.
    let said = complaint.state.hasPrefix("22") ? "a value was not accepted" : complaint.message
    let about = [complaint.table, complaint.constraint].compactMap { $0 }.joined(separator: ", ")
    let message =
      "\(said)\(about.isEmpty ? "" : " (\(about))") (SQLSTATE \(complaint.state)), in: \(statement.opening)"
    self.init(state: complaint.state, message)
  }

  /// What an error's five characters mean, and what to do about it.
  init(state: String, _ message: String) {
    self.init(SQLFailure.kind(ofState: state), SQLFailure.advice(ofState: state).map { "\(message); \($0)" } ?? message)
  }

  /// The kinds of what is told apart by more than its class.
  private static let states: [String: Kind] = [
    "25006": .readOnly, "42501": .readOnly, "3D000": .cannotOpen, "25P03": .disconnected, "40001": .conflict,
    "40P01": .conflict, "53100": .full, "54000": .tooLarge, "55P03": .busy, "57014": .busy, "57P01": .disconnected,
    "57P02": .disconnected, "57P03": .disconnected, "57P05": .disconnected, "58030": .inputOutput,
    "XX001": .corrupt, "XX002": .corrupt,
  ]

  private static func kind(ofState state: String) -> Kind {
    if let kind = states[state] { return kind }
    return switch state.prefix(2) {
    case "08": .disconnected
    case "23": .constraint
    case "28": .cannotOpen
    case "53": .busy
    case "54": .tooLarge
    case "58": .inputOutput
    default: .other
    }
  }

  private static func advice(ofState state: String) -> String? {
    switch (state, kind(ofState: state)) {
    case ("3D000", _): "make the database first, or name another"
    case ("42501", _): "let this role read and write the store's tables"
    case (_, .cannotOpen): "see that the role and its password are right, and that the server lets it in"
    case (_, .readOnly): "name the server that may be written, or let this one be"
    case (_, .full): "make room on the server's disk, then give the command again"
    case (_, .busy): "somebody else holds what it needs: try again later"
    case (_, .conflict): "others changed the same at the same time: try again"
    case (_, .disconnected): "try again when the server is there"
    case (_, .inputOutput): "look after the server's disk, then give the command again"
    case (_, .corrupt): "stop using the database, keep a copy of it, and go on with a backup"
    default: nil
    }
  }

  /// The connection is gone, and nothing has changed.
  static func disconnected(_ said: String) -> SQLFailure {
    SQLFailure(.disconnected, "\(said); try again when the server is there")
  }

  /// The connection went while saving.
  var unknowing: SQLFailure { SQLFailure(kind, details, isOutcomeUnknown: true) }
}

extension SQLStatement {
  /// How it begins, by which it is known in messages.
  var opening: String { String(text.prefix { $0 != "\n" }.prefix(80)) }
}
