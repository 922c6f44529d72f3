import GrosirCore
package import GrosirEngine

/// Runs commands and everything else that changes a store, on its one writing connection, within transactions that
/// somebody else begins and ends.
///
/// Since nobody else writes, it remembers what it has read and written. When a transaction does not take effect it has
/// to ``forget()``.
package final class SQLWriter<Connection: SQLConnection> {
  package let connection: Connection
  let reader: SQLReader<Connection>

  /// Rows that were read or written, and that there are none.
  private var rows: RowCache<RowKey, Row?>
  private var accounts: RowCache<AccountKey, AccountState?>
  private var counters: [TenantID: TenantCounters] = [:]
  private var changedCounters: Set<TenantID> = []

  /// What is kept of sessions' deadlines, as far as it was written.
  var deadlines: RowCache<DeadlineKey, KeptDeadline?>

  struct DeadlineKey: Hashable {
    let tenant: TenantID
    let session: SessionID
    let slot: String
  }

  struct KeptDeadline: Equatable {
    let rank: Int64
    let instant: Int64
  }

  /// The number of the last effect, once it is known.
  var lastEffect: Int64?

  /// Whether what is done now has begun to write: then it cannot be stopped alone.
  package internal(set) var hasBegunToSave = false

  struct AccountKey: Hashable {
    let tenant: TenantID
    let account: Account
    let currency: Currency
  }

  /// Writes on a connection.
  ///
  /// - Parameter rowsRemembered: how many rows it remembers at least, once it has seen as many.
  package init(_ connection: Connection, rowsRemembered: Int) {
    self.connection = connection
    reader = SQLReader(connection)
    rows = RowCache(limit: rowsRemembered)
    accounts = RowCache(limit: rowsRemembered)
    deadlines = RowCache(limit: rowsRemembered)
  }

  /// Writes what is written once for all commands of a transaction; the last before it ends.
  package func finish() throws(SQLFailure) {
    for tenant in changedCounters {
      guard let counters = counters[tenant] else { continue }
      try connection.run(TenantCounters.save, [.text(tenant.text)] + counters.values)
    }
    changedCounters.removeAll(keepingCapacity: true)
  }

  /// Forgets everything that it remembers: a transaction did not take effect.
  package func forget() {
    rows.removeAll()
    accounts.removeAll()
    deadlines.removeAll()
    counters.removeAll()
    changedCounters.removeAll()
    lastEffect = nil
  }

  // MARK: Commands

  /// Runs a command: answers it again, or decides it and saves what it says.
  package func transact(
    _ transaction: Transaction, _ hook: TransactionHook?
  ) throws(WorkFailure) -> TransactionOutcome {
    hasBegunToSave = false
    let tenant = transaction.context.tenant
    if let answered = try answered(transaction) { return answered }
    var deliberation = Deliberation(of: transaction)
    while true {
      let step = try WorkFailure.refusable { () throws(StoreError) in try deliberation.next() }
      switch step {
      case .bring(let reads):
        var found: [WorkingSet.Found] = []
        found.reserveCapacity(reads.count)
        for read in reads { found.append(try WorkFailure.database { () throws(SQLFailure) in try find(read, tenant) }) }
        var next = 0
        deliberation.bring { _ in
          defer { next += 1 }
          return found[next]
        }
      case .decided(let answer, let changes):
        try save(transaction, answer, changes, hook)
        return .answered(answer, isRepeated: false)
      }
    }
  }

  /// What the command was answered before, if it was given before.
  private func answered(_ transaction: Transaction) throws(WorkFailure) -> TransactionOutcome? {
    let context = transaction.context
    let row = try WorkFailure.database { () throws(SQLFailure) in
      try connection.row(CommandStatements.find, [.text(context.tenant.text), .text(context.command.text)])
    }
    guard let row else { return nil }
    guard row[0].text == transaction.name, row[1].text == RecordText.print(transaction.content) else {
      return .conflict
    }
    guard let record = row[3].text.flatMap({ RecordText.parse($0) }) else {
      throw .database(.nothingStored("commands"))
    }
    return .answered(row[2].text == "accepted" ? .accepted(record) : .refused(record), isRepeated: true)
  }

  /// What there is for a read; from memory, if it is there.
  private func find(_ read: Read, _ tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    if case .money(.standing(of: let account, in: let currency)) = read {
      let known = try self.account(account, currency, tenant)
      let last = account.owner == nil ? nil : known?.lastInstant
      return .standing(AccountStanding(Money(known?.balance ?? 0, currency), lastInstant: last))
    }
    guard read.isOfOneRow else { return try reader.find(read, of: tenant) }
    let key = RowKey(tenant: tenant, read: read)
    if let known = rows.find(key) { return known.map { .row($0) } ?? .nothing }
    let found = try reader.find(read, of: tenant)
    if case .row(let row) = found { rows.set(row, of: key) } else { rows.set(nil, of: key) }
    return found
  }

  /// What is remembered of a row: nil if nothing is, and nothing inside if there is none.
  func remembered(_ row: Row, _ tenant: TenantID) -> Row?? {
    rows.find(RowKey(tenant: tenant, read: row.reads[0]))
  }

  /// Remembers a row that was saved.
  func remember(_ row: Row, _ tenant: TenantID) {
    for read in row.reads { rows.set(row, of: RowKey(tenant: tenant, read: read)) }
  }

  // MARK: Accounts and counters

  func account(
    _ account: Account, _ currency: Currency, _ tenant: TenantID
  ) throws(SQLFailure) -> AccountState? {
    let key = AccountKey(tenant: tenant, account: account, currency: currency)
    if let known = accounts.find(key) { return known }
    let found = try reader.journal.account(account, currency, tenant)
    accounts.set(found, of: key)
    return found
  }

  func remember(_ account: Account, _ currency: Currency, _ state: AccountState, _ tenant: TenantID) {
    accounts.set(state, of: AccountKey(tenant: tenant, account: account, currency: currency))
  }

  func counters(of tenant: TenantID) throws(SQLFailure) -> TenantCounters {
    if let known = counters[tenant] { return known }
    var found = TenantCounters()
    if let row = try connection.row(TenantCounters.find, [.text(tenant.text)]) {
      guard let kept = TenantCounters(row) else { throw .nothingStored("tenants") }
      found = kept
    }
    counters[tenant] = found
    return found
  }

  func setCounters(_ counters: TenantCounters, of tenant: TenantID) {
    self.counters[tenant] = counters
    changedCounters.insert(tenant)
  }
}

/// The statements about commands.
enum CommandStatements {
  static let find = SQLStatement(
    "SELECT name, content, answer, receipt FROM commands WHERE tenant = $1 AND command = $2")
  static let add = SQLStatement(
    """
    INSERT INTO commands
      (tenant, command, name, actor, given_at, seed, answer, refusal, version, content, receipt)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    """)
  static let refusals = SQLStatement(
    """
    SELECT refusal, command, actor, given_at, seed, name, content, receipt FROM commands
    WHERE tenant = $1 AND refusal > $2 AND refusal IS NOT NULL ORDER BY refusal LIMIT $3
    """)
}
