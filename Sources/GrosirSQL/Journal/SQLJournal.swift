package import GrosirCore
import GrosirEngine

/// The journal of every tenant in tables, by the rules of ``Journal``.
package struct SQLJournal<Connection: SQLConnection> {
  let connection: Connection

  package init(_ connection: Connection) { self.connection = connection }

  // MARK: Accounts

  /// What an account holds, and from when on it does.
  package func standing(
    of account: Account, in currency: Currency, _ tenant: TenantID
  ) throws(SQLFailure) -> AccountStanding {
    guard let known = try self.account(account, currency, tenant) else {
      return AccountStanding(.zero(currency), lastInstant: nil)
    }
    let lastInstant = account.owner == nil ? nil : known.lastInstant
    return AccountStanding(Money(known.balance, currency), lastInstant: lastInstant)
  }

  /// What every account holds.
  package func balances(of tenant: TenantID) throws(SQLFailure) -> [AccountBalance] {
    try connection.rows(JournalStatements.allAccounts, [.text(tenant.text)]).map { row throws(SQLFailure) in
      let (account, currency) = try SQLJournal.account(row[0...2])
      guard let balance = row[3].integer else { throw .nothingStored("accounts") }
      return AccountBalance(account, Money(balance, currency))
    }
  }

  /// An account, if anything was ever posted to it.
  func account(
    _ account: Account, _ currency: Currency, _ tenant: TenantID
  ) throws(SQLFailure) -> AccountState? {
    let values: [SQLValue] = [
      .text(tenant.text), .text(account.name), .text(account.owner ?? ""), .text(currency.code),
    ]
    guard let row = try connection.row(JournalStatements.account, values) else { return nil }
    guard let number = row[0].integer, let balance = row[1].integer, let last = row[2].integer,
      let lastInstant = Instant(millisecondsSince1970: last)
    else { throw .nothingStored("accounts") }
    return AccountState(number: number, balance: balance, lastInstant: lastInstant)
  }

  /// An account of its kind, owner and currency.
  private static func account(
    _ values: ArraySlice<SQLValue>
  ) throws(SQLFailure) -> (account: Account, currency: Currency) {
    let first = values.startIndex
    var fields: [Record.Field] = [Record.Field("kind", .text(values[first].text ?? ""))]
    if let owner = values[first + 1].text, !owner.isEmpty { fields.append(Record.Field("id", .text(owner))) }
    guard let account = Account(record: .fields(fields)), let currency = Currency(values[first + 2].text ?? "") else {
      throw .nothingStored("accounts")
    }
    return (account, currency)
  }

  // MARK: Entries

  /// The entry of a reference, dated as it counts.
  func entry(_ reference: EntryReference, _ tenant: TenantID) throws(SQLFailure) -> JournalEntry? {
    let values: [SQLValue] = [.text(tenant.text), .text(reference.kind.rawValue), .text(reference.id.text)]
    guard let number = try connection.row(JournalStatements.entryNumber, values)?[0].integer else { return nil }
    return try entry(number, tenant)
  }

  /// The entry of a number.
  func entry(_ number: Int64, _ tenant: TenantID) throws(SQLFailure) -> JournalEntry {
    let values: [SQLValue] = [.text(tenant.text), .integer(number)]
    guard let header = try connection.row(JournalStatements.entry, values) else {
      throw .nothingStored("journal_entries")
    }
    let postings = try connection.rows(JournalStatements.postingsOfEntry, values)
    guard postings.count.isMultiple(of: 2) else { throw .nothingStored("postings") }
    var movements: [Movement] = []
    for place in stride(from: 0, to: postings.count, by: 2) {
      let (source, _) = try SQLJournal.account(postings[place][1...3])
      let (target, currency) = try SQLJournal.account(postings[place + 1][1...3])
      guard let amount = postings[place + 1][0].integer else { throw .nothingStored("postings") }
      movements.append(Movement(source: source, target: target, amount: Money(amount, currency)))
    }
    guard let kind = EntryKind(rawValue: header[0].text ?? ""),
      let id = Identifier<JournalEntry>(header[1].text ?? ""),
      let subject = EntrySubject(record: ["kind": header[2].record, "id": header[3].record]),
      let instant = header[4].integer.flatMap({ Instant(millisecondsSince1970: $0) })
    else { throw .nothingStored("journal_entries") }
    return JournalEntry(EntryReference(kind, id), about: subject, at: instant, moving: movements)
  }

  // MARK: Reading

  /// A page of what happened on an account, the last first.
  package func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) throws(SQLFailure) -> Journal.Statement {
    guard let known = try self.account(account, currency, tenant) else {
      return Journal.Statement(lines: [], next: nil)
    }
    let rows = try connection.rows(
      JournalStatements.statement,
      [
        .text(tenant.text), .integer(known.number), .integer(place?.posting ?? .max),
        .integer(limit == .max ? limit : limit + 1),
      ])
    var lines: [Journal.Statement.Line] = []
    for row in rows.prefix(limit) {
      guard let number = row[1].integer, let amount = row[2].integer, let balance = row[3].integer else {
        throw .nothingStored("postings")
      }
      lines.append(
        Journal.Statement.Line(
          entry: try entry(number, tenant), amount: Money(amount, currency), balance: Money(balance, currency)))
    }
    let next = rows.count > limit ? rows[limit][0].integer : nil
    return Journal.Statement(lines: lines, next: next.map { Journal.Place(posting: $0) })
  }

  /// What was posted to a payable in a period.
  package func earnings(
    of payee: Payee, in currency: Currency, during period: Range<Instant>, _ tenant: TenantID
  ) throws(SQLFailure) -> PayeeEarnings {
    var earnings = PayeeEarnings()
    guard let known = try account(payee.account, currency, tenant) else { return earnings }
    let rows = try connection.rows(
      JournalStatements.earnings,
      [
        .text(tenant.text), .integer(known.number), .integer(period.lowerBound.millisecondsSince1970),
        .integer(period.upperBound.millisecondsSince1970),
      ])
    for row in rows {
      guard let number = row[0].integer, let amount = row[1].integer else { throw .nothingStored("postings") }
      earnings.add(amount, of: try entry(number, tenant))
    }
    return earnings
  }
}

