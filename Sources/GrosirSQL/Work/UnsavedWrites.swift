import GrosirCore

/// What the commands of a transaction have said, and the database has not been told yet.
///
/// Of a row that several of them change only what it is at last has to be written, and what many of them add can be
/// added at once.
struct UnsavedWrites {
  /// A row that is to be written.
  struct UnsavedRow {
    /// What it is.
    var row: Row
    let tenant: TenantID
    /// What the database has of it: nil if nobody knows, and nothing inside if it has none.
    let earlier: Row??

    /// Whether the database has the row.
    var presence: Presence {
      switch earlier {
      case nil: .unknown
      case .some(nil): .absent
      case .some(.some): .there
      }
    }
  }

  /// What is known of whether a row is in the database.
  enum Presence {
    case there
    case absent
    case unknown
  }

  /// An account that is to be written.
  struct UnsavedAccount {
    let key: AccountKey
    var state: AccountState
    let isNew: Bool
  }

  private(set) var rows: [UnsavedRow] = []
  private var rowPlaces: [RowKey: Int] = [:]
  private(set) var accounts: [UnsavedAccount] = []
  private var accountPlaces: [AccountKey: Int] = [:]

  /// The entries that are to be posted, by reference.
  private(set) var entries: [EntryKey: JournalEntry] = [:]

  /// What is to be bound to add entries and postings, commands, events, what they are about, and effects.
  var addedEntries: [[SQLValue]] = []
  var addedPostings: [[SQLValue]] = []
  var addedCommands: [[SQLValue]] = []
  var addedEvents: [[SQLValue]] = []
  var addedSubjects: [[SQLValue]] = []
  var addedEffects: [[SQLValue]] = []

  typealias AccountKey = TenantKey<AccountPlace>
  typealias EntryKey = TenantKey<EntryReference>

  /// Whether there is nothing to write.
  var isEmpty: Bool { addedCommands.isEmpty && rows.isEmpty }

  /// Notes a row that is to be written.
  mutating func save(_ row: Row, as key: RowKey, earlier: Row??) {
    if let place = rowPlaces[key] {
      rows[place].row = row
    } else {
      rowPlaces[key] = rows.count
      rows.append(UnsavedRow(row: row, tenant: key.tenant, earlier: earlier))
    }
  }

  /// A row that is to be written.
  func row(_ key: RowKey) -> Row? { rowPlaces[key].map { rows[$0].row } }

  /// Notes an account that is to be written.
  mutating func save(_ state: AccountState, as key: AccountKey, isNew: Bool) {
    if let place = accountPlaces[key] {
      accounts[place].state = state
    } else {
      accountPlaces[key] = accounts.count
      accounts.append(UnsavedAccount(key: key, state: state, isNew: isNew))
    }
  }

  /// An account that is to be written.
  func account(_ key: AccountKey) -> AccountState? { accountPlaces[key].map { accounts[$0].state } }

  /// Notes an entry that is to be posted.
  mutating func post(_ entry: JournalEntry, as key: EntryKey, _ values: [SQLValue]) {
    entries[key] = entry
    addedEntries.append(values)
  }
}

/// An identity of one tenant.
struct TenantKey<Identity: Hashable>: Hashable {
  let tenant: TenantID
  let identity: Identity
}

/// An account in one currency.
struct AccountPlace: Hashable {
  let account: Account
  let currency: Currency
}

extension TenantKey: Sendable where Identity: Sendable {}
