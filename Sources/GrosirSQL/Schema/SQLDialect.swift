/// The databases whose SQL is written here, and everything in which they differ.
///
/// Statements are common to all; only what makes the schema is not. Identities are compared byte by byte everywhere.
/// Where a database refuses what another takes, it is said here:
///
/// - PostgreSQL has no text with U+0000 in it. No identifier has one; a text that may is kept in a document, where JSON
///   writes it `\u0000`.
/// - Numbers are of 64 bits in both; a sum in SQLite fails where it has more, in PostgreSQL it becomes a decimal.
package enum SQLDialect: Sendable, CaseIterable {
  /// SQLite from 3.37 on.
  case sqlite
  /// PostgreSQL from 15 on.
  case postgres

  /// Whether others may write while a program does.
  var hasOtherWriters: Bool { self == .postgres }

  /// The type of a column.
  package func type(_ type: SQLColumn.Kind) -> String {
    switch (self, type) {
    case (.sqlite, .text), (.sqlite, .document), (.postgres, .document): "TEXT"
    case (.postgres, .text): "TEXT COLLATE \"C\""
    case (.sqlite, .integer), (.sqlite, .instant), (.sqlite, .flag): "INTEGER"
    case (.postgres, .integer), (.postgres, .instant), (.postgres, .flag): "BIGINT"
    }
  }

  /// The tables whose rows are changed again and again.
  private static let changing: Set = ["tenants", "sessions", "session_variants", "stocks", "accounts"]

  /// What stands behind a table's columns.
  ///
  /// In SQLite types are enforced, and a table is one tree ordered by its key. In PostgreSQL a changed row is a new
  /// one: where that happens often, half of each page is left free for it, so that it is found where the old one was.
  package func options(ofTable name: String) -> String {
    switch self {
    case .sqlite: " STRICT, WITHOUT ROWID"
    case .postgres: SQLDialect.changing.contains(name) ? " WITH (fillfactor = 50)" : ""
    }
  }

  /// An instant's column as RFC 3339 text, for views.
  package func text(ofInstant column: String) -> String {
    switch self {
    case .sqlite: "strftime('%Y-%m-%dT%H:%M:%fZ', \(column) / 1000.0, 'unixepoch')"
    case .postgres:
      "to_char(to_timestamp(\(column) / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
    }
  }
}
