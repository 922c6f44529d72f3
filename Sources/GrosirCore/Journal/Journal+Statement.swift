extension Journal {
  /// What happened on one account, the last first.
  public struct Statement: Sendable, Hashable {
    /// The account's postings, the last first.
    public let lines: [Line]

    /// Where the next page begins; nil if this is the last.
    public let next: Place?

    /// Creates a page.
    public init(lines: [Line], next: Place?) {
      self.lines = lines
      self.next = next
    }

    /// One posting.
    public struct Line: Sendable, Hashable {
      /// The entry it is part of.
      public let entry: JournalEntry
      /// What was added; negative where money left.
      public let amount: Money
      /// What the account held after the entry.
      public let balance: Money

      /// Creates a line.
      public init(entry: JournalEntry, amount: Money, balance: Money) {
        self.entry = entry
        self.amount = amount
        self.balance = balance
      }
    }
  }

  /// A place in an account's history; it stays where it is while more is posted.
  public struct Place: Sendable, Hashable {
    /// The number of a posting; it rises with every posting of the journal.
    public let posting: Int64

    /// Creates a place: at a posting of a number, or the last of the account before it.
    public init(posting: Int64) { self.posting = posting }
  }

  /// A page of what happened on an account, the last first.
  ///
  /// Going from ``Statement/next`` to the next visits every posting once that was there at first.
  ///
  /// - Parameters:
  ///   - account: Whose.
  ///   - currency: In which currency; an account has a balance in each.
  ///   - place: Where to begin: what the page before said. Nil begins with the last posting, and so does one that is
  ///     beyond it.
  ///   - limit: How many lines at most.
  /// - Complexity: O(limit), and O(m) for each entry's movements; independent of how much was posted. From a place that
  ///   is not this account's own, O(k) besides, in the number of its postings after that.
  /// - Precondition: the limit is positive.
  public func statement(
    of account: Account, in currency: Currency, from place: Place? = nil, limit: Int = 50
  ) -> Statement {
    precondition(limit > 0, "a page has lines")
    guard let number = accounts.number(of: account, in: currency) else { return Statement(lines: [], next: nil) }
    var posting = first(of: number, from: place)
    var lines: [Statement.Line] = []
    while posting >= 0, lines.count < limit {
      let row = rows[posting]
      lines.append(
        Statement.Line(
          entry: entry(at: row.entry), amount: Money(row.amount, currency), balance: Money(row.balance, currency)))
      posting = row.previous
    }
    return Statement(lines: lines, next: posting < 0 ? nil : Place(posting: Int64(posting)))
  }

  /// The last posting of an account at a place or before it, or -1.
  private func first(of account: Int, from place: Place?) -> Int {
    let last = accounts.rows[account].lastPosting
    guard let place, place.posting < last else { return last }
    if place.posting >= 0, rows[Int(place.posting)].account == account { return Int(place.posting) }
    var posting = last
    while posting > place.posting, posting >= 0 { posting = rows[posting].previous }
    return posting
  }
}
