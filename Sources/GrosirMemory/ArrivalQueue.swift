import GrosirCore

/// When somebody arrived: by payment, then by request, then as they were paid.
struct Arrival: Comparable {
  let paidAt: Instant
  let requestedAt: Instant
  let place: Int

  init(of row: Participant) {
    paidAt = row.paidAt ?? row.requestedAt
    requestedAt = row.requestedAt
    place = row.place
  }

  static func < (left: Arrival, right: Arrival) -> Bool {
    (left.paidAt, left.requestedAt, left.place) < (right.paidAt, right.requestedAt, right.place)
  }
}

/// Participants in order of arrival, by the places of their rows; those who wait no more are left in until it is worth
/// taking them out.
struct ArrivalQueue {
  private var entries: [(arrival: Arrival, place: Int)] = []
  private var head = 0
  private var staleCount = 0

  /// Notes that somebody begins to wait here, or waits here no more.
  ///
  /// - Complexity: amortized O(log n) for whoever arrives last and for whoever goes; O(n) for who arrived earlier.
  mutating func change(
    _ place: Int, of rows: [Participant], from wasIn: Bool, to isIn: Bool, _ isCurrent: (Participant) -> Bool
  ) {
    guard wasIn != isIn else { return }
    if isIn {
      insert(Arrival(of: rows[place]), place)
    } else {
      staleCount += 1
      clean(rows, isCurrent)
    }
  }

  private mutating func insert(_ arrival: Arrival, _ place: Int) {
    var (low, high) = (head, entries.count)
    if let last = entries.last, last.arrival < arrival { low = high }
    while low < high {
      let middle = low + (high - low) / 2
      if entries[middle].arrival < arrival { low = middle + 1 } else { high = middle }
    }
    entries.insert((arrival, place), at: low)
  }

  private mutating func clean(_ rows: [Participant], _ isCurrent: (Participant) -> Bool) {
    while head < entries.count, !isCurrent(rows[entries[head].place]) {
      head += 1
      staleCount -= 1
    }
    guard head + staleCount > entries.count / 2 else { return }
    entries = entries[head...].filter { isCurrent(rows[$0.place]) }
    (head, staleCount) = (0, 0)
  }

  /// Visits rows in order until told to stop, those who wait no more among them.
  func forEach(of rows: [Participant], _ body: (Participant) -> Bool) {
    for entry in entries[head...] where !body(rows[entry.place]) { return }
  }

  /// The rows of those who wait.
  func rows(of rows: [Participant], _ isCurrent: (Participant) -> Bool) -> [Participant] {
    entries[head...].map { rows[$0.place] }.filter(isCurrent)
  }
}
