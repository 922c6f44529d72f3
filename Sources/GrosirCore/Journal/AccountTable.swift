/// The accounts of a journal by small numbers, so that a posting finds its account once and then counts in an array.
///
/// The platform's own accounts, of which there are few, are found without hashing; the others by their owner.
struct AccountTable: Sendable {
  /// One account in one currency.
  struct Row: Sendable {
    let account: Account
    let currency: Currency
    /// Whether it is somebody's, and so dated in order.
    let isOwned: Bool
    /// Whether its balance may be below zero.
    let mayBeNegative: Bool
    /// The sum of its postings: 2⁶⁴ of them fit, so counting never fails, and what is left is checked once.
    var balance: Int128 = 0
    /// The number of its last posting, or -1.
    var lastPosting = -1
    /// No later entry is dated before this instant; only kept for an account that has an owner.
    var lastInstant = Instant.earliest

    init(account: Account, currency: Currency) {
      self.account = account
      self.currency = currency
      isOwned = !account.isOfPlatform
      mayBeNegative = account.mayBeNegative
    }
  }

  /// The accounts by number, in order of first use.
  private(set) var rows: [Row] = []

  private var blocks: [Block] = []

  /// The accounts of one currency.
  private struct Block: Sendable {
    let currency: Currency
    /// The number of each account of the platform, by the kind's rank; -1 where there is none yet.
    var ofPlatform = [Int](repeating: -1, count: Account.kindCount)
    /// The numbers of the accounts that have an owner.
    var owned = HashedPlaces()
  }

  /// The number of an account, or nil if nothing was ever posted to it.
  ///
  /// - Complexity: O(1) on average, and linear in the number of currencies.
  func number(of account: Account, in currency: Currency) -> Int? {
    guard let block = blocks.first(where: { $0.currency == currency }) else { return nil }
    guard account.isOfPlatform else { return self.number(of: account, account.seededHash, in: block) }
    let number = block.ofPlatform[account.rank]
    return number < 0 ? nil : number
  }

  /// The number of an account, a new one if it has none.
  ///
  /// - Complexity: as ``number(of:in:)``, amortized.
  mutating func numberAdding(_ account: Account, in currency: Currency) -> Int {
    let block = blockAdding(currency)
    let next = rows.count
    let number: Int
    if account.isOfPlatform {
      if blocks[block].ofPlatform[account.rank] < 0 { blocks[block].ofPlatform[account.rank] = next }
      number = blocks[block].ofPlatform[account.rank]
    } else {
      let hash = account.seededHash
      if let known = self.number(of: account, hash, in: blocks[block]) { return known }
      blocks[block].owned.add(next, hash)
      number = next
    }
    if number == next { rows.append(Row(account: account, currency: currency)) }
    return number
  }

  private func number(of account: Account, _ hash: UInt32, in block: Block) -> Int? {
    block.owned.place(hash) { rows[$0].account == account }
  }

  /// Forgets the accounts that were added last.
  mutating func keepFirst(_ count: Int) {
    while rows.count > count {
      let row = rows.removeLast()
      let block = blockAdding(row.currency)
      if row.account.isOfPlatform {
        blocks[block].ofPlatform[row.account.rank] = -1
      } else {
        blocks[block].owned.remove(rows.count, row.account.seededHash)
      }
    }
  }

  /// Changes the row of a number.
  mutating func change(_ number: Int, _ body: (inout Row) -> Void) { body(&rows[number]) }

  private mutating func blockAdding(_ currency: Currency) -> Int {
    if let place = blocks.firstIndex(where: { $0.currency == currency }) { return place }
    blocks.append(Block(currency: currency))
    return blocks.count - 1
  }
}

extension AccountTable.Row {
  /// The balance as an amount, or nil if it does not fit.
  var money: Money? { Int64(exactly: balance).map { Money($0, currency) } }
}

extension Account {
  /// Whether it is the platform's own, and not kept for anybody.
  var isOfPlatform: Bool {
    switch self {
    case .escrow, .wallet, .factoryPayable, .sellerPayable: false
    case .gateway, .sales, .inventory, .costOfGoods, .writeOffs, .platformFees, .withdrawals, .disputes, .bank: true
    }
  }
}
