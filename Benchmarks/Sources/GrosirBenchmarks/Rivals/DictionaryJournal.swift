/// A journal as one would first write it: dictionaries keyed by text.
///
/// It refuses what was posted before, and a wallet below zero; it keeps every entry, and the numbers of each account's
/// entries. It does not notice other content under a known reference, knows one currency, and traps on overflow.
struct DictionaryJournal {
  private(set) var balances: [String: Int64] = [:]
  private var entries: [String: [(account: String, amount: Int64)]] = [:]
  private var histories: [String: [String]] = [:]

  var count: Int { entries.count }

  mutating func post(_ reference: String, _ postings: [(account: String, amount: Int64)]) -> Bool {
    guard entries[reference] == nil else { return false }
    for posting in postings where posting.account.hasPrefix("wallet(") {
      guard balances[posting.account, default: 0] + posting.amount >= 0 else { return false }
    }
    for posting in postings {
      balances[posting.account, default: 0] += posting.amount
      histories[posting.account, default: []].append(reference)
    }
    entries[reference] = postings
    return true
  }
}