/// What is known of an account in one currency.
struct AccountState: Sendable, Hashable {
  let number: Int64
  var balance: Int64
  /// No later entry is dated before this instant; only for an account that has an owner.
  var lastInstant: Instant
}

extension SQLValue {
  /// What it is as a record: text, an integer or null.
  var record: Record {
    switch self {
    case .null: .null
    case .integer(let integer): .integer(integer)
    case .text(let text): .text(text)
    }
  }
}

extension SQLFailure {
  /// A table holds what was never stored in it.
  static func nothingStored(_ table: String) -> SQLFailure {
    SQLFailure(.unreadable, "table \(table) holds what was never stored in it; go on with a backup")
  }
}

/// The statements of the journal.
enum JournalStatements {
  static let account = SQLStatement(
    "SELECT number, balance, last_at FROM accounts WHERE tenant = $1 AND kind = $2 AND owner = $3 AND currency = $4")
  static let allAccounts = SQLStatement(
    "SELECT kind, owner, currency, balance FROM accounts WHERE tenant = $1 ORDER BY number")
  static let entryNumber = SQLStatement(
    "SELECT number FROM journal_entries WHERE tenant = $1 AND kind = $2 AND reference = $3")
  static let entry = SQLStatement(
    """
    SELECT kind, reference, about_kind, about, happened_at FROM journal_entries
    WHERE tenant = $1 AND number = $2
    """)
  static let postingsOfEntry = SQLStatement(
    """
    SELECT p.amount, a.kind, a.owner, a.currency FROM postings p
    JOIN accounts a ON a.tenant = p.tenant AND a.number = p.account
    WHERE p.tenant = $1 AND p.entry = $2 ORDER BY p.number
    """)
  static let statement = SQLStatement(
    """
    SELECT number, entry, amount, balance FROM postings
    WHERE tenant = $1 AND account = $2 AND number <= $3 ORDER BY number DESC LIMIT $4
    """)
  static let earnings = SQLStatement(
    """
    SELECT entry, amount FROM postings
    WHERE tenant = $1 AND account = $2 AND happened_at >= $3 AND happened_at < $4 ORDER BY number
    """)
  static let addEntry = SQLInsertion(
    into: "journal_entries",
    [
      .init("tenant", .text), .init("number", .integer), .init("kind", .text), .init("reference", .text),
      .init("about_kind", .text), .init("about", .text), .init("happened_at", .instant),
    ])
  static let addPosting = SQLInsertion(
    into: "postings",
    [
      .init("tenant", .text), .init("number", .integer), .init("entry", .integer), .init("account", .integer),
      .init("amount", .integer), .init("balance", .integer), .init("happened_at", .instant),
    ])
  static let addAccount = SQLStatement(
    """
    INSERT INTO accounts (tenant, number, kind, owner, currency, balance, last_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    """)
  static let changeAccount = SQLStatement(
    "UPDATE accounts SET balance = $1, last_at = $2 WHERE tenant = $3 AND number = $4")
}
