/// The tables that hold no rows of the core, but what a store itself keeps: who there is, commands, the log, the
/// outbox, the journal, and when what is due.
package enum Ledgers {
  /// Their names.
  static let tableNames = [
    "tenants", "commands", "events", "event_subjects", "effects", "deadlines", "purchase_order_receipts",
    "reservation_lines", "accounts", "journal_entries", "postings",
  ]

  /// The statements that make them.
  static func definition(in dialect: SQLDialect) -> [String] {
    let (text, integer, document) = (dialect.type(.text), dialect.type(.integer), dialect.type(.document))
    let options = dialect.tableOptions
    return [
      """
      CREATE TABLE tenants (
        tenant \(text) NOT NULL PRIMARY KEY,
        events \(integer) NOT NULL CHECK (events >= 0),
        refusals \(integer) NOT NULL CHECK (refusals >= 0),
        accounts \(integer) NOT NULL CHECK (accounts >= 0),
        entries \(integer) NOT NULL CHECK (entries >= 0),
        postings \(integer) NOT NULL CHECK (postings >= 0)
      )\(options)
      """,
      """
      CREATE TABLE commands (
        tenant \(text) NOT NULL,
        command \(text) NOT NULL,
        name \(text) NOT NULL,
        actor \(text) NOT NULL,
        given_at \(integer) NOT NULL,
        seed \(integer) NOT NULL,
        answer \(text) NOT NULL CHECK (answer IN ('accepted', 'refused')),
        refusal \(integer) CHECK ((refusal IS NOT NULL) = (answer = 'refused')),
        version \(integer) NOT NULL,
        content \(document) NOT NULL,
        receipt \(document) NOT NULL,
        PRIMARY KEY (tenant, command)
      )\(options)
      """,
      "CREATE UNIQUE INDEX commands_1 ON commands (tenant, refusal) WHERE refusal IS NOT NULL",
      "CREATE INDEX commands_2 ON commands (given_at)",
      """
      CREATE TABLE events (
        tenant \(text) NOT NULL,
        number \(integer) NOT NULL CHECK (number > 0),
        name \(text) NOT NULL,
        happened_at \(integer) NOT NULL,
        command \(text) NOT NULL,
        actor \(text) NOT NULL,
        given_at \(integer) NOT NULL,
        seed \(integer) NOT NULL,
        data \(document) NOT NULL,
        PRIMARY KEY (tenant, number)
      )\(options)
      """,
      """
      CREATE TABLE event_subjects (
        tenant \(text) NOT NULL,
        kind \(text) NOT NULL,
        subject \(text) NOT NULL,
        number \(integer) NOT NULL,
        PRIMARY KEY (tenant, kind, subject, number),
        FOREIGN KEY (tenant, number) REFERENCES events (tenant, number)
      )\(options)
      """,
      """
      CREATE TABLE effects (
        number \(integer) NOT NULL PRIMARY KEY,
        tenant \(text) NOT NULL,
        effect_key \(text) NOT NULL,
        name \(text) NOT NULL,
        state \(text) NOT NULL CHECK (state IN ('waiting', 'lent', 'delivered', 'parked')),
        due_at \(integer) CHECK ((due_at IS NOT NULL) = (state IN ('waiting', 'lent'))),
        attempts \(integer) NOT NULL CHECK (attempts >= 0),
        lease \(integer) NOT NULL CHECK (lease >= 0),
        holder \(document),
        settled_at \(integer) CHECK ((settled_at IS NOT NULL) = (state IN ('delivered', 'parked'))),
        reason \(document),
        data \(document) NOT NULL,
        UNIQUE (tenant, effect_key)
      )\(dialect == .sqlite ? " STRICT" : "")
      """,
      "CREATE INDEX effects_1 ON effects (due_at, number) WHERE due_at IS NOT NULL",
      "CREATE INDEX effects_2 ON effects (tenant, number) WHERE state = 'parked'",
      "CREATE INDEX effects_3 ON effects (settled_at, number) WHERE state = 'delivered'",
      """
      CREATE TABLE deadlines (
        tenant \(text) NOT NULL,
        session \(text) NOT NULL,
        slot \(text) NOT NULL CHECK (slot IN ('holds', 'session')),
        rank \(integer) NOT NULL,
        due_at \(integer) NOT NULL,
        PRIMARY KEY (tenant, session, slot),
        FOREIGN KEY (tenant, session) REFERENCES sessions (tenant, session)
      )\(options)
      """,
      "CREATE INDEX deadlines_1 ON deadlines (due_at, rank, tenant, session)",
      """
      CREATE TABLE purchase_order_receipts (
        tenant \(text) NOT NULL,
        receipt \(text) NOT NULL,
        purchase_order \(text) NOT NULL,
        PRIMARY KEY (tenant, receipt),
        FOREIGN KEY (tenant, purchase_order) REFERENCES purchase_orders (tenant, number) DEFERRABLE INITIALLY DEFERRED
      )\(options)
      """,
      """
      CREATE TABLE reservation_lines (
        tenant \(text) NOT NULL,
        holder_kind \(text) NOT NULL,
        holder \(text) NOT NULL,
        position \(integer) NOT NULL,
        owner \(text) NOT NULL,
        location \(text) NOT NULL,
        variant \(text) NOT NULL,
        units \(integer) NOT NULL CHECK (units >= 0),
        is_open \(integer) NOT NULL CHECK (is_open IN (0, 1)),
        expires_at \(integer),
        PRIMARY KEY (tenant, holder_kind, holder, position),
        FOREIGN KEY (tenant, holder_kind, holder) REFERENCES reservations (tenant, holder_kind, holder)
          DEFERRABLE INITIALLY DEFERRED
      )\(options)
      """,
      """
      CREATE INDEX reservation_lines_1 ON reservation_lines (tenant, owner, location, variant, expires_at)
        WHERE is_open = 1 AND expires_at IS NOT NULL
      """,
      """
      CREATE INDEX reservation_lines_2 ON reservation_lines (tenant, variant, holder_kind, holder) WHERE is_open = 1
      """,
    ] + journal(text, integer, options)
  }

  private static func journal(_ text: String, _ integer: String, _ options: String) -> [String] {
    [
      """
      CREATE TABLE accounts (
        tenant \(text) NOT NULL,
        number \(integer) NOT NULL CHECK (number >= 0),
        kind \(text) NOT NULL,
        owner \(text) NOT NULL,
        currency \(text) NOT NULL,
        balance \(integer) NOT NULL CHECK (balance >= 0 OR kind <> 'wallet'),
        last_at \(integer) NOT NULL,
        PRIMARY KEY (tenant, number),
        UNIQUE (tenant, kind, owner, currency)
      )\(options)
      """,
      """
      CREATE TABLE journal_entries (
        tenant \(text) NOT NULL,
        number \(integer) NOT NULL CHECK (number >= 0),
        kind \(text) NOT NULL,
        reference \(text) NOT NULL,
        about_kind \(text) NOT NULL,
        about \(text),
        happened_at \(integer) NOT NULL,
        PRIMARY KEY (tenant, number),
        UNIQUE (tenant, kind, reference)
      )\(options)
      """,
      """
      CREATE TABLE postings (
        tenant \(text) NOT NULL,
        number \(integer) NOT NULL CHECK (number >= 0),
        entry \(integer) NOT NULL,
        account \(integer) NOT NULL,
        amount \(integer) NOT NULL,
        balance \(integer) NOT NULL,
        happened_at \(integer) NOT NULL,
        PRIMARY KEY (tenant, number),
        FOREIGN KEY (tenant, entry) REFERENCES journal_entries (tenant, number),
        FOREIGN KEY (tenant, account) REFERENCES accounts (tenant, number)
      )\(options)
      """,
      "CREATE INDEX postings_1 ON postings (tenant, account, number)",
      "CREATE INDEX postings_2 ON postings (tenant, account, happened_at, number)",
      "CREATE INDEX postings_3 ON postings (tenant, entry, number)",
    ]
  }
}
