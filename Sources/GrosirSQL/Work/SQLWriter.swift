import GrosirCore
import GrosirEngine

/// Runs commands and everything else that changes a store, on one connection, in one transaction after the other.
///
/// What it has read and written of a tenant it remembers, for as long as nobody else writes for that tenant: in a file
/// nobody does, and in a shared database a tenant's row tells (``TenantCounters/takeTurn``). While a transaction lasts
/// nobody else can. When one does not take effect it has to ``forget()``.
package final class SQLWriter<Connection: SQLWritingConnection> {
  package let connection: Connection
  let reader: SQLReader<Connection>

  /// What commands have said and the database has not been told yet.
  var unsaved = UnsavedWrites()

  /// Whether what is done now has begun to write: then it cannot be stopped alone.
  var hasBegunToSave = false

  /// Rows that were read or written, and that there are none.
  private var rows: RowCache<RowKey, Row?>
  private var accounts: RowCache<UnsavedWrites.AccountKey, AccountState?>
  private var counters: [TenantID: TenantCounters] = [:]
  private var changedCounters: Set<TenantID> = []

  /// The turns that this writer had last.
  private var turns: [TenantID: Int64] = [:]

  /// What this transaction knows of commands: how they were answered, and that they were not.
  private var commands: [TenantKey<CommandID>: [SQLValue]?] = [:]

  /// What is kept of sessions' deadlines, as far as it was written.
  var deadlines: RowCache<TenantKey<DeadlineSlot>, KeptDeadline?>

  /// When the first hold ends, of a session's participants and of a stock's reservations, in milliseconds; nil if none
  /// does.
  var firstLapses: RowCache<TenantKey<SessionID>, Int64?>
  var firstExpiries: RowCache<TenantKey<StockKey>, Int64?>

  /// Writes on a connection.
  ///
  /// - Parameters:
  ///   - connection: what is written on; nobody else uses it.
  ///   - rowsRemembered: how many rows it remembers at least, once it has seen as many.
  init(_ connection: sending Connection, rowsRemembered: Int) {
    self.connection = connection
    reader = SQLReader(connection)
    rows = RowCache(limit: rowsRemembered)
    accounts = RowCache(limit: rowsRemembered)
    deadlines = RowCache(limit: rowsRemembered)
    firstLapses = RowCache(limit: rowsRemembered)
    firstExpiries = RowCache(limit: rowsRemembered)
  }

  // MARK: Transactions

  /// Begins a transaction in which some commands are to be run, perhaps among other things.
  func begin(_ transactions: [Transaction]) throws(SQLFailure) {
    hasBegunToSave = false
    commands.removeAll(keepingCapacity: true)
    try connection.begin()
    guard Connection.dialect.hasOtherWriters, !transactions.isEmpty else { return }
    let tenants = Set(transactions.map { $0.context.tenant }).sorted()
    try prefetch(transactions, tenants.map { SQLQuery(TenantCounters.takeTurn, [$0.value]) })
    var hasMissedOne = false
    for tenant in tenants {
      let isNext = try takeTurn(of: tenant)
      if !isNext { hasMissedOne = true }
    }
    if hasMissedOne {
      forgetRows()
      try prefetch(transactions, [])
    }
    try rememberPrefetched(transactions)
  }

  /// Writes what is written once for all commands of a transaction; the last before it is committed.
  func finish() throws(SQLFailure) {
    try flush()
    for tenant in changedCounters {
      guard let counters = counters[tenant] else { continue }
      try connection.write(TenantCounters.save, [.text(tenant.text)] + counters.values)
    }
    changedCounters.removeAll(keepingCapacity: true)
  }

  /// Forgets everything that it remembers: a transaction did not take effect.
  func forget() {
    forgetRows()
    unsaved = UnsavedWrites()
    commands.removeAll()
    counters.removeAll()
    changedCounters.removeAll()
    turns.removeAll()
  }

  private func forgetRows() {
    rows.removeAll()
    accounts.removeAll()
    deadlines.removeAll()
    firstLapses.removeAll()
    firstExpiries.removeAll()
  }

  // MARK: Turns

  /// Takes the tenant's turn, which nobody else can have before this transaction has ended; false if somebody else had
  /// it since this writer did.
  private func takeTurn(of tenant: TenantID) throws(SQLFailure) -> Bool {
    guard let row = try connection.row(TenantCounters.takeTurn, [tenant.value]), let turn = row[0].integer,
      let counters = TenantCounters(row.dropFirst())
    else { throw .nothingStored("tenants") }
    self.counters[tenant] = counters
    defer { turns[tenant] = turn }
    return turns[tenant] == turn - 1
  }

  /// Asks at once, beside other things, for what is known to be needed and not remembered.
  private func prefetch(_ transactions: [Transaction], _ others: [SQLQuery]) throws(SQLFailure) {
    let asked = QueryList()
    let reader = SQLReader(asked)
    for transaction in transactions {
      let tenant = transaction.context.tenant
      asked.add(CommandStatements.find, [tenant.value, transaction.context.command.value])
      for read in transaction.reads {
        if read.isOfOneRow {
          if rows.find(RowKey(tenant: tenant, read: read)) == nil { _ = try reader.find(read, of: tenant) }
        } else if let (statement, values) = firstEnd(for: read, tenant) {
          asked.add(statement, values)
        }
      }
    }
    try connection.prefetch(others + asked.queries)
  }

  /// Remembers what was asked for at once.
  private func rememberPrefetched(_ transactions: [Transaction]) throws(SQLFailure) {
    for transaction in transactions {
      let context = transaction.context
      _ = try answer(TenantKey(tenant: context.tenant, identity: context.command))
      for read in transaction.reads {
        if read.isOfOneRow { _ = try find(read, context.tenant) } else { try findFirstEnd(for: read, context.tenant) }
      }
    }
  }

  // MARK: Commands

  /// Runs a command: answers it again, or decides it and saves what it says.
  func transact(
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
      case .decided(let made, let changes):
        let answer = made.onRecord
        try save(transaction, answer, changes, hook)
        return .answered(answer, isRepeated: false)
      }
    }
  }

  /// What the command was answered before, if it was given before.
  private func answered(_ transaction: Transaction) throws(WorkFailure) -> TransactionOutcome? {
    let key = TenantKey(tenant: transaction.context.tenant, identity: transaction.context.command)
    guard let row = try WorkFailure.database({ () throws(SQLFailure) in try answer(key) }) else { return nil }
    guard row[0].text == transaction.name, row[1].text == RecordText.print(transaction.content) else {
      return .conflict
    }
    guard let record = row[3].text.flatMap({ RecordText.parse($0) }) else {
      throw .database(.nothingStored("commands"))
    }
    let kept = AnswerContent(record)
    return .answered(row[2].text == "accepted" ? .accepted(kept) : .refused(kept), isRepeated: true)
  }

  private func answer(_ key: TenantKey<CommandID>) throws(SQLFailure) -> [SQLValue]? {
    if let known = commands[key] { return known }
    let found = try connection.row(CommandStatements.find, [key.tenant.value, key.identity.value])
    commands[key] = found
    return found
  }

  /// Remembers how a command was answered: its name, content, answer and receipt.
  func remember(_ command: CommandID, _ answer: [SQLValue], _ tenant: TenantID) {
    commands[TenantKey(tenant: tenant, identity: command)] = answer
  }

  // MARK: Rows

  /// What there is for a read; from memory, if it is there.
  private func find(_ read: Read, _ tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    if case .money(.standing(of: let account, in: let currency)) = read {
      let known = try self.account(account, currency, tenant)
      let last = account.owner == nil ? nil : known?.lastInstant
      return .standing(AccountStanding(Money(known?.balance ?? 0, currency), lastInstant: last))
    }
    guard read.isOfOneRow else {
      if let nothing = try nothingEnds(for: read, tenant) { return nothing }
      try flush()
      return try reader.find(read, of: tenant)
    }
    let key = RowKey(tenant: tenant, read: read)
    if let known = rows.find(key) { return known.map { .row($0) } ?? .nothing }
    if let row = unsaved.row(key) { return .row(row) }
    // Only by its identity is a row found among those that are not saved yet.
    if read.isOfAnotherIdentity { try flush() }
    let found = try reader.find(read, of: tenant)
    if case .row(let row) = found { rows.set(row, of: key) } else { rows.set(nil, of: key) }
    return found
  }

  /// What is remembered of a row: nil if nothing is, and nothing inside if there is none.
  func remembered(_ key: RowKey) -> Row?? { rows.find(key) ?? unsaved.row(key).map { .some($0) } }

  /// Remembers a row that was saved.
  func remember(_ row: Row, _ tenant: TenantID) {
    for read in row.reads { rows.set(row, of: RowKey(tenant: tenant, read: read)) }
  }

  // MARK: Accounts and counters

  func account(
    _ account: Account, _ currency: Currency, _ tenant: TenantID
  ) throws(SQLFailure) -> AccountState? {
    let key = TenantKey(tenant: tenant, identity: AccountPlace(account: account, currency: currency))
    if let known = accounts.find(key) { return known }
    if let state = unsaved.account(key) { return state }
    let found = try reader.journal.account(account, currency, tenant)
    accounts.set(found, of: key)
    return found
  }

  func save(_ state: AccountState, as place: AccountPlace, isNew: Bool, _ tenant: TenantID) {
    let key = TenantKey(tenant: tenant, identity: place)
    unsaved.save(state, as: key, isNew: isNew)
    accounts.set(state, of: key)
  }

  /// The entry that has a reference, if there is one.
  func entry(_ reference: EntryReference, _ tenant: TenantID) throws(SQLFailure) -> JournalEntry? {
    if let known = unsaved.entries[TenantKey(tenant: tenant, identity: reference)] { return known }
    return try reader.journal.entry(reference, tenant)
  }

  func counters(of tenant: TenantID) throws(SQLFailure) -> TenantCounters {
    if let known = counters[tenant] { return known }
    var found = TenantCounters()
    if let row = try connection.row(TenantCounters.find, [.text(tenant.text)]) {
      guard let kept = TenantCounters(row[...]) else { throw .nothingStored("tenants") }
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
