package import GrosirCore

/// The stocks that are out of step with their listings, found in order without looking at any other.
package struct OutOfStepStocks {
  private var queues: [SyncScope: Queue] = [:]

  /// Which entry of the queues a stock has, if it is out of step.
  private var numbers: [StockKey: Int64] = [:]
  private var lastNumber: Int64 = 0

  /// None.
  package init() {}

  /// Those of one scope in order; those that are in step by now are left in until it is worth taking them out.
  private struct Queue {
    private var entries: [Entry] = []
    private var head = 0
    /// How many behind the head are in step.
    private var past = 0

    var count: Int { entries.count - head - past }

    /// Those that are out of step, and in between some that were.
    var waiting: ArraySlice<Entry> { entries[head...] }

    /// Mostly it comes last, since the clock mostly runs forwards.
    mutating func insert(_ entry: Entry) {
      if let last = entries.last, entry < last {
        // In front of the head nothing is in order any more.
        entries.insert(entry, at: entries.firstPlace(from: head) { entry < $0 })
      } else {
        entries.append(entry)
      }
    }

    /// Notes that one more is in step, and takes out those in front, or all once they are the most.
    mutating func forgetOne(_ isCurrent: (Entry) -> Bool) {
      past += 1
      while head < entries.count, !isCurrent(entries[head]) {
        head += 1
        past -= 1
      }
      guard head + past > entries.count / 2 else { return }
      entries = entries[head...].filter(isCurrent)
      (head, past) = (0, 0)
    }
  }

  /// That a stock is out of step since an instant.
  private struct Entry: Comparable {
    let instant: Instant
    let key: StockKey
    /// No two have the same, though a stock may be out of step, in step and out of step at one instant.
    let number: Int64

    static func < (left: Entry, right: Entry) -> Bool {
      left.instant == right.instant ? left.key < right.key : left.instant < right.instant
    }

    static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
  }

  // MARK: Finding

  /// How many there are.
  package func count(of scope: SyncScope) -> Int { queues[scope]?.count ?? 0 }

  /// Those that have been so longest, then by key.
  ///
  /// - Complexity: O(limit), and amortized over all that happens to them.
  package func first(_ limit: Int, of scope: SyncScope) -> [StockKey] {
    guard let queue = queues[scope] else { return [] }
    return Array(queue.waiting.lazy.filter { numbers[$0.key] == $0.number }.prefix(limit).map { $0.key })
  }

  // MARK: Saving

  /// Takes in since when a stock is out of step now, if it is.
  package mutating func change(_ key: StockKey, from before: Instant?, to now: Instant?) {
    guard before != now else { return }
    let scopes = [SyncScope.everything, .supplier(key.owner), .variant(key.variant)]
    if before != nil, numbers.removeValue(forKey: key) != nil { for scope in scopes { forgetOne(of: scope) } }
    guard let now else { return }
    lastNumber += 1
    numbers[key] = lastNumber
    let entry = Entry(instant: now, key: key, number: lastNumber)
    for scope in scopes { queues[scope, default: Queue()].insert(entry) }
  }

  private mutating func forgetOne(of scope: SyncScope) {
    let numbers = numbers
    queues[scope]?.forgetOne { numbers[$0.key] == $0.number }
    if queues[scope]?.count == 0 { queues[scope] = nil }
  }
}
