/// The last numbers that a tenant's events, refusals, accounts, entries and postings were given.
struct TenantCounters: Sendable, Hashable {
  /// The last event; the first is 1.
  private(set) var events: Int64 = 0
  /// The last refusal; the first is 1.
  private(set) var refusals: Int64 = 0
  /// How many accounts there are; the first is 0, as entries and postings are.
  private(set) var accounts: Int64 = 0
  private(set) var entries: Int64 = 0
  private(set) var postings: Int64 = 0

  mutating func takeEvent() -> Int64 { TenantCounters.taking(&events) + 1 }
  mutating func takeRefusal() -> Int64 { TenantCounters.taking(&refusals) + 1 }
  mutating func takeAccount() -> Int64 { TenantCounters.taking(&accounts) }
  mutating func takeEntry() -> Int64 { TenantCounters.taking(&entries) }
  mutating func takePosting() -> Int64 { TenantCounters.taking(&postings) }

  private static func taking(_ counter: inout Int64) -> Int64 {
    defer { counter += 1 }
    return counter
  }

  /// None yet.
  init() {}

  /// The numbers as they are kept; nil if they are none.
  init?(_ row: ArraySlice<SQLValue>) {
    let numbers = row.compactMap { $0.integer }
    guard numbers.count == 5 else { return nil }
    (events, refusals, accounts, entries, postings) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
  }

  /// The numbers as they are kept.
  var values: [SQLValue] {
    [.integer(events), .integer(refusals), .integer(accounts), .integer(entries), .integer(postings)]
  }

  static let find = SQLStatement(
    "SELECT events, refusals, accounts, entries, postings FROM tenants WHERE tenant = $1")

  /// Takes a tenant's turn to write: counts it, keeps others from having one before this transaction ends, and answers
  /// with its number and the other numbers as they are then.
  static let takeTurn = SQLStatement(
    """
    INSERT INTO tenants (tenant, events, refusals, accounts, entries, postings, turn) VALUES ($1, 0, 0, 0, 0, 0, 1)
    ON CONFLICT (tenant) DO UPDATE SET turn = tenants.turn + 1
    RETURNING turn, events, refusals, accounts, entries, postings
    """)

  static let save = SQLStatement(
    """
    INSERT INTO tenants (tenant, events, refusals, accounts, entries, postings) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (tenant) DO UPDATE SET events = excluded.events, refusals = excluded.refusals,
      accounts = excluded.accounts, entries = excluded.entries, postings = excluded.postings
    """)
}
